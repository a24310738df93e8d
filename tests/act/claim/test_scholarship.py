"""Is each level of school paid for its own years, one claim a school year?"""

from datetime import date
from typing import Any

import pytest

from payung.law.public import load_law
from payung.ledger.public import claim_file
from tests.act.claimants import MAKER, Desk, seen_by

pytestmark = pytest.mark.usefixtures("claim_desk")
# Sutrisno died of his work; his child Dimas is at school.
DIMAS: dict[str, Any] = {"person_id": 12, "kind": "JKK_SCHOLARSHIP", "event_on": date(2026, 10, 5), "child_id": 14}


def claimed(level: str, on: date) -> tuple[str, int]:
    """What is decided of a year at a level of school, paid where it may be: the reason and the amount."""
    desk = Desk()
    assert desk.file(**DIMAS, told={"level": level}, on=on).outcome == "FILED"
    desk.papers()
    desk.payee()
    assert desk.propose().outcome == "DONE"
    desk.check()
    with seen_by(MAKER):
        found = claim_file(desk.claim_id, desk.at)
    assert found is not None
    assert found.decision is not None
    if found.decision.answer == "PAY":
        assert desk.pay()[0].outcome == "DONE"
    return found.decision.reason, found.decision.amount_idr


def test_a_level_is_paid_for_its_own_years_and_the_next_one_begins_anew() -> None:
    amounts = load_law().value("scholarship.amounts", DIMAS["event_on"])
    assert isinstance(amounts, dict)
    junior, senior = amounts["SMP"], amounts["SMA"]
    years = int(junior["years"])
    paid = [claimed("SMP", date(2026 + year, 11, 2))[1] for year in range(years)]
    assert paid == [int(junior["amount_yearly"])] * years
    reason, amount_idr = claimed("SMP", date(2026 + years, 11, 2))
    assert amount_idr == 0, reason
    assert claimed("SMA", date(2027 + years, 11, 2))[1] == int(senior["amount_yearly"])
