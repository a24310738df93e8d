"""How long do members stay, who may lapse next month, and which wave comes when a discount ends?"""

from collections.abc import Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from payung.follow.public import Cohort, Retention, kept_retention
from payung.terms.public import codes
from payung.web.curves import curves
from payung.web.page import page
from payung.web.planner.place import answers
from payung.web.templatetags.words import language

MARKS = (6, 12, 24, 60)
GROUPS, PROVINCES = 8, 12
TENURES = ("0–2", "3–5", "6–11", "12–23", "24–59", "60+")


@page("plan.read")
def cohorts(request: HttpRequest) -> HttpResponse:
    """Curves, forecasts with their back-test, and the wave, of the people in the reader's scope."""
    found = kept_retention(answers("retention"))
    if found is None:
        return render(request, "anyone/empty.html", status=503)
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
        "provinces": found.provinces[:PROVINCES],
        "tenures": TENURES,
    }
    return render(request, "follow/cohorts.html", context)


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
