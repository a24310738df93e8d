"""Does every rule answer as its sentences say, on every engine?"""

from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest

from payung.law.public import load_law
from payung.reckon.public import Result, asked_table, evaluate, inline_of, rule, rules, steps
from tests.engines import engine_of
from tests.engines import evaluate as evaluate_on
from tests.reckon.cases import Case, cases

ENGINES = ["postgres", pytest.param("spark", marks=[pytest.mark.spark, pytest.mark.xdist_group("spark")])]


@pytest.mark.parametrize("case", cases(), ids=str)
def test_case(case: Case) -> None:
    result = _answer(case)
    said = {**result.values, "outcome": result.outcome, "reason": result.reason}
    assert {name: said.get(name) for name in case.out} == case.out, result.errors
    for name, wrong in case.never.items():
        assert said[name] != wrong


@pytest.mark.parametrize("rule_id", sorted({case.rule_id for case in cases()}))
@pytest.mark.parametrize("kind", ENGINES)
def test_engines_agree(kind: str, rule_id: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    url = request.getfixturevalue("postgres_url") if kind == "postgres" else None
    lawful = [case for case in cases() if case.rule_id == rule_id and not case.switched_on]
    answers = [_answer(case) for case in lawful]
    table = asked_table(rule_id, [answer.inputs for answer in answers if answer.outcome != "ERROR"])
    path = tmp_path / "asked.parquet"
    pyarrow.parquet.write_table(table, path)
    names = ["outcome", "reason", *(column.name for column in rule(rule_id).columns)]
    with engine_of(kind, url) as engine:
        query = f"SELECT {', '.join(names)} FROM {rule(rule_id).step_name} ORDER BY ask_no"
        found = evaluate_on(engine, {"asked": path}, steps(rule_id), query, inline=inline_of(rule(rule_id), load_law()))
    wanted = [_row(answer) for answer in answers if answer.outcome != "ERROR"]
    assert [tuple(row) for row in found] == wanted


def test_every_rule_has_cases() -> None:
    told = {case.rule_id for case in cases()}
    assert set(rules()) - told == set()
    assert told - set(rules()) == set()


def test_sentences_are_told_once() -> None:
    said = [str(case) for case in cases()]
    assert [one for one in said if said.count(one) > 1] == []


def _answer(case: Case) -> Result:
    (result,) = evaluate(case.rule_id, on=case.on, inputs=[case.given], switched_on=case.switched_on)
    return result


def _row(answer: Result) -> tuple[Any, ...]:
    return (answer.outcome, answer.reason, *answer.values.values())
