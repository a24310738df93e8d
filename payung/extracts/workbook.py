"""What stands in a worksheet? Cells as texts, formulas as formulas, rows as the clerk sees them numbered."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import IO, Any
from xml.etree import ElementTree

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from payung.extracts.layout import Layout
from payung.extracts.reject import SourceFault
from payung.extracts.table_rows import HEADER_WITHIN_ROWS, Batch, Broken, best_header, texts

BLOCK = 10_000
DIGITS_KEPT = 15
"""A worksheet keeps 15 digits of a number: a longer one has lost its end."""

BLOCK_BYTES = 4 << 20
ROW = re.compile(
    rb'<(?:\w+:)?row(?=[ />])(?:[^>]*? r="(?P<number>\d+)")?[^>]*?(?:/>|(?<!/)>(?P<cells>.*?)</(?:\w+:)?row>)',
    re.DOTALL,
)
HELD = re.compile(rb"<(?:\w+:)?(?:v|t|f)(?: [^>]*)?(?<!/)>[^<]")

DAMAGED = (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError, EOFError, ElementTree.ParseError)


class Workbook:
    """The sheet of an XLSX file that the layout names, or its first; the header is searched below titles."""

    def __init__(self, path: Path, layout: Layout) -> None:
        if not zipfile.is_zipfile(path):
            with path.open("rb") as file:
                is_cut = file.read(4) == b"PK\x03\x04"
            if is_cut:
                raise SourceFault("UNREADABLE_FILE", given="buku kerja terpotong")
            raise SourceFault("WRONG_KIND", expected="buku kerja XLSX", given="jenis lain")
        self._path = path
        self._end_mark = layout.end_mark
        try:
            self._book = load_workbook(path, read_only=True, data_only=False)
            self._sheet = self._chosen(layout)
            self._sheet.reset_dimensions()
            first = [row for _, row in zip(range(HEADER_WITHIN_ROWS), self._sheet.values, strict=False)]
        except DAMAGED as error:
            raise SourceFault("UNREADABLE_FILE", given=str(error) or type(error).__name__) from error
        if not any(value is not None for row in first for value in row):
            raise SourceFault("EMPTY_FILE")
        heads = [[cell_text(value) or "" for value in row] for row in first]
        index = best_header(heads, layout)
        self._header_line, self.headers = index + 1, heads[index]
        self._end_line: int | None = None
        self.broken: list[Broken] = []

    def batches(self, picks: list[int | None]) -> Iterator[Batch]:
        """Rows in sheet order up to the end mark; rows without any cell are no rows."""
        rows = enumerate(self._rows(), 1)
        while block := list(islice(rows, BLOCK)):
            cells = [[_at(values, pick) for pick in picks] for _, (_, values) in block]
            columns = [texts(column)[0] for column in zip(*cells, strict=True)]
            yield Batch([row for row, _ in block], [line for _, (line, _) in block], columns)

    def count(self) -> int:
        """Rows of the sheet's XML that hold a value, between the header and the end mark."""
        counted = 0
        with zipfile.ZipFile(self._path) as archive, archive.open(_sheet_path(archive, self._sheet.title)) as xml:
            for line, is_held in _held_rows(xml):
                is_within = line > self._header_line and (self._end_line is None or line < self._end_line)
                counted += is_held and is_within
        return counted

    def _chosen(self, layout: Layout) -> Any:
        names = self._book.sheetnames
        if layout.sheet is None:
            return self._book[names[0]]
        found = next((name for name in names if name.strip().upper() == layout.sheet.strip().upper()), None)
        if found is None:
            raise SourceFault("SHEET_MISSING", given=layout.sheet, expected=", ".join(names))
        return self._book[found]

    def _rows(self) -> Iterator[tuple[int, tuple[Any, ...]]]:
        try:
            for line, values in enumerate(self._sheet.values, 1):
                if line <= self._header_line or all(value is None for value in values):
                    continue
                if self._is_end(values):
                    self._end_line = line
                    return
                yield line, values
        except DAMAGED as error:
            raise SourceFault("UNREADABLE_FILE", given=str(error) or type(error).__name__) from error

    def _is_end(self, values: tuple[Any, ...]) -> bool:
        if self._end_mark is None:
            return False
        column, text = self._end_mark
        return len(values) >= column and (cell_text(values[column - 1]) or "").strip() == text


def cell_text(value: Any) -> str | None:
    """A cell as text: dates in ISO form, numbers plain, but those that lost digits in scientific notation."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number_text(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, ArrayFormula | DataTableFormula):
        return "="
    return str(value)


def _number_text(value: int | float) -> str:
    if abs(value) >= 10**DIGITS_KEPT and (isinstance(value, float) or value % 10 == 0):
        return f"{value:.14E}"
    return str(int(value)) if float(value).is_integer() else str(value)


def _at(values: tuple[Any, ...], pick: int | None) -> str | None:
    return None if pick is None or pick >= len(values) else cell_text(values[pick])


def _sheet_path(archive: zipfile.ZipFile, title: str) -> str:
    """The part of the archive that holds a sheet, by the workbook's own directory."""
    sheets = ElementTree.fromstring(archive.read("xl/workbook.xml")).iter()
    ids = {
        e.get("name"): value for e in sheets if _tag(e) == "sheet" for key, value in e.items() if key.endswith("}id")
    }
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    target = next(link.get("Target", "") for link in links if link.get("Id") == ids[title])
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _held_rows(xml: IO[bytes]) -> Iterator[tuple[int, bool]]:
    """Number of each row element and whether any of its cells holds a value, a text or a formula."""
    line, rest = 0, b""
    while block := xml.read(BLOCK_BYTES):
        rest += block
        end = 0
        for found in ROW.finditer(rest):
            line = int(found["number"] or line + 1)
            yield line, found["cells"] is not None and HELD.search(found["cells"]) is not None
            end = found.end()
        rest = rest[end:]


def _tag(element: ElementTree.Element) -> str:
    return re.sub(r"\{.*\}", "", element.tag)
