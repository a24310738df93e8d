"""How is a rule answered for millions of rows? The same text over Parquet, streamed, memory bounded."""

import importlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from payung.engine.public import DuckdbEngine, Step, compile_sql, open_engine, parquet_sql
from payung.law.public import Law, load_law
from payung.reckon.argument import FIRST_DAY, LAST_DAY, ON, Argument, Cell
from payung.reckon.error import TableUnreadable
from payung.reckon.evaluate import SwitchedOn, inline_of
from payung.reckon.lack import guard_sql, lack_sql
from payung.reckon.rule import INPUT, KEY, Rule, rule

# Amounts have few repeats: written as differences they cost a fifth less time than through a dictionary of values.
PARQUET = "FORMAT parquet, PARQUET_VERSION v2, DICTIONARY_SIZE_LIMIT 256"
SQL_TYPES = {"text": "VARCHAR", "int64": "BIGINT", "date": "DATE", "bool": "BOOLEAN"}


@dataclass(frozen=True)
class TableReport:
    """How many rows were read, answered, and left unanswered because an input is wrong."""

    rows: int
    answered: int
    rejected: int


def steps(rule_id: str) -> list[Step]:
    """The rule as one step over a registered table `asked`; give the engine `inline=inlined(rule_id, law)`.

    `asked` has `ask_no` (int64) and every input in its declared type; optional inputs may be null, defaults filled in.
    The step is named as the rule, dots as underscores. Raises UnknownRule.
    """
    asked = rule(rule_id)
    return [Step(asked.step_name, asked.text, is_kept=False)]


def evaluate_table(
    rule_id: str,
    source: Path,
    out: Path,
    *,
    on: date,
    rejects: Path | None = None,
    key: str | None = None,
    law: Law | None = None,
    switched_on: SwitchedOn = (),
    memory_limit: str = "1GB",
    threads: int = 2,
) -> TableReport:
    """Answer a rule for a Parquet table of inputs, Parquet to Parquet, in the order of `ask_no`.

    `out` gets `ask_no` (the column `key`, or the row's number from 0), outcome, reason and the outputs. A row on whose
    day the law has no value has the outcome ERROR and the reason DAY_OUTSIDE_LAW, one that would rest on what is not
    law NOT_LAW, as `evaluate` says. `rejects` gets `ask_no`, `code` and
    `field` of each row with a wrong input (by default `<out>.rejects.parquet`). Raises UnknownRule, and
    TableUnreadable where a needed column is missing or of another type.
    """
    asked = rule(rule_id)
    book = (law or load_law()).with_switched_on(switched_on) if switched_on else law or load_law()
    columns = _columns(asked, source)
    refused = rejects or out.with_name(f"{out.stem}.rejects.parquet")
    with open_engine("duckdb", memory_limit=memory_limit, threads=threads, temp=out.parent) as engine:
        number = key or "file_row_number"
        table = parquet_sql(source) if key else parquet_sql(source)[:-1] + ", file_row_number = true)"
        inputs = ", ".join(f"{_input(argument, columns, on)} AS {argument.name}" for argument in asked.arguments)
        engine.connection.execute(f'CREATE VIEW given AS SELECT "{number}" AS {KEY}, {inputs} FROM {table}')
        fault = " ".join(_faults(asked))
        engine.connection.execute(
            f"CREATE VIEW faulty AS SELECT *, CASE {fault} END AS fault FROM given"
            if fault
            else "CREATE VIEW faulty AS SELECT *, CAST(NULL AS VARCHAR) AS fault FROM given"
        )
        engine.connection.execute(f"CREATE VIEW {INPUT} AS SELECT * EXCLUDE (fault) FROM faulty WHERE fault IS NULL")
        fixed = {one.name: one.defaulted(on) for one in asked.arguments if one.name not in columns}
        engine.run(steps(rule_id), inline=inline_of(asked, book, fixed))
        rejected = _copy(engine, _rejects_sql(), refused)
        engine.connection.execute(f"CREATE VIEW told AS {lack_sql(asked, book, asked.step_name)}")
        answered = _copy(engine, _answer_sql(asked), out)
    return TableReport(rejected + answered, answered, rejected)


