"""Statements compiled before, run over people in Parquet: `python bench/statements.py FOLDER NAME` runs NAME.sql in it.

This process imports DuckDB's engine and nothing else, not even the classes that its Python package lays around it (to
import those costs more than to work out the history): what it costs is the work, as where a statement is prepared once.
"""

import sys
from pathlib import Path

import _duckdb


def main(folder: Path, name: str) -> None:
    """Run the file's statements over `people`, with the settings of the other measured processes."""
    settings = {"memory_limit": "700MB", "threads": 2, "temp_directory": str(folder / "spill")}
    with _duckdb.connect(":memory:", config=settings) as connection:
        connection.execute("SET preserve_insertion_order = false")
        connection.execute(f"CREATE VIEW people AS FROM read_parquet('{folder}/people/*.parquet')")
        connection.execute((folder / f"{name}.sql").read_text(encoding="utf-8"))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
