"""How is a nation run within a bounded memory? By ranges of person_id that never cut a family in two.

Persons are numbered so that a family's members follow each other, and `family_id` is the smallest number in the family.
A range that begins at a family_id therefore holds whole families, and every join of the steps stays inside its range.
"""

import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from payung.engine.compile import compile_step
from payung.engine.on_duckdb import DuckdbEngine, parquet_sql
from payung.engine.step import Inline, Step
from payung.terms.public import Table

PEOPLE_IN_A_CHUNK = 500_000


def run_in_chunks(
    engine: DuckdbEngine,
    steps: Sequence[Step],
    *,
    inputs: Mapping[str, Path],
    outputs: Mapping[Table, Path],
    as_of: date | None = None,
    inline: Inline | None = None,
    people_in_a_chunk: int = PEOPLE_IN_A_CHUNK,
) -> int:
    """Run steps over person_id ranges and write each declared output, sorted by its key; answers the number of chunks.

    `inputs` are Parquet tables with a column person_id, `persons` among them with family_id too. One chunk yields one
    file; more yield a folder of part files in order. A path that existed before is replaced when the run is whole.
    """
    starts = _chunk_starts(engine, inputs["persons"], people_in_a_chunk)
    compiled = [(step, compile_step(step, engine.dialect, as_of=as_of, inline=inline)) for step in steps]
    for path in outputs.values():
        _clear(_unfinished(path))
    for number, (low, high) in enumerate(starts):
        for name, path in inputs.items():
            condition = f"person_id >= {low}" + ("" if high is None else f" AND person_id < {high}")
            engine.connection.execute(
                f'CREATE OR REPLACE VIEW "{name}" AS SELECT * FROM {parquet_sql(path)} WHERE {condition}'
            )
        for step, select in compiled:
            engine.create(step, select)
        for table, path in outputs.items():
            engine.write(table.file, _part(path, number, len(starts)), order_by=table.key)
        for step in reversed(steps):
            engine.drop(step.name)
    for path in outputs.values():
        _clear(path)
        _unfinished(path).replace(path)
    return len(starts)


def _chunk_starts(engine: DuckdbEngine, persons: Path, size: int) -> list[tuple[int, int | None]]:
    rows = engine.rows(
        f"""
        SELECT DISTINCT family_id FROM (
            SELECT family_id, row_number() OVER (ORDER BY person_id) - 1 AS place FROM {parquet_sql(persons)}
        ) WHERE place % {size} = 0 ORDER BY family_id
        """
    )
    lows = [int(row[0]) for row in rows] or [0]
    highs: list[int | None] = [*lows[1:], None]
    return list(zip(lows, highs, strict=True))


def _unfinished(path: Path) -> Path:
    return path.with_name(path.name + ".chunks")


def _part(path: Path, number: int, count: int) -> Path:
    if count == 1:
        return _unfinished(path)
    _unfinished(path).mkdir(exist_ok=True)
    return _unfinished(path) / f"part-{number:05}.parquet"


def _clear(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
