"""Does money that came pay what is due, is it saved or set aside, and is it posted once?"""

import threading
import uuid
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import psycopg
import pytest
from django.db import ProgrammingError, connection, connections, transaction

from payung.act.public import Collected, Incoming, Outcome, collect, inquire, reverse, spend_credit
from payung.ledger.public import Scope, system_scope
from payung.ledger.reader.scope import within
from tests.act.payers import CHANNEL, account_no, write_payers

AT = datetime(2026, 11, 9, 18, 30, tzinfo=UTC)
DUE_IDR = 16_800
OPEN, EXACT = 1, 5
BALANCES = """
SELECT a.kind, sum(CASE WHEN p.credit_id = a.account_id THEN p.amount_idr ELSE -p.amount_idr END)::bigint
FROM ledger.account a JOIN ledger.posting p ON a.account_id IN (p.credit_id, p.debit_id) GROUP BY a.kind
"""


@pytest.fixture
def payers(db: None) -> None:
    """Ten payers who owe three months each."""
    with system_scope(), connection.cursor() as cursor:
        write_payers(cursor, 10, amount_idr=DUE_IDR, months=3)


def told(payer: int, amount_idr: int, request_id: str = "", *, total_idr: int | None = None) -> Incoming:
    """Money as a bank tells it."""
    return Incoming(
        channel=CHANNEL,
        kind="VA",
        request_id=request_id or uuid.uuid4().hex,
        account_no=account_no(payer),
        amount_idr=amount_idr,
        total_idr=amount_idr if total_idr is None else total_idr,
        paid_at=AT,
        external_id=str(uuid.uuid4().int)[:18],
    )


def rows(statement: str) -> list[tuple[Any, ...]]:
    """Rows as the machine sees them."""
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


def balances() -> dict[str, int]:
    """Balance of each kind of account; they always sum to zero."""
    found = dict(rows(BALANCES))
    assert sum(found.values()) == 0
    return {kind: idr for kind, idr in found.items() if idr}


def test_a_full_payment_pays_every_bill_and_says_from_when(payers: None) -> None:
    collected = collect(told(OPEN, 3 * DUE_IDR), at=AT)
    assert collected == Collected(collected.payment_id, Outcome.SETTLED, None, False, 3, 0, date(2026, 11, 10))
    assert balances() == {"CASH": -3 * DUE_IDR, "RECEIVABLE": 3 * DUE_IDR}
    assert inquire(account_no(OPEN)).amount_idr == 0


def test_small_payments_become_a_month_when_it_is_full(payers: None) -> None:
    outcomes = [collect(told(OPEN, 5_000), at=AT) for _ in range(4)]
    assert [one.outcome for one in outcomes] == ["CREDITED", "CREDITED", "CREDITED", "SETTLED"]
    assert [one.credit_idr for one in outcomes] == [5_000, 10_000, 15_000, 20_000 - DUE_IDR]
    assert outcomes[-1].settled_bills == 1
    assert outcomes[-1].active_from is None
    due = inquire(account_no(OPEN))
    assert [bill.month for bill in due.bills] == [date(2026, 10, 1), date(2026, 11, 1)]
    assert due.amount_idr == 2 * DUE_IDR - (20_000 - DUE_IDR)


def test_overpayment_is_saved_and_pays_the_next_bill(payers: None) -> None:
    collected = collect(told(OPEN, 4 * DUE_IDR + 100), at=AT)
    assert (collected.settled_bills, collected.credit_idr) == (3, DUE_IDR + 100)
    assert collected.active_from == date(2026, 11, 10)
    assert spend_credit(participant_id=OPEN, on=AT.date(), at=AT) == 0
    rows(
        "INSERT INTO ledger.bill (bill_id, participant_id, kind, month, due_on, amount_idr) VALUES"
        f" (gen_random_uuid(), {OPEN}, 'BPU', '2026-12-01', '2026-12-15', {DUE_IDR}) RETURNING 1"
    )
    assert spend_credit(participant_id=OPEN, on=AT.date(), at=AT) == 1
    assert spend_credit(participant_id=OPEN, on=AT.date(), at=AT) == 0
    assert balances()["CREDIT"] == 100


def test_a_repeat_posts_nothing_and_gets_the_first_answer(payers: None) -> None:
    first = told(OPEN, DUE_IDR)
    collected = collect(first, at=AT)
    collect(told(OPEN, DUE_IDR), at=AT)
    again = collect(replace(first, external_id="77", total_idr=None), at=AT)
    assert again == replace(collected, is_repeat=True)
    assert balances() == {"CASH": -2 * DUE_IDR, "RECEIVABLE": 2 * DUE_IDR}


