"""Where are the cases of law, and how is one read? `cases/reckon/<programme>/<rule>.yaml`, one sentence a case."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parent.parent / "cases" / "reckon"
KEYS = {"says", "day", "in", "out", "not", "source", "switched_on"}


@dataclass(frozen=True)
class Case:
    """One sentence of law with its inputs: what must come out, and what must not."""

    rule_id: str
    says: str
    on: date
    given: dict[str, Any]
    out: dict[str, Any]
    never: dict[str, Any]
    source: str
    switched_on: dict[str, date]

    def __str__(self) -> str:
        return f"{self.rule_id}: {self.says}"


@cache
def cases() -> tuple[Case, ...]:
    """Every case of every file."""
    return tuple(case for path in sorted(FOLDER.glob("*/*.yaml")) for case in _read(path))


def _read(path: Path) -> Iterator[Case]:
    for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
        assert entry.keys() <= KEYS, f"{path.name}: {entry.keys() - KEYS}"
        yield Case(
            rule_id=f"{path.parent.name}.{path.stem}",
            says=entry["says"],
            on=entry["day"],
            given=entry.get("in", {}),
            out=entry["out"],
            never=entry.get("not", {}),
            source=entry["source"],
            switched_on=entry.get("switched_on", {}),
        )
