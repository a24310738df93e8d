"""Which figure was measured, by whom and how precisely; and what might it be, drawn many times?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml

FOLDER = Path(__file__).parent
DRAWS = 400
SEED = 2021
PERCENT = 100

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Figure:
    """One figure of a study, or one assumption: a share (or a ratio) with how it may vary.

    `form` is NORMAL (value, sd), COUNT (value of `of` people) or RANGE (between low and high, peak at value).
    `precision` is the half-width to which it was published; None where counts say it. Shares are of 1, ratios plain.
    """

    id: str
    value: float
    form: str
    low: float
    high: float
    status: str
    study: str
    label_id: str
    label_en: str
    why_id: str = ""
    why_en: str = ""
    precision: float | None = None
    of: int = 0

    def draws(self, random: np.random.Generator, number: int = DRAWS) -> Floats:
        """What the figure may be, many times: never below 0 for a share."""
        if self.form == "RANGE":
            if self.low == self.high:
                return np.full(number, self.value)
            return random.triangular(self.low, self.value, self.high, number)
        if self.form == "COUNT":
            took = self.value * self.of
            return random.beta(took, self.of - took, number)
        return np.maximum(random.normal(self.value, (self.high - self.low) / 2 / 1.96, number), 0.0)


@cache
def figures() -> Mapping[str, Figure]:
    """Every figure of every study and every assumption, by id."""
    return {one.id: one for path in sorted(FOLDER.glob("*.yaml")) for one in _read(path)}


def drawn(number: int = DRAWS, overrides: Mapping[str, tuple[float, float, float]] | None = None) -> dict[str, Floats]:
    """Every figure drawn `number` times, always the same; `overrides` gives low, mid and high of assumptions."""
    found = {}
    for place, one in enumerate(figures().values()):
        low, mid, high = (overrides or {}).get(one.id, (one.low, one.value, one.high))
        is_given = one.id in (overrides or {})
        asked = Figure(**{**one.__dict__, "low": low, "value": mid, "high": high, "form": "RANGE"}) if is_given else one
        # A stream for each figure, so that a new one leaves the draws of the others as they were.
        found[one.id] = asked.draws(np.random.default_rng([SEED, place]), number)
    return found


def _read(path: Path) -> Iterator[Figure]:
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    study = raw["study"]
    for key, entry in raw.get("figures", {}).items():
        scale = 1 if key.startswith("ratio") else PERCENT
        value, half = entry["value"] / scale, 1.96 * entry["sd"] / scale
        yield Figure(
            key,
            value,
            "NORMAL",
            value - half,
            value + half,
            entry["status"],
            study,
            *_labels(entry),
            precision=entry["precision"] / scale,
        )
    for key, entry in raw.get("counts", {}).items():
        value, of = entry["took"] / entry["of"], entry["of"]
        half = 1.96 * (value * (1 - value) / of) ** 0.5
        yield Figure(key, value, "COUNT", value - half, value + half, entry["status"], study, *_labels(entry), of=of)
    for key, entry in raw.get("ranges", {}).items():
        why = entry["why"]
        yield Figure(
            key,
            entry["mid"],
            "RANGE",
            entry["low"],
            entry["high"],
            "assumption",
            study,
            *_labels(entry),
            why["id"],
            why["en"],
        )


def _labels(entry: dict[str, Any]) -> tuple[str, str]:
    return entry["label"]["id"], entry["label"]["en"]
