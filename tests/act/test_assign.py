"""Does money that was nobody's become the right payer's, whole, once, and from the day it came?"""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import connection

from payung.act.public import assign, collect, inquire, reconcile
from payung.ledger.public import suspense, system_scope, trial_balance
from tests.act.payers import CHANNEL, account_no, write_payers
from tests.act.test_reconcile import LINE, told

AT = datetime(2026, 11, 9, 3, 30, tzinfo=UTC)
DAY = date(2026, 11, 20)
DUE_IDR = 16_800
NOBODY = 99


@pytest.fixture
def payers(db: None) -> None:
    """Ten payers who owe a month each; every fifth takes the exact amount only."""
    with system_scope(), connection.cursor() as cursor:
        write_payers(cursor, 10, amount_idr=DUE_IDR)


def waiting() -> list[uuid.UUID]:
    """Payments in suspense, with the total said beside them; the books sum to zero."""
    with system_scope():
        rows, total = suspense()
        assert (total.count, total.amount_idr) == (len(rows), sum(row.amount_idr for row in rows))
        assert sum(kind.balance_idr for kind in trial_balance()) == 0
    return [row.payment_id for row in rows]


@pytest.mark.parametrize("payer", [1, 5])
def test_money_for_nobody_pays_the_bill_of_who_it_was_meant_for(payers: None, payer: int) -> None:
    payment = collect(told("R1", NOBODY), at=AT).payment_id
    assert waiting() == [payment]
    assert assign(payment, account_no(payer), on=DAY, at=AT) == "ASSIGNED"
    assert waiting() == []
    assert inquire(account_no(payer)).amount_idr == 0
    with system_scope(), connection.cursor() as cursor:
        cursor.execute("SELECT active_from FROM ledger.payment WHERE corrects_id = %s", [payment])
        assert cursor.fetchall() == [(AT.date(),)]


def test_it_is_done_once_and_only_with_an_account_that_is_open(payers: None) -> None:
    payment = collect(told("R1", NOBODY), at=AT).payment_id
    assert assign(payment, account_no(77), on=DAY, at=AT) == "UNKNOWN_ACCOUNT"
    assert waiting() == [payment]
    assert assign(payment, account_no(1), on=DAY, at=AT) == "ASSIGNED"
    assert assign(payment, account_no(2), on=DAY, at=AT) == "NOT_IN_SUSPENSE"
    assert assign(uuid.uuid4(), account_no(2), on=DAY, at=AT) == "NOT_IN_SUSPENSE"
    settled = collect(told("R2", 2), at=AT).payment_id
    assert assign(settled, account_no(3), on=DAY, at=AT) == "NOT_IN_SUSPENSE"


def test_the_statement_agrees_with_what_an_officer_gave_away(payers: None) -> None:
    """The line names the payment as it was told; a reversal takes back what stands in its place."""
    payment = collect(told("R1", NOBODY), at=AT).payment_id
    assert assign(payment, account_no(1), on=DAY, at=AT) == "ASSIGNED"
    line = replace(LINE, account_no=account_no(NOBODY))
    assert reconcile([line], channel=CHANNEL, until=AT.date(), at=AT).findings == {}
    back = replace(line, line_id="L2", kind="REVERSAL")
    assert reconcile([back], channel=CHANNEL, until=AT.date(), at=AT).findings == {"REVERSED": 1}
    assert inquire(account_no(1)).amount_idr == DUE_IDR


def test_a_correction_of_a_correction_is_what_a_reversal_takes_back(payers: None) -> None:
    payment = collect(told("R1", NOBODY, DUE_IDR - 800), at=AT).payment_id
    assert assign(payment, account_no(1), on=DAY, at=AT) == "ASSIGNED"
    assert reconcile([LINE], channel=CHANNEL, until=AT.date(), at=AT).findings == {"ALTERED": 1}
    back = replace(LINE, line_id="L2", kind="REVERSAL")
    assert reconcile([back], channel=CHANNEL, until=AT.date(), at=AT).findings == {"REVERSED": 1}
    with system_scope():
        assert {kind.kind: kind.balance_idr for kind in trial_balance() if kind.balance_idr} == {}
