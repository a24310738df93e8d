"""How is an official's decree list read? CSV, XLSX or Parquet with its own headers, or a clear refusal of the whole."""

import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from xml.etree import ElementTree

import pyarrow
import pyarrow.csv
import pyarrow.parquet
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from payung.plan.appoint.words import words
from payung.plan.error import ListUnreadable

LARGEST_BYTES = 2_000_000_000
NEEDED = {"action": "NO_ACTION_COLUMN", "effective_on": "NO_DATE_COLUMN"}
SEPARATORS = (",", ";", "\t", "|")
PARQUET, WORKBOOK = b"PAR1", b"PK\x03\x04"
# A sheet holds no more; a longer list comes as CSV or Parquet.
SHEET_ROWS = 1_048_576
UNPACKED_MOST = 500_000_000
DAMAGED = (
    *(zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError, EOFError, ElementTree.ParseError),
)


def read_list(path: Path) -> pyarrow.Table:
    """The rows of a decree list as text: row (from 1), nik, person_id, action, effective_on, payer; null where
    absent.

    Raises ListUnreadable with the code of what is wrong with the whole: UNREADABLE, EMPTY_LIST, NO_NUMBER_COLUMN,
    NO_ACTION_COLUMN, NO_DATE_COLUMN.
    """
    kind = _beginning(path)
    found = _parquet(path) if kind == PARQUET else _workbook(path) if kind == WORKBOOK else _csv(path)
    columns = _named(found.column_names)
    if not columns.keys() & {"nik", "person_id"}:
        raise ListUnreadable("NO_NUMBER_COLUMN", ", ".join(found.column_names))
    for column, code in NEEDED.items():
        if column not in columns:
            raise ListUnreadable(code, ", ".join(found.column_names))
    if found.num_rows == 0:
        raise ListUnreadable("EMPTY_LIST")
    rows = pyarrow.array(range(1, found.num_rows + 1), pyarrow.int64())
    return pyarrow.table({"row": rows, **{name: _text(found, columns.get(name)) for name in words()["columns"]}})


def _beginning(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise ListUnreadable("UNREADABLE", f"{path.name} is larger than {LARGEST_BYTES} bytes")
        with path.open("rb") as file:
            return file.read(4)
    except OSError as error:
        raise ListUnreadable("UNREADABLE", str(error)) from error


def _parquet(path: Path) -> pyarrow.Table:
    try:
        return pyarrow.parquet.read_table(path)
    except (OSError, pyarrow.ArrowException) as error:
        raise ListUnreadable("UNREADABLE", str(error)) from error


def _workbook(path: Path) -> pyarrow.Table:
    """The first sheet as text, its first row the names; a day stands as 2027-02-01."""
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(part.file_size for part in archive.infolist()) > UNPACKED_MOST:
                raise ListUnreadable("UNREADABLE", "the workbook unpacks to too much")
        sheet = load_workbook(path, read_only=True, data_only=True).worksheets[0]
        rows = [[_cell(value) for value in row] for row in islice(sheet.iter_rows(values_only=True), SHEET_ROWS)]
    except DAMAGED as error:
        raise ListUnreadable("UNREADABLE", str(error)) from error
    rows = [row for row in rows if any(row)]
    if not rows:
        raise ListUnreadable("EMPTY_LIST")
    names = [name or f"column {place}" for place, name in enumerate(rows[0], 1)]
    columns = [pyarrow.array([row[place] for row in rows[1:]], pyarrow.string()) for place in range(len(names))]
    return pyarrow.table(columns, names=names)


def _cell(value: object) -> str | None:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return None if value is None else str(value).strip() or None


def _csv(path: Path) -> pyarrow.Table:
    """Every value as text; the separator is the one that the line of column names has most of."""
    try:
        encoding = _encoding(path)
        with path.open(encoding=encoding) as file:
            head = file.readline().removeprefix("\ufeff")
        if "\0" in head or not head.strip():
            raise ListUnreadable("UNREADABLE" if head.strip() else "EMPTY_LIST")
        separator = max(SEPARATORS, key=head.count)
        names = [name.strip().strip('"') for name in head.strip().split(separator)]
        return pyarrow.csv.read_csv(
            path,
            read_options=pyarrow.csv.ReadOptions(column_names=names, skip_rows=1, encoding=encoding),
            parse_options=pyarrow.csv.ParseOptions(delimiter=separator),
            convert_options=pyarrow.csv.ConvertOptions(column_types=dict.fromkeys(names, pyarrow.string())),
        )
    except (OSError, UnicodeDecodeError, pyarrow.ArrowException) as error:
        raise ListUnreadable("UNREADABLE", str(error)) from error


def _encoding(path: Path) -> str:
    """UTF-8, or the letters of Windows where the file is no UTF-8: columns that are read are plain digits and words."""
    with path.open(encoding="utf-8") as file:
        try:
            while file.read(1 << 20):
                pass
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def _named(given: list[str]) -> Mapping[str, str]:
    """The project's name of each column that is known, with the name the list gives it."""
    plain = {"_".join(name.lower().replace("-", " ").split()): name for name in given}
    return {
        ours: plain[alias]
        for ours, aliases in words()["columns"].items()
        for alias in reversed(aliases)
        if alias in plain
    }


def _text(found: pyarrow.Table, column: str | None) -> pyarrow.ChunkedArray:
    if column is None:
        return pyarrow.chunked_array([pyarrow.nulls(found.num_rows, pyarrow.string())])
    return found.column(column).cast(pyarrow.string())
