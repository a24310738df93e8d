"""Who pays what of a contribution? Parts of a bar with their numbers, of one rule or of all that a question asks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from payung.reckon.public import Result
from payung.terms.public import read_yaml

PAYERS = Path(__file__).parent / "payers.yaml"
WHOLE = 1000


@dataclass(frozen=True)
class Part:
    """What one payer pays: code, label in the reader's language, rupiah, and where the part lies on a bar of 1000."""

    code: str
    label: str
    amount_idr: int
    begin: int
    per_1000: int


def paid_by(result: Result) -> dict[str, int]:
    """Rupiah by payer of an answer; empty for a rule that is no contribution, or for no amount."""
    found: dict[str, int] = {}
    for output, payer in _book()["rules"].get(result.rule_id, {}).items():
        amount = result.values.get(output)
        code = payer if payer in _book()["payers"] else _book()["inputs"][result.inputs[payer]]
        if isinstance(amount, int):
            found[code] = found.get(code, 0) + amount
    return found


def bar(paid: Iterable[Mapping[str, int]], language: str) -> tuple[Part, ...]:
    """The parts of the bar of one or more answers, in the order of the payers; those who pay nothing have none."""
    sums: dict[str, int] = {}
    for one in paid:
        for code, amount in one.items():
            sums[code] = sums.get(code, 0) + amount
    total = sum(sums.values())
    parts: list[Part] = []
    reached = 0
    for code, label in _book()["payers"].items():
        amount = sums.get(code, 0)
        if amount:
            begin = reached * WHOLE // total
            reached += amount
            parts.append(Part(code, label[language], amount, begin, reached * WHOLE // total - begin))
    return tuple(parts)


@cache
def _book() -> dict[str, Any]:
    found: dict[str, Any] = read_yaml(PAYERS)
    return found
