"""Is whoever wants cover enrolled once, at the law's price, and is whoever is refused told why and kept?"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection

from payung.act.public import Enrolled, collect, enrol_family, enrol_worker, family_of, inquire
from payung.ledger.public import (
    Conflict,
    OutOfScope,
    Told,
    enrolments_of_act,
    enrolments_on,
    enter_families,
    open_attempts,
    participant_of,
    system_scope,
)
from payung.ledger.reader.scope import Scope, within
from payung.reckon.public import evaluate
from tests.act.test_collect import told as money
from tests.country import PEOPLE, SEMARANG, nik_of

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 26)
AT = datetime(2026, 11, 26, 3, tzinfo=UTC)
SLAMET = Told(
    nik=nik_of(6),
    name="Slamet",
    birth_date=PEOPLE[5].born,
    sex="L",
    region_code=SEMARANG,
    income_monthly_idr=1_200_000,
    sector="TRANSPORT",
)
SITI = replace(SLAMET, nik=nik_of(1), name="Siti Aminah", birth_date=PEOPLE[0].born, sex="P", region_code="")


@contextmanager
def agent(region: str | None = "33.74", people: tuple[int, ...] = ()) -> Iterator[None]:
    """An agent of a region, or a worker of a family."""
    with within(Scope(7, "kader", "AGENT", "SERVICE", 1, region, people)):
        yield


def act() -> uuid.UUID:
    """An act's id."""
    return uuid.uuid4()


def work(told: Told, act_id: uuid.UUID | None = None, **scope: Any) -> Enrolled:
    """Enrol a worker as an agent."""
    with agent(**scope):
        return enrol_worker(act_id or act(), told, on=ON, at=AT)


def price(**facts: Any) -> int:
    """The law's own answer."""
    return int(evaluate("bpu.contribution", on=ON, inputs=[facts])[0].values["total_idr"])


def test_a_worker_is_enrolled_at_the_price_of_the_law() -> None:
    done = work(SLAMET)
    assert done.is_done
    assert done.names == ("SLAMET",)
    assert done.price is not None
    assert done.price.amount_idr == price(income_monthly_idr=1_200_000, sector="TRANSPORT")
    assert [programme for programme, _ in done.price.parts] == ["JKK", "JKM"]
    assert sum(amount for _, amount in done.price.parts) == done.price.amount_idr
    assert done.account_no is not None
    due = inquire(done.account_no)
    assert (due.name, due.amount_idr, due.is_exact) == ("SLAMET", done.price.amount_idr, False)
    with agent():
        assert [row["programme"] for row in enrolments_of_act(done.act_id)] == ["JKK", "JKM"]


def test_old_age_savings_are_a_choice() -> None:
    done = work(replace(SLAMET, with_jht=True))
    assert done.price is not None
    assert done.price.amount_idr == price(income_monthly_idr=1_200_000, sector="TRANSPORT", with_jht=True)
    assert [programme for programme, _ in done.price.parts] == ["JKK", "JKM", "JHT"]


def test_the_same_act_again_changes_nothing() -> None:
    act_id = act()
    first, second = work(SLAMET, act_id), work(SLAMET, act_id)
    assert second == replace(first, is_repeat=True)
    assert rows("SELECT count(*) FROM ledger.enrolment") == [(2,)]
    assert rows("SELECT count(*) FROM ledger.bill") == [(1,)]


def test_the_same_act_for_somebody_else_is_a_conflict() -> None:
    act_id = act()
    work(SLAMET, act_id)
    with pytest.raises(Conflict):
        work(SITI, act_id, region="32")
    assert rows("SELECT count(*) FROM ledger.enrolment") == [(2,)]


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        ({"name": " "}, "NAME_MISSING"),
        ({"nik": None}, "NIK_MISSING"),
        ({"nik": "12345"}, "NIK_FAULTY"),
        ({"birth_date": None}, "BIRTH_DATE_MISSING"),
        ({"birth_date": date(1970, 1, 1)}, "NIK_BIRTH_DATE_DIFFERS"),
        ({"nik": "3374013112699999"}, "NIK_UNKNOWN"),
        ({"name": "Bambang"}, "IDENTITY_DIFFERS"),
        ({"income_monthly_idr": None}, "INCOME_MISSING"),
        ({"income_monthly_idr": -5}, "INCOME_NEGATIVE"),
        ({"nik": "3374013112699999", "region_code": ""}, "REGION_UNKNOWN"),
    ],
)
def test_a_refusal_has_its_reason_and_is_kept(change: dict[str, Any], cause: str) -> None:
    done = work(replace(SLAMET, **change))
    assert not done.is_done
    assert (done.price, done.account_no, done.bill_id) == (None, None, None)
    assert cause in done.refused[0].causes
    with agent():
        [attempt] = open_attempts()
        assert attempt.attempt_id == done.attempt_ids[0]
        assert cause in attempt.causes
    assert rows("SELECT count(*) FROM ledger.enrolment") == [(0,)]


@pytest.mark.parametrize(
    ("person", "cause"),
    [(2, "ALREADY_ENROLLED"), (4, "ACTIVE_ELSEWHERE"), (3, "TOO_YOUNG"), (9, "ALREADY_ENROLLED")],
)
def test_who_stands_elsewhere_or_is_too_young_is_refused(person: int, cause: str) -> None:
    told = replace(SLAMET, nik=nik_of(person), name=PEOPLE[person - 1].name, birth_date=PEOPLE[person - 1].born)
    done = work(told, region="")
    assert done.refused[0].causes == (cause,)


