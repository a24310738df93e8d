"""Which scenario do a few moved numbers make? The numbers of the page's sliders, and of the scenarios to begin with."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from payung.law.public import load_law

FILE = Path(__file__).parent / "presets.yaml"
MONTHS = 24
MILLION = 1_000_000


@dataclass(frozen=True)
class Preset:
    """A scenario to begin with: its label in Indonesian and English, the numbers it moves, and whether a meeting gets
    it as an option without asking."""

    label: Mapping[str, str]
    fields: Mapping[str, str]
    is_option: bool


@cache
def presets() -> dict[str, Preset]:
    """Scenarios to begin with, by name (`presets.yaml`)."""
    raw = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {name: Preset(one["label"], one["fields"], one["option"]) for name, one in raw.items()}


def scenario_of_numbers(
    value: Mapping[str, int], first: date, name: str | Mapping[str, str] = "Skenario"
) -> dict[str, Any] | None:
    """The scenario of the numbers moved, by lever, from the month `first`; None where nothing is changed."""
    conditions = CONDITIONS if "pemutihan" in value else {}
    moved = PARAMETERS | conditions
    changes = [_change(moved[name], number, first) for name, number in value.items() if name in moved]
    if "potongan" in value:
        changes += _discount(value["potongan"])
    actions: list[dict[str, Any]] = []
    if "desil" in value and "kuota" not in value:
        actions.append({"kind": "FILL_QUOTA"})
    if "subsidi" in value:
        actions.append({"kind": "SUBSIDY", "payer": "STATE", "percent": value["subsidi"], "months": 12})
    if "subsidi_daerah" in value:
        actions.append({"kind": "SUBSIDY", "payer": "PEMDA", "percent": value["subsidi_daerah"], "months": 12})
    if "dampingan" in value:
        actions.append({"kind": "ASSIST", "percent_reached": value["dampingan"], "cost_idr": value.get("biaya", 0)})
    if "daerah" in value:
        actions.append({"kind": "REGION_PAYS", "people": value["daerah"]})
    switched = {}
    if "pemutihan" in value:
        switched = {"jkn.arrears_writeoff_2026": first}
        actions.append({"kind": "WRITE_OFF", "announced": first, "from": _later(first, value["pemutihan"])})
    if not changes and not actions:
        return None
    asked = {"name": name, "from": first, "months": MONTHS, "switch_on": switched}
    return {**asked, "changes": changes, "actions": actions}


# Parameter, key and factor of the levers that are one value of law.
PARAMETERS = {
    "kuota": ("jkn.pbi.national_quota", "", MILLION),
    "desil": ("jkn.pbi.eligible_deciles", "max", 1),
    "tarif": ("jkn.pbi.contribution", "", 1),
    "kelas3": ("jkn.pbpu_bp.kelas3_member_pays", "", 1),
    "cicilan": ("jkn.rehab.max_instalments", "pbpu_aktif", 1),
    "cicilan_terkecil": ("jkn.rehab.max_instalments", "cicilan_minimal", 1),
    "santunan": ("jkm.benefit", "total", MILLION),
    "tunggu": ("jkm.bpu.full_benefit_min_months", "", 1),
}


# Conditions of the write-off, which say nothing without it.
CONDITIONS = {
    "pemutihan_desil": ("jkn.arrears_writeoff_2026", "decile_max", 1),
    "pemutihan_bulan": ("jkn.arrears_writeoff_2026", "months_cap", 1),
}


def numbers_in_force(on: date) -> dict[str, int | float]:
    """What the law says on a day, in the unit of each lever that is one value of law: where its slider begins."""
    law = load_law()
    found = {}
    for name, (parameter, key, factor) in PARAMETERS.items():
        value = law.value(parameter, on, *([key] if key else []))
        whole, rest = divmod(value, factor)  # type: ignore[operator]
        found[name] = round(value / factor, 1) if rest else whole  # type: ignore[operator]
    return found


def _change(moved: tuple[str, str, int], number: int, first: date) -> dict[str, Any]:
    parameter, key, factor = moved
    return {"parameter": parameter, "key": key, "from": first, "value": number * factor}


def _discount(months: int) -> list[dict[str, Any]]:
    """The discount of each sector goes on for so many months after the last day that the law gives it."""
    found = []
    for scope, timeline in load_law().parameter("bpu.discount_pp50").timelines.items():
        last = timeline[-1]
        if last.until is None:
            continue
        begins = last.until + timedelta(days=1)
        ends = _later(begins, months) - timedelta(days=1)
        parameter = {"parameter": "bpu.discount_pp50", "scope": scope, "value": last.value}
        found.append({**parameter, "from": begins, "until": ends})
    return found


def _later(day: date, months: int) -> date:
    """The same day so many months later, the month's last where it has no such day."""
    month = day.year * 12 + day.month - 1 + months
    year, number = month // 12, month % 12 + 1
    return date(year, number, min(day.day, monthrange(year, number)[1]))
