"""What of a trace is worth writing? Choices already made, zeros that are added and factors of one fall away."""

from collections.abc import Iterator, Set
from dataclasses import dataclass

from payung.reckon.trace import Term

WHOLE = 100_000
LEAVES = ("given", "law", "constant")
SUMS, PRODUCTS, LIMITS = ("add", "sub"), ("mul", "quotient"), ("least", "greatest")

# The keys of terms that stand on lines of their own: elsewhere their value says enough.
type Told = Set[tuple[object, ...]]


@dataclass(frozen=True)
class Product:
    """Factors and divisors of a product, and whether it is whole or was rounded; `is_up` if it was rounded up."""

    tops: tuple[Term, ...]
    bottoms: tuple[Term, ...]
    is_exact: bool
    is_up: bool = False


def stripped(term: Term, told: Told) -> Term:
    """The term without what changes nothing."""
    while True:
        found = _once(term, told)
        if found is term:
            return term
        term = found


def _once(term: Term, told: Told) -> Term:
    if term.kind == "chosen":
        return term.parts[0]
    if term.kind == "column":
        return _column(term, told)
    if term.kind in SUMS:
        parts = summands(term, told)
        if not parts:
            return Term("constant", 0, term.unit)
        return parts[0][1] if len(parts) == 1 and parts[0][0] > 0 else term
    if term.kind in PRODUCTS:
        found = product(term, told)
        if any(is_zero(one, told) for one in found.tops):
            return Term("constant", 0, term.unit)
        return found.tops[0] if len(found.tops) == 1 and not found.bottoms else term
    if term.kind in LIMITS:
        limits = limited(term, told)
        return limits[0] if len(limits) == 1 else term
    return term


def _column(term: Term, told: Told) -> Term:
    """A name falls away where it stands for a plain value, which then has the unit that the name tells."""
    if term.key in told:
        return term
    inner = stripped(term.parts[0], told)
    if inner.kind not in (*LEAVES, "column"):
        return term
    if inner.unit or not term.unit:
        return inner
    return Term(inner.kind, inner.value, term.unit, inner.parts, inner.because, inner.name, inner.used)


def summands(term: Term, told: Told, sign: int = 1) -> list[tuple[int, Term]]:
    """The parts of a sum with their signs; zeros of the text, and what is added and taken off again, fall away."""
    if term.kind not in SUMS:
        one = stripped(term, told)
        if one.kind in SUMS and one.key not in told:
            return summands(one, told, sign)
        return [] if is_zero(one, told) else [(sign, one)]
    left, right = term.parts
    found = summands(left, told, sign)
    for other_sign, other in summands(right, told, -sign if term.kind == "sub" else sign):
        same = next((pair for pair in found if pair[0] == -other_sign and pair[1].key == other.key), None)
        if same is not None:
            found.remove(same)
        else:
            found.append((other_sign, other))
    return found


def limited(term: Term, told: Told) -> list[Term]:
    """What a limit compares, the limit last; a constant that changes nothing falls away."""
    parts = [stripped(one, told) for one in term.parts]
    others = [one for one in parts if one.kind != "constant"]
    if any(one.value == term.value for one in others):
        parts = others
    limits = [one for one in parts if one.kind == "law"] or parts[-1:]
    return [*(one for one in parts if one is not limits[-1]), limits[-1]]


def product(term: Term, told: Told) -> Product:
    """A product with its quotients; of `× 4000 ÷ 100000` the divisor falls away, for the factor is written `4 %`."""
    ceiling = _ceiling(term, told)
    if ceiling is not None:
        return ceiling
    tops, bottoms, is_exact = _factors(term, told)
    rates = sum(one.is_rate for one in tops)
    for bottom in [one for one in bottoms if is_whole(one)]:
        # Of a whole and its hundred per cent nothing is left; else a rate takes the divisor into its sign.
        whole = next((one for one in tops if is_whole(one)), None)
        if whole is not None:
            tops.remove(whole)
        elif rates:
            rates -= 1
        else:
            continue
        bottoms.remove(bottom)
    if bottoms and not rates:
        # A share is written in per cent: its hundred thousand stands in the sign.
        tops = [one for one in tops if not is_whole(one)]
    tops = [one for one in tops if not (one.kind == "constant" and one.value == 1)] or tops[:1]
    return Product(tuple(tops), tuple(bottoms), is_exact)


def _factors(term: Term, told: Told) -> tuple[list[Term], list[Term], bool]:
    """Factors, divisors, and whether the product is whole. A quotient that was rounded stays a factor of its own."""
    one = term if term.kind in PRODUCTS else stripped(term, told)
    if one.kind not in PRODUCTS or (one is not term and one.key in told):
        return [one], [], True
    left, right = one.parts
    tops, bottoms, is_exact = _factors(left, told)
    if one.kind == "quotient":
        # A quotient of a quotient loses no more than one quotient by both divisors.
        return tops, [*bottoms, stripped(right, told)], is_exact and _divides(left, right)
    others, divisors, is_whole = _factors(right, told)
    if not is_exact:
        tops, bottoms = [left], []
    if not is_whole:
        others, divisors = [right], []
    return [*tops, *others], [*bottoms, *divisors], True


def _ceiling(term: Term, told: Told) -> Product | None:
    """`(a + b - 1) // b` as a divided by b, rounded up."""
    if term.kind != "quotient":
        return None
    divisor = stripped(term.parts[1], told)
    parts = summands(stripped(term.parts[0], told), told)
    if [sign for sign, _ in parts] != [1, 1, -1]:
        return None
    (_, number), (_, added), (_, less) = parts
    if less.value != 1 or less.kind != "constant" or added.key != divisor.key:
        return None
    return Product((number,), (divisor,), _divides(number, divisor), is_up=True)


def inline(term: Term, told: Told) -> Iterator[Term]:
    """The terms that are written within the line of a term."""
    yield term
    if term.kind in SUMS:
        parts = [one for _, one in summands(term, told)]
    elif term.kind in PRODUCTS:
        found = product(term, told)
        parts = [*found.tops, *found.bottoms]
    else:
        return
    for one in parts:
        part = stripped(one, told)
        if part.key not in told:
            yield from inline(part, told)


def is_whole(term: Term) -> bool:
    """Whether it is the hundred thousand by which rates are reckoned."""
    return term.kind == "constant" and term.value == WHOLE


def is_zero(term: Term, told: Told) -> bool:
    """Whether it is a zero which no input and no law made, under whatever name."""
    if term.kind == "column":
        return is_zero(stripped(term.parts[0], told), told)
    return term.kind == "constant" and term.value == 0


def _divides(number: Term, divisor: Term) -> bool:
    top, bottom = number.value, divisor.value
    return isinstance(top, int) and isinstance(bottom, int) and bottom != 0 and top % bottom == 0
