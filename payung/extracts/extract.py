"""What do the suppliers' files say? Every file of a folder read, each row kept as a record or told as a reject."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq

from payung.engine.public import DuckdbEngine, open_engine
from payung.extracts.convert import convert_supplier, quoted
from payung.extracts.judge import REJECT_SCHEMA, judge
from payung.extracts.layout import KINDS, Layout, layouts
from payung.extracts.reject import DoesNotReconcile, SourceFault, faults
from payung.extracts.report import ExtractReport, FileReport, NoFiles, SupplierReport, UnreadableSupplier
from payung.extracts.source import Source, read_source
from payung.terms.public import table

MAPPING = "mapping.yaml"


@dataclass(frozen=True)
class _Work:
    """One run: where the files are and whose, where the parts are put together, where the tables go."""

    engine: DuckdbEngine
    source: Path
    claims: dict[str, list[Path]]
    temp: Path
    out: Path
    as_of: date


def extract(
    source: Path,
    out: Path,
    *,
    as_of: date,
    mapping: Path | None = None,
    memory_limit: str = "2GB",
    threads: int = 2,
) -> ExtractReport:
    """Read every supplier's files in `source` into `records.parquet` and `rejects.parquet` of `out`.

    `mapping` is a clerk's mapping file; without one, `mapping.yaml` beside the files is taken where it is there.
    `as_of` is the day after which nothing can have happened yet. Both tables are ordered by supplier and row and are
    replaced only when all is read. Rows read, counted apart, are rows kept and rows rejected, for each supplier.

    Raises MappingFault before anything is read; NoFiles when there is nothing to read; UnreadableSupplier, with the
    report, after all other suppliers were read and written: records of the unreadable one that an earlier run left
    in `out` stay; DoesNotReconcile when rows went missing, and then nothing in `out` has changed.
    """
    mapping = mapping or (source / MAPPING if (source / MAPPING).is_file() else None)
    found = layouts(mapping)
    claims = _claims(source, found)
    _refuse_nothing(source, found, claims)
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=out, prefix=".extracts-") as temp:
        with open_engine("duckdb", memory_limit=memory_limit, threads=threads, temp=Path(temp)) as engine:
            work = _Work(engine, source, claims, Path(temp), out, as_of)
            reports = [
                _supplier(work, layout) for layout in found if claims[layout.supplier] or layout.is_named_by_clerk
            ]
        _finish(Path(temp), [report.supplier for report in reports], out)
    report = ExtractReport(
        suppliers=tuple(reports),
        mapping=None if mapping is None else FileReport(mapping.name, _sha256(mapping), 0),
        files_unclaimed=_unclaimed(source, claims),
        records=out / "records.parquet",
        rejects=out / "rejects.parquet",
    )
    if report.unreadable:
        raise UnreadableSupplier(report)
    return report


def _claims(source: Path, found: Sequence[Layout]) -> dict[str, list[Path]]:
    """Files of each supplier by the names or patterns of its layout, in the order of the patterns and names."""
    claims = {}
    for layout in found:
        paths = [path for pattern in layout.files for path in sorted(source.glob(pattern)) if path.is_file()]
        claims[layout.supplier] = list(dict.fromkeys(paths))
    return claims


def _refuse_nothing(source: Path, found: Sequence[Layout], claims: dict[str, list[Path]]) -> None:
    if any(claims.values()) or any(layout.is_named_by_clerk for layout in found):
        return
    names = ", ".join(layout.files[0] for layout in found)
    raise NoFiles(
        f"tidak ada berkas pemasok di {source}; nama yang dicari: {names}. Nama lain ditulis di {MAPPING}. / "
        f"no supplier's file in {source}; looked for {names}. Other names are written in {MAPPING}."
    )


def _unclaimed(source: Path, claims: dict[str, list[Path]]) -> tuple[str, ...]:
    claimed = {path for paths in claims.values() for path in paths}
    files = (path for path in source.iterdir() if path.is_file() and path.suffix.lower() in KINDS)
    return tuple(sorted(path.name for path in files if path not in claimed))


def _supplier(work: _Work, layout: Layout) -> SupplierReport:
    """One supplier read into a folder of its own; when it cannot be read, that is told and earlier records are kept."""
    folder = work.temp / layout.supplier
    folder.mkdir()
    sources: list[Source] = []
    path = work.source / layout.files[0]
    try:
        _refuse_missing_or_disputed(layout, work.claims)
        for number, path in enumerate(work.claims[layout.supplier]):
            before = sum(one.rows_seen for one in sources)
            texts = folder / f"texts_{number}.parquet"
            sources.append(read_source(path, layout, texts, file_no=number, rows_before=before))
    except SourceFault as fault:
        return _stopped(work, layout, path.with_name(fault.file) if fault.file else path, fault)
    for one in sources:
        _reconcile(f"{layout.supplier} {one.path.name}", one.rows_counted, one.rows_seen)
    listed = ", ".join(f"'{quoted(one.texts)}'" for one in sources)
    work.engine.connection.execute(f"CREATE OR REPLACE VIEW texts AS SELECT * FROM read_parquet([{listed}])")
    judge(work.engine, layout, convert_supplier(work.engine, layout, folder, work.as_of), sources, folder)
    return _counted(work.engine, layout, sources, folder)


def _refuse_missing_or_disputed(layout: Layout, claims: dict[str, list[Path]]) -> None:
    """SourceFault when a file that a clerk names is not there, or when another supplier claims one too."""
    paths = claims[layout.supplier]
    for name in layout.files if layout.is_named_by_clerk else ():
        if not any(path.match(name) for path in paths):
            raise SourceFault("FILE_MISSING", file=name, given=name)
    for path in paths:
        others = [supplier for supplier, theirs in claims.items() if path in theirs and supplier != layout.supplier]
        if others:
            raise SourceFault("CLAIMED_TWICE", file=path.name, given=", ".join(others))


def _counted(engine: DuckdbEngine, layout: Layout, sources: list[Source], folder: Path) -> SupplierReport:
    by_effect: dict[str, int] = {}
    rejects = f"read_parquet('{quoted(folder / 'rejects.parquet')}')"
    for code, entries in engine.rows(f"SELECT code, count(*) FROM {rejects} GROUP BY code"):
        effect = faults()[code].effect
        by_effect[effect] = by_effect.get(effect, 0) + entries
    [(rejected,)] = engine.rows(f"SELECT count(DISTINCT row) FROM {rejects} WHERE is_row_dropped")
    kept = pq.ParquetFile(folder / "records.parquet").metadata.num_rows
    read = sum(one.rows_counted for one in sources)
    _reconcile(layout.supplier, read, kept + rejected)
    return SupplierReport(
        supplier=layout.supplier,
        files=tuple(FileReport(one.path.name, one.sha256, one.rows_counted) for one in sources),
        rows_read=read,
        rows_kept=kept,
        rows_rejected=rejected,
        values_set_aside=by_effect.get("VALUE_SET_ASIDE", 0),
        values_noted=by_effect.get("NOTED", 0),
    )


def _reconcile(what: str, read: int, accounted: int) -> None:
    if read != accounted:
        raise DoesNotReconcile(f"{what}: {read} rows in the file, {accounted} accounted for")


def _stopped(work: _Work, layout: Layout, path: Path, fault: SourceFault) -> SupplierReport:
    row = (layout.supplier, path.name, 0, fault.line, fault.column, None, fault.code, fault.reason, True)
    arrays = [pa.array([value], field.type) for value, field in zip(row, REJECT_SCHEMA, strict=True)]
    folder = work.temp / layout.supplier
    pq.write_table(pa.table(arrays, schema=REJECT_SCHEMA), folder / "rejects.parquet")
    files = (FileReport(path.name, _sha256(path), 0),) if path.is_file() else ()
    carried = _carry_over(work.engine, layout, folder / "records.parquet", work.out / "records.parquet")
    return SupplierReport(layout.supplier, files, rows_carried_over=carried, fault=f"{path.name}: {fault}")


def _carry_over(engine: DuckdbEngine, layout: Layout, part: Path, earlier: Path) -> int:
    """Records of the supplier from an earlier run; columns that run did not know are null."""
    if not earlier.is_file():
        return 0
    known = set(pq.ParquetFile(earlier).schema_arrow.names)
    values = {column: f'"{column}"' if column in known else "NULL" for column in table("records").column_names}
    columns = ", ".join(f'{value} AS "{column}"' for column, value in values.items())
    engine.register("earlier", earlier)
    theirs = f"(SELECT {columns} FROM earlier WHERE supplier = '{layout.supplier}' ORDER BY row)"
    engine.connection.execute(f"COPY ({table('records').cast_select_sql(theirs)}) TO '{quoted(part)}' (FORMAT parquet)")
    return int(pq.ParquetFile(part).metadata.num_rows)


def _finish(temp: Path, suppliers: list[str], out: Path) -> None:
    """Put the suppliers' parts together and replace both tables at once, as far as a file system can."""
    for name in ("records", "rejects"):
        parts = [temp / supplier / f"{name}.parquet" for supplier in sorted(suppliers)]
        _concatenate([part for part in parts if part.is_file()], name, temp / f"{name}.parquet")
    for name in ("records", "rejects"):
        (temp / f"{name}.parquet").replace(out / f"{name}.parquet")


def _concatenate(parts: list[Path], name: str, whole: Path) -> None:
    """One Parquet file of the parts in their order; always the same bytes for the same rows."""
    kinds = {"text": pa.string(), "int64": pa.int64(), "date": pa.date32(), "bool": pa.bool_()}
    schema = pa.schema([(column.name, kinds[column.type]) for column in table(name).columns])
    with pq.ParquetWriter(whole, schema, compression="zstd") as writer:
        for part in parts:
            for batch in pq.ParquetFile(part).iter_batches(131_072):
                writer.write_table(pa.Table.from_batches([batch]).cast(schema))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
