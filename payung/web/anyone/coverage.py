"""How many are covered here, why are the others not? The map and the figures of a region, open to anybody."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from payung.follow.public import Coverage, NoSuchRegion, RegionFigures, ancestors, coverage_of
from payung.ledger.public import may
from payung.terms.public import codes, name_of
from payung.web.page import page
from payung.web.tile_map import tile_map

FIRST = "JKN"
ORDERS = {
    "tidak-aktif": lambda one: (one.not_active is None, -(one.not_active or 0), one.code),
    "aktif": lambda one: (one.active.per_1000 is None, one.active.per_1000 or 0, one.code),
    "terdaftar": lambda one: (one.registered.per_1000 is None, one.registered.per_1000 or 0, one.code),
    "penduduk": lambda one: (-one.population, one.code),
    "nama": lambda one: (one.name, one.code),
}
COLUMNS = (
    ("nama", gettext_lazy("Wilayah")),
    ("penduduk", gettext_lazy("Penduduk program")),
    ("terdaftar", gettext_lazy("Terdaftar")),
    ("aktif", gettext_lazy("Aktif")),
    ("tidak-aktif", gettext_lazy("Tidak aktif")),
)
BELOW = {
    "nation": gettext_lazy("Per provinsi"),
    "province": gettext_lazy("Per kabupaten dan kota"),
    "regency": gettext_lazy("Per kecamatan"),
    "district": gettext_lazy("Per desa dan kelurahan"),
}


@dataclass(frozen=True)
class Crumb:
    """A region above the one shown."""

    code: str
    name: str


@page("public")
def coverage(request: HttpRequest, region: str = "") -> HttpResponse:
    """The coverage of one programme (`?program=`) in a region, its regions in the order of `?urut=`."""
    programme = request.GET.get("program", FIRST)
    order = request.GET.get("urut", "tidak-aktif")
    if programme not in codes("programmes") or order not in ORDERS:
        raise Http404
    try:
        found = coverage_of(programme, region, is_exact=_sees_exact(request, region))
    except NoSuchRegion as error:
        raise Http404 from error
    if found is None:
        return render(request, "anyone/empty.html", status=503)
    return render(request, "anyone/coverage.html", _context(found, order))


def _sees_exact(request: HttpRequest, region: str) -> bool:
    return request.user.is_authenticated and may(request.user, "person.read", region=region)


def _context(found: Coverage, order: str) -> dict[str, object]:
    regions: list[RegionFigures] = sorted(found.regions, key=ORDERS[order])
    return {
        "coverage": found,
        "figures": found.figures,
        "regions": regions,
        "below": BELOW.get(found.level, ""),
        "map": tile_map(found.regions) if found.level == "nation" else None,
        "crumbs": [Crumb(code, name_of(code) or code) for code in ancestors(found.figures.code)],
        "programmes": codes("programmes"),
        "columns": COLUMNS,
        "order": order,
    }
