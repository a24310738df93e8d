"""Is a bill withdrawn whose payer moved to an employer before cover began, and no other, with nothing lost?

By hand: a month of JKN in class 3 is Rp42.000, of which the state pays Rp4.200 and the province Rp2.800
(Perpres 64/2020 Ps 34). Of work accident and death a driver with Rp1.200.000 a month pays Rp9.400 for both: Rp12.000
and Rp6.800, half of each (PP 50/2025).
"""

import uuid
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from payung.act.public import bill_month, enrol_family, enrol_worker, inquire
from payung.ledger.public import (
    Employer,
    enter_bill,
    enter_employer,
    first_bill_id,
    participant_of,
    system_scope,
    virtual_account_of,
)
from tests.act.test_enrol import AT, ON, SLAMET, rows
from tests.act.test_moved import paid
from tests.act.test_payroll import RIZKI, SLAMET_NO, factory, held, line, said, taken

pytestmark = pytest.mark.django_db
__all__ = ["factory"]
NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)
WITHDRAWN = (
    "SELECT b.month, b.kind, b.amount_idr, w.reason FROM ledger.bill_withdrawal w JOIN ledger.bill b USING (bill_id)"
)
ENROL = """
INSERT INTO ledger.enrolment (enrolment_id, act_id, participant_id, subject, region_code, programme, segment, payer_id,
    since, pay_from, care_class, entered_by)
SELECT uuidv7(), %s, participant_id, subject, '32.01.02.2001', 'JKN', 'PBPU', %s, '2026-11-02', '2026-11-16', 3, 0
FROM ledger.participant WHERE participant_id = %s
"""
# What the accounts of a kind hold, each that is not empty: debits less credits.
BALANCES = """
SELECT a.kind, coalesce(p.code, ''), sum(m.idr)::bigint FROM ledger.account a LEFT JOIN ledger.party p USING (party_id)
JOIN (SELECT debit_id AS account_id, amount_idr AS idr FROM ledger.posting
    UNION ALL SELECT credit_id, -amount_idr FROM ledger.posting) m USING (account_id)
WHERE a.kind <> 'INCOME' GROUP BY a.account_id, a.kind, p.code HAVING sum(m.idr) <> 0 ORDER BY 1, 2
"""


def own_work(on: date = ON, **change: object) -> str:
    """Enrol Slamet for himself, without a payment; his number to pay to."""
    with system_scope():
        own = enrol_worker(uuid.uuid4(), replace(SLAMET, **change), on=on, at=AT)  # type: ignore[arg-type]
    assert own.price is not None
    assert own.price.amount_idr == 9_400 or change
    return own.account_no or ""


def bill(month: date) -> None:
    """Bill a month on its first day, as the night does."""
    with system_scope():
        bill_month(month, as_of=month, at=AT)


def own_balances() -> list[tuple[str, str, int]]:
    """What is not empty, without what the employer owes."""
    owes = rows(BALANCES.replace("WHERE", "WHERE a.participant_id IS NULL AND a.kind = 'RECEIVABLE' AND"))
    return [row for row in rows(BALANCES) if row not in owes]


def test_the_bill_of_cover_that_never_began_is_withdrawn(tmp_path: Path, factory: Employer) -> None:
    account_no = own_work()
    bill(NOVEMBER)
    assert own_balances() == [("RECEIVABLE", "", 9_400)]
    taken(tmp_path, factory, line(SLAMET_NO))
    assert rows(WITHDRAWN) == [(NOVEMBER, "BPU", 9_400, "MOVED_TO_EMPLOYER")]
    assert own_balances() == []
    # Each posting that entered the bill is named and reversed, once; the bill itself stays.
    taken_back = (
        "SELECT count(*), sum(r.amount_idr), bool_and((r.debit_id, r.credit_id) = (p.credit_id, p.debit_id))"
        " FROM ledger.posting r JOIN ledger.posting p ON p.posting_id = r.corrects_id WHERE r.kind = 'REVERSAL'"
    )
    assert rows(taken_back) == [(2, 9_400, True)]
    assert inquire(account_no).amount_idr == 0
    bill(NOVEMBER)
    taken(tmp_path, factory, line(SLAMET_NO))
    assert rows(taken_back) == [(2, 9_400, True)]


