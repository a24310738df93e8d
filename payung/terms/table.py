"""Which columns has a table that steps hand over? Declared in `tables/*.yaml`, read here."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from payung.terms.yaml_file import read_yaml

FOLDER = Path(__file__).parent / "tables"

SQL_TYPES = {"text": "VARCHAR", "int64": "BIGINT", "date": "DATE", "bool": "BOOLEAN"}


@dataclass(frozen=True)
class Column:
    """One column: its type (text, int64, date, bool), meaning, allowed values, unit and class of personal data."""

    name: str
    type: str
    meaning: str
    values: tuple[str, ...] = ()
    unit: str | None = None
    personal: str | None = None

    @property
    def sql_type(self) -> str:
        """The column's type in DuckDB's dialect."""
        return SQL_TYPES[self.type]


@dataclass(frozen=True)
class Table:
    """A declared table: its file name without ending, meaning, key and columns in order."""

    name: str
    file: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def column_names(self) -> tuple[str, ...]:
        """Names of the columns in declared order."""
        return tuple(column.name for column in self.columns)

    def create_sql(self, name: str | None = None) -> str:
        """CREATE TABLE statement in DuckDB's dialect, without constraints, so that bulk loads stay fast."""
        columns = ", ".join(f'"{column.name}" {column.sql_type}' for column in self.columns)
        return f'CREATE TABLE "{name or self.file}" ({columns})'

    def cast_select_sql(self, source: str) -> str:
        """SELECT of exactly the declared columns, in order and type, from `source` (a view, table or subquery)."""
        columns = ", ".join(f'CAST("{c.name}" AS {c.sql_type}) AS "{c.name}"' for c in self.columns)
        return f"SELECT {columns} FROM {source}"


@cache
def tables() -> dict[str, Table]:
    """Every declared table by its file name (`records`, `persons`, ...), in the order of the flow."""
    found = (_read(path) for path in sorted(FOLDER.glob("*.yaml")))
    return {table.file: table for table in found}


def table(file: str) -> Table:
    """The declared table of this file name; KeyError when none is declared."""
    return tables()[file]


def _read(path: Path) -> Table:
    raw = read_yaml(path)
    columns = tuple(
        Column(
            name=name,
            type=entry["type"],
            meaning=entry["meaning"],
            values=tuple(str(value) for value in entry.get("values", ())),
            unit=entry.get("unit"),
            personal=entry.get("personal"),
        )
        for name, entry in raw["columns"].items()
    )
    return Table(raw["table"], raw["file"], raw["meaning"], tuple(raw["key"]), columns)
