"""How does money that was nobody's become somebody's? An officer names the virtual account it was meant for.

The payment is taken back from suspense and stands anew in the payer's account, under an id that names it, so that both
can be followed and it is done once. The payer's bills count as paid from the day the money came, not from the day it
was found.
"""

from datetime import date, datetime
from uuid import UUID, uuid5

from payung.act.collect import SPACE, Incoming, collect
from payung.act.inquire import inquire
from payung.act.reverse import reverse
from payung.ledger.public import suspense_payment, system_scope


class _Refused(Exception):
    """The ledger refused the second half; the first is undone with it."""


def assign(payment_id: UUID, account_no: str, *, on: date, at: datetime) -> str:
    """Give a payment that waits in suspense to an account; ASSIGNED or a refusal.

    Refusals (payment_refusals of payung.terms): NOT_IN_SUSPENSE, UNKNOWN_ACCOUNT, CLOSED_ACCOUNT. Raises LedgerAway.
    """
    try:
        # Both halves or none: money that left suspense must be somewhere.
        with system_scope():
            return _assign(payment_id, account_no, on, at)
    except _Refused as refusal:
        return str(refusal)


def _assign(payment_id: UUID, account_no: str, on: date, at: datetime) -> str:
    held = suspense_payment(payment_id)
    if held is None:
        return "NOT_IN_SUSPENSE"
    reason = inquire(account_no).reason
    if reason in ("UNKNOWN_ACCOUNT", "CLOSED_ACCOUNT"):
        return str(reason)
    outcome, _ = reverse(payment_id, on=on, at=at)
    if outcome != "REVERSED":
        # Another officer was quicker.
        return "NOT_IN_SUSPENSE"
    right = Incoming(held.channel, held.kind, held.request_id, account_no, held.amount_idr, None, held.paid_at, None)
    collected = collect(right, at=at, corrects=payment_id, as_id=uuid5(SPACE, f"{payment_id}|assigned"))
    if collected.reason is not None:
        raise _Refused(collected.reason)
    return "ASSIGNED"
