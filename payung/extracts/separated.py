"""What stands in a text file with separators? Rows with their physical lines; a row that cannot be taken apart is told.

A plain file (UTF-8, one row a line, each as wide as the header) is read by Arrow in bulk. Any other is read line by
line, so that one bad line costs its own row and no other. Both ways give the same rows for a plain file.
"""

import csv
from collections import deque
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Literal

from payung.extracts.layout import Layout
from payung.extracts.plain_text import NotPlain, plain_batches, plain_lines
from payung.extracts.reject import SourceFault
from payung.extracts.table_rows import HEADER_WITHIN_ROWS, Batch, Broken, best_header, header_score, texts

BLOCK = 50_000
LINES_IN_A_ROW = 20
QUOTE = '"'
KINDS = {b"PAR1": "Parquet", b"PK\x03\x04": "buku kerja XLSX", b"\xd0\xcf\x11\xe0": "buku kerja XLS lama"}
SEPARATORS = {";": '";"', ",": '","', "|": '"|"', "\t": "tab"}


class Separated:
    """A CSV or TXT file: its header is searched in the first rows; lines that hold nothing are no rows."""

    def __init__(self, path: Path, layout: Layout) -> None:
        self._path = path
        self._separator = layout.separator
        self._encoding = "utf-8-sig" if layout.encoding.lower() in ("utf-8", "utf8") else layout.encoding
        self._nothing = f" \t\r\n{QUOTE}{layout.separator}"
        self._header_line, self.headers = self._header(layout)
        self.broken: list[Broken] = []
        self._continued = 0
        is_utf8 = self._encoding == "utf-8-sig"
        self._plain_lines = plain_lines(path, self._nothing) if is_utf8 else None
        self._line = self._header_line
        self._row = 0

    def batches(self, picks: list[int | None]) -> Iterator[Batch]:
        """Rows in file order.

        Raises SourceFault when the file is not in the layout's encoding, and NotPlain when a file that seemed plain
        turns out otherwise: then the batches so far are void, and asking once more reads line by line.
        """
        if self._plain_lines is None:
            yield from self._line_by_line(picks)
            return
        rows = 0
        for batch in plain_batches(self._path, self._header_line, len(self.headers), self._separator, picks):
            rows += len(batch.rows)
            yield batch
        if rows != self._plain_lines - self._header_line:
            raise NotPlain

    def read_line_by_line(self) -> None:
        """Give up the quick way for this file."""
        self._plain_lines = None

    def _line_by_line(self, picks: list[int | None]) -> Iterator[Batch]:
        try:
            with self._open() as file:
                for _ in islice(file, self._header_line):
                    pass
                while block := list(islice(file, BLOCK)):
                    yield from self._block(block, file, picks)
        except UnicodeError as error:
            raise SourceFault("WRONG_ENCODING", line=self._line + 1, expected=self._encoding) from error

    def count(self) -> int:
        """Lines after the header that hold something, less those that only continue a quoted value."""
        if self._plain_lines is not None:
            return self._plain_lines - self._header_line
        with self._path.open(encoding=self._encoding, errors="replace") as file:
            held = sum(1 for line in islice(file, self._header_line, None) if line.strip(self._nothing))
        return held - self._continued

    def _open(self) -> IO[str]:
        return self._path.open(encoding=self._encoding, errors="surrogateescape", newline="")

    def _header(self, layout: Layout) -> tuple[int, list[str]]:
        with self._path.open("rb") as file:
            head = file.read(4)
        if head in KINDS:
            raise SourceFault("WRONG_KIND", expected="berkas teks", given=KINDS[head])
        try:
            with self._open() as file:
                lines = list(islice(file, HEADER_WITHIN_ROWS))
        except UnicodeError as error:
            raise SourceFault("WRONG_ENCODING", expected=layout.encoding) from error
        if any("\x00" in line for line in lines) or (lines and lines[0].startswith("\udcff\udcfe")):
            raise SourceFault("WRONG_ENCODING", line=1, expected=layout.encoding)
        if not any(line.strip(self._nothing) for line in lines):
            raise SourceFault("EMPTY_FILE")
        rows = [self._cells(line) for line in lines]
        self._look_for_other_separator(lines, layout)
        index = best_header(rows, layout)
        return index + 1, rows[index]

    def _cells(self, line: str) -> list[str]:
        return line.rstrip("\r\n").replace(QUOTE, "").split(self._separator)

    def _look_for_other_separator(self, lines: list[str], layout: Layout) -> None:
        """SourceFault when the header is whole with another separator and not with the layout's."""
        if any(header_score(self._cells(line), layout)[0] for line in lines):
            return
        for other in SEPARATORS:
            if any(header_score(line.replace(QUOTE, "").split(other), layout)[0] for line in lines):
                expected = SEPARATORS.get(self._separator, self._separator)
                raise SourceFault("WRONG_SEPARATOR", line=1, given=SEPARATORS[other], expected=expected)

    def _block(self, block: list[str], file: IO[str], picks: list[int | None]) -> Iterator[Batch]:
        rows = self._sound(block)
        if rows is not None:
            lines = list(range(self._line + 1, self._line + len(rows) + 1))
            numbers = list(range(self._row + 1, self._row + len(rows) + 1))
            self._line += len(rows)
            self._row += len(rows)
        else:
            rows, numbers, lines = self._one_by_one(deque(block), file)
        if rows:
            yield _batch(rows, numbers, lines, picks)

    def _sound(self, block: list[str]) -> list[list[str]] | None:
        """The rows of a block where each line is one row of the right width; None when any line is not."""
        width, nothing = len(self.headers), self._nothing
        if any(line.count(QUOTE) & 1 or not line.strip(nothing) for line in block):
            return None
        try:
            rows = list(csv.reader(block, delimiter=self._separator, quotechar=QUOTE))
        except csv.Error:
            return None
        is_sound = len(rows) == len(block) and all(len(row) == width for row in rows)
        return rows if is_sound else None

    def _one_by_one(self, lines: deque[str], file: IO[str]) -> tuple[list[list[str]], list[int], list[int]]:
        rows: list[list[str]] = []
        numbers: list[int] = []
        starts: list[int] = []
        while lines:
            line = lines.popleft()
            self._line += 1
            if not line.strip(self._nothing):
                continue
            self._row += 1
            start = self._line
            row = self._fields(line) if not line.count(QUOTE) & 1 else self._quoted(line, lines, file)
            if row is not None and len(row) == len(self.headers):
                rows.append(row)
                numbers.append(self._row)
                starts.append(start)
            else:
                self._break(line, row, start, is_last=not lines)
        return rows, numbers, starts

    def _fields(self, line: str, quoting: bool = True) -> list[str] | None:
        """The fields of one line; empty ones beyond the header's width are passed over. None when it has no end."""
        style: Literal[0, 3] = csv.QUOTE_MINIMAL if quoting else csv.QUOTE_NONE
        try:
            rows = list(csv.reader([line], delimiter=self._separator, quotechar=QUOTE, quoting=style))
        except csv.Error:
            return None
        row = rows[0] if len(rows) == 1 else []
        width = len(self.headers)
        return row[:width] if len(row) > width and not any(row[width:]) else row

    def _quoted(self, line: str, lines: deque[str], file: IO[str]) -> list[str] | None:
        """A line with an odd number of quotation marks: a mark inside a name, or a value that goes on below."""
        row = self._fields(line, quoting=False)
        if row is not None and len(row) == len(self.headers):
            return row
        whole = line
        for taken in range(1, LINES_IN_A_ROW):
            if len(lines) < taken:
                lines.extend(islice(file, 1))
            if len(lines) < taken:
                return None
            whole += lines[taken - 1]
            row = self._fields(whole) if not whole.count(QUOTE) & 1 else None
            if row is not None:
                break
        if row is None or len(row) != len(self.headers):
            return None
        for _ in range(taken):
            self._continued += bool(lines.popleft().strip(self._nothing))
        self._line += taken
        return row

    def _break(self, line: str, row: list[str] | None, start: int, *, is_last: bool) -> None:
        given = len(self._fields(line, quoting=False) or []) if row is None else len(row)
        code = "UNCLOSED_QUOTE" if row is None else "WRONG_FIELD_COUNT"
        if is_last and not line.endswith(("\n", "\r")) and given < len(self.headers):
            code = "TRUNCATED"
        self.broken.append(Broken(self._row, start, code, given, len(self.headers)))


def _batch(rows: list[list[str]], numbers: list[int], lines: list[int], picks: list[int | None]) -> Batch:
    columns = list(zip(*rows, strict=True))
    bad: set[int] = set()
    picked = []
    for pick in picks:
        column, unreadable = (None, set()) if pick is None else texts(columns[pick])
        picked.append(column)
        bad |= unreadable
    return Batch(numbers, lines, picked, len(bad))
