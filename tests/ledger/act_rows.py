"""True rows of the tables of Payung's own acts, and by constraint what makes such a row false.

Whoever adds a table of acts adds a true row to ROWS (in an order in which each finds what it names) and to BROKEN_ACTS
every constraint of the table.
"""

from typing import Any

from tests.ledger.bill_rows import BILL_APPEND_ONLY, BILL_ROWS, BROKEN_BILL
from tests.ledger.enrol_rows import BROKEN_ENROL, ENROL_APPEND_ONLY, ENROL_MORE, ENROL_ROWS

Row = dict[str, Any]

DAY, MOMENT = "2026-11-02", "2026-11-02 03:00+00"
OTHER = "00000000-0000-4000-8000-00000000000"

ROWS: dict[str, Row] = {
    "participant": {
        "participant_id": 1,
        "subject": b"0123456789abcdef",
        "name": "SITI",
        "sex": "P",
        "region_code": "32.01",
        "entered_by": 0,
    },
    "party": {"party_id": 1, "code": "BANK_T", "kind": "BANK", "name": "Bank", "region_code": ""},
    "account": {"account_id": 1, "kind": "CREDIT", "programme": None, "participant_id": 1, "party_id": None},
    "virtual_account": {"number": "888880000000001", "participant_id": 1, "party_id": None, "amount_rule": "ANY"},
    "bill": {
        "bill_id": OTHER + "1",
        "participant_id": 1,
        "party_id": None,
        "kind": "BPU",
        "month": "2026-11-01",
        "due_on": DAY,
        "amount_idr": 16_800,
    },
    "payment": {
        "payment_id": OTHER + "1",
        "channel_id": 1,
        "kind": "VA",
        "request_id": "R1",
        "external_id": "1",
        "account_no": "888880000000001",
        "amount_idr": 16_800,
        "total_idr": 16_800,
        "paid_at": MOMENT,
        "paid_on": DAY,
        "received_on": DAY,
        "outcome": "SETTLED",
        "reason": None,
        "settled_bills": 1,
        "credit_after_idr": 0,
    },
    "allocation": {
        "allocation_id": OTHER + "1",
        "bill_id": OTHER + "1",
        "payment_id": OTHER + "1",
        "amount_idr": 16_800,
    },
    "posting": {
        "posting_id": OTHER + "1",
        "entry": OTHER + "1",
        "debit_id": 2,
        "credit_id": 1,
        "amount_idr": 16_800,
        "effective_on": DAY,
        "kind": "RECEIPT",
        "payment_id": OTHER + "1",
    },
    "statement_line": {
        "statement_line_id": 1,
        "channel_id": 1,
        "line_id": "L1",
        "booked_on": DAY,
        "value_on": DAY,
        "kind": "CREDIT",
        "service": "VA",
        "reference": "R1",
        "account_no": "888880000000001",
        "amount_idr": 16_800,
        "payment_ref": OTHER + "1",
    },
    "reconciliation": {
        "reconciliation_id": 1,
        "channel_id": 1,
        "finding": "MATCHED",
        "statement_line_id": 1,
        "payment_id": OTHER + "1",
    },
}
# Rows beside the true ones that a false row needs: a second account, a corrected payment and posting, a finding.
MORE: list[tuple[str, Row]] = [
    ("account", {"account_id": 2, "kind": "CASH", "participant_id": None, "party_id": 1}),
    ("payment", {"payment_id": OTHER + "2", "request_id": "R2", "external_id": None, "corrects_id": OTHER + "1"}),
    ("posting", {"posting_id": OTHER + "2", "corrects_id": OTHER + "1"}),
    ("reconciliation", {"reconciliation_id": 2, "finding": "MISSING", "statement_line_id": None}),
]
NEW = OTHER + "9"
NEW_PAYMENT: Row = {"payment_id": NEW, "request_id": "R9", "external_id": "9"}
NEW_LINE: Row = {"statement_line_id": 9, "line_id": "L9"}
NEW_FINDING: Row = {"reconciliation_id": 9, "statement_line_id": None}

