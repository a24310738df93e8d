"""Is every planted difference between a bank's statement and the books found, named and put right?"""

import random
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from payung.act.public import (
    Incoming,
    LineReject,
    StatementLine,
    StatementUnreadable,
    collect,
    inquire,
    payment_id,
    read_statement,
    reconcile,
)
from payung.api.bank.book import Faults, statement, write_statement
from payung.api.bank.mischief import Paid
from payung.ledger.public import system_scope
from tests.act.payers import CHANNEL, account_no, write_payers

AT = datetime(2026, 11, 9, 3, 30, tzinfo=UTC)
DAY = date(2026, 11, 9)
DUE_IDR = 16_800
LINE = StatementLine("L1", DAY, DAY, "CREDIT", "VA", "R1", account_no(1), DUE_IDR)


@pytest.fixture
def payers(db: None) -> None:
    """Sixty payers who owe a month each."""
    with system_scope(), connection.cursor() as cursor:
        write_payers(cursor, 60, amount_idr=DUE_IDR)


def told(reference: str, payer: int = 1, amount_idr: int = DUE_IDR) -> Incoming:
    """A notification of the bank."""
    return Incoming(CHANNEL, "VA", reference, account_no(payer), amount_idr, amount_idr, AT, None)


def run(*lines: StatementLine, until: date = DAY) -> tuple[dict[str, int], int]:
    """Findings of a run, and how many payments are missing."""
    found = reconcile(lines, channel=CHANNEL, until=until, at=AT)
    return found.findings, len(found.missing)


def cash_idr() -> int:
    """What the bank holds for us by our books."""
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(CASE WHEN p.debit_id = a.account_id THEN p.amount_idr ELSE -p.amount_idr END), 0)"
            " FROM ledger.account a JOIN ledger.posting p ON a.account_id IN (p.credit_id, p.debit_id)"
            " WHERE a.kind = 'CASH'"
        )
        return int(cursor.fetchone()[0])


def findings() -> list[Any]:
    """Every finding entered, in order."""
    with system_scope(), connection.cursor() as cursor:
        cursor.execute("SELECT finding FROM ledger.reconciliation ORDER BY reconciliation_id")
        return [finding for (finding,) in cursor.fetchall()]


def test_what_agrees_is_matched_once(payers: None) -> None:
    collect(told("R1"), at=AT)
    assert run(LINE) == ({}, 0)
    assert run(LINE) == ({}, 0)
    assert findings() == ["MATCHED"]


def test_what_was_never_told_is_posted_and_its_notification_is_a_repeat(payers: None) -> None:
    assert run(LINE) == ({"EXTRA": 1}, 0)
    assert inquire(account_no(1)).amount_idr == 0
    assert collect(told("R1"), at=AT).is_repeat
    assert run(LINE) == ({}, 0)
    assert cash_idr() == DUE_IDR


def test_an_altered_amount_is_put_right(payers: None) -> None:
    collect(told("R1", amount_idr=DUE_IDR - 800), at=AT)
    assert run(LINE) == ({"ALTERED": 1}, 0)
    assert (cash_idr(), inquire(account_no(1)).amount_idr) == (DUE_IDR, 0)
    assert run(LINE) == ({}, 0)
    assert collect(told("R1"), at=AT).reason == "OTHER_CONTENT"


def test_money_in_suspense_for_its_amount_finds_its_bill(payers: None) -> None:
    """Told altered first, refused when told truly; the statement says what is true."""
    altered = replace(told("R1", payer=5, amount_idr=DUE_IDR + 1), total_idr=DUE_IDR)
    assert collect(altered, at=AT).reason == "WRONG_AMOUNT"
    assert collect(told("R1", payer=5), at=AT).reason == "OTHER_CONTENT"
    assert run(replace(LINE, account_no=account_no(5))) == ({"ALTERED": 1}, 0)
    assert inquire(account_no(5)).reason == "NOTHING_DUE"
    assert cash_idr() == DUE_IDR


def test_what_is_not_booked_is_missing_until_it_comes_late(payers: None) -> None:
    collect(told("R1"), at=AT)
    assert run(until=date(2026, 11, 8)) == ({}, 0)
    assert run() == ({"MISSING": 1}, 1)
    assert run() == ({}, 1)
    assert run(replace(LINE, booked_on=date(2026, 11, 10))) == ({}, 0)
    assert findings() == ["MISSING", "LATE"]


def test_money_taken_back_opens_its_bill_again(payers: None) -> None:
    collect(told("R1"), at=AT)
    back = replace(LINE, line_id="L2", kind="REVERSAL")
    assert run(LINE, back) == ({"REVERSED": 1}, 0)
    assert (cash_idr(), inquire(account_no(1)).amount_idr) == (0, DUE_IDR)
    assert run(LINE, back) == ({}, 0)


