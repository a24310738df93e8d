"""Which decrees are there, what would one do to whom, what stands in its way, and who may take the next step?"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from payung.act.public import (
    DecreeStep,
    Guard,
    check_decree,
    decree_guards,
    give_notice,
    job,
    put_in_force,
    refused_list,
    reverse_decree,
    withdraw_decree,
)
from payung.law.public import load_law
from payung.ledger.public import (
    DecreeRow,
    Hand,
    StepUnderway,
    decree,
    decree_counts,
    decree_figures,
    decree_funnel,
    decree_lines,
    decrees,
    log_access,
    may,
    objections,
    profile_of,
    step_underway,
)
from payung.terms.public import codes
from payung.web.day import acting_day
from payung.web.officer.decree_better import may_ask_better
from payung.web.page import page
from payung.web.templatetags.words import label, plain, sentence

LINES_SHOWN = 25
# Whom a list of so many rows names is written within the time that somebody waits; more are a worker's.
ROWS_AT_ONCE = 20_000
CARE_SHOWN = 8
WAY = ("PREPARED", "CHECKED", "NOTICED", "EFFECTIVE")
FUNNEL = (
    ("listed", "not_matched"),
    ("matched", "held"),
    ("matched", "upheld"),
    ("removed", "bridged"),
    ("removed", "reactivated"),
    ("reactivated", "paid"),
)


@dataclass(frozen=True)
class NextStep:
    """A step that may come next: its code, whether this reader may take it, and whether it is lawful now."""

    code: str
    permission: str
    is_allowed: bool
    is_lawful: bool
    needs_reason: bool = False


@page("decree.read")
def decree_list(request: HttpRequest) -> HttpResponse:
    """The decrees of the reader's region and of the nation, the newest first."""
    return render(
        request, "officer/decrees.html", {"rows": decrees(), "may_prepare": may(request.user, "decree.prepare")}
    )


@page("decree.read")
def decree_page(request: HttpRequest, decree_id: UUID) -> HttpResponse:
    """One decree: where it stands, its guards, what it would do, its people; `?setelah=` turns the page of the list."""
    if decree(decree_id) is None:
        return _not_entered(request, decree_id)
    found = _found(decree_id)
    after = request.GET.get("setelah", "")
    verdict = request.GET.get("putusan", "")
    if verdict and verdict not in codes("decree_verdicts"):
        raise Http404
    on = acting_day()
    lines = decree_lines(
        decree_id,
        verdicts=[verdict] if verdict else [],
        after=int(after) if after.isdecimal() else 0,
        limit=LINES_SHOWN + 1,
    )
    in_care = decree_lines(decree_id, is_vulnerable=True, limit=CARE_SHOWN)
    log_access("LIST", region=found.region_code, people=len(lines[:LINES_SHOWN]) + len(in_care), detail=found.number)
    counts = decree_counts(decree_id)
    checklist, by_verdict = _guards(found, on, counts["care_group"]), counts["verdict"]
    context = {
        "decree": found,
        "way": [(stage, found.event(stage)) for stage in WAY],
        "guards": checklist,
        "steps": _steps(request, found, checklist),
        "underway": step_underway(decree_id),
        "in_care": in_care,
        "may_ask_better": may_ask_better(request, found),
        "by_verdict": by_verdict,
        # Who reads for a region sees the lines of its people alone, which are fewer than the list.
        "lines_seen": sum(by_verdict.values()),
        "by_care": counts["care_group"],
        "by_route": counts["route"],
        "by_region": list(counts["region"].items())[:10],
        "funnel": decree_funnel(decree_id, on) if found.event("EFFECTIVE") else None,
        "lines": lines[:LINES_SHOWN],
        "after": lines[LINES_SHOWN - 1].row if len(lines) > LINES_SHOWN else None,
        "verdict": verdict,
        "as_of": on,
        "is_burden": codes("decree_kinds")[found.kind].facts["is_burden"],
    }
    return render(request, "officer/decree.html", context)


@page("decree.check", methods=("POST",))
def decree_check(request: HttpRequest, decree_id: UUID) -> HttpResponse:
    """A second person confirms the list."""
    found = _own(request, decree_id)
    return _done(request, check_decree(found.decree_id, on=acting_day(), by=hand(request)))


@page("decree.prepare", methods=("POST",))
def decree_notice(request: HttpRequest, decree_id: UUID) -> HttpResponse:
    """The people are told, and the first lawful day of effect is fixed."""
    found = _own(request, decree_id)
    if found.rows > ROWS_AT_ONCE:
        return _handed_over(request, found, "NOTICED")
    return _done(request, give_notice(found.decree_id, on=acting_day(), by=hand(request), law=load_law()))


@page("decree.check", methods=("POST",))
def decree_effect(request: HttpRequest, decree_id: UUID) -> HttpResponse:
    """The decree takes effect, where every guard is met."""
    found = _own(request, decree_id)
    if found.rows > ROWS_AT_ONCE:
        return _handed_over(request, found, "EFFECTIVE")
    return _done(request, put_in_force(found.decree_id, on=acting_day(), by=hand(request), law=load_law()))


