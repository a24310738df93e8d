"""True rows of the tables of pending matters and kept counts, and by constraint what makes such a row false."""

from typing import Any

Row = dict[str, Any]

ID = "00000000-0000-4000-8000-00000000000"
NEW = ID + "9"
MATTER: Row = {"matter_id": ID + "1", "kind": "OWN", "code": "TEST", "region_code": "", "owner": "KEMENKO"}
MATTER |= {"title": "Satu angka", "about": "", "decides": "", "acts": "", "source": "", "opened_on": "2026-11-01"}
MATTER |= {"user_id": 0, "username": "payung"}

ROWS: dict[str, Row] = {
    "matter": MATTER,
    "matter_measure": {"matter_id": ID + "1", "programme": "JKN", "reason": "ARREARS", "next_move_by": ""},
    "matter_event": {
        "event_id": ID + "1",
        "matter_id": ID + "1",
        "kind": "COMMENT",
        "user_id": 0,
        "username": "payung",
        "agency": "KEMENKO",
        "words": "Dibahas",
        "to_agency": None,
        "until": None,
        "generation": 0,
        "people": 0,
    },
    "commitment": {
        "event_id": ID + "1",
        "matter_id": ID + "1",
        "agency": "KEMENKO",
        "from_people": 9,
        "to_people": 3,
        "by_day": "2026-12-31",
    },
    "evidence": {
        "event_id": ID + "1",
        "matter_id": ID + "1",
        "region_code": "",
        "name": "surat.pdf",
        "size_bytes": 4,
        "sha256": b"x",
        "content_cipher": b"x",
    },
    "blocked_count": {
        "generation": 1,
        "region_code": "32",
        "programme": "JKN",
        "reason": "ARREARS",
        "next_move_by": "PERSON",
        "route": "PAY_ARREARS",
        "people": 3,
        "unpriced": 0,
        "cost_now_idr": 0,
        "cost_monthly_idr": 0,
        "others_monthly_idr": 0,
        "since_known": 3,
        "since_days": 30,
    },
    "stock_count": {
        "generation": 1,
        "programme": "JKN",
        "region_code": "32",
        "status": "ACTIVE",
        "reason": "PAID_BY_SELF",
        "segment": "PBPU",
        "next_move_by": "NONE",
        "people": 3,
        "registered": 3,
    },
    "flow_count": {
        "generation": 2,
        "programme": "JKN",
        "region_code": "32",
        "from_status": "ACTIVE",
        "from_place": "PBI",
        "to_status": "NOT_ACTIVE",
        "to_place": "REMOVED_FROM_PBI",
        "people": 3,
    },
    "clock_count": {
        "generation": 1,
        "region_code": "32",
        "programme": "JKN",
        "clock": "WAITING_14",
        "people": 3,
        "within_30_days": 1,
        "within_90_days": 2,
    },
}
# A second event without promise or file, for the keys of those.
MORE: list[tuple[str, Row]] = [("matter_event", {"event_id": ID + "2"})]
OTHER: Row = {"event_id": ID + "2"}

BROKEN: dict[str, tuple[str, Row]] = {
    "matter_code_once": ("matter", {"matter_id": NEW}),
    "matter_has_an_owner": ("matter", {"matter_id": NEW, "code": None, "owner": ""}),
    "matter_kind_known": ("matter", {"matter_id": NEW, "code": None, "kind": "RUMOUR"}),
    "matter_of_an_agency_has_a_title": ("matter", {"matter_id": NEW, "code": None, "title": ""}),
    "matter_pkey": ("matter", {"code": None}),
    "matter_region_form": ("matter", {"matter_id": NEW, "code": None, "region_code": "3201"}),
    "matter_measure_matter_id_fk": ("matter_measure", {"matter_id": NEW}),
    "matter_measure_pkey": ("matter_measure", {}),
    "matter_measure_programme_known": ("matter_measure", {"programme": "XXX"}),
    "matter_event_handed_to_somebody": ("matter_event", {"event_id": NEW, "kind": "HANDED_OVER"}),
    "matter_event_kind_known": ("matter_event", {"event_id": NEW, "kind": "SHRUG"}),
    "matter_event_matter_id_fk": ("matter_event", {"event_id": NEW, "matter_id": NEW}),
    "matter_event_pkey": ("matter_event", {}),
    "matter_event_says_something": ("matter_event", {"event_id": NEW, "words": ""}),
    "matter_event_waiver_has_cause_and_end": ("matter_event", {"event_id": NEW, "kind": "WAIVED"}),
    "commitment_event_id_fk": ("commitment", {"event_id": NEW}),
    "commitment_matter_id_fk": ("commitment", OTHER | {"matter_id": NEW}),
    "commitment_moves_the_number": ("commitment", OTHER | {"to_people": 9}),
    "commitment_pkey": ("commitment", {}),
    "commitment_to_not_negative": ("commitment", OTHER | {"to_people": -1}),
    "evidence_event_id_fk": ("evidence", {"event_id": NEW}),
    "evidence_holds_something": ("evidence", OTHER | {"size_bytes": 0}),
    "evidence_matter_id_fk": ("evidence", OTHER | {"matter_id": NEW}),
    "evidence_pkey": ("evidence", {}),
    "evidence_region_form": ("evidence", OTHER | {"region_code": "x"}),
    "blocked_count_counts_somebody": ("blocked_count", {"route": "X", "people": 0, "since_known": 0}),
    "blocked_count_parts_are_people": ("blocked_count", {"route": "X", "unpriced": 4}),
    "blocked_count_pkey": ("blocked_count", {}),
    "blocked_count_programme_known": ("blocked_count", {"programme": "XXX"}),
    "blocked_count_region_form": ("blocked_count", {"region_code": "3"}),
    "stock_count_counts_somebody": ("stock_count", {"reason": "X", "people": 0}),
    "stock_count_pkey": ("stock_count", {}),
    "stock_count_programme_known": ("stock_count", {"programme": "XXX"}),
    "stock_count_region_form": ("stock_count", {"region_code": "3"}),
    "stock_count_status_known": ("stock_count", {"status": "PERHAPS"}),
    "flow_count_counts_somebody": ("flow_count", {"to_place": "X", "people": 0}),
    "flow_count_from_known": ("flow_count", {"from_status": "LOST"}),
    "flow_count_pkey": ("flow_count", {}),
    "flow_count_programme_known": ("flow_count", {"programme": "XXX"}),
    "flow_count_to_known": ("flow_count", {"to_status": "LOST"}),
    "clock_count_counts_somebody": (
        "clock_count",
        {"clock": "X", "people": 0, "within_30_days": 0, "within_90_days": 0},
    ),
    "clock_count_pkey": ("clock_count", {}),
    "clock_count_programme_known": ("clock_count", {"programme": "XXX"}),
    "clock_count_region_form": ("clock_count", {"region_code": "3"}),
    "clock_count_soon_are_some": ("clock_count", {"clock": "X", "within_30_days": 3}),
}
APPEND_ONLY = ("matter", "matter_measure", "matter_event", "commitment", "evidence")
