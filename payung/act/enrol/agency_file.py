"""Which file does an agency take for the people on a list? Its columns are data: `files/<agency>.yaml`."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from payung.ledger.public import TakenRow
from payung.terms.public import name_of

FOLDER = Path(__file__).parent / "files"
# A cell that begins like this would be run as a formula by a spreadsheet.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
LEVELS = {"province": 2, "regency": 5, "district": 8, "village": 13}


@dataclass(frozen=True)
class FileForm:
    """How an agency's file looks: its name, whose it is, and each column with its head and where its value is from."""

    code: str
    name: str
    agency: str
    day: str
    columns: tuple[dict[str, Any], ...]

    @property
    def heads(self) -> list[str]:
        """The heads of the columns."""
        return [str(column["head"]) for column in self.columns]


@cache
def file_forms() -> dict[str, FileForm]:
    """The files there are, by code: `sipp` (BPJS Ketenagakerjaan), `edabu` (BPJS Kesehatan)."""
    forms = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        forms[path.stem] = FileForm(path.stem, raw["name"], raw["agency"], raw["day"], tuple(raw["columns"]))
    return forms


def cells(form: FileForm, row: TakenRow, party: str) -> list[str]:
    """One person's cells, as texts; what nobody knows is empty."""
    return [_safe(_cell(form, column, row, party)) for column in form.columns]


def rows_for(form: FileForm, rows: Iterable[TakenRow], programme: str) -> Iterator[TakenRow]:
    """Whom an agency's file names: of an employer's list (PPU) those enrolled in the agency's own programmes."""
    is_health = form.agency == "BPJS_KESEHATAN"
    for row in rows:
        if programme != "PPU" or any((one == "JKN") == is_health for one in row.programmes):
            yield row


def as_csv(form: FileForm, rows: Iterable[TakenRow], party: str, programme: str = "") -> Iterator[str]:
    """The file as CSV, line by line."""
    yield _line(form.heads)
    for row in rows_for(form, rows, programme):
        yield _line(cells(form, row, party))


def as_workbook(form: FileForm, rows: Iterable[TakenRow], party: str, programme: str = "") -> bytes:
    """The file as a workbook in which every cell is text, so that no spreadsheet shortens a NIK."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(form.name[:31])
    sheet.append(form.heads)
    for row in rows_for(form, rows, programme):
        line = []
        for text in cells(form, row, party):
            cell = WriteOnlyCell(sheet, value=text)
            cell.number_format = "@"
            line.append(cell)
        sheet.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(form: FileForm, column: dict[str, Any], row: TakenRow, party: str) -> str:
    if "text" in column:
        return str(column["text"])
    source = column.get("from")
    if source is None:
        return ""
    if source == "party":
        return party
    if source in LEVELS:
        code = row.region_code[: LEVELS[source]]
        return (name_of(code) or "") if len(code) == LEVELS[source] else ""
    value = getattr(row, source)
    if value is None:
        return str(column.get("without", ""))
    if source in ("birth_date", "since"):
        return str(value.strftime(form.day))
    words = column.get("words")
    return str(words.get(value, "")) if words else str(value)


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _line(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()
