"""Is every month of a pension due once, by the law of the month, until its right ends, and paid by two people only?"""

import uuid
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction

from payung.act.claim.pension import _amount
from payung.act.public import (
    Payee,
    check_account,
    check_pensions,
    end_pension,
    prepare_pensions,
    propose_account,
    propose_pensions,
    send_due,
)
from payung.ledger.public import outbox, pension, pension_account, system_scope, trial_balance
from payung.reckon.public import evaluate
from tests.act.claimants import AT, CHECKER, FILED_ON, MAKER, SECOND_MAKER, Desk, seen_by

pytestmark = pytest.mark.usefixtures("claim_desk")
START = date(2026, 10, 1)
# After the steps of the claims.
NIGHT = AT + timedelta(hours=8)
FIGURES = {"average_wage_idr": 6_000_000, "paid_in_idr": 50_000_000}
OLD_AGE: dict[str, Any] = {"person_id": 8, "kind": "JP_OLD_AGE", "event_on": START}


def drawn(figures: dict[str, Any] | None = None, told: dict[str, Any] | None = None, **filing: Any) -> Desk:
    """A claim of JP, paid."""
    desk = Desk()
    assert desk.file(**(filing or OLD_AGE), told=told or {}).outcome == "FILED"
    desk.papers()
    desk.payee(account_no=f"{desk.claim_id.int % 10**10:010d}")
    said = desk.propose(**FIGURES, **(figures or {"months_paid": 200}))
    assert said.outcome == "DONE", said
    assert desk.check().outcome == "DONE"
    assert desk.pay()[0].outcome == "DONE"
    return desk


def survivor(heir: str, person: int = 12) -> Desk:
    """A pension of somebody who is left by SUTRISNO, who died on 5 October 2026."""
    return drawn(
        {"months_paid": 200, "months_member": 200}, {"heir": heir},
        person_id=person, kind="JP_SURVIVOR", event_on=date(2026, 10, 5),
    )  # fmt: skip


def prepare(month: date) -> tuple[int, int]:
    """The night's work up to a month."""
    done = prepare_pensions(month, at=NIGHT)
    return done.dues, done.ended


def due(month: date) -> list[tuple[date, int, str]]:
    """What may be paid."""
    with system_scope():
        return [(row.month, row.amount_idr, row.reason) for row in pension.payable(month)[0]]


def run(month: date, maker: int = MAKER, run_id: uuid.UUID | None = None) -> tuple[uuid.UUID, str]:
    """A maker proposes to pay."""
    number = run_id or uuid.uuid4()
    with seen_by(maker):
        return number, propose_pensions(number, month, on=FILED_ON, at=NIGHT)


def checked(run_id: uuid.UUID, by: int = CHECKER, verdict: str = "APPROVED", note: str | None = None) -> str:
    """Somebody else checks it."""
    with seen_by(by):
        return check_pensions(run_id, verdict, note, on=FILED_ON, at=NIGHT)


def rows(statement: str) -> list[tuple[Any, ...]]:
    """Rows as the machine sees them."""
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


def monthly() -> int:
    """What the claim itself paid: the first month."""
    return int(rows("SELECT amount_idr FROM ledger.claim_payment")[0][0])


def test_each_month_after_the_first_is_due_once() -> None:
    drawn()
    assert prepare(date(2026, 12, 1)) == (2, 0)
    assert prepare(date(2026, 12, 1)) == (0, 0)
    assert due(date(2026, 12, 1)) == [(date(2026, month, 1), monthly(), "FIRST_YEAR") for month in (11, 12)]
    assert due(date(2026, 11, 1)) == [(date(2026, 11, 1), monthly(), "FIRST_YEAR")]


def test_a_year_without_a_published_figure_keeps_the_pension_and_says_so() -> None:
    drawn()
    prepare(date(2027, 2, 1))
    assert due(date(2027, 2, 1))[-2:] == [(date(2027, month, 1), monthly(), "NOT_PUBLISHED") for month in (1, 2)]


