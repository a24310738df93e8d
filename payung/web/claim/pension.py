"""What is due to pensioners up to this month, who proposed to pay it, who approved, and which pensions have ended?"""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from payung.act.public import (
    RELATIONS,
    Payee,
    check_account,
    check_pensions,
    end_pension,
    kinds,
    policy,
    propose_account,
    propose_pensions,
)
from payung.ledger.public import PensionRow, log_access, may, pension, pension_account, profile_of
from payung.terms.public import codes
from payung.web.claim.form import number_of
from payung.web.claim.start import now
from payung.web.page import page
from payung.web.templatetags.words import language

POST = ("POST",)
VERDICTS = ("APPROVED", "RETURNED")
PENSIONS_A_PAGE = 50


@page("money.read")
def pensions_page(request: HttpRequest) -> HttpResponse:
    """Months of pensions that are due, the run that waits, and every pension with its way to end it."""
    if profile_of(request.user).region_code:
        return render(request, "officer/money_region.html")
    return _shown(request)


@page("claim.decide", methods=POST)
def pensions_propose(request: HttpRequest) -> HttpResponse:
    """Propose to pay everything that is due up to this month."""
    _nation(request)
    on, at = now()
    said = propose_pensions(number_of(request.POST.dict()) or uuid4(), on.replace(day=1), on=on, at=at)
    if said == "PROPOSED":
        messages.success(request, gettext("Usulan pembayaran pensiun menunggu pemeriksa."))
        return redirect("pensions")
    return _shown(request, refusal=said)


@page("claim.check", methods=POST)
def pensions_check(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Approve a run, with which it is paid (`putusan` APPROVED), or return it (RETURNED) with a `catatan`."""
    _nation(request)
    verdict = request.POST.get("putusan", "")
    if verdict not in VERDICTS:
        raise Http404
    on, at = now()
    said = check_pensions(run_id, verdict, request.POST.get("catatan", "").strip() or None, on=on, at=at)
    if said == "PAID":
        messages.success(request, gettext("Disetujui: pensiun dibayar, dan penerimanya diberi tahu."))
        return redirect("pensions")
    if said == "RETURNED":
        messages.success(request, gettext("Usulan dikembalikan kepada pengusul."))
        return redirect("pensions")
    return _shown(request, refusal=said)


@page("claim.decide", methods=POST)
def pension_end(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """End a pension for the cause `sebab` from the day `mulai`, for the reason `alasan`."""
    _nation(request)
    _, at = now()
    try:
        from_on = date.fromisoformat(request.POST.get("mulai", ""))
    except ValueError as error:
        raise Http404 from error
    said = end_pension(claim_id, request.POST.get("sebab", ""), from_on, request.POST.get("alasan", ""), at=at)
    if said == "ENDED":
        messages.success(request, gettext("Pensiun diakhiri; keluarganya diberi tahu."))
        return redirect("pensions")
    return _shown(request, refusal=said, refused=claim_id)


@page("claim.decide", methods=POST)
def pension_account_propose(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Propose another account (`nama`, `hubungan`, `bank`, `rekening`) for a pension, for the reason `alasan`."""
    _nation(request)
    on, at = now()
    told = request.POST
    payee = Payee(told.get("nama", ""), told.get("hubungan", ""), told.get("bank", ""), told.get("rekening", ""))
    number = number_of(told.dict()) or uuid4()
    said = propose_account(number, claim_id, payee, told.get("alasan", ""), on=on, at=at)
    if said == "PROPOSED":
        messages.success(request, gettext("Rekening baru menunggu pemeriksa; penerimanya diberi tahu."))
        return redirect("pensions")
    return _shown(request, refusal=said, refused=claim_id, form="account")


@page("claim.check", methods=POST)
def pension_account_check(request: HttpRequest, change_id: UUID) -> HttpResponse:
    """Approve another account (`putusan` APPROVED), or return it (RETURNED) with a `catatan`."""
    _nation(request)
    verdict = request.POST.get("putusan", "")
    if verdict not in VERDICTS:
        raise Http404
    on, at = now()
    said = check_account(change_id, verdict, request.POST.get("catatan", "").strip() or None, on=on, at=at)
    if said == "APPROVED":
        messages.success(request, gettext("Disetujui: bulan berikutnya dibayar ke rekening baru setelah masa tunggu."))
        return redirect("pensions")
    if said == "RETURNED":
        messages.success(request, gettext("Usulan dikembalikan kepada pengusul."))
        return redirect("pensions")
    return _shown(request, refusal=said, refused=change_id, form="check")


def _shown(request: HttpRequest, *, refusal: str = "", refused: UUID | None = None, form: str = "end") -> HttpResponse:
    on, _ = now()
    month = on.replace(day=1)
    dues, count, amount_idr = pension.payable(month)
    typed = request.GET.get("mulai", "0")
    start = int(typed) if typed.isdecimal() else 0
    found = pension.pensions(limit=PENSIONS_A_PAGE + 1, offset=start)
    # What was refused is shown first, on whichever page it stands.
    first = pension.pensions(refused) if refused and form != "check" else []
    running = [*first, *(row for row in found[:PENSIONS_A_PAGE] if row.claim_id != refused)]
    log_access("LIST", people=len(running), detail="pensions")
    runs = pension.runs()
    changes = pension_account.accounts(waits=True)
    named = pension_account.newest_accounts([row.claim_id for row in running])
    if form == "check" and refused not in {one.change_id for one in changes}:
        # Somebody else was faster: there is no form left to lead to.
        refused = None
    context: dict[str, Any] = {
        "month": month,
        "today": on,
        "dues": dues,
        "count": count,
        "amount_idr": amount_idr,
        "waiting": next((one for one in runs if one.verdict is None), None),
        "runs": [one for one in runs if one.verdict is not None],
        "pensions": [(row, _name(row), named.get(row.claim_id)) for row in running],
        "pension_count": pension.pension_count(),
        "next": start + PENSIONS_A_PAGE if len(found) > PENSIONS_A_PAGE else None,
        "changes": changes,
        "relations": RELATIONS,
        "banks": policy().banks,
        "causes": list(codes("pension_ends")),
        "number": uuid4(),
        "user_id": request.user.pk,
        "may_decide": may(request.user, "claim.decide"),
        "may_check": may(request.user, "claim.check"),
        "refusal": refusal,
        "refused": refused,
        # Of the forms the one that was sent is shown again, with what was typed.
        "form": form,
        "typed": request.POST,
    }
    return render(request, "claim/pensions.html", context, status=422 if refusal else 200)


def _name(row: PensionRow) -> str:
    return kinds()[row.kind].label[language()]


def _nation(request: HttpRequest) -> None:
    """Pensions are paid for the whole nation at once; who reads for a region has no say in it."""
    if profile_of(request.user).region_code:
        raise Http404
