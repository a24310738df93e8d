"""What does a bank's statement say? Its lines, each row judged by itself.

CSV, separated by commas or semicolons, with a header: line_id, booked_on, value_on, kind (CREDIT, REVERSAL), service
(VA, QRIS), reference (the payment's request id), virtual_account, amount_idr. Further columns are left alone.
"""

import csv
import io
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

COLUMNS = ("line_id", "booked_on", "value_on", "kind", "service", "reference", "virtual_account", "amount_idr")
KINDS = ("CREDIT", "REVERSAL")
SERVICES = ("VA", "QRIS")
WORD = re.compile(r"[!-~]{1,128}")
ACCOUNT = re.compile(r"[0-9]{1,28}")
AMOUNT = re.compile(r"[1-9][0-9]{0,14}")


class StatementUnreadable(Exception):
    """The file is no statement: not text, or without the `columns` a statement has. Nothing of it was taken."""

    def __init__(self, said: str, columns: tuple[str, ...] = ()) -> None:
        super().__init__(said)
        self.columns = columns


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One line: money that came (CREDIT) or was taken back (REVERSAL)."""

    line_id: str
    booked_on: date
    value_on: date
    kind: str
    service: str
    reference: str
    account_no: str
    amount_idr: int


@dataclass(frozen=True, slots=True)
class LineReject:
    """A row that is no line: its number in the file (the header is 1), the column and why."""

    row: int
    column: str
    reason: str


def read_statement(file: Path) -> tuple[list[StatementLine], list[LineReject]]:
    """The lines of a statement in a file and the rows that are none. Raises StatementUnreadable."""
    try:
        return statement_of(file.read_bytes(), file.name)
    except OSError as error:
        raise StatementUnreadable(f"{file.name} cannot be read: {error}") from error


def statement_of(content: bytes, name: str) -> tuple[list[StatementLine], list[LineReject]]:
    """The lines of a statement and the rows that are none; `name` is used in messages. Raises StatementUnreadable."""
    lines: list[StatementLine] = []
    rejects: list[LineReject] = []
    seen: set[str] = set()
    try:
        text = content.decode("utf-8-sig")
        head = text.partition("\n")[0]
        separator = ";" if head.count(";") > head.count(",") else ","
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True, delimiter=separator)
        missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
        if missing:
            raise StatementUnreadable(f"{name} has no column {', '.join(missing)}", tuple(missing))
        for number, row in enumerate(reader, start=2):
            found = _line(number, row, seen)
            (lines if isinstance(found, StatementLine) else rejects).append(found)  # type: ignore[arg-type]
    except (UnicodeDecodeError, csv.Error) as error:
        raise StatementUnreadable(f"{name} cannot be read: {error}") from error
    return lines, rejects


def _line(number: int, row: dict[str, str | None], seen: set[str]) -> StatementLine | LineReject:
    values = {name: (row[name] or "").strip() for name in COLUMNS}
    for column, is_right in (
        ("line_id", bool(WORD.fullmatch(values["line_id"]))),
        ("kind", values["kind"] in KINDS),
        ("service", values["service"] in SERVICES),
        ("reference", bool(WORD.fullmatch(values["reference"]))),
        ("virtual_account", bool(ACCOUNT.fullmatch(values["virtual_account"]))),
        ("amount_idr", bool(AMOUNT.fullmatch(values["amount_idr"]))),
    ):
        if not is_right:
            return LineReject(number, column, "MISSING" if not values[column] else "UNREADABLE")
    if values["line_id"] in seen:
        return LineReject(number, "line_id", "REPEATED")
    days: list[date] = []
    for column in ("booked_on", "value_on"):
        try:
            days.append(date.fromisoformat(values[column]))
        except ValueError:
            return LineReject(number, column, "UNREADABLE")
    seen.add(values["line_id"])
    return StatementLine(
        values["line_id"],
        days[0],
        days[1],
        values["kind"],
        values["service"],
        values["reference"],
        values["virtual_account"],
        int(values["amount_idr"]),
    )
