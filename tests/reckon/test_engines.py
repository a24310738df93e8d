"""One text, three engines: is there any difference in any column for 200,000 varied people?"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from payung.engine.public import DuckdbEngine, open_engine
from payung.reckon.public import Rule, compiled, rules
from tests.engines import engine_of
from tests.reckon.people import SQL_TYPES, asked_sql, everything, write_people

PEOPLE = 200_000
POSTGRES_TYPES = {"text": "text", "int64": "bigint", "date": "date", "bool": "boolean"}

pytestmark = pytest.mark.xdist_group("spark")


@pytest.fixture(scope="module")
def duckdb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckdbEngine]:
    """DuckDB with the people, and with each rule's answers as a view named as the rule."""
    path = tmp_path_factory.mktemp("people") / "people.parquet"
    with open_engine("duckdb", memory_limit="2GB", threads=2) as engine:
        write_people(path, engine, PEOPLE)
        engine.register("people", path)
        engine.connection.execute(f"SET VARIABLE people = '{path}'")
        yield engine


@pytest.fixture(scope="module")
def postgres(duckdb: DuckdbEngine, postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """PostgreSQL with the same people in a temporary table."""
    path = tmp_path_factory.mktemp("people") / "people.csv"
    duckdb.connection.execute(f"COPY (SELECT * FROM people) TO '{path}' (FORMAT csv, HEADER)")
    described = duckdb.connection.execute("DESCRIBE people").fetchall()
    kinds = {sql: POSTGRES_TYPES[name] for name, sql in SQL_TYPES.items()}
    columns = ", ".join(f"{name} {kinds[kind]}" for name, kind, *_ in described)
    with engine_of("postgres", postgres_url) as engine:
        engine.connection.execute(f"CREATE TEMP TABLE people ({columns})")
        statement = "COPY people FROM STDIN (FORMAT csv, HEADER)"
        with engine.connection.cursor() as cursor, path.open("rb") as handle, cursor.copy(statement) as copy:
            while piece := handle.read(1 << 20):
                copy.write(piece)
        engine.connection.execute("ANALYZE people")
        yield engine


@pytest.fixture(scope="module")
def spark(duckdb: DuckdbEngine) -> Iterator[Any]:
    """Spark with the same people, set for many rows."""
    with engine_of("spark", None) as engine:
        engine.connection.conf.set("spark.sql.shuffle.partitions", "2")
        engine.register("people", Path(duckdb.connection.execute("SELECT getvariable('people')").fetchone()[0]))
        engine.connection.sql("CACHE TABLE people")
        yield engine
        engine.connection.sql("UNCACHE TABLE people")


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.id)
def test_postgres_agrees(rule: Rule, duckdb: DuckdbEngine, postgres: Any, tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    statement = f"COPY ({_answers(rule, 'postgres')}) TO STDOUT (FORMAT csv)"
    with postgres.connection.cursor() as cursor, path.open("wb") as handle, cursor.copy(statement) as copy:
        for piece in copy:
            handle.write(piece)
    types = ", ".join(f"'{name}': '{kind}'" for name, kind in _columns(rule).items())
    assert _differences(duckdb, rule, f"read_csv('{path}', header = false, columns = {{{types}}})") == {}


@pytest.mark.spark
@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.id)
def test_spark_agrees(rule: Rule, duckdb: DuckdbEngine, spark: Any, tmp_path: Path) -> None:
    path = tmp_path / "answers"
    spark.connection.sql(_answers(rule, "spark")).createOrReplaceTempView("answers")
    spark.write("answers", path)
    assert _differences(duckdb, rule, f"read_parquet('{path}/*.parquet')") == {}


def _columns(rule: Rule) -> dict[str, str]:
    told = {column.name: SQL_TYPES[column.type] for column in rule.columns}
    return {"ask_no": "BIGINT", "outcome": "VARCHAR", "reason": "VARCHAR", **told}


def _answers(rule: Rule, dialect: str) -> str:
    """The rule over the people, as one statement."""
    text = compiled(rule.id, dialect, law=everything())
    return f"WITH asked AS ({asked_sql(rule)}) SELECT {', '.join(_columns(rule))} FROM ({text}) AS answered"


def _differences(duckdb: DuckdbEngine, rule: Rule, other: str) -> dict[str, int]:
    """Rows in which a column differs, by column; and how many people the other engine did not answer."""
    counts = ", ".join(
        f"count(*) FILTER (WHERE a.{name} IS DISTINCT FROM b.{name}) AS {name}" for name in _columns(rule)
    )
    both = f"({_answers(rule, 'duckdb')}) AS a FULL JOIN {other} AS b ON a.ask_no = b.ask_no"
    found = duckdb.connection.execute(f"SELECT {counts} FROM {both}")
    names = [column[0] for column in found.description]
    told = dict(zip(names, found.fetchone(), strict=True))
    (rows,) = duckdb.connection.execute(f"SELECT count(*) FROM {other} AS b").fetchone()
    return {name: count for name, count in told.items() if count} | ({"rows": rows} if rows != PEOPLE else {})
