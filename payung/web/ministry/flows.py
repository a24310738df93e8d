"""Who left which payer and who came, between which two days, in which region, and as which file?"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from payung.follow.public import flow_accounts, flow_loads, flows_as_csv, flows_as_json, flows_as_sdmx_csv
from payung.ledger.public import kept
from payung.terms.public import codes, name_of
from payung.web.ministry.indicators import chosen_region, regions_near
from payung.web.page import PUBLIC, page

FILES = {
    "csv": (flows_as_csv, "text/csv; charset=utf-8"),
    "json": (flows_as_json, "application/json"),
    "sdmx.csv": (flows_as_sdmx_csv, "application/vnd.sdmx.data+csv; version=2.0.0"),
}
MOVES_SHOWN = 10


@page(PUBLIC)
def flows(request: HttpRequest) -> HttpResponse:
    """The account of each payer in a region (`?wilayah=`) and its parts, between two loads (`?dari=`, `?sampai=`)."""
    programme, region = chosen_region(request)
    loads = flow_loads()
    if not loads:
        return render(request, "anyone/empty.html", status=503)
    first, last = _span(request, loads)
    accounts = flow_accounts(programme, region, first, last)
    own = accounts[0] if accounts else None
    context = {
        "account": own,
        "moves": own.moves[:MOVES_SHOWN] if own else (),
        "parts": [(name_of(one.region), one) for one in accounts[1:]],
        "loads": loads,
        "first": first,
        "last": last,
        "programme": programme,
        "programmes": codes("programmes"),
        "region": region,
        "place": name_of(region) if region else "Indonesia",
        "regions": regions_near(region),
        "files": list(FILES),
    }
    return render(request, "follow/flows.html", context)


@page(PUBLIC)
def flows_file(request: HttpRequest, form: str) -> HttpResponse:
    """The accounts of a region and of those right below it as a file; the same loads give the same bytes."""
    programme, region = chosen_region(request)
    if form not in FILES:
        raise Http404
    write, content_type = FILES[form]
    first, last = _span(request, flow_loads())
    content = write(flow_accounts(programme, region, first, last))
    response = HttpResponse(content, content_type=content_type)
    name = "-".join(part for part in ("arus", programme, region) if part)
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response


def _span(request: HttpRequest, loads: list[kept.LoadRow]) -> tuple[int, int]:
    """The two loads asked for, by number; the newest two where nothing is asked. What is no such pair is not there."""
    numbers = [load.generation for load in loads]
    try:
        last = int(request.GET.get("sampai") or (numbers[0] if numbers else 0))
        first = int(request.GET.get("dari") or next((one for one in numbers if one < last), last))
    except ValueError as error:
        raise Http404 from error
    if numbers and not {first, last} <= set(numbers):
        raise Http404
    return min(first, last), max(first, last)
