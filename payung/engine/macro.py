"""Which functions mean the same on every engine? Each macro has one template a dialect.

| macro | answers |
|---|---|
| `a // b` | integer quotient of two non-negative BIGINT |
| `as_of()` | the day for which the run answers |
| `add_days(d, n)`, `add_months(d, n)`, `add_years(d, n)` | the day n days, months, years later |
| | (31 January and one month is the last of February) |
| `months_last_day(d, n)` | the last of n months that begin with d: the day before the same day n months later, |
| | or the last of that month where it has no such day (six months from 31 August end on the last of February) |
| `days_between(later, earlier)` | days from earlier to later |
| `months_between(later, earlier)` | calendar months from the month of earlier to the month of later |
| `month_start(d)`, `month_end(d)` | first and last day of the month |
| `age_years(birth, on)` | completed years of life |
| `birthday(birth, n)` | the day on which n years of life are complete (1 March for 29 February in a common year) |
| `year_of(d)` | its year |
| `make_day(y, m, d)` | the day; an impossible one is an error |
| `iso_weekday(d)` | 1 Monday to 7 Sunday |
"""

from collections.abc import Mapping
from datetime import date
from functools import cache

import sqlglot
from sqlglot import exp

from payung.engine.error import MacroArguments

DIALECTS = ("duckdb", "postgres", "spark")

_YMD = "(CAST(EXTRACT(YEAR FROM {d}) AS BIGINT) * 10000 + EXTRACT(MONTH FROM {d}) * 100 + EXTRACT(DAY FROM {d}))"
_MONTHS = (
    "(CAST(EXTRACT(YEAR FROM arg1) AS BIGINT) - CAST(EXTRACT(YEAR FROM arg2) AS BIGINT)) * 12"
    " + (CAST(EXTRACT(MONTH FROM arg1) AS BIGINT) - CAST(EXTRACT(MONTH FROM arg2) AS BIGINT))"
)
_AGE = {
    "duckdb": f"({_YMD.format(d='arg2')} - {_YMD.format(d='arg1')}) // 10000",
    "postgres": f"CAST({_YMD.format(d='arg2')} - {_YMD.format(d='arg1')} AS BIGINT) / CAST(10000 AS BIGINT)",
    "spark": f"CAST({_YMD.format(d='arg2')} - {_YMD.format(d='arg1')} AS BIGINT) DIV CAST(10000 AS BIGINT)",
}

# A month too short for the day ends the time with its own last day, not with the day before.
_LAST_DAY = "{there} - CASE WHEN EXTRACT(DAY FROM {there}) < EXTRACT(DAY FROM arg1) THEN 0 ELSE 1 END"
_BIRTHDAY = "{there} + CASE WHEN EXTRACT(DAY FROM {there}) < EXTRACT(DAY FROM arg1) THEN 1 ELSE 0 END"

_Templates = Mapping[str, Mapping[str, str]]
TEMPLATES: _Templates = {
    "ADD_DAYS": {
        "duckdb": "CAST(arg1 + CAST(arg2 AS INT) AS DATE)",
        "postgres": "CAST(arg1 + CAST(arg2 AS INT) AS DATE)",
        "spark": "DATE_ADD(arg1, CAST(arg2 AS INT))",
    },
    "ADD_MONTHS": {
        "duckdb": "CAST(arg1 + TO_MONTHS(CAST(arg2 AS INT)) AS DATE)",
        "postgres": "CAST(arg1 + MAKE_INTERVAL(months => CAST(arg2 AS INT)) AS DATE)",
        "spark": "ADD_MONTHS(arg1, CAST(arg2 AS INT))",
    },
    "ADD_YEARS": {
        "duckdb": "CAST(arg1 + TO_MONTHS(CAST(12 * arg2 AS INT)) AS DATE)",
        "postgres": "CAST(arg1 + MAKE_INTERVAL(months => CAST(12 * arg2 AS INT)) AS DATE)",
        "spark": "ADD_MONTHS(arg1, CAST(12 * arg2 AS INT))",
    },
    "BIRTHDAY": {
        "duckdb": _BIRTHDAY.format(there="CAST(arg1 + TO_MONTHS(CAST(12 * arg2 AS INT)) AS DATE)"),
        "postgres": _BIRTHDAY.format(there="CAST(arg1 + MAKE_INTERVAL(months => CAST(12 * arg2 AS INT)) AS DATE)"),
        "spark": "DATE_ADD(ADD_MONTHS(arg1, CAST(12 * arg2 AS INT)),"
        " CASE WHEN DAY(ADD_MONTHS(arg1, CAST(12 * arg2 AS INT))) < DAY(arg1) THEN 1 ELSE 0 END)",
    },
    "MONTHS_LAST_DAY": {
        "duckdb": _LAST_DAY.format(there="CAST(arg1 + TO_MONTHS(CAST(arg2 AS INT)) AS DATE)"),
        "postgres": _LAST_DAY.format(there="CAST(arg1 + MAKE_INTERVAL(months => CAST(arg2 AS INT)) AS DATE)"),
        "spark": "DATE_ADD(ADD_MONTHS(arg1, CAST(arg2 AS INT)),"
        " CASE WHEN DAY(ADD_MONTHS(arg1, CAST(arg2 AS INT))) < DAY(arg1) THEN 0 ELSE -1 END)",
    },
    "DAYS_BETWEEN": {
        "duckdb": "CAST(arg1 - arg2 AS BIGINT)",
        "postgres": "CAST(arg1 - arg2 AS BIGINT)",
        "spark": "CAST(DATEDIFF(arg1, arg2) AS BIGINT)",
    },
    "MONTHS_BETWEEN": dict.fromkeys(DIALECTS, _MONTHS),
    "MONTH_START": {
        "duckdb": "CAST(DATE_TRUNC('MONTH', arg1) AS DATE)",
        "postgres": "CAST(DATE_TRUNC('MONTH', arg1) AS DATE)",
        "spark": "TRUNC(arg1, 'MONTH')",
    },
    "MONTH_END": {
        "duckdb": "LAST_DAY(arg1)",
        "postgres": "CAST(DATE_TRUNC('MONTH', arg1) + MAKE_INTERVAL(months => 1, days => -1) AS DATE)",
        "spark": "LAST_DAY(arg1)",
    },
    "AGE_YEARS": _AGE,
    "YEAR_OF": dict.fromkeys(DIALECTS, "CAST(EXTRACT(YEAR FROM arg1) AS BIGINT)"),
    "MAKE_DAY": dict.fromkeys(DIALECTS, "MAKE_DATE(CAST(arg1 AS INT), CAST(arg2 AS INT), CAST(arg3 AS INT))"),
    "ISO_WEEKDAY": {
        "duckdb": "CAST(ISODOW(arg1) AS BIGINT)",
        "postgres": "CAST(EXTRACT(ISODOW FROM arg1) AS BIGINT)",
        "spark": "CAST(WEEKDAY(arg1) + 1 AS BIGINT)",
    },
}