def _columns(asked: Rule, source: Path) -> set[str]:
    """Names of the table's columns which the rule takes; raises where one is missing, unknown or of another type."""
    path = next(iter(sorted(source.glob("*.parquet"))), source) if source.is_dir() else source
    arrow = importlib.import_module("pyarrow")
    try:
        schema = importlib.import_module("pyarrow.parquet").read_schema(path)
    except (OSError, arrow.ArrowInvalid) as error:
        raise TableUnreadable(f"{source} is not a readable Parquet table: {error}") from error
    names = set(schema.names)
    for argument in asked.arguments:
        if argument.name not in names and argument.is_needed:
            raise TableUnreadable(f"{source} has no column {argument.name}: {argument.accepted()}")
        if argument.name in names and not _fits(argument, schema.field(argument.name).type, arrow.types):
            kind = schema.field(argument.name).type
            raise TableUnreadable(f"{source}: {argument.name} is {kind}, not {argument.type}: {argument.accepted()}")
    return names


def _fits(argument: Argument, kind: Any, types: Any) -> bool:
    if argument.type == "int64":
        # Of unsigned 64 bits the upper half has no place in a signed number.
        return bool(types.is_integer(kind)) and not types.is_uint64(kind)
    if argument.type == "text":
        return bool(types.is_string(kind) or types.is_large_string(kind) or types.is_dictionary(kind))
    return bool(types.is_date(kind) if argument.type == "date" else types.is_boolean(kind))


def _input(argument: Argument, columns: set[str], on: date) -> str:
    """The input in its declared type, with its default."""
    kind = SQL_TYPES[argument.type]
    default = _literal(argument.defaulted(on))
    if argument.name not in columns:
        return f"CAST({default} AS {kind})"
    value = f'CAST("{argument.name}" AS {kind})'
    value = f"CAST(date_trunc('month', {value}) AS DATE)" if argument.is_month else value
    return value if default == "NULL" else f"COALESCE({value}, CAST({default} AS {kind}))"


def _literal(value: Cell) -> str:
    if value is None or value == ON:
        return "NULL"
    if isinstance(value, bool | int):
        return str(value).upper()
    return f"'{value}'"


def _faults(asked: Rule) -> Iterator[str]:
    """WHEN branches that name the code and field of the first wrong input of a row."""
    for argument in asked.arguments:
        name = argument.name
        if argument.is_needed:
            yield f"WHEN {name} IS NULL THEN 'MISSING_FIELD {name}'"
        if argument.values:
            listed = ", ".join(_literal(value) for value in argument.values)
            yield f"WHEN {name} NOT IN ({listed}) THEN 'NOT_ALLOWED {name}'"
        if argument.minimum is not None:
            yield f"WHEN {name} < {argument.minimum} THEN 'BELOW_MINIMUM {name}'"
            yield f"WHEN {name} > {argument.maximum} THEN 'ABOVE_MAXIMUM {name}'"
        if argument.type == "date":
            yield f"WHEN {name} NOT BETWEEN DATE '{FIRST_DAY}' AND DATE '{LAST_DAY}' THEN 'DAY_OUT_OF_RANGE {name}'"
    for name, guard in asked.needs.items():
        yield f"WHEN {name} IS NULL AND {guard_sql(guard)} THEN 'MISSING_FIELD {name}'"


def _rejects_sql() -> str:
    parts = "split_part(fault, ' ', 1) AS code, split_part(fault, ' ', 2) AS field"
    return f"SELECT {KEY}, {parts} FROM faulty WHERE fault IS NOT NULL ORDER BY {KEY}"


def _answer_sql(asked: Rule) -> str:
    """The answers; a row that has no law to rest on is an error, and has no amounts."""
    names = ", ".join(f"CASE WHEN lack IS NULL THEN {one.name} END AS {one.name}" for one in asked.columns)
    return (
        f"SELECT {KEY}, CASE WHEN lack IS NULL THEN outcome ELSE 'ERROR' END AS outcome,"
        # Two threads may hand their rows over in any order; a caller may count on that of the numbers.
        f" COALESCE(lack, reason) AS reason, {names} FROM told ORDER BY {KEY}"
    )


def _copy(engine: DuckdbEngine, sql: str, path: Path) -> int:
    unfinished = path.with_name(path.name + ".unfinished")
    target = str(unfinished).replace("'", "''")
    (count,) = engine.connection.execute(f"COPY ({sql}) TO '{target}' ({PARQUET})").fetchone()
    unfinished.replace(path)
    return int(count)


def compiled(rule_id: str, dialect: str, *, law: Law | None = None, fixed: Mapping[str, Cell] | None = None) -> str:
    """The rule's SELECT in an engine's dialect (duckdb, postgres, spark), law put in. Raises UnknownRule.

    `fixed` are inputs that are the same for every row, such as the contribution month: each becomes a literal, and of
    the law only what holds then remains in the text.
    """
    asked = rule(rule_id)
    return compile_sql(asked.tree, dialect, inline=inline_of(asked, law or load_law(), fixed))
