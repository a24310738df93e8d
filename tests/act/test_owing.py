"""Are the months since the first day of work billed, each by its law, once, within the bounds of the law?

By hand: JP is 3 % of a wage up to Rp10.547.400 until February 2026 and Rp11.086.300 from March (letters B/726/022025
and B/1226/022026): Rp316.422 and Rp332.589. JKN is 5 % of a wage up to Rp12.000.000: Rp600.000. Arrears of JKN go back
24 months (Perpres 64/2020 Ps 42(3)a); employers pay for the programmes of work since July 2015 (PP 44/2015 Ps 21).
"""

import uuid
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from payung.act.public import bill_month, collect, enrol_worker
from payung.ledger.public import Employer, load, system_scope
from tests.act.test_collect import told as money
from tests.act.test_enrol import AT, ON, SLAMET, rows
from tests.act.test_enrol_list import member
from tests.act.test_payroll import DJOKO, RIZKI, SLAMET_NO, factory, line, outcome, pay, said, taken
from tests.act.test_payroll_many import firm, read, take, told
from tests.country import Human, write_tables

__all__ = ["factory"]
LINES = "FROM ledger.bill b JOIN ledger.bill_line l USING (bill_id) WHERE b.party_id IS NOT NULL AND l.programme ="


@pytest.fixture
def stranger(empty_base: str, tmp_path: Path) -> Human:
    """Somebody whom no register of members knows, in a base of its own."""
    human = member(1)
    load(write_tables(tmp_path / "one", (human,)))
    return human


def registered(by: Employer, human: Human, wage: int, start: date) -> list[tuple[str, str]]:
    """What became of the row of the stranger on a list."""
    done = take(by, [read(told(1, human, income_monthly_idr=wage, start_on=start), 1)])
    return outcome(done, by)


@pytest.mark.django_db(transaction=True)
def test_each_month_is_billed_by_its_own_law(stranger: Human) -> None:
    by, start = firm(), date(2026, 1, 15)
    [(said_of, note)] = registered(by, stranger, 12_000_000, start)
    assert (said_of, "EARLIER_MONTHS" in note) == ("TAKEN", True)
    months = [date(2026, month, 1) for month in range(1, 12)]
    jp = rows(f"SELECT b.month, l.amount_idr {LINES} 'JP' ORDER BY 1")
    assert jp == [(month, 316_422 if month < date(2026, 3, 1) else 332_589) for month in months]
    assert rows(f"SELECT b.month, l.amount_idr {LINES} 'JKN' ORDER BY 1") == [(month, 600_000) for month in months]
    # A month that has passed is due on the day of the list.
    assert rows("SELECT DISTINCT due_on FROM ledger.bill WHERE month < '2026-10-01'") == [(ON,)]
    before = rows("SELECT count(*), sum(amount_idr) FROM ledger.bill")
    assert registered(by, stranger, 12_000_000, start) == [("ALREADY_ENROLLED", "")]
    for month in months:
        bill_month(month, as_of=ON, at=AT)
    assert rows("SELECT count(*), sum(amount_idr) FROM ledger.bill") == before


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("start", "health", "work"),
    [(date(2023, 1, 10), 25, 47), (date(2024, 11, 10), 25, 25), (date(2009, 9, 9), 25, 137)],
)
def test_the_law_bounds_how_far_back_is_owed(stranger: Human, start: date, health: int, work: int) -> None:
    registered(firm(), stranger, 5_000_000, start)
    assert rows(f"SELECT count(DISTINCT b.month) {LINES} 'JKN'") == [(health,)]
    assert rows(f"SELECT count(DISTINCT b.month) {LINES} 'JHT'") == [(work,)]


@pytest.mark.django_db
def test_months_that_a_register_knows_as_paid_are_not_billed(tmp_path: Path, factory: Employer) -> None:
    """By the register somebody else paid Rizki's JKN until November; of the programmes of work it tells nothing."""
    taken(tmp_path, factory, line(RIZKI, start="15/08/2026"))
    assert rows(f"SELECT b.month {LINES} 'JKN'") == [(date(2026, 11, 1),)]
    assert rows(f"SELECT count(*) {LINES} 'JHT'") == [(4,)]


@pytest.mark.django_db
def test_what_one_paid_oneself_is_not_billed_again(tmp_path: Path, factory: Employer) -> None:
    with system_scope():
        own = enrol_worker(uuid.uuid4(), SLAMET, on=ON, at=AT)
        assert own.price is not None
        paid = replace(money(1, own.price.amount_idr), account_no=own.account_no or "", paid_at=AT)
        assert collect(paid, at=AT).reason is None
    taken(tmp_path, factory, line(SLAMET_NO, start="01/08/2026"))
    assert rows(f"SELECT count(*) {LINES} 'JKK'") == [(0,)]
    assert rows(f"SELECT min(b.month), count(*) {LINES} 'JHT'") == [(date(2026, 8, 1), 4)]


@pytest.mark.django_db
def test_a_colleague_keeps_cover_while_arrears_of_another_are_open(tmp_path: Path, factory: Employer) -> None:
    taken(tmp_path, factory, line(DJOKO, start="02/11/2026"))
    with system_scope():
        pay(factory)
    taken(tmp_path, factory, line(RIZKI, start="01/05/2026"), on=ON + timedelta(days=1))
    with system_scope():
        assert said(DJOKO, on=ON + timedelta(days=1))[:2] == ("ACTIVE", "PAID_BY_EMPLOYER")
        assert said(RIZKI, on=ON + timedelta(days=1))[:2] == ("SUSPENDED", "EMPLOYER_ARREARS")
