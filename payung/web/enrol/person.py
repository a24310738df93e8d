"""How does one person, or a family, get enrolled? Choose whom, tell the facts, see the law's price, confirm."""

import uuid
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from payung.act.public import (
    Enrolled,
    Refused,
    bars,
    enrol_family,
    enrol_worker,
    family_of,
    family_price,
    work_price,
)
from payung.ledger.public import (
    Conflict,
    Known,
    OutOfScope,
    Told,
    known_persons,
    may,
    own_person_id,
    search,
)
from payung.web.asked import asked_before, keep
from payung.web.enrol.form import CARE_CLASSES, act_id, digits, now, sectors, told_of, work_facts
from payung.web.page import page

MAKE = "enrol.make"
SHORTEST = 3
SHOWN = 20


@dataclass(frozen=True)
class Choice:
    """A person whom one may enrol, with the causes for which work cover or health cover is not offered."""

    known: Known
    work: tuple[str, ...]
    health: tuple[str, ...]


@page("enrol.one", methods=("GET", "POST"))
def enrol(request: HttpRequest) -> HttpResponse:
    """Whom? A worker chooses among the own family; an agent or officer looks somebody up, or enters somebody."""
    context: dict[str, Any] = {"may_make": may(request.user, MAKE)}
    own, when = own_person_id(request.user), now()
    if own is not None:
        family = family_of(own, on=when.on, at=when.at)
        # The whole card is enrolled in health at once: with anybody on it, it can be offered to all.
        may_health = any(not causes for _, causes in family)
        context["family"] = [_choice(known, when.on, () if may_health else causes) for known, causes in family]
    if request.method == "POST":
        kept = keep(request, request.POST)
        if kept is not None:
            return kept
    typed = (asked_before(request) or request.POST).get("q", "").strip()
    if typed and context["may_make"]:
        lines = search(typed, limit=SHOWN) if len(typed) >= SHORTEST else []
        people = known_persons([line.person_id for line in lines], on=when.on, known_at=when.at)
        context |= {"typed": typed, "found": [_choice(known, when.on, ()) for known in people]}
    return render(request, "enrol/enrol.html", context)


@page("enrol.one", methods=("GET", "POST"))
def enrol_work(request: HttpRequest, person_id: int) -> HttpResponse:
    """Work accident and death cover for one person of the registers: facts, price, confirmation."""
    when = now()
    known = _known(person_id)
    context: dict[str, Any] = {"known": known, "sectors": sectors(), "act": uuid.uuid4()}
    typed = _asked(request)
    if typed is None:
        context["barred"] = Refused(known.name, bars(known, "BPU", when.on))
        context |= {"income": known.income_monthly_idr or "", "sector": known.sector or ""}
        return render(request, "enrol/work.html", context)
    facts, faults = work_facts(typed)
    context |= _typed(typed) | {"faults": faults, "act": act_id(typed)}
    if faults:
        return render(request, "enrol/work.html", context, status=422)
    told = replace(_told(known), **facts)  # type: ignore[arg-type]
    unsure = _unsure(request, context, told, when.on)
    if unsure is not None:
        return unsure
    return _done(request, lambda: enrol_worker(context["act"], told, on=when.on, at=when.at), known.name)


@page("enrol.one", methods=("GET", "POST"))
def enrol_health(request: HttpRequest, person_id: int) -> HttpResponse:
    """Health cover for the whole family card of a person: who is enrolled, class of care, price, confirmation."""
    when = now()
    known = _known(person_id)
    family = family_of(person_id, on=when.on, at=when.at)
    members = sum(not causes for _, causes in family)
    prices = [(care, family_price(int(care), members, on=when.on)) for care in CARE_CLASSES] if members else []
    context: dict[str, Any] = {"known": known, "family": family, "prices": prices, "act": uuid.uuid4()}
    if request.method != "POST":
        return render(request, "enrol/health.html", context)
    care = request.POST.get("care", "")
    context |= {"act": act_id(request.POST), "care": care}
    if care not in CARE_CLASSES:
        return render(request, "enrol/health.html", context | {"is_unchosen": True}, status=422)
    return _done(
        request,
        lambda: enrol_family(context["act"], person_id, int(care), on=when.on, at=when.at),
        known.name,
    )


@page(MAKE, methods=("GET", "POST"))
def enrol_new(request: HttpRequest) -> HttpResponse:
    """Work accident and death cover for somebody told by name and NIK; what is wrong goes to the rescue queue."""
    when = now()
    context: dict[str, Any] = {"sectors": sectors(), "act": uuid.uuid4(), "is_new": True}
    typed = _asked(request)
    if typed is None:
        return render(request, "enrol/work.html", context)
    told, faults = told_of(typed)
    context |= _typed(typed) | {"faults": faults, "act": act_id(typed)}
    if faults:
        return render(request, "enrol/work.html", context, status=422)
    unsure = _unsure(request, context, told, when.on)
    if unsure is not None:
        return unsure
    return _done(request, lambda: enrol_worker(context["act"], told, on=when.on, at=when.at), told.name)


def _asked(request: HttpRequest) -> QueryDict | None:
    """What was typed, now or when the price was asked for."""
    return request.POST if request.method == "POST" else asked_before(request)


def _unsure(request: HttpRequest, context: dict[str, Any], told: Told, on: date) -> HttpResponse | None:
    """The page with the price, until it is confirmed: what is confirmed is the price that was shown."""
    price = work_price(told, on=on)
    shown = request.POST.get("harga", "")
    if request.POST.get("step") == "confirm" and shown in ("", str(price.amount_idr)):
        return None
    kept = keep(request, request.POST) if request.method == "POST" else None
    if kept is not None:
        return kept
    return render(request, "enrol/work.html", context | {"price": price})


def _done(request: HttpRequest, act: Any, name: str) -> HttpResponse:
    try:
        done: Enrolled = act()
    except OutOfScope as error:
        raise Http404 from error
    except Conflict:
        return render(request, "enrol/done.html", {"is_conflict": True, "name": name}, status=409)
    # Where nobody was enrolled the answer says so to programs too.
    status = 200 if done.is_done else 422
    return render(request, "enrol/done.html", {"done": done, "name": name, "price": done.price}, status=status)


def _choice(known: Known, on: date, health: tuple[str, ...]) -> Choice:
    return Choice(known, bars(known, "BPU", on), health)


def _known(person_id: int) -> Known:
    when = now()
    found = known_persons([person_id], on=when.on, known_at=when.at)
    if not found:
        raise Http404
    return found[0]


def _told(known: Known) -> Told:
    return Told(
        nik=known.nik,
        name=known.name,
        birth_date=known.birth_date,
        sex=known.sex,
        region_code=known.region_code,
        kk=known.kk,
        phone=known.phone,
    )


def _typed(asked: QueryDict) -> dict[str, Any]:
    names = ("income", "sector", "jht", "nik", "name", "born", "region", "phone")
    typed = {name: asked.get(name, "") for name in names}
    return typed | {"nik": digits(typed["nik"]) or ""}
