"""What happens when a bank takes money back, and when saved credit can pay what has become due?"""

from datetime import date, datetime
from uuid import UUID

from payung.ledger.public import call


def reverse(payment_id: UUID, *, on: date, at: datetime) -> tuple[str, int]:
    """Take a payment back: REVERSED with the number of bills that are open again, ALREADY_REVERSED or UNKNOWN_PAYMENT.

    What the payer's credit does not bear is taken from the bills paid last, newest month first. Raises LedgerAway.
    """
    outcome, unpaid = call("reverse_payment", "%s::uuid, %s::date, %s::timestamptz", [payment_id, on, at])
    return str(outcome), int(unpaid)


def spend_credit(*, participant_id: int | None = None, party_id: int | None = None, on: date, at: datetime) -> int:
    """Pay whole bills from a payer's saved credit, oldest first, after a month was billed; how many were paid.

    Raises LedgerAway.
    """
    types = "%s::bigint, %s::bigint, %s::date, %s::timestamptz"
    (settled,) = call("spend_credit", types, [participant_id, party_id, on, at])
    return int(settled)
