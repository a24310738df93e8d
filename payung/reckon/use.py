"""On which legal values does an answer rest? Reads the calls of a rule's text and finds their values for one row."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlglot import exp

from payung.law.public import KeyMissing, Law, LawError, NotInForce
from payung.reckon.error import RuleMalformed

CALLS = ("param", "bracket", "basis", "falls_on")
CONDITION = re.compile(r"(\w+)(!?=)([\w/]+)")
WEAK = ("one_source", "memory")


@dataclass(frozen=True)
class Key:
    """One key of a call: a literal, or the column whose value is the key."""

    literal: str | int | None = None
    column: str | None = None

    def of(self, row: Mapping[str, Any]) -> str | int | None:
        """The key for one row."""
        return self.literal if self.column is None else row.get(self.column)


@dataclass(frozen=True)
class Use:
    """One call of a legal value in a rule: the parameter, the column of its day, its keys, the amount of a bracket."""

    call: str
    parameter_id: str
    day: str
    keys: tuple[Key, ...] = ()
    amount: str | None = None

    def __str__(self) -> str:
        return f"{self.call}({self.parameter_id})"

    @property
    def parts(self) -> set[str]:
        """The parameter, and the part of it that its keys name (`id/key`), as a header line may name them."""
        return {self.parameter_id, "/".join([self.parameter_id, *(str(key.literal) for key in self.keys)])}

    @property
    def names(self) -> set[str]:
        """The columns it reads."""
        return {self.day, *(key.column for key in self.keys if key.column), *([self.amount] if self.amount else [])}


@dataclass(frozen=True)
class Guard:
    """Under which values of a row a parameter counts as used: `column=A/B` one of them, `column!=A/B` none of them."""

    conditions: tuple[tuple[str, bool, tuple[str, ...]], ...]

    @property
    def names(self) -> set[str]:
        """The columns it reads."""
        return {name for name, _, _ in self.conditions}

    def holds(self, row: Mapping[str, Any]) -> bool:
        """Whether every condition holds for the row."""
        return all((_word(row.get(name)) in values) is wanted for name, wanted, values in self.conditions)


@dataclass(frozen=True)
class UsedValue:
    """One legal value on which an answer rests, with where it was read and how sure we are.

    `is_contested` is true where a source says otherwise, where it is only proposed and a scenario switched it on, or
    where it stands as contested; `is_weak` where it rests on one source or on memory.
    """

    parameter_id: str
    label_id: str
    label_en: str
    unit: str
    key: str | None
    day: date
    value: Any
    in_force_from: date | None
    in_force_until: date | None
    article: str
    sources: tuple[str, ...]
    confidence: str
    is_contested: bool
    note: str | None

    def label(self, language: str) -> str:
        """The label of the parameter in `id` or `en`."""
        return self.label_en if language == "en" else self.label_id

    @property
    def is_weak(self) -> bool:
        """Whether it rests on one source or on memory."""
        return self.confidence in WEAK


def read_uses(tree: exp.Expression) -> tuple[Use, ...]:
    """Every call of a parameter in a rule's parsed text, each once. Raises RuleMalformed where a day is no column."""
    calls = [node for node in tree.find_all(exp.Anonymous) if node.name.lower() in CALLS]
    return tuple(dict.fromkeys(read_call(call) for call in calls))


def read_call(call: exp.Anonymous) -> Use:
    """The use that one parsed call declares. Raises RuleMalformed where a day is no column."""
    kind = call.name.lower()
    parameter, day, *rest = call.expressions
    amount = rest.pop(0) if kind == "bracket" else None
    if not isinstance(day, exp.Column) or not (amount is None or isinstance(amount, exp.Column)):
        raise RuleMalformed(f"{call.sql()}: the day and the amount must be columns that are inputs or outputs")
    return Use(kind, parameter.name, day.name, tuple(_key(one) for one in rest), amount.name if amount else None)


def read_guard(line: str) -> tuple[str, Guard]:
    """The parameter and guard of a header line `id | column=A/B, column!=C`."""
    parameter_id, _, conditions = line.partition(" | ")
    parts = [CONDITION.fullmatch(condition) for condition in conditions.split(", ")]
    found = tuple((part[1], part[2] == "=", tuple(part[3].split("/"))) for part in parts if part)
    if len(found) < len(parts):
        raise RuleMalformed(f"{line!r}: a guard is `parameter | column=A/B, column!=C`")
    return parameter_id, Guard(found)


def used_value(law: Law, use: Use, row: Mapping[str, Any]) -> UsedValue | None:
    """The value a call finds for one row, None where none is in force on its day or for its keys."""
    day = row.get(use.day)
    if not isinstance(day, date):
        return None
    keys = [key.of(row) for key in use.keys]
    parameter = law.parameters[use.parameter_id]
    try:
        dated = law.dated(use.parameter_id, day, str(keys[0]) if keys and parameter.keyed_by else "")
        value = _found(law, use, day, keys, row)
    except (NotInForce, KeyMissing):
        return None
    part = str(keys[-1]) if keys else "base"
    units = {str(name): unit for name, unit in parameter.unit.items()} if isinstance(parameter.unit, dict) else {}
    unit = parameter.unit if isinstance(parameter.unit, str) else units.get(part, "")
    return UsedValue(
        parameter_id=use.parameter_id,
        label_id=parameter.label_id,
        label_en=parameter.label_en,
        unit=unit,
        key="/".join(str(key) for key in keys) or None,
        day=day,
        value=value,
        in_force_from=dated.since,
        in_force_until=dated.until,
        article=dated.article,
        sources=dated.sources,
        confidence=dated.confidence,
        is_contested=dated.disputed or parameter.status is not None,
        note=dated.note,
    )


def first_day(law: Law, parameter_id: str) -> date | None:
    """The first day on which the law has a value of the parameter."""
    days = [value.since for value in law.parameters[parameter_id].values if value.since is not None]
    return min(days, default=None)


def is_usable(law: Law, parameter_id: str) -> bool:
    """Whether it is law, or switched on by the scenario."""
    parameter = law.parameters.get(parameter_id)
    if parameter is None:
        raise LawError(f"no parameter {parameter_id!r}")
    return parameter.status is None or parameter_id in law.switched_on


def _found(law: Law, use: Use, day: date, keys: list[str | int | None], row: Mapping[str, Any]) -> Any:
    parameter = law.parameters[use.parameter_id]
    if use.call == "bracket":
        return _bracket_value(law, use, day, row)
    if use.call in ("basis", "falls_on"):
        return law.dated(use.parameter_id, day, str(keys[0]) if keys and parameter.keyed_by else "").value
    return law.value(use.parameter_id, day, *("-" if key is None else key for key in keys))


def _bracket_value(law: Law, use: Use, day: date, row: Mapping[str, Any]) -> Any:
    amount = row.get(use.amount or "")
    rows = law.value(use.parameter_id, day)
    if not isinstance(rows, list) or not isinstance(amount, int):
        return None
    column = use.keys[0].literal if use.keys else "base"
    reached = [one for one in rows if one["min"] <= amount] or rows[:1]
    return reached[-1][column]


def _key(node: exp.Expression) -> Key:
    if isinstance(node, exp.Column):
        return Key(column=node.name)
    if isinstance(node, exp.Literal):
        return Key(literal=node.name if node.is_string else int(node.name))
    raise RuleMalformed(f"the key {node.sql()} must be a literal or a column that is an input or output")


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
