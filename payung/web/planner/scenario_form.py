"""What may be moved in a scenario on the page, and which scenario do the typed numbers make?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy

from payung.plan.public import numbers_in_force, scenario_of_numbers


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
    in_force: int | float | None = None

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
        "subsidi_daerah",
        gettext_lazy("Subsidi daerah bagi peserta mandiri baru, setahun"),
        gettext_lazy("persen iuran"),
        1,
        100,
    ),
    Lever(
        "dampingan", gettext_lazy("Didampingi sampai terdaftar"), gettext_lazy("persen yang belum terdaftar"), 1, 100
    ),
    Lever("biaya", gettext_lazy("Biaya mendampingi seorang"), gettext_lazy("rupiah"), 0, 1_000_000, 1_000),
    Lever("pemutihan", gettext_lazy("Pemutihan berlaku sekian bulan setelah diumumkan"), gettext_lazy("bulan"), 0, 12),
    Lever("pemutihan_desil", gettext_lazy("Pemutihan sampai desil (bila ada pemutihan)"), gettext_lazy("desil"), 1, 10),
    Lever(
        "pemutihan_bulan",
        gettext_lazy("Tunggakan yang dihapus paling banyak (bila ada pemutihan)"),
        gettext_lazy("bulan"),
        1,
        60,
    ),
    Lever("cicilan", gettext_lazy("Cicilan tunggakan paling banyak"), gettext_lazy("bulan"), 1, 60),
    Lever("cicilan_terkecil", gettext_lazy("Cicilan terkecil"), gettext_lazy("rupiah sebulan"), 0, 500_000, 5_000),
    Lever("daerah", gettext_lazy("Ditetapkan APBD"), gettext_lazy("orang"), 1, 50_000_000, 1),
    Lever("potongan", gettext_lazy("Potongan BPU diperpanjang"), gettext_lazy("bulan"), 1, 24),
    Lever("santunan", gettext_lazy("Santunan kematian"), gettext_lazy("juta rupiah"), 1, 500),
    Lever("tunggu", gettext_lazy("Masa tunggu santunan penuh BPU"), gettext_lazy("bulan"), 0, 12),
)


PARTS = {
    "PBI": (gettext_lazy("PBI: yang dibayari negara"), ("kuota", "desil", "tarif")),
    "OWN": (gettext_lazy("Peserta mandiri"), ("kelas3", "subsidi", "subsidi_daerah", "dampingan", "biaya")),
    "ARREARS": (
        gettext_lazy("Tunggakan"),
        ("pemutihan", "pemutihan_desil", "pemutihan_bulan", "cicilan", "cicilan_terkecil"),
    ),
    "REGION": (gettext_lazy("Pemerintah daerah"), ("daerah",)),
    "WORK": (gettext_lazy("Jaminan kerja"), ("potongan", "santunan", "tunggu")),
}


def typed(given: Mapping[str, str], on: date | None = None) -> list[Typed]:
    """Every lever with what the address says of it and, on a day, what the law says."""
    now = numbers_in_force(on) if on is not None else {}
    return [Typed(lever, given.get(lever.name, "").strip(), now.get(lever.name)) for lever in LEVERS]


def parts(levers: list[Typed]) -> list[tuple[Any, list[Typed]]]:
    """The levers by what they move, each part with its title."""
    by_name = {one.lever.name: one for one in levers}
    return [(title, [by_name[name] for name in names]) for title, names in PARTS.values()]


def scenario_of(levers: list[Typed], first: date) -> dict[str, Any] | None:
    """The scenario of the numbers typed, from the month `first`; None where nothing is changed."""
    return scenario_of_numbers({one.lever.name: one.number for one in levers if one.number is not None}, first)
