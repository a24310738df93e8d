"""May arrears be paid by instalments, on which days, and how far is the plan?"""

from datetime import UTC, datetime, time
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from payung.act.public import agree, offer, plan_states
from payung.ledger.public import bills as books
from payung.ledger.public import current_scope
from payung.web.day import acting_day
from payung.web.page import page


@page("bill.own", methods=("GET", "POST"))
def instalments(request: HttpRequest) -> HttpResponse:
    """The offer to each payer of the reader's family with its schedule, and the plans; a POST agrees to one."""
    day = acting_day()
    payers = books.payers_of(list(current_scope().people))
    if request.method == "POST":
        chosen = next((one for one in payers if str(one.participant_id) == request.POST.get("payer")), None)
        if chosen is None or chosen.participant_id is None:
            raise Http404
        agree(chosen.participant_id, on=day, at=datetime.combine(day, time(5), UTC))
        messages.success(request, gettext("Cicilan disetujui. Nomor pembayarannya ada di halaman tagihan."))
        return redirect("instalments")
    asked: list[dict[str, Any]] = [
        {
            "payer": one,
            "offer": offer(one.participant_id or 0, on=day),
            "plans": plan_states(one.participant_id or 0, on=day),
        }
        for one in payers
    ]
    return render(request, "payer/instalments.html", {"asked": asked, "day": day})
