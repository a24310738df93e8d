"""How do the tables of a run become the rows that pages show? All of them, or none.

A load writes a new generation: partitions of their own, filled by COPY, indexed, joined to their tables, and entered as
a run, in one transaction. Readers see the old generation until it commits and are never blocked; a load that is killed
leaves nothing. Why so: docs/decisions/0003-load-by-generation.md.
"""

import hashlib
import json
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pyarrow.parquet
from psycopg import sql
from psycopg.types.json import Jsonb

from payung.ledger.base.address import connect_owner
from payung.ledger.error import LoadFailed
from payung.ledger.load.history import keep_counts, open_blocked_matters
from payung.ledger.load.piece import FORM, Piece, Source, pieces
from payung.ledger.reader.scope import vault

# One load at a time; the number is arbitrary and only has to be the same everywhere.
LOCK = 7_042_001
KEPT_GENERATIONS = 2
TABLES = ("person", "name_token", "record", "membership", "determination", "clock", "path", "review", "reject")
HAVE_A_PERSON = ("name_token", "record", "membership", "determination", "clock", "path", "review")

# Each level is summed from the one below it. Who is known to live in a district, no village, is counted down to it.
COVERAGE = """
INSERT INTO ledger_run.{coverage_count} (generation, programme, level, parent_code, region_code, status, reason,
                                         segment, next_move_by, people, registered)
WITH known AS MATERIALIZED (
  SELECT programme, region_code AS lives_in, status, reason, coalesce(segment, '') AS segment, next_move_by,
         count(*) AS n
  FROM ledger_run.{determination} GROUP BY 1, 2, 3, 4, 5, 6),
district AS MATERIALIZED (
  SELECT programme, left(lives_in, 8) AS lives_in, status, reason, segment, next_move_by, sum(n) AS n
  FROM known GROUP BY 1, 2, 3, 4, 5, 6),
regency AS MATERIALIZED (
  SELECT programme, left(lives_in, 5) AS lives_in, status, reason, segment, next_move_by, sum(n) AS n
  FROM district GROUP BY 1, 2, 3, 4, 5, 6),
province AS MATERIALIZED (
  SELECT programme, left(lives_in, 2) AS lives_in, status, reason, segment, next_move_by, sum(n) AS n
  FROM regency GROUP BY 1, 2, 3, 4, 5, 6),
counted (level, parent_code, region_code, programme, status, reason, segment, next_move_by, n) AS (
  SELECT 'village', left(lives_in, 8), lives_in, programme, status, reason, segment, next_move_by, n
  FROM known WHERE length(lives_in) = 13
  UNION ALL
  SELECT 'district', left(lives_in, 5), lives_in, programme, status, reason, segment, next_move_by, n
  FROM district WHERE length(lives_in) = 8
  UNION ALL
  SELECT 'regency', left(lives_in, 2), lives_in, programme, status, reason, segment, next_move_by, n
  FROM regency WHERE length(lives_in) = 5
  UNION ALL
  SELECT 'province', '', lives_in, programme, status, reason, segment, next_move_by, n
  FROM province WHERE length(lives_in) = 2
  UNION ALL
  SELECT 'nation', '', '', programme, status, reason, segment, next_move_by, sum(n)
  FROM province GROUP BY 4, 5, 6, 7, 8)
SELECT %(generation)s, programme, level, parent_code, region_code, status, reason, segment, next_move_by,
       n, CASE WHEN status = 'NEVER' THEN 0 ELSE n END
FROM counted
"""


@dataclass(frozen=True)
class LoadReport:
    """What a load did: the generation now shown, its day, rows by table, seconds; repeated when it stood already."""

    generation: int
    as_of: date
    rows: dict[str, int]
    seconds: float
    is_repeated: bool


def load(tables: Path, *, force: bool = False) -> LoadReport:
    """Load the Parquet tables of a folder (payung/terms/tables) as what all pages show.

    The same tables loaded again change nothing, unless `force`. Raises LoadFailed when a table is missing or is not as
    declared; whatever is raised, the rows loaded before still stand.
    """
    begin = time.perf_counter()
    source = _source(tables)
    with connect_owner() as connection:
        with connection.transaction():
            connection.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            newest = _newest(connection)
            if newest is not None and newest[1] == source.digest and not force:
                return LoadReport(newest[0], source.as_of, newest[2]["loaded"], time.perf_counter() - begin, True)
            generation = (newest[0] if newest else 0) + 1
            rows = _fill(connection, source, generation)
            _join_generation(connection, generation)
            keep_counts(connection, generation)
            _enter_run(connection, source, generation, rows)
            open_blocked_matters(connection, generation, source.as_of)
        _drop_old(connection, generation)
    return LoadReport(generation, source.as_of, rows, time.perf_counter() - begin, False)


def _source(tables: Path) -> Source:
    missing = [name for name in FORM if not (tables / f"{name}.parquet").exists()]
    if missing:
        raise LoadFailed(f"{tables} has no {', '.join(f'{name}.parquet' for name in missing)}")
    run = tables / "run.json"
    told: dict[str, Any] = json.loads(run.read_text(encoding="utf-8")) if run.exists() else {}
    days = (
        pyarrow.parquet.read_table(tables / "determinations.parquet", columns=["as_of"]).column(0).unique().to_pylist()
    )
    if len(days) > 1 or (not days and "as_of" not in told):
        raise LoadFailed(f"determinations speak of {len(days)} days; a run speaks of one")
    as_of = days[0] if days else date.fromisoformat(told["as_of"])
    return Source(tables, as_of, told, _digest(tables))