def test_money_taken_back_that_never_came_is_only_said(payers: None) -> None:
    assert run(replace(LINE, kind="REVERSAL")) == ({"EXTRA": 1}, 0)
    assert cash_idr() == 0


def test_money_that_came_and_went_unseen_leaves_nothing(payers: None) -> None:
    assert run(LINE, replace(LINE, line_id="L2", kind="REVERSAL"))[0] == {"EXTRA": 1, "REVERSED": 1}
    assert cash_idr() == 0


def test_a_second_credit_of_one_payment_is_other_money(payers: None) -> None:
    collect(told("R1"), at=AT)
    assert run(LINE, replace(LINE, line_id="L2")) == ({"EXTRA": 1}, 0)
    assert cash_idr() == 2 * DUE_IDR
    assert run(LINE, replace(LINE, line_id="L2")) == ({}, 0)


def test_every_planted_fault_of_a_statement_is_found_and_no_other(payers: None, tmp_path: Path) -> None:
    draw = random.Random(5)
    payments = [
        Paid(f"P{n}", account_no(draw.randrange(1, 61)), draw.choice((5_000, DUE_IDR, 40_000)), AT) for n in range(150)
    ]
    for paid in payments[10:]:
        collect(replace(told(paid.request_id, amount_idr=paid.amount_idr), account_no=paid.account_no), at=AT)
    lines, planted = statement(payments, Faults(missing=0.1, altered=0.1, late=0.1, reversed=0.1), seed=7)
    write_statement(tmp_path / "bank.csv", lines)
    read, rejects = read_statement(tmp_path / "bank.csv")
    assert (len(read), rejects) == (len(lines), [])
    found = reconcile(read, channel=CHANNEL, until=DAY, at=AT)
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(l.reference, p.request_id), array_agg(r.finding::text ORDER BY r.reconciliation_id)"
            " FROM ledger.reconciliation r LEFT JOIN ledger.statement_line l USING (statement_line_id)"
            " LEFT JOIN ledger.payment p ON p.payment_id = r.payment_id GROUP BY 1"
        )
        said = dict(cursor.fetchall())
    for number, paid in enumerate(payments):
        fault = planted.get(paid.request_id, "MATCHED")
        # The first ten were never told: whatever the statement says of them is extra.
        expected = {"REVERSED": ["MATCHED", "REVERSED"]}.get(fault, [fault])
        if number < 10:
            expected = {"REVERSED": ["EXTRA", "REVERSED"], "MISSING": None}.get(fault, ["EXTRA"])
        assert said.get(paid.request_id) == expected, (number, fault)
    missing = {payment_id(CHANNEL, "VA", p.request_id) for p in payments[10:] if planted.get(p.request_id) == "MISSING"}
    assert {payment for payment, _ in found.missing} == missing
    booked = sum(line.amount_idr * (1 if line.kind == "CREDIT" else -1) for line in lines)
    assert cash_idr() == booked + sum(amount_idr for _, amount_idr in found.missing)


def test_a_row_that_is_no_line_is_set_aside(tmp_path: Path) -> None:
    file = tmp_path / "bank.csv"
    good = f"2026-11-09,2026-11-09,CREDIT,VA,R1,{account_no(1)}"
    head = "line_id,booked_on,value_on,kind,service,reference,virtual_account,amount_idr\n"
    rows = [f"L1,{good},5", f"L1,{good},5", f",{good},5", f"L2,{good},-5", f"L3,{good},5.50"]
    rows += [f"L4,{good.replace('CREDIT', 'GIFT')},5", f"L5,{good.replace('2026-11-09', '2026-02-30', 1)},5", "L6"]
    file.write_text(head + "\n".join(rows))
    lines, rejects = read_statement(file)
    assert [line.line_id for line in lines] == ["L1"]
    assert rejects == [
        LineReject(3, "line_id", "REPEATED"),
        LineReject(4, "line_id", "MISSING"),
        LineReject(5, "amount_idr", "UNREADABLE"),
        LineReject(6, "amount_idr", "UNREADABLE"),
        LineReject(7, "kind", "UNREADABLE"),
        LineReject(8, "booked_on", "UNREADABLE"),
        LineReject(9, "kind", "MISSING"),
    ]


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"\xff\xfe\x00"])
def test_a_file_that_is_no_statement_is_refused_whole(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bank.csv").write_bytes(content)
    with pytest.raises(StatementUnreadable):
        read_statement(tmp_path / "bank.csv")
