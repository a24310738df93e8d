"""True rows of the tables of enrolling, and by constraint what makes such a row false (see act_rows)."""

from typing import Any

Row = dict[str, Any]

DAY = "2026-11-02"
ID = "00000000-0000-4000-8000-00000000000"
NEW = ID + "9"
SUBJECT = b"0123456789abcdef"

ENROL_ROWS: dict[str, Row] = {
    "family_member": {
        "family_member_id": ID + "1",
        "participant_id": 1,
        "subject": SUBJECT,
        "region_code": "32.01",
        "kk_index": b"k",
        "relation_code": 1,
        "since": DAY,
        "until": None,
        "entered_by": 0,
    },
    "enrolment": {
        "enrolment_id": ID + "1",
        "act_id": ID + "1",
        "participant_id": 1,
        "subject": SUBJECT,
        "region_code": "32.01",
        "programme": "JKK",
        "segment": "BPU",
        "party_id": None,
        "payer_id": 1,
        "since": DAY,
        "until": None,
        "pay_from": DAY,
        "income_monthly_idr": 1_000_000,
        "sector": "TRADE",
        "entered_by": 0,
    },
    "attempt": {
        "attempt_id": ID + "1",
        "act_id": ID + "1",
        "region_code": "32.01",
        "party_id": None,
        "programme": "BPU",
        "cause": "NIK_UNKNOWN",
        "causes": "NIK_UNKNOWN",
        "holder": "DUKCAPIL",
        "name": "SITI",
        "with_jht": False,
        "entered_by": 0,
    },
    "attempt_step": {
        "attempt_step_id": ID + "1",
        "attempt_id": ID + "1",
        "kind": "CLOSED",
        "act_id": None,
        "note": "pindah",
        "user_id": 0,
        "username": "x",
    },
    "enrolment_list": {
        "list_id": ID + "1",
        "party_id": 1,
        "region_code": "32.01",
        "programme": "BPU",
        "file_name": "a.csv",
        "as_of": DAY,
        "rows_read": 2,
        "rows_taken": 1,
        "amount_idr": 8_400,
        "bill_id": ID + "1",
        "entered_by": 0,
    },
    "list_line": {
        "list_id": ID + "1",
        "row": 1,
        "outcome": "TAKEN",
        "causes": "",
        "participant_id": 1,
        "attempt_id": None,
        "name": "SITI",
        "amount_idr": 8_400,
    },
    "api_token": {
        "api_token_id": 1,
        "token_hash": b"h",
        "user_id": 1,
        "label": "RS",
        "people_daily": 10,
        "ends_on": DAY,
    },
}
# A row that corrects the true one, so that a second correction of it is refused.
ENROL_MORE: list[tuple[str, Row]] = [
    ("family_member", {"family_member_id": ID + "2", "corrects_id": ID + "1"}),
    ("enrolment", {"enrolment_id": ID + "2", "corrects_id": ID + "1"}),
]
LATER: Row = {"since": "2030-01-01"}
GONE: Row = {"since": "2020-01-01", "until": "2020-01-31"}
MEMBER: Row = {"family_member_id": NEW} | GONE
JOINED: Row = {"enrolment_id": NEW} | GONE
LISTED: Row = {"list_id": NEW}
LINE: Row = {"row": 2}

