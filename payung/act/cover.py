"""Is this person covered on this day of service, and if not, why and whose move is it? For one, or for ten thousand.

The load's determination is joined with what acts posted since: a payment or an enrolment of today counts at once. What
is not known for a day is said to be unknown; an expired cover is never told as cover.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from payung.act.budget import Budget
from payung.act.claim.kind import death_kinds
from payung.act.decree.decreed import decreed
from payung.act.standing import Standing, standings
from payung.ledger.public import (
    Known,
    ProvedDeath,
    RunningClock,
    Said,
    current_run,
    known_by_nik,
    known_persons,
    log_access,
    log_looks,
    proved_deaths,
    running_clocks,
)
from payung.terms.public import codes

DETAIL = "cover"
# By the register: who moves when cover ran out is whoever had paid for it.
PAYS = {"KEMENSOS": "DINSOS", "PEMDA": "PEMDA", "EMPLOYER": "EMPLOYER", "SPONSOR": "SPONSOR"}


@dataclass(frozen=True)
class Asked:
    """One question: a NIK, and the birth date where several people may bear it."""

    nik: str
    birth_date: date | None = None


@dataclass(frozen=True)
class Cover:
    """The answer. `covered` is None where it cannot be said; `verdict` (terms) says which kind of answer it is.

    `source` is REGISTER for what the load's determination says, ACT for what was enrolled or paid here since. `as_of`
    is the day of the load.
    """

    nik: str
    programme: str
    on: date
    covered: bool | None
    verdict: str
    status: str | None
    reason: str | None
    since: date | None
    until: date | None
    decided_by: str | None
    next_move_by: str | None
    law: str | None
    article: str | None
    source: str
    as_of: date | None
    clocks: tuple[RunningClock, ...] = ()
    person_id: int | None = None


def covers(
    asked: Sequence[Asked], programme: str, *, on: date, at: datetime, budget: Budget | None = None
) -> list[Cover]:
    """The answers, in order; each look is entered in the access log. Asked inside the reader's scope.

    People out of scope are unknown, like those who are nowhere. Raises BudgetSpent where the reader's budget of the
    day does not bear the question; nothing is answered then.
    """
    run = current_run()
    as_of = run.as_of if run else None
    found = known_by_nik([one.nik for one in asked], on=on, known_at=at, programme=programme)
    people = {known.person_id: known for holders in found.values() for known in holders}
    # What somebody paid or enrolled here stands before what a decree says of the state's or a region's list.
    acts = decreed(list(people.values()), programme, on=on)
    acts |= standings(list(people.values()), programme, on=on, at=at)
    clocks = running_clocks(list(people), programme)
    deaths = proved_deaths([known.subject for known in people.values()], death_kinds(), at)
    by_person = {
        person_id: _of_person(
            _as_proved(known, deaths), programme, on, as_of, acts.get(person_id), tuple(clocks.get(person_id, ()))
        )
        for person_id, known in people.items()
    }
    unknown = sum(not _meant(one, found[one.nik]) for one in asked)
    if budget is not None:
        budget.bear({known.subject for known in people.values()}, unknown, detail=DETAIL, at=at)
    answers = [_answer(one, programme, on, as_of, _meant(one, found[one.nik]), by_person) for one in asked]
    log_looks([(known.subject, known.region_code) for known in people.values()], detail=DETAIL)
    if unknown:
        log_access("LIST", people=unknown, detail=f"{DETAIL}: unknown")
    return answers


def is_covered(person_id: int, programme: str, *, on: date, at: datetime) -> bool:
    """Whether a person of the load is covered on a day, as it is known at a moment; nobody is shown it."""
    found = known_persons([person_id], on=on, known_at=at)
    run = current_run()
    as_of = run.as_of if run else None
    acts = decreed(found, programme, on=on) | standings(found, programme, on=on, at=at)
    deaths = proved_deaths([known.subject for known in found], death_kinds(), at)
    return any(
        _of_person(_as_proved(known, deaths), programme, on, as_of, acts.get(known.person_id), ()).covered
        for known in found
    )


def _as_proved(known: Known, deaths: dict[bytes, ProvedDeath]) -> Known:
    """A person with the death that a claim proved, where the registers know of none."""
    death = deaths.get(known.subject)
    return known if death is None or known.died_on is not None else replace(known, died_on=death.day)


def _meant(asked: Asked, holders: Sequence[Known]) -> list[Known]:
    if asked.birth_date is None:
        return list(holders)
    return [known for known in holders if known.birth_date == asked.birth_date]


def _answer(
    asked: Asked, programme: str, on: date, as_of: date | None, holders: list[Known], by_person: dict[int, Cover]
) -> Cover:
    if not holders:
        return _nobody(asked.nik, programme, on, as_of, "UNKNOWN_PERSON", "PERSON")
    answers = [by_person[known.person_id] for known in holders]
    if len({answer.covered for answer in answers}) > 1 or (len(answers) > 1 and not answers[0].covered):
        return _nobody(asked.nik, programme, on, as_of, "AMBIGUOUS", "BPJS_KESEHATAN")
    return answers[0] if answers[0].nik == asked.nik else replace(answers[0], nik=asked.nik)


def _nobody(nik: str, programme: str, on: date, as_of: date | None, verdict: str, mover: str) -> Cover:
    nothing = (None, None, None, None, None)
    return Cover(nik, programme, on, None, verdict, *nothing, mover, None, None, "REGISTER", as_of)


def _of_person(
    known: Known,
    programme: str,
    on: date,
    as_of: date | None,
    act: Standing | None,
    clocks: tuple[RunningClock, ...],
) -> Cover:
    """The answer of one person: death first, then what acts say, then the load."""
    base = {"as_of": as_of, "clocks": clocks, "person_id": known.person_id}
    return Cover(nik=known.nik or "", programme=programme, on=on, **base, **_stands(known, programme, on, act))


def _stands(known: Known, programme: str, on: date, act: Standing | None) -> dict[str, Any]:
    if known.died_on is not None and known.died_on <= on:
        return _told(codes("reasons")["DECEASED"].facts["status"], "DECEASED", known.died_on, None)
    if act is not None:
        told = _told(act.status, act.reason, act.since, act.until)
        mover = act.next_move_by or told["next_move_by"]
        return told | {"source": "ACT", "next_move_by": mover, "article": act.article}
    said = known.said.get(programme)
    if said is None:
        facts = codes("reasons")["NEVER_REGISTERED"].facts
        return _told(facts["status"], "NEVER_REGISTERED", None, None)
    return _by_load(said, on)


def _by_load(said: Said, on: date) -> dict[str, Any]:
    told = _told(said.status, said.reason, said.since, said.until) | {
        "decided_by": said.decided_by,
        "next_move_by": said.next_move_by,
        "law": said.law,
        "article": said.article,
    }
    if said.since is not None and on < said.since:
        return told | {"covered": None, "verdict": "NOT_SAID", "next_move_by": "BPJS"}
    if said.status == "ACTIVE" and said.until is not None and on > said.until:
        return told | {"covered": False, "verdict": "LAPSED", "next_move_by": PAYS.get(said.decided_by, "PERSON")}
    return told


def _told(status: str, reason: str, since: date | None, until: date | None) -> dict[str, Any]:
    facts = codes("reasons")[reason].facts
    covered = status == "ACTIVE"
    return {
        "covered": covered,
        "verdict": "COVERED" if covered else "NOT_COVERED",
        "status": status,
        "reason": reason,
        "since": since,
        "until": until,
        "decided_by": facts["decided_by"],
        "next_move_by": facts["next_move_by"],
        "law": None,
        "article": None,
        "source": "REGISTER",
    }
