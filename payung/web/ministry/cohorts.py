"""How long do members stay, who may lapse next month, and which wave comes when a discount ends?"""

from collections.abc import Sequence
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from payung.follow.public import (
    Cohort,
    NoSuchRegion,
    Retention,
    Waves,
    kept_retention,
    kept_waves,
    waves_as_csv,
    waves_as_json,
    waves_as_sdmx_csv,
)
from payung.ledger.public import current_scope
from payung.terms.public import codes, name_of
from payung.web.curves import curves
from payung.web.ministry.indicators import LONGEST_CODE, regions_near
from payung.web.page import page
from payung.web.planner.place import answers
from payung.web.templatetags.words import language

MARKS = (6, 12, 24, 60)
GROUPS = 8
FILES = {
    "csv": (waves_as_csv, "text/csv; charset=utf-8"),
    "json": (waves_as_json, "application/json"),
    "sdmx.csv": (waves_as_sdmx_csv, "application/vnd.sdmx.data+csv; version=2.0.0"),
}
TENURES = ("0–2", "3–5", "6–11", "12–23", "24–59", "60+")


@page("plan.read")
def cohorts(request: HttpRequest) -> HttpResponse:
    """Curves and forecasts with their back-test, of the people in the reader's scope; the wave of `?wilayah=`."""
    found, wave = kept_retention(answers("retention")), kept_waves(answers("retention"))
    if found is None or wave is None:
        return render(request, "anyone/empty.html", status=503)
    region = _region(request)
    parts = (
        (gettext("Menurut pembayar"), found.by_payer),
        (gettext("Menurut saluran"), found.by_channel),
        (gettext("BPU: bergabung sebelum atau selama potongan iuran"), found.by_discount),
    )
    context = {
        "found": found,
        "pictures": [_picture(name, cohorts) for name, cohorts in parts if cohorts],
        "marks": MARKS,
        "forecasts": [(one, one.groups[:GROUPS]) for one in (found.paying or found).forecasts],
        "paying": found.paying,
        "paid_months": _named_months(found),
        "paid_pictures": _paid_pictures(found),
        "tenures": TENURES,
        "waves": _waves(wave, region),
        "unknown_since": wave.unknown_since,
        "region": region,
        "place": name_of(region) if region else "Indonesia",
        "regions": regions_near(region),
        "files": list(FILES),
    }
    return render(request, "follow/cohorts.html", context)


@page("plan.read")
def waves_file(request: HttpRequest, form: str) -> HttpResponse:
    """The wave of a region and of those right below it as a file; the same load gives the same bytes."""
    found = kept_waves(answers("retention"))
    if form not in FILES or found is None:
        raise Http404
    write, content_type = FILES[form]
    region = _region(request)
    response = HttpResponse(write(found, region), content_type=content_type)
    name = "-".join(part for part in ("gelombang", region) if part)
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response


def _region(request: HttpRequest) -> str:
    """The region asked for, down to a regency; that of the reader unless told."""
    region = request.GET.get("wilayah", (current_scope().region or "")[:LONGEST_CODE])
    try:
        regions_near(region)
    except NoSuchRegion as error:
        raise Http404 from error
    return region


def _waves(found: Waves, region: str) -> list[dict[str, object]]:
    """The rows of the table: the region's own, then those below it, to each of which a province leads on."""
    return [
        {
            "wave": one,
            "name": name_of(one.region) if one.region else "Indonesia",
            "leads_on": one.region != region and len(one.region) < LONGEST_CODE,
        }
        for one in found.of(region)
    ]


def _named_months(found: Retention) -> dict[str, date]:
    """The first and last month of the bills watched, and the month that is forecast."""
    if found.paying is None:
        return {}
    numbers = {"first": found.paying.first_month, "last": found.paying.last_month, "next": found.paying.last_month + 1}
    return {name: date(number // 12, number % 12 + 1, 1) for name, number in numbers.items()}


def _paid_pictures(found: Retention) -> list[dict[str, object]]:
    if found.paying is None:
        return []
    parts = (
        (gettext("Sampai bulan pertama yang tidak dibayar, menurut pembayar"), found.paying.by_payer),
        (gettext("Menurut cara membayar"), found.paying.by_channel),
        (gettext("BPU: dengan dan tanpa potongan iuran"), found.paying.by_discount),
    )
    return [_picture(name, cohorts) | {"is_paid": True} for name, cohorts in parts if cohorts]


def _picture(name: str, found: Sequence[Cohort]) -> dict[str, object]:
    labels = [_label(one.code) for one in found]
    rows = [
        (label, number, one.curve, [one.curve.at(month) for month in MARKS])
        for number, (label, one) in enumerate(zip(labels, found, strict=True))
    ]
    return {"name": name, "svg": curves(found, labels, name, gettext("bln")), "rows": rows}


def _label(code: str) -> str:
    segment, _, channel = code.partition("/")
    words = {
        "JOINED_BEFORE": gettext("bergabung sebelum potongan"),
        "JOINED_UNDER_DISCOUNT": gettext("bergabung selama potongan"),
        "ALONE": gettext("sendiri"),
        "COLLECTIVE": gettext("lewat kelompok"),
        "VA": gettext("nomor virtual"),
        "QRIS": gettext("QRIS"),
        "RELIEF": gettext("dengan potongan iuran"),
        "FULL_PRICE": gettext("iuran penuh"),
    }
    if code in words:
        return words[code]
    name = codes("segments")[segment].label(language())
    return f"{name}, {words[channel]}" if channel else name
