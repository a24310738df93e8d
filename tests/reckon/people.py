"""A table of varied people for every rule: inputs at, beside and between the law's own boundaries."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from payung.engine.public import DuckdbEngine
from payung.law.public import Law, Parameter, load_law
from payung.reckon.public import Argument, Rule, rules

ONE_DAY = timedelta(days=1)
FIRST, LAST = date(2014, 1, 1), date(2027, 12, 31)
SQL_TYPES = {"text": "VARCHAR", "int64": "BIGINT", "date": "DATE", "bool": "BOOLEAN"}


@cache
def everything() -> Law:
    """The law, with what is only proposed or was cancelled switched on: those branches are tried too."""
    plans = {one.id: date(2026, 1, 1) for one in load_law().parameters.values() if one.status}
    return load_law().with_switched_on(plans)


@dataclass(frozen=True)
class Shape:
    """Arguments of several rules that mean the same share one column of the table."""

    name: str
    type: str
    minimum: int | None
    maximum: int | None
    values: tuple[Any, ...]
    is_month: bool
    is_optional: bool


def shape_of(argument: Argument) -> Shape:
    """What distinguishes the argument's column from others of the same name."""
    return Shape(
        argument.name,
        argument.type,
        argument.minimum,
        argument.maximum,
        argument.values,
        argument.is_month,
        argument.is_optional,
    )


def columns() -> dict[Shape, str]:
    """The columns of the table, by shape."""
    shapes = dict.fromkeys(shape_of(argument) for rule in rules().values() for argument in rule.arguments)
    return {shape: f"c{number}_{shape.name}" for number, shape in enumerate(shapes)}


def asked_sql(rule: Rule) -> str:
    """The rule's inputs, taken from the table `people`."""
    named = columns()
    inputs = ", ".join(f"{named[shape_of(argument)]} AS {argument.name}" for argument in rule.arguments)
    return f"SELECT ask_no, {inputs} FROM people"


def write_people(path: Path, engine: DuckdbEngine, people: int) -> None:
    """Write the table as Parquet: half of the numbers and days are boundaries of the law, the others lie anywhere."""
    cells = ", ".join(f"{_cell(shape)} AS {name}" for shape, name in columns().items())
    engine.connection.execute(
        f"COPY (SELECT ask_no, {cells} FROM range({people}) AS r(ask_no)) TO '{path}' (FORMAT parquet)"
    )


def _cell(shape: Shape) -> str:
    kind = SQL_TYPES[shape.type]
    if shape.values:
        cell = _pick(shape, shape.values)
    elif shape.type == "bool":
        cell = f"{_dice(shape, 'side')} % 2 = 0"
    elif shape.type == "date":
        cell = _day(shape)
        cell = f"date_trunc('month', {cell})" if shape.is_month else cell
    else:
        low, high = shape.minimum or 0, shape.maximum or 0
        # As many small numbers as large ones: the exponent is even, not the number.
        free = f"CAST({low} + pow({high - low + 1}, ({_dice(shape, 'size')} % 100000) / 100000.0) - 1 AS BIGINT)"
        cell = f"CASE {_dice(shape, 'free')} % 2 WHEN 0 THEN {free} ELSE {_pick(shape, sorted(_numbers(shape)))} END"
    if shape.is_optional:
        cell = f"CASE WHEN {_dice(shape, 'none')} % 10 > 0 THEN {cell} END"
    return f"CAST({cell} AS {kind})"


def _day(shape: Shape) -> str:
    """A third anywhere, a third at the law's own days, a third within a year of the other days of the same person.

    A birth lies up to sixty years before.
    """
    days = (LAST - FIRST).days
    free = f"DATE '{FIRST}' + CAST({_dice(shape, 'day')} % {days} AS INTEGER)"
    near = f"DATE '{FIRST}' + CAST(hash(ask_no || '|own day') % {days - 400} + {_dice(shape, 'near')} % 400 AS INTEGER)"
    place = f"{_dice(shape, 'free')} % 3"
    cell = f"CASE {place} WHEN 0 THEN {free} WHEN 1 THEN {_pick(shape, sorted(_days(shape)))} ELSE {near} END"
    return f"{cell} - to_years(CAST({_dice(shape, 'age')} % 60 AS INTEGER))" if "birth" in shape.name else cell


def _dice(shape: Shape, purpose: str) -> str:
    salt = "|".join(str(part) for part in vars(shape).values()).replace("'", "")
    # Of one text: hashes of two arguments are combined bit by bit, and the columns would all be even or odd together.
    return f"CAST(hash(ask_no || '|{salt}|{purpose}') >> 8 AS BIGINT)"


def _pick(shape: Shape, values: Any) -> str:
    listed = ", ".join(_literal(value) for value in values)
    return f"[{listed}][1 + {_dice(shape, 'pick')} % {len(values)}]"


def _literal(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int):
        return f"CAST({value} AS BIGINT)"
    return f"DATE '{value}'" if isinstance(value, date) else f"'{value}'"


def _parameters(shape: Shape) -> Iterator[Parameter]:
    law = load_law()
    for rule in rules().values():
        if any(shape_of(argument) == shape for argument in rule.arguments):
            yield from (law.parameters[one] for one in rule.sources)


def _days(shape: Shape) -> set[date]:
    found = {FIRST, LAST}
    for parameter in _parameters(shape):
        for value in parameter.values:
            edges = [day for day in (value.since, value.until) if day is not None]
            found |= {day + ONE_DAY * step for day in edges for step in (-1, 0, 1)}
    return found


def _numbers(shape: Shape) -> set[int]:
    low, high = shape.minimum or 0, shape.maximum or 0
    told = {
        number + step
        for parameter in _parameters(shape)
        for value in parameter.values
        for number in _leaves(value.value)
        for step in (-1, 0, 1)
    }
    return {low, low + 1, high} | {number for number in told if low <= number <= high}


def _leaves(value: Any) -> Iterator[int]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for one in value:
            yield from _leaves(one)
    elif isinstance(value, int) and not isinstance(value, bool):
        yield value
