"""What does a rule answer for some rows? Rows are checked, answered in one SELECT, and told with their law."""

import importlib
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from payung.engine.public import DuckdbEngine, Inline, compile_sql, open_engine
from payung.law.public import Law, load_law
from payung.reckon.argument import Cell, field_shown
from payung.reckon.error import InputError, RuleMalformed, TableUnreadable, input_error
from payung.reckon.fixed import with_fixed
from payung.reckon.rule import INPUT, KEY, Rule, reasons, rule
from payung.reckon.trace import trace, walked
from payung.reckon.use import Use, UsedValue, first_day, is_usable, used_value

if TYPE_CHECKING:
    import pyarrow

ERROR = "ERROR"
FEW = 16
SQL = {"text": "VARCHAR", "int64": "BIGINT", "date": "DATE", "bool": "BOOLEAN"}
ARROW = {"text": "string", "int64": "int64", "date": "date32", "bool": "bool_"}

type Rows = Sequence[Mapping[str, Any]] | pyarrow.Table | Path
type SwitchedOn = Iterable[str] | Mapping[str, date]


@dataclass(frozen=True)
class Result:
    """What a rule answers for one row.

    `outcome` is OK, REFUSED (by law: `reason` says why) or ERROR (the row could not be answered: `errors` say why).
    `inputs` are the inputs as they were understood, defaults included; `values` the outputs by name, whole rupiah where
    they are money; `law` is the law by which it was answered.
    """

    rule_id: str
    outcome: str
    reason: str
    inputs: Mapping[str, Cell]
    values: Mapping[str, Cell]
    errors: tuple[InputError, ...] = ()
    law: Law = field(default_factory=load_law, repr=False, compare=False)

    @cached_property
    def used(self) -> tuple[UsedValue, ...]:
        """The legal values on which the answer rests, each with its article.

        They are found by walking the rule for this row when they are first asked for: of many rows only few are.
        """
        if self.outcome == ERROR:
            return ()
        asked = rule(self.rule_id)
        terms = walked(*trace(asked.id, self.law, self.inputs).values())
        read = tuple(used_once(term.used for term in terms if term.used is not None))
        # An answer that needed no number of the law, as that nobody owes anything, names the articles of its rule.
        whole = {**self.inputs, **self.values, "outcome": self.outcome, "reason": self.reason}
        return read or tuple(used_once(_declared(asked, self.law, whole)))


def evaluate(
    rule_id: str, *, on: date, inputs: Rows, law: Law | None = None, switched_on: SwitchedOn = ()
) -> list[Result]:
    """The answers of a rule for every row, in order.

    `inputs` are rows by input name, a pyarrow table, or the path of a Parquet file; `on` is the day of the question,
    used where a date with that default is not given; `switched_on` names parameters that are not law but which the
    scenario uses, with their first day where they have none. A row with a wrong input gets the outcome ERROR; the
    others are answered. Raises UnknownRule with near names, and TableUnreadable where
    the inputs are no list of rows and no table.
    """
    asked = rule(rule_id)
    book = _lawbook(law, switched_on)
    checked = [_checked(asked, given, on) for given in _rows(inputs)]
    answers = _answers(asked, book, [(n, row) for n, (row, errors) in enumerate(checked) if not errors])
    return [
        _result(asked, book, row, answers[number]) if not errors else _refused(asked, row, errors)
        for number, (row, errors) in enumerate(checked)
    ]


def asked_table(rule_id: str, rows: Sequence[Mapping[str, Any]]) -> "pyarrow.Table":
    """Rows of understood inputs (as `Result.inputs` has them) as the table `asked`, numbered from 0 as `ask_no`."""
    arrow = _arrow()
    fields = [(KEY, "int64"), *((argument.name, argument.type) for argument in rule(rule_id).arguments)]
    schema = arrow.schema([(name, getattr(arrow, ARROW[kind])()) for name, kind in fields])
    return arrow.Table.from_pylist([{**row, KEY: number} for number, row in enumerate(rows)], schema=schema)


def inline_of(asked: Rule, law: Law, fixed: Mapping[str, Cell] | None = None) -> Inline:
    """The compiler that puts the law into a rule's text; what is not law and not switched on reads as NULL.

    `fixed` are inputs that are the same for every row: they go into the text too.
    """
    plans = {one for one in asked.sources if not is_usable(law, one)}

    def inline(tree: exp.Expression) -> exp.Expression:
        known = with_fixed(tree, fixed or {})
        return law.inline(known.transform(lambda node: _null(node) if _names_plan(node, plans) else node))

    return inline


