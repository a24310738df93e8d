"""How do a supplier's texts become our columns? One SELECT a supplier, a lookup for each column of few values."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from payung.engine.public import DuckdbEngine
from payung.extracts.clean import core_sql, fault_sql, shown_sql, tidy_sql, value_sql
from payung.extracts.field import CLEANED, Field
from payung.extracts.layout import Layout
from payung.extracts.nik import district_heads
from payung.extracts.value import Converted, convert
from payung.terms.public import table

ARROW = {"text": pa.string(), "int64": pa.int64(), "date": pa.date32(), "bool": pa.bool_()}


@dataclass(frozen=True)
class Made:
    """How one column is made in SQL, in steps that each see the columns of the step before.

    `tidy` and `core` are columns of the first two steps by name; `fault` is an expression over them and the lookups,
    `value` one over all; `shown` is what a clerk may see of the text, over the texts `r`.
    """

    value: str
    fault: str
    shown: str
    tidy: tuple[tuple[str, str], ...] = ()
    core: tuple[tuple[str, str], ...] = ()


NO_FAULT = "CAST(NULL AS VARCHAR)"


def convert_supplier(engine: DuckdbEngine, layout: Layout, folder: Path, as_of: date) -> dict[str, Made]:
    """Write `converted.parquet` in `folder` from the table `texts`, and make it readable as `converted`.

    It has `file_no`, `row`, `line`, each column the layout fills, and beside it `<column>__fault`. The answer tells
    how each column was made.
    """
    maker = _Maker(engine, layout, folder, as_of)
    made = {field.column: maker.made(field) for field in layout.fields}
    tidy = "".join(f', {sql} AS "{name}"' for one in made.values() for name, sql in one.tidy)
    core = "".join(f', {sql} AS "{name}"' for one in made.values() for name, sql in one.core)
    faults = "".join(f', {one.fault} AS "{column}__fault"' for column, one in made.items())
    values = "".join(f', {one.value} AS "{column}", "{column}__fault"' for column, one in made.items())
    target = folder / "converted.parquet"
    engine.connection.execute(
        f"""COPY (
            WITH tidied AS (SELECT r.*{tidy} FROM texts r),
            cored AS (SELECT r.*{core} FROM tidied r),
            judged AS (SELECT r.*{"".join(maker.looked_up)}{faults} FROM cored r {" ".join(maker.joins)})
            SELECT file_no, row, line{values} FROM judged
        ) TO '{quoted(target)}' (FORMAT parquet, COMPRESSION lz4)"""
    )
    engine.register("converted", target)
    return made


class _Maker:
    """Writes the SQL of fields and the lookups they need."""

    def __init__(self, engine: DuckdbEngine, layout: Layout, folder: Path, as_of: date) -> None:
        self._engine = engine
        self._layout = layout
        self._folder = folder
        self._as_of = as_of
        self._types = {column.name: ARROW[column.type] for column in table("records").columns}
        self.joins: list[str] = []
        self.looked_up: list[str] = []

    def made(self, field: Field) -> Made:
        """The column of a field and of those asked when it gives nothing."""
        chain = [self._one(one, f"{field.column}_{number}") for number, one in enumerate(field.chain)]
        if len(chain) == 1:
            return chain[0]
        return Made(
            value=f"coalesce({', '.join(one.value for one in chain)})",
            fault=f"coalesce({', '.join(one.fault for one in chain)})",
            shown=chain[0].shown,
            tidy=tuple(step for one in chain for step in one.tidy),
            core=tuple(step for one in chain for step in one.core),
        )

    def _one(self, field: Field, name: str) -> Made:
        if field.value is not None:
            return Made(f"'{quoted(field.value)}'", NO_FAULT, "NULL")
        text = self._text(field)
        prefix = f"'{quoted(field.prefix)}' || " if field.prefix else ""
        if field.kind in CLEANED:
            made = self._cleaned(field.kind, text, name)
        else:
            found = ((one, convert(one, field, self._as_of)) for one in self._distinct(text))
            self._look_up(f"look_{name}", text, self._types[field.column], found)
            made = Made(f'"{name}__value"', f"look_{name}.fault", shown_sql(field.kind, text))
            self.looked_up.append(f', look_{name}.value AS "{name}__value"')
        return replace(made, value=f"{prefix}{made.value}")

    def _cleaned(self, kind: str, text: str, name: str) -> Made:
        tidy, core = f"r.{name}__tidy", f"r.{name}__core"
        if kind == "nik":
            heads = ((head, Converted(True)) for head in district_heads())
            self._look_up("look_nik_head", f"left({core}, 6)", pa.bool_(), heads)
        fault = fault_sql(kind, text, tidy, core, "look_nik_head.value")
        column = name.rsplit("_", 1)[0]
        return Made(
            value=f'CASE WHEN "{column}__fault" IS NULL THEN {value_sql(kind, f"{name}__core")} END',
            fault=fault,
            shown=shown_sql(kind, text),
            tidy=((f"{name}__tidy", tidy_sql(text)),),
            core=((f"{name}__core", core_sql(kind, tidy)),),
        )

    def _text(self, field: Field) -> str:
        """The field's text: one column, or several put together; null when one of them is empty."""
        numbers = [self._layout.parts.index(part) for part in field.parts]
        if len(numbers) == 1:
            return f"r.s{numbers[0]}"
        texts = [f"nullif(trim(r.s{number}), '')" for number in numbers]
        widths = field.widths or (0,) * len(texts)
        padded = [_padded(text, width) for text, width in zip(texts, widths, strict=True)]
        return "(" + f" || '{quoted(field.between)}' || ".join(padded) + ")"

    def _distinct(self, text: str) -> list[str]:
        rows = self._engine.rows(f"SELECT DISTINCT {text} AS text FROM texts r WHERE {text} IS NOT NULL ORDER BY text")
        return [row[0] for row in rows]

    def _look_up(self, name: str, key: str, kind: pa.DataType, found: Iterable[tuple[str, Converted]]) -> None:
        keys, values, faults = [], [], []
        for text, converted in found:
            keys.append(text)
            values.append(converted.value)
            faults.append(converted.fault)
        columns = [pa.array(keys, pa.string()), pa.array(values, kind), pa.array(faults, pa.string())]
        path = self._folder / f"{name}.parquet"
        pq.write_table(pa.table(columns, names=["key", "value", "fault"]), path)
        self._engine.register(name, path)
        self.joins.append(f"LEFT JOIN {name} ON {name}.key = {key}")


def _padded(text: str, width: int) -> str:
    """A number that lost its leading zeros, as a worksheet makes it lose them, with its zeros again."""
    return f"CASE WHEN length({text}) < {width} THEN lpad({text}, {width}, '0') ELSE {text} END" if width else text


def quoted(text: object) -> str:
    """A text as it stands between quotation marks in SQL."""
    return str(text).replace("'", "''")
