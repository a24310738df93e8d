"""How is an amount worked out? Lines of arithmetic, written from what a trace kept: each number was reckoned with.

A line is read as it stands: products before sums, each product rounded down to a whole rupiah (a rate to a thousandth
of a per cent), brackets first. A number of the law carries the legal value it is, so that a page can open its article.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from payung.reckon.simplify import (
    LEAVES,
    LIMITS,
    PRODUCTS,
    SUMS,
    Product,
    inline,
    limited,
    product,
    stripped,
    summands,
)
from payung.reckon.trace import Term
from payung.reckon.use import UsedValue
from payung.reckon.wording import counted, phrase

STEPS_OF_DAYS = {"add_days": "days", "add_months": "months", "add_years": "years", "birthday": "years"}


@dataclass(frozen=True)
class Piece:
    """A part of a line: its text, and the legal value which it is, if it is one."""

    text: str
    used: UsedValue | None = None


type Pieces = tuple[Piece, ...]
type Key = tuple[object, ...]


def keys_of(term: Term) -> set[Key]:
    """What a term is, as it stands and without what changes nothing; none for a plain value."""
    plain = stripped(term, frozenset())
    return set() if plain.kind in LEAVES else {term.key, plain.key}


@dataclass
class Working:
    """The lines of one answer in one language. `units` are those of the outputs, by the keys of the term which each is.

    What lies between inputs and outputs is worked out where it is first needed, and known afterwards.
    """

    language: str
    units: Mapping[Key, str]
    known: set[Key] = field(default_factory=set)
    done: set[Key] = field(default_factory=set)

    def line(self, term: Term, unit: str) -> Pieces:
        """How an output came about, down to its value: `Rp12.000.000 × 4 % = Rp480.000`.

        An output that is what an earlier one is, as a due day that no holiday moves, is told by its value.
        """
        before: list[Pieces] = []
        own = keys_of(term)
        if own & self.done:
            return (Piece(counted(term.value, _day_unit(term, unit or term.unit), self.language)),)
        others = self.units.keys() - own
        whole = stripped(term, others)
        while whole.kind == "column" and whole.key not in others:
            whole = stripped(whole.parts[0], others)
        before.append(self._sentence(whole, unit, before))
        if len(before) > 1 or len(before[0]) > 1:
            self.done |= own
        return _joined(before, "; ")

    def operand(self, term: Term, unit: str, before: list[Pieces], *, is_factor: bool = False) -> Pieces:
        """A term within a line; what has no name of its own is worked out before, where that is more than a number."""
        one = stripped(term, self.units.keys())
        if one.key in self.units:
            return self._value(one, unit)
        if one.kind in (*SUMS, *PRODUCTS):
            inner = self._formula(one, before) or ()
            return _bracketed(inner) if is_factor else inner
        if one.kind in (*LIMITS, "column"):
            self._tell(one, before)
        return self._value(one, unit)

    def named(self, term: Term, unit: str, before: list[Pieces]) -> Pieces:
        """A term by its value; what is reckoned is worked out before."""
        one = stripped(term, self.units.keys())
        if one.key not in self.units and one.kind not in LEAVES:
            self._tell(one, before, unit)
        return self._value(one, unit)

    def _sentence(self, term: Term, unit: str, before: list[Pieces]) -> Pieces:
        """What a term is, with its value last or, of a limit, with the limit last."""
        if term.kind in LIMITS:
            return self._limit(term, unit, before)
        value = (Piece(counted(term.value, _day_unit(term, unit or term.unit), self.language), _used(term)),)
        formula = self._formula(term, before)
        return (*formula, Piece(" = "), *value, *self._rounded(term)) if formula else value

    def _formula(self, term: Term, before: list[Pieces]) -> Pieces | None:
        """What stands before the sign of equality; None where the value says it all."""
        if term.kind in SUMS:
            return self._sum(term, before)
        if term.kind in PRODUCTS:
            return self._product(product(term, self.units.keys()), before)
        return self._days(term, before) if term.kind == "call" else None

    def _tell(self, term: Term, before: list[Pieces], unit: str = "") -> None:
        """Work a term out in a sentence of its own, once; a limit that changes nothing is not told on the way."""
        if term.key in self.known:
            return
        self.known.add(term.key)
        inner = stripped(term.parts[0], self.units.keys()) if term.kind == "column" else term
        sentence = self._sentence(inner, term.unit or unit, before)
        if len(sentence) > 1 and not (inner.kind in LIMITS and self._limited(inner)[0].value == inner.value):
            before.append(sentence)

    def _sum(self, term: Term, before: list[Pieces]) -> Pieces:
        pieces: list[Piece] = []
        for sign, part in summands(term, self.units.keys()):
            minus, plus = (" − ", " + ") if pieces else ("−", "")
            pieces += _pieces(minus if sign < 0 else plus)
            pieces += self.operand(part, term.unit, before)
        return tuple(pieces)

    def _product(self, found: Product, before: list[Pieces]) -> Pieces:
        pieces: list[Piece] = []
        for part in found.tops:
            pieces += _pieces(" × " if pieces else "")
            pieces += self.operand(part, "", before, is_factor=True)
        for part in found.bottoms:
            pieces += [Piece(" ÷ "), *self.operand(part, "", before, is_factor=True)]
        return tuple(pieces)

    def _limited(self, term: Term) -> list[Term]:
        return limited(term, self.units.keys())

    def _limit(self, term: Term, unit: str, before: list[Pieces]) -> Pieces:
        """What is limited, the limit, and by which parameter where a limit of the law decides."""
        parts = self._limited(term)
        if isinstance(term.value, date):
            return self._sentence(next(one for one in parts if one.value == term.value), unit, before)
        other, *_, bound = parts
        unit = unit or term.unit
        is_bound = term.value == bound.value != other.value
        left, right = self.named(other, unit, before), self.named(bound, unit, before)
        between = phrase(f"{term.kind}.{'binds' if is_bound else 'open'}", self.language)
        used = _used(bound) if is_bound else None
        return (*left, Piece(between), *right, *_pieces(f" ({used.label(self.language)})" if used else ""))

    def _days(self, term: Term, before: list[Pieces]) -> Pieces | None:
        """A day and what is added to it; None where a day comes about in another way."""
        if term.name == "months_last_day":
            start, months = (
                self.named(one, unit, before) for one, unit in zip(term.parts, ("day", "months"), strict=True)
            )
            return (*months, Piece(phrase("counted_from", self.language)), *start)
        found: list[Piece] = []
        while term.kind == "call" and term.name in STEPS_OF_DAYS and (not found or term.key not in self.units):
            steps = self._added(term.parts[1], STEPS_OF_DAYS[term.name])
            # Who was born on 29 February has no birthday in most years: the day is told without a sum.
            if steps is None or (term.name == "birthday" and not _same_day(term)):
                return None
            found = [*steps, *found]
            term = stripped(term.parts[0], self.units.keys())
        if not found or (term.kind not in (*LEAVES, "column") and term.key not in self.units):
            return None
        if term.kind == "column":
            self.named(term, "day", before)
        return (Piece(counted(term.value, "day", self.language), _used(term)), *found)

    def _added(self, term: Term, unit: str) -> list[Piece] | None:
        """What is added to a day; a number below zero is taken off, and written without its sign."""
        pieces: list[Piece] = []
        for sign, part in summands(stripped(term, self.units.keys()), self.units.keys()):
            if part.kind not in LEAVES or not isinstance(part.value, int):
                return None
            is_less = (sign < 0) != (part.value < 0)
            pieces += [
                Piece(" − " if is_less else " + "),
                Piece(counted(abs(part.value), unit, self.language), _used(part)),
            ]
        return pieces

    def _value(self, term: Term, unit: str) -> Pieces:
        own = self.units.get(term.key) or term.unit or unit
        return (Piece(counted(term.value, _day_unit(term, own), self.language), _used(term)),)

    def _rounded(self, term: Term) -> Pieces:
        """Whether a line lost a fraction, and which way it was rounded."""
        products = [product(one, self.units.keys()) for one in inline(term, self.units.keys()) if one.kind in PRODUCTS]
        lost = {one.is_up for one in products if not one.is_exact}
        return _pieces("".join(phrase("up" if is_up else "down", self.language) for is_up in sorted(lost)))


def _day_unit(term: Term, unit: str) -> str:
    return "day" if isinstance(term.value, date) and unit != "month" else unit


def _same_day(term: Term) -> bool:
    start = term.parts[0].value
    return isinstance(start, date) and isinstance(term.value, date) and start.day == term.value.day


def _used(term: Term) -> UsedValue | None:
    return term.used if term.kind == "law" else None


def _bracketed(pieces: Pieces) -> Pieces:
    return (Piece("("), *pieces, Piece(")")) if len(pieces) > 1 else pieces


def _pieces(text: str) -> Pieces:
    return (Piece(text),) if text else ()


def _joined(lines: list[Pieces], between: str) -> Pieces:
    found: list[Piece] = []
    for line in lines:
        found += [Piece(between)] if found else []
        found += line
    return tuple(found)