BROKEN_ENROL: dict[str, tuple[str, Row]] = {
    "api_token_asks_of_somebody": ("api_token", {"api_token_id": 9, "token_hash": b"i", "people_daily": 0}),
    "api_token_has_a_label": ("api_token", {"api_token_id": 9, "token_hash": b"i", "label": ""}),
    "api_token_hash_once": ("api_token", {"api_token_id": 9}),
    "api_token_pkey": ("api_token", {"token_hash": b"i"}),
    "api_token_user_id_fk": ("api_token", {"api_token_id": 9, "token_hash": b"i", "user_id": 99}),
    "attempt_has_a_cause": ("attempt", {"attempt_id": NEW, "cause": ""}),
    "attempt_party_id_fk": ("attempt", {"attempt_id": NEW, "party_id": 99}),
    "attempt_pkey": ("attempt", {}),
    "attempt_programme_known": ("attempt", {"attempt_id": NEW, "programme": "JHT"}),
    "attempt_region_form": ("attempt", {"attempt_id": NEW, "region_code": "3201"}),
    "attempt_role_known": ("attempt", {"attempt_id": NEW, "role": "UNCLE"}),
    "attempt_step_attempt_id_fk": ("attempt_step", {"attempt_step_id": NEW, "kind": "TAKEN", "attempt_id": NEW}),
    "attempt_step_closed_with_a_word": ("attempt_step", {"attempt_step_id": NEW, "note": ""}),
    "attempt_step_ends_once": ("attempt_step", {"attempt_step_id": NEW}),
    "attempt_step_kind_known": ("attempt_step", {"attempt_step_id": NEW, "kind": "LOST"}),
    "attempt_step_pkey": ("attempt_step", {"kind": "TAKEN"}),
    "attempt_step_resolved_by_an_act": ("attempt_step", {"attempt_step_id": NEW, "kind": "RESOLVED"}),
    "enrolment_corrected_once": ("enrolment", JOINED | {"corrects_id": ID + "1"}),
    "enrolment_corrects_id_fk": ("enrolment", JOINED | {"corrects_id": ID + "8"}),
    "enrolment_end_cause_known": ("enrolment", JOINED | {"end_cause": "DIED"}),
    "enrolment_end_has_a_day": ("enrolment", JOINED | {"until": None, "end_cause": "RESIGNED"}),
    "enrolment_ends_after_it_begins": ("enrolment", JOINED | {"until": "2019-12-31"}),
    "enrolment_has_one_payer": ("enrolment", JOINED | {"party_id": 1}),
    "enrolment_income_not_negative": ("enrolment", JOINED | {"income_monthly_idr": -5}),
    "enrolment_one_at_a_time": ("enrolment", {"enrolment_id": NEW} | LATER),
    "enrolment_participant_id_fk": ("enrolment", JOINED | {"participant_id": 99}),
    "enrolment_party_id_fk": ("enrolment", JOINED | {"party_id": 99, "payer_id": None}),
    "enrolment_payer_id_fk": ("enrolment", JOINED | {"payer_id": 99}),
    "enrolment_pkey": ("enrolment", GONE),
    "enrolment_programme_known": ("enrolment", JOINED | {"programme": "XXX"}),
    "enrolment_region_form": ("enrolment", JOINED | {"region_code": "3201"}),
    "enrolment_segment_known": ("enrolment", JOINED | {"segment": "XXX"}),
    "enrolment_list_amount_not_negative": ("enrolment_list", LISTED | {"amount_idr": -1}),
    "enrolment_list_bill_id_fk": ("enrolment_list", LISTED | {"bill_id": ID + "8"}),
    "enrolment_list_party_id_fk": ("enrolment_list", LISTED | {"party_id": 99}),
    "enrolment_list_pkey": ("enrolment_list", {}),
    "enrolment_list_programme_known": ("enrolment_list", LISTED | {"programme": "JHT"}),
    "enrolment_list_region_form": ("enrolment_list", LISTED | {"region_code": "3201"}),
    "enrolment_list_takes_what_it_read": ("enrolment_list", LISTED | {"rows_taken": 3}),
    "family_member_corrected_once": ("family_member", MEMBER | {"corrects_id": ID + "1"}),
    "family_member_corrects_id_fk": ("family_member", MEMBER | {"corrects_id": ID + "8"}),
    "family_member_ends_after_it_begins": ("family_member", MEMBER | {"until": "2019-12-31"}),
    "family_member_one_card_at_a_time": ("family_member", {"family_member_id": NEW, "kk_index": b"other"} | LATER),
    "family_member_participant_id_fk": ("family_member", MEMBER | {"participant_id": 99}),
    "family_member_pkey": ("family_member", GONE),
    "family_member_region_form": ("family_member", MEMBER | {"region_code": "3201"}),
    "list_line_amount_not_negative": ("list_line", LINE | {"amount_idr": -1}),
    "list_line_list_id_fk": ("list_line", LINE | {"list_id": ID + "8"}),
    "list_line_outcome_known": ("list_line", LINE | {"outcome": "PERHAPS"}),
    "list_line_participant_id_fk": ("list_line", LINE | {"participant_id": 99}),
    "list_line_pkey": ("list_line", {}),
    "list_line_taken_or_caused": ("list_line", LINE | {"causes": "NIK_UNKNOWN"}),
}
ENROL_APPEND_ONLY = ("attempt", "attempt_step", "enrolment", "enrolment_list", "family_member", "list_line")
