"""How are steps run on PostgreSQL? On live rows, or on Parquet copied into temporary tables."""

import importlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from payung.engine.compile import compile_step
from payung.engine.step import Inline, Step

TYPES = {
    "string": "text",
    "large_string": "text",
    "int64": "bigint",
    "int32": "bigint",
    "date32[day]": "date",
    "bool": "boolean",
}


class PostgresEngine:
    """A PostgreSQL session in which each step becomes a temporary table or view."""

    dialect = "postgres"

    def __init__(self, url: str) -> None:
        # Loaded only here: who asks one rule of DuckDB need not wait for the driver of another engine.
        self.connection: Any = importlib.import_module("psycopg").connect(url, autocommit=True)

    def register(self, name: str, path: Path) -> None:
        """Copy a Parquet file into a temporary table of this name."""
        table = importlib.import_module("pyarrow.parquet").read_table(path)
        columns = ", ".join(f'"{field.name}" {TYPES[str(field.type)]}' for field in table.schema)
        self.connection.execute(f'CREATE TEMP TABLE "{name}" ({columns})')
        with self.connection.cursor() as cursor, cursor.copy(f'COPY "{name}" FROM STDIN') as copy:
            for row in zip(*(column.to_pylist() for column in table.columns), strict=True):
                copy.write_row(row)
        self.connection.execute(f'ANALYZE "{name}"')

    def run(self, steps: Sequence[Step], *, as_of: date | None = None, inline: Inline | None = None) -> None:
        """Evaluate steps in order; each is then readable under its name."""
        for step in steps:
            select = compile_step(step, self.dialect, as_of=as_of, inline=inline)
            kind = "TABLE" if step.is_kept else "VIEW"
            self.connection.execute(f'CREATE TEMP {kind} "{step.name}" AS {select}')

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """All rows of a SELECT in PostgreSQL's dialect."""
        found: list[tuple[Any, ...]] = self.connection.execute(sql).fetchall()
        return found

    def close(self) -> None:
        """End the session; its temporary tables go with it."""
        self.connection.close()

    def __enter__(self) -> "PostgresEngine":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