@pytest.mark.parametrize("changed", [{"amount_idr": DUE_IDR + 1}, {"account_no": account_no(2)}])
def test_the_same_request_with_other_content_is_a_conflict(payers: None, changed: dict[str, Any]) -> None:
    first = told(OPEN, DUE_IDR)
    collect(first, at=AT)
    refused = collect(replace(first, external_id="78", **changed), at=AT)
    assert (refused.outcome, refused.reason) == (Outcome.REFUSED, "OTHER_CONTENT")
    assert balances() == {"CASH": -DUE_IDR, "RECEIVABLE": DUE_IDR}


def test_an_external_id_serves_one_request_a_day(payers: None) -> None:
    first = told(OPEN, DUE_IDR)
    collect(first, at=AT)
    other = replace(told(2, DUE_IDR), external_id=first.external_id)
    assert collect(other, at=AT).reason == "EXTERNAL_ID_USED"
    assert collect(other, at=datetime(2026, 11, 10, 18, tzinfo=UTC)).outcome == Outcome.SETTLED


def test_money_for_nobody_waits_in_suspense(payers: None) -> None:
    unknown = collect(told(99, 7_000), at=AT)
    assert (unknown.outcome, unknown.reason) == (Outcome.SUSPENSE, "UNKNOWN_ACCOUNT")
    assert balances() == {"CASH": -7_000, "SUSPENSE": 7_000}
    assert inquire(account_no(99)).reason == "UNKNOWN_ACCOUNT"


def test_money_for_a_closed_account_waits_in_suspense(payers: None) -> None:
    rows(
        "INSERT INTO ledger.virtual_account (number, participant_id, amount_rule, closed_on) VALUES"
        f" ('{account_no(70)}', 1, 'ANY', '2026-11-01') RETURNING 1"
    )
    assert collect(told(70, 7_000), at=AT).reason == "CLOSED_ACCOUNT"
    assert inquire(account_no(70)).reason == "CLOSED_ACCOUNT"


@pytest.mark.parametrize(
    ("amount_idr", "total_idr"),
    [(DUE_IDR, DUE_IDR), (3 * DUE_IDR - 1, 3 * DUE_IDR - 1), (3 * DUE_IDR + 1, 3 * DUE_IDR + 1), (1, 3 * DUE_IDR)],
)
def test_a_wrong_amount_is_never_the_members(payers: None, amount_idr: int, total_idr: int) -> None:
    collected = collect(told(EXACT, amount_idr, total_idr=total_idr), at=AT)
    assert (collected.outcome, collected.reason) == (Outcome.SUSPENSE, "WRONG_AMOUNT")
    assert balances() == {"CASH": -amount_idr, "SUSPENSE": amount_idr}
    assert len(inquire(account_no(EXACT)).bills) == 3


@pytest.mark.parametrize("payer", [OPEN, EXACT])
def test_a_second_payment_of_a_paid_bill_is_credit_or_waits_to_be_given_back(payers: None, payer: int) -> None:
    """Where any amount is taken it is saved; where only the due one is, the bank is told and the money is nobody's."""
    assert collect(told(payer, 3 * DUE_IDR), at=AT).outcome == Outcome.SETTLED
    again = collect(told(payer, 3 * DUE_IDR), at=AT)
    if payer == OPEN:
        assert (again.outcome, again.credit_idr) == (Outcome.CREDITED, 3 * DUE_IDR)
    else:
        assert inquire(account_no(EXACT)).reason == "NOTHING_DUE"
        assert (again.outcome, again.reason) == (Outcome.SUSPENSE, "NOTHING_DUE")
        assert balances()["SUSPENSE"] == 3 * DUE_IDR


def test_what_stands_in_the_place_of_another_is_taken_whatever_its_amount(payers: None) -> None:
    assert collect(told(EXACT, 500), at=AT).reason == "WRONG_AMOUNT"
    wrong = collect(told(EXACT, 3 * DUE_IDR), at=AT)
    assert wrong.reason is None
    reverse(wrong.payment_id, on=AT.date(), at=AT)
    right = collect(told(EXACT, 500), at=AT, corrects=wrong.payment_id, as_id=uuid.uuid4())
    assert (right.outcome, right.credit_idr) == (Outcome.CREDITED, 500)
    assert balances() == {"CASH": -1_000, "CREDIT": 500, "SUSPENSE": 500}


def test_a_reversal_unpays_what_the_credit_does_not_bear(payers: None) -> None:
    first = collect(told(OPEN, 2 * DUE_IDR), at=AT)
    second = collect(told(OPEN, DUE_IDR + 500), at=AT)
    assert reverse(first.payment_id, on=date(2026, 11, 11), at=AT) == ("REVERSED", 2)
    assert reverse(first.payment_id, on=date(2026, 11, 11), at=AT) == ("ALREADY_REVERSED", 0)
    assert [bill.month.month for bill in inquire(account_no(OPEN)).bills] == [10, 11]
    assert balances() == {"CASH": -DUE_IDR - 500, "RECEIVABLE": DUE_IDR, "CREDIT": 500}
    assert reverse(second.payment_id, on=date(2026, 11, 11), at=AT) == ("REVERSED", 1)
    assert balances() == {}
    assert reverse(uuid.uuid4(), on=date(2026, 11, 11), at=AT) == ("UNKNOWN_PAYMENT", 0)


