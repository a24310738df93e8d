"""Who objects to being taken off a list, and what is decided by when?"""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from payung.act.public import decide_objection_to, object_to
from payung.law.public import load_law
from payung.ledger.public import decree, decrees, log_access, may, objection, objections
from payung.terms.public import codes
from payung.web.day import acting_day
from payung.web.officer.decree import hand, is_own, why
from payung.web.page import page
from payung.web.templatetags.words import label, sentence


@page("decree.read")
def objection_list(request: HttpRequest) -> HttpResponse:
    """Objections in scope: those to be decided by their day first, then the decided ones."""
    waiting, decided = objections(), objections(is_open=False, limit=25)
    log_access("LIST", people=len(waiting) + len(decided), detail="objections")
    on = acting_day()
    rows = [(row, (row.decide_by - on).days) for row in waiting]
    # A region decides of objections to its own decrees only.
    mine = {one.decree_id for one in decrees() if is_own(request, one)}
    context = {"waiting": rows, "decided": decided, "may_decide": may(request.user, "decree.check"), "mine": mine}
    return render(request, "officer/objections.html", context | {"user_id": request.user.pk})


@page("decree.object", methods=("POST",))
def objection_file(request: HttpRequest, decree_id: UUID) -> HttpResponse:
    """Object for one person of the reader's region."""
    person_id, ground = request.POST.get("orang", ""), request.POST.get("dasar", "")
    if not person_id.isdecimal() or ground not in codes("objection_grounds"):
        raise Http404
    step = object_to(
        decree_id,
        int(person_id),
        ground=ground,
        evidence=request.POST.get("bukti", ""),
        on=acting_day(),
        by=hand(request),
        law=load_law(),
    )
    filed = objection(step.objection_id) if step.objection_id else None
    if filed is not None and filed.outcome is None and not step.refusal:
        messages.success(request, gettext("Sanggahan diajukan; keputusan tidak berlaku bagi orang ini sampai diputus."))
    else:
        _tell(request, step.refusal, filed.outcome or "WAITING" if filed else "WAITING")
    return redirect("person", person_id=int(person_id))


@page("decree.check", methods=("POST",))
def objection_decide(request: HttpRequest, objection_id: UUID) -> HttpResponse:
    """Grant or reject."""
    known = objection(objection_id)
    against = decree(known.decree_id) if known else None
    if against is None:
        raise Http404
    if not is_own(request, against):
        raise PermissionDenied("an objection to a decree of another agency")
    is_granted = request.POST.get("putusan") == "kabul"
    step = decide_objection_to(
        objection_id,
        is_granted=is_granted,
        reason=request.POST.get("alasan", ""),
        on=acting_day(),
        by=hand(request),
        law=load_law(),
    )
    _tell(request, step.refusal, "GRANTED" if is_granted else "REJECTED")
    return redirect("objections")


def _tell(request: HttpRequest, refusal: str | None, outcome: str) -> None:
    if refusal:
        messages.error(request, why(refusal, "decree_refusals"))
    else:
        messages.success(request, sentence(label(outcome, "objection_outcomes")))