@pytest.mark.parametrize(
    ("before", "month", "start", "idr", "rate", "reason"),
    [
        (date(2024, 2, 1), date(2024, 3, 1), date(2023, 6, 1), 1_000_000, 2610, "INDEXED"),
        (date(2024, 3, 1), date(2024, 4, 1), date(2023, 6, 1), 1_000_000, 0, "INDEXED"),
        (date(2025, 1, 1), date(2025, 2, 1), date(2023, 6, 1), 1_000_000, 1570, "INDEXED"),
        # In its first year a pension is as it was decided.
        (date(2024, 2, 1), date(2024, 3, 1), date(2024, 1, 1), 1_000_000, 0, "FIRST_YEAR"),
        (date(2025, 1, 1), date(2025, 2, 1), date(2024, 3, 1), 4_750_000, 1570, "AT_CEILING"),
        (date(2025, 1, 1), date(2025, 2, 1), date(2024, 3, 1), 393_500, 1570, "AT_FLOOR"),
        (date(2026, 1, 1), date(2026, 2, 1), date(2024, 3, 1), 399_700, 0, "AT_FLOOR"),
        (date(2026, 1, 1), date(2026, 2, 1), date(2024, 3, 1), 1_000_000, 0, "NOT_PUBLISHED"),
    ],
)
def test_a_pension_is_raised_once_a_year_by_the_law(
    before: date, month: date, start: date, idr: int, rate: int, reason: str
) -> None:
    asked = {"year_start": month, "pension_monthly_idr": idr, "inflation_rate": rate}
    by_rule = evaluate("jp.benefit.indexed", on=month, inputs=[asked])[0].values["next_idr"]
    found, why, article = _amount(idr, before, month, start)
    assert (found, why) == (by_rule, reason)
    assert "PP 45/2015" in article


def test_one_proposes_another_approves_and_the_books_balance() -> None:
    drawn()
    month = date(2026, 12, 1)
    run_id, said = run(month)
    assert said == "PROPOSED"
    assert run(month, SECOND_MAKER)[1] == "ALREADY_PROPOSED"
    assert run(month, run_id=run_id)[1] == "PROPOSED"
    assert checked(run_id, by=MAKER) == "SAME_PERSON"
    assert checked(uuid.uuid4()) == "UNKNOWN_RUN"
    assert checked(run_id, verdict="RETURNED") == "NO_REASON"
    assert checked(run_id, verdict="RETURNED", note="Periksa rekeningnya.") == "RETURNED"
    assert checked(run_id) == "ALREADY_CHECKED"
    assert rows("SELECT count(*) FROM ledger.pension_payment") == [(0,)]
    run_id, _ = run(month, SECOND_MAKER)
    assert checked(run_id) == "PAID"
    assert due(month) == []
    assert run(month)[1] == "NOTHING_DUE"
    paid = rows("SELECT count(*), sum(amount_idr)::bigint FROM ledger.pension_payment")
    assert paid == [(2, 2 * monthly())]
    with system_scope():
        balance = {kind.kind: kind.balance_idr for kind in trial_balance()}
    assert sum(balance.values()) == 0
    assert (balance["BENEFIT"], balance["PAYABLE"], balance["CASH"]) == (3 * monthly(), 0, -3 * monthly())
    assert rows("SELECT period FROM ledger.notice WHERE kind = 'PENSION_PAID' ORDER BY 1")[0][0].endswith("2026-11-01")


def test_a_pension_that_ends_between_proposal_and_approval_is_not_paid() -> None:
    first = drawn()
    month = date(2026, 12, 1)
    run_id, _ = run(month)
    with seen_by(MAKER):
        assert end_pension(first.claim_id, "NO_RIGHT", date(2026, 11, 20), " ", at=NIGHT) == "NO_REASON"
        assert end_pension(uuid.uuid4(), "NO_RIGHT", date(2026, 11, 20), "x", at=NIGHT) == "UNKNOWN_PENSION"
        assert end_pension(first.claim_id, "DIED", date(2026, 11, 20), "Akta kematian.", at=NIGHT) == "ENDED"
        assert end_pension(first.claim_id, "DIED", date(2026, 11, 21), "Akta kematian.", at=NIGHT) == "ALREADY_ENDED"
    assert checked(run_id) == "CHANGED"
    assert rows("SELECT count(*) FROM ledger.pension_check") == [(0,)]
    assert checked(run_id, verdict="RETURNED", note="Berubah.") == "RETURNED"
    # The month in which it ended had begun.
    assert [row[0] for row in due(month)] == [date(2026, 11, 1)]
    assert prepare(date(2027, 3, 1)) == (0, 0)


