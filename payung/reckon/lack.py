"""Which rows of a table have no law to rest on? The conditions under which `evaluate` refuses a row, as SQL.

A rule's text reads NULL where no value is in force; what it then says would be an answer without law.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from payung.law.public import Law, Parameter
from payung.reckon.rule import INPUT, KEY, Rule
from payung.reckon.use import Guard, Key, Use, is_usable


def lack_sql(asked: Rule, law: Law, answered: str) -> str:
    """A SELECT of `ask_no`, the columns of the view `answered`, and `lack`: NOT_LAW, DAY_OUTSIDE_LAW or NULL.

    Only rows whose own inputs lie outside the law on some day are looked at beside their inputs, which are few.
    """
    branches, suspect = [], []
    inputs = {argument.name for argument in asked.arguments}
    needed: set[str] = set()
    for use in asked.uses:
        guard = asked.guards.get(use.parameter_id)
        when = guard_sql(guard) if guard else "TRUE"
        names = use.names | (guard.names if guard else set())
        needed |= names & inputs
        if not is_usable(law, use.parameter_id):
            code, holds = "NOT_LAW", "FALSE"
        elif use.parts & asked.lapsing:
            continue
        else:
            code, holds = "DAY_OUTSIDE_LAW", _holds(law.parameters[use.parameter_id], use)
        branches.append(f"WHEN {when} AND NOT ({holds}) THEN '{code}'")
        if names & inputs:
            # What the rule itself works out is not known before it is asked.
            suspect.append(f"NOT ({holds})" if use.names <= inputs else "TRUE")
    lack = f"CASE {' '.join(dict.fromkeys(branches))} END" if branches else "CAST(NULL AS VARCHAR)"
    if not suspect:
        return f"SELECT {answered}.*, {lack} AS lack FROM {answered}"
    columns = ", ".join([KEY, *sorted(needed)])
    few = f"SELECT {columns}, TRUE AS is_suspect FROM {INPUT} WHERE {' OR '.join(dict.fromkeys(suspect))}"
    return (
        f"SELECT {answered}.*, CASE WHEN is_suspect THEN {lack} END AS lack"
        f" FROM {answered} LEFT JOIN ({few}) AS few ON few.{KEY} = {answered}.{KEY}"
    )


def guard_sql(guard: Guard) -> str:
    """Whether every condition of a guard holds for a row, as SQL."""
    conditions = [
        f"{_text(name)} {'IN' if wanted else 'NOT IN'} ({', '.join(f"'{value}'" for value in values)})"
        for name, wanted, values in guard.conditions
    ]
    return f"({' AND '.join(conditions)})"


def _holds(parameter: Parameter, use: Use) -> str:
    """Whether a value is in force on the day of a row, for its keys."""
    keys = list(use.keys)
    if parameter.keyed_by is None:
        return _or(_spans(parameter, "", keys, use))
    if not keys:
        return "FALSE"
    scope, *rest = keys
    parts = []
    for name in parameter.timelines:
        chosen = _equals(scope, name)
        if name == parameter.otherwise:
            chosen = f"NOT ({_or([_equals(scope, one) for one in parameter.timelines if one != name])})"
        parts.append(f"({chosen} AND ({_or(_spans(parameter, name, rest, use))}))")
    return _or(parts)


def _spans(parameter: Parameter, scope: str, keys: list[Key], use: Use) -> Iterator[str]:
    for value in parameter.timelines[scope]:
        if value.since is None:
            continue
        until = value.until or date.max
        has_key = _has(value.value, keys) if use.call == "param" else "TRUE"
        span = f"{use.day} BETWEEN DATE '{value.since}' AND DATE '{until}'"
        yield f"COALESCE({span}, FALSE)" if has_key == "TRUE" else f"(COALESCE({span}, FALSE) AND {has_key})"


def _has(value: Any, keys: list[Key]) -> str:
    """Whether the keys lead to a part of the value."""
    if not keys:
        return "TRUE"
    if not isinstance(value, dict):
        return "FALSE"
    first, *rest = keys
    if first.column is None:
        return _has(value[first.literal], rest) if first.literal in value else "FALSE"
    return f"({_or([f'({_equals(first, name)} AND {_has(inner, rest)})' for name, inner in value.items()])})"


def _equals(key: Key, name: object) -> str:
    if key.column is None:
        return "TRUE" if str(key.literal) == str(name) else "FALSE"
    return f"{_text(key.column)} = '{name}'"


def _text(name: str) -> str:
    """The column as a word, as a guard compares it; none is a word of its own."""
    return f"COALESCE(CAST({name} AS VARCHAR), 'None')"


def _or(parts: Any) -> str:
    return " OR ".join(dict.fromkeys(parts)) or "FALSE"
