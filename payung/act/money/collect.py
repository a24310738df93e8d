"""What becomes of money that came? It pays bills, is saved as credit, or waits in suspense; posted once, never lost.

A payment pays whole bills, the oldest first. What does not fill a bill stays the payer's credit, so that small
irregular payments turn into a month when it is full. Money whose account is not known, or whose amount contradicts
what was due, goes to suspense: it is in the books, but nobody's, until the bank's statement tells the truth
(`reconcile.py`).

The caller's id is drawn from the signed body (channel, kind, request id), since a bank's signature does not cover
X-EXTERNAL-ID. The same id with the same account and amount is a repeat and gets the first answer; with others it is
a conflict.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from payung.ledger.public import receive

# Ids of payments are drawn in a space of their own (RFC 9562, version 5).
SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "payung/payment")


class Outcome(StrEnum):
    """What became of the money."""

    SETTLED = "SETTLED"
    CREDITED = "CREDITED"
    SUSPENSE = "SUSPENSE"
    REFUSED = "REFUSED"


@dataclass(frozen=True, slots=True)
class Incoming:
    """Money as a channel tells it. `total_idr` is what the channel was asked to collect, where it says so."""

    channel: str
    kind: str
    request_id: str
    account_no: str
    amount_idr: int
    total_idr: int | None
    paid_at: datetime
    external_id: str | None

    @property
    def payment_id(self) -> uuid.UUID:
        """The id under which this payment is posted once."""
        return payment_id(self.channel, self.kind, self.request_id)


@dataclass(frozen=True, slots=True)
class Collected:
    """What became of a payment; `reason` (refusals of payung.terms) is None where the payer's account took it.

    `active_from` is the day from which cover holds by this payment, None where something due is still open.
    """

    payment_id: uuid.UUID
    outcome: Outcome
    reason: str | None
    is_repeat: bool
    settled_bills: int
    credit_idr: int
    active_from: date | None


def collect(
    incoming: Incoming, *, at: datetime, corrects: uuid.UUID | None = None, as_id: uuid.UUID | None = None
) -> Collected:
    """Post this payment in one transaction; a repeat posts nothing and gets the first answer.

    Refusals: OTHER_CONTENT (same id, other account or amount) and EXTERNAL_ID_USED (the header's id served another
    request of the day) post nothing; UNKNOWN_ACCOUNT, CLOSED_ACCOUNT, WRONG_AMOUNT and NOTHING_DUE (the last two only
    where exactly the due amount is taken) put the money in suspense.
    `corrects` names a payment that was taken back and in whose place this one stands, under the id `as_id`; the payer's
    account takes it whatever its amount.
    Raises LedgerAway when the database cannot be reached: then nothing is acknowledged and asking again is harmless.
    """
    posted = as_id or incoming.payment_id
    return collected(posted, receive(told(incoming, at=at, corrects=corrects, as_id=as_id)))


def told(
    incoming: Incoming, *, at: datetime, corrects: uuid.UUID | None = None, as_id: uuid.UUID | None = None
) -> dict[str, Any]:
    """A payment as the ledger's function takes it."""
    return {
        "payment_id": str(as_id or incoming.payment_id),
        "channel": incoming.channel,
        "kind": incoming.kind,
        "request_id": incoming.request_id,
        "external_id": incoming.external_id,
        "account_no": incoming.account_no,
        "amount_idr": incoming.amount_idr,
        "total_idr": incoming.total_idr,
        "paid_at": incoming.paid_at.isoformat(),
        "at": at.isoformat(),
        "corrects_id": None if corrects is None else str(corrects),
    }


def collected(posted: uuid.UUID, answer: Sequence[Any]) -> Collected:
    """What became of a payment, from the ledger's answer."""
    outcome, reason, is_repeat, settled, credit_idr, active_from = answer
    return Collected(posted, Outcome(outcome), reason, is_repeat, settled, credit_idr, active_from)


def payment_id(channel: str, kind: str, request_id: str) -> uuid.UUID:
    """The id of the payment a channel tells under this request id."""
    return uuid.uuid5(SPACE, f"{channel}|{kind}|{request_id}")
