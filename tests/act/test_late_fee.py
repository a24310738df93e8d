"""Does an employer who pays late owe the fee of the law, once, after its contributions, and never at the cost of cover?

By hand: of Rp6.000.000 at medium risk JKK is Rp53.400, JKM Rp18.000, JHT Rp342.000 and JP Rp180.000; a month late
costs 2 % of each (PP 44/2015 Ps 22): Rp1.068, Rp360, Rp6.840 and Rp3.600, together Rp11.868. The contribution of
November 2026 is due on 15 December 2026, that of December on 15 January 2027 (PP 44/2015 Ps 21).
"""

from datetime import UTC, date, datetime, time
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection

from payung.act.public import Asked, Billed, Incoming, bill_month, collect, covers, inquire, reverse
from payung.ledger.public import Employer, charge_late_fees, system_scope, virtual_account_of
from tests.act.test_enrol import ON, rows
from tests.act.test_payroll import RIZKI, factory, line, taken
from tests.country import nik_of

pytestmark = pytest.mark.django_db
__all__ = ["factory"]
NOVEMBER, DECEMBER, JANUARY, FEBRUARY = (date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1), date(2027, 2, 1))
A_MONTH = {"JKK": 1_068, "JKM": 360, "JHT": 6_840, "JP": 3_600}
FEE_IDR = 11_868
WORK_IDR, HEALTH_IDR = 593_400, 300_000
FEES = (
    "SELECT b.month, b.due_on, f.months_before, f.months_late, sum(f.amount_idr)::bigint FROM ledger.late_fee f"
    " JOIN ledger.bill b USING (bill_id) LEFT JOIN ledger.bill_withdrawal w USING (bill_id)"
    " WHERE w.bill_id IS NULL GROUP BY b.bill_id, 3, 4 ORDER BY 1, 3"
)
OPEN = "SELECT o.month, b.kind, o.amount_idr FROM ledger.party t, ledger.open_bills(NULL, t.party_id) o"
OPEN += " JOIN ledger.bill b USING (bill_id) WHERE t.code = '20009001' ORDER BY o.sum_idr"
HELD = """
SELECT a.kind, a.programme, sum(CASE WHEN p.credit_id = a.account_id THEN p.amount_idr ELSE -p.amount_idr END)::bigint
FROM ledger.account a JOIN ledger.posting p ON a.account_id IN (p.credit_id, p.debit_id) GROUP BY a.account_id
"""
ANOTHER = """
WITH t AS (INSERT INTO ledger.party (code, kind, name, region_code) VALUES (%s, %s, 'Lain', '') RETURNING party_id),
b AS (INSERT INTO ledger.bill (bill_id, party_id, kind, month, due_on, amount_idr, recorded_at)
    SELECT uuidv7(), t.party_id, b.kind, b.month, b.due_on, b.amount_idr, b.recorded_at FROM t, ledger.bill b
    WHERE b.party_id = %s AND b.kind = 'PU' AND b.month = '2026-11-01' RETURNING bill_id)
INSERT INTO ledger.bill_line (bill_id, participant_id, programme, gross_idr, relief_idr, state_idr, region_idr,
    amount_idr)
SELECT b.bill_id, p.participant_id, 'JHT', 342000, 0, 0, 0, 342000
FROM b, (SELECT participant_id FROM ledger.participant LIMIT 1) p
"""


def moment(day: date) -> datetime:
    """Ten in the morning in Jakarta."""
    return datetime.combine(day, time(3), UTC)


def night(day: date, month: date | None = None) -> Billed:
    """What the night of a day does."""
    with system_scope():
        return bill_month(month or day.replace(day=1), as_of=day, at=moment(day))


def pay(by: Employer, amount_idr: int, day: date, *, told: date | None = None, corrects: object = None) -> Incoming:
    """The employer pays so much on a day; the bank tells on that day or a later one."""
    with system_scope():
        number = virtual_account_of(party_id=by.party_id)
    one = Incoming("BANK_T", "VA", uuid4().hex, number, amount_idr, None, moment(day), None)
    found = collect(one, at=moment(told or day), corrects=corrects)  # type: ignore[arg-type]
    assert found.reason is None
    return one


def held() -> dict[tuple[str, str | None], int]:
    """What accounts that are not empty hold, by kind and programme."""
    return {(kind, programme): idr for kind, programme, idr in rows(HELD) if idr}


def stands(programme: str, day: date) -> tuple[str | None, str | None]:
    """How the worker stands on a day, as it is known that day."""
    with system_scope():
        [one] = covers([Asked(nik_of(RIZKI) or "")], programme, on=day, at=moment(day))
    return one.status, one.reason


@pytest.fixture
def late(tmp_path: Path, factory: Employer) -> Employer:
    """An employer with one worker, who was billed November and December of 2026 and paid nothing."""
    taken(tmp_path, factory, line(RIZKI))
    night(DECEMBER)
    return factory


