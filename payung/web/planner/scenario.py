"""What would a change of law or budget do? Numbers to move, the picture with its interval, the table with its
assumptions."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from payung.plan.public import Outcome, Scale, ScenarioFault, presets, simulate
from payung.terms.public import name_of
from payung.web.page import page
from payung.web.planner.band import band
from payung.web.planner.place import Place, place
from payung.web.planner.scenario_form import Typed, parts, scenario_of, typed

PARTS = {
    "TARIFF": gettext_lazy("iuran yang berubah"),
    "QUOTA": gettext_lazy("kuota dan desil PBI"),
    "REGION_PAYS": gettext_lazy("ditetapkan APBD"),
    "SUBSIDY": gettext_lazy("subsidi peserta baru"),
    "ASSIST": gettext_lazy("pendaftaran didampingi"),
    "WRITE_OFF": gettext_lazy("pemutihan: yang kembali"),
    "HAZARD": gettext_lazy("pemutihan: yang berhenti membayar karena menunggu"),
    "INSTALMENTS": gettext_lazy("cicilan tunggakan"),
    "DISCOUNT": gettext_lazy("potongan iuran BPU"),
    "BENEFIT": gettext_lazy("santunan kematian"),
}
PAYERS = {
    "STATE": gettext_lazy("negara (APBN)"),
    "PEMDA": gettext_lazy("pemerintah daerah (APBD)"),
    "PERSON": gettext_lazy("peserta sendiri"),
    "HELPER": gettext_lazy("penyelenggara pendampingan"),
    "FORGONE": gettext_lazy("tagihan yang dihapus (bukan uang keluar)"),
    "BPJS_KETENAGAKERJAAN": gettext_lazy("dana JKM (santunan)"),
}
DIMENSIONS = {
    "province": gettext_lazy("Provinsi"),
    "decile": gettext_lazy("Desil"),
    "sex": gettext_lazy("Jenis kelamin"),
}
# Months at which groups are told.
MARKS = (6, 12, 18, 24)
SEXES = {"L": gettext_lazy("laki-laki"), "P": gettext_lazy("perempuan")}


@page("plan.read")
def plan_scenario(request: HttpRequest) -> HttpResponse:
    """The form, and the outcome of what the address says. Nothing is kept."""
    at = place()
    if at is None:
        return render(request, "anyone/empty.html", status=503)
    given = {name: str(value) for name, value in request.GET.items()}
    chosen = presets().get(given.get("contoh", ""))
    levers = typed(chosen.fields if chosen else given, at.next_month)
    is_wrong = any(one.is_wrong for one in levers)
    context: dict[str, Any] = {
        "parts": parts(levers),
        "presets": presets(),
        "chosen": given.get("contoh"),
        "scale": at.scale,
    }
    if is_wrong:
        return render(request, "plan/scenario.html", {**context, "is_wrong": True}, status=422)
    asked = tuple((one.lever.name, one.text) for one in levers)
    try:
        found = _outcome(at.tables, at.key, at.scale, asked)
    except ScenarioFault as error:
        return render(request, "plan/scenario.html", {**context, "fault": error}, status=422)
    if found is not None:
        context |= _shown(found)
    return render(request, "plan/scenario.html", context)


@lru_cache(maxsize=64)
def _outcome(tables: Path, key: str, scale: Scale, asked: tuple[tuple[str, str], ...]) -> Outcome | None:
    """The outcome for what was typed, remembered for these tables (`key`)."""
    at: Place | None = place()
    levers: list[Typed] = typed(dict(asked))
    scenario = scenario_of(levers, at.next_month) if at else None
    return simulate(scenario, tables, scale=scale, memory_limit="1GB") if scenario else None


def _shown(found: Outcome) -> dict[str, Any]:
    pictures = [
        (programme, band(spans, found.month_days))
        for programme, spans in sorted(found.months.items(), reverse=True)
        if any(one.low or one.high for one in spans)
    ]
    marks = [number for number in MARKS if number <= len(found.month_days)]
    groups = [
        (key, words, [_group(found, key, *row[:2], marks) for row in found.groups[key]])
        for key, words in DIMENSIONS.items()
    ]
    benefits = [
        (
            words,
            [(_name(key, group), [spans[n - 1] for n in marks]) for group, spans in found.benefit_months[key].items()],
        )
        for key, words in DIMENSIONS.items()
    ]
    return {
        "found": found,
        "pictures": pictures,
        "effects": [(PARTS[code], programme, span) for code, programme, span in found.effects],
        "costs": [(PAYERS[payer], span) for payer, span in found.costs.items()],
        "groups": [one for one in groups if one[2]],
        "marks": [found.month_days[number - 1] for number in marks],
        "benefits": [one for one in benefits if one[1]],
        "eligible": found.said.get("WRITE_OFF.eligible"),
        "appointed": (found.said.get("REGION_PAYS.asked"), found.said.get("REGION_PAYS.found")),
    }


def _group(found: Outcome, dimension: str, group: str, people: int, marks: list[int]) -> tuple[Any, int, list[Any]]:
    """The group's name, its people, and who of them is covered more at each mark."""
    spans = found.group_months[dimension][group]
    return _name(dimension, group), people, [spans[number - 1] for number in marks]


def _name(dimension: str, group: str) -> Any:
    if dimension == "province":
        return name_of(group) or gettext_lazy("wilayah tidak diketahui")
    if dimension == "decile":
        return group if group != "0" else gettext_lazy("di luar DTSEN")
    return SEXES.get(group, gettext_lazy("tidak diketahui"))