QUOTIENT = {
    "duckdb": "CAST(arg1 AS BIGINT) // CAST(arg2 AS BIGINT)",
    "postgres": "CAST(arg1 AS BIGINT) / CAST(arg2 AS BIGINT)",
    "spark": "CAST(arg1 AS BIGINT) DIV CAST(arg2 AS BIGINT)",
}


def write_sql(tree: exp.Expression, dialect: str, as_of: date | None) -> str:
    """SQL text of a tree parsed from DuckDB's dialect, for `dialect`, with every macro expanded.

    Raises MacroArguments when a macro is called with another number of arguments, or `as_of()` without a day.
    """
    # Innermost calls first, so that the arguments of an outer macro are already expanded when they are put in.
    for node in reversed(list(tree.walk())):
        replacement = _expand(node, dialect, as_of)
        if replacement is not None:
            if node is tree:
                tree = replacement
            else:
                node.replace(replacement)
    return str(tree.sql(dialect=dialect))


def day_literal(day: date) -> exp.Expression:
    """A DATE constant."""
    return exp.cast(exp.Literal.string(day.isoformat()), "DATE")


def called_name(node: exp.Expression) -> str:
    """Upper-case name of a called function as it was written; empty for any other node."""
    if isinstance(node, exp.Anonymous):
        return str(node.this).upper()
    if isinstance(node, exp.Func):
        return str(node.meta.get("name") or node.sql_name()).upper()
    return ""


def _expand(node: exp.Expression, dialect: str, as_of: date | None) -> exp.Expression | None:
    if isinstance(node, exp.IntDiv):
        return exp.paren(_filled(QUOTIENT[dialect], dialect, [node.this, node.expression]))
    name = called_name(node)
    if name == "AS_OF":
        if as_of is None:
            raise MacroArguments("as_of() stands in a step, and the run was given no day")
        return day_literal(as_of)
    if name in TEMPLATES:
        return exp.paren(_filled(TEMPLATES[name][dialect], dialect, _arguments(node, name)))
    return None


def _arguments(node: exp.Expression, name: str) -> list[exp.Expression]:
    found = list(node.expressions) if isinstance(node, exp.Anonymous) else _known_arguments(node)
    wanted = _count(TEMPLATES[name]["duckdb"])
    if len(found) != wanted:
        raise MacroArguments(f"{name.lower()} takes {wanted} arguments, {len(found)} were given: {node.sql('duckdb')}")
    return found


def _known_arguments(node: exp.Expression) -> list[exp.Expression]:
    """Arguments of a call which the parser knows under its own class, in the order in which they were written."""
    found: list[exp.Expression] = []
    for key in node.arg_types:
        value = node.args.get(key)
        if isinstance(value, exp.Expression):
            found.append(value)
        elif isinstance(value, list):
            found.extend(value)
    return found


@cache
def _count(template: str) -> int:
    return max(int(digit) for digit in "123" if f"arg{digit}" in template)


@cache
def _parsed(template: str, dialect: str) -> exp.Expression:
    return sqlglot.parse_one(template, dialect=dialect)


def _filled(template: str, dialect: str, arguments: list[exp.Expression]) -> exp.Expression:
    tree = _parsed(template, dialect).copy()
    for placeholder in list(tree.find_all(exp.Column)):
        argument = arguments[int(placeholder.name.removeprefix("arg")) - 1].copy()
        placeholder.replace(exp.paren(argument) if isinstance(argument, exp.Binary | exp.Case) else argument)
    return tree