def test_only_whole_months_of_lateness_are_charged_each_once(late: Employer) -> None:
    assert night(date(2027, 1, 14)).late_fees.bills == 0
    done = night(date(2027, 1, 15)).late_fees
    assert (done.bills, done.amount_idr) == (1, FEE_IDR)
    assert dict(rows("SELECT programme, amount_idr FROM ledger.late_fee")) == A_MONTH
    assert rows(FEES) == [(NOVEMBER, date(2027, 1, 15), 0, 1, FEE_IDR)]
    for day in (date(2027, 1, 15), date(2027, 1, 16), date(2027, 2, 14)):
        assert night(day).late_fees.bills == 0
    assert night(date(2027, 3, 20)).late_fees.bills == 3
    # Two more months of November at once, two of December; January of 2027 was due on 15 February.
    assert [row[2:] for row in rows(FEES)] == [
        (0, 1, FEE_IDR), (1, 3, 2 * FEE_IDR), (0, 2, 2 * FEE_IDR), (0, 1, FEE_IDR),
    ]  # fmt: skip


def test_fees_are_posted_once_to_each_programme(late: Employer) -> None:
    before = held()
    night(date(2027, 1, 15))
    now = held()
    assert {programme: now["LATE_FEE", programme] for programme in A_MONTH} == A_MONTH
    earned = sum(now["INCOME", programme] - before.get(("INCOME", programme), 0) for programme in ("JKN", *A_MONTH))
    assert now["RECEIVABLE", None] == before["RECEIVABLE", None] - FEE_IDR - earned
    night(date(2027, 1, 15))
    assert held() == now
    assert sum(now.values()) == 0


def test_paid_within_the_month_after_its_day_costs_nothing(late: Employer) -> None:
    pay(late, 2 * (WORK_IDR + HEALTH_IDR), date(2027, 1, 14))
    assert night(date(2027, 6, 1), FEBRUARY).late_fees.bills == 0
    # February is billed only now, so that it is late a month after today.
    assert night(date(2027, 6, 30), FEBRUARY).late_fees.bills == 0
    assert night(date(2027, 7, 1), FEBRUARY).late_fees.bills == 1


def test_late_payment_is_charged_up_to_its_day(late: Employer) -> None:
    pay(late, 2 * (WORK_IDR + HEALTH_IDR), date(2027, 2, 20))
    night(date(2027, 6, 1), JANUARY)
    found = [row for row in rows(FEES) if row[0] in (NOVEMBER, DECEMBER)]
    assert [row[2:] for row in found] == [(0, 2, 2 * FEE_IDR), (0, 1, FEE_IDR)]


def test_contributions_are_paid_first_and_a_fee_last(late: Employer) -> None:
    """Money that would fill the old fee goes to a younger contribution; what is left for less than a fee is saved."""
    night(date(2027, 1, 15))
    kinds = [kind for _, kind, _ in rows(OPEN)]
    assert kinds[-1] == "LATE_FEE"
    assert kinds.count("LATE_FEE") == 1
    with system_scope():
        due = inquire(virtual_account_of(party_id=late.party_id))
    assert (due.bills[-1].amount_idr, due.bills[-1].is_fee) == (FEE_IDR, True)
    assert not any(one.is_fee for one in due.bills[:-1])
    contributions = sum(idr for _, kind, idr in rows(OPEN) if kind != "LATE_FEE")
    pay(late, contributions - HEALTH_IDR, date(2027, 1, 20))
    assert [kind for _, kind, _ in rows(OPEN)][-1] == "LATE_FEE"
    assert len(rows(OPEN)) == 2
    pay(late, HEALTH_IDR, date(2027, 1, 21))
    assert rows(OPEN) == [(NOVEMBER, "LATE_FEE", FEE_IDR)]
    pay(late, FEE_IDR, date(2027, 1, 22))
    assert rows(OPEN) == []


def test_a_fee_never_keeps_cover_from_starting(late: Employer) -> None:
    night(date(2027, 1, 15))
    contributions = sum(idr for _, kind, idr in rows(OPEN) if kind != "LATE_FEE")
    with system_scope():
        number = virtual_account_of(party_id=late.party_id)
    assert stands("JHT", date(2027, 1, 15))[0] != "ACTIVE"
    day = date(2027, 1, 20)
    found = collect(
        Incoming("BANK_T", "VA", uuid4().hex, number, contributions, None, moment(day), None), at=moment(day)
    )
    assert (found.reason, found.active_from) == (None, day)
    for programme in ("JKN", "JKK", "JHT", "JP"):
        assert stands(programme, date(2027, 1, 21)) == ("ACTIVE", "PAID_BY_EMPLOYER")
    assert rows(OPEN) == [(NOVEMBER, "LATE_FEE", FEE_IDR)]
    # A payment of the fee alone starts no cover: it holds already.
    fee = collect(Incoming("BANK_T", "VA", uuid4().hex, number, FEE_IDR, None, moment(day), None), at=moment(day))
    assert (fee.settled_bills, fee.active_from) == (1, None)


