"""What holds for this person, why, until when, and by which routes does it get better?"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from payung.act.public import by_decree, chances
from payung.follow.public import ancestors
from payung.ledger.public import (
    ClockRow,
    DeterminationRow,
    PathRow,
    PersonFile,
    access_of,
    current_run,
    may,
    own_person_id,
    person_file,
)
from payung.web.day import acting_day
from payung.web.officer.decree_part import decree_part
from payung.web.page import page

LOOKS_SHOWN = 20
ACTIVE, ALIVE = "ACTIVE", "ALIVE"


@dataclass(frozen=True)
class Said:
    """What the law says of one programme, or of several of which it says the same, with the clocks that run."""

    programmes: tuple[str, ...]
    said: DeterminationRow
    clocks: tuple[ClockRow, ...]


@dataclass(frozen=True)
class RouteGroup:
    """The routes of one programme (JKN, or BPU for work accident and death together), the best first."""

    programme: str
    routes: tuple[PathRow, ...]

    @property
    def best(self) -> PathRow:
        """The cheapest lawful route."""
        return self.routes[0]

    @property
    def first_mover(self) -> str:
        """Who makes the first move on the best route."""
        return self.best.movers.partition(">")[0]


@page("person.read")
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """One person's page; opening it is entered in the access log. `?muat=` names the load the link was made from."""
    load = request.GET.get("muat", "")
    file = person_file(person_id, int(load) if load.isdecimal() else None)
    if file is None:
        raise Http404
    jkn = next((said.reason for said in file.determinations if said.programme == "JKN"), None)
    part = decree_part(person_id, jkn, request.user, acting_day)
    if part is not None and part.cover is not None:
        said = tuple(by_decree(one, part.cover, on=part.on) for one in file.determinations)
        file = replace(file, determinations=said)
    context = _context(file) | {"decree": part}
    if may(request.user, "enrol.one") and file.person.life_status == ALIVE:
        # What is offered is what the person lacks: no work cover for a child, no second family cover.
        lacks = {one.programme for one in file.determinations if one.status != ACTIVE}
        context |= {"enrol_work": "JKK" in lacks, "enrol_health": "JKN" in lacks}
    # Of oneself one is told otherwise than a desk is told of somebody.
    context["is_own"] = own_person_id(request.user) == person_id
    if may(request.user, "access.read"):
        context["looks"] = access_of(person_id, LOOKS_SHOWN)
    if may(request.user, "claim.file") and context["as_of"] is not None:
        context["chances"] = chances(file, timezone.localdate(), at=datetime.now(UTC))
    return render(request, "officer/person.html", context)


@page("person.read")
def own(request: HttpRequest) -> HttpResponse:
    """The reader's own page, for an account that belongs to a person."""
    person_id = own_person_id(request.user)
    if person_id is None:
        raise Http404
    return redirect("person", person_id=person_id)


def _context(file: PersonFile) -> dict[str, object]:
    run = current_run()
    routes = [RouteGroup(name, tuple(group)) for name, group in groupby(file.paths, lambda route: route.programme)]
    return {
        "person": file.person,
        "age": _age(file.person.birth_date, file.person.died_on or run.as_of) if run else None,
        "as_of": run.as_of if run else None,
        "above": [*ancestors(file.person.region_code), file.person.region_code],
        "programmes": _said(file),
        "routes": routes,
        "is_all_active": all(said.status == "ACTIVE" for said in file.determinations),
        "family": file.family,
        "records": file.records,
        "reviews": file.reviews,
        "looks": None,
    }


def _said(file: PersonFile) -> list[Said]:
    """Programmes in their order; those with the same answer and the same clocks are told once."""
    groups: dict[tuple[object, ...], list[DeterminationRow]] = {}
    clocks: dict[str, tuple[ClockRow, ...]] = {}
    for said in file.determinations:
        clocks[said.programme] = tuple(clock for clock in file.clocks if clock.programme == said.programme)
        same = (
            replace(said, programme=""),
            tuple(replace(clock, programme="") for clock in clocks[said.programme]),
        )
        groups.setdefault(same, []).append(said)
    return [
        Said(tuple(one.programme for one in group), group[0], clocks[group[0].programme]) for group in groups.values()
    ]


def _age(born: date | None, on: date) -> int | None:
    """Whole years from birth to a day; None when either is not known or the day comes first."""
    if born is None or on < born:
        return None
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