def _arrow() -> Any:
    # Loaded only where a table comes or goes: a single question need not wait for it.
    return importlib.import_module("pyarrow")


def _lawbook(law: Law | None, switched_on: SwitchedOn) -> Law:
    book = law or load_law()
    return book.with_switched_on(switched_on) if switched_on else book


def _rows(inputs: Rows) -> Sequence[Any]:
    if isinstance(inputs, Path):
        try:
            inputs = importlib.import_module("pyarrow.parquet").read_table(inputs)
        except (OSError, _arrow().ArrowInvalid) as error:
            raise TableUnreadable(f"{inputs} is not a readable Parquet table: {error}") from error
    if isinstance(inputs, str | bytes) or not isinstance(inputs, Sequence):
        if hasattr(inputs, "to_pylist"):
            return inputs.to_pylist()  # type: ignore[no-any-return]
        raise TableUnreadable(
            f"{type(inputs).__name__} given; wanted a list of rows, a pyarrow table or a Parquet path"
        )
    return inputs


def _checked(asked: Rule, given: object, on: date) -> tuple[dict[str, Cell], list[InputError]]:
    """The inputs of one row as the rule wants them, and every error in it."""
    if not isinstance(given, Mapping):
        names = ", ".join(argument.name for argument in asked.arguments)
        return {}, [input_error("NOT_A_ROW", "", f"an object with {names}, each once at most")]
    row: dict[str, Cell] = {}
    names = ", ".join(argument.name for argument in asked.arguments)
    known = {argument.name for argument in asked.arguments}
    errors = [input_error("UNKNOWN_FIELD", field_shown(name), names) for name in given if name not in known]
    for argument in asked.arguments:
        value = given.get(argument.name)
        if value is not None:
            row[argument.name], error = argument.check(value)
        elif argument.is_needed:
            error = input_error("MISSING_FIELD", argument.name, argument.accepted())
        else:
            row[argument.name], error = argument.within(argument.defaulted(on))
        errors += [argument.with_place(error)] if error else []
    return row, errors or list(_made_necessary(asked, row))


def _made_necessary(asked: Rule, row: Mapping[str, Cell]) -> Iterator[InputError]:
    """The inputs that the others of this row make necessary, and that are not given."""
    for argument in asked.arguments:
        guard = asked.needs.get(argument.name)
        if guard is not None and row[argument.name] is None and guard.holds(row):
            yield argument.with_place(input_error("MISSING_FIELD", argument.name, argument.accepted()))


def _answers(asked: Rule, law: Law, rows: Sequence[tuple[int, Mapping[str, Cell]]]) -> dict[int, dict[str, Any]]:
    """The rule's answer for each numbered row."""
    if not rows:
        return {}
    found = _asked_few(asked, law, rows) if len(rows) <= FEW else _asked_many(asked, law, rows)
    answered = {rows[answer[KEY]][0]: answer for answer in found}
    if len(answered) != len(rows):
        raise RuleMalformed(f"{asked.id} answered {len(answered)} of {len(rows)} rows: each must have one answer")
    return answered


def _asked_few(asked: Rule, law: Law, rows: Sequence[tuple[int, Mapping[str, Cell]]]) -> list[dict[str, Any]]:
    """The rule over some rows that stand in the statement: no table is made, and nothing that makes one is loaded."""
    names = [KEY, *(argument.name for argument in asked.arguments)]
    kinds = ["int64", *(argument.type for argument in asked.arguments)]
    marks = ", ".join(f"CAST(? AS {SQL[kind]})" for kind in kinds)
    values = ", ".join([f"({marks})"] * len(rows))
    cells = [cell for number, (_, row) in enumerate(rows) for cell in (number, *(row[name] for name in names[1:]))]
    given = f"WITH {INPUT} AS (SELECT * FROM (VALUES {values}) AS given ({', '.join(names)}))"
    return _fetched(_cursor().execute(f"{given} {_compiled(asked.id, law)}", cells))


def _asked_many(asked: Rule, law: Law, rows: Sequence[tuple[int, Mapping[str, Cell]]]) -> list[dict[str, Any]]:
    """The rule over many rows as a table."""
    cursor = _cursor()
    cursor.register(INPUT, asked_table(asked.id, [row for _, row in rows]))
    try:
        return _fetched(cursor.execute(_compiled(asked.id, law)))
    finally:
        cursor.unregister(INPUT)


