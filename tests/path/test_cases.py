"""Does every route answer its cases, and do DuckDB, PostgreSQL and Spark write the same paths?"""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from payung.law.public import Law, load_law
from payung.path.public import path_steps
from payung.terms.public import codes, table
from tests.engines import engine_of, write_parquet
from tests.path.cases import Case, Setting, cases, settings, tables_of

PATHS = table("paths").column_names
# Each setting is a run of its own, and on Spark a run takes many seconds: there run the day of most cases, the first
# and the last day, and what is switched on.
ON_SPARK = {"2019-06-10", "2026-11-01", "2026-11-01-WRITE_OFF", "2027-01-10"}
OTHERS = [
    *(pytest.param("postgres", setting, id=f"{setting}-postgres") for setting in settings()),
    *(
        pytest.param("spark", setting, marks=pytest.mark.spark, id=f"{setting}-spark")
        for setting in settings()
        if str(setting) in ON_SPARK
    ),
]


@pytest.mark.xdist_group("path")
@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.file}: {case.says}")
def test_case(case: Case) -> None:
    offered = {row["route"]: row for row in on_duckdb(case.setting) if _is_of(case, row)}
    row = offered.get(case.route)
    if case.expect is None:
        assert row is None
    else:
        assert row is not None
        assert {column: row[column] for column in case.expect} == case.expect
    if case.best is not None:
        assert [code for code, found in offered.items() if found["is_best"]] == [case.best]


@pytest.mark.xdist_group("path")
@pytest.mark.parametrize(("kind", "setting"), OTHERS)
def test_engines_agree(kind: str, setting: Setting, request: pytest.FixtureRequest) -> None:
    url = request.getfixturevalue("postgres_url") if kind == "postgres" else None
    assert run(kind, url, setting) == on_duckdb(setting)


@pytest.mark.xdist_group("path")
@pytest.mark.parametrize("setting", settings(), ids=str)
def test_every_group_has_one_best_and_whole_ranks(setting: Setting) -> None:
    groups: dict[tuple[int, str], list[dict[str, Any]]] = {}
    for row in on_duckdb(setting):
        groups.setdefault((row["person_id"], row["programme"]), []).append(row)
    for rows in groups.values():
        rows.sort(key=lambda row: row["rank"])
        assert [row["rank"] for row in rows] == list(range(1, len(rows) + 1))
        assert [row["is_best"] for row in rows] == [True] + [False] * (len(rows) - 1)
        assert [row["why_not_best"] is None for row in rows] == [row["is_best"] for row in rows]
        known = [row["price_now_idr"] for row in rows if row["price_now_idr"] is not None]
        assert known == sorted(known)


@pytest.mark.xdist_group("path")
@pytest.mark.parametrize("setting", settings(), ids=str)
def test_words_are_declared(setting: Setting) -> None:
    for row in on_duckdb(setting):
        assert row["warning"] is None or row["warning"] in codes("warnings")
        assert set((row["other_payer"] or "NONE").split(",")) <= set(codes("movers"))
        assert row["article"]
        assert (row["other_payer"] is None) == (row["other_pays_monthly_idr"] == 0) or row["other_payer"] == "EMPLOYER"


def test_every_route_has_a_case_that_offers_it_and_one_that_does_not() -> None:
    assert {case.route for case in cases() if case.expect} == set(codes("routes"))
    assert {case.route for case in cases() if case.expect is None} >= set(codes("routes")) - {
        "EMPLOYER_PAYS",
        "REGION_PAYS",
        "MERGE_DUPLICATE",
        "REPORT_DEATH",
        "NEWBORN_REGISTRATION",
    }


def test_the_settings_that_run_on_spark_are_there() -> None:
    assert {str(setting) for setting in settings()} >= ON_SPARK


def test_each_case_says_one_thing_and_names_its_source() -> None:
    assert len(cases()) >= 120
    assert all(case.source and case.says.endswith(".") for case in cases())
    assert len({(case.file, case.says) for case in cases()}) == len(cases())


@cache
def on_duckdb(setting: Setting) -> list[dict[str, Any]]:
    """All paths of a setting, in the order of their key; found once for each setting."""
    return run("duckdb", None, setting)


def run(kind: str, url: str | None, setting: Setting) -> list[dict[str, Any]]:
    """All paths of the people of a setting on one engine, in the order of their key."""
    steps = path_steps(setting.switched_on, priority_regencies=setting.priority_regencies)
    with TemporaryDirectory() as folder, engine_of(kind, url) as engine:
        for name, rows in tables_of(setting).items():
            path = Path(folder) / f"{name}.parquet"
            write_parquet(path, {column.name: column.type for column in table(name).columns}, rows)
            engine.register(name, path)
        engine.run(steps, as_of=setting.as_of, inline=law_of(setting).inline)
        found = [dict(zip(PATHS, row, strict=True)) for row in engine.rows("SELECT * FROM paths")]
        if kind == "spark":
            for step in reversed(steps):
                engine.drop(step.name)
    return sorted(found, key=lambda row: (row["person_id"], row["programme"], row["route"]))


def law_of(setting: Setting) -> Law:
    """The law with the parameters on which the proposed routes of the setting rest switched on."""
    return load_law().with_switched_on({codes("routes")[code].facts["law"] for code in setting.switched_on})


def _is_of(case: Case, row: dict[str, Any]) -> bool:
    return bool(row["person_id"] == case.person_id and row["programme"] == case.programme)
