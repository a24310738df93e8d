"""What is done with a claim from its page: papers, account, appeal, decision, check, payment. Each answers with it."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from payung.act.public import (
    Acted,
    Payee,
    add_document,
    appeal,
    check,
    grounds,
    kinds,
    name_payee,
    pay,
    policy,
    propose,
    reason_label,
)
from payung.ledger.public import claim_file
from payung.terms.public import codes
from payung.web.anyone.question import read
from payung.web.claim.follow import answer
from payung.web.claim.form import number_of, sentence
from payung.web.claim.start import now
from payung.web.page import page
from payung.web.templatetags.words import language

POST = ("POST",)


@page("claim.file", methods=POST)
def claim_papers(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Keep the papers that were chosen, each by itself."""
    on, at = now()
    faults = []
    for kind, chosen in request.FILES.items():
        if not isinstance(chosen, UploadedFile):
            continue
        # One byte more than is allowed is enough to know that it is too large.
        content = chosen.read(policy().document_bytes_max + 1)
        acted = add_document(uuid4(), claim_id, kind=kind, content=content, on=on, at=at)
        if acted.outcome == "REFUSED":
            document = codes("documents").get(kind)
            name = document.label(language()) if document else kind
            faults.append(f"{sentence(name)[:-1]}: {reason_label(acted.reason or '', language())}.")
    if not request.FILES:
        faults.append(gettext("Pilih berkasnya dulu."))
    if faults:
        return answer(request, claim_id, tuple(faults), 422)
    messages.success(request, gettext("Dokumen diterima."))
    return redirect("claim", claim_id=claim_id)


@page("claim.file", methods=POST)
def claim_account(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Name the account that receives the money."""
    _, at = now()
    payee = Payee(
        name=request.POST.get("nama", ""),
        relation=request.POST.get("hubungan", ""),
        bank=request.POST.get("bank", ""),
        account_no=request.POST.get("rekening", ""),
    )
    return _done(request, claim_id, name_payee(_number(request), claim_id, payee, at=at), gettext("Rekening dicatat."))


@page("claim.file", methods=POST)
def claim_appeal(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Object to a refusal."""
    on, at = now()
    acted = appeal(_number(request), claim_id, ground=request.POST.get("alasan", ""), on=on, at=at)
    return _done(request, claim_id, acted, gettext("Keberatan diterima; petugas lain memeriksanya."))


@page("claim.decide", methods=POST)
def claim_decide(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Enter the maker's decision."""
    on, at = now()
    claim = claim_file(claim_id, at)
    if claim is None:
        raise Http404
    confirmed: dict[str, Any] = {
        name: read(argument, request.POST.get(name, ""))
        for name, argument in kinds()[claim.line.kind].arguments.items()
    }
    refusal = request.POST.get("penolakan") or None
    if refusal is not None and refusal not in grounds():
        raise Http404
    acted = propose(_number(request), claim_id, confirmed=confirmed, refusal=refusal, on=on, at=at)
    return _done(request, claim_id, acted, gettext("Keputusan dicatat dan menunggu pemeriksa."))


@page("claim.check", methods=POST)
def claim_verdict(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Approve the decision that was shown, or return it."""
    on, at = now()
    decision_id = number_of(request.POST.dict(), "keputusan")
    if decision_id is None:
        raise Http404
    verdict = "RETURNED" if request.POST.get("hasil") == "kembali" else "APPROVED"
    note = request.POST.get("catatan")
    acted = check(_number(request), decision_id, claim_id, verdict=verdict, note=note, on=on, at=at)
    said = gettext("Keputusan disetujui.") if verdict == "APPROVED" else gettext("Dikembalikan kepada petugas.")
    return _done(request, claim_id, acted, said)


@page("claim.decide", methods=POST)
def claim_pay(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Pay what two people agreed on."""
    on, at = now()
    acted, _ = pay(_number(request), claim_id, on=on, at=at)
    return _done(request, claim_id, acted, gettext("Dibayar."))


def _number(request: HttpRequest) -> UUID:
    """The number the form was given, so that sending it twice does it once."""
    return number_of(request.POST.dict()) or uuid4()


def _done(request: HttpRequest, claim_id: UUID, acted: Acted, said: str) -> HttpResponse:
    if acted.outcome != "REFUSED":
        messages.success(request, said)
        return redirect("claim", claim_id=claim_id)
    if acted.reason == "UNKNOWN_CLAIM":
        raise Http404
    faults = (sentence(reason_label(acted.reason or "", language())),)
    return answer(request, claim_id, faults, 422, errors=acted.errors)
