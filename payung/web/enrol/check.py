"""Is this patient covered on the day of service? One person or a pasted list, in plain words, with the next step."""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from payung.act.public import Asked, Budget, BudgetSpent, Cover, covers
from payung.ledger.public import may
from payung.terms.public import codes
from payung.web.asked import asked_before, keep
from payung.web.enrol.form import day, now
from payung.web.page import page

NIK = re.compile(r"\d{16}")
PEOPLE_MOST = 500
# A desk asks about those who stand before it.
PEOPLE_DAILY = 2_000


@page("cover.check", methods=("GET", "POST"))
def check(request: HttpRequest) -> HttpResponse:
    """Ask (POST), and the answers to what was asked: numbers never stand in an address."""
    when = now()
    told = request.POST if request.method == "POST" else asked_before(request)
    context: dict[str, Any] = {
        "programmes": codes("programmes"),
        "programme": "JKN" if told is None else told.get("programme", "JKN"),
        "on": when.on,
        "typed": "" if told is None else told.get("numbers", ""),
        "may_open": may(request.user, "person.read"),
    }
    if told is None:
        return render(request, "enrol/check.html", context)
    asked, odd = _read(context["typed"])
    on = day(told.get("on", "")) or when.on
    context |= {"on": on, "odd": odd, "fault": _fault(asked, context["programme"])}
    if context["fault"]:
        return render(request, "enrol/check.html", context, status=422)
    kept = keep(request, request.POST) if request.method == "POST" else None
    if kept is not None:
        return kept
    try:
        answers = covers(asked, context["programme"], on=on, at=when.at, budget=Budget(PEOPLE_DAILY))
    except BudgetSpent as spent:
        return render(request, "enrol/check.html", context | {"fault": spent.code}, status=429)
    context |= {"answers": answers, "counts": _counts(answers)}
    return render(request, "enrol/check.html", context)


def _read(typed: str) -> tuple[list[Asked], list[str]]:
    """The NIKs among what was typed, each once, and what is none."""
    asked: dict[str, Asked] = {}
    odd = []
    for line in re.split(r"[\n;,]", typed):
        plain = re.sub(r"[\s.\-]", "", line)
        if not plain:
            continue
        found = NIK.fullmatch(plain)
        if found:
            asked[plain] = Asked(plain)
        else:
            odd.append(line.strip()[:40])
    return list(asked.values())[: PEOPLE_MOST + 1], odd[:20]


def _fault(asked: list[Asked], programme: str) -> str | None:
    if not asked:
        return "none"
    if len(asked) > PEOPLE_MOST:
        return "many"
    return None if programme in codes("programmes") else "none"


def _counts(answers: list[Cover]) -> dict[str, int]:
    return {
        "yes": sum(one.covered is True for one in answers),
        "no": sum(one.covered is False for one in answers),
        "unknown": sum(one.covered is None for one in answers),
    }
