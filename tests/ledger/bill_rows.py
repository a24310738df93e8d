"""True rows of lines of bills, plans and notices, and by constraint what makes such a row false (see act_rows)."""

from typing import Any

from psycopg.types.json import Jsonb

Row = dict[str, Any]

DAY, MOMENT = "2026-11-02", "2026-11-02 03:00+00"
ID = "00000000-0000-4000-8000-00000000000"
NEW = ID + "9"
SUBJECT = b"0123456789abcdef"

BILL_ROWS: dict[str, Row] = {
    "bill_line": {
        "bill_id": ID + "1",
        "participant_id": 1,
        "programme": "JKK",
        "care_class": None,
        "base_idr": 1_000_000,
        "gross_idr": 10_000,
        "relief_idr": 5_000,
        "state_idr": 0,
        "region_idr": 0,
        "amount_idr": 5_000,
        "worker_idr": None,
        "note": None,
    },
    "instalment_plan": {
        "plan_id": ID + "1",
        "participant_id": 1,
        "agreed_on": DAY,
        "first_month": "2026-11-01",
        "months_billed": 6,
        "arrears_idr": 250,
        "instalments": 3,
        "instalment_idr": 100,
        "last_instalment_idr": 50,
        "current_idr": 35,
        "active_after": "LAST_INSTALMENT",
    },
    "contact": {
        "contact_id": 1,
        "subject": SUBJECT,
        "region_code": "32.01",
        "channel": "SMS",
        "address_cipher": b"x",
        "is_allowed": True,
        "language": "id",
    },
    "notice": {
        "notice_id": ID + "1",
        "subject": SUBJECT,
        "region_code": "32.01",
        "kind": "BILL_DUE",
        "period": "2026-11",
        "facts": Jsonb({}),
        "not_before": MOMENT,
    },
    "notice_attempt": {"notice_id": ID + "1", "number": 1, "channel": "SMS", "outcome": "SENT", "detail": None},
    "notice_queue": {"notice_id": ID + "1", "next_at": MOMENT, "tries": 0},
}
NEW_LINE: Row = {"programme": "JHT"}
BROKEN_BILL: dict[str, tuple[str, Row]] = {
    "bill_line_amount_not_negative": ("bill_line", NEW_LINE | {"relief_idr": 10_001, "amount_idr": -1}),
    "bill_line_bill_id_fk": ("bill_line", NEW_LINE | {"bill_id": NEW}),
    "bill_line_participant_id_fk": ("bill_line", NEW_LINE | {"participant_id": 99}),
    "bill_line_note_known": ("bill_line", NEW_LINE | {"note": "GUESSED"}),
    "bill_line_parts_are_the_whole": ("bill_line", NEW_LINE | {"amount_idr": 5_001}),
    "bill_line_pkey": ("bill_line", {}),
    "bill_line_programme_known": ("bill_line", {"programme": "XXX"}),
    "bill_line_region_not_negative": ("bill_line", NEW_LINE | {"region_idr": -1, "relief_idr": 5_001}),
    "bill_line_relief_not_negative": ("bill_line", NEW_LINE | {"relief_idr": -1, "amount_idr": 10_001}),
    "bill_line_state_not_negative": ("bill_line", NEW_LINE | {"state_idr": -1, "relief_idr": 5_001}),
    "bill_line_worker_within_the_amount": ("bill_line", NEW_LINE | {"worker_idr": 5_001}),
    "contact_allowed_has_an_address": ("contact", {"contact_id": 9, "address_cipher": None}),
    "contact_channel_known": ("contact", {"contact_id": 9, "channel": "PIGEON"}),
    "contact_language_known": ("contact", {"contact_id": 9, "language": "xx"}),
    "contact_pkey": ("contact", {}),
    "contact_region_form": ("contact", {"contact_id": 9, "region_code": "3201"}),
    "instalment_plan_has_instalments": ("instalment_plan", {"plan_id": NEW, "instalments": 0, "arrears_idr": -50}),
    "instalment_plan_instalment_above_nothing": (
        "instalment_plan",
        {"plan_id": NEW, "instalment_idr": 0, "last_instalment_idr": 250},
    ),
    "instalment_plan_last_above_nothing": (
        "instalment_plan",
        {"plan_id": NEW, "instalment_idr": 125, "last_instalment_idr": 0},
    ),
    "instalment_plan_month_is_its_first_day": ("instalment_plan", {"plan_id": NEW, "first_month": DAY}),
    "instalment_plan_participant_id_fk": ("instalment_plan", {"plan_id": NEW, "participant_id": 99}),
    "instalment_plan_pkey": ("instalment_plan", {}),
    "instalment_plan_sums_to_arrears": ("instalment_plan", {"plan_id": NEW, "arrears_idr": 251}),
    "notice_attempt_channel_known": ("notice_attempt", {"number": 2, "outcome": "FAILED", "channel": "PIGEON"}),
    "notice_attempt_counts_from_one": ("notice_attempt", {"number": 0, "outcome": "FAILED"}),
    "notice_attempt_ends_once": ("notice_attempt", {"number": 2}),
    "notice_attempt_notice_id_fk": ("notice_attempt", {"notice_id": NEW}),
    "notice_attempt_outcome_known": ("notice_attempt", {"number": 2, "outcome": "LOST"}),
    "notice_attempt_pkey": ("notice_attempt", {"outcome": "FAILED"}),
    "notice_kind_known": ("notice", {"notice_id": NEW, "kind": "SPAM"}),
    "notice_once": ("notice", {"notice_id": NEW}),
    "notice_pkey": ("notice", {"period": "2026-12"}),
    "notice_queue_notice_id_fk": ("notice_queue", {"notice_id": NEW}),
    "notice_queue_pkey": ("notice_queue", {}),
    "notice_queue_tries_not_negative": ("notice_queue", {"notice_id": NEW, "tries": -1}),
    "notice_region_form": ("notice", {"notice_id": NEW, "period": "2026-12", "region_code": "Bogor"}),
    "party_risk_known": ("party", {"party_id": 9, "code": "X", "risk": "high"}),
    "party_scale_known": ("party", {"party_id": 9, "code": "X", "scale": "HUGE"}),
}
BILL_APPEND_ONLY = ("bill_line", "instalment_plan", "contact", "notice", "notice_attempt")