def _digest(tables: Path) -> bytes:
    """Hash of every table's bytes and of the keys in use, so that a load after a change of keys is a new load."""
    digest = hashlib.sha256(vault().current)
    for name in FORM:
        for file in sorted((tables / f"{name}.parquet").rglob("*")) or [tables / f"{name}.parquet"]:
            with file.open("rb") as handle:
                digest.update(name.encode() + hashlib.file_digest(handle, "sha256").digest())
    return digest.digest()


def _newest(connection: psycopg.Connection) -> tuple[int, bytes, dict[str, Any]] | None:
    row = connection.execute(
        "SELECT generation, digest, counts FROM ledger.run ORDER BY generation DESC LIMIT 1"
    ).fetchone()
    return row if row is None else (row[0], bytes(row[1]), row[2])


def _fill(connection: psycopg.Connection, source: Source, generation: int) -> dict[str, int]:
    rows = dict.fromkeys(TABLES, 0)
    for table in (*TABLES, "coverage_count"):
        # LIKE brings NOT NULL and CHECK; indexes are built when the rows are there.
        connection.execute(
            _sql(
                "CREATE TABLE ledger_run.{part} (LIKE ledger.{table} INCLUDING CONSTRAINTS INCLUDING STORAGE)",
                generation,
                table,
            )
        )
    for piece in _ahead(pieces(source, generation, vault())):
        _copy(connection, piece, generation)
        rows[piece.table] += piece.rows
    names = {table: sql.Identifier(f"{table}_g{generation}") for table in ("coverage_count", "determination")}
    counted = connection.execute(sql.SQL(COVERAGE).format(**names), {"generation": generation})
    return rows | {"coverage_count": counted.rowcount}


def _ahead(source: Iterator[Piece]) -> Iterator[Piece]:
    """Each piece, while the next one is being sealed: the server copies on one core, Python seals on the other."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        future = pool.submit(next, source, None)
        while (piece := future.result()) is not None:
            future = pool.submit(next, source, None)
            yield piece


def _copy(connection: psycopg.Connection, piece: Piece, generation: int) -> None:
    columns = sql.SQL(", ").join(map(sql.Identifier, piece.columns))
    # FREEZE: the table was made in this transaction, so that its rows need never be visited again by vacuum.
    statement = sql.SQL("COPY ledger_run.{part} ({columns}) FROM STDIN (FORMAT csv, FREEZE)").format(
        part=sql.Identifier(f"{piece.table}_g{generation}"), columns=columns
    )
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.write(piece.csv)


def _join_generation(connection: psycopg.Connection, generation: int) -> None:
    statements = (
        # The CHECK spares ATTACH another look at every row.
        "ALTER TABLE ledger_run.{part} ADD CONSTRAINT of_one_load CHECK (generation = {number})",
        "ALTER TABLE ledger.{table} ATTACH PARTITION ledger_run.{part} FOR VALUES IN ({number})",
        "ALTER TABLE ledger_run.{part} DROP CONSTRAINT of_one_load",
        "ANALYZE ledger_run.{part}",
    )
    for table in (*TABLES, "coverage_count"):
        for statement in statements:
            connection.execute(_sql(statement, generation, table))
    for table in HAVE_A_PERSON:
        _add_person_key(connection, table, "person_id", f"{table}_has_its_person", generation)
    _add_person_key(connection, "review", "other_person_id", "review_has_its_other_person", generation)


def _add_person_key(connection: psycopg.Connection, table: str, column: str, name: str, generation: int) -> None:
    statement = sql.SQL(
        "ALTER TABLE ledger_run.{part} ADD CONSTRAINT {name} FOREIGN KEY (generation, {column})"
        " REFERENCES ledger_run.{person} (generation, person_id)"
    )
    connection.execute(
        statement.format(
            part=sql.Identifier(f"{table}_g{generation}"),
            name=sql.Identifier(name),
            column=sql.Identifier(column),
            person=sql.Identifier(f"person_g{generation}"),
        )
    )


def _enter_run(connection: psycopg.Connection, source: Source, generation: int, rows: dict[str, int]) -> None:
    connection.execute(
        "INSERT INTO ledger.run (generation, id, as_of, law_version, digest, counts, inputs)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s)",
        [
            generation,
            uuid.uuid5(uuid.NAMESPACE_OID, source.digest.hex() + str(generation)),
            source.as_of,
            str(source.told.get("law_version", "")),
            source.digest,
            Jsonb({**source.told.get("counts", {}), "loaded": rows}),
            Jsonb(source.told.get("inputs", {})),
        ],
    )


def _drop_old(connection: psycopg.Connection, generation: int) -> None:
    """Drop what is older than the load before this one: a page that began before the commit still finds its rows.

    Dropping waits for readers; after two seconds it is left to the next load.
    """
    names = connection.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'ledger_run'::regnamespace AND relkind = 'r'"
    ).fetchall()
    last_kept = generation - KEPT_GENERATIONS + 1
    old = [name for (name,) in names if int(name.rpartition("_g")[2]) < last_kept]
    if not old:
        return
    try:
        with connection.transaction():
            connection.execute("SET LOCAL lock_timeout = '2s'")
            parts = sql.SQL(", ").join(sql.Identifier("ledger_run", name) for name in old)
            connection.execute(sql.SQL("DROP TABLE {}").format(parts))
    except psycopg.errors.LockNotAvailable:
        return


def _sql(statement: str, generation: int, table: str) -> sql.Composed:
    return sql.SQL(statement).format(
        part=sql.Identifier(f"{table}_g{generation}"), table=sql.Identifier(table), number=sql.Literal(generation)
    )
