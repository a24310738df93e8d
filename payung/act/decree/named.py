"""Whom does a decree's list name? A CSV, XLSX or Parquet file becomes one NIK for each row, or none where it is none.

Only the column of the NIK is read: nothing else of the list is needed, so nothing else is kept. A row that cannot be
used stays a row, so that the counts of a decree add up to its list.
"""

import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

import pyarrow
import pyarrow.parquet
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

NIK_NAMES = frozenset({"nik", "no_nik", "nomor_nik", "nik_peserta", "noktp", "no_ktp", "nomor_ktp"})
NIK = re.compile(r"[1-9]\d{15}")
HEADER_WITHIN_ROWS = 20
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


@dataclass(frozen=True)
class DecreeList:
    """A list as read: the file's name and hash, and for each row its NIK of 16 digits or None."""

    file_name: str
    sha256: bytes
    niks: tuple[str | None, ...]


def read_decree_list(file_name: str, content: bytes) -> DecreeList:
    """The list in a file, judged row by row. Raises DecreeListUnreadable for a file that is none."""
    if not content.strip():
        raise DecreeListUnreadable("EMPTY_LIST")
    try:
        niks = tuple(_nik(value) for value in _values(content))
    except DAMAGED as error:
        raise DecreeListUnreadable("FILE_UNREADABLE", str(error)) from error
    if not niks:
        raise DecreeListUnreadable("EMPTY_LIST")
    return DecreeList(file_name, hashlib.sha256(content).digest(), niks)


def _values(content: bytes) -> Iterator[object]:
    if content.startswith(b"PAR1"):
        return _of_parquet(content)
    if content.startswith(b"PK\x03\x04"):
        return _of_workbook(content)
    return _of_text(content)


def _of_parquet(content: bytes) -> Iterator[object]:
    file = pyarrow.parquet.ParquetFile(io.BytesIO(content))
    place = _column(file.schema_arrow.names)
    if place is None:
        raise DecreeListUnreadable("NO_NIK_COLUMN", ", ".join(file.schema_arrow.names))
    table = file.read(columns=[file.schema_arrow.names[place]])
    return iter(table.column(0).to_pylist())


def _of_workbook(content: bytes) -> Iterator[object]:
    sheet = load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets[0]
    sheet.reset_dimensions()
    return _below_header(list(row) for row in sheet.iter_rows(values_only=True, max_row=ROWS_MOST))


def _of_text(content: bytes) -> Iterator[object]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\0" in text:
        raise DecreeListUnreadable("FILE_UNREADABLE", "no text")
    first = text[: text.find("\n")] if "\n" in text else text
    mark = max(";,\t|", key=first.count)
    try:
        yield from _below_header(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    except csv.Error as error:
        raise DecreeListUnreadable("FILE_UNREADABLE", str(error)) from error


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


def _nik(value: object) -> str | None:
    # A worksheet's number keeps 15 digits: what had 16 has lost its last one, and is no NIK any more.
    if value is None or isinstance(value, float):
        return None
    digits = re.sub(r"[\s.'\-]", "", str(value))
    return digits if NIK.fullmatch(digits) else None
