"""Who is this? One field takes a NIK, a card number or a name; what was typed never stands in an address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from payung.ledger.public import PersonLine, log_access, may
from payung.ledger.public import search as search_people
from payung.web.asked import asked_before, keep
from payung.web.page import page

SHORTEST = 3
SHOWN = 50


@page("person.find", methods=("GET", "POST"))
def search(request: HttpRequest) -> HttpResponse:
    """Ask for people (POST), and those in the reader's scope found for what was asked; the empty form before."""
    context: dict[str, object] = {"may_search_names": may(request.user, "person.search")}
    asked = request.POST if request.method == "POST" else asked_before(request)
    if asked is not None:
        typed = asked.get("q", "").strip()
        context |= {"typed": typed, "fault": _fault(typed, bool(context["may_search_names"]))}
        if not context["fault"]:
            kept = keep(request, request.POST) if request.method == "POST" else None
            if kept is not None:
                return kept
            found = _found(typed)
            context |= {"found": found, "may_be_more": len(found) == SHOWN}
    return render(request, "officer/search.html", context, status=422 if context.get("fault") else 200)


def _fault(typed: str, may_search_names: bool) -> str | None:
    if len(typed) < SHORTEST:
        return "short"
    return None if may_search_names or _is_number(typed) else "name"


def _found(typed: str) -> list[PersonLine]:
    """The people found; that somebody searched is entered in the access log, what was typed is not."""
    found = search_people(typed, limit=SHOWN)
    log_access("LIST", people=len(found), detail="search by number" if _is_number(typed) else "search by name")
    return found


def _is_number(typed: str) -> bool:
    return any(letter.isdigit() for letter in typed)
