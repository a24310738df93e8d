"""A true line of a bill of late fees, and by constraint what makes one false."""

from typing import Any

NUMBER = "00000000-0000-4000-8000-00000000000"
# Bills of an employer: contributions, the fee of their first month late, another fee; and contributions of another.
PAID_LATE, FEE, OTHER_FEE, OF_OTHER, NOBODY = (f"{NUMBER}{n}" for n in (1, 2, 3, 4, 9))
TRUE: dict[str, Any] = {
    "bill_id": FEE, "programme": "JHT", "of_bill_id": PAID_LATE, "months_before": 0, "months_late": 1,
    "owed_idr": 342_000, "amount_idr": 6_840,
}  # fmt: skip
NEXT = {"bill_id": OTHER_FEE, "months_before": 1, "months_late": 2}
BROKEN: dict[str, dict[str, Any]] = {
    "late_fee_pkey": {},
    "late_fee_bill_id_fk": NEXT | {"bill_id": NOBODY},
    "late_fee_of_bill_id_fk": NEXT | {"of_bill_id": NOBODY},
    "late_fee_programme_known": NEXT | {"programme": "JKN"},
    "late_fee_months_before_not_negative": NEXT | {"programme": "JP", "months_before": -1, "months_late": 0},
    "late_fee_months_grow": NEXT | {"months_before": 2},
    "late_fee_amount_above_nothing": NEXT | {"amount_idr": 0},
    "late_fee_owed_above_nothing": NEXT | {"owed_idr": 0},
    "late_fee_month_charged_once": NEXT | {"months_before": 0},
    "late_fee_of_the_payers_contribution": NEXT | {"of_bill_id": OF_OTHER},
}