def test_survivors_of_a_pensioner_take_over_from_the_month_after() -> None:
    drawn({"months_paid": 200}, person_id=8, kind="JP_OLD_AGE", event_on=START)
    died = date(2026, 10, 28)
    heir: dict[str, Any] = {"person_id": 8, "kind": "JP_SURVIVOR", "event_on": died}
    desk = drawn({"months_paid": 200, "months_member": 200}, {"heir": "janda_duda"}, **heir)
    assert prepare(date(2026, 12, 1)) == (1, 1)
    with system_scope():
        found = {row.kind: (row.cause, row.ended_on, row.last_month) for row in pension.pensions()}
    assert found["JP_OLD_AGE"] == ("DIED", died, None)
    # The claim paid November, the month after the death.
    assert found["JP_SURVIVOR"] == (None, None, date(2026, 12, 1))
    assert rows("SELECT count(*) FROM ledger.notice WHERE kind = 'PENSION_ENDED'")[0][0] > 0
    with seen_by(MAKER):
        ended = end_pension(desk.claim_id, "REMARRIED", date(2027, 1, 15), "Buku nikah.", at=NIGHT)
    assert ended == "ENDED"
    # The next heir of the same member is not the same claim.
    assert Desk().file(**heir, told={"heir": "janda_duda"}).reason == "SAME_EVENT"
    assert Desk().file(**heir, told={"heir": "anak"}).outcome == "FILED"


def test_a_childs_pension_ends_with_the_age_of_the_last_child() -> None:
    survivor("anak")
    birthday = date(2033, 6, 6)
    prepare(date(2033, 6, 1))
    assert due(date(2033, 6, 1))[-1][0] == date(2033, 6, 1)
    entered, ended = prepare(date(2033, 9, 1))
    assert (entered, ended) == (0, 1)
    with system_scope():
        assert [(row.cause, row.ended_on) for row in pension.pensions()] == [("CHILD_OF_AGE", birthday)]


def test_the_database_refuses_what_two_people_did_not_approve() -> None:
    drawn()
    prepare(date(2026, 11, 1))
    [(due_id, claim_id, participant_id, payee_id, channel_id)] = rows(
        "SELECT d.due_id, d.claim_id, d.participant_id, f.payee_id, f.channel_id FROM ledger.pension_due d"
        " JOIN ledger.claim_payment f USING (claim_id)"
    )
    run_id, _ = run(date(2026, 11, 1))
    values = [due_id, run_id, claim_id, participant_id, payee_id, monthly(), channel_id]
    statement = (
        "INSERT INTO ledger.pension_payment (payment_id, due_id, run_id, claim_id, participant_id, payee_id,"
        " amount_idr, channel_id, paid_on) VALUES (uuidv7(), %s, %s, %s, %s, %s, %s, %s, '2026-11-02')"
    )
    with system_scope(), connection.cursor() as cursor:
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            cursor.execute(statement, values)
        cause = refused.value.__cause__
    assert isinstance(cause, psycopg.IntegrityError)
    assert cause.diag.constraint_name == "pension_payment_is_approved"


NEW_ACCOUNT = Payee("Sutrisno", "SELF", "BRI", "9876-5432-10")
COOL = timedelta(hours=72)


def account(claim_id: uuid.UUID, payee: Payee = NEW_ACCOUNT, words: str = "surat kuasa", by: int = MAKER) -> Any:
    """A maker proposes another account: its number and what was said."""
    number = uuid.uuid4()
    with seen_by(by):
        return number, propose_account(number, claim_id, payee, words, on=FILED_ON, at=NIGHT)


def account_checked(number: uuid.UUID, by: int = CHECKER, verdict: str = "APPROVED", note: str | None = None) -> str:
    """Somebody else says yes or no."""
    with seen_by(by):
        return check_account(number, verdict, note, on=FILED_ON, at=NIGHT)


def paid_to() -> list[tuple[date, uuid.UUID | None]]:
    """To which changed account each month was paid."""
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT d.month, p.account_id FROM ledger.pension_payment p JOIN ledger.pension_due d USING (due_id)"
            " ORDER BY d.month"
        )
        return cursor.fetchall()


