"""How many of each class go off the list and on it, so that quota and decile order hold at the least harm? A MILP.

People are not in the model, classes are: a regency, a decile, what is left to them at what price. That keeps a
nation small. Within a regency a decile opens only when the one before it is used up: from the highest down when
removing, from the lowest up when adding. Harm is what families must pay first to stay covered; a person without a
route of their own, and a regency that falls below the UHC threshold, have the prices of `practice.yaml`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from payung.plan.appoint.quota import Quota
from payung.plan.appoint.words import practice
from payung.plan.solve import Model, Solution

# The number wanted comes before a threshold, and a quota before both: each weighs this many lost thresholds.
SHORTAGE = 2
OVER_QUOTA = 20
# Above the threshold means more than equal to it; far more than the solver's tolerance, far less than a person.
MARGIN = 0.001
RATE = 100_000


@dataclass(frozen=True)
class PeopleClass:
    """People alike: `level` 1 comes first; `price_idr` is each one's share of the family's first bill."""

    number: int
    action: str
    regency: str
    level: int
    kind: str
    is_new: bool
    is_vulnerable: bool
    people: int
    price_idr: int
    active_lost: int


@dataclass(frozen=True)
class Regency:
    """A regency before the decree, and the share (per 100,000 of the registered) above which it counts as UHC."""

    code: str
    registered: int
    active: int
    on_list: int
    active_min: int


@dataclass(frozen=True)
class Choice:
    """How many to take of each class (by its number), and what could not be met."""

    take: Mapping[int, int]
    short_removed: int
    short_added: int
    over_quota: Mapping[str, int]
    crossed: tuple[str, ...]
    cost: float
    gap: float


def choose(
    classes: Sequence[PeopleClass],
    regencies: Sequence[Regency],
    quota: Quota,
    *,
    remove: int,
    add: int,
    seconds: float = 120,
    gap: float = 1e-4,
) -> Choice:
    """The choice of least harm, within `gap` of the best, that removes and adds the numbers. Raises NotSolved."""
    model = Model()
    prices = {name: practice()[name].value for name in ("crossing_price_idr", "no_route_price_idr")}
    columns = {
        one.number: model.column(_harm(one, prices["no_route_price_idr"]), high=one.people, is_whole=True)
        for one in classes
    }
    off = [one for one in classes if one.action == "REMOVE"]
    on = [one for one in classes if one.action == "ADD"]
    short = [model.column(SHORTAGE * prices["crossing_price_idr"]) for _ in ("REMOVE", "ADD")]
    model.row({**{columns[one.number]: 1.0 for one in off}, short[0]: 1.0}, low=remove, high=remove)
    model.row({**{columns[one.number]: 1.0 for one in on}, short[1]: 1.0}, low=add, high=add)
    change = {columns[one.number]: 1.0 if one.action == "ADD" else -1.0 for one in classes}
    # A list that is too long already may be shortened, and may not be made longer.
    held = sum(one.on_list for one in regencies)
    model.row(change, high=max(quota.national - held, 0))
    by_regency: dict[str, list[PeopleClass]] = {}
    for one in classes:
        by_regency.setdefault(one.regency, []).append(one)
    over, crossed = {}, {}
    for regency in regencies:
        own = by_regency.get(regency.code, [])
        if not own:
            continue
        _order(model, own, columns)
        if regency.code in quota.regency:
            over[regency.code] = model.column(OVER_QUOTA * prices["crossing_price_idr"])
            terms = {columns[one.number]: 1.0 if one.action == "ADD" else -1.0 for one in own}
            model.row({**terms, over[regency.code]: -1.0}, high=quota.regency[regency.code] - regency.on_list)
        crossing = _threshold(model, regency, own, columns, prices["crossing_price_idr"])
        if crossing is not None:
            crossed[regency.code] = crossing
    return _choice(model.solve(seconds=seconds, gap=gap), columns, short, over, crossed)


def _harm(one: PeopleClass, no_route_price: int) -> float:
    if one.action == "ADD":
        return -no_route_price / RATE if one.is_vulnerable else 0.0
    return float(no_route_price if one.kind == "NONE" else one.price_idr)


def _order(model: Model, own: Sequence[PeopleClass], columns: Mapping[int, int]) -> None:
    """A level may be touched only when every level before it is used up."""
    for action in ("REMOVE", "ADD"):
        levels: dict[int, list[PeopleClass]] = {}
        for one in own:
            if one.action == action:
                levels.setdefault(one.level, []).append(one)
        for before, after in pairwise(sorted(levels)):
            is_open = model.choice()
            people = sum(one.people for one in levels[after])
            model.row({**{columns[one.number]: 1.0 for one in levels[after]}, is_open: -float(people)}, high=0)
            people = sum(one.people for one in levels[before])
            model.row({**{columns[one.number]: 1.0 for one in levels[before]}, is_open: -float(people)}, low=0)


def _threshold(
    model: Model, regency: Regency, own: Sequence[PeopleClass], columns: Mapping[int, int], price: int
) -> int | None:
    """A regency that is above the threshold stays above it, or pays the price of crossing; None where it is not
    above."""
    room = regency.active * RATE - regency.registered * regency.active_min
    if room <= 0:
        return None
    terms = {}
    for one in own:
        if one.action == "REMOVE":
            terms[columns[one.number]] = -RATE * one.active_lost / one.people
        else:
            terms[columns[one.number]] = float(RATE - (regency.active_min if one.is_new else 0))
    # In people, so that the numbers of the row stay near each other. How far below it could fall bounds the crossing.
    spare = room / RATE - MARGIN
    deepest = float(sum(one.active_lost for one in own if one.action == "REMOVE"))
    if deepest <= spare:
        return None
    crossing = model.choice(price)
    scaled = {column: entry / RATE for column, entry in terms.items()}
    model.row({**scaled, crossing: deepest - spare}, low=-spare)
    return crossing


def _choice(
    found: Solution,
    columns: Mapping[int, int],
    short: Sequence[int],
    over: Mapping[str, int],
    crossed: Mapping[str, int],
) -> Choice:
    return Choice(
        take={number: taken for number, column in columns.items() if (taken := found.whole(column)) > 0},
        short_removed=found.whole(short[0]),
        short_added=found.whole(short[1]),
        over_quota={code: people for code, column in over.items() if (people := found.whole(column)) > 0},
        crossed=tuple(code for code, column in crossed.items() if found.whole(column)),
        cost=found.cost,
        gap=found.gap,
    )
