"""How does a rule get its legal values? Calls in its parsed SQL become dated CASE expressions.

    param('id', day[, key...])          the value in force on that day: BIGINT, BOOLEAN, DATE or text; NULL outside
    bracket('id', day, amount[, col])   the column (default base) of the row of a table into which the amount falls
    basis('id', day[, scope])           law and article in force on that day, as text
    basis_of(column, day[, 'id'...])    the same where a column holds the id; list the ids it may hold, or all are tried
    falls_on('id', day)                 whether the day is one of the days of a calendar; false for no day

A key may be a literal or an expression over columns. A day which is a DATE literal, as in a run with a fixed day, is
folded: only the one value remains. The tree is of DuckDB's dialect; the result has nothing but CASE, CAST, comparison
and literals, so that it reads the same in PostgreSQL and Spark.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Protocol

from sqlglot import exp

from payung.law.error import CallMalformed, KeyMissing, NotSwitchedOn
from payung.law.parameter import DatedValue, Leaf, Parameter, Value

ONE_DAY = timedelta(days=1)
BRACKET_COLUMN = "base"
SQL_TYPES = {bool: "BOOLEAN", int: "BIGINT", str: "TEXT", date: "DATE"}

type Keys = Sequence[exp.Expression]
type Read = Callable[[DatedValue], exp.Expression]


class Lawbook(Protocol):
    """What compiling needs from the law."""

    def ids(self) -> Iterable[str]:
        """Ids of all parameters."""

    def parameter(self, parameter_id: str) -> Parameter:
        """The parameter, if it may be used."""


def inline(tree: exp.Expression, law: Lawbook) -> exp.Expression:
    """A copy of the tree without calls of param, bracket, basis, basis_of and falls_on.

    Raises UnknownParameter, NotSwitchedOn, KeyMissing and CallMalformed, each naming what is wrong.
    """
    root = exp.Paren(this=tree.copy())
    calls = [call for call in root.find_all(exp.Anonymous) if call.name.lower() in CALLS]
    for call in reversed(calls):  # inner calls come last in the search and must go first: an outer one may hold them
        call.replace(CALLS[call.name.lower()](call, law))
    return root.this.pop()


def _param(call: exp.Anonymous, law: Lawbook) -> exp.Expression:
    parameter_id, day, keys = _arguments(call, 2)
    parameter = law.parameter(_text(call, parameter_id))
    values, path = _scope(parameter, keys)
    kind = _kind(parameter, [value.value for value in parameter.values], path)
    return _scoped(values, day, kind, lambda value: _resolved(value.value, path, kind))


def _bracket(call: exp.Anonymous, law: Lawbook) -> exp.Expression:
    parameter_id, day, rest = _arguments(call, 3)
    amount, column = rest[0], _text(call, rest[1]) if len(rest) > 1 else BRACKET_COLUMN
    parameter = law.parameter(_text(call, parameter_id))
    for value in parameter.values:
        if not isinstance(value.value, list) or not all(isinstance(row, dict) and column in row for row in value.value):
            raise KeyMissing(f"{parameter.id} is not a table with a column {column!r}")
    return _scoped(
        _scope(parameter, [])[0],
        day,
        int,
        lambda value: _row(value.value, column, amount),  # type: ignore[arg-type]
    )


def _basis(call: exp.Anonymous, law: Lawbook) -> exp.Expression:
    parameter_id, day, scope = _arguments(call, 2)
    return _basis_of_one(law.parameter(_text(call, parameter_id)), day, scope)


def _basis_of(call: exp.Anonymous, law: Lawbook) -> exp.Expression:
    column, day, listed = _arguments(call, 2)
    ids = dict.fromkeys(_text(call, one) for one in listed) or dict.fromkeys(_usable(law))
    found = {one: _basis_of_one(law.parameter(one), day, []) for one in ids}
    return _switch(column, found, _constant(None, str))


def _falls_on(call: exp.Anonymous, law: Lawbook) -> exp.Expression:
    """One list of days, in which the day stands once: a CASE for each would grow with every nesting."""
    parameter_id, day, _ = _arguments(call, 2)
    parameter = law.parameter(_text(call, parameter_id))
    days: list[date] = []
    for value in parameter.values:
        if value.since is None or value.until is None:
            raise CallMalformed(f"{parameter.id} is no calendar: a value of it has no last day")
        days.extend(value.since + ONE_DAY * n for n in range((value.until - value.since).days + 1))
    fixed = _literal_day(day)
    if fixed is not None:
        return exp.Boolean(this=fixed in days)
    among = exp.In(this=_operand(day), expressions=[_day(one) for one in days])
    return exp.Coalesce(this=among, expressions=[exp.Boolean(this=False)])


CALLS = {"param": _param, "bracket": _bracket, "basis": _basis, "basis_of": _basis_of, "falls_on": _falls_on}


def _usable(law: Lawbook) -> Iterator[str]:
    for parameter_id in law.ids():
        try:
            yield law.parameter(parameter_id).id
        except NotSwitchedOn:
            continue


def _basis_of_one(parameter: Parameter, day: exp.Expression, scope: Keys) -> exp.Expression:
    def article(value: DatedValue) -> exp.Expression:
        return _constant(value.article, str)

    if parameter.keyed_by and not scope:
        each = [_dated(timeline, day, str, article) for timeline in parameter.timelines.values()]
        return exp.Coalesce(this=each[0], expressions=each[1:])
    return _scoped(_scope(parameter, scope)[0], day, str, article)


def _arguments(call: exp.Anonymous, least: int) -> tuple[exp.Expression, exp.Expression, list[exp.Expression]]:
    given = call.expressions
    if len(given) < least:
        raise CallMalformed(f"{call.sql()} needs at least {least} arguments")
    return given[0], given[1], given[2:]


def _text(call: exp.Anonymous, argument: exp.Expression) -> str:
    if not (isinstance(argument, exp.Literal) and argument.is_string):
        raise CallMalformed(f"{call.sql()}: {argument.sql()} must be a text literal")
    return str(argument.name)


# Scopes: a parameter keyed by scope has one timeline for each; the first key chooses it.

type Timelines = tuple[exp.Expression | None, dict[str, tuple[DatedValue, ...]], tuple[DatedValue, ...]]


def _scope(parameter: Parameter, keys: Keys) -> tuple[Timelines, Keys]:
    """The timelines to choose from (by which expression, each by its key, and that of any other key), the keys left."""
    if parameter.keyed_by is None:
        return (None, {}, parameter.timelines[""]), keys
    if not keys:
        raise KeyMissing(f"{parameter.id} is keyed by {parameter.keyed_by}: {', '.join(parameter.timelines)}")
    first, rest = keys[0], keys[1:]
    if isinstance(first, exp.Literal):
        timeline = parameter.timeline(first.name)
        if timeline is None:
            raise KeyMissing(f"{parameter.id} has no values for {first.name!r}")
        return (None, {}, timeline), rest
    return (first, dict(parameter.timelines), parameter.timelines.get(parameter.otherwise or "", ())), rest


def _scoped(timelines: Timelines, day: exp.Expression, kind: type, read: Read) -> exp.Expression:
    key, listed, other = timelines
    otherwise = _dated(other, day, kind, read)
    if key is None:
        return otherwise
    return _switch(key, {scope: _dated(line, day, kind, read) for scope, line in listed.items()}, otherwise)


# Dates: newest first, because most rows ask for the newest.


def _dated(timeline: Sequence[DatedValue], day: exp.Expression, kind: type, read: Read) -> exp.Expression:
    """What `read` makes of the value in force on the day; NULL before the first, after the last and in a gap."""
    fixed = _literal_day(day)
    if fixed is not None:
        return next((read(value) for value in timeline if value.holds(fixed)), _constant(None, kind))
    null = _constant(None, kind)
    starts: list[tuple[date, exp.Expression]] = []
    for value in timeline:
        if value.since is None:
            continue
        if starts and starts[-1][0] == value.since:
            starts.pop()  # the earlier value ended the day before: there is no gap
        starts.append((value.since, read(value)))
        if value.until is not None:
            starts.append((value.until + ONE_DAY, null))
    merged: list[tuple[date, exp.Expression]] = []
    for start, found in starts:
        if found != (merged[-1][1] if merged else null):
            merged.append((start, found))
    if not merged:
        return null
    ifs = [
        exp.If(this=exp.GTE(this=_operand(day), expression=_day(start)), true=found.copy())
        for start, found in merged[::-1]
    ]
    return exp.Case(ifs=ifs)


def _literal_day(day: exp.Expression) -> date | None:
    """The day which a DATE literal names, None for any other expression."""
    inner = day.unnest()
    if isinstance(inner, exp.Cast) and inner.is_type("date") and inner.this.is_string:
        return date.fromisoformat(inner.this.name)
    return None


# Values: keys lead through mappings to one leaf, or to one leaf for each value a column may take.


def _kind(parameter: Parameter, values: list[Value], keys: Keys) -> type:
    """The type of the leaves to which the keys lead, on any day."""
    leaves = [leaf for value in values for leaf in _leaves(parameter, value, keys)]
    if not leaves:
        path = ", ".join(key.sql() for key in keys)
        known = sorted({str(key) for value in values if isinstance(value, dict) for key in value})
        raise KeyMissing(f"{parameter.id} has no key {path} on any day; its keys: {', '.join(known) or 'none'}")
    kinds = {type(leaf) for leaf in leaves if leaf is not None} or {int}
    if len(kinds) > 1:
        raise KeyMissing(f"{parameter.id} holds values of different types here: {', '.join(k.__name__ for k in kinds)}")
    return kinds.pop()


def _leaves(parameter: Parameter, value: Value, keys: Keys) -> Iterator[Leaf]:
    if keys:
        for _, inner in _chosen(value, keys[0]):
            yield from _leaves(parameter, inner, keys[1:])
    elif isinstance(value, dict):
        raise KeyMissing(f"{parameter.id} needs one of its keys: {', '.join(map(str, value))}")
    elif isinstance(value, list):
        raise KeyMissing(f"{parameter.id} holds a list here, which a rule cannot take as one value")
    else:
        yield value


def _chosen(value: Value, key: exp.Expression) -> list[tuple[str | int, Any]]:
    """The entries of a mapping which the key may choose: one for a literal, all for a column."""
    if not isinstance(value, dict):
        return []
    if isinstance(key, exp.Literal):
        name: str | int = key.name if key.is_string else int(key.name)
        return [(name, value[name])] if name in value else []
    return list(value.items())


def _resolved(value: Value, keys: Keys, kind: type) -> exp.Expression:
    if not keys:
        return _constant(value, kind)  # type: ignore[arg-type]
    chosen = _chosen(value, keys[0])
    null = _constant(None, kind)
    if not chosen:
        return null
    if isinstance(keys[0], exp.Literal):
        return _resolved(chosen[0][1], keys[1:], kind)
    return _switch(keys[0], {name: _resolved(inner, keys[1:], kind) for name, inner in chosen}, null)


def _row(rows: list[dict[str, Any]], column: str, amount: exp.Expression) -> exp.Expression:
    """The column of the row into which an amount falls, NULL for no amount.

    A row reaches up to the next row's `min`: the amounts which the law leaves between two rows fall to the lower one.
    Below the first row the first holds, above the last the last. Halving asks five comparisons of 33 rows, not 33.
    """

    def among(some: list[dict[str, Any]]) -> exp.Expression:
        if len(some) == 1:
            return _constant(some[0][column], int)
        middle = len(some) // 2
        below = exp.LT(this=_operand(amount), expression=_constant(some[middle]["min"], int))
        return exp.Case(ifs=[exp.If(this=below, true=among(some[:middle]))], default=among(some[middle:]))

    unknown = exp.Is(this=_operand(amount), expression=exp.Null())
    return exp.Case(ifs=[exp.If(this=unknown, true=_constant(None, int))], default=among(rows))


def _switch(key: exp.Expression, found: dict[Any, exp.Expression], otherwise: exp.Expression) -> exp.Expression:
    """CASE over the values of a key; what equals `otherwise` needs no branch."""
    ifs = [exp.If(this=_constant(name, type(name)), true=one.copy()) for name, one in found.items() if one != otherwise]
    return exp.Case(this=_operand(key), ifs=ifs, default=otherwise.copy()) if ifs else otherwise


def _constant(leaf: Leaf, kind: type) -> exp.Expression:
    """A literal of the type; numbers are BIGINT, because a bare literal is INT32 and a product of two overflows."""
    if leaf is None:
        return exp.cast(exp.Null(), SQL_TYPES[kind])
    if isinstance(leaf, bool):
        return exp.Boolean(this=leaf)
    if isinstance(leaf, int):
        return exp.cast(exp.Literal.number(leaf), "BIGINT")
    if isinstance(leaf, date):
        return _day(leaf)
    return exp.Literal.string(leaf)


def _day(day: date) -> exp.Expression:
    return exp.cast(exp.Literal.string(day.isoformat()), "DATE")


def _operand(expression: exp.Expression) -> exp.Expression:
    """A copy to compare with, in parentheses where it would bind weaker than the comparison."""
    copied = expression.copy()
    return exp.Paren(this=copied) if isinstance(copied, exp.Binary | exp.Unary) else copied