def test_what_is_paid_afterwards_is_credit(tmp_path: Path, factory: Employer) -> None:
    account_no = own_work()
    paid(account_no, 5_000)
    taken(tmp_path, factory, line(SLAMET_NO))
    paid(account_no, 9_400, date(2026, 11, 27))
    assert rows("SELECT outcome, credit_after_idr FROM ledger.payment ORDER BY paid_on") == [
        ("CREDITED", 5_000), ("CREDITED", 14_400),
    ]  # fmt: skip
    assert [row for row in own_balances() if row[0] == "CREDIT"] == [("CREDIT", "", -14_400)]


def test_shares_of_the_state_and_the_province_are_taken_back(tmp_path: Path, factory: Employer) -> None:
    with system_scope():
        own = enrol_family(uuid.uuid4(), RIZKI, 3, on=date(2026, 11, 2), at=AT)
    assert len(own.names) == 1
    bill(NOVEMBER)
    assert [(kind, idr) for kind, _, idr in own_balances()] == [
        ("RECEIVABLE", 35_000), ("SUBSIDY", 2_800), ("SUBSIDY", 4_200),
    ]  # fmt: skip
    taken(tmp_path, factory, line(RIZKI))
    assert rows(WITHDRAWN) == [(NOVEMBER, "JKN", 35_000, "MOVED_TO_EMPLOYER")]
    assert own_balances() == []


def test_months_billed_since_are_withdrawn_with_it_and_cover_nobody(tmp_path: Path, factory: Employer) -> None:
    """Who moves in December had a first bill of November and one of December; nothing was paid, nothing held."""
    own_work()
    bill(DECEMBER)
    taken(tmp_path, factory, line(SLAMET_NO, start="10/12/2026"), on=date(2026, 12, 10))
    assert ("JKK", "BPU", ON, date(2026, 12, 9)) in held(SLAMET_NO)
    assert [row[0] for row in rows(f"{WITHDRAWN} ORDER BY 1")] == [NOVEMBER, DECEMBER]
    with system_scope():
        assert said(SLAMET_NO, "JKK", date(2026, 12, 12))[:2] == ("WAITING", "FIRST_PAYMENT_DUE")
    # A night that bills November only now enters the first bill in the books, and takes it back.
    bill(NOVEMBER)
    assert own_balances() == []


@pytest.mark.parametrize("is_billed", [False, True])
def test_who_comes_back_in_the_same_month_is_billed_for_the_new_cover(
    tmp_path: Path, factory: Employer, is_billed: bool
) -> None:
    """The work ended at once, and he enrols himself again: he owes the new bill, once, whether or not the night had
    given the withdrawn one its lines.
    """
    own_work(date(2026, 11, 20))
    if is_billed:
        bill(NOVEMBER)
    taken(tmp_path, factory, line(SLAMET_NO, start="26/11/2026"))
    assert [row[0] for row in rows(WITHDRAWN)] == [NOVEMBER]
    taken(tmp_path, factory, line(SLAMET_NO, ends="27/11/2026", cause="mengundurkan diri"), on=date(2026, 11, 28))
    account_no = own_work(date(2026, 11, 28))
    for _ in range(2):
        bill(NOVEMBER)
    lines = "SELECT count(*), sum(l.amount_idr) FROM ledger.bill_line l JOIN ledger.bill b USING (bill_id)"
    assert rows(f"{lines} WHERE b.kind = 'BPU' AND b.bill_id NOT IN (SELECT bill_id FROM ledger.bill_withdrawal)") == [
        (2, 9_400)
    ]
    assert own_balances() == [("RECEIVABLE", "", 9_400)]
    assert inquire(account_no).amount_idr == 9_400
    paid(account_no, 9_400, date(2026, 11, 29))
    assert own_balances() == [("CASH", "BANK_T", 9_400)]


def family_of_three() -> uuid.UUID:
    """Rizki stands with two others in one membership of JKN, of which nobody paid the first bill; its payer."""
    act_id = uuid.uuid4()
    with system_scope(), connection.cursor() as cursor:
        numbers = [participant_of(RIZKI)]
        for name in ("IBU RIZKI", "ADIK RIZKI"):
            cursor.execute(
                "INSERT INTO ledger.participant (subject, name, region_code, entered_by)"
                " VALUES (%s, %s, '32.01.02.2001', 0) RETURNING participant_id",
                [name.encode().ljust(16, b"."), name],
            )
            numbers.append(cursor.fetchone()[0])
        for number in numbers:
            cursor.execute(ENROL, [act_id, numbers[1], number])
        first = {"kind": "JKN", "month": NOVEMBER, "due_on": date(2026, 11, 30), "amount_idr": 105_000}
        enter_bill(first_bill_id(act_id), **first, participant_id=numbers[1], at=AT)
        virtual_account_of(participant_id=numbers[1])
    return act_id