def test_a_payment_told_late_takes_the_fee_back(late: Employer) -> None:
    """The fee was charged and paid before the bank told that the contribution had come in time."""
    night(date(2027, 1, 15))
    contributions = sum(idr for _, kind, idr in rows(OPEN) if kind != "LATE_FEE")
    pay(late, contributions + FEE_IDR, date(2027, 1, 10), told=date(2027, 1, 18))
    assert rows(OPEN) == []
    done = night(date(2027, 1, 19)).late_fees
    assert (done.bills, done.withdrawn) == (0, 1)
    assert rows(FEES) == []
    now = held()
    assert now["CREDIT", None] == FEE_IDR
    assert not [key for key in now if key[0] == "LATE_FEE"]
    assert "RECEIVABLE" not in [kind for kind, _ in now]
    before = rows("SELECT count(*) FROM ledger.posting")
    assert night(date(2027, 1, 19)).late_fees.withdrawn == 0
    assert rows("SELECT count(*) FROM ledger.posting") == before


def test_a_fee_that_was_too_long_is_charged_anew(late: Employer) -> None:
    night(date(2027, 2, 15))
    assert [row[2:] for row in rows(FEES)] == [(0, 2, 2 * FEE_IDR), (0, 1, FEE_IDR)]
    pay(late, WORK_IDR + HEALTH_IDR, date(2027, 1, 20), told=date(2027, 2, 16))
    done = night(date(2027, 2, 17)).late_fees
    assert (done.bills, done.withdrawn) == (1, 1)
    assert [row[2:] for row in rows(FEES)] == [(0, 1, FEE_IDR), (0, 1, FEE_IDR)]


def test_a_payment_taken_back_makes_it_late_from_its_first_day(late: Employer) -> None:
    one = pay(late, WORK_IDR + HEALTH_IDR, date(2026, 12, 10))
    assert night(date(2027, 1, 20)).late_fees.bills == 0
    assert reverse(one.payment_id, on=date(2027, 1, 21), at=moment(date(2027, 1, 21)))[0] == "REVERSED"
    night(date(2027, 1, 22))
    assert [row[2:] for row in rows(FEES)] == [(0, 1, FEE_IDR)]
    # What is right stands in its place, paid on the day that counts.
    pay(late, WORK_IDR + HEALTH_IDR, date(2026, 12, 10), told=date(2027, 1, 23), corrects=one.payment_id)
    night(date(2027, 1, 24))
    assert rows(FEES) == []


def test_what_is_taken_back_is_the_fee_before_any_contribution(late: Employer) -> None:
    night(date(2027, 1, 15))
    pay(late, sum(idr for _, kind, idr in rows(OPEN) if kind != "LATE_FEE"), date(2027, 1, 20))
    one = pay(late, FEE_IDR, date(2027, 1, 20))
    assert reverse(one.payment_id, on=date(2027, 1, 21), at=moment(date(2027, 1, 21))) == ("REVERSED", 1)
    assert rows(OPEN) == [(NOVEMBER, "LATE_FEE", FEE_IDR)]


def test_saved_credit_pays_the_fee_when_all_else_is_paid(late: Employer) -> None:
    night(DECEMBER)
    pay(late, 2 * (WORK_IDR + HEALTH_IDR) + 20_000, date(2027, 1, 31))
    done = night(FEBRUARY, DECEMBER).late_fees
    assert (done.bills, done.paid_from_credit) == (1, 1)
    assert held()["CREDIT", None] == 20_000 - FEE_IDR


def test_arrears_count_from_the_day_of_their_bill(tmp_path: Path, factory: Employer) -> None:
    """Months from before the list are due on its day, so that nobody is late with what was not billed."""
    taken(tmp_path, factory, line(RIZKI, start="15/08/2026"))
    month_later = date(2026, 12, ON.day)
    assert night(date(2026, 12, ON.day - 1), NOVEMBER).late_fees.bills == 0
    assert night(month_later, NOVEMBER).late_fees.bills > 0
    # August was due on 15 September, and so on; all of them were billed on the day of the list.
    assert {row[2:4] for row in rows(FEES)} == {(0, 1)}
    assert NOVEMBER not in {row[0] for row in rows(FEES)}


@pytest.mark.parametrize(("kind", "fees"), [("EMPLOYER", 2), ("COOPERATIVE", 2), ("REGION", 1), ("STATE", 1)])
def test_organs_of_the_state_owe_no_fee(late: Employer, kind: str, fees: int) -> None:
    """Another payer of that kind owes the same as the employer, whose fee is charged."""
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(ANOTHER, [f"LAIN-{kind}", kind, late.party_id])
        assert charge_late_fees(date(2027, 1, 15), moment(date(2027, 1, 15))).bills == fees
