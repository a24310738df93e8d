"""Who is who? The whole of linking: records in; links, reviews, persons and memberships out."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from payung.engine.public import DuckdbEngine, open_engine, parquet_sql
from payung.link.compare import stored_model
from payung.link.entity import find_entities, prepare
from payung.link.error import RecordsMalformed, RecordsMissing
from payung.link.join import join_entities
from payung.link.membership import list_memberships
from payung.link.person import describe_persons, number_persons
from payung.link.statement import run_statement
from payung.link.trust import TRUST
from payung.terms.public import table

OUTPUTS = {"links": "link_row", "reviews": "review_row", "persons": "person_row", "memberships": "membership_row"}


@dataclass(frozen=True)
class LinkReport:
    """Rows in and out, how many records were joined by each method (NIK, MODEL, ALONE), and seconds by stage."""

    records: int
    persons: int
    memberships: int
    reviews: int
    records_by_method: dict[str, int]
    seconds: dict[str, float]


def link(tables: Path, *, as_of: date, memory_limit: str = "4GB", threads: int = 2) -> LinkReport:
    """Find who is who in `tables`/records.parquet; write links, reviews, persons and memberships beside it.

    Two runs on the same records write the same bytes. Where records has no rows, the tables have none. Raises
    RecordsMissing when there is no records table and RecordsMalformed when it is not in the declared form.
    """
    source = tables / "records.parquet"
    if not source.exists():
        raise RecordsMissing(f"there is no {source}: read the suppliers' files first")
    seconds: dict[str, float] = {}
    with (
        tempfile.TemporaryDirectory(prefix="payung-link-") as temp,
        open_engine("duckdb", memory_limit=memory_limit, threads=threads, temp=Path(temp)) as engine,
    ):
        open_records(engine, source)
        with _timed(seconds, "normalise"):
            prepare(engine)
        with _timed(seconds, "nik"):
            find_entities(engine, as_of)
        with _timed(seconds, "model"):
            join_entities(engine, stored_model())
        with _timed(seconds, "persons"):
            _describe(engine, as_of)
        with _timed(seconds, "write"):
            _write(engine, tables)
        return _report(engine, seconds)


def open_records(engine: DuckdbEngine, source: Path) -> None:
    """Make the records readable as the view `records`; RecordsMalformed when they are not in the declared form."""
    engine.register("records", source)
    found = {row[0] for row in engine.rows(f"DESCRIBE SELECT * FROM {parquet_sql(source)}")}
    missing = [column for column in table("records").column_names if column not in found]
    if missing:
        raise RecordsMalformed(f"{source} lacks the columns {', '.join(missing)}")
    suppliers = {row[0] for row in engine.rows("SELECT DISTINCT supplier FROM records ORDER BY supplier")}
    unknown = sorted(str(supplier) for supplier in suppliers - set(TRUST))
    if unknown:
        raise RecordsMalformed(f"{source} names suppliers nobody declared: {', '.join(unknown)}")
    repeated = engine.rows("SELECT supplier, row FROM records GROUP BY ALL HAVING count(*) > 1 ORDER BY ALL LIMIT 1")
    if repeated:
        raise RecordsMalformed(f"{source} has the row {repeated[0][1]} of {repeated[0][0]} more than once")


def _describe(engine: DuckdbEngine, as_of: date) -> None:
    number_persons(engine)
    run_statement(engine, "link_row")
    run_statement(engine, "review_row")
    describe_persons(engine, as_of)
    list_memberships(engine, as_of)


def _write(engine: DuckdbEngine, tables: Path) -> None:
    for file, source in OUTPUTS.items():
        declared = table(file)
        engine.connection.execute(f'CREATE OR REPLACE TEMP VIEW "{file}" AS {declared.cast_select_sql(source)}')
        engine.write(file, tables / f"{file}.parquet", order_by=declared.key)


def _report(engine: DuckdbEngine, seconds: dict[str, float]) -> LinkReport:
    counts = {name: engine.rows(f"SELECT count(*) FROM {source}")[0][0] for name, source in OUTPUTS.items()}
    by_method = dict(engine.rows("SELECT method, count(*) FROM link_row GROUP BY method ORDER BY method"))
    return LinkReport(
        records=counts["links"],
        persons=counts["persons"],
        memberships=counts["memberships"],
        reviews=counts["reviews"],
        records_by_method=by_method,
        seconds=seconds,
    )


@contextmanager
def _timed(seconds: dict[str, float], stage: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    seconds[stage] = round(time.perf_counter() - start, 2)
