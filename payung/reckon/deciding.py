"""On which comparison did an answer turn? 8 months paid are fewer than the 12 which the law asks for."""

from collections.abc import Iterable, Iterator
from datetime import date

from payung.reckon.argument import Cell
from payung.reckon.simplify import LEAVES, LIMITS, PRODUCTS, Told, stripped
from payung.reckon.trace import Term, walked

COMPARED = ("LT", "LTE", "GT", "GTE")


def deciding(reason: Term, outputs: Iterable[Term], told: Told) -> Iterator[Term]:
    """The comparisons that held and gave the reason; what a line of an output or only a formula tells is left out."""
    limits = {_sides(one, told) for one in walked(*outputs) if one.kind in LIMITS}
    term = reason
    while term.kind in ("chosen", "column"):
        for test in term.because[-1:]:
            yield from (one for one in _plain(test, told) if _sides(one, told) not in limits)
        term = term.parts[0]


def _sides(term: Term, told: Told) -> frozenset[object]:
    """What a comparison or a limit puts side by side."""
    return frozenset(stripped(one, told).key for one in term.parts)


def _plain(test: Term, told: Told) -> Iterator[Term]:
    if not test.value:
        return
    if test.name in COMPARED:
        sides = [stripped(one, told) for one in test.parts]
        if all(_is_sayable(one, told) for one in sides) and not all(one.kind == "constant" for one in sides):
            yield test
    elif not test.name:
        for part in test.parts:
            yield from _plain(part, told)


def _is_sayable(side: Term, told: Told) -> bool:
    """A day, an input, a number of the law or an amount that was reckoned; no constant of the text."""
    if isinstance(side.value, date):
        return True
    if side.kind == "column" and side.key not in told:
        inner = stripped(side.parts[0], told)
        return inner.is_money and inner.kind not in LIMITS
    return side.kind in LEAVES and side.kind != "constant" and side.kind not in PRODUCTS and _is_number(side.value)


def _is_number(value: Cell) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