@page("decree.read")
def decree_underway(request: HttpRequest, decree_id: UUID) -> HttpResponse:
    """How far the step that a worker takes has come; where it has ended the whole page is asked for again."""
    underway = step_underway(decree_id)
    if decree(decree_id) is None and not _is_asker(request, underway):
        raise Http404
    if underway is None or not underway.is_running:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "officer/_decree_underway.html", {"underway": underway, "decree": {"decree_id": decree_id}})


@page("decree.check", methods=("POST",))
def decree_reverse(request: HttpRequest, decree_id: UUID) -> HttpResponse:
    """The whole decree is undone, with a reason."""
    found = _own(request, decree_id)
    reason = request.POST.get("alasan", "")
    return _done(request, reverse_decree(found.decree_id, reason=reason, on=acting_day(), by=hand(request)))


@page("decree.prepare", methods=("POST",))
def decree_withdraw(request: HttpRequest, decree_id: UUID) -> HttpResponse:
    """A decree that is not in effect is taken back, with a reason."""
    found = _own(request, decree_id)
    reason = request.POST.get("alasan", "")
    return _done(request, withdraw_decree(found.decree_id, reason=reason, on=acting_day(), by=hand(request)))


def hand(request: HttpRequest) -> Hand:
    """Who presses the button."""
    return Hand(int(request.user.pk or 0), request.user.get_username())


def why(code: str, kind: str) -> str:
    """A refusal in a reader's words: what it is, and what to do."""
    return f"{sentence(label(code, kind))}. {plain(code, kind)}"


def is_own(request: HttpRequest, found: DecreeRow) -> bool:
    """Whether the decree is one of the reader's own agency: a region has no hand in the nation's."""
    return found.region_code.startswith(profile_of(request.user).region_code)


def _own(request: HttpRequest, decree_id: UUID) -> DecreeRow:
    found = _found(decree_id)
    if not is_own(request, found):
        raise PermissionDenied("a decree of another agency")
    return found


def _found(decree_id: UUID) -> DecreeRow:
    found = decree(decree_id)
    if found is None:
        raise Http404
    return found


def _not_entered(request: HttpRequest, decree_id: UUID) -> HttpResponse:
    """A list that a worker matches, or that it refused, for who handed it in; for others there is no such decree."""
    underway = step_underway(decree_id)
    if underway is None or not _is_asker(request, underway):
        raise Http404
    context = {"underway": underway, "decree": {"decree_id": decree_id}, "answer": refused_list(decree_id)}
    return render(request, "officer/decree_waiting.html", context)


def _is_asker(request: HttpRequest, underway: StepUnderway | None) -> bool:
    return underway is not None and underway.by_name == request.user.get_username()


def _guards(found: DecreeRow, on: date, by_care: dict[str, int]) -> list[Guard]:
    if found.stage in ("EFFECTIVE", "REVERSED", "WITHDRAWN"):
        return []
    in_care = by_care.get("CHRONIC", 0)
    waiting = len(objections(decree_id=found.decree_id))
    return decree_guards(found, on=on, law=load_law(), in_treatment=in_care, waiting=waiting)


def _steps(request: HttpRequest, found: DecreeRow, checklist: list[Guard]) -> list[NextStep]:
    """The steps that may follow, the next one first; one that is not lawful yet is shown without its button."""
    prepared = found.event("PREPARED")
    is_maker = prepared is not None and prepared.by_user == request.user.pk
    own = is_own(request, found)
    may_check, may_prepare = (own and may(request.user, name) for name in ("decree.check", "decree.prepare"))
    is_burden = codes("decree_kinds")[found.kind].facts["is_burden"]
    withdraw = NextStep("WITHDRAWN", "decree.prepare", may_prepare, True, needs_reason=True)
    is_clear = all(guard.is_met for guard in checklist)
    if found.stage == "PREPARED":
        return [NextStep("CHECKED", "decree.check", may_check and not is_maker, True), withdraw]
    if found.stage == "CHECKED" and is_burden:
        return [NextStep("NOTICED", "decree.prepare", may_prepare, True), withdraw]
    if found.stage in ("CHECKED", "NOTICED"):
        return [NextStep("EFFECTIVE", "decree.check", may_check, is_clear), withdraw]
    if found.stage == "EFFECTIVE":
        return [NextStep("REVERSED", "decree.check", may_check, True, needs_reason=True)]
    return []


def _handed_over(request: HttpRequest, found: DecreeRow, step: str) -> HttpResponse:
    """A step that takes minutes goes to a worker; what is not lawful now is refused at once, as it would be there."""
    on = acting_day()
    underway = step_underway(found.decree_id)
    if underway is not None and underway.is_running:
        return redirect("decree", decree_id=found.decree_id)
    offered = _steps(request, found, _guards(found, on, decree_figures(found.decree_id, "care_group")))
    if not any(one.code == step and one.is_lawful for one in offered):
        # Asked of the act itself, which answers why not; or that it was done before.
        taken = give_notice if step == "NOTICED" else put_in_force
        return _done(request, taken(found.decree_id, on=on, by=hand(request), law=load_law()))
    job.hand_over(found.decree_id, step, on=on, by=hand(request))
    return redirect("decree", decree_id=found.decree_id)


def _done(request: HttpRequest, step: DecreeStep) -> HttpResponse:
    if step.refusal:
        messages.error(request, why(step.refusal, "decree_refusals"))
    else:
        messages.success(request, sentence(label(step.stage, "decree_stages")))
    return redirect("decree", decree_id=step.decree_id)
