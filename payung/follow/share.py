"""What is this share a share of? An indicator's definition, and a figure that carries it together with both counts."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent / "indicators"
LANGUAGES = ("id", "en")


@dataclass(frozen=True)
class Indicator:
    """An indicator as declared in `indicators/<id>.yaml`; every text by language (`id`, `en`)."""

    id: str
    label: dict[str, str]
    definition: dict[str, str]
    numerator: dict[str, str]
    denominator: dict[str, str]


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
    """Every declared indicator by its id."""
    return {path.stem: _read(path) for path in sorted(FOLDER.glob("*.yaml"))}


def _read(path: Path) -> Indicator:
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Indicator(path.stem, raw["label"], raw["definition"], raw["numerator"], raw["denominator"])
