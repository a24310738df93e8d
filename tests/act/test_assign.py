"""Does money that was nobody's become the right payer's, whole, once, and from the day it came?"""

import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import connection, connections

from payung.act.public import check_gift, collect, inquire, propose_gift, reconcile
from payung.ledger.public import OutOfScope, suspense, system_scope, trial_balance
from payung.ledger.reader.scope import Scope, within
from tests.act.payers import CHANNEL, account_no, write_payers
from tests.act.test_reconcile import LINE, told

AT = datetime(2026, 11, 9, 3, 30, tzinfo=UTC)
DAY = date(2026, 11, 20)
DUE_IDR = 16_800
NOBODY = 99
MAKER, CHECKER = 3, 4
WHY = "Bukti setor menyebut namanya."


@pytest.fixture
def payers(db: None) -> None:
    """Ten payers who owe a month each; every fifth takes the exact amount only."""
    with system_scope(), connection.cursor() as cursor:
        write_payers(cursor, 10, amount_idr=DUE_IDR)


@pytest.fixture
def committed_payers(empty_base: str) -> None:
    """The same, committed, so that several connections see them."""
    with system_scope(), connection.cursor() as cursor:
        write_payers(cursor, 10, amount_idr=DUE_IDR)


def waiting() -> list[uuid.UUID]:
    """Payments in suspense, with the total said beside them; the books sum to zero."""
    with system_scope():
        rows, total = suspense()
        assert (total.count, total.amount_idr) == (len(rows), sum(row.amount_idr for row in rows))
        assert sum(kind.balance_idr for kind in trial_balance()) == 0
    return [row.payment_id for row in rows]


def proposed(
    payment: uuid.UUID, account: str, by: int = MAKER, proposal_id: uuid.UUID | None = None, why: str = WHY
) -> str:
    """An officer of the nation proposes an account."""
    with officer(by):
        return propose_gift(proposal_id or uuid.uuid5(payment, account), payment, account, why, on=DAY, at=AT)


def checked(
    payment: uuid.UUID, account: str, by: int = CHECKER, verdict: str = "APPROVED", note: str | None = None
) -> str:
    """Another one checks it."""
    with officer(by):
        return check_gift(uuid.uuid4(), uuid.uuid5(payment, account), verdict, note, on=DAY, at=AT)


def given(payment: uuid.UUID, account: str) -> str:
    """Both steps, by two people."""
    said = proposed(payment, account)
    return said if said != "PROPOSED" else checked(payment, account)


@contextmanager
def officer(user: int, region: str = "") -> Iterator[None]:
    """An officer who reads for the nation, or for a region."""
    with within(Scope(user, f"petugas-{user}", "BPJS", "SERVICE", 0, region)):
        yield


@pytest.mark.parametrize("payer", [1, 5])
def test_money_for_nobody_pays_the_bill_of_who_it_was_meant_for(payers: None, payer: int) -> None:
    payment = collect(told("R1", NOBODY), at=AT).payment_id
    assert waiting() == [payment]
    assert given(payment, account_no(payer)) == "ASSIGNED"
    assert waiting() == []
    assert inquire(account_no(payer)).amount_idr == 0
    with system_scope(), connection.cursor() as cursor:
        cursor.execute("SELECT active_from FROM ledger.payment WHERE corrects_id = %s", [payment])
        assert cursor.fetchall() == [(AT.date(),)]


def test_it_is_done_once_and_only_with_an_account_that_is_open(payers: None) -> None:
    payment = collect(told("R1", NOBODY), at=AT).payment_id
    assert given(payment, account_no(77)) == "UNKNOWN_ACCOUNT"
    assert waiting() == [payment]
    assert given(payment, account_no(1)) == "ASSIGNED"
    assert given(payment, account_no(2)) == "NOT_IN_SUSPENSE"
    assert given(uuid.uuid4(), account_no(2)) == "NOT_IN_SUSPENSE"
    settled = collect(told("R2", 2), at=AT).payment_id
    assert given(settled, account_no(3)) == "NOT_IN_SUSPENSE"


