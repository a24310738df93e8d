"""Is a region's plan the cheapest, does it reach what it says, and does it say when it cannot?"""

import time
from collections.abc import Sequence
from itertools import product
from math import ceil
from pathlib import Path

import pytest

from payung.plan.planner.region import (
    MID,
    SHORT,
    VIEWS,
    Standing,
    _cost,
    _lost,
    _plan,
    _Set,
    _towards,
    actions,
    drift,
    region_plans,
)
from payung.plan.public import NoSuchRegion, TableMissing
from payung.terms.public import codes

RATES = {"PEMDA": 42_000, "STATE": 42_000}
HERE = Standing("32.01", 44, 40, 30)
SETS = [
    _Set(("REGION_APPOINTS", "REGISTER_PBPU"), False, 4, 0),
    _Set(("PAY_ARREARS", "PROPOSE_PBI", "REGION_APPOINTS"), True, 3, 0),
    _Set(("REPORT_DEATH",), True, 2, 0),
    _Set(("REGION_PAYS",), True, 2, 3),
]


def test_every_action_serves_a_route_and_says_where_it_comes_from() -> None:
    assert set(actions()) <= {code for code, route in codes("routes").items() if route.facts["programme"] == "JKN"}
    for action in actions().values():
        assert action["source"]
        assert action["reach"] == sorted(action["reach"])
        assert action["stay"] == sorted(action["stay"])
        assert all(0 <= one <= 1 for one in (*action["reach"], *action["stay"]))
    assert drift()["source"]


@pytest.mark.parametrize(
    ("target", "months", "view", "places"), [(80, 12, "region", 0), (85, 24, "public", 2), (99, 12, "region", 1)]
)
def test_the_plan_is_the_cheapest_of_all_plans(target: int, months: int, view: str, places: int) -> None:
    found = _plan(HERE, SETS, target, months, view, places, RATES)
    spent = found.lead_idr + SHORT * found.missing
    # To within what approaching one person costs, and what rounding leaves.
    assert -10 <= spent - min(_spendings(target, months, view, places)) <= 5000


def test_a_plan_among_many_alike_is_not_sought_for_minutes() -> None:
    # A regency of a sample: many plans cost nearly the same, and to prove the last rupiah takes a solver long.
    own = ("REGION_APPOINTS", "REGISTER_PBPU")
    sets = [
        *(_Set(("JOIN_AS_EXTRA", *own), True, 4, 0), _Set(("PROPOSE_PBI", *own), True, 2, 0), _Set(own, True, 62, 0)),
        *(_Set(("REACTIVATE_PBI", *own), True, 2, 0), _Set(("EMPLOYER_REGISTERS",), False, 3, 0)),
        *(_Set(("EMPLOYER_REGISTERS",), True, 27, 0), _Set(("INSTALMENTS", "PAY_ARREARS"), True, 7, 0)),
        *(_Set(("EMPLOYER_REGISTERS", "INSTALMENTS", "PAY_ARREARS"), True, 15, 0), _Set(own, True, 8, 0)),
        *(_Set(("EMPLOYER_REGISTERS", "REGISTER_PBPU"), True, 2, 0), _Set(("REPORT_DEATH",), True, 11, 0)),
        *(_Set(("EMPLOYER_REGISTERS", "REPAIR_IDENTITY"), False, 1, 0), _Set(("REPAIR_IDENTITY",), True, 9, 0)),
        *(_Set(("INSTALMENTS", "PAY_ARREARS", "REGION_APPOINTS"), True, 37, 0), _Set(own, False, 3, 0)),
        *(_Set(("MERGE_DUPLICATE",), True, 3, 0), _Set(("PROPOSE_PBI", *own), False, 6, 0)),
        *(_Set(("PROPOSE_PBI", *own, "REPAIR_IDENTITY"), False, 1, 0), _Set((*own, "REPAIR_IDENTITY"), False, 1, 0)),
        *(_Set(("PROPOSE_PBI", "REGISTER_PBPU"), False, 1, 0), _Set(("PROPOSE_PBI", "REGISTER_PBPU"), True, 1, 0)),
        *(_Set(("REGISTER_PBPU",), False, 4, 0), _Set(("REGISTER_PBPU",), True, 16, 0)),
    ]
    begin = time.process_time()
    found = _plan(Standing("31.74", 928, 908, 701), sets, 85, 12, "region", 0, RATES)
    assert time.process_time() - begin < 1
    assert found.missing == 0


def _spendings(target: int, months: int, view: str, places: int) -> Sequence[float]:
    """What every possible plan spends, people missing from the goal included."""
    splits = [list(_splits(one)) for one in SETS]
    needed = target / 100 * HERE.registered - HERE.active * (1 - _lost(months, MID)) + 0.5
    found = []
    for chosen in product(*splits):
        pairs = [(one, route, n) for one, split in zip(SETS, chosen, strict=True) for route, n in split.items()]
        if sum(n * actions()[r]["reach"][MID] for _, r, n in pairs if actions()[r].get("takes_place")) > places:
            continue
        gained = sum(n * _towards(one, route, target, months) for one, route, n in pairs)
        cost = sum(
            n * _cost(one, route, months, RATES).get(payer, 0)
            for one, route, n in pairs
            for payer in (*VIEWS[view], "HELPER")
        )
        found.append(cost + SHORT * ceil(max(needed - gained, 0) - 1e-9))
    return found


def _splits(one: _Set) -> Sequence[dict[str, int]]:
    counts = product(range(one.people + 1), repeat=len(one.routes))
    return [dict(zip(one.routes, each, strict=True)) for each in counts if sum(each) <= one.people]


def test_a_goal_already_reached_costs_nothing_and_a_higher_goal_costs_more(tables: Path) -> None:
    found = region_plans("32.01", tables, targets=(95, 40, 70))
    assert [plan.target for plan in found.plans] == [40, 70, 95]
    assert (found.plans[0].lines, found.plans[0].lead_idr) == ([], 0)
    costs = [plan.lead_idr for plan in found.plans]
    assert costs == sorted(costs)
    for plan in found.plans:
        assert plan.share[0] <= plan.share[1] <= plan.share[2]
        assert plan.is_reached is (plan.missing == 0)
        assert not plan.is_reached or plan.share[1] >= plan.target * 1000
    assert region_plans("32.01", tables, targets=(95, 40, 70)) == found


@pytest.mark.parametrize("region", ["99.99", "' OR 1=1", "%"])
def test_a_region_where_nobody_lives_is_told(tables: Path, region: str) -> None:
    with pytest.raises(NoSuchRegion):
        region_plans(region, tables)


def test_wrong_goals_and_a_folder_that_is_no_run_are_told(tables: Path, tmp_path: Path) -> None:
    for wrong in ({"targets": (0,)}, {"targets": (100,)}, {"view": "raja"}, {"months": 0}):
        with pytest.raises(ValueError, match="view is one of"):
            region_plans("32.01", tables, **wrong)  # type: ignore[arg-type]
    with pytest.raises(TableMissing):
        region_plans("32.01", tmp_path)


def test_who_leaves_the_register_is_not_told_to_be_covered() -> None:
    found = _plan(HERE, SETS, 99, 12, "region", 0, RATES)
    told = {line.route: line for line in found.lines}
    death = told["REPORT_DEATH"]
    assert death.leaves_register
    assert death.covered[MID] == round(death.people * actions()["REPORT_DEATH"]["reach"][MID])
    assert not any(line.leaves_register for line in found.lines if line.route != "REPORT_DEATH")
