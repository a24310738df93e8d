"""Which paths are open to the people of one folder of tables? Reads three Parquet tables, writes `paths`."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter

from payung.engine.public import PEOPLE_IN_A_CHUNK, DuckdbEngine, SparkEngine, open_engine, run_in_chunks
from payung.law.public import Law
from payung.path.steps import path_steps
from payung.terms.public import table

INPUTS = ("persons", "memberships", "determinations")


@dataclass(frozen=True)
class PathReport:
    """How many paths were written, to how many people, and which route is the best for how many."""

    paths: int
    people: int
    routes: dict[str, int]
    best: dict[str, int]
    chunks: int
    seconds: float


def find_paths(
    tables: Path,
    *,
    as_of: date,
    law: Law,
    engine: str = "duckdb",
    memory_limit: str = "4GB",
    threads: int = 2,
    switched_on: Collection[str] = frozenset(),
    priority_regencies: Collection[str] = frozenset(),
    people_in_a_chunk: int = PEOPLE_IN_A_CHUNK,
) -> PathReport:
    """Write paths.parquet beside persons, memberships and determinations of `tables`, sorted by its key.

    `as_of` is the day for which prices and days hold; `switched_on` and `priority_regencies` are those of `path_steps`.
    A nation comes as a folder of part files. Raises FileNotFoundError where a table is missing, UnknownEngine for an
    engine that does not exist.
    """
    begin = perf_counter()
    inputs = {name: tables / f"{name}.parquet" for name in INPUTS}
    for path in inputs.values():
        if not path.exists():
            raise FileNotFoundError(f"{path} is missing: find_paths reads {', '.join(INPUTS)}")
    steps = path_steps(switched_on, priority_regencies=priority_regencies)
    output = tables / "paths.parquet"
    with open_engine(engine, memory_limit=memory_limit, threads=threads, temp=tables / ".temp") as opened:
        chunks = 1
        if isinstance(opened, DuckdbEngine):
            chunks = run_in_chunks(
                opened,
                steps,
                inputs=inputs,
                outputs={table("paths"): output},
                as_of=as_of,
                inline=law.inline,
                people_in_a_chunk=people_in_a_chunk,
            )
        else:
            for name, path in inputs.items():
                opened.register(name, path)
            opened.run(steps, as_of=as_of, inline=law.inline)
            opened.write("paths", output, order_by=table("paths").key)
        return _report(opened, output, chunks, begin)


def _report(engine: DuckdbEngine | SparkEngine, output: Path, chunks: int, begin: float) -> PathReport:
    engine.register("written_paths", output)
    counted = engine.rows(
        "SELECT route, COUNT(*), SUM(CASE WHEN is_best THEN 1 ELSE 0 END) FROM written_paths "
        "GROUP BY route ORDER BY route"
    )
    ((people,),) = engine.rows("SELECT COUNT(DISTINCT person_id) FROM written_paths")
    return PathReport(
        paths=sum(int(row[1]) for row in counted),
        people=int(people),
        routes={str(row[0]): int(row[1]) for row in counted},
        best={str(row[0]): int(row[2]) for row in counted if row[2]},
        chunks=chunks,
        seconds=perf_counter() - begin,
    )
