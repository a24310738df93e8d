"""Which actions bring a region past a share of active members at the least cost, and keep it there? A small MILP.

People are taken as sets alike in the routes open to them; each set is split among the actions that serve a route. Of
those approached a part becomes covered and a part of them stays, so the goal is asked of the end of the horizon,
after what is lost by itself. The reach of every plan is told with its interval, not only with its middle.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

import yaml

from payung.engine.public import DuckdbEngine, Step
from payung.law.public import Law, load_law
from payung.plan.error import PlanError
from payung.plan.run_tables import day_of, open_tables, sql_text
from payung.plan.solve import Model

FOLDER = Path(__file__).parent
INPUTS = ("persons", "determinations", "paths")
TARGETS = (80, 85, 95)
PERCENT, RATE, YEAR = 100, 100_000, 12
LOW, MID, HIGH = 0, 1, 2
SHORT = 1e9  # a person missing from the goal weighs more than any action
VIEWS = {"region": ("PEMDA",), "public": ("PEMDA", "STATE")}


class NoSuchRegion(PlanError):
    """Nobody of the tables lives in the region."""


@dataclass(frozen=True)
class Standing:
    """A region today: people for whom JKN is meant, registered and covered; per 100,000 of the registered."""

    code: str
    population: int
    registered: int
    active: int

    @property
    def share(self) -> int:
        """Covered per 100,000 registered."""
        return self.active * RATE // max(self.registered, 1)


@dataclass(frozen=True)
class Line:
    """One action of a plan: how many people are approached, how many are covered at the end (low, mid, high), its
    cost.

    Where the action `leaves_register` (the dead, cards held twice) it is how many entries are taken off the register.
    `by_payer` is rupiah over the horizon by who pays (HELPER is the approach itself).
    """

    route: str
    people: int
    covered: tuple[int, int, int]
    by_payer: Mapping[str, int]
    leaves_register: bool = False


@dataclass(frozen=True)
class RegionPlan:
    """The cheapest actions for one goal: `share` is what is reached at the end (low, mid, high, per 100,000).

    `missing` people are short of the goal when everything is done; `lead_idr` is the cost that was made least.
    """

    target: int
    lines: Sequence[Line]
    missing: int
    share: tuple[int, int, int]
    lead_idr: int
    by_payer: Mapping[str, int]
    is_reached: bool
    is_sure: bool


@dataclass(frozen=True)
class RegionAnswer:
    """Plans for every goal of one region, over so many months, for whose budget, with free places on the state
    list."""

    standing: Standing
    as_of: date
    months: int
    view: str
    places: int
    plans: Sequence[RegionPlan]
    if_nothing: tuple[int, int, int]


@dataclass(frozen=True)
class _Set:
    routes: tuple[str, ...]
    is_registered: bool
    people: int
    months: int


@cache
def actions() -> dict[str, dict[str, Any]]:
    """Every action by the route it serves (`actions.yaml`)."""
    found: dict[str, dict[str, Any]] = yaml.safe_load((FOLDER / "actions.yaml").read_text(encoding="utf-8"))
    return found


@cache
def drift() -> dict[str, Any]:
    """What is lost by itself in a year: low, mid, high, label and source (`drift.yaml`)."""
    found: dict[str, Any] = yaml.safe_load((FOLDER / "drift.yaml").read_text(encoding="utf-8"))["lost_in_a_year"]
    return found


def region_plans(
    region: str,
    tables: Path,
    *,
    targets: Sequence[int] = TARGETS,
    months: int = 12,
    view: str = "region",
    places: int = 0,
    law: Law | None = None,
) -> RegionAnswer:
    """The cheapest plan for each goal (percent of the registered) that still holds after `months`.

    None is cheaper by more than what approaching one person costs.
    `view` says whose cost is made least: `region` (its budget and the approach) or `public` (the state's too);
    `places` are free places on the state list. Raises NoSuchRegion, TableMissing, and ValueError for a goal or view
    that is none.
    """
    if view not in VIEWS or not all(0 < one < PERCENT for one in targets) or not 1 <= months <= 60:
        raise ValueError(f"view is one of {', '.join(VIEWS)}; goals are percents; months are 1 to 60")
    book = law or load_law()
    with open_tables(tables, INPUTS) as engine:
        day = day_of(engine)
        standing, sets = _read(engine, region)
    rates = {
        "PEMDA": int(str(book.value("jkn.pbpu_pemda.contribution", day))),
        "STATE": int(str(book.value("jkn.pbi.contribution", day))),
    }
    plans = [_plan(standing, sets, target, months, view, places, rates) for target in sorted(targets)]
    idle = _shares(standing, [], months)
    return RegionAnswer(standing, day, months, view, places, plans, idle)


def _read(engine: DuckdbEngine, region: str) -> tuple[Standing, list[_Set]]:
    code = region if region.replace(".", "").isdigit() else "-"
    names = ("standing", "route_set")
    engine.run([Step(name, Template(sql_text(FOLDER, name)).substitute(region=code)) for name in names])
    ((population, registered, active),) = engine.rows("SELECT * FROM standing")
    if not population:
        raise NoSuchRegion(f"nobody lives in {region}")
    sets = [
        _Set(tuple(routes.split(",")), bool(known), int(people), int(owed))
        for routes, known, people, owed in engine.rows("SELECT * FROM route_set ORDER BY ALL")
    ]
    return Standing(region, int(population), int(registered), int(active)), sets


def _plan(
    standing: Standing,
    sets: Sequence[_Set],
    target: int,
    months: int,
    view: str,
    places: int,
    rates: Mapping[str, int],
) -> RegionPlan:
    model = Model()
    columns: dict[tuple[int, str], int] = {}
    goal: dict[int, float] = {}
    taken: dict[int, float] = {}
    for number, one in enumerate(sets):
        open_to = [route for route in one.routes if route in actions()]
        for route in open_to:
            cost = _cost(one, route, months, rates)
            lead = sum(cost.get(payer, 0.0) for payer in (*VIEWS[view], "HELPER"))
            column = model.column(lead, high=one.people, is_whole=True)
            columns[number, route] = column
            goal[column] = _towards(one, route, target, months)
            if actions()[route].get("takes_place"):
                taken[column] = actions()[route]["reach"][MID]
        if open_to:
            model.row({columns[number, route]: 1.0 for route in open_to}, high=one.people)
    missing = model.column(SHORT, is_whole=True)
    goal[missing] = 1.0
    left = standing.active * (1 - _lost(months, MID))
    model.row(goal, low=target / PERCENT * standing.registered - left + 0.5)
    if taken:
        model.row(taken, high=places)
    found = model.solve(seconds=30, gap=1e-6, slack=_least_approach())
    chosen = [
        (sets[number], route, people)
        for (number, route), column in columns.items()
        if (people := found.whole(column)) > 0
    ]
    return _told(standing, chosen, target, months, view, rates, found.whole(missing))


def _least_approach() -> float:
    """What approaching one person costs at least, in rupiah. To prove a plan cheaper by less would take minutes."""
    return float(min(one["once_idr"] for one in actions().values() if one["once_idr"]))


def _cost(one: _Set, route: str, months: int, rates: Mapping[str, int]) -> dict[str, float]:
    """Rupiah for each person approached, by payer, over the horizon."""
    action = actions()[route]
    found = {"HELPER": float(action["once_idr"])}
    payer = action["monthly"]
    if payer in rates:
        # Who leaves does so evenly over the time, so the average of those reached and those who stay is paid for.
        stays = _stay(route, months, MID)
        found[payer] = rates[payer] * months * action["reach"][MID] * (1 + stays) / 2
        if action.get("has_arrears"):
            found[payer] += rates[payer] * one.months
    return found


def _towards(one: _Set, route: str, target: int, months: int, case: int = MID) -> float:
    """What one person approached adds towards the goal: cover, less the part of a new registration that raises the
    bar."""
    action = actions()[route]
    if action.get("leaves_register"):
        return float(target / PERCENT * action["reach"][case]) if one.is_registered else 0.0
    covered = action["reach"][case] * _stay(route, months, case)
    return float(covered - (0 if one.is_registered else target / PERCENT * action["reach"][case]))


def _stay(route: str, months: int, case: int) -> float:
    return float(actions()[route]["stay"][case] ** (months / YEAR))


def _lost(months: int, case: int) -> float:
    return float(1 - (1 - drift()["value"][case]) ** (months / YEAR))


def _shares(standing: Standing, chosen: Sequence[tuple[_Set, str, int]], months: int) -> tuple[int, int, int]:
    """Covered per 100,000 registered at the end: everything at its worst, its middle, its best."""
    found = []
    for case in (LOW, MID, HIGH):
        active = standing.active * (1 - _lost(months, HIGH - case))
        registered = float(standing.registered)
        for one, route, people in chosen:
            action = actions()[route]
            reached = people * action["reach"][case]
            if action.get("leaves_register"):
                registered -= reached if one.is_registered else 0
            else:
                active += reached * _stay(route, months, case)
                registered += 0 if one.is_registered else reached
        found.append(int(active * RATE / max(registered, 1)))
    return found[0], found[1], found[2]


def _told(
    standing: Standing,
    chosen: Sequence[tuple[_Set, str, int]],
    target: int,
    months: int,
    view: str,
    rates: Mapping[str, int],
    missing: int,
) -> RegionPlan:
    lines = []
    for route in actions():
        alike = [(one, people) for one, served, people in chosen if served == route]
        if not alike:
            continue
        people = sum(number for _, number in alike)
        costs: dict[str, float] = {}
        for one, number in alike:
            for payer, cost in _cost(one, route, months, rates).items():
                costs[payer] = costs.get(payer, 0.0) + cost * number
        leaves = bool(actions()[route].get("leaves_register"))
        stays = [1.0 if leaves else _stay(route, months, case) for case in (LOW, MID, HIGH)]
        reach = [people * actions()[route]["reach"][case] * stays[case] for case in (LOW, MID, HIGH)]
        covered = (round(reach[0]), round(reach[1]), round(reach[2]))
        shares = {payer: round(cost) for payer, cost in costs.items() if cost}
        lines.append(Line(route, people, covered, shares, leaves))
    share = _shares(standing, chosen, months)
    by_payer: dict[str, int] = {}
    for line in lines:
        for payer, amount in line.by_payer.items():
            by_payer[payer] = by_payer.get(payer, 0) + amount
    lead = sum(by_payer.get(payer, 0) for payer in (*VIEWS[view], "HELPER"))
    bar = target * RATE // PERCENT
    return RegionPlan(target, lines, missing, share, lead, by_payer, missing == 0, share[LOW] >= bar)
