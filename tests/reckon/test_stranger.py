"""Can somebody who knows only `payung rule list --json` call every rule, and is every answer what the list promises?"""

import json
from datetime import date
from functools import cache
from typing import Any

import pytest

from payung.reckon.public import evaluate, reasons, result_data, rule_data, rules

ON = date(2026, 11, 1)
ROWS = 40
PYTHON_TYPES = {"int64": int, "text": str, "date": str, "bool": bool}
DAYS = ["2026-03-10", "2025-08-17", "2026-10-31", "2024-02-29"]
# What the law of a day, or that it is not law, may still refuse; a wrong input it may not.
LAWFUL = {"DAY_OUTSIDE_LAW", "NOT_LAW"}


@cache
def listed() -> list[dict[str, Any]]:
    """The list as a program gets it."""
    found: list[dict[str, Any]] = json.loads(json.dumps([rule_data(one) for one in rules().values()]))
    return found


def value_for(given: dict[str, Any], number: int) -> Any:
    """A valid value for an input, from its description alone; the number makes rows differ."""
    if "values" in given:
        return given["values"][number % len(given["values"])]
    if given["type"] == "bool":
        return number % 2 == 0
    if given["type"] == "date":
        # At the limits too: they are promised.
        days = [*DAYS, given["minimum"], given["maximum"]]
        return days[number % len(days)]
    assert given["type"] == "int64"
    spread = given["maximum"] - given["minimum"]
    return given["minimum"] + [spread, 0, 1, spread // 3, min(spread, 5_000_000), min(spread, 12)][number % 6]


def rows_for(described: dict[str, Any]) -> list[dict[str, Any]]:
    """Rows with every required input, and with the others more often than not."""
    whole = [
        {
            given["name"]: value_for(given, row * 7 + place * (1 + row // 6))
            for place, given in enumerate(described["inputs"])
        }
        for row in range(ROWS)
    ]
    return [
        {
            given["name"]: full[given["name"]]
            for place, given in enumerate(described["inputs"])
            if given["required"] or "required_when" in given or (row + place) % 4
        }
        for row, full in enumerate(whole)
    ]


@pytest.mark.parametrize("described", listed(), ids=lambda one: one["id"])
def test_a_rule_is_called_from_its_description(described: dict[str, Any]) -> None:
    switched_on = {one: date(2026, 1, 1) for one in described["not_law"]}
    found = evaluate(described["id"], on=ON, inputs=rows_for(described), switched_on=switched_on)
    answers = [json.loads(json.dumps(result_data(one))) for one in found]
    assert len(answers) == ROWS
    refused = {error["code"] for one in answers for error in one["errors"]}
    assert refused <= LAWFUL
    told = [one for one in answers if one["outcome"] != "ERROR"]
    assert told
    for one in told:
        check_answer(described, one)


def check_answer(described: dict[str, Any], answer: dict[str, Any]) -> None:
    """Outcome, reason, every output of its type and codes, and the law it rests on."""
    promised = {one["name"]: one for one in described["outputs"]}
    for name in ("outcome", "reason"):
        assert answer[name] in promised.pop(name)["values"]
    assert answer["outputs"].keys() == promised.keys()
    for name, one in promised.items():
        value = answer["outputs"][name]
        if value is None:
            assert one["nullable"] or answer["outcome"] == "REFUSED", name
            continue
        assert type(value) is PYTHON_TYPES[one["type"]], name
        assert value in one.get("values", [value])
        assert one["unit"]
    for used in answer["parameters"]:
        assert used["id"] in described["parameters"]
        assert used["value"] is not None
        assert (used["in_force_from"] or "") <= used["on"] <= (used["in_force_until"] or "9999")
        assert used["article"]
        assert used["sources"]


def test_every_answer_that_is_an_amount_rests_on_named_law() -> None:
    bare = []
    for described in listed():
        switched_on = {one: date(2026, 1, 1) for one in described["not_law"]}
        for one in evaluate(described["id"], on=ON, inputs=rows_for(described), switched_on=switched_on):
            if one.outcome == "OK" and not one.used:
                bare.append((one.rule_id, one.reason))
    # Paid months need no law to cover a day; the due day of an employer is one of the inputs.
    assert set(bare) == {("tk.cover", "PAID_UP")}


def test_every_reason_belongs_to_a_rule() -> None:
    assert {code for one in rules().values() for code in one.reasons} == set(reasons())
