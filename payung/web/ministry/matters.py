"""What is pending, who holds it, and what happened to it? The board, a matter's page, and the steps taken on it."""

import re
import uuid
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from payung.follow.public import (
    Actor,
    Board,
    NoSuchRegion,
    Pending,
    add_matter,
    board,
    level_of,
    matter,
    offers,
    overdue,
    own_matter,
    take_step,
)
from payung.ledger.public import current_run, may, profile_of
from payung.ledger.public import matter as book
from payung.terms.public import codes, names
from payung.web.page import page
from payung.web.sparkline import sparkline

LEVELS = ("nation", "province", "regency")
LONGEST_CODE = 5
MOST_IN_COLUMN = 6
DIGITS_MOST = 10


@page("matter.read")
def matters(request: HttpRequest) -> HttpResponse:
    """The board of a region (`?wilayah=`), programme (`?program=`) and cause (`?sebab=`), by who holds each matter."""
    region = request.GET.get("wilayah", profile_of(request.user).region_code[:LONGEST_CODE])
    programme, reason = request.GET.get("program", "JKN"), request.GET.get("sebab", "")
    if programme not in codes("programmes") or (reason and reason not in codes("reasons")):
        raise Http404
    _check_region(region)
    found = board(region, programme, reason)
    if found is None:
        return render(request, "anyone/empty.html", status=503)
    return render(request, "follow/matters.html", _board(request, found, programme, reason))


@page("matter.read")
def matter_page(request: HttpRequest, matter_id: uuid.UUID) -> HttpResponse:
    """One matter: its figures, promises, what may be done, and everything that was done."""
    return _matter_page(request, _found(matter_id))


@page("matter.work", methods=("POST",))
def matter_step(request: HttpRequest, matter_id: uuid.UUID) -> HttpResponse:
    """Take a step on a matter; a refusal is shown on the matter's page with what was typed."""
    pending = _found(matter_id)
    refusal = take_step(_step(request, matter_id), _actor(request))
    if refusal is None:
        return redirect(reverse("matter", args=[matter_id]) + "#riwayat")
    return _matter_page(request, pending, refusal, status=422)


@page("matter.work", methods=("GET", "POST"))
def matter_new(request: HttpRequest) -> HttpResponse:
    """Add a matter of one's own agency: what it is about, where, and whose people it counts."""
    typed, refusal = request.POST if request.method == "POST" else request.GET, None
    region = typed.get("wilayah", profile_of(request.user).region_code[:LONGEST_CODE])
    _check_region(region)
    if request.method == "POST":
        run_day = _day_of_data()
        measure = book.Measure(typed.get("program", "JKN"), typed.get("sebab", "")) if typed.get("program") else None
        asked = own_matter(
            *(_uuid(typed.get("id", "")), typed.get("judul", "")[:200], typed.get("uraian", "")[:4000], region),
            *((measure,) if measure else (), run_day),
        )
        refusal = add_matter(asked, _actor(request), request.user.pk, request.user.get_username())
        if refusal is None:
            return redirect("matter", asked.matter_id)
    context = _choices(region) | {"typed": typed, "refusal": refusal, "token": typed.get("id") or uuid.uuid4()}
    return render(request, "follow/matter_new.html", context, status=422 if refusal else 200)


@page("matter.read")
def matter_file(request: HttpRequest, event_id: uuid.UUID) -> HttpResponse:
    """A file shown as evidence, always as a download."""
    found = book.evidence_file(event_id)
    if found is None:
        raise Http404
    response = HttpResponse(found[1], content_type="application/octet-stream")
    safe_name = "".join(letter if letter.isalnum() or letter in "._-" else "_" for letter in found[0])
    response["Content-Disposition"] = f'attachment; filename="{safe_name}"'
    return response


def _board(request: HttpRequest, found: Board, programme: str, reason: str) -> dict[str, Any]:
    actor = _actor(request)
    return _choices(found.region) | {
        "board": found,
        "programme": programme,
        "reason": reason,
        "most": MOST_IN_COLUMN,
        "most_shown": f":{MOST_IN_COLUMN}",
        "rest_shown": f"{MOST_IN_COLUMN}:",
        "own_agency": actor.agency,
        "may_work": actor.agency in codes("agencies") and _works(request),
        "overdue": overdue(found.region),
        "open_matters": sum(len(column.matters) for column in found.columns),
    }


def _matter_page(
    request: HttpRequest, pending: Pending, refusal: str | None = None, *, status: int = 200
) -> HttpResponse:
    series = book.people_of_loads(pending.row.matter_id)
    context = {
        "matter": pending,
        "steps": book.steps_of(pending.row.matter_id),
        "series": series,
        "chart": sparkline([(day, people) for _, day, people in series]) if len(series) > 1 else None,
        "offers": offers(pending, _actor(request)) if _works(request) else (),
        "agencies": codes("agencies"),
        "refusal": refusal,
        "typed": request.POST,
        "token": uuid.uuid4(),
        "own_agency": _actor(request).agency,
    }
    return render(request, "follow/matter.html", context, status=status)


def _step(request: HttpRequest, matter_id: uuid.UUID) -> book.MatterStep:
    """The step as the form says it. What cannot be read is left out; the domain says what is missing."""
    typed, file = request.POST, request.FILES.get("berkas")
    return book.MatterStep(
        event_id=_uuid(typed.get("id", "")),
        matter_id=matter_id,
        kind=_kind(typed.get("langkah", "")),
        agency="",
        words=typed.get("kata", "")[:4000],
        to_agency=typed.get("kepada") or None if typed.get("langkah") == "HANDED_OVER" else None,
        until=_day(typed.get("sampai", "")),
        link=typed.get("tautan", "")[:500] or None,
        to_people=_people(typed.get("menjadi", "")),
        by_day=_day(typed.get("tanggal", "")),
        file_name=file.name[:120] if file else None,
        content=file.read() if file else None,
    )


def _found(matter_id: uuid.UUID) -> Pending:
    pending = matter(matter_id)
    if pending is None:
        raise Http404
    return pending


def _actor(request: HttpRequest) -> Actor:
    profile = profile_of(request.user)
    return Actor(profile.agency, profile.role, profile.region_code)


def _works(request: HttpRequest) -> bool:
    return may(request.user, "matter.work")


def _choices(region: str) -> dict[str, Any]:
    above = [("", "")] if not region else [(code, names(kind)[code]) for code, kind in _above(region)]
    below = {0: "provinces", 2: "regencies"}.get(len(region))
    under = [(code, name) for code, name in names(below).items() if code.startswith(region)] if below else []
    return {
        "region": region,
        "regions": [pair for pair in above if pair[0]] + under,
        "programmes": codes("programmes"),
        "reasons": [code for code, entry in codes("reasons").items() if entry.facts["status"] != "ACTIVE"],
    }


def _above(region: str) -> list[tuple[str, str]]:
    return [(region[:2], "provinces")] + ([(region, "regencies")] if len(region) == LONGEST_CODE else [])


def _check_region(region: str) -> None:
    try:
        level = level_of(region)
    except NoSuchRegion as error:
        raise Http404 from error
    if level not in LEVELS:
        raise Http404


def _kind(text: str) -> str:
    if text not in codes("matter_steps"):
        raise Http404
    return text


def _people(text: str) -> int | None:
    """A count as people write it, with or without its dots."""
    plain = re.sub(r"[.,\s]", "", text)
    return int(plain) if plain.isdecimal() and len(plain) < DIGITS_MOST else None


def _uuid(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise Http404 from error


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _day_of_data() -> date:
    run = current_run()
    if run is None:
        raise Http404
    return run.as_of
