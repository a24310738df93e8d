"""Determine and path over a folder of persons and memberships, Parquet to Parquet: the thing that is measured.

`python -m bench.deciding FOLDER` decides; `python -m bench.deciding FOLDER --copy` is the plain DuckDB copy beside it.
"""

import sys
from datetime import date
from pathlib import Path

from payung.determine.public import determine
from payung.engine.public import open_engine, parquet_sql
from payung.law.public import load_law
from payung.path.public import find_paths

AS_OF = date(2026, 11, 1)
MEMORY = "1200MB"


def decide(folder: Path) -> None:
    """Write determinations, clocks and paths beside persons and memberships."""
    law = load_law()
    determine(folder, as_of=AS_OF, law=law, memory_limit=MEMORY, threads=2)
    find_paths(folder, as_of=AS_OF, law=law, memory_limit=MEMORY, threads=2)


def copy(folder: Path) -> None:
    """Copy persons and memberships as DuckDB does it by itself."""
    with open_engine("duckdb", memory_limit=MEMORY, threads=2) as engine:
        for name in ("persons", "memberships"):
            source, target = folder / f"{name}.parquet", folder / f"{name}.copy.parquet"
            engine.connection.execute(f"COPY (SELECT * FROM {parquet_sql(source)}) TO '{target}' (FORMAT parquet)")


if __name__ == "__main__":
    (copy if "--copy" in sys.argv else decide)(Path(sys.argv[1]))
