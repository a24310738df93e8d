"""How does money that was nobody's become somebody's? One officer proposes the account, another approves it.

With the approval, in one transaction, the payment is taken back from suspense and stands anew in the payer's account,
under an id that names it, so that both can be followed and it is done once. The payer's bills count as paid from the
day the money came, not from the day it was found.
"""

from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import transaction

from payung.act.money.collect import SPACE, Incoming, collect
from payung.act.money.inquire import inquire
from payung.act.money.reverse import reverse
from payung.ledger.public import (
    ProposalRow,
    SuspenseRow,
    enter_proposal,
    enter_suspense_check,
    proposal,
    suspense_payment,
    system_scope,
)

APPROVED, RETURNED = "APPROVED", "RETURNED"
DONE = ("ENTERED", "REPEAT")


class _Refused(Exception):
    """The second half was refused; the first is undone with it."""


def propose_gift(proposal_id: UUID, payment_id: UUID, account_no: str, words: str, *, on: date, at: datetime) -> str:
    """Propose to give a payment in suspense to an account, and say why; PROPOSED or a refusal. Nothing moves yet.

    Asked inside the maker's scope. The same id with the same content is PROPOSED again. Refusals (assign_refusals of
    payung.terms): NOT_IN_SUSPENSE, UNKNOWN_ACCOUNT, CLOSED_ACCOUNT, NO_REASON, ALREADY_PROPOSED, OTHER_CONTENT. Raises
    OutOfScope for who does not read for the nation.
    """
    with system_scope():
        reason = _bar(suspense_payment(payment_id), account_no)
    if reason is not None:
        return reason
    said = enter_proposal(proposal_id, payment_id, account_no, words.strip(), on=on, at=at)
    return "PROPOSED" if said in DONE else said


def check_gift(
    check_id: UUID, proposal_id: UUID, verdict: str, note: str | None = None, *, on: date, at: datetime
) -> str:
    """Approve a proposal, with which the money moves, or return it and say why; ASSIGNED, RETURNED or a refusal.

    Asked inside the checker's scope. Refusals: UNKNOWN_PROPOSAL, SAME_PERSON, ALREADY_CHECKED, NO_REASON, and those for
    which the money cannot move any more: NOT_IN_SUSPENSE, UNKNOWN_ACCOUNT, CLOSED_ACCOUNT; then nothing is entered.
    Raises LedgerAway and OutOfScope.
    """
    held = proposal(proposal_id)
    if held is None:
        return "UNKNOWN_PROPOSAL"
    try:
        # The verdict and both halves of the move, or nothing: money that left suspense must be somewhere.
        with transaction.atomic():
            said = enter_suspense_check(check_id, held, verdict, note, on=on, at=at)
            if said != "ENTERED":
                return said
            if verdict == APPROVED:
                _move(held, on, at)
    except _Refused as refusal:
        return str(refusal)
    return "ASSIGNED" if verdict == APPROVED else verdict


def _move(held: ProposalRow, on: date, at: datetime) -> None:
    with system_scope():
        payment = suspense_payment(held.payment_id)
        reason = _bar(payment, held.account_no)
        if payment is None or reason is not None:
            raise _Refused(reason)
        outcome, _ = reverse(held.payment_id, on=on, at=at)
        if outcome != "REVERSED":
            # The bank took it back in the same moment.
            raise _Refused("NOT_IN_SUSPENSE")
        told = (payment.channel, payment.kind, payment.request_id, held.account_no, payment.amount_idr)
        right = Incoming(*told, None, payment.paid_at, None)
        as_id = uuid5(SPACE, f"{held.payment_id}|assigned")
        collected = collect(right, at=at, corrects=held.payment_id, as_id=as_id)
        if collected.reason is not None:
            raise _Refused(collected.reason)


def _bar(payment: SuspenseRow | None, account_no: str) -> str | None:
    """Why a payment cannot go to an account now; None where it can."""
    if payment is None:
        return "NOT_IN_SUSPENSE"
    reason = inquire(account_no).reason
    return str(reason) if reason in ("UNKNOWN_ACCOUNT", "CLOSED_ACCOUNT") else None
