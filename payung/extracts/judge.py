"""Which rows are kept and which not, which values were set aside? From the converted texts to records and rejects."""

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from payung.engine.public import DuckdbEngine
from payung.extracts.clean import shown_sql
from payung.extracts.convert import Made, quoted
from payung.extracts.field import Field
from payung.extracts.layout import Layout
from payung.extracts.nik import USES_MOST, nik_differs_sql
from payung.extracts.reject import NOTED, ROW_DROPPED, VALUE_SET_ASIDE, faults, told
from payung.extracts.source import Source
from payung.terms.public import table

EXPECTED_SHOWN = 200
REJECT_SCHEMA = pa.schema(
    [
        (column.name, {"text": pa.string(), "int64": pa.int64(), "bool": pa.bool_()}[column.type])
        for column in table("rejects").columns
    ]
)


def judge(engine: DuckdbEngine, layout: Layout, made: dict[str, Made], sources: list[Source], folder: Path) -> None:
    """Write `records.parquet` and `rejects.parquet` of one supplier into `folder`, both in the order of its rows.

    Reads the tables `texts` and `converted`. A row is dropped when it has neither name nor usable NIK, when it says
    the same as an earlier row throughout, or when it repeats a number that may stand once in the register.
    """
    connection = engine.connection
    _write_names(engine, layout, sources, folder)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE shared AS SELECT nik FROM converted WHERE nik IS NOT NULL "
        f"GROUP BY nik HAVING count(*) > {USES_MOST}"
    )
    _find_dropped(engine, layout)
    for name, select in (("records", _records_sql(layout)), ("rejects", _rejects_sql(engine, layout, made))):
        target = quoted(folder / f"{name}.parquet")
        connection.execute(f"COPY ({select}) TO '{target}' (FORMAT parquet, COMPRESSION lz4)")


def _write_names(engine: DuckdbEngine, layout: Layout, sources: list[Source], folder: Path) -> None:
    """Small tables: files by number, the supplier's names of columns, sentences, rows that could not be taken apart."""
    files = [(source.file_no, source.path.name) for source in sources]
    headers = [
        (source.file_no, field.column, _header(layout, source, field.column))
        for source in sources
        for field in layout.fields
    ]
    sentences = [
        (
            field.column,
            fault.code,
            told(fault.code, expected=_expected(field), most=USES_MOST),
        )
        for field in layout.fields
        for fault in faults().values()
        if fault.effect in (VALUE_SET_ASIDE, NOTED)
    ]
    broken = [
        (s.file_no, b.row, b.line, b.code, told(b.code, given=b.given, expected=b.expected))
        for s in sources
        for b in s.broken
    ]
    _table(engine, folder, "files", ["file_no", "name"], files)
    _table(engine, folder, "headers", ["file_no", "field", "header"], headers)
    _table(engine, folder, "sentences", ["field", "code", "reason"], sentences)
    _table(engine, folder, "broken", ["file_no", "row", "line", "code", "reason"], broken)


def _find_dropped(engine: DuckdbEngine, layout: Layout) -> None:
    """The table `dropped`: row, code, and for a repeat the row that is kept and the repeated value."""
    execute = engine.connection.execute
    execute(
        "CREATE OR REPLACE TEMP TABLE dropped AS "
        "SELECT row, 'NO_NAME_NO_NIK' AS code, CAST(NULL AS BIGINT) AS kept_row, CAST(NULL AS VARCHAR) AS value "
        "FROM converted WHERE name IS NULL AND (nik IS NULL OR nik IN (SELECT nik FROM shared))"
    )
    has_birth_date = any(field.column == "birth_date" for field in layout.fields)
    person = "c.nik IS NOT NULL" + (" OR c.birth_date IS NOT NULL" if has_birth_date else "")
    texts = ", ".join(f"t.s{number}" for number in range(len(layout.parts)))
    execute(
        f"""INSERT INTO dropped
        WITH alike AS (SELECT hash({texts}) AS hash FROM texts t GROUP BY 1 HAVING count(*) > 1),
        told AS (
            SELECT t.row, min(t.row) OVER (PARTITION BY {texts}) AS kept_row
            FROM texts t SEMI JOIN alike ON hash({texts}) = alike.hash
            JOIN converted c ON c.row = t.row
            ANTI JOIN dropped ON dropped.row = t.row
            WHERE {person})
        SELECT row, 'REPEATED_ROW', kept_row, NULL FROM told WHERE row <> kept_row"""
    )
    if layout.key is not None:
        execute(
            f"""INSERT INTO dropped
            WITH told AS (
                SELECT row, "{layout.key}" AS value, min(row) OVER (PARTITION BY "{layout.key}") AS kept_row
                FROM converted ANTI JOIN dropped USING (row) WHERE "{layout.key}" IS NOT NULL)
            SELECT row, 'REPEATED_KEY', kept_row, {shown_sql("number", "value")} FROM told WHERE row <> kept_row"""
        )


