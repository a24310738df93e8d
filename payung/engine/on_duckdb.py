"""How are steps run on DuckDB? One machine, Parquet in and out, memory bounded."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from payung.engine.compile import compile_step
from payung.engine.step import Inline, Step


class DuckdbEngine:
    """An in-memory DuckDB that reads and writes Parquet and spills to `temp` beyond `memory_limit`."""

    dialect = "duckdb"

    def __init__(self, *, memory_limit: str = "4GB", threads: int = 2, temp: Path | None = None) -> None:
        settings: dict[str, str | int | bool] = {"memory_limit": memory_limit, "threads": threads}
        if temp is not None:
            settings["temp_directory"] = str(temp)
        self.connection: Any = duckdb.connect(":memory:", config=settings)

    def register(self, name: str, path: Path) -> None:
        """Make a Parquet file, or a folder of part files, readable under a name."""
        self.connection.execute(f'CREATE OR REPLACE VIEW "{name}" AS SELECT * FROM {parquet_sql(path)}')

    def run(self, steps: Sequence[Step], *, as_of: date | None = None, inline: Inline | None = None) -> None:
        """Evaluate steps in order; each is then readable under its name."""
        for step in steps:
            self.create(step, compile_step(step, self.dialect, as_of=as_of, inline=inline))

    def create(self, step: Step, select: str) -> None:
        """Evaluate one step whose SELECT is compiled already, as when the same steps run chunk by chunk."""
        self.drop(step.name)
        kind = "TABLE" if step.is_kept else "VIEW"
        self.connection.execute(f'CREATE TEMP {kind} "{step.name}" AS {select}')

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """All rows of a SELECT in DuckDB's dialect."""
        found: list[tuple[Any, ...]] = self.connection.execute(sql).fetchall()
        return found

    def write(self, name: str, path: Path, *, order_by: Sequence[str] = ()) -> None:
        """Write a table to one Parquet file, in the order of the given columns; the file appears only when whole."""
        order = f" ORDER BY {', '.join(order_by)}" if order_by else ""
        unfinished = path.with_name(path.name + ".unfinished")
        target = str(unfinished).replace("'", "''")
        self.connection.execute(f"COPY (SELECT * FROM \"{name}\"{order}) TO '{target}' (FORMAT parquet)")
        unfinished.replace(path)

    def drop(self, name: str) -> None:
        """Forget a step's table or view; nothing happens when there is none."""
        found = self.rows(
            "SELECT table_type FROM information_schema.tables "
            f"WHERE table_name = '{name}' AND table_schema = 'main' AND table_catalog = 'temp'"
        )
        for (kind,) in found:
            self.connection.execute(f'DROP {"VIEW" if kind == "VIEW" else "TABLE"} temp."{name}"')

    def close(self) -> None:
        """Release memory and files."""
        self.connection.close()

    def __enter__(self) -> "DuckdbEngine":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def parquet_sql(path: Path) -> str:
    """Table function of DuckDB that reads a Parquet file or a folder of part files."""
    pattern = f"{path}/*.parquet" if path.is_dir() else str(path)
    return "read_parquet('{}')".format(pattern.replace("'", "''"))
