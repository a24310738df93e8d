"""Which attempts failed here, why, who can repair them, and how is one put right?"""

import uuid
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from payung.act.public import NotRetried, close, retry, take_over
from payung.ledger.public import (
    AttemptFile,
    Conflict,
    attempt,
    log_access,
    open_attempt_counts,
    open_attempts,
)
from payung.terms.public import codes
from payung.web.enrol.form import act_id, now, sectors, told_of
from payung.web.page import page

SHOWN = 50


@page("rescue.work")
def rescue(request: HttpRequest) -> HttpResponse:
    """Open attempts in the reader's region, the oldest first; `?sebab=` and `?giliran=` narrow, `?mulai=` turns."""
    cause, holder = request.GET.get("sebab", ""), request.GET.get("giliran", "")
    if (cause and cause not in codes("refusals")) or (holder and holder not in codes("movers")):
        raise Http404
    start = int(request.GET.get("mulai", "0")) if request.GET.get("mulai", "0").isdecimal() else 0
    found = open_attempts(cause=cause, holder=holder, limit=SHOWN + 1, offset=start)
    log_access("LIST", people=min(len(found), SHOWN), detail="rescue queue")
    counts = open_attempt_counts()
    causes: dict[str, int] = {}
    for (one, _), number in counts.items():
        causes[one] = causes.get(one, 0) + number
    context = {
        "rows": found[:SHOWN],
        "next": start + SHOWN if len(found) > SHOWN else None,
        "count": sum(counts.values()),
        "causes": sorted(causes.items(), key=lambda pair: (-pair[1], pair[0])),
        "cause": cause,
        "holder": holder,
    }
    return render(request, "enrol/rescue.html", context)


@page("rescue.work", methods=("GET", "POST"))
def rescue_one(request: HttpRequest, attempt_id: uuid.UUID) -> HttpResponse:
    """One attempt: what was told, what to repair (GET); take over, try again with the facts put right, close (POST)."""
    found = attempt(attempt_id)
    if found is None:
        raise Http404
    context = _context(found)
    if request.method != "POST":
        return render(request, "enrol/rescue_one.html", context)
    step = request.POST.get("step", "")
    try:
        if step == "take":
            take_over(act_id(request.POST), attempt_id)
        elif step == "close":
            close(act_id(request.POST), attempt_id, request.POST.get("note", ""))
        elif step == "retry":
            return _retry(request, found, context)
        else:
            raise Http404
    except ValueError:
        return render(request, "enrol/rescue_one.html", context | {"no_note": True}, status=422)
    except (NotRetried, Conflict):
        return render(request, "enrol/rescue_one.html", context | {"is_late": True}, status=409)
    return redirect("rescue_one", attempt_id=attempt_id)


def _retry(request: HttpRequest, found: AttemptFile, context: dict[str, Any]) -> HttpResponse:
    told, faults = told_of(request.POST, found.line.programme)
    if faults:
        shown = context | {"faults": faults, "told": _shown(found) | _typed(request)}
        return render(request, "enrol/rescue_one.html", shown, status=422)
    kept = found.told
    told = replace(told, role=kept.role, sex=kept.sex, kk=told.kk or kept.kk, with_jht=kept.with_jht)
    when = now()
    done = retry(act_id(request.POST), found.line.attempt_id, told, on=when.on, at=when.at)
    if done.enrolled is not None:
        answer = {"done": done.enrolled, "name": told.name, "price": done.enrolled.price, "is_rescued": True}
        return render(request, "enrol/done.html", answer)
    shown = context | {"still": done.causes, "told": _shown(found) | _typed(request)}
    return render(request, "enrol/rescue_one.html", shown, status=422)


def _context(found: AttemptFile) -> dict[str, Any]:
    ended = {kind for kind, *_ in found.steps} & {"RESOLVED", "CLOSED"}
    return {
        "one": found.line,
        "told": _shown(found),
        "steps": found.steps,
        "is_open": not ended,
        "is_enrolled": "RESOLVED" in ended,
        # The newest of those who said that they work on it.
        "taken_by": next((who for kind, who, *_ in reversed(found.steps) if kind == "TAKEN"), None),
        "is_work": found.line.programme == "BPU",
        "is_employed": found.line.programme == "PPU",
        "asks_care": found.line.programme == "JKN" and found.party_id is None,
        "sectors": sectors(),
        "act": uuid.uuid4(),
    }


def _shown(found: AttemptFile) -> dict[str, Any]:
    told = found.told
    return {
        "nik": told.nik or "",
        "name": told.name,
        "born": f"{told.birth_date:%d/%m/%Y}" if told.birth_date else "",
        "region": told.region_code,
        "phone": told.phone or "",
        "income": told.income_monthly_idr if told.income_monthly_idr is not None else "",
        "sector": told.sector or "",
        "kk": told.kk or "",
        "care": str(told.care_class or ""),
        "start": f"{told.start_on:%d/%m/%Y}" if told.start_on else "",
    }


def _typed(request: HttpRequest) -> dict[str, str]:
    names = ("nik", "name", "born", "region", "phone", "income", "sector", "kk", "care", "start")
    return {name: request.POST.get(name, "") for name in names}
