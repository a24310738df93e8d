"""Does an objection keep a person covered until it is decided, and does silence grant it?"""

from datetime import date, timedelta

import psycopg
import pytest
from django.db import IntegrityError, transaction

from payung.act.decree.appoint import give_notice, put_in_force
from payung.act.decree.guard import object_until
from payung.act.decree.objection import decide, grant_by_silence, object_to
from payung.act.workday import add_workdays
from payung.ledger.public import Hand, decide_objection, objection, objections
from tests.act.affair import KIDNEY, RICH, STRANGER
from tests.act.decree_steps import CLERK, FIRST_DAY, LAW, MAKER, NOTICED, SECOND, count, in_force, prepared, said_of

# Told on 9 November 2026: 21 working days end on 8 December; filed the next day: 10 end on 24 November.
LAST_DAY = date(2026, 12, 8)
FILED = date(2026, 11, 10)
DECIDE_BY = date(2026, 11, 24)
LATER = FIRST_DAY + timedelta(days=5)
WORDS = {"ground": "STILL_POOR", "evidence": "rumah bambu, tiga anak"}


@pytest.mark.parametrize(
    ("day", "workdays", "ends"),
    [
        (date(2026, 11, 2), 5, date(2026, 11, 9)),
        (date(2026, 12, 24), 1, date(2026, 12, 28)),
        (date(2026, 11, 9), 21, LAST_DAY),
        (date(2026, 11, 2), 0, date(2026, 11, 2)),
    ],
)
def test_weekends_and_holidays_do_not_count(day: date, workdays: int, ends: date) -> None:
    assert add_workdays(day, workdays, LAW) == ends


def test_an_objection_holds_the_line_and_the_rest_takes_effect(country: None) -> None:
    decree_id = prepared(KIDNEY, RICH)
    early = object_to(decree_id, RICH, **WORDS, on=FILED, by=CLERK, law=LAW)
    assert early.refusal == "OBJECTION_TOO_EARLY"
    give_notice(decree_id, on=NOTICED, by=MAKER, law=LAW)
    step = object_to(decree_id, RICH, **WORDS, on=FILED, by=CLERK, law=LAW)
    again = object_to(decree_id, RICH, **WORDS, on=FILED, by=CLERK, law=LAW)
    assert (step.day, again.objection_id, count("objection")) == (DECIDE_BY, step.objection_id, 1)
    assert put_in_force(decree_id, on=FIRST_DAY, by=SECOND, law=LAW).people == 1
    assert [said_of(RICH, LATER), said_of(KIDNEY, LATER)] == ["PAID_BY_STATE", "CHRONIC_BRIDGE"]


@pytest.mark.parametrize(
    ("number", "day", "evidence", "refusal"),
    [
        (RICH, LAST_DAY, "ada", None),
        (RICH, LAST_DAY + timedelta(1), "ada", "OBJECTION_LATE"),
        (RICH, LAST_DAY, " ", "NO_REASON"),
        (STRANGER, LAST_DAY, "ada", "NOT_ON_DECREE"),
        (999, LAST_DAY, "ada", "NOT_ON_DECREE"),
    ],
)
def test_who_may_object_until_when(country: None, number: int, day: date, evidence: str, refusal: str | None) -> None:
    decree_id = prepared(RICH)
    give_notice(decree_id, on=NOTICED, by=MAKER, law=LAW)
    assert object_until(NOTICED, LAW) == LAST_DAY
    step = object_to(decree_id, number, ground="STILL_POOR", evidence=evidence, on=day, by=CLERK, law=LAW)
    assert step.refusal == refusal


def test_a_rejected_objection_lets_the_decree_take_effect_from_that_day(country: None) -> None:
    decree_id = prepared(KIDNEY, RICH)
    give_notice(decree_id, on=NOTICED, by=MAKER, law=LAW)
    step = object_to(decree_id, KIDNEY, ground="IN_TREATMENT", evidence="cuci darah", on=FILED, by=CLERK, law=LAW)
    assert step.objection_id
    put_in_force(decree_id, on=FIRST_DAY, by=SECOND, law=LAW)
    said = {"on": LATER, "law": LAW}
    assert decide(step.objection_id, is_granted=False, reason="x", by=CLERK, **said).refusal == "SAME_PERSON"
    assert decide(step.objection_id, is_granted=False, reason=" ", by=SECOND, **said).refusal == "NO_REASON"
    assert decide(step.objection_id, is_granted=False, reason="desil 9", by=SECOND, **said).refusal is None
    assert decide(step.objection_id, is_granted=True, reason="", by=SECOND, **said).refusal == "ALREADY_DECIDED"
    assert [said_of(KIDNEY, LATER - timedelta(1)), said_of(KIDNEY, LATER)] == [None, "CHRONIC_BRIDGE"]
    assert count("bridge") == 1


def test_a_granted_objection_keeps_the_person_for_good_or_brings_back(country: None) -> None:
    decree_id = in_force(RICH, KIDNEY)
    assert object_to(decree_id, RICH, **WORDS, on=LAST_DAY, by=CLERK, law=LAW).refusal is None
    assert said_of(RICH, LATER) == "REMOVED_FROM_PBI"
    waiting = objections()
    assert [(row.name, row.ground) for row in waiting] == [("ORANG 6", "STILL_POOR")]
    decide(waiting[0].objection_id, is_granted=True, reason="", on=LATER, by=SECOND, law=LAW)
    assert said_of(RICH, LATER) == "PAID_BY_STATE"
    assert (objections(), len(objections(is_open=False))) == ([], 1)


@pytest.mark.parametrize(("day", "granted"), [(DECIDE_BY, 0), (DECIDE_BY + timedelta(1), 1)])
def test_silence_grants(country: None, day: date, granted: int) -> None:
    decree_id = prepared(RICH)
    give_notice(decree_id, on=NOTICED, by=MAKER, law=LAW)
    step = object_to(decree_id, RICH, **WORDS, on=FILED, by=CLERK, law=LAW)
    assert grant_by_silence(on=day, by=Hand(0, "payung")) == granted
    assert grant_by_silence(on=day, by=Hand(0, "payung")) == 0
    put_in_force(decree_id, on=FIRST_DAY, by=SECOND, law=LAW)
    assert (count("decree_effect"), said_of(RICH, LATER)) == (0, "PAID_BY_STATE")
    assert step.objection_id
    found = objection(step.objection_id)
    assert found
    assert found.outcome == ("LAPSED" if granted else None)


def test_the_base_itself_refuses_who_decides_his_own(country: None) -> None:
    decree_id = prepared(RICH)
    give_notice(decree_id, on=NOTICED, by=MAKER, law=LAW)
    step = object_to(decree_id, RICH, **WORDS, on=FILED, by=CLERK, law=LAW)
    assert step.objection_id
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        decide_objection(step.objection_id, outcome="GRANTED", reason="", on=LATER, by=CLERK)
    cause = refused.value.__cause__
    assert isinstance(cause, psycopg.Error)
    assert cause.diag.constraint_name == "objection_decided_by_another"
