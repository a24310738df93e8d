"""Whom does a decree's list name? A CSV, XLSX or Parquet file becomes one NIK for each row, or none where it is none.

Only the column of the NIK is read: nothing else of the list is needed, so nothing else is kept. A row that cannot be
used stays a row, so that the counts of a decree add up to its list.
"""

import csv
import hashlib
import io
import re
import zipfile
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, overload
from xml.etree import ElementTree

import pyarrow
import pyarrow.parquet
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

NIK_NAMES = frozenset({"nik", "no_nik", "nomor_nik", "nik_peserta", "noktp", "no_ktp", "nomor_ktp"})
NIK = re.compile(r"[1-9]\d{15}")
HEADER_WITHIN_ROWS = 20
HEAD_BYTES = 1 << 16
ROWS_MOST = 2_000_000
DAMAGED = (
    *(zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError, EOFError, ElementTree.ParseError),
    pyarrow.ArrowInvalid,
)


class DecreeListUnreadable(Exception):
    """The list cannot be read as a whole; `code` is one of terms/codes/decree_refusals.yaml."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code


class Niks(Sequence[str | None]):
    """The NIK of each row in eight bytes, so that the list of a whole nation is held in little room; None where 0."""

    def __init__(self, numbers: Iterable[int]) -> None:
        self._numbers = array("Q", numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, place: int) -> str | None: ...
    @overload
    def __getitem__(self, place: slice) -> list[str | None]: ...
    def __getitem__(self, place: int | slice) -> str | list[str | None] | None:
        if isinstance(place, slice):
            return [str(one) if one else None for one in self._numbers[place]]
        return str(self._numbers[place]) if self._numbers[place] else None


@dataclass(frozen=True)
class DecreeList:
    """A list as read: the file's name and hash, and for each row its NIK of 16 digits or None."""

    file_name: str
    sha256: bytes
    niks: Sequence[str | None]


def read_decree_list(file_name: str, source: bytes | BinaryIO) -> DecreeList:
    """The list in a file, judged row by row. Raises DecreeListUnreadable for a file that is none.

    A file that is open is read in pieces: of a list of millions only the numbers are held.
    """
    file = io.BytesIO(source) if isinstance(source, bytes) else source
    head = file.read(HEAD_BYTES)
    if not head.strip():
        raise DecreeListUnreadable("EMPTY_LIST")
    file.seek(0)
    digest = hashlib.sha256()
    while piece := file.read(HEAD_BYTES):
        digest.update(piece)
    file.seek(0)
    try:
        niks = Niks(_nik(value) for value in _values(head, file))
    except DAMAGED as error:
        raise DecreeListUnreadable("FILE_UNREADABLE", str(error)) from error
    if not niks:
        raise DecreeListUnreadable("EMPTY_LIST")
    return DecreeList(file_name, digest.digest(), niks)


def _values(head: bytes, file: BinaryIO) -> Iterator[object]:
    if head.startswith(b"PAR1"):
        return _of_parquet(file)
    if head.startswith(b"PK\x03\x04"):
        return _of_workbook(file)
    return _of_text(head, file)


def _of_parquet(file: BinaryIO) -> Iterator[object]:
    table = pyarrow.parquet.ParquetFile(file)
    names = table.schema_arrow.names
    place = _column(names)
    if place is None:
        raise DecreeListUnreadable("NO_NIK_COLUMN", ", ".join(names))
    for batch in table.iter_batches(columns=[names[place]]):
        yield from batch.column(0).to_pylist()


def _of_workbook(file: BinaryIO) -> Iterator[object]:
    sheet = load_workbook(file, read_only=True, data_only=True).worksheets[0]
    sheet.reset_dimensions()
    return _below_header(list(row) for row in sheet.iter_rows(values_only=True, max_row=ROWS_MOST))


def _of_text(head: bytes, file: BinaryIO) -> Iterator[object]:
    if b"\0" in head:
        raise DecreeListUnreadable("FILE_UNREADABLE", "no text")
    first = head.partition(b"\n")[0]
    mark = max(";,\t|", key=lambda one: first.count(one.encode()))
    # Digits and the column's name are the same on every code page; other letters may be spoilt, nobody reads them.
    text = io.TextIOWrapper(file, "utf-8-sig", errors="replace", newline="")
    try:
        yield from _below_header(csv.reader(text, delimiter=mark))
    except csv.Error as error:
        raise DecreeListUnreadable("FILE_UNREADABLE", str(error)) from error
    finally:
        # The file is the caller's to close.
        text.detach()


def _below_header(rows: Iterable[Sequence[Any]]) -> Iterator[object]:
    """Values of the NIK's column below the first line that names it; empty lines are no rows."""
    place: int | None = None
    for number, row in enumerate(rows, 1):
        if place is None:
            place = _column([str(value or "") for value in row])
            if place is None and number >= HEADER_WITHIN_ROWS:
                break
        elif any(value not in (None, "") for value in row):
            yield row[place] if place < len(row) else None
    if place is None:
        raise DecreeListUnreadable("NO_NIK_COLUMN")


def _column(names: Sequence[str]) -> int | None:
    plain = [re.sub(r"[^a-z]+", "_", name.strip().lower()).strip("_") for name in names]
    return next((place for place, name in enumerate(plain) if name in NIK_NAMES), None)


def _nik(value: object) -> int:
    # A worksheet's number keeps 15 digits: what had 16 has lost its last one, and is no NIK any more.
    if value is None or isinstance(value, float):
        return 0
    digits = re.sub(r"[\s.'\-]", "", str(value))
    return int(digits) if NIK.fullmatch(digits) else 0
