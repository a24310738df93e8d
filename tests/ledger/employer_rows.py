"""A true row of an employer's changes, and by constraint what makes one false."""

from typing import Any

from tests.ledger.act_rows import ROWS as ACTS

NUMBER = "00000000-0000-4000-8000-0000000006"
FIRST, OTHER, NEW = (f"{NUMBER}{n:02d}" for n in (1, 2, 9))
PARTY = ACTS["party"]["party_id"]
TRUE: dict[str, Any] = {
    "change_id": FIRST, "party_id": PARTY, "since": "2026-12-01", "risk": "tinggi", "scale": "SMALL",
    "corrects_id": None, "entered_by": 3, "entered_as": "petugas", "recorded_at": "2026-11-02 03:00+00",
}  # fmt: skip
BROKEN: dict[str, dict[str, Any]] = {
    "employer_change_from_a_month": {"since": "2027-01-02"},
    "employer_change_risk_known": {"since": "2027-01-01", "risk": "besar"},
    "employer_change_scale_known": {"since": "2027-01-01", "scale": "HUGE"},
    "employer_change_once_a_month": {},
    "employer_change_corrected_once": {"corrects_id": FIRST},
    "employer_change_corrects_its_own": {"since": "2027-01-01", "corrects_id": FIRST},
}
# Keys and references, of which there is nothing to tell but their names.
NAMED_ONLY = ("employer_change_pkey", "employer_change_party_id_fk", "employer_change_corrects_id_fk")
