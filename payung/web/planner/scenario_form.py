"""What may be moved in a scenario on the page, and which scenario do the typed numbers make?"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext_lazy

from payung.law.public import load_law

FILE = Path(__file__).parent / "presets.yaml"
MONTHS = 24
MILLION = 1_000_000


@dataclass(frozen=True)
class Lever:
    """One number of the form: its name, label and unit, bounds and step; empty means unchanged."""

    name: str
    label: Any
    unit: Any
    least: int
    most: int
    step: int = 1


@dataclass(frozen=True)
class Typed:
    """A lever with what was typed and whether it can be used."""

    lever: Lever
    text: str

    @property
    def is_wrong(self) -> bool:
        """Whether something was typed that is no number within the bounds."""
        return self.text != "" and self.number is None

    @property
    def number(self) -> int | None:
        """The number typed, None where there is none."""
        is_whole = self.text.isascii() and self.text.isdigit() and len(self.text) < 12
        return int(self.text) if is_whole and self.lever.least <= int(self.text) <= self.lever.most else None


LEVERS = (
    Lever("kuota", gettext_lazy("Kuota PBI nasional"), gettext_lazy("juta orang"), 50, 200),
    Lever("desil", gettext_lazy("Desil tertinggi yang layak PBI"), gettext_lazy("desil"), 1, 10),
    Lever("tarif", gettext_lazy("Iuran PBI yang dibayar negara"), gettext_lazy("rupiah sebulan"), 20_000, 200_000, 250),
    Lever("kelas3", gettext_lazy("Iuran mandiri kelas III"), gettext_lazy("rupiah sebulan"), 0, 100_000, 500),
    Lever("subsidi", gettext_lazy("Subsidi peserta mandiri baru, setahun"), gettext_lazy("persen iuran"), 1, 100),
    Lever(
        "dampingan", gettext_lazy("Didampingi sampai terdaftar"), gettext_lazy("persen yang belum terdaftar"), 1, 100
    ),
    Lever("biaya", gettext_lazy("Biaya mendampingi seorang"), gettext_lazy("rupiah"), 0, 1_000_000, 1_000),
    Lever("pemutihan", gettext_lazy("Pemutihan berlaku sekian bulan setelah diumumkan"), gettext_lazy("bulan"), 0, 12),
    Lever("cicilan", gettext_lazy("Cicilan tunggakan paling banyak"), gettext_lazy("bulan"), 1, 60),
    Lever("daerah", gettext_lazy("Ditetapkan APBD"), gettext_lazy("orang"), 1, 50_000_000, 1),
    Lever("potongan", gettext_lazy("Potongan BPU diperpanjang"), gettext_lazy("bulan"), 1, 24),
    Lever("santunan", gettext_lazy("Santunan kematian"), gettext_lazy("juta rupiah"), 1, 500),
    Lever("tunggu", gettext_lazy("Masa tunggu santunan penuh BPU"), gettext_lazy("bulan"), 0, 12),
)


@cache
def presets() -> dict[str, dict[str, Any]]:
    """Scenarios to begin with, by name (`presets.yaml`)."""
    found: dict[str, dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return found


def typed(given: Mapping[str, str]) -> list[Typed]:
    """Every lever with what the address says of it."""
    return [Typed(lever, given.get(lever.name, "").strip()) for lever in LEVERS]


def scenario_of(levers: list[Typed], first: date) -> dict[str, Any] | None:
    """The scenario of the numbers typed, from the month `first`; None where nothing is changed."""
    value = {one.lever.name: one.number for one in levers if one.number is not None}
    changes = [_change(name, number, first) for name, number in value.items() if name in PARAMETERS]
    if "potongan" in value:
        changes += _discount(value["potongan"])
    actions: list[dict[str, Any]] = []
    if "desil" in value and "kuota" not in value:
        actions.append({"kind": "FILL_QUOTA"})
    if "subsidi" in value:
        actions.append({"kind": "SUBSIDY", "payer": "STATE", "percent": value["subsidi"], "months": 12})
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
    asked = {"name": "Skenario", "from": first, "months": MONTHS, "switch_on": switched}
    return {**asked, "changes": changes, "actions": actions}


# Parameter, key and factor of the levers that are one value of law.
PARAMETERS = {
    "kuota": ("jkn.pbi.national_quota", "", MILLION),
    "desil": ("jkn.pbi.eligible_deciles", "max", 1),
    "tarif": ("jkn.pbi.contribution", "", 1),
    "kelas3": ("jkn.pbpu_bp.kelas3_member_pays", "", 1),
    "cicilan": ("jkn.rehab.max_instalments", "pbpu_aktif", 1),
    "santunan": ("jkm.benefit", "total", MILLION),
    "tunggu": ("jkm.bpu.full_benefit_min_months", "", 1),
}


def _change(name: str, number: int, first: date) -> dict[str, Any]:
    parameter, key, factor = PARAMETERS[name]
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
