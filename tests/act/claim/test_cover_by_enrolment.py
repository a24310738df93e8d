"""Does what was enrolled and paid through Payung insure somebody whom no register of the agency knows?"""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from payung.act.public import collect, enrol_worker
from payung.ledger.public import Told, claim_file
from tests.act.claimants import AGENT, MAKER, Desk, seen_by
from tests.act.test_collect import told as money

pytestmark = pytest.mark.usefixtures("claim_desk")
# Nobody's member; and a wage earner who was dismissed on 15 September and works alone since.
RATNA = Told("3201020606819013", "Ratna", date(1981, 6, 6), "P", "", income_monthly_idr=2_500_000, sector="TRADE")
RIZKI = Told("3201021708999005", "Rizki", date(1999, 8, 17), "L", "", income_monthly_idr=2_500_000, sector="TRADE")
ENROLLED_ON, EVENT_ON = date(2026, 10, 2), date(2026, 10, 20)


def at(day: date) -> datetime:
    """Ten in the morning in Jakarta."""
    return datetime(day.year, day.month, day.day, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("number", "who", "paid_on", "reason", "amount_idr"),
    [
        (13, RATNA, date(2026, 10, 6), "BY_BLOCKS", 2_600_000),
        (13, RATNA, date(2026, 10, 21), "NOT_A_MEMBER", 0),
        (13, RATNA, None, "NOT_A_MEMBER", 0),
        (5, RIZKI, date(2026, 10, 6), "BY_BLOCKS", 2_600_000),
        (5, RIZKI, None, "MEMBERSHIP_ENDED", 0),
    ],
)
def test_an_accident_is_insured_by_a_first_month_paid_before_it(
    number: int, who: Told, paid_on: date | None, reason: str, amount_idr: int
) -> None:
    with seen_by(AGENT):
        done = enrol_worker(uuid.uuid4(), who, on=ENROLLED_ON, at=at(ENROLLED_ON))
    assert done.price is not None
    assert done.account_no is not None
    if paid_on is not None:
        paid = replace(money(1, done.price.amount_idr), account_no=done.account_no, paid_at=at(paid_on))
        collect(paid, at=at(paid_on))
    desk = Desk()
    assert (
        desk.file(person_id=number, kind="JKK_INCAPACITY", event_on=EVENT_ON, told={"months_unable": 1}).outcome
        == "FILED"
    )
    desk.papers()
    desk.payee()
    assert desk.propose().outcome == "DONE"
    with seen_by(MAKER):
        found = claim_file(desk.claim_id, desk.at)
    assert found is not None
    assert found.decision is not None
    assert (found.decision.reason, found.decision.amount_idr) == (reason, amount_idr)
