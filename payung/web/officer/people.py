"""Who is not active here, for which reason, and whose move is it? A list, page by page, and as a CSV file."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from payung.follow.public import ancestors
from payung.ledger.public import (
    Filters,
    ListPage,
    current_run,
    export_people,
    log_access,
    may,
    people_count,
    profile_of,
)
from payung.ledger.public import people as people_page
from payung.terms.public import codes, name_of, names
from payung.web.officer.export import csv_lines
from payung.web.page import page

FILES_BELOW = {0: "provinces", 2: "regencies", 5: "districts", 8: "villages"}


@page("people.list")
def people(request: HttpRequest) -> HttpResponse:
    """A page of people not active, by `?wilayah=`, `?program=`, `?alasan=`, `?giliran=`; `?setelah=` turns the page."""
    wanted = _wanted(request)
    try:
        found = people_page(wanted, request.GET.get("setelah") or None)
    except ValueError as error:
        raise Http404 from error
    log_access("LIST", region=wanted.region, people=len(found.lines), detail=_query(wanted))
    return render(request, "officer/people.html", _context(request, wanted, found))


@page("people.export")
def people_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The whole list as CSV, streamed; taking it out is entered in the access log."""
    wanted = _wanted(request)
    run = current_run()
    response = StreamingHttpResponse(
        csv_lines(export_people(wanted), get_language() or "id"), content_type="text/csv; charset=utf-8"
    )
    name = "-".join(part for part in ("payung", wanted.programme, wanted.region, str(run.as_of) if run else "") if part)
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _wanted(request: HttpRequest) -> Filters:
    """The choice of the address; Http404 for a code that no list of terms knows."""
    region, programme = request.GET.get("wilayah", ""), request.GET.get("program", "JKN")
    reason, mover = request.GET.get("alasan", ""), request.GET.get("giliran", "")
    known = (
        programme in codes("programmes")
        and (not region or name_of(region) is not None)
        and (not reason or reason in codes("reasons"))
        and (not mover or mover in codes("movers"))
    )
    if not known:
        raise Http404
    return Filters(programme, region, reason=reason or None, next_move_by=mover or None, is_active=False)


def _context(request: HttpRequest, wanted: Filters, found: ListPage) -> dict[str, object]:
    scope_region = profile_of(request.user).region_code
    return {
        "rows": found.lines,
        "count": people_count(wanted),
        "next_after": found.after,
        "query": _query(wanted),
        "chosen": wanted,
        "regions": _regions(wanted.region or scope_region, scope_region),
        "programmes": codes("programmes"),
        "reasons": [code for code, entry in codes("reasons").items() if entry.facts["status"] != "ACTIVE"],
        "movers": codes("movers"),
        "may_export": may(request.user, "people.export"),
    }


def _query(wanted: Filters) -> str:
    chosen = {
        "program": wanted.programme,
        "wilayah": wanted.region,
        "alasan": wanted.reason,
        "giliran": wanted.next_move_by,
    }
    return urlencode({key: value for key, value in chosen.items() if value})


def _regions(chosen: str, scope_region: str) -> list[tuple[str, str]]:
    """Regions to choose from: those above the chosen one within the scope, itself, and those right below it."""
    above = [code for code in (*ancestors(chosen), chosen) if code and code.startswith(scope_region)]
    below = FILES_BELOW.get(len(chosen))
    start = f"{chosen}." if chosen else ""
    under = [code for code in names(below) if code.startswith(start)] if below else []
    return [(code, name_of(code) or code) for code in (*above, *under)]