def _fetched(cursor: Any) -> list[dict[str, Any]]:
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _result(asked: Rule, law: Law, row: dict[str, Cell], answer: dict[str, Any]) -> Result:
    errors = _lacking(asked, law, {**row, **answer})
    if errors:
        return _refused(asked, row, errors)
    values = {column.name: answer[column.name] for column in asked.columns}
    if answer["outcome"] == "OK":
        empty = [column.name for column in asked.columns if values[column.name] is None and not column.is_optional]
        if empty:
            raise RuleMalformed(f"{asked.id} answers OK without {', '.join(empty)} for {row}")
    if answer["reason"] not in reasons():
        raise RuleMalformed(f"{asked.id}: the reason {answer['reason']} is not in reasons.yaml")
    return Result(asked.id, answer["outcome"], answer["reason"], row, values, law=law)


def _refused(asked: Rule, row: Mapping[str, Cell], errors: Sequence[InputError]) -> Result:
    return Result(asked.id, ERROR, errors[0].code, row, {}, tuple(errors))


def _lacking(asked: Rule, law: Law, row: Mapping[str, Any]) -> list[InputError]:
    """An error for each legal value which the answer of a row needs and the law does not have."""
    errors: dict[str, InputError] = {}
    for use in asked.uses:
        guard = asked.guards.get(use.parameter_id)
        if guard is not None and not guard.holds(row):
            continue
        if not is_usable(law, use.parameter_id):
            errors[use.parameter_id] = _not_law(law, use, guard.names if guard else {use.day})
        elif not use.parts & asked.lapsing and used_value(law, use, row) is None:
            errors.setdefault(use.parameter_id, _outside(asked, law, use, row))
    return list(errors.values())


def _declared(asked: Rule, law: Law, row: Mapping[str, Any]) -> Iterator[UsedValue]:
    """The legal values which the rule's header counts as used for a row."""
    for use in asked.uses:
        guard = asked.guards.get(use.parameter_id)
        if (guard is None or guard.holds(row)) and is_usable(law, use.parameter_id):
            value = used_value(law, use, row)
            if value is not None and value.value is not None:
                yield value


def used_once(used: Iterable[UsedValue]) -> Iterator[UsedValue]:
    """Each parameter, key and day once: a rule may read one value in several places."""
    seen: set[tuple[str, str | None, date]] = set()
    for one in used:
        mark = (one.parameter_id, one.key, one.day)
        if mark not in seen:
            seen.add(mark)
            yield one


def _not_law(law: Law, use: Use, fields: Iterable[str]) -> InputError:
    status = law.parameters[use.parameter_id].status
    accepted = f"a scenario that switches on {use.parameter_id}"
    return input_error("NOT_LAW", min(fields), accepted, parameter=use.parameter_id, status=status)


def _outside(asked: Rule, law: Law, use: Use, row: Mapping[str, Any]) -> InputError:
    first = first_day(law, use.parameter_id)
    spans = [f"{value.since} to {value.until or '...'}" for value in law.parameters[use.parameter_id].values]
    gap = first is not None and row.get(use.day) is not None and row[use.day] >= first
    accepted = f"a day within {'; '.join(spans)}" if gap else f"{first} or later"
    facts = {"given": row.get(use.day), "parameter": use.parameter_id, "first": first}
    return input_error("DAY_OUTSIDE_LAW", use.day, accepted, **facts)


@lru_cache(maxsize=512)
def _compiled_text(rule_id: str, version: str, law: Law) -> str:
    asked = rule(rule_id)
    return compile_sql(asked.tree, "duckdb", inline=inline_of(asked, law))


def _compiled(rule_id: str, law: Law) -> str:
    return _compiled_text(rule_id, law.version, law)


@cache
def _engine() -> DuckdbEngine:
    return open_engine("duckdb", memory_limit="1GB", threads=1)


_local = threading.local()


def _cursor() -> Any:
    """A connection of this thread to the one small database in memory: threads do not wait for each other."""
    if not hasattr(_local, "cursor"):
        _local.cursor = _engine().connection.cursor()
    return _local.cursor


def _names_plan(node: exp.Expression, plans: set[str]) -> bool:
    is_call = isinstance(node, exp.Anonymous) and node.name.lower() in ("param", "bracket")
    return is_call and node.expressions[0].name in plans


def _null(_: exp.Expression) -> exp.Expression:
    return exp.cast(exp.Null(), "BIGINT")
