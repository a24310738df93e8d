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

from payung.act.public import bill_month, enrol_family, enrol_worker, inquire
from payung.ledger.public import Employer, enter_employer, system_scope
from tests.act.test_enrol import AT, ON, SLAMET, rows
from tests.act.test_moved import paid
from tests.act.test_payroll import RIZKI, SLAMET_NO, factory, held, line, said, taken

pytestmark = pytest.mark.django_db
__all__ = ["factory"]
NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)
WITHDRAWN = (
    "SELECT b.month, b.kind, b.amount_idr, w.reason FROM ledger.bill_withdrawal w JOIN ledger.bill b USING (bill_id)"
)
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