def _records_sql(layout: Layout) -> str:
    filled = {field.column for field in layout.fields}
    special = {
        "supplier": f"'{layout.supplier}'",
        "file": "files.name",
        "row": "c.row",
        "nik": "CASE WHEN shared.nik IS NULL THEN c.nik END",
    }
    columns = []
    for column in table("records").columns:
        value = special.get(column.name, f'c."{column.name}"' if column.name in filled else "NULL")
        columns.append(f'CAST({value} AS {column.sql_type}) AS "{column.name}"')
    return f"""SELECT {", ".join(columns)} FROM converted c JOIN files USING (file_no)
        LEFT JOIN shared ON shared.nik = c.nik
        ANTI JOIN dropped ON dropped.row = c.row ORDER BY c.row"""


def _rejects_sql(engine: DuckdbEngine, layout: Layout, made: dict[str, Made]) -> str:
    """Every reject of the supplier: rows dropped, values set aside, values noted; one for each row, column and code."""
    parts = [_dropped_sql(layout), _broken_sql()]
    for column in _faulty(engine, made):
        fault = f'c."{column}__fault"'
        parts.append(_value_sql(column, fault, made[column].shown, f"{fault} IS NOT NULL"))
    if "nik" in made:
        is_shared = "c.nik IN (SELECT nik FROM shared)"
        parts.append(_value_sql("nik", "'NIK_SHARED'", made["nik"].shown, is_shared))
        dates, sexes = nik_differs_sql("c.nik", "c.birth_date", "c.sex")
        is_sound = "c.nik NOT IN (SELECT nik FROM shared)"
        if "birth_date" in made:
            code = "'NIK_BIRTH_DATE_DIFFERS'"
            parts.append(_value_sql("birth_date", code, made["birth_date"].shown, f"{is_sound} AND {dates}"))
        if "sex" in made:
            parts.append(_value_sql("sex", "'NIK_SEX_DIFFERS'", made["sex"].shown, f"{is_sound} AND {sexes}"))
    return f"""SELECT '{layout.supplier}' AS supplier, file, row, min(line) AS line, "column", min(value) AS value,
        code, min(reason) AS reason, bool_or(is_row_dropped) AS is_row_dropped
        FROM ({" UNION ALL ".join(parts)}) GROUP BY file, row, "column", code ORDER BY row, "column", code"""


def _faulty(engine: DuckdbEngine, made: dict[str, Made]) -> list[str]:
    """Columns in which any value was set aside."""
    counts = ", ".join(f'count("{column}__fault")' for column in made)
    [found] = engine.rows(f"SELECT {counts} FROM converted")
    return [column for column, count in zip(made, found, strict=True) if count]


def _value_sql(column: str, code: str, shown: str, condition: str) -> str:
    return f"""SELECT files.name AS file, r.row, r.line, h.header AS "column", {shown} AS value, {code} AS code,
        s.reason, false AS is_row_dropped
        FROM converted c JOIN texts r ON r.row = c.row JOIN files ON files.file_no = c.file_no
        JOIN headers h ON h.file_no = c.file_no AND h.field = '{column}'
        JOIN sentences s ON s.field = '{column}' AND s.code = {code}
        WHERE {condition} AND c.row NOT IN (SELECT row FROM dropped)"""


def _dropped_sql(layout: Layout) -> str:
    codes = [fault.code for fault in faults().values() if fault.effect == ROW_DROPPED]
    cases = " ".join(f"WHEN '{code}' THEN '{told(code, row='{row}', given='', expected='')}'" for code in codes)
    key = next((part[0] for field in layout.fields if field.column == layout.key for part in field.parts), "")
    return f"""SELECT files.name AS file, c.row, c.line,
        CASE d.code WHEN 'REPEATED_KEY' THEN '{key}' ELSE '' END AS "column", d.value, d.code,
        replace(CASE d.code {cases} END, '{{row}}', CAST(coalesce(d.kept_row, 0) AS VARCHAR)) AS reason,
        true AS is_row_dropped
        FROM dropped d JOIN converted c ON c.row = d.row JOIN files ON files.file_no = c.file_no"""


def _broken_sql() -> str:
    return """SELECT files.name AS file, b.row, b.line, '' AS "column", NULL AS value, b.code, b.reason,
        true AS is_row_dropped FROM broken b JOIN files ON files.file_no = b.file_no"""


def _expected(field: Field) -> str:
    """What would be accepted, short enough for a sentence."""
    text = field.expected
    return text if len(text) <= EXPECTED_SHOWN else text[:EXPECTED_SHOWN].rsplit(",", 1)[0] + ", ..."


def _header(layout: Layout, source: Source, column: str) -> str:
    """The supplier's own names of the columns a field is made of."""
    field = next(field for field in layout.fields if field.column == column)
    numbers = [layout.parts.index(part) for one in field.chain for part in one.parts]
    named = dict.fromkeys(name for number in numbers if (name := source.headers[number]) is not None)
    return " + ".join(named)


def _table(
    engine: DuckdbEngine, folder: Path, name: str, columns: list[str], rows: Sequence[tuple[object, ...]]
) -> None:
    """A small table of the program's own, by way of a Parquet file."""
    numbers = ("file_no", "row", "line")
    arrays = [
        pa.array([row[n] for row in rows], pa.int64() if column in numbers else pa.string())
        for n, column in enumerate(columns)
    ]
    path = folder / f"{name}.parquet"
    pq.write_table(pa.table(arrays, names=columns), path)
    engine.register(name, path)
