"""What do the suppliers' files say? Every file of a folder read, each row kept as a record or told as a reject."""

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq

from payung.engine.public import DuckdbEngine, open_engine
from payung.extracts.convert import convert_supplier
from payung.extracts.judge import REJECT_SCHEMA, judge
from payung.extracts.layout import KINDS, Layout, layouts
from payung.extracts.reject import DoesNotReconcile, SourceFault, faults
from payung.extracts.report import ExtractReport, FileReport, NoFiles, SupplierReport, UnreadableSupplier
from payung.extracts.source import Source, read_source
from payung.terms.public import table

MAPPING = "mapping.yaml"


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
        folder = Path(temp)
        reports = []
        with open_engine("duckdb", memory_limit=memory_limit, threads=threads, temp=folder) as engine:
            for layout in found:
                paths = claims[layout.supplier]
                if paths or layout.is_named_by_clerk:
                    (folder / layout.supplier).mkdir()
                    reports.append(_supplier(engine, layout, source, paths, folder / layout.supplier, as_of, out))
            _finish(engine, folder, [report.supplier for report in reports], out)
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


def _supplier(
    engine: DuckdbEngine, layout: Layout, folder: Path, paths: list[Path], work: Path, as_of: date, out: Path
) -> SupplierReport:
    """One supplier read into `work`; when it cannot be read, its fault is told and its earlier records are kept."""
    current = folder / layout.files[0]
    sources: list[Source] = []
    try:
        _all_there(layout, folder, paths)
        for number, current in enumerate(paths):
            before = sum(source.rows_seen for source in sources)
            texts = work / f"texts_{number}.parquet"
            sources.append(read_source(current, layout, texts, file_no=number, rows_before=before))
    except SourceFault as fault:
        return _stopped(engine, layout, current, fault, work, out)
    for source in sources:
        _reconcile(f"{layout.supplier} {source.path.name}", source.rows_counted, source.rows_seen)
    listed = ", ".join("'{}'".format(str(source.texts).replace("'", "''")) for source in sources)
    engine.connection.execute(f"CREATE OR REPLACE VIEW texts AS SELECT * FROM read_parquet([{listed}])")
    judge(engine, layout, convert_supplier(engine, layout, work, as_of), sources, work)
    return _counted(engine, layout, sources, work)


def _all_there(layout: Layout, folder: Path, paths: list[Path]) -> None:
    if not layout.is_named_by_clerk:
        return
    for name in layout.files:
        if not any(path.match(name) for path in paths):
            raise SourceFault("FILE_MISSING", given=name)


def _counted(engine: DuckdbEngine, layout: Layout, sources: list[Source], work: Path) -> SupplierReport:
    by_effect: dict[str, int] = {}
    rejects = "read_parquet('{}')".format(str(work / "rejects.parquet").replace("'", "''"))
    for code, entries in engine.rows(f"SELECT code, count(*) FROM {rejects} GROUP BY code"):
        effect = faults()[code].effect
        by_effect[effect] = by_effect.get(effect, 0) + entries
    [(rejected,)] = engine.rows(f"SELECT count(DISTINCT row) FROM {rejects} WHERE is_row_dropped")
    kept = pq.ParquetFile(work / "records.parquet").metadata.num_rows
    read = sum(source.rows_counted for source in sources)
    _reconcile(layout.supplier, read, kept + rejected)
    return SupplierReport(
        supplier=layout.supplier,
        files=tuple(FileReport(source.path.name, source.sha256, source.rows_counted) for source in sources),
        rows_read=read,
        rows_kept=kept,
        rows_rejected=rejected,
        values_set_aside=by_effect.get("VALUE_SET_ASIDE", 0),
        values_noted=by_effect.get("NOTED", 0),
    )


def _reconcile(what: str, read: int, accounted: int) -> None:
    if read != accounted:
        raise DoesNotReconcile(f"{what}: {read} rows in the file, {accounted} accounted for")


def _stopped(
    engine: DuckdbEngine, layout: Layout, path: Path, fault: SourceFault, work: Path, out: Path
) -> SupplierReport:
    row = (layout.supplier, path.name, 0, fault.line, fault.column, None, fault.code, fault.reason, True)
    arrays = [pa.array([value], field.type) for value, field in zip(row, REJECT_SCHEMA, strict=True)]
    pq.write_table(pa.table(arrays, schema=REJECT_SCHEMA), work / "rejects.parquet")
    files = (FileReport(path.name, _sha256(path), 0),) if path.is_file() else ()
    carried = _carry_over(engine, layout, work, out / "records.parquet")
    return SupplierReport(layout.supplier, files, rows_carried_over=carried, fault=f"{path.name}: {fault}")


def _carry_over(engine: DuckdbEngine, layout: Layout, work: Path, earlier: Path) -> int:
    """Records of the supplier from an earlier run; columns that run did not know are null."""
    if not earlier.is_file():
        return 0
    known = set(pq.ParquetFile(earlier).schema_arrow.names)
    columns = ", ".join(
        f'CAST({f"{chr(34)}{c.name}{chr(34)}" if c.name in known else "NULL"} AS {c.sql_type}) AS "{c.name}"'
        for c in table("records").columns
    )
    engine.register("earlier", earlier)
    engine.connection.execute(
        f"COPY (SELECT {columns} FROM earlier WHERE supplier = '{layout.supplier}' ORDER BY row) "
        f"TO '{work}/records.parquet' (FORMAT parquet, COMPRESSION zstd)"
    )
    return int(pq.ParquetFile(work / "records.parquet").metadata.num_rows)


def _finish(engine: DuckdbEngine, folder: Path, suppliers: list[str], out: Path) -> None:
    """Put the suppliers' parts together and replace both tables at once, as far as a file system can."""
    ready = []
    for name in ("records", "rejects"):
        parts = [folder / supplier / f"{name}.parquet" for supplier in sorted(suppliers)]
        whole = folder / f"{name}.parquet"
        _concatenate([part for part in parts if part.is_file()], name, whole)
        ready.append((whole, out / f"{name}.parquet"))
    for whole, target in ready:
        whole.replace(target)


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
