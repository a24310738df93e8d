"""Whose contribution waits for an income or a class of care, who can tell it, and telling it."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from payung.act.public import Completed, tell, untold
from payung.ledger.public import Conflict, log_access
from payung.ledger.public import untold as register
from payung.web.enrol.form import CARE_CLASSES, MONEY_MOST, act_id, money, now
from payung.web.page import page

SHOWN = 50


@page("fact.tell", methods=("GET", "POST"))
def waiting(request: HttpRequest) -> HttpResponse:
    """Those in the reader's scope who wait (GET, `?mulai=` turns); tell one fact (POST)."""
    if request.method != "POST":
        return _shown(request)
    when = now()
    participant, segment = request.POST.get("peserta", ""), request.POST.get("segmen", "")
    if not participant.isdecimal():
        raise Http404
    value = money(request.POST.get("nilai", ""))
    if value is None or value > MONEY_MOST:
        return _shown(request, fault=(int(participant), segment), status=422)
    try:
        done = tell(act_id(request.POST), int(participant), segment, value, on=when.on, at=when.at)
    except ValueError:
        return _shown(request, fault=(int(participant), segment), status=422)
    except Conflict:
        return _shown(request, is_late=True, status=409)
    return _shown(request, done=done)


def _shown(
    request: HttpRequest,
    *,
    done: Completed | None = None,
    fault: tuple[int, str] | None = None,
    is_late: bool = False,
    status: int = 200,
) -> HttpResponse:
    day = now().on
    start = int(request.GET.get("mulai", "0")) if request.GET.get("mulai", "0").isdecimal() else 0
    found = untold(day, limit=SHOWN + 1, offset=start)
    log_access("LIST", people=min(len(found), SHOWN), detail="facts not told")
    context = {
        "rows": [(one, uuid.uuid4(), fault == (one.row.participant_id, one.row.segment)) for one in found[:SHOWN]],
        "count": register.untold_count(day),
        "next": start + SHOWN if len(found) > SHOWN else None,
        "care_classes": CARE_CLASSES,
        "done": done,
        "is_late": is_late,
    }
    return render(request, "enrol/untold.html", context, status=status)
