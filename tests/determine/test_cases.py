"""Does the law, as written in the rules, answer every case, on DuckDB, PostgreSQL and Spark alike?"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from payung.determine.public import determination_steps
from payung.law.public import load_law
from payung.terms.public import codes, table
from tests.determine.cases import AS_OF, Case, cases
from tests.engines import engine_of, write_parquet

SPARK = [pytest.mark.spark, pytest.mark.xdist_group("spark")]
# Each day is a run of its own, and on Spark a run takes a minute: there the cases of the main day run, which are most.
PAIRS = [
    *(
        pytest.param(case, kind, id=f"{kind}-{case.file}: {case.says}")
        for kind in ("duckdb", "postgres")
        for case in cases()
    ),
    *(
        pytest.param(case, "spark", marks=SPARK, id=f"spark-{case.file}: {case.says}")
        for case in cases()
        if case.as_of == AS_OF
    ),
]
DETERMINATIONS = table("determinations").column_names
CLOCKS = table("clocks").column_names


@dataclass
class Answers:
    """What one engine determined of all cases of a day."""

    determinations: dict[tuple[int, str], dict[str, Any]] = field(default_factory=dict)
    clocks: dict[tuple[int, str], dict[str, dict[str, Any]]] = field(default_factory=dict)


@pytest.fixture(scope="module")
def answered() -> dict[tuple[str, date], Answers]:
    """Answers found so far, so that an engine runs once for each day."""
    return {}


@pytest.mark.parametrize(("case", "kind"), PAIRS)
def test_case(
    case: Case,
    kind: str,
    answered: dict[tuple[str, date], Answers],
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    if (kind, case.as_of) not in answered:
        url = request.getfixturevalue("postgres_url") if kind == "postgres" else None
        same_day = [other for other in cases() if other.as_of == case.as_of]
        answered[kind, case.as_of] = answers(kind, url, same_day, case.as_of, tmp_path)
    found = answered[kind, case.as_of]
    key = (case.person_id, case.programme)
    row = found.determinations.get(key)
    if case.expect is None:
        assert row is None
        return
    assert row is not None
    assert {column: row[column] for column in case.expect} == case.expect
    if case.clocks is not None:
        running = found.clocks.get(key, {})
        assert {clock: found["closes"] for clock, found in running.items()} == case.clocks


def answers(kind: str, url: str | None, some: Sequence[Case], as_of: date, folder: Path) -> Answers:
    """Run the rules over the people of some cases on one engine."""
    for name in ("persons", "memberships"):
        rows = [row for case in some for row in getattr(case, name)]
        columns = {column.name: column.type for column in table(name).columns}
        write_parquet(folder / f"{name}.parquet", columns, rows)
    with engine_of(kind, url) as engine:
        for name in ("persons", "memberships"):
            engine.register(name, folder / f"{name}.parquet")
        engine.run(determination_steps(), as_of=as_of, inline=load_law().inline)
        found = Answers()
        for row in engine.rows("SELECT * FROM determinations"):
            named = dict(zip(DETERMINATIONS, row, strict=True))
            found.determinations[named["person_id"], named["programme"]] = named
        for row in engine.rows("SELECT * FROM clocks"):
            named = dict(zip(CLOCKS, row, strict=True))
            assert (named["closes"] - as_of).days == named["days_left"] >= 0
            found.clocks.setdefault((named["person_id"], named["programme"]), {})[named["clock"]] = named
    return found


def test_every_reason_has_a_case() -> None:
    expected = {case.expect["reason"] for case in cases() if case.expect and "reason" in case.expect}
    assert expected == set(codes("reasons"))


def test_every_clock_has_a_case_but_those_that_no_column_tells() -> None:
    expected = {clock for case in cases() for clock in case.clocks or {}}
    assert set(codes("clocks")) - expected == {"FINE_WINDOW_45", "CLAIM_5Y"}


def test_there_are_many_cases_and_each_names_its_source() -> None:
    assert len(cases()) >= 80
    assert all(case.source for case in cases())
    assert len({case.says + case.file for case in cases()}) == len(cases())
