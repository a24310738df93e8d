"""How does a region get past 80, 85 and 95 percent active at the least cost, and stay there?"""

from functools import lru_cache
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from payung.ledger.public import profile_of
from payung.plan.public import NoSuchRegion, RegionAnswer, drift, region_actions, region_plans
from payung.terms.public import name_of, names
from payung.web.page import page
from payung.web.planner.place import place

REGENCY = 5
MONTHS = (6, 12, 24, 36)
VIEWS = ("region", "public")


@page("plan.read")
def plan_region(request: HttpRequest) -> HttpResponse:
    """The plans of a regency or province (`?wilayah=`), for `?bulan=` months, for `?untuk=` a budget."""
    at = place()
    if at is None:
        return render(request, "anyone/empty.html", status=503)
    own = profile_of(request.user).region_code[:REGENCY]
    choices = _choices(own)
    code = request.GET.get("wilayah", own if own in choices else "")
    months, view = request.GET.get("bulan", "12"), request.GET.get("untuk", "region")
    places = request.GET.get("tempat", "0")
    is_known = (not code or code in choices) and months in map(str, MONTHS) and view in VIEWS
    if not is_known or not places.isdigit() or len(places) > 9:
        raise Http404
    context = {
        "choices": choices,
        "code": code,
        "months": months,
        "view": view,
        "places": places,
        "month_choices": MONTHS,
        "drift": drift(),
        "actions": region_actions(),
        "found": _answer(at.tables, at.key, code, int(months), view, int(places)) if code else None,
        "is_empty": False,
    }
    context["is_empty"] = bool(code) and context["found"] is None
    return render(request, "plan/region.html", context)


@lru_cache(maxsize=256)
def _answer(tables: Path, key: str, code: str, months: int, view: str, places: int) -> RegionAnswer | None:
    """The plans for these tables (`key`), remembered; None where nobody lives there."""
    try:
        return region_plans(code, tables, months=months, view=view, places=places)
    except NoSuchRegion:
        return None


def _choices(own: str) -> dict[str, str]:
    """Provinces and regencies within the reader's region, by code."""
    codes = [code for kind in ("provinces", "regencies") for code in names(kind)]
    return {code: name_of(code) or code for code in sorted(codes) if code.startswith(own)}