def test_a_reversal_takes_from_suspense_what_lies_there(payers: None) -> None:
    collected = collect(told(99, 7_000), at=AT)
    assert reverse(collected.payment_id, on=AT.date(), at=AT) == ("REVERSED", 0)
    assert balances() == {}


@pytest.mark.django_db(transaction=True)
def test_payments_at_once_pay_each_bill_once(empty_base: str) -> None:
    """Twenty sessions tell two payments, each ten times; both count once and no bill is paid twice."""
    with system_scope(), connection.cursor() as cursor:
        write_payers(cursor, 10, amount_idr=DUE_IDR, months=3)
    incoming = [told(OPEN, DUE_IDR, "A"), told(OPEN, 2 * DUE_IDR, "B")]
    found: list[Collected] = []

    def tell(number: int) -> None:
        found.append(collect(replace(incoming[number % 2], external_id=str(number)), at=AT))
        connections.close_all()

    threads = [threading.Thread(target=tell, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(one.is_repeat for one in found) == [False] * 2 + [True] * 18
    assert balances() == {"CASH": -3 * DUE_IDR, "RECEIVABLE": 3 * DUE_IDR}
    assert rows("SELECT bill_id FROM ledger.allocation GROUP BY bill_id HAVING count(*) > 1") == []


def test_a_reader_keeps_his_scope_after_money_was_received(payers: None) -> None:
    """The machine's wide context ends with the call, also inside a transaction in which somebody reads."""
    with within(Scope(7, "desa", "VILLAGE", "SERVICE", 0, "99")), connection.cursor() as cursor:
        collect(told(OPEN, DUE_IDR), at=AT)
        inquire(account_no(OPEN))
        for table in ("participant", "account", "bill", "payment", "posting", "allocation"):
            cursor.execute(f"SELECT count(*) FROM ledger.{table}")
            assert cursor.fetchone() == (0,), table


def test_a_reader_sees_the_money_of_his_region_and_moves_none(payers: None) -> None:
    collected = collect(told(OPEN, DUE_IDR), at=AT)
    with within(Scope(7, "desa", "VILLAGE", "SERVICE", 0, "32.01")), connection.cursor() as cursor:
        for table in ("payment", "posting", "allocation"):
            cursor.execute(f"SELECT count(*) FROM ledger.{table}")
            assert cursor.fetchone()[0] > 0, table
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            cursor.execute(
                "INSERT INTO ledger.posting (posting_id, entry, debit_id, credit_id, amount_idr, effective_on, kind)"
                " SELECT gen_random_uuid(), %s, debit_id, credit_id, 1, effective_on, 'RECEIPT' FROM ledger.posting"
                " LIMIT 1",
                [collected.payment_id],
            )


def test_a_reader_of_the_whole_nation_cannot_receive_money(payers: None) -> None:
    words = "SELECT * FROM ledger.receive_payments(current_setting('payung.context'), '[]', true)"
    with (
        within(Scope(7, "pusat", "MINISTRY", "PLANNING", 0, "")),
        connection.cursor() as cursor,
        pytest.raises(ProgrammingError, match="received by the machine"),
        transaction.atomic(),
    ):
        cursor.execute(words)


def test_a_payment_reads_no_table_whole(server: Any, payers: None) -> None:
    """Plans are kept for a connection's life, and may be made when the tables are known to be empty."""
    names = ["payment", "bill", "posting", "allocation", "account", "virtual_account"]
    with psycopg.connect(server.url("owner", connection.settings_dict["NAME"])) as owner:
        owner.execute("ANALYZE " + ", ".join(f"ledger.{name}" for name in names))
    read = "SELECT relname, seq_scan FROM pg_stat_xact_user_tables WHERE schemaname = 'ledger' AND relname = ANY (%s)"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(read, [names])
        before = dict(cursor.fetchall())
        for payer in (1, 2, 3):
            collect(told(payer, DUE_IDR), at=AT)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(read, [names])
        assert dict(cursor.fetchall()) == before


def test_a_payment_is_prepared_once(payers: None) -> None:
    """Django forbids its connections to prepare; unprepared, each payment is parsed and planned anew."""
    prepared = "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%receive_payments%'"
    for payer in (1, 2, 3):
        collect(told(payer, DUE_IDR), at=AT)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(prepared)
        assert cursor.fetchone() == (1,)


def test_what_the_owner_asks_carries_no_policy_of_readers(payers: None) -> None:
    """The functions that receive money would go through it in every statement, though it decides nothing."""
    asked = "SELECT count(*) FROM pg_policies WHERE tablename = ANY (%s) AND 'public' = ANY (roles)"
    with connection.cursor() as cursor:
        cursor.execute(asked, [["payment", "bill", "posting", "allocation", "account", "virtual_account"]])
        assert cursor.fetchone() == (0,)
