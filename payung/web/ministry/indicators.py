"""How many, of whom, by which definition, what moved, and as which file? Indicators, flows and the funnel."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from payung.follow.public import (
    NoSuchRegion,
    as_csv,
    as_json,
    as_sdmx_csv,
    compared,
    data_funnel,
    decree_funnels,
    exported,
    flow_account,
    published,
)
from payung.ledger.public import kept
from payung.terms.public import codes, names
from payung.web.page import PUBLIC, page

FILES = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "json": (as_json, "application/json"),
    "sdmx.csv": (as_sdmx_csv, "application/vnd.sdmx.data+csv; version=2.0.0"),
}
LONGEST_CODE = 5
MOVES_SHOWN = 10


@page(PUBLIC)
def indicators(request: HttpRequest) -> HttpResponse:
    """Every indicator of a programme (`?program=`) in a region (`?wilayah=`), with the load before and the flows."""
    programme, region = chosen_region(request)
    found = compared(programme, region)
    if not found:
        return render(request, "anyone/empty.html", status=503)
    account = flow_account(programme, region)
    context = {
        "found": found,
        "load": found[0].now.load,
        "loads": kept.loads(2),
        "programme": programme,
        "region": region,
        "regions": regions_near(region),
        "programmes": codes("programmes"),
        "account": account,
        "moves": account.moves[:MOVES_SHOWN] if account else (),
        "files": list(FILES),
    }
    return render(request, "follow/indicators.html", context)


@page(PUBLIC)
def indicators_file(request: HttpRequest, form: str) -> HttpResponse:
    """The figures of a region and of those right below it as a file; the same load gives the same bytes."""
    programme, region = chosen_region(request)
    if form not in FILES:
        raise Http404
    write, content_type = FILES[form]
    response = HttpResponse(write(exported(programme, region)), content_type=content_type)
    name = "-".join(part for part in ("indikator", programme, region) if part)
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response


@page("plan.read")
def funnel(request: HttpRequest) -> HttpResponse:
    """The funnel of each decree of removal, of the loaded data, and the rival figures of February 2026 in order."""
    context = {"published": published(), "decrees": decree_funnels(), "data": data_funnel()}
    return render(request, "follow/funnel.html", context)


def chosen_region(request: HttpRequest) -> tuple[str, str]:
    """The programme and region asked for, the nation unless told; Http404 for what is not there."""
    programme, region = request.GET.get("program", "JKN"), request.GET.get("wilayah", "")
    if programme not in codes("programmes") or len(region) > LONGEST_CODE:
        raise Http404
    try:
        regions_near(region)
    except NoSuchRegion as error:
        raise Http404 from error
    return programme, region


def regions_near(region: str) -> list[tuple[str, str]]:
    """Regions to choose from: those above the chosen one, itself, and those right below it."""
    if region and region not in names("provinces") and region not in names("regencies"):
        raise NoSuchRegion(region)
    above = [(region[:2], names("provinces")[region[:2]])] if region else []
    above += [(region, names("regencies")[region])] if len(region) == LONGEST_CODE else []
    below = {0: "provinces", 2: "regencies"}.get(len(region))
    return above + [(code, name) for code, name in names(below).items() if code.startswith(region)] if below else above
