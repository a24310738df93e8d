"""What is a table in a file? Its header row, the columns a layout asks for, and rows in batches."""

import re
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa

from payung.extracts.layout import Layout
from payung.extracts.reject import SourceFault

HEADER_WITHIN_ROWS = 30


@dataclass(frozen=True)
class Broken:
    """A data row that cannot be taken apart: its number, its line, the code and what the sentence speaks of."""

    row: int
    line: int
    code: str
    given: int
    expected: int

    def moved(self, rows: int) -> "Broken":
        """The same row, numbered after the rows of earlier files."""
        return replace(self, row=self.row + rows)


@dataclass(frozen=True)
class Batch:
    """Some rows: their numbers and lines, a column of texts for each pick (None where the file has no such column)."""

    rows: Any
    lines: Any
    columns: list[Any]
    rows_unreadable: int = 0


def arranged(headers: list[str], layout: Layout) -> list[int | None]:
    """Where in the file each part of the layout stands; None where it lacks one that is not required.

    Raises SourceFault for a required column that is missing and for a name that stands twice.
    """
    names = [plain(header) for header in headers]
    picks = []
    for part in layout.parts:
        wanted = [plain(name) for name in part]
        found = next((name for name in wanted if name in names), None)
        if found is None and part in layout.parts_required:
            given = " / ".join(part)
            raise SourceFault("MISSING_COLUMN", column=part[0], given=given, expected=listed(headers))
        if found is not None and names.count(found) > 1:
            raise SourceFault("REPEATED_HEADER", column=part[0], given=headers[names.index(found)])
        picks.append(None if found is None else names.index(found))
    return picks


def header_score(cells: list[str], layout: Layout) -> tuple[bool, int]:
    """Whether a row has every required column, and how many columns of the layout it names."""
    names = {plain(cell) for cell in cells if cell}
    has = {part for part in layout.parts if any(plain(name) in names for name in part)}
    return has >= layout.parts_required and bool(has), len(has)


def best_header(rows: list[list[str]], layout: Layout) -> int:
    """Index of the header among the first rows: the first that has every required column, else the likeliest.

    Raises SourceFault when no row names a column of the layout.
    """
    scores = [header_score(row, layout) for row in rows[:HEADER_WITHIN_ROWS]]
    whole = next((index for index, (is_whole, _) in enumerate(scores) if is_whole), None)
    if whole is not None:
        return whole
    best = max((named for _, named in scores), default=0)
    if best == 0:
        wanted = ", ".join(part[0] for part in layout.parts if part in layout.parts_required)
        raise SourceFault("NO_HEADER", most=HEADER_WITHIN_ROWS, expected=wanted)
    return [named for _, named in scores].index(best)


def plain(header: str) -> str:
    """A column name without case, spaces and punctuation: `Tgl Lahir`, `TGL_LAHIR` and `tgl lahir` are one."""
    return re.sub(r"[^A-Z0-9]", "", header.upper())


def listed(headers: list[str]) -> str:
    """Column names for a sentence."""
    return ", ".join(header.strip() for header in headers if header.strip())


def texts(values: Any) -> tuple[Any, set[int]]:
    """Texts as an Arrow column, and which of them hold bytes that are no letters (shown as the replacement sign)."""
    try:
        return pa.array(values, pa.string()), set()
    except UnicodeEncodeError:
        sound = [None if value is None else _sound(value) for value in values]
        bad = {n for n, (old, new) in enumerate(zip(values, sound, strict=True)) if old != new}
        return pa.array(sound, pa.string()), bad


def _sound(value: str) -> str:
    return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
