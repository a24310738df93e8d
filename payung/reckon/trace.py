"""How did an answer come about? Walks a rule's own text for one row and keeps, for every output, what it was made of.

The text which the engines run is read once more here, value by value and only as far as the row needs it: a branch not
taken is never looked at. What an explanation shows is therefore what the rule reckons, and it names no other law.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property

from sqlglot import exp

from payung.engine.public import called_name
from payung.law.public import Law
from payung.reckon.argument import MONEY, Cell
from payung.reckon.error import RuleMalformed
from payung.reckon.rule import FIXED, INPUT, Rule, rule
from payung.reckon.trace_value import COMPARED, DAYS, REDUCED, WORKED
from payung.reckon.use import CALLS, Use, UsedValue, is_usable, read_call, used_value

RATE = "per_100000"


@dataclass(frozen=True, eq=False)
class Term:
    """One value of an answer and what it was made of.

    `kind` is given (an input), law (a legal value: `used`), constant, column (a name for its one part), add, sub, mul,
    quotient, least, greatest, chosen (its one part, `because` of the tests that led there), test, or call (a function
    of days, `name` says which). `unit` is that of the value, empty where none is known.
    """

    kind: str
    value: Cell
    unit: str = ""
    parts: tuple["Term", ...] = ()
    because: tuple["Term", ...] = ()
    name: str = ""
    used: UsedValue | None = None

    @cached_property
    def key(self) -> tuple[object, ...]:
        """What it is, however it is named: terms of one key are made of the same things in the same way."""
        if self.kind in ("column", "chosen"):
            return self.parts[0].key
        return (self.kind, self.name, self.value, *(one.key for one in self.parts))

    @property
    def is_money(self) -> bool:
        """Whether the value is rupiah."""
        return self.unit.split("/")[0] == MONEY

    @property
    def is_rate(self) -> bool:
        """Whether the value is a rate per 100,000."""
        return self.unit.startswith(RATE)


def trace(rule_id: str, law: Law, row: Mapping[str, Cell]) -> dict[str, Term]:
    """`outcome`, `reason` and every output of a rule for one row of understood inputs, each with what it was made of.

    Raises UnknownRule, and RuleMalformed where the text uses a form that is not known here.
    """
    walk = _Walk(rule(rule_id), law, row, _levels(rule_id))
    names = [*FIXED[1:], *(column.name for column in rule(rule_id).columns)]
    return {name: walk.column(len(walk.levels) - 1, name) for name in names}


def walked(*terms: Term) -> Iterator[Term]:
    """The terms and everything of which they were made, each once; a term before its parts."""
    seen: set[int] = set()
    waiting = list(reversed(terms))
    while waiting:
        term = waiting.pop()
        if id(term) not in seen:
            seen.add(id(term))
            yield term
            waiting.extend(reversed((*term.because, *term.parts)))


@dataclass(frozen=True)
class _Level:
    """One SELECT of a rule: its expressions by name, and whether it hands on every column of the one inside it.

    `uses` are the calls of legal values in it, by the identity of their nodes.
    """

    columns: Mapping[str, exp.Expression]
    has_star: bool
    uses: Mapping[int, Use]


@cache
def _levels(rule_id: str) -> tuple[_Level, ...]:
    """The nested SELECTs of a rule, innermost first."""
    found: list[_Level] = []
    select = rule(rule_id).tree
    while isinstance(select, exp.Select):
        named = {one.alias_or_name: one.unalias() for one in select.expressions if not isinstance(one, exp.Star)}
        calls = [call for one in named.values() for call in one.find_all(exp.Anonymous) if call.name.lower() in CALLS]
        uses = {id(call): read_call(call) for call in calls}
        found.append(_Level(named, len(named) < len(select.expressions), uses))
        source = select.find(exp.From).this
        select = source.this if isinstance(source, exp.Subquery) else source
    if not isinstance(select, exp.Table) or select.name != INPUT:
        raise RuleMalformed(f"{rule_id}: its innermost table is not {INPUT}")
    return tuple(reversed(found))


@dataclass
class _Walk:
    """One row on its way through the levels of a rule; level -1 is the row itself."""

    asked: Rule
    law: Law
    row: Mapping[str, Cell]
    levels: tuple[_Level, ...]
    known: dict[tuple[int, str], Term] = field(default_factory=dict)

    def column(self, level: int, name: str) -> Term:
        """What a level calls by this name."""
        key = (level, name)
        if key not in self.known:
            self.known[key] = self._column(level, name)
        return self.known[key]

    def _column(self, level: int, name: str) -> Term:
        if level < 0:
            argument = self.asked.argument(name)
            if argument is None:
                raise RuleMalformed(f"{self.asked.id}: {name} is neither an input nor reckoned")
            return Term("given", self.row[name], argument.unit, name=name)
        expression = self.levels[level].columns.get(name)
        if expression is None:
            if not self.levels[level].has_star:
                raise RuleMalformed(f"{self.asked.id}: {name} is not among the columns of its level")
            return self.column(level - 1, name)
        if isinstance(expression, exp.Column) and expression.name == name:
            return self.column(level - 1, name)
        return self.term(expression, level - 1)

    def term(self, node: exp.Expression, level: int) -> Term:
        """The value of an expression over the columns of a level."""
        read = READERS.get(type(node))
        return read(self, node, level) if read else self._call(node, level)

    def literal(self, node: exp.Expression, level: int) -> Term:
        """A constant of the text."""
        if isinstance(node, exp.Null):
            return Term("constant", None)
        if isinstance(node, exp.Boolean):
            return Term("constant", bool(node.this))
        if isinstance(node, exp.Neg):
            return Term("constant", -int(node.this.name))
        return Term("constant", node.name if node.is_string else int(node.name))

    def named(self, node: exp.Expression, level: int) -> Term:
        """A column, by its name; an input is itself."""
        target = self.column(level, node.name)
        if target.kind in ("given", "column"):
            return target
        return Term("column", target.value, target.unit or _unit_of_name(node.name), (target,), name=node.name)

    def inner(self, node: exp.Expression, level: int) -> Term:
        """What stands in parentheses."""
        return self.term(node.this, level)

    def work(self, node: exp.Expression, level: int) -> Term:
        """A sum, difference, product or quotient."""
        kind, reckon = WORKED[type(node)]
        left, right = self.term(node.this, level), self.term(node.expression, level)
        unit = _unit((left, right), kind)
        is_known = left.value is not None and right.value is not None
        nothing = next((one for one in (left, right) if self._is_nothing(one)), None)
        if kind == "mul" and nothing is not None and not nothing.is_money and is_known:
            # So many times nothing is nothing, whatever the law says of the other factor.
            return Term("chosen", 0, unit, (Term("constant", 0, unit),), (nothing,))
        return Term(kind, reckon(left.value, right.value) if is_known else None, unit, (left, right))

    def limit(self, node: exp.Expression, level: int) -> Term:
        """The least or greatest of what is known."""
        kind, pick = REDUCED[type(node)]
        parts = [self.term(one, level) for one in (node.this, *node.expressions)]
        known = tuple(one for one in parts if one.value is not None)
        some = tuple(one for one in known if not self._is_nothing(one))
        if kind == "greatest" and len(some) == 1 and isinstance(some[0].value, int) and some[0].value >= 0:
            # A floor of nothing is no floor.
            return Term("chosen", some[0].value, some[0].unit, some)
        value = pick(one.value for one in known) if known else None
        return Term(kind, value, _unit(known, kind), known)

    def first(self, node: exp.Expression, level: int) -> Term:
        """The first of several that is known."""
        found = Term("constant", None)
        for one in (node.this, *node.expressions):
            found = self.term(one, level)
            if found.value is not None:
                break
        return Term("chosen", found.value, found.unit, (found,))

    def choice(self, node: exp.Expression, level: int) -> Term:
        """The branch of a CASE that the row takes, with the tests up to it."""
        subject = node.args.get("this")
        tests: list[Term] = []
        taken: exp.Expression | None = node.args.get("default")
        for one in node.args["ifs"]:
            tests.append(self._test(one.this, subject, level))
            if tests[-1].value:
                taken = one.args["true"]
                break
        found = self.term(taken, level) if taken is not None else Term("constant", None)
        return Term("chosen", found.value, found.unit, (found,), tuple(tests))

    def _test(self, node: exp.Expression, subject: exp.Expression | None, level: int) -> Term:
        return self.compare(exp.EQ(this=subject, expression=node), level) if subject else self.term(node, level)

    def compare(self, node: exp.Expression, level: int) -> Term:
        """A comparison: true, false, or unknown where a side is."""
        left, right = self.term(node.this, level), self.term(node.expression, level)
        value = None
        if left.value is not None and right.value is not None:
            value = COMPARED[type(node)](left.value, right.value)
        return Term("test", value, parts=(left, right), name=type(node).__name__)

    def either(self, node: exp.Expression, level: int) -> Term:
        """AND and OR: the second side is looked at only where the first does not decide."""
        decides = isinstance(node, exp.Or)
        left = self.term(node.this, level)
        if left.value is decides:
            return Term("test", decides, parts=(left,))
        right = self.term(node.expression, level)
        value = right.value if left.value is not None or right.value is decides else None
        return Term("test", value, parts=(left, right))

    def negate(self, node: exp.Expression, level: int) -> Term:
        """NOT."""
        inner = self.term(node.this, level)
        return Term("test", None if inner.value is None else not inner.value, parts=(inner,), name="Not")

    def none(self, node: exp.Expression, level: int) -> Term:
        """IS NULL."""
        inner = self.term(node.this, level)
        return Term("test", inner.value is None, parts=(inner,), name="Is")

    def among(self, node: exp.Expression, level: int) -> Term:
        """IN a list."""
        inner = self.term(node.this, level)
        listed = [self.term(one, level).value for one in node.expressions]
        return Term("test", None if inner.value is None else inner.value in listed, parts=(inner,), name="In")

    def _is_nothing(self, term: Term) -> bool:
        """Whether it is a zero that stands in the text, or in an input which is zero unless somebody says otherwise."""
        while term.kind in ("chosen", "column"):
            term = term.parts[0]
        if term.kind == "given":
            argument = self.asked.argument(term.name)
            return term.value == 0 and argument is not None and argument.default == 0
        return term.kind == "constant" and term.value == 0

    def _call(self, node: exp.Expression, level: int) -> Term:
        name = called_name(node).lower()
        if name in CALLS:
            return self._law(node, level)
        if name not in DAYS:
            raise RuleMalformed(f"{self.asked.id}: {node.sql()} cannot be explained")
        unit, reckon = DAYS[name]
        parts = tuple(self.term(one, level) for one in _arguments(node))
        known = all(one.value is not None for one in parts)
        return Term("call", reckon(*(one.value for one in parts)) if known else None, unit, parts, name=name)

    def _law(self, node: exp.Expression, level: int) -> Term:
        """A legal value, and the columns that led to it."""
        use = self.levels[level + 1].uses[id(node)]
        because = {name: self.named(exp.column(name), level) for name in sorted(use.names)}
        row = {name: one.value for name, one in because.items()}
        # What is not law and not switched on reads as nothing, as it does in the engines.
        used = used_value(self.law, use, row) if is_usable(self.law, use.parameter_id) else None
        if use.call == "falls_on":
            value: Cell = used is not None
        else:
            value = None if used is None else used.article if use.call == "basis" else used.value
        leading = tuple(because.values())
        if used is None or value is None:
            return Term("law", value, because=leading, name=use.parameter_id)
        return Term("law", value, used.unit, because=leading, name=use.parameter_id, used=used)


type _Reader = Callable[[_Walk, exp.Expression, int], Term]
READERS: Mapping[type[exp.Expression], _Reader] = {
    exp.Column: _Walk.named,
    exp.Literal: _Walk.literal,
    exp.Null: _Walk.literal,
    exp.Boolean: _Walk.literal,
    exp.Neg: _Walk.literal,
    exp.Paren: _Walk.inner,
    exp.Case: _Walk.choice,
    exp.Coalesce: _Walk.first,
    exp.Least: _Walk.limit,
    exp.Greatest: _Walk.limit,
    exp.And: _Walk.either,
    exp.Or: _Walk.either,
    exp.Not: _Walk.negate,
    exp.Is: _Walk.none,
    exp.In: _Walk.among,
    **dict.fromkeys(WORKED, _Walk.work),
    **dict.fromkeys(COMPARED, _Walk.compare),
}


def _arguments(node: exp.Expression) -> list[exp.Expression]:
    """The arguments of a call in the order in which they were written."""
    if isinstance(node, exp.Anonymous):
        return list(node.expressions)
    return [one for key in node.arg_types if isinstance(one := node.args.get(key), exp.Expression)]


def _unit(parts: tuple[Term, ...], kind: str) -> str:
    """The unit of what is made of the parts: money where one is money, unless money is divided by money."""
    if kind == "quotient" and all(one.is_money for one in parts):
        return ""
    known = sorted((one.unit for one in parts if one.unit), key=lambda unit: unit.split("/")[0] != MONEY)
    return known[0] if known else ""


def _unit_of_name(name: str) -> str:
    """The unit which the name of an inner column ends with."""
    return MONEY if name.endswith(f"_{MONEY}") else RATE if name.endswith((RATE, "rate")) else ""
