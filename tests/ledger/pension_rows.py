"""True rows of monthly pensions, and by constraint or trigger what makes such a row false."""

from tests.ledger.claim_rows import AT, CHECKER, DAY, MAKER, NUMBER, SIX, Row, of

# Due: one was paid by an approved run; two waits. Runs: one was approved; two waits for its check.
PAID, WAITS, NEW = (f"{NUMBER}f{n}" for n in (1, 2, 9))
APPROVED, OPEN = f"{NUMBER}a1", f"{NUMBER}a2"
CLAIM = {"claim_id": SIX, "participant_id": 1}
NOBODY = {"participant_id": 2}

DUE: Row = CLAIM | {
    "due_id": PAID,
    "month": "2026-11-01",
    "amount_idr": 500_000,
    "reason": "FIRST_YEAR",
    "article": "PP 45/2015",
    "recorded_at": AT,
}
END: Row = CLAIM | {"cause": "REMARRIED", "from_on": "2027-05-05", "words": "x", "entered_by": MAKER, "recorded_at": AT}
RUN: Row = {
    "run_id": APPROVED,
    "month": "2026-12-01",
    "dues": 1,
    "amount_idr": 500_000,
    "made_by": MAKER,
    "made_as": "x",
    "made_on": DAY,
    "recorded_at": AT,
}
CHECK: Row = {
    "run_id": APPROVED,
    "verdict": "APPROVED",
    "note": None,
    "made_by": MAKER,
    "checked_by": CHECKER,
    "checked_as": "y",
    "checked_on": DAY,
    "recorded_at": AT,
}
PAYMENT: Row = CLAIM | {
    "payment_id": f"{NUMBER}b1",
    "due_id": PAID,
    "run_id": APPROVED,
    "payee_id": of("e", SIX),
    "amount_idr": 500_000,
    "channel_id": 1,
    "paid_on": DAY,
    "recorded_at": AT,
}
# Changes of the account: one was returned; two waits for its check. One may be entered while the pension runs.
RETURNED, CHANGE = f"{NUMBER}c1", f"{NUMBER}c2"
ACCOUNT: Row = CLAIM | {
    "change_id": RETURNED,
    "place": 1,
    "name": "x",
    "relation": "SELF",
    "bank": "BRI",
    "account_cipher": b"x",
    "account_index": b"x",
    "words": "x",
    "payable_from": AT,
    "made_by": MAKER,
    "made_as": "x",
    "made_on": DAY,
    "recorded_at": AT,
}
ACCOUNT_CHECK: Row = {
    "change_id": RETURNED,
    "verdict": "RETURNED",
    "note": "x",
    "made_by": MAKER,
    "checked_by": CHECKER,
    "checked_as": "y",
    "checked_on": DAY,
    "recorded_at": AT,
}
SECOND: Row = {"payment_id": NEW, "due_id": WAITS}

