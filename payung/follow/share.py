"""What is this share a share of? An indicator's definition, and a figure that carries it together with both counts."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "indicators"
LANGUAGES = ("id", "en")


@dataclass(frozen=True)
class Indicator:
    """An indicator as declared in `indicators/<id>.yaml`; every text by language (`id`, `en`).

    `denominator` is empty for a number that is no share. `unit` is percent, people or rupiah; `count` says which kept
    counts it is drawn from; `builders` are the variables it is built of.
    """

    id: str
    label: dict[str, str]
    concept: dict[str, str]
    definition: dict[str, str]
    interpretation: dict[str, str]
    formula: str
    numerator: dict[str, str]
    denominator: dict[str, str]
    unit: str
    programmes: tuple[str, ...]
    builders: tuple[str, ...]
    count: dict[str, Any]


@dataclass(frozen=True)
class Share:
    """A figure of an indicator on a day: people counted, people they are counted among. None is a hidden count."""

    indicator: Indicator
    numerator: int | None
    denominator: int | None
    as_of: date

    @property
    def per_1000(self) -> int | None:
        """The share in thousandths, rounded half up; None when it is hidden or nobody is in the denominator."""
        if self.numerator is None or not self.denominator:
            return None
        return (2000 * self.numerator + self.denominator) // (2 * self.denominator)


@cache
def indicators() -> dict[str, Indicator]:
    """Every declared indicator by its id, in the order to be read."""
    found = [(yaml.safe_load(path.read_text(encoding="utf-8")), path.stem) for path in sorted(FOLDER.glob("*.yaml"))]
    return {name: _read(raw, name) for raw, name in sorted(found, key=lambda one: one[0]["order"])}


def _read(raw: dict[str, Any], name: str) -> Indicator:
    texts = (raw["label"], raw["concept"], raw["definition"], raw["interpretation"], raw["formula"], raw["numerator"])
    return Indicator(
        name,
        *texts,
        raw.get("denominator", {}),
        raw["unit"],
        tuple(raw["programmes"]),
        tuple(raw["builders"]),
        raw["count"],
    )
