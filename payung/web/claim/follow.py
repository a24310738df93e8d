"""Where does a claim stand, who holds it, and what is to be done? Lists for each desk, and the page of one claim."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy

from payung.act.public import (
    RELATIONS,
    Kind,
    Reckoning,
    computed,
    decided_before,
    grounds,
    kinds,
    policy,
    read_document,
    reason_label,
)
from payung.ledger.public import (
    ClaimFile,
    ClaimLine,
    claim_counts,
    claim_file,
    claims,
    may,
    own_person_id,
    pension,
    person_file,
    person_of,
)
from payung.reckon.public import InputError
from payung.terms.public import codes
from payung.web.anyone.question import Field, field_of
from payung.web.claim.form import CHILD, EVENT, REPLACES
from payung.web.claim.start import now
from payung.web.page import page
from payung.web.templatetags.words import language

# Which states a desk may ask for together, by the word in the address; the first is what it opens with.
GROUPS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "petugas": (gettext_lazy("Untuk petugas"), ("WAITS_MAKER", "APPEALED", "WAITS_PAYMENT")),
    "pemeriksa": (gettext_lazy("Untuk pemeriksa"), ("WAITS_CHECKER",)),
    "pemohon": (gettext_lazy("Menunggu pemohon"), ("WAITS_DOCUMENTS", "WAITS_PAYEE", "WAITS_COOL_OFF")),
    "selesai": (gettext_lazy("Selesai"), ("PAID", "REFUSED", "REPLACED")),
    "semua": (gettext_lazy("Semua"), ()),
}
STEPS = (gettext_lazy("Klaim diajukan"), gettext_lazy("Dihitung"), gettext_lazy("Diperiksa"), gettext_lazy("Dibayar"))
# How a way ends that does not end with money.
ENDS: dict[str, Any] = {"REFUSED": gettext_lazy("Ditolak"), "REPLACED": gettext_lazy("Diganti")}


@dataclass(frozen=True)
class Row:
    """A claim in a list with its kind and the days it has waited."""

    claim: ClaimLine
    kind: Kind
    days: int


@page("claim.follow")
def claims_page(request: HttpRequest) -> HttpResponse:
    """The claims in the reader's scope, by who must move; a worker's own family first of all."""
    _, at = now()
    chosen = request.GET.get("giliran", "")
    if chosen not in GROUPS:
        chosen = "pemeriksa" if may(request.user, "claim.check") else "semua"
        chosen = "petugas" if may(request.user, "claim.decide") else chosen
    counts = claim_counts(at)
    tabs = [
        (name, title, sum(count for state, count in counts.items() if not states or state in states))
        for name, (title, states) in GROUPS.items()
    ]
    context = {
        "rows": [row_of(one, at) for one in claims(at, GROUPS[chosen][1])],
        "tabs": tabs,
        "chosen": chosen,
        "family": _family(request),
        "may_file": may(request.user, "claim.file"),
    }
    return render(request, "claim/list.html", context)


@page("claim.follow")
def claim_page(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """One claim: where it stands and what each desk may do with it."""
    return answer(request, claim_id)


@page("claim.follow")
def claim_document(request: HttpRequest, claim_id: UUID, document_id: UUID) -> HttpResponse:
    """A paper of the claim, as it came."""
    found = read_document(document_id)
    if found is None:
        raise Http404
    row, content = found
    response = HttpResponse(content, content_type=row.media_type)
    # A paper is looked at, never run: the page's own policy would let a PDF viewer load nothing else anyway.
    response["Content-Disposition"] = f'inline; filename="{row.kind.lower()}"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def answer(
    request: HttpRequest,
    claim_id: UUID,
    faults: tuple[str, ...] = (),
    status: int = 200,
    *,
    errors: tuple[InputError, ...] = (),
) -> HttpResponse:
    """The page of a claim, with the faults of an act that was not done; those of a figure stand at its field."""
    _, at = now()
    claim = claim_file(claim_id, at)
    if claim is None:
        raise Http404
    kind = kinds()[claim.line.kind]
    context: dict[str, Any] = {
        "claim": claim,
        "row": row_of(claim.line, at),
        "kind": kind,
        "state": codes("claim_states")[claim.line.state],
        "steps": list(enumerate((*STEPS[:-1], ENDS.get(claim.line.state, STEPS[-1])), 1)),
        "is_unpaid_end": claim.line.state in ENDS,
        "step": codes("claim_states")[claim.line.state].facts["step"],
        "faults": faults,
        "typed": request.POST,
        "new_number": uuid4(),
        "told": told(kind, claim.facts),
        "decisions": [(one, claim.check_of(one.decision_id), _reason(one.reason)) for one in claim.decisions],
        "pension": pension.pensions(claim_id) and pension.months_of(claim_id) if claim.payment else [],
        "may_file": may(request.user, "claim.file"),
        "relations": RELATIONS,
        "banks": policy().banks,
    }
    if context["may_file"] and claim.line.state == "REFUSED":
        context["again"] = _again(claim, kind)
    context |= _desk(request, claim, kind, at, errors)
    return render(request, "claim/claim.html", context, status=status)


def row_of(line: ClaimLine, at: datetime) -> Row:
    """A claim with its kind and the days since it came to stand where it stands."""
    return Row(line, kinds()[line.kind], (at - line.since).days)


def told(kind: Kind, facts: dict[str, Any]) -> list[tuple[str, Any, str]]:
    """What the claimant told: label, value and unit of each."""
    arguments = kind.arguments
    return [
        (arguments[name].label(language()).split(":")[0], value, arguments[name].unit)
        for name, value in facts.items()
        if name in arguments
    ]


def _again(claim: ClaimFile, kind: Kind) -> str | None:
    """Address of the form with what was told before, by which this claim is filed again and named as replaced."""
    person_id = person_of(claim.line.participant_id)
    if person_id is None:
        return None
    given = {REPLACES: str(claim.line.claim_id), EVENT: claim.line.event_on.isoformat()}
    given |= {name: str(value) for name, value in claim.facts.items()}
    if claim.line.beneficiary_id is not None:
        given[CHILD] = str(person_of(claim.line.beneficiary_id) or "")
    return f"{reverse('claim_form', args=[person_id, kind.slug])}?{urlencode(given)}"


def _desk(
    request: HttpRequest, claim: ClaimFile, kind: Kind, at: datetime, errors: tuple[InputError, ...]
) -> dict[str, Any]:
    """What the officer's and the checker's desk need beside."""
    state = claim.line.state
    context: dict[str, Any] = {"may_pay": may(request.user, "claim.decide") and state == "WAITS_PAYMENT"}
    context["may_check"] = may(request.user, "claim.check") and state == "WAITS_CHECKER"
    context["may_decide"] = may(request.user, "claim.decide") and state in (
        *("WAITS_DOCUMENTS", "WAITS_PAYEE", "WAITS_MAKER"),
        "APPEALED",
    )
    if context["may_decide"] and decided_before(claim, int(request.user.pk or 0)):
        context |= {"may_decide": False, "decided_before": True}
    if context["may_decide"]:
        said = computed(claim, {}, at=at)
        context["said"] = said if isinstance(said, Reckoning) else None
        context["bar"] = said if isinstance(said, str) else None
        context["said_reason"] = _reason(said if isinstance(said, str) else said.reason)
        context["said_sentence"] = said.sentence(language()) if isinstance(said, Reckoning) else ""
        context["figures"] = _figures(kind, said, request.POST, errors) if isinstance(said, Reckoning) else []
        context["grounds"] = [(code, _reason(code)) for code in grounds()]
    return context


def _figures(kind: Kind, said: Reckoning, typed: QueryDict, errors: tuple[InputError, ...]) -> list[Field]:
    """Fields for what the officer confirms: the fund's own figures, and what no register knew."""
    names = [*kind.confirmed, *(name for name in said.missing if name not in kind.confirmed)]
    on, _ = now()
    fields = []
    for name in names:
        asked = field_of(kind.arguments[name], "", language(), on)
        asked.typed = typed.get(name, "")
        asked.is_needed = name in said.missing
        asked.faults = [one.message(language(), field=asked.label) for one in errors if one.field == name]
        fields.append(asked)
    return fields


def _reason(code: str) -> str:
    return reason_label(code, language())


def _family(request: HttpRequest) -> list[tuple[int, str]]:
    """Whom a worker may claim for: oneself and the family card."""
    person_id = own_person_id(request.user)
    file = person_file(person_id) if person_id is not None else None
    if file is None:
        return []
    return [(file.person.person_id, file.person.name), *((one.person_id, one.name) for one in file.family)]
