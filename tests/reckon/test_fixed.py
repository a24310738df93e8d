"""Inputs that are the same for every row become literals of the text; no answer of any rule may change by it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from payung.engine.public import DuckdbEngine, open_engine
from payung.reckon.public import Rule, compiled, rules
from tests.reckon.people import asked_sql, write_people

PEOPLE = 500
MONTHS = (date(2016, 4, 1), date(2020, 9, 1), date(2026, 11, 1))


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckdbEngine]:
    """DuckDB with some varied people."""
    path: Path = tmp_path_factory.mktemp("people") / "people.parquet"
    with open_engine("duckdb", memory_limit="1GB", threads=1) as engine:
        write_people(path, engine, PEOPLE)
        engine.connection.execute(f"CREATE TABLE people AS SELECT * FROM '{path}'")
        yield engine


def given(one: Rule, month: date) -> dict[str, object]:
    """A day for every day that the question's own fills, and the first word of every list that has one."""
    days = {a.name: month for a in one.arguments if a.type == "date" and a.default == "on"}
    return days | {a.name: a.values[-1] for a in one.arguments if a.values and a.type == "text"}


@pytest.mark.parametrize(("number", "one"), list(enumerate(rules().values())), ids=rules())
def test_fixed_inputs_change_no_answer(number: int, one: Rule, engine: DuckdbEngine) -> None:
    fixed = given(one, MONTHS[number % len(MONTHS)])
    same = ", ".join(
        f"CAST('{value}' AS {'DATE' if isinstance(value, date) else 'VARCHAR'}) AS {name}"
        for name, value in fixed.items()
    )
    asked = f"SELECT * REPLACE ({same}) FROM ({asked_sql(one)})" if fixed else asked_sql(one)
    answers = []
    for some in ({}, fixed):
        found = engine.rows(f"WITH asked AS ({asked}) {compiled(one.id, 'duckdb', fixed=some)}")
        answers.append(sorted(found, key=lambda row: int(row[0])))
    assert answers[0] == answers[1]
    assert len(answers[0]) == PEOPLE


def test_a_fixed_month_leaves_one_value_of_the_law() -> None:
    text = compiled("jkn.pbi.contribution", "duckdb", fixed={"contribution_month": date(2026, 11, 1)})
    assert "CAST(42000 AS BIGINT)" in text
    assert "contribution_month >=" not in text
