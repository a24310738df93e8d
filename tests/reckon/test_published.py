"""Is every published worked example a case of law, and does no figure come out that is wrong but in circulation?"""

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from payung.reckon.public import evaluate
from tests.reckon.cases import Case, cases

LIST = Path(__file__).parent / "published.yaml"
WORD = re.compile(r"[\w.]+")
ALL, WRONG = 55, {"trap.jkp_wrong", "trap.batang_sum"}


@cache
def published() -> dict[str, dict[str, Any]]:
    """The examples by id."""
    found: dict[str, dict[str, Any]] = yaml.safe_load(LIST.read_text(encoding="utf-8"))
    return found


def naming(example: str) -> list[Case]:
    """The cases whose source names the example."""
    return [case for case in cases() if example in {word.rstrip(".") for word in WORD.findall(case.source)}]


def test_the_list_is_whole() -> None:
    assert len(published()) == ALL
    assert {one for one, told in published().items() if told["kind"] == "misinformation"} == WRONG


@pytest.mark.parametrize("example", published())
def test_the_example_is_a_case(example: str) -> None:
    told, found = published()[example], naming(example)
    out = [value for case in found for value in case.out.values()]
    never = [value for case in found for value in case.never.values()]
    assert told["figures"] or told["about"]
    assert set(told["figures"]) <= set(out)
    for figure in told.get("about", []):
        assert any(type(value) is int and abs(value - figure) * 100 <= figure for value in out)
    wrong = set(told.get("wrong", []))
    assert wrong <= set(never)
    assert not wrong & set(out)


def test_four_deaths_in_batang_sum_to_what_the_law_gives() -> None:
    told = published()["trap.batang_sum"]
    day = date(2023, 6, 1)
    ask = {
        "jkk.benefit.death": [{"event_on": day, "wage_monthly_idr": 1_000_000}],
        "jkm.benefit": [{"died_on": day, "months_member": 12}] * 3,
    }
    answers = [one for rule_id, rows in ask.items() for one in evaluate(rule_id, on=date(2026, 3, 1), inputs=rows)]
    total = sum(int(one.values["total_idr"] or 0) for one in answers)
    assert total == told["sum"]
    assert total != told["wrong_sum"]