def pay_month(month: date, at: Any) -> str:
    """Propose and pay what is due up to a month, at a moment."""
    number = uuid.uuid4()
    with seen_by(MAKER):
        assert propose_pensions(number, month, on=at.date(), at=at) == "PROPOSED"
    with seen_by(CHECKER):
        return check_pensions(number, "APPROVED", on=at.date(), at=at)


def test_an_account_is_changed_by_two_and_from_the_next_month_after_its_wait() -> None:
    desk = drawn()
    number, said = account(desk.claim_id)
    assert said == "PROPOSED"
    with seen_by(MAKER):
        again = propose_account(number, desk.claim_id, NEW_ACCOUNT, "surat kuasa", on=FILED_ON, at=NIGHT)
        other = Payee("Orang lain", "SELF", "BRI", "9876543210")
        assert again == "PROPOSED"
        assert propose_account(number, desk.claim_id, other, "x", on=FILED_ON, at=NIGHT) == "OTHER_CONTENT"
    assert account(desk.claim_id)[1] == "ACCOUNT_WAITS"
    assert account_checked(number, by=MAKER) == "SAME_PERSON"
    assert account_checked(uuid.uuid4()) == "UNKNOWN_ACCOUNT"
    assert account_checked(number) == "APPROVED"
    assert account_checked(number) == "ALREADY_CHECKED"
    # Within its wait the month still goes to the account before; after it to the new one.
    assert pay_month(date(2026, 11, 1), NIGHT + timedelta(hours=1)) == "PAID"
    assert pay_month(date(2026, 12, 1), NIGHT + COOL) == "PAID"
    assert paid_to() == [(date(2026, 11, 1), None), (date(2026, 12, 1), number)]


def test_a_returned_account_pays_nothing_and_bad_ones_are_refused() -> None:
    desk = drawn()
    bad = (
        (replace(NEW_ACCOUNT, account_no="12ab"), "x"), (replace(NEW_ACCOUNT, bank="X"), "x"),
        (replace(NEW_ACCOUNT, relation="X"), "x"), (replace(NEW_ACCOUNT, name=" "), "x"),
    )  # fmt: skip
    assert {account(desk.claim_id, payee, words)[1] for payee, words in bad} == {"ACCOUNT_UNREADABLE"}
    assert account(desk.claim_id, words=" ")[1] == "NO_REASON"
    assert account(uuid.uuid4())[1] == "UNKNOWN_PENSION"
    number, _ = account(desk.claim_id)
    assert account_checked(number, verdict="RETURNED") == "NO_REASON"
    assert account_checked(number, verdict="RETURNED", note="tidak cocok") == "RETURNED"
    assert pay_month(date(2026, 11, 1), NIGHT + COOL) == "PAID"
    assert paid_to() == [(date(2026, 11, 1), None)]
    with system_scope():
        assert [one.verdict for one in pension_account.accounts(claim_ids=[desk.claim_id])] == ["RETURNED"]
        assert pension_account.accounts(waits=True) == []
    with seen_by(MAKER):
        assert end_pension(desk.claim_id, "NO_RIGHT", FILED_ON, "x", at=NIGHT) == "ENDED"
    assert account(desk.claim_id)[1] == "UNKNOWN_PENSION"


def test_a_changed_account_is_told_at_the_address_before_too() -> None:
    desk = drawn()
    with system_scope():
        [row] = pension.pensions(desk.claim_id)
        [(subject, region)] = outbox.told_of_claim(row.participant_id)
        for phone in ("081290000001", "081290000002"):
            outbox.choose_contact(subject, region, "SMS", phone, is_allowed=True, language="id", at=AT)
    account(desk.claim_id)
    kept = Kept()
    send_due({"SMS": kept}, at=NIGHT.replace(hour=3) + timedelta(days=1))
    told = [one for one in kept.sent if one.kind == "PAYEE_CHANGED"]
    assert [one.address for one in told] == ["081290000002", "081290000001"]
    assert len({one.id for one in told}) == 2
    assert all("3210" in one.text for one in told)


class Kept:
    """A gateway that keeps what it is given."""

    def __init__(self) -> None:
        self.sent: list[Any] = []

    def send(self, message: Any) -> None:
        """Keep it."""
        self.sent.append(message)