def test_who_is_too_old_is_refused_by_the_law_of_the_day() -> None:
    told = replace(SLAMET, nik=nik_of(11), name="Fatimah", birth_date=PEOPLE[10].born)
    assert work(told, region="52").refused[0].causes == ("TOO_OLD",)


def test_enrolling_twice_is_refused_and_leaves_the_first() -> None:
    first, second = work(SLAMET), work(SLAMET)
    assert second.refused[0].causes == ("ALREADY_ENROLLED",)
    assert second.attempt_ids == ()
    with agent():
        assert len(enrolments_of_act(first.act_id)) == 2


def test_a_dead_person_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    dead = "payung.act.enrol.judge.known_by_nik"
    monkeypatch.setattr(dead, lambda niks, **when: {nik: [deceased(nik)] for nik in niks})
    assert work(SLAMET).refused[0].causes == ("PERSON_DEAD",)


def deceased(nik: str) -> Any:
    """The person of a NIK, dead since yesterday."""
    from payung.ledger.public import known_by_nik

    return replace(known_by_nik([nik], on=ON, known_at=AT)[nik][0], life_status="DEAD", died_on=date(2026, 11, 25))


def test_an_agent_acts_in_the_region_and_a_worker_for_the_family() -> None:
    with pytest.raises(OutOfScope):
        work(SLAMET, region=None, people=(1, 2, 3))
    with pytest.raises(OutOfScope):
        work(SLAMET, region="32")
    assert work(SITI, region=None, people=(1, 2, 3)).is_done


def test_a_later_enrolment_resolves_the_attempt() -> None:
    work(replace(SLAMET, income_monthly_idr=None))
    with agent():
        assert len(open_attempts()) == 1
    work(SLAMET)
    with agent():
        assert open_attempts() == []


def test_a_family_is_enrolled_whole_with_one_bill_after_the_waiting_time() -> None:
    with agent():
        done = enrol_family(act(), 8, 3, on=ON, at=AT)
    asked = {"care_class": 3, "members": 1, "contribution_month": date(2026, 12, 1)}
    law = evaluate("jkn.pbpu.contribution", on=ON, inputs=[asked])[0].values
    wait = evaluate("jkn.pbpu.first_payment", on=ON, inputs=[{}])[0].values["pay_from"]
    assert done.names == ("MUHAMMAD RIZKI PRATAMA",)
    assert done.price is not None
    assert (done.price.amount_idr, done.price.pay_from, done.price.subsidy_idr) == (
        law["member_idr"],
        wait,
        law["subsidy_idr"],
    )
    assert done.account_no == "88888" + "09000000008"


def test_of_a_family_who_is_covered_or_owes_stays_where_it_is() -> None:
    with agent("32.01"):
        covered = enrol_family(act(), 4, 3, on=ON, at=AT)
        owing = enrol_family(act(), 1, 3, on=ON, at=AT)
    assert {one.causes for one in covered.refused} == {("ACTIVE_ELSEWHERE",)}
    assert {one.causes for one in owing.refused} == {("RESUME_INSTEAD",)}
    assert rows("SELECT count(*) FROM ledger.enrolment") == [(0,)]


def test_a_child_alone_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from payung.ledger.public import known_persons

    def only_the_child(person_id: int, **when: Any) -> Any:
        return [replace(one, said={}) for one in known_persons([3], on=ON, known_at=AT)]

    monkeypatch.setattr("payung.act.enrol.worker.known_family", only_the_child)
    with agent("32.01"):
        done = enrol_family(act(), 3, 3, on=ON, at=AT)
    assert done.refused[0].causes == ("CHILD_ALONE",)
    assert done.refused[0].holder == "PARENTS"


def test_nobody_is_moved_to_another_card() -> None:
    with system_scope():
        number = participant_of(8)
        subject = rows(f"SELECT subject FROM ledger.participant WHERE participant_id = {number}")[0][0]
        enter_families([(number, bytes(subject), SEMARANG, "3374019999999999", 1)], date(2026, 1, 1), at=AT)
    with agent():
        assert {one.person_id: causes for one, causes in family_of(8, on=ON, at=AT)} == {8: ("IN_OTHER_FAMILY",)}
        done = enrol_family(act(), 8, 3, on=ON, at=AT)
    assert done.refused[0].causes == ("IN_OTHER_FAMILY",)
    assert rows("SELECT count(*) FROM ledger.family_member") == [(1,)]


def test_what_held_is_told_as_it_was_known() -> None:
    done = work(SLAMET)
    with system_scope():
        [row, _] = enrolments_of_act(done.act_id)
        later = datetime(2030, 1, 1, tzinfo=UTC)
        assert len(enrolments_on(ON, later, row["participant_id"])) == 2
        assert enrolments_on(date(2026, 11, 25), later, row["participant_id"]) == []
        assert enrolments_on(ON, datetime(2020, 1, 1, tzinfo=UTC), row["participant_id"]) == []


def test_a_payment_pays_the_first_month_of_a_new_member() -> None:
    done = work(SLAMET)
    assert done.account_no is not None
    assert done.price is not None
    paid = collect(replace(money(1, done.price.amount_idr), account_no=done.account_no), at=AT)
    assert (paid.outcome, paid.settled_bills, paid.reason) == ("SETTLED", 1, None)


def rows(statement: str) -> list[tuple[Any, ...]]:
    """Rows as the machine sees them."""
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())