def test_the_statement_agrees_with_what_an_officer_gave_away(payers: None) -> None:
    """The line names the payment as it was told; a reversal takes back what stands in its place."""
    payment = collect(told("R1", NOBODY), at=AT).payment_id
    assert given(payment, account_no(1)) == "ASSIGNED"
    line = replace(LINE, account_no=account_no(NOBODY))
    assert reconcile([line], channel=CHANNEL, until=AT.date(), at=AT).findings == {}
    back = replace(line, line_id="L2", kind="REVERSAL")
    assert reconcile([back], channel=CHANNEL, until=AT.date(), at=AT).findings == {"REVERSED": 1}
    assert inquire(account_no(1)).amount_idr == DUE_IDR


def test_a_correction_of_a_correction_is_what_a_reversal_takes_back(payers: None) -> None:
    payment = collect(told("R1", NOBODY, DUE_IDR - 800), at=AT).payment_id
    assert given(payment, account_no(1)) == "ASSIGNED"
    assert reconcile([LINE], channel=CHANNEL, until=AT.date(), at=AT).findings == {"ALTERED": 1}
    back = replace(LINE, line_id="L2", kind="REVERSAL")
    assert reconcile([back], channel=CHANNEL, until=AT.date(), at=AT).findings == {"REVERSED": 1}
    with system_scope():
        assert {kind.kind: kind.balance_idr for kind in trial_balance() if kind.balance_idr} == {}


def test_nothing_moves_before_another_person_approved(payers: None) -> None:
    payment = collect(told("R1", NOBODY), at=AT).payment_id
    account = account_no(1)
    assert proposed(payment, account, why="  ") == "NO_REASON"
    assert proposed(payment, account_no(77)) == "UNKNOWN_ACCOUNT"
    assert [proposed(payment, account), proposed(payment, account)] == ["PROPOSED", "PROPOSED"]
    assert proposed(payment, account, why="Lain") == "OTHER_CONTENT"
    assert proposed(payment, account_no(2), by=CHECKER) == "ALREADY_PROPOSED"
    assert waiting() == [payment]
    assert checked(payment, account, by=MAKER) == "SAME_PERSON"
    assert checked(uuid.uuid4(), account) == "UNKNOWN_PROPOSAL"
    assert checked(payment, account, verdict="RETURNED") == "NO_REASON"
    assert waiting() == [payment]
    assert checked(payment, account, verdict="RETURNED", note="Namanya lain.") == "RETURNED"
    assert checked(payment, account) == "ALREADY_CHECKED"
    assert waiting() == [payment]
    assert given(payment, account_no(2)) == "ASSIGNED"
    assert checked(payment, account_no(2)) == "ALREADY_CHECKED"
    assert (waiting(), inquire(account_no(2)).amount_idr, inquire(account).amount_idr) == ([], 0, DUE_IDR)


def test_what_the_bank_took_back_meanwhile_is_not_given(payers: None) -> None:
    payment = collect(told("R1", NOBODY), at=AT).payment_id
    assert proposed(payment, account_no(1)) == "PROPOSED"
    back = replace(LINE, account_no=account_no(NOBODY), line_id="L2", kind="REVERSAL")
    assert reconcile([back], channel=CHANNEL, until=AT.date(), at=AT).findings == {"REVERSED": 1}
    assert checked(payment, account_no(1)) == "NOT_IN_SUSPENSE"
    with system_scope(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger.suspense_check")
        assert cursor.fetchone() == (0,)


def test_an_officer_of_a_region_has_no_say_in_it(payers: None) -> None:
    payment = collect(told("R1", NOBODY), at=AT).payment_id
    with officer(MAKER, "32"), pytest.raises(OutOfScope):
        propose_gift(uuid.uuid4(), payment, account_no(1), WHY, on=DAY, at=AT)


def test_two_checkers_at_once_move_it_once(committed_payers: None) -> None:
    payment = collect(told("R1", NOBODY), at=AT).payment_id
    assert proposed(payment, account_no(1)) == "PROPOSED"
    with ThreadPoolExecutor(4) as pool:
        said = sorted(pool.map(lambda by: _closing(lambda: checked(payment, account_no(1), by=by)), range(10, 14)))
    assert said == ["ALREADY_CHECKED"] * 3 + ["ASSIGNED"]
    assert (waiting(), inquire(account_no(1)).amount_idr) == ([], 0)


def _closing(act: Callable[[], str]) -> str:
    try:
        return act()
    finally:
        connections.close_all()