ROWS = {
    "pension_due": DUE,
    "pension_end": END,
    "pension_run": RUN,
    "pension_check": CHECK,
    "pension_payment": PAYMENT,
    "pension_account": ACCOUNT,
    "pension_account_check": ACCOUNT_CHECK,
}
ALL = (
    ("pension_due", DUE),
    ("pension_due", DUE | {"due_id": WAITS, "month": "2026-12-01"}),
    ("pension_run", RUN),
    ("pension_run", RUN | {"run_id": OPEN}),
    ("pension_check", CHECK),
    ("pension_payment", PAYMENT),
    ("pension_account", ACCOUNT),
    ("pension_account_check", ACCOUNT_CHECK),
    ("pension_account", ACCOUNT | {"change_id": CHANGE, "place": 2}),
    ("pension_end", END),
)
THIRD: Row = {"change_id": NEW, "place": 3}
FRESH: Row = {"due_id": NEW, "month": "2027-01-01"}
BROKEN: dict[str, tuple[str, Row]] = {
    "pension_due_pkey": ("pension_due", {"month": "2027-01-01"}),
    "pension_due_once": ("pension_due", {"due_id": NEW}),
    "pension_due_above_nothing": ("pension_due", FRESH | {"amount_idr": 0}),
    "pension_due_reason_known": ("pension_due", FRESH | {"reason": "X"}),
    "pension_due_month_is_its_first_day": ("pension_due", FRESH | {"month": "2027-01-02"}),
    "pension_due_of_its_claim": ("pension_due", FRESH | NOBODY),
    "pension_end_pkey": ("pension_end", {}),
    "pension_end_cause_known": ("pension_end", {"cause": "X"}),
    "pension_end_of_its_claim": ("pension_end", {"claim_id": NEW}),
    "pension_run_pkey": ("pension_run", {}),
    "pension_run_has_dues": ("pension_run", {"run_id": NEW, "dues": 0}),
    "pension_run_above_nothing": ("pension_run", {"run_id": NEW, "amount_idr": 0}),
    "pension_check_pkey": ("pension_check", {}),
    "pension_check_verdict_known": ("pension_check", {"run_id": OPEN, "verdict": "X"}),
    "pension_check_by_another": ("pension_check", {"run_id": OPEN, "checked_by": MAKER}),
    "pension_check_return_says_why": ("pension_check", {"run_id": OPEN, "verdict": "RETURNED", "note": ""}),
    "pension_check_names_the_maker": ("pension_check", {"run_id": OPEN, "made_by": 5}),
    "pension_payment_pkey": ("pension_payment", {"due_id": WAITS}),
    "pension_payment_due_id_key": ("pension_payment", {"payment_id": NEW}),
    "pension_payment_due_id_fk": ("pension_payment", {"payment_id": NEW, "due_id": NEW}),
    "pension_payment_run_id_fk": ("pension_payment", SECOND | {"run_id": NEW}),
    "pension_payment_payee_id_fk": ("pension_payment", SECOND | {"payee_id": NEW}),
    "pension_payment_channel_id_fk": ("pension_payment", SECOND | {"channel_id": 99}),
    "pension_payment_above_nothing": ("pension_payment", SECOND | {"amount_idr": 0}),
    "pension_payment_of_its_claim": ("pension_payment", SECOND | NOBODY),
    "pension_payment_is_approved": ("pension_payment", SECOND | {"run_id": OPEN}),
    "pension_payment_account_id_fk": ("pension_payment", SECOND | {"account_id": NEW}),
    "pension_payment_to_what_stands": ("pension_payment", SECOND | {"account_id": RETURNED}),
    "pension_account_pkey": ("pension_account", {"place": 3}),
    "pension_account_relation_known": ("pension_account", THIRD | {"relation": "X"}),
    "pension_account_has_a_name": ("pension_account", THIRD | {"name": ""}),
    "pension_account_says_why": ("pension_account", THIRD | {"words": ""}),
    "pension_account_has_a_number": ("pension_account", THIRD | {"account_cipher": None}),
    "pension_account_place_once": ("pension_account", {"change_id": NEW}),
    "pension_account_of_its_claim": ("pension_account", THIRD | NOBODY),
    "pension_account_is_open": ("pension_account", THIRD),
    "pension_account_check_pkey": ("pension_account_check", {}),
    "pension_account_check_verdict_known": ("pension_account_check", {"change_id": CHANGE, "verdict": "X"}),
    "pension_account_check_by_another": ("pension_account_check", {"change_id": CHANGE, "checked_by": MAKER}),
    "pension_account_check_return_says_why": ("pension_account_check", {"change_id": CHANGE, "note": ""}),
    "pension_account_check_names_the_maker": ("pension_account_check", {"change_id": CHANGE, "made_by": 5}),
}
TRIGGERS = ("pension_payment_is_approved", "pension_payment_to_what_stands", "pension_account_is_open")
NAMED_ONLY = ("pension_run_of_maker", "pension_account_of_maker")
APPEND_ONLY = tuple(ROWS)
