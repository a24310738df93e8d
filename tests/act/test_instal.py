"""Do arrears become instalments by the rule, with not a rupiah lost or doubled, and when is cover back?"""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from payung.act.public import agree, bill_month, offer, plan_states
from payung.ledger.public import system_scope
from payung.reckon.public import evaluate
from tests.act.billed import FAMILY, owe_months, pay_all, rows, write_enrolled

ON, AT = date(2026, 11, 5), datetime(2026, 11, 5, 3, tzinfo=UTC)
HEAD, PRICE_IDR = FAMILY[0], 105_000
OPEN = "SELECT coalesce(sum(amount_idr), 0)::bigint, count(*) FROM ledger.open_bills(%s::bigint, NULL)"
OWED = (
    "SELECT coalesce(sum(CASE WHEN p.debit_id = a.account_id THEN p.amount_idr ELSE -p.amount_idr END), 0)::bigint"
    " FROM ledger.account a JOIN ledger.posting p ON a.account_id IN (p.debit_id, p.credit_id)"
    " WHERE a.participant_id = %s AND a.kind = %s"
)


@pytest.fixture
def debtor(db: None) -> None:
    """A family of three in class 3."""
    write_enrolled()


def owe(months: int) -> None:
    """So many months before this one are open."""
    first = ON.replace(day=1)
    number = first.year * 12 + first.month - 1 - months
    owe_months(HEAD, "JKN", date(number // 12, number % 12 + 1, 1), months, PRICE_IDR)


@pytest.mark.parametrize(("months", "reason"), [(0, "NOTHING_OWED"), (3, "TOO_FEW_MONTHS"), (4, None), (24, None)])
def test_who_may_pay_by_instalments_is_said_by_the_rule(debtor: None, months: int, reason: str | None) -> None:
    if months:
        owe(months)
    with system_scope():
        found = offer(HEAD, on=ON)
    assert (found.reason, found.arrears_months, found.arrears_idr) == (reason, months, months * PRICE_IDR)
    if reason is None:
        asked = {"asked_on": ON, "arrears_months": months, "care_class": 3, "members": 1}
        rule = evaluate("jkn.rehab.plan", on=ON, inputs=[asked])[0].values
        assert len(found.schedule) == rule["instalments"]
        assert sum(idr for _, _, idr in found.schedule) == found.arrears_idr
        assert found.schedule[0][0] == ON.replace(day=1)
        assert found.active_after == "LAST_INSTALMENT"


def test_moving_changes_nothing_of_what_is_owed(debtor: None) -> None:
    owe(7)
    before = rows(OPEN, [HEAD])
    with system_scope():
        agreed = agree(HEAD, on=ON, at=AT)
        again = agree(HEAD, on=ON, at=AT)
    assert agreed.reason is None
    assert again.reason == "PLAN_RUNNING"
    after = rows(OPEN, [HEAD])
    assert after[0][0] == before[0][0] == 7 * PRICE_IDR
    assert after[0][1] == len(agreed.schedule) == 3
    assert rows(OWED, [HEAD, "RECEIVABLE"]) == rows(OWED, [HEAD, "CREDIT"]) == [(0,)]
    assert rows("SELECT count(*) FROM ledger.instalment_plan") == [(1,)]


def test_cover_is_back_with_the_last_instalment_and_not_before(debtor: None) -> None:
    owe(4)
    with system_scope():
        agreed = agree(HEAD, on=ON, at=AT)
        state = plan_states(HEAD, on=ON)[0]
    assert (state.state, state.paid, state.active_from) == ("RUNNING", 0, None)
    give(agreed.schedule[0][2])
    with system_scope():
        state = plan_states(HEAD, on=ON)[0]
    assert (state.state, state.paid, state.active_from) == ("RUNNING", 1, None)
    pay_all(HEAD, ON, AT)
    with system_scope():
        state = plan_states(HEAD, on=ON)[0]
    assert (state.state, state.open_idr, state.active_from) == ("COMPLETED", 0, AT.date())
    with system_scope():
        assert offer(HEAD, on=ON).reason == "NOTHING_OWED"


def test_a_plan_falls_behind_and_its_rest_is_owed_when_its_time_is_over(debtor: None) -> None:
    owe(5)
    with system_scope():
        schedule = agree(HEAD, on=ON, at=AT).schedule
        behind = plan_states(HEAD, on=schedule[0][1] + timedelta(days=1))[0]
        over = plan_states(HEAD, on=schedule[-1][1] + timedelta(days=1))[0]
    assert (behind.state, over.state) == ("BEHIND", "DEFAULTED")
    assert over.open_idr == 5 * PRICE_IDR
    assert rows(OPEN, [HEAD])[0][0] == 5 * PRICE_IDR


def test_the_running_month_is_billed_beside_the_instalment(debtor: None) -> None:
    owe(4)
    with system_scope():
        agree(HEAD, on=ON, at=AT)
    bill_month(ON.replace(day=1), as_of=ON, at=AT)
    kinds = rows("SELECT kind FROM ledger.bill WHERE participant_id = %s AND month = '2026-11-01' ORDER BY 1", [HEAD])
    assert kinds == [("INSTALMENT",), ("JKN",)]


def test_what_was_paid_meanwhile_is_not_moved(debtor: None) -> None:
    owe(6)
    with system_scope():
        found = offer(HEAD, on=ON)
    pay_all(HEAD, ON, AT)
    with system_scope():
        assert found.reason is None
        assert agree(HEAD, on=ON, at=AT).reason == "NOTHING_OWED"


def give(amount_idr: int) -> None:
    """Money that pays what it fills."""
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger.posting (posting_id, entry, debit_id, credit_id, amount_idr, effective_on, kind)"
            " SELECT uuidv7(), uuidv7(), b.cash_id, ledger.account_of('CREDIT', %s::bigint, NULL), %s::bigint,"
            " %s::date, 'RECEIPT' FROM ledger.bank_of('BANK_T') b",
            [HEAD, amount_idr, ON],
        )
        cursor.execute(
            "SELECT ledger.spend_credit(current_setting('payung.context'), %s::bigint, NULL, %s::date,"
            " %s::timestamptz)",
            [HEAD, ON, AT],
        )