BROKEN_ACTS: dict[str, tuple[str, Row]] = {
    "account_has_one_holder": ("account", {"account_id": 9, "kind": "SUBSIDY", "party_id": 1}),
    "account_kind_known": ("account", {"account_id": 9, "kind": "PURSE"}),
    "account_once": ("account", {"account_id": 9}),
    "account_participant_id_fk": ("account", {"account_id": 9, "participant_id": 99}),
    "account_party_id_fk": ("account", {"account_id": 9, "participant_id": None, "party_id": 99}),
    "account_pkey": ("account", {"kind": "RECEIVABLE"}),
    "account_programme_known": ("account", {"account_id": 9, "programme": "XXX"}),
    "allocation_bill_id_fk": ("allocation", {"allocation_id": NEW, "bill_id": NEW}),
    "allocation_moves_something": ("allocation", {"allocation_id": NEW, "amount_idr": 0}),
    "allocation_payment_id_fk": ("allocation", {"allocation_id": NEW, "payment_id": NEW}),
    "allocation_pkey": ("allocation", {}),
    "bill_amount_above_nothing": ("bill", {"bill_id": NEW, "amount_idr": 0}),
    "bill_has_one_payer": ("bill", {"bill_id": NEW, "party_id": 1}),
    "bill_kind_known": ("bill", {"bill_id": NEW, "kind": "TAX"}),
    "bill_month_is_its_first_day": ("bill", {"bill_id": NEW, "month": "2026-11-02"}),
    "bill_participant_id_fk": ("bill", {"bill_id": NEW, "participant_id": 99}),
    "bill_party_id_fk": ("bill", {"bill_id": NEW, "participant_id": None, "party_id": 99}),
    "bill_pkey": ("bill", {}),
    "participant_has_a_name": ("participant", {"participant_id": 9, "subject": b"x", "name": ""}),
    "participant_pkey": ("participant", {"subject": b"x"}),
    "participant_region_form": ("participant", {"participant_id": 9, "subject": b"x", "region_code": "3201"}),
    "participant_sex_known": ("participant", {"participant_id": 9, "subject": b"x", "sex": "X"}),
    "participant_subject_once": ("participant", {"participant_id": 9}),
    "party_code_once": ("party", {"party_id": 9}),
    "party_has_a_name": ("party", {"party_id": 9, "code": "X", "name": ""}),
    "party_kind_known": ("party", {"party_id": 9, "code": "X", "kind": "GANG"}),
    "party_pkey": ("party", {"code": "X"}),
    "party_region_form": ("party", {"party_id": 9, "code": "X", "region_code": "Bogor"}),
    "payment_amount_above_nothing": ("payment", NEW_PAYMENT | {"amount_idr": 0}),
    "payment_channel_id_fk": ("payment", NEW_PAYMENT | {"channel_id": 99}),
    "payment_corrected_once": ("payment", NEW_PAYMENT | {"corrects_id": OTHER + "1"}),
    "payment_corrects_id_fk": ("payment", NEW_PAYMENT | {"corrects_id": NEW[:-1] + "8"}),
    "payment_credit_not_negative": ("payment", NEW_PAYMENT | {"credit_after_idr": -1}),
    "payment_external_once_a_day": ("payment", NEW_PAYMENT | {"external_id": "1"}),
    "payment_kind_known": ("payment", NEW_PAYMENT | {"kind": "CHEQUE"}),
    "payment_outcome_known": ("payment", NEW_PAYMENT | {"outcome": "LOST"}),
    "payment_pkey": ("payment", {"request_id": "R9", "external_id": "9"}),
    "payment_request_once": ("payment", NEW_PAYMENT | {"request_id": "R1"}),
    "payment_suspense_has_its_reason": ("payment", NEW_PAYMENT | {"outcome": "SUSPENSE"}),
    "posting_amount_above_nothing": ("posting", {"posting_id": NEW, "amount_idr": -5}),
    "posting_bill_id_fk": ("posting", {"posting_id": NEW, "bill_id": NEW}),
    "posting_corrected_once": ("posting", {"posting_id": NEW, "corrects_id": OTHER + "1"}),
    "posting_corrects_id_fk": ("posting", {"posting_id": NEW, "corrects_id": NEW[:-1] + "8"}),
    "posting_credit_id_fk": ("posting", {"posting_id": NEW, "credit_id": 99}),
    "posting_debit_id_fk": ("posting", {"posting_id": NEW, "debit_id": 99}),
    "posting_kind_known": ("posting", {"posting_id": NEW, "kind": "GIFT"}),
    "posting_moves_something": ("posting", {"posting_id": NEW, "debit_id": 1}),
    "posting_payment_id_fk": ("posting", {"posting_id": NEW, "payment_id": NEW}),
    "posting_pkey": ("posting", {}),
    "reconciliation_channel_id_fk": ("reconciliation", NEW_FINDING | {"channel_id": 99}),
    "reconciliation_finding_known": ("reconciliation", NEW_FINDING | {"finding": "ODD"}),
    "reconciliation_missing_once": ("reconciliation", NEW_FINDING | {"finding": "MISSING"}),
    "reconciliation_payment_id_fk": ("reconciliation", NEW_FINDING | {"payment_id": NEW}),
    "reconciliation_pkey": ("reconciliation", {"statement_line_id": None}),
    "reconciliation_speaks_of_something": ("reconciliation", NEW_FINDING | {"payment_id": None}),
    "reconciliation_statement_line_id_fk": ("reconciliation", {"reconciliation_id": 9, "statement_line_id": 99}),
    "reconciliation_statement_line_id_key": ("reconciliation", {"reconciliation_id": 9}),
    "statement_line_amount_above_nothing": ("statement_line", NEW_LINE | {"amount_idr": 0}),
    "statement_line_channel_id_fk": ("statement_line", NEW_LINE | {"channel_id": 99}),
    "statement_line_kind_known": ("statement_line", NEW_LINE | {"kind": "GIFT"}),
    "statement_line_once": ("statement_line", {"statement_line_id": 9}),
    "statement_line_pkey": ("statement_line", {"line_id": "L9"}),
    "statement_line_service_known": ("statement_line", NEW_LINE | {"service": "CASH"}),
    "virtual_account_form": ("virtual_account", {"number": "12"}),
    "virtual_account_has_one_payer": ("virtual_account", {"number": "888880000000009", "party_id": 1}),
    "virtual_account_participant_id_fk": ("virtual_account", {"number": "888880000000009", "participant_id": 99}),
    "virtual_account_party_id_fk": (
        "virtual_account",
        {"number": "888880000000009", "participant_id": None, "party_id": 99},
    ),
    "virtual_account_pkey": ("virtual_account", {}),
    "virtual_account_rule_known": ("virtual_account", {"number": "888880000000009", "amount_rule": "SOME"}),
}
APPEND_ONLY = (
    *("account", "allocation", "bill", "participant", "payment", "posting", "reconciliation", "statement_line"),
)

ROWS |= ENROL_ROWS
MORE += ENROL_MORE
BROKEN_ACTS |= BROKEN_ENROL
APPEND_ONLY += ENROL_APPEND_ONLY
ROWS |= BILL_ROWS
BROKEN_ACTS |= BROKEN_BILL
APPEND_ONLY += BILL_APPEND_ONLY
