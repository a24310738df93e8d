"""Who asks to be put back on the state's list, whose step is it, and how many days are left?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from payung.act.public import OpenStep, ask_reactivation, close_reactivation_step, open_step, steps_of_role
from payung.law.public import load_law
from payung.ledger.public import CaseRow, case, cases, log_access, profile_of
from payung.terms.public import codes
from payung.web.day import acting_day
from payung.web.officer.decree import hand, why
from payung.web.page import page
from payung.web.templatetags.words import label

WINDOW = "jkn.pbi.reactivation_window_months"


@dataclass(frozen=True)
class CaseLine:
    """A case with its open step (None when it ended), days until the step is due and until the window closes."""

    case: CaseRow
    step: OpenStep | None
    days_left: int
    window_days: int

    @property
    def is_late(self) -> bool:
        """Whether the step is past its day."""
        return self.days_left < 0

    @property
    def days_late(self) -> int:
        """Days since the step was due."""
        return -self.days_left


@dataclass(frozen=True)
class Rung:
    """One of the five steps of a case: closed (with its row), open, or still to come."""

    number: int
    code: str
    closed: Any
    is_open: bool


@page("reactivate.work")
def reactivation_list(request: HttpRequest) -> HttpResponse:
    """The cases whose step this role holds, the shortest time first; then those that others hold."""
    role, on = profile_of(request.user).role, acting_day()
    held = steps_of_role(role)
    mine = _pressing(cases(at_steps=held), on) if held else []
    at_others = [number for number in range(1, len(codes("reactivation_steps")) + 1) if number not in held]
    others = _pressing(cases(at_steps=at_others, limit=50), on)
    ended = [_line(found, on) for found in cases(is_open=False, limit=20)]
    log_access("LIST", people=len(mine) + len(others) + len(ended), detail="reactivations")
    return render(request, "officer/reactivations.html", {"mine": mine, "others": others, "ended": ended})


@page("reactivate.work")
def reactivation(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """One case: its five steps, the form of the one this role holds, and the letter to print."""
    found = case(case_id)
    if found is None:
        raise Http404
    log_access("READ", subject=found.subject, region=found.region_code, detail="reactivation")
    line = _line(found, acting_day())
    article = load_law().basis(WINDOW, found.asked_on)
    is_mine = line.step is not None and profile_of(request.user).role in line.step.roles
    context = {"line": line, "case": found, "rungs": rungs(found), "is_mine": is_mine, "article": article}
    last = found.steps[-1] if found.steps and line.step is None else None
    context |= {"as_of": acting_day(), "last": last}
    return render(request, "officer/reactivation.html", context)


@page("reactivate.work", methods=("POST",))
def reactivation_ask(request: HttpRequest) -> HttpResponse:
    """Open a case for a person; a refusal by law is told with the other ways."""
    person_id = request.POST.get("orang", "")
    if not person_id.isdecimal():
        raise Http404
    step = ask_reactivation(int(person_id), on=acting_day(), by=hand(request), law=load_law())
    if step.refusal:
        ways = ", ".join(label(route, "routes") for route in step.routes)
        messages.error(request, f"{why(step.refusal, 'reactivation_refusals')} {ways}".strip())
        return redirect("person", person_id=int(person_id))
    return redirect("reactivation", case_id=step.case_id)


@page("reactivate.work", methods=("POST",))
def reactivation_step(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Do or refuse the step at which a case stands."""
    number = request.POST.get("langkah", "")
    if not number.isdecimal():
        raise Http404
    step = close_reactivation_step(
        case_id,
        int(number),
        is_done=request.POST.get("hasil") == "selesai",
        note=request.POST.get("catatan", ""),
        on=acting_day(),
        by=hand(request),
        role=profile_of(request.user).role,
    )
    if step.case_id is None:
        raise Http404
    if step.refusal:
        messages.error(request, why(step.refusal, "reactivation_refusals"))
    else:
        messages.success(request, gettext("Langkah dicatat."))
    return redirect("reactivation", case_id=case_id)


def rungs(found: CaseRow) -> list[Rung]:
    """The five steps of a case in order."""
    closed = {step.number: step for step in found.steps}
    now = open_step(found)
    return [
        Rung(number, code, closed.get(number), now is not None and now.number == number)
        for number, code in enumerate(codes("reactivation_steps"), 1)
    ]


def _pressing(found: Sequence[CaseRow], on: date) -> list[CaseLine]:
    """Cases with the most overdue step first."""
    return sorted((_line(one, on) for one in found), key=lambda line: line.days_left)


def _line(found: CaseRow, on: date) -> CaseLine:
    step = open_step(found)
    return CaseLine(found, step, step.days_left(on) if step else 0, (found.window_until - on).days)
