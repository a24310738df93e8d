"""Is cover told by what the load says and what was done since, and never of an expired cover?"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from payung.act.public import Asked, Collective, Cover, collect, covers, enrol_family, enrol_list, enrol_worker, reverse
from payung.act.public import read_list as read
from payung.ledger.public import looked_since, participant_of, party_of, system_scope, virtual_account_of
from payung.ledger.reader.scope import Scope, within
from payung.reckon.public import evaluate
from tests.act.test_collect import told as money
from tests.act.test_enrol import AT, ON, SLAMET, act, agent, rows
from tests.act.test_enrol_list import line, written
from tests.country import AS_OF, PEOPLE, nik_of

pytestmark = pytest.mark.django_db


@contextmanager
def desk() -> Iterator[None]:
    """The desk of a hospital."""
    with within(Scope(5, "rs", "HOSPITAL", "VERIFY", 1, "")):
        yield


def ask(number: int, programme: str = "JKN", on: date = AS_OF) -> Cover:
    """The answer for a person of the country."""
    with desk():
        return covers([Asked(nik_of(number) or "")], programme, on=on, at=AT)[0]


def pay(account_no: str, amount_idr: int, paid_at: datetime = AT) -> uuid.UUID:
    """Pay into an account."""
    told = replace(money(1, amount_idr), account_no=account_no, paid_at=paid_at)
    return collect(told, at=paid_at).payment_id


@pytest.mark.parametrize(
    ("number", "covered", "reason", "mover"),
    [
        (1, False, "ARREARS", "PERSON"),
        (4, True, "PAID_BY_EMPLOYER", "NONE"),
        (5, True, "DEPENDANT_OF_WORKER", "NONE"),
        (6, False, "REMOVED_FROM_PBI", "DINSOS"),
        (7, True, "PAID_BY_STATE", "NONE"),
        (11, False, "IDENTITY_MISMATCH", "DUKCAPIL"),
        (12, False, "WAITING_PERIOD", "NONE"),
    ],
)
def test_the_answer_of_the_load(number: int, covered: bool, reason: str, mover: str) -> None:
    said = ask(number)
    assert (said.covered, said.reason, said.next_move_by, said.source) == (covered, reason, mover, "REGISTER")
    assert said.article == "Perpres 64/2020 42(1)"
    assert said.as_of == AS_OF


def test_clocks_are_told() -> None:
    assert [clock.clock for clock in ask(6).clocks] == ["PBI_REACTIVATION_6M"]


def test_an_expired_cover_is_never_told_as_cover() -> None:
    said = ask(7, on=date(2026, 12, 1))
    assert (said.covered, said.verdict, said.status, said.next_move_by) == (False, "LAPSED", "ACTIVE", "DINSOS")
    assert ask(7, on=date(2026, 11, 30)).covered is True


def test_a_day_before_the_record_is_not_made_up() -> None:
    said = ask(6, on=date(2026, 5, 1))
    assert (said.covered, said.verdict) == (None, "NOT_SAID")


def test_who_is_nowhere_is_unknown() -> None:
    with desk():
        [said] = covers([Asked("3374013112699999")], "JKN", on=AS_OF, at=AT)
    assert (said.covered, said.verdict, said.person_id) == (None, "UNKNOWN_PERSON", None)


def test_another_birth_date_is_another_person() -> None:
    with desk():
        asked = [Asked(nik_of(7) or "", PEOPLE[6].born), Asked(nik_of(7) or "", date(1991, 1, 1))]
        first, second = covers(asked, "JKN", on=AS_OF, at=AT)
    assert (first.covered, second.verdict) == (True, "UNKNOWN_PERSON")


def test_an_enrolment_of_today_counts_at_once_and_its_payment_covers() -> None:
    assert ask(6, "JKK", ON).reason == "NEVER_REGISTERED"
    with agent():
        done = enrol_worker(act(), SLAMET, on=ON, at=AT)
    assert done.price is not None
    waiting = ask(6, "JKK", ON)
    assert (waiting.covered, waiting.reason, waiting.next_move_by, waiting.source) == (
        False,
        "FIRST_PAYMENT_DUE",
        "PERSON",
        "ACT",
    )
    payment = pay(done.account_no or "", done.price.amount_idr)
    for programme in ("JKK", "JKM"):
        said = ask(6, programme, ON)
        assert (said.covered, said.reason, said.since) == (True, "PAID_BY_SELF", ON)
    assert ask(6, "JKK", ON - timedelta(days=1)).covered is False
    reverse(payment, on=ON, at=AT)
    assert ask(6, "JKK", ON).reason == "FIRST_PAYMENT_DUE"


def test_paid_cover_turns_into_grace_and_ends_as_the_law_says() -> None:
    with agent():
        done = enrol_worker(act(), SLAMET, on=ON, at=AT)
    assert done.price is not None
    pay(done.account_no or "", done.price.amount_idr)
    told = {day: ask(6, "JKK", day) for day in (date(2026, 12, 20), date(2027, 3, 2), date(2027, 4, 20))}
    assert [(one.covered, one.reason) for one in told.values()] == [
        (True, "GRACE"),
        (False, "ARREARS"),
        (False, "CONTRACT_ENDED"),
    ]


def test_a_family_waits_until_its_day_though_it_paid() -> None:
    with agent():
        done = enrol_family(act(), 8, 3, on=ON, at=AT)
    assert done.price is not None
    assert ask(8, on=ON).reason == "WAITING_PERIOD"
    pay(done.account_no or "", done.price.amount_idr)
    before = ask(8, on=done.price.pay_from - timedelta(days=1))
    assert (before.covered, before.reason) == (False, "WAITING_PERIOD")
    after = ask(8, on=done.price.pay_from)
    assert (after.covered, after.reason, after.since) == (True, "PAID_BY_SELF", done.price.pay_from)
    assert ask(8, on=date(2027, 3, 1)).reason == "ARREARS"


def test_arrears_paid_here_cover_the_whole_family_at_once() -> None:
    with system_scope(), connection.cursor() as cursor:
        head = participant_of(1)
        cursor.execute(
            "INSERT INTO ledger.bill (bill_id, participant_id, kind, month, due_on, amount_idr, recorded_at)"
            " VALUES (%s, %s, 'JKN', '2026-11-01', '2026-11-10', 100000, %s)",
            [uuid.uuid4(), head, AT],
        )
        account_no = virtual_account_of(participant_id=head)
    assert ask(3, on=ON).reason == "ARREARS"
    pay(account_no, 60_000)
    assert ask(3, on=ON).reason == "ARREARS"
    pay(account_no, 40_000)
    assert [(ask(n, on=ON).covered, ask(n, on=ON).source) for n in (1, 2, 3)] == [(True, "ACT")] * 3
    assert ask(3, on=ON - timedelta(days=1)).covered is False


def test_whom_a_region_enrols_is_covered_from_its_day_until_the_region_owes(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with system_scope():
        region = Collective(party_of("PEMKOT", "REGION", "Pemkot", "33.74"), "REGION", "33.74")
        path = written(tmp_path, line(8))
        listed = read(path, path.name, on=ON, with_jht=False)
        done = enrol_list(listed, region, "JKN", file_name="x", content=b"x", on=ON, at=AT)
    assert done.rows_taken == 1
    said = {day: ask(8, on=day) for day in (date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 31))}
    assert [one.reason for one in said.values()] == ["APPOINTED_NOT_IN_FORCE", "PAID_BY_REGION", "REGION_ARREARS"]


def test_every_look_leaves_a_trace() -> None:
    with desk():
        covers([Asked(nik_of(1) or ""), Asked(nik_of(4) or ""), Asked("3374013112699999")], "JKN", on=AS_OF, at=AT)
        people, unknown = looked_since(datetime.now(UTC) - timedelta(minutes=5), "cover")
        assert (len(people), unknown) == (2, 1)
    assert rows(
        "SELECT action, purpose, people, detail FROM ledger.access WHERE detail LIKE 'cover%' ORDER BY 4, 1"
    ) == [
        ("READ", "VERIFY", 1, "cover"),
        ("READ", "VERIFY", 1, "cover"),
        ("LIST", "VERIFY", 1, "cover: unknown"),
    ]


def test_people_out_of_scope_are_unknown() -> None:
    with agent("33.74"):
        assert covers([Asked(nik_of(1) or "")], "JKN", on=AS_OF, at=AT)[0].verdict == "UNKNOWN_PERSON"


def test_many_are_answered_as_one_by_one_and_each_question_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Over everybody of the country, some enrolled, paid or lapsed here, every programme and very varied days."""
    with agent():
        worker = enrol_worker(act(), SLAMET, on=ON, at=AT)
        family = enrol_family(act(), 8, 3, on=ON, at=AT)
    for done in (worker, family):
        assert done.price is not None
        pay(done.account_no or "", done.price.amount_idr)
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger.bill (bill_id, participant_id, kind, month, due_on, amount_idr, recorded_at)"
            " VALUES (%s, %s, 'JKN', '2026-11-01', '2026-11-10', 100000, %s)",
            [uuid.uuid4(), participant_of(1), AT],
        )
        account_no = virtual_account_of(participant_id=participant_of(1))
    pay(account_no, 100_000)
    niks = [*(nik_of(number, human) for number, human in enumerate(PEOPLE, 1)), "3374013112699999"]
    asked = [Asked(nik) for nik in niks if nik]
    calls: list[tuple[str, int]] = []

    def counted(rule_id: str, **given: Any) -> Any:
        rows = [tuple(row.items()) for row in given["inputs"]]
        assert len(set(rows)) == len(rows)
        calls.append((rule_id, len(rows)))
        return evaluate(rule_id, **given)

    monkeypatch.setattr("payung.act.question.evaluate", counted)
    reasons, days = set(), [ON + timedelta(days=13 * n) for n in range(-3, 30)]
    for programme in ("JKN", "JKK", "JKM", "JHT", "JP", "JKP"):
        for day in days:
            monkeypatch.setattr("payung.act.question._kept", {})
            calls.clear()
            with desk():
                many = covers(asked * 2, programme, on=day, at=AT)
            # A rule is asked at most twice: for the month after the last one paid, and for that after its grace.
            assert all([rule_id for rule_id, _ in calls].count(one) <= 2 for one, _ in calls)
            monkeypatch.setattr("payung.act.question._kept", {})
            with desk():
                singles = [covers([one], programme, on=day, at=AT)[0] for one in asked]
            assert repr(many) == repr(singles * 2)
            reasons |= {(one.source, one.reason) for one in many}
    by_act = {reason for source, reason in reasons if source == "ACT"}
    assert {"PAID_BY_SELF", "GRACE", "ARREARS", "CONTRACT_ENDED", "WAITING_PERIOD"} <= by_act
