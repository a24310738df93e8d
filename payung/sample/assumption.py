"""What does the synthetic country take for granted, with which value, and on whose word?"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from payung.sample.array import Floats

FILE = Path(__file__).parent / "assumptions.yaml"
LONG = 160


@dataclass(frozen=True)
class Assumption:
    """One assumption: its value, what it says, where it comes from, and whether it is official, reported or our own."""

    id: str
    label: str
    status: str
    source: str
    value: Any


def assumptions() -> str:
    """Every assumption of the sample as text, one block each: id, status, what it says, value, source."""
    return "\n".join(_block(one) for one in load().values())


@cache
def load() -> dict[str, Assumption]:
    """The assumptions by id. Raises KeyError where an entry lacks label, status, source or value."""
    raw = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {key: Assumption(key, e["label"], e["status"], e["source"], e["value"]) for key, e in raw.items()}


def number(key: str) -> float:
    """One number, in the unit its label names."""
    return float(load()[key].value)


def table(key: str) -> dict[str, float]:
    """Numbers by key."""
    return {str(name): float(value) for name, value in load()[key].value.items()}


def numbers(key: str) -> Floats:
    """A list of numbers."""
    return np.asarray(load()[key].value, dtype=np.float64)


def nested(key: str) -> dict[str, Any]:
    """A mapping of mappings or lists."""
    value: dict[str, Any] = load()[key].value
    return value


def _block(one: Assumption) -> str:
    value = str(one.value)
    if len(value) > LONG:
        value = yaml.safe_dump(one.value, sort_keys=False, default_flow_style=None, width=110, allow_unicode=True)
        value = "\n" + "\n".join(f"    {line}" for line in value.splitlines())
    return f"{one.id} [{one.status}]\n  {one.label}\n  value: {value}\n  source: {one.source}\n"
