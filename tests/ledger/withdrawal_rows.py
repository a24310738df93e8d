"""A true row of a withdrawn bill, and by constraint what makes one false."""

from typing import Any

NUMBER = "00000000-0000-4000-8000-00000000000"
# Of the bills that stand: one of a participant that nobody paid, one that somebody paid, and one of a party; two of
# late fees, of which one was paid.
UNPAID, PAID, OF_PARTY, MORE, FEE, FEE_PAID, NOBODY = (f"{NUMBER}{n}" for n in (1, 2, 3, 4, 5, 6, 9))
TRUE: dict[str, Any] = {
    "bill_id": UNPAID, "reason": "MOVED_TO_EMPLOYER", "withdrawn_on": "2026-11-26", "entered_by": 3,
    "recorded_at": "2026-11-26 03:00+00",
}  # fmt: skip
BROKEN: dict[str, dict[str, Any]] = {
    "bill_withdrawal_pkey": {},
    "bill_withdrawal_bill_id_fk": {"bill_id": NOBODY},
    "bill_withdrawal_reason_known": {"bill_id": MORE, "reason": "FORGIVEN"},
    "bill_withdrawal_of_unpaid": {"bill_id": PAID},
    "bill_withdrawal_of_own_bill": {"bill_id": OF_PARTY},
    "bill_withdrawal_reason_of_its_kind": {"bill_id": FEE},
}
