"""How do an employer's group of risk and size change from a month on, and what were they before?"""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from payung.act.public import change_employer
from payung.ledger.public import changes, employer, may
from payung.web.enrol.employer import choices, seen
from payung.web.enrol.form import act_id, day, now
from payung.web.page import page


@page("enrol.list", methods=("GET", "POST"))
def employer_facts(request: HttpRequest, code: str) -> HttpResponse:
    """What an employer's facts are and were (GET); enter another group or size from a month on (POST, a branch)."""
    by, when = seen(request, code), now()
    told = changes(by.party_id)
    corrected = {one.corrects for one in told}
    may_change = may(request.user, "employer.enter")
    context: dict[str, Any] = {
        "by": by,
        "first": employer(code=code),
        "changes": [(one, one.change_id in corrected) for one in reversed(told)],
        "may_change": may_change,
        "act": uuid.uuid4(),
        "today": when.on,
        "typed": request.POST or {"risk": by.risk or "", "scale": by.scale or ""},
    }
    context |= choices()
    if request.method != "POST":
        return render(request, "enrol/employer_facts.html", context)
    if not may_change:
        raise PermissionDenied
    since = day(request.POST.get("since", ""))
    chosen = request.POST.get("risk", ""), request.POST.get("scale", "")
    said = "NOT_A_MONTH"
    if since is not None:
        said = change_employer(act_id(request.POST), by, since, *chosen, on=when.on, at=when.at)
    if said != "CHANGED":
        return render(request, "enrol/employer_facts.html", context | {"refusal": said}, status=422)
    messages.success(request, gettext("Perubahan dicatat; tagihan mulai bulan itu memakainya."))
    return redirect("employer_facts", code=by.code)
