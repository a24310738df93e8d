"""One table and some steps on any engine: what every test that says "on all three" calls."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet

from payung.engine.public import Inline, PostgresEngine, Step, open_engine

KINDS = ("duckdb", "postgres", "spark")
ARROW = {"text": pyarrow.string(), "int64": pyarrow.int64(), "date": pyarrow.date32(), "bool": pyarrow.bool_()}
# A handful of rows needs no shuffle in parts and no compiled code; the answers are the same, minutes sooner.
FOR_FEW_ROWS = {
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.adaptive.enabled": "false",
}


def write_parquet(path: Path, columns: dict[str, str], rows: Sequence[dict[str, Any]]) -> None:
    """Write rows as Parquet; `columns` gives each column's declared type (text, int64, date, bool)."""
    schema = pyarrow.schema([(name, ARROW[kind]) for name, kind in columns.items()])
    whole = [{name: row.get(name) for name in columns} for row in rows]
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(whole, schema=schema), path)


@contextmanager
def engine_of(kind: str, postgres_url: str | None) -> Iterator[Any]:
    """An engine of this kind; a Spark session is left open for the next test, since starting one takes seconds."""
    if kind == "postgres":
        assert postgres_url is not None
        with PostgresEngine(postgres_url) as engine:
            yield engine
    elif kind == "spark":
        engine = open_engine("spark", memory_limit="2GB", threads=2)
        for setting, value in FOR_FEW_ROWS.items():
            engine.connection.conf.set(setting, value)
        yield engine
        engine.connection.catalog.clearCache()
    else:
        with open_engine("duckdb", memory_limit="2GB", threads=2) as engine:
            yield engine


def evaluate(
    engine: Any,
    tables: dict[str, Path],
    steps: Sequence[Step],
    query: str,
    *,
    as_of: date | None = None,
    inline: Inline | None = None,
) -> list[tuple[Any, ...]]:
    """Register the tables, run the steps, answer the rows of a query that every dialect understands."""
    for name, path in tables.items():
        engine.register(name, path)
    engine.run(steps, as_of=as_of, inline=inline)
    rows: list[tuple[Any, ...]] = engine.rows(query)
    return rows
