"""How does somebody start a claim? Which benefits there may be, and a form with a reckoning before it is filed."""

from datetime import UTC, date, datetime
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from payung.act.public import Kind, Reckoning, chances, estimate, file_claim, kind_by_slug, kinds, reason_label
from payung.ledger.public import PersonFile, claims_of, participant_of, person_file
from payung.web.asked import asked_before, keep
from payung.web.claim.form import NUMBER, REPLACES, Form, claim_form_of, number_of, sentence
from payung.web.page import page
from payung.web.templatetags.words import language

PROGRAMMES = ("JKK", "JKM", "JHT", "JKP", "JP")


@page("claim.file")
def claim_kinds(request: HttpRequest, person_id: int) -> HttpResponse:
    """What may be claimed for a person: what the registers suggest first, then everything."""
    file = _file(person_id)
    on, at = now()
    found = chances(file, on, at=at)
    suggested = {one.kind.code for one in found}
    others = [
        (name, [one for one in kinds().values() if one.programme == name and one.code not in suggested])
        for name in PROGRAMMES
    ]
    return render(
        request,
        "claim/kinds.html",
        {
            "person": file.person,
            "chances": found,
            "groups": [group for group in others if group[1]],
            "claims": claims_of(participant_of(person_id), at),
        },
    )


@page("claim.file", methods=("GET", "POST"))
def claim_form(request: HttpRequest, person_id: int, slug: str) -> HttpResponse:
    """The form of a benefit: reckoned first where asked, filed where sent."""
    kind = kind_by_slug(slug)
    if kind is None:
        raise Http404
    file = _file(person_id)
    on, at = now()
    asked = asked_before(request) if request.method == "GET" else None
    given = {name: str(value) for name, value in (asked or request.POST or request.GET).items()}
    form = claim_form_of(kind, file, given, language(), on)
    if asked is not None and form.filing is not None:
        return _reckoned(request, kind, file, form, given, on, at)
    if request.method == "GET":
        for one in form.fields:
            one.faults.clear()
        return _page(request, kind, file, form, given, None)
    if form.filing is None:
        return _page(request, kind, file, form, given, None, status=422)
    if given.get("langkah") == "hitung":
        reckoned = _reckoned(request, kind, file, form, given, on, at)
        is_whole = reckoned.status_code == HTTPStatus.OK
        return (keep(request, request.POST) if is_whole else None) or reckoned
    return _filed(request, kind, file, form, given, on, at)


def now() -> tuple[date, datetime]:
    """The day here and the moment."""
    return timezone.localdate(), datetime.now(UTC)


def _filed(
    request: HttpRequest, kind: Kind, file: PersonFile, form: Form, given: dict[str, str], on: date, at: datetime
) -> HttpResponse:
    """The claim that was filed, or the form again with why not; one of the same event is shown the way to."""
    if form.filing is None:
        raise Http404
    filed = file_claim(form.filing, on=on, at=at)
    if filed.outcome != "REFUSED":
        if filed.outcome == "FILED":
            messages.success(request, gettext("Klaim diterima. Lengkapi dokumen dan rekening di bawah."))
        return redirect("claim", claim_id=filed.claim_id)
    if filed.reason == "SAME_EVENT":
        found = claims_of(participant_of(file.person.person_id), at)
        given["same"] = next((str(one.claim_id) for one in found if one.kind == kind.code), "")
    if not form.blame(filed.errors, filed.reason, language()):
        messages.error(request, sentence(reason_label(filed.reason or "", language())))
    return _page(request, kind, file, form, given, None, status=422)


def _reckoned(
    request: HttpRequest, kind: Kind, file: PersonFile, form: Form, given: dict[str, str], on: date, at: datetime
) -> HttpResponse:
    """The form again with what the law would say; nothing is kept."""
    if form.filing is None:
        raise Http404
    said = estimate(form.filing, on=on, at=at)
    if isinstance(said, str):
        if not form.blame((), said, language()):
            messages.error(request, sentence(reason_label(said, language())))
        return _page(request, kind, file, form, given, None, status=422)
    if said.errors:
        form.blame(said.errors, None, language())
        return _page(request, kind, file, form, given, None, status=422)
    return _page(request, kind, file, form, given, said)


def _page(
    request: HttpRequest,
    kind: Kind,
    file: PersonFile,
    form: Form,
    given: dict[str, str],
    said: Reckoning | None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {"kind": kind, "person": file.person, "form": form, "said": said}
    context |= {"number": number_of(given) or uuid4(), "number_name": NUMBER, "replaces_name": REPLACES}
    context |= {"replaces": number_of(given, REPLACES) or "", "same": number_of(given, "same")}
    if said is not None:
        arguments = kind.arguments
        context["sentence"] = said.sentence(language())
        context["missing"] = [arguments[name].label(language()) for name in said.missing]
        context["reason"] = reason_label(said.reason, language())
    return render(request, "claim/form.html", context, status=status)


def _file(person_id: int) -> PersonFile:
    file = person_file(person_id)
    if file is None:
        raise Http404
    return file
