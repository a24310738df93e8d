"""With which matters does the board begin? Those of February 2026, as data (`matters.yaml`)."""

import uuid
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from payung.ledger.public import matter as book

FILE = Path(__file__).parent / "matters.yaml"
NAMESPACE = uuid.UUID("5d1c6a0e-3f0b-5c43-9a66-5a1b9a1d2026")
SYSTEM_USER, SYSTEM_NAME = 0, "payung"


@dataclass(frozen=True)
class Shipped:
    """A matter of `matters.yaml`: title and subject by language, who decides and acts, whose people it counts."""

    code: str
    title: dict[str, str]
    about: dict[str, str]
    owner: str
    decides: tuple[str, ...]
    acts: tuple[str, ...]
    measures: tuple[book.Measure, ...]
    source: str


@cache
def shipped() -> dict[str, Shipped]:
    """Every shipped matter by its code."""
    raw: dict[str, dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {code: _read(code, entry) for code, entry in raw.items()}


def open_shipped(on: date) -> int:
    """Open every shipped matter that is not open yet, as of a day; how many there are. A repeat is harmless."""
    for one in shipped().values():
        book.open_own(
            book.MatterRow(
                *(uuid.uuid5(NAMESPACE, one.code), "OWN", one.code, "", one.owner, one.title["id"], one.about["id"]),
                *(",".join(one.decides), ",".join(one.acts), one.source, on, one.measures, None, None, None, 0),
            ),
            SYSTEM_USER,
            SYSTEM_NAME,
        )
    return len(shipped())


def _read(code: str, entry: dict[str, Any]) -> Shipped:
    measures = tuple(book.Measure(programme, reason) for programme, reason in entry["people"])
    return Shipped(
        *(code, entry["title"], entry["about"], entry["owner"], tuple(entry["decides"]), tuple(entry["acts"])),
        measures,
        entry["source"],
    )
