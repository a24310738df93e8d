"""How is an official's decree list read? CSV or Parquet with its own headers, or a clear refusal of the whole."""

from collections.abc import Mapping
from pathlib import Path

import pyarrow
import pyarrow.csv
import pyarrow.parquet

from payung.plan.appoint.words import words
from payung.plan.error import ListUnreadable

LARGEST_BYTES = 2_000_000_000
NEEDED = {"action": "NO_ACTION_COLUMN", "effective_on": "NO_DATE_COLUMN"}
SEPARATORS = (",", ";", "\t", "|")


def read_list(path: Path) -> pyarrow.Table:
    """The rows of a decree list as text: row (from 1), nik, person_id, action, effective_on, payer; null where
    absent.

    Raises ListUnreadable with the code of what is wrong with the whole: UNREADABLE, EMPTY_LIST, NO_NUMBER_COLUMN,
    NO_ACTION_COLUMN, NO_DATE_COLUMN.
    """
    found = _parquet(path) if _is_parquet(path) else _csv(path)
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


def _is_parquet(path: Path) -> bool:
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise ListUnreadable("UNREADABLE", f"{path.name} is larger than {LARGEST_BYTES} bytes")
        with path.open("rb") as file:
            return file.read(4) == b"PAR1"
    except OSError as error:
        raise ListUnreadable("UNREADABLE", str(error)) from error


def _parquet(path: Path) -> pyarrow.Table:
    try:
        return pyarrow.parquet.read_table(path)
    except (OSError, pyarrow.ArrowException) as error:
        raise ListUnreadable("UNREADABLE", str(error)) from error


def _csv(path: Path) -> pyarrow.Table:
    """Every value as text; the separator is the one that the line of column names has most of."""
    try:
        with path.open(encoding="utf-8-sig") as file:
            head = file.readline()
        if "\0" in head or not head.strip():
            raise ListUnreadable("UNREADABLE" if head.strip() else "EMPTY_LIST", path.name)
        separator = max(SEPARATORS, key=head.count)
        names = [name.strip().strip('"') for name in head.strip().split(separator)]
        return pyarrow.csv.read_csv(
            path,
            read_options=pyarrow.csv.ReadOptions(column_names=names, skip_rows=1),
            parse_options=pyarrow.csv.ParseOptions(delimiter=separator),
            convert_options=pyarrow.csv.ConvertOptions(column_types=dict.fromkeys(names, pyarrow.string())),
        )
    except (OSError, UnicodeDecodeError, pyarrow.ArrowException) as error:
        raise ListUnreadable("UNREADABLE", str(error)) from error


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