@pytest.mark.parametrize("months", [(), (NOVEMBER,), (NOVEMBER, DECEMBER)])
def test_who_stays_owes_for_himself_alone(tmp_path: Path, factory: Employer, months: tuple[date, ...]) -> None:
    """Rp105.000 for three in class 3 is Rp70.000 for the two who stay, whether the night had given lines or not."""
    act_id = family_of_three()
    for month in months:
        bill(month)
    on = date(2026, 12, 10) if DECEMBER in months else ON
    taken(tmp_path, factory, line(RIZKI, start=f"{on:%d/%m/%Y}"), on=on)
    owed = [NOVEMBER, *(month for month in months if month != NOVEMBER)]
    assert rows(f"{WITHDRAWN} ORDER BY 1") == [(month, "JKN", 105_000, "PART_MOVED") for month in owed]
    still = "SELECT o.month, o.amount_idr FROM ledger.participant p, ledger.open_bills(p.participant_id, NULL) o"
    assert rows(f"{still} WHERE p.name = 'IBU RIZKI' ORDER BY 1") == [(month, 70_000) for month in owed]
    for month in [*owed, *owed]:
        bill(month)
    assert rows(f"{still} WHERE p.name = 'IBU RIZKI' ORDER BY 1") == [(month, 70_000) for month in owed]
    # A month of each costs Rp42.000: the state gives Rp4.200 of it, the province Rp2.800.
    assert own_balances() == [
        ("RECEIVABLE", "", 70_000 * len(owed)), ("SUBSIDY", "DAERAH-32", 5_600 * len(owed)),
        ("SUBSIDY", "NEGARA", 8_400 * len(owed)),
    ]  # fmt: skip
    lines = "SELECT p.name FROM ledger.bill_line l JOIN ledger.participant p USING (participant_id)"
    lines += " JOIN ledger.bill b USING (bill_id) WHERE b.kind = 'JKN' AND b.participant_id IS NOT NULL"
    stand = f"{lines} AND b.bill_id NOT IN (SELECT bill_id FROM ledger.bill_withdrawal) ORDER BY 1"
    assert rows(stand) == [(name,) for name in ("ADIK RIZKI", "IBU RIZKI") for _ in owed]
    # The same list again changes nothing; cover of those who stay begins with their own first bill.
    taken(tmp_path, factory, line(RIZKI, start=f"{on:%d/%m/%Y}"), on=on)
    assert len(rows(WITHDRAWN)) == len(owed)
    assert rows(f"SELECT count(*) FROM ledger.enrolment WHERE act_id = '{act_id}' AND superseded_at IS NULL") == [(1,)]
    account_no = rows("SELECT number FROM ledger.virtual_account WHERE participant_id IS NOT NULL")[0][0]
    paid(account_no, 70_000, on)
    first = rows(
        "SELECT DISTINCT act_id FROM ledger.enrolment WHERE superseded_at IS NULL AND segment = 'PBPU'"
        " AND until IS NULL AND NOT is_void"
    )
    assert len(first) == 1
    settled = "SELECT count(*) FROM ledger.allocation WHERE payment_id IS NOT NULL AND bill_id = "
    assert rows(f"{settled} '{first_bill_id(first[0][0])}'") == [(1,)]


def test_what_was_paid_is_not_withdrawn(tmp_path: Path, factory: Employer) -> None:
    """Who paid and owes later months owes them: cover held."""
    paid(own_work(date(2026, 9, 1)), 9_400, date(2026, 9, 2))
    bill(date(2026, 10, 1))
    taken(tmp_path, factory, line(SLAMET_NO))
    assert rows(WITHDRAWN) == []
    still = "SELECT o.month FROM ledger.participant p, ledger.open_bills(p.participant_id, NULL) o"
    assert rows(f"{still} WHERE p.name = 'SLAMET'") == [(date(2026, 10, 1),)]


def test_a_bill_stands_while_somebody_of_it_stays(tmp_path: Path) -> None:
    """A very small enterprise owes no savings for old age: what he chose for himself goes on, and so does its bill."""
    own_work(with_jht=True)
    with system_scope():
        small = enter_employer("20009002", "Warung Contoh", "32.01", "sedang", "MICRO")
    taken(tmp_path, small, line(SLAMET_NO))
    assert {row[0] for row in held(SLAMET_NO) if row[1] == "BPU"} == {"JHT"}
    assert rows(WITHDRAWN) == []
