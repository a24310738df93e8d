"""Is every line of arithmetic right? Read with a pencil, its own printed numbers give the printed amount."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from payung.engine.public import open_engine
from payung.reckon.public import Column, Explanation, Result, Rule, Step, evaluate, explain, rules
from payung.reckon.wording import counted, written
from tests.reckon.arithmetic import check, sentences
from tests.reckon.people import asked_sql, everything, write_people

PEOPLE = 40


@cache
def rows_of(rule_id: str, folder: Path, people: int = PEOPLE) -> list[dict[str, Any]]:
    """The inputs of a rule for varied people: at, beside and between the law's own boundaries."""
    path = folder / "people.parquet"
    with open_engine("duckdb", memory_limit="1GB", threads=1) as engine:
        if not path.exists():
            write_people(path, engine, people)
        engine.register("people", path)
        cursor = engine.connection.execute(f"{asked_sql(rules()[rule_id])} ORDER BY ask_no")
        names = [column[0] for column in cursor.description]
        found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return [{name: value for name, value in row.items() if name != "ask_no"} for row in found]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the people are kept."""
    return tmp_path_factory.mktemp("people")


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.id)
def test_every_line_gives_its_amount(rule: Rule, folder: Path) -> None:
    answers = evaluate(rule.id, on=date(2026, 11, 1), inputs=rows_of(rule.id, folder), law=everything())
    for number, result in enumerate(answers):
        language = ("id", "en")[number % 2]
        told = explain(result, language)
        if result.outcome == "ERROR":
            assert told.steps == ()
            continue
        _check_lines(rule, result, told)


def _check_lines(rule: Rule, result: Result, told: Explanation) -> None:
    """Each output that has a value has a line, and each line comes to the value."""
    lines = {step.name: step for step in told.of("reckoned") if step.name != "reason"}
    known = {name for name, value in result.values.items() if value is not None}
    assert lines.keys() == known
    for column in rule.columns:
        step = lines.get(column.name)
        if step is None or column.type not in ("int64", "date"):
            continue
        *before, last = (check(one, told.language) for one in sentences(step.said))
        amount = result.values[column.name]
        assert last == counted(amount, column.unit, told.language), step.text
        if not before and last == step.said and column.type == "int64":
            assert _is_plain(column, amount, result, told, lines), f"{step.text} came from nowhere"
    used = {one.parameter_id for one in told.used}
    for step in told.steps:
        assert {piece.used.parameter_id for piece in step.pieces if piece.used} <= used
        assert {one.parameter_id for one in step.rests_on} <= used
        assert told.rests_on(step.name) == step.rests_on or step.name not in lines


def _is_plain(column: Column, amount: Any, result: Result, told: Explanation, lines: dict[str, Step]) -> bool:
    """Whether a number without arithmetic is nothing, an input, a number of the law, or stands on another line.

    Days and months between two days are counted, not reckoned; the year of a day is read off.
    """
    others = {check(sentences(step.said)[-1], told.language) for name, step in lines.items() if name != column.name}
    of_law = any(piece.used for piece in lines[column.name].pieces)
    is_counted = column.unit in ("days", "months", "years", "year")
    says = written(amount, column.unit, told.language)
    return amount == 0 or amount in result.inputs.values() or says in others or of_law or is_counted
