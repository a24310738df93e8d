"""True rows of proposals for money in suspense and their checks, and by constraint or trigger what makes one false."""

from typing import Any

Row = dict[str, Any]

DAY, AT = "2026-11-02", "2026-11-02 03:00+00"
NUMBER = "00000000-0000-4000-8000-0000000005"
# Payments: one was given away by two people; two waits, with an open proposal; three waits; four was settled.
GIVEN, PROPOSED, WAITS, SETTLED, NEW = (f"{NUMBER}{n:02d}" for n in (1, 2, 3, 4, 9))
MAKER, CHECKER = 3, 4

PROPOSAL: Row = {
    "proposal_id": f"{NUMBER}11",
    "payment_id": GIVEN,
    "round": 1,
    "account_no": "888880000000001",
    "words": "Bukti setor",
    "made_by": MAKER,
    "made_as": "petugas",
    "made_on": DAY,
    "recorded_at": AT,
}
CHECK: Row = {
    "check_id": f"{NUMBER}21",
    "proposal_id": f"{NUMBER}11",
    "verdict": "APPROVED",
    "note": None,
    "made_by": MAKER,
    "checked_by": CHECKER,
    "checked_as": "pemeriksa",
    "checked_on": DAY,
    "recorded_at": AT,
}
OPEN: Row = PROPOSAL | {"proposal_id": f"{NUMBER}12", "payment_id": PROPOSED}
FRESH: Row = {"proposal_id": NEW, "payment_id": WAITS}
SECOND: Row = {"check_id": NEW, "proposal_id": f"{NUMBER}12"}
RETURNED: Row = SECOND | {"verdict": "RETURNED", "note": "Bukan miliknya"}

ROWS: dict[str, Row] = {"suspense_proposal": PROPOSAL, "suspense_check": CHECK}
ALL = (("suspense_proposal", PROPOSAL), ("suspense_check", CHECK), ("suspense_proposal", OPEN))
BROKEN: dict[str, tuple[str, Row]] = {
    "suspense_proposal_pkey": ("suspense_proposal", {"payment_id": WAITS}),
    "suspense_proposal_payment_id_fk": ("suspense_proposal", {"proposal_id": NEW, "payment_id": NEW}),
    "suspense_proposal_round_counts": ("suspense_proposal", FRESH | {"round": 0}),
    "suspense_proposal_says_why": ("suspense_proposal", FRESH | {"words": ""}),
    "suspense_proposal_round_once": ("suspense_proposal", {"proposal_id": NEW}),
    "suspense_proposal_of_what_waits": ("suspense_proposal", FRESH | {"payment_id": SETTLED}),
    "suspense_proposal_alone": ("suspense_proposal", FRESH | {"payment_id": PROPOSED, "round": 2}),
    "suspense_check_pkey": ("suspense_check", {"proposal_id": f"{NUMBER}12"}),
    "suspense_check_once": ("suspense_check", {"check_id": NEW}),
    "suspense_check_verdict_known": ("suspense_check", SECOND | {"verdict": "MAYBE"}),
    "suspense_check_by_another": ("suspense_check", SECOND | {"checked_by": MAKER}),
    "suspense_check_return_says_why": ("suspense_check", RETURNED | {"note": ""}),
    "suspense_check_names_the_maker": ("suspense_check", SECOND | {"made_by": 5}),
}
TRIGGERS = ("suspense_proposal_of_what_waits", "suspense_proposal_alone")
NAMED_ONLY = ("suspense_proposal_of_maker",)
APPEND_ONLY = tuple(ROWS)
