"""What stands in a supplier's file? CSV, TXT, Parquet and XLSX become one Parquet of texts, row by row as numbered.

The columns of that Parquet are `file_no`, `row` (data row of the supplier counted from 1), `line` (line of the text
file or row of the worksheet) and `s0`, `s1`, ... in the order of the layout's parts; what the file lacks is null.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from payung.extracts.columnar import Columnar
from payung.extracts.layout import Layout
from payung.extracts.plain_text import NotPlain
from payung.extracts.reject import SourceFault
from payung.extracts.separated import Separated
from payung.extracts.table_rows import Batch, Broken, arranged
from payung.extracts.workbook import Workbook

ROWS_UNREADABLE_OF_100 = 20


@dataclass(frozen=True)
class Source:
    """One file as read: its hash, its own names of the layout's parts (None where it lacks one), its rows.

    `rows_counted` is counted apart from the reading; `rows_sound` were read, `broken` could not be.
    """

    path: Path
    file_no: int
    sha256: str
    headers: tuple[str | None, ...]
    rows_counted: int
    rows_sound: int
    broken: tuple[Broken, ...]
    texts: Path

    @property
    def rows_seen(self) -> int:
        """Data rows the reader came upon, sound or broken."""
        return self.rows_sound + len(self.broken)


class Opened(Protocol):
    """A file whose header is known: batches of rows, rows that are broken, and a count of its own."""

    headers: list[str]
    broken: list[Broken]

    def batches(self, picks: list[int | None]) -> Iterator[Batch]:
        """Rows in file order, as texts of the picked columns."""

    def count(self) -> int:
        """Data rows of the file, counted without the reader."""


def read_source(path: Path, layout: Layout, texts: Path, *, file_no: int, rows_before: int) -> Source:
    """Read one file of a supplier into `texts`; its rows are numbered after `rows_before`.

    Raises SourceFault when the file as a whole cannot be read.
    """
    if path.stat().st_size == 0:
        raise SourceFault("EMPTY_FILE")
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    opened = _opened(path, layout)
    picks = arranged(opened.headers, layout)
    try:
        rows_sound = _write(opened.batches(picks), texts, len(picks), file_no, rows_before, layout)
    except NotPlain:
        opened = Separated(path, layout)
        opened.read_line_by_line()
        rows_sound = _write(opened.batches(picks), texts, len(picks), file_no, rows_before, layout)
    return Source(
        path=path,
        file_no=file_no,
        sha256=sha256,
        headers=tuple(None if pick is None else opened.headers[pick].strip() for pick in picks),
        rows_counted=opened.count(),
        rows_sound=rows_sound,
        broken=tuple(broken.moved(rows_before) for broken in opened.broken),
        texts=texts,
    )


def _opened(path: Path, layout: Layout) -> Opened:
    kind = layout.kind_of(path)
    if kind == "parquet":
        return Columnar(path)
    return Workbook(path, layout) if kind == "xlsx" else Separated(path, layout)


def _write(batches: Iterator[Batch], texts: Path, width: int, file_no: int, rows_before: int, layout: Layout) -> int:
    fields = [("file_no", pa.int64()), ("row", pa.int64()), ("line", pa.int64())]
    schema = pa.schema([*fields, *((f"s{n}", pa.string()) for n in range(width))])
    rows = unreadable = 0
    with pq.ParquetWriter(texts, schema, compression="none", use_dictionary=False, write_statistics=False) as writer:
        for batch in batches:
            size = len(batch.rows)
            numbers = pa.array(batch.rows, pa.int64())
            columns = [
                pa.array([file_no] * size, pa.int64()),
                pc.add(numbers, rows_before) if rows_before else numbers,
                pa.array(batch.lines, pa.int64()),
                *(pa.nulls(size, pa.string()) if column is None else column for column in batch.columns),
            ]
            writer.write_table(pa.table(columns, schema=schema))
            rows += size
            unreadable += batch.rows_unreadable
    if unreadable * 100 > rows * ROWS_UNREADABLE_OF_100:
        raise SourceFault("WRONG_ENCODING", expected=layout.encoding)
    return rows
