"""Can an attacker with every published stock and flow of two loads recover a hidden one? A linear program tries.

Unknown to the attacker are the people of each village and cause at both loads, and how many went from each regency and
cause to each other. Known is everything that pages and files say of both loads and of what moved between them.
"""

import random
from collections.abc import Iterable, Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import numpy
import pytest

from payung.follow import coverage, disclose, flow_hide
from payung.follow.flow import FlowAccount, flow_accounts
from payung.follow.flow_sum import flow_sums
from payung.ledger.public import kept
from tests.follow.test_disclose import KINDS, Country, attacked, lines, span

# The cause or payer of each kind, as flows tell it.
PLACES = [("ACTIVE", kind[2]) if kind[0] == "ACTIVE" else ("NOT_ACTIVE", kind[1]) for kind in KINDS]
CAUSES = sorted(set(PLACES))
COARSE = sorted({place if place[0] == "ACTIVE" else ("NOT_ACTIVE", "") for place in PLACES})
GONE = ("", ("ABSENT", ""))

Spot = tuple[str, tuple[str, str]]


class Two:
    """A small country at two loads, and who went where between them."""

    def __init__(self, seed: int) -> None:
        """The second load is drawn from the first: most stay, some change, few move house, some come and go."""
        chance = random.Random(seed)
        self.before, self.now = Country(seed), Country(seed)
        self.now.cells = dict.fromkeys(self.before.cells, 0)
        self.went: dict[tuple[Spot, Spot], int] = {}
        for (village, kind), people in self.before.cells.items():
            for _ in range(people):
                self._goes(chance, village, kind)
        for village in chance.choices(self.now.villages, k=20):
            self._arrives(GONE, village, chance.randrange(len(KINDS)))

    def _goes(self, chance: random.Random, village: str, kind: int) -> None:
        fate, origin = chance.random(), (village[:5], PLACES[kind])
        if fate > 0.98:
            self._count(origin, GONE)
            return
        home = chance.choice(self.now.villages) if fate > 0.94 else village
        self._arrives(origin, home, chance.randrange(len(KINDS)) if fate < 0.08 or fate > 0.96 else kind)

    def _arrives(self, origin: Spot, village: str, kind: int) -> None:
        self.now.cells[village, kind] += 1
        self._count(origin, (village[:5], PLACES[kind]))

    def _count(self, origin: Spot, target: Spot) -> None:
        self.went[origin, target] = self.went.get((origin, target), 0) + 1

    def flows(self, regions: list[str]) -> list[kept.FlowRow]:
        """As the ledger keeps them."""
        return [kept.FlowRow(region, *way, people) for region in regions for way, people in self._of(region).items()]

    def _of(self, region: str) -> dict[tuple[str, str, str, str], int]:
        found: dict[tuple[str, str, str, str], int] = {}
        for (origin, target), people in self.went.items():
            for way in _counted(origin, target, region):
                found[way] = found.get(way, 0) + people
        return found


def _counted(origin: Spot, target: Spot, region: str) -> Iterator[tuple[str, str, str, str]]:
    """The rows of a region that count one who went from `origin` to `target`."""
    (was_in, old), (is_in, new) = origin, target
    size = len(region)
    if (is_in or was_in)[:size] == region:
        yield (*old, *new)
    if was_in and is_in and was_in[:size] != is_in[:size]:
        if was_in[:size] == region:
            yield (*old, "ELSEWHERE", "")
        if is_in[:size] == region:
            yield ("ELSEWHERE", "", *old)


@pytest.fixture(params=range(2))
def two(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Two:
    """Two loads in place of the ledger's."""
    made = Two(request.param)
    for cache in (disclose._kept, flow_hide._kept):
        cache.cache_clear()
    monkeypatch.setattr(kept, "flows", lambda number, programme, regions=("",): made.flows(list(regions)))
    for name in ("clock_counts", "blocked_sums", "regency_shares"):
        monkeypatch.setattr(kept, name, lambda *_: [])
    _show(made, 2, monkeypatch)
    return made


def _show(two: Two, number: int, monkeypatch: pytest.MonkeyPatch) -> Country:
    """The pages of one load."""
    countries = {1: two.before, 2: two.now}
    loads = [
        SimpleNamespace(id=UUID(int=one), run_id=UUID(int=one), generation=one, as_of=date(2026, 9 + one, 1), digest="")
        for one in range(number, 0, -1)
    ]
    monkeypatch.setattr(kept, "loads", lambda limit=24: loads)
    monkeypatch.setattr(
        kept, "stocks", lambda run, programme, codes: [row for code in codes for row in countries[run].rows(code)]
    )
    own = countries[number]
    monkeypatch.setattr(coverage, "current_run", lambda: loads[0])
    monkeypatch.setattr(coverage, "coverage", own.below)
    monkeypatch.setattr(disclose, "coverage", own.below)
    return own


def accounts(two: Two) -> Iterator[FlowAccount]:
    """Everything published of flows."""
    yield from flow_accounts("JKN")
    for province in two.now.regions(2):
        yield from flow_accounts("JKN", province)[1:]


class Attack:
    """What is known, over the cells of both loads and all ways between them."""

    def __init__(self, two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
        """Gather it."""
        self.two, self.order = two, sorted(two.before.cells)
        spots = [(regency, cause) for regency in two.now.regions(5) for cause in CAUSES]
        self.ways = [(one, other) for one in (*spots, GONE) for other in (*spots, GONE) if (one, other) != (GONE, GONE)]
        self.size = len(self.order)
        self.truth = numpy.concatenate(
            [
                [two.before.cells[cell] for cell in self.order],
                [two.now.cells[cell] for cell in self.order],
                [two.went.get(way, 0) for way in self.ways],
            ]
        ).astype(float)
        self.known: list[Any] = []
        self.sums: list[int] = []
        self.stocks: list[Any] = []
        for number in (1, 2):
            self._stocks(number, monkeypatch)
        _show(two, 2, monkeypatch)
        for spot in spots:
            self._linked(spot)
        for account in accounts(two):
            self._flows(account)

    def _stocks(self, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
        known, sums, hidden = lines(_show(self.two, number, monkeypatch))
        pad = (number - 1) * self.size
        self.known += [self._wide(line, pad) for line in known]
        self.sums += sums
        # Flows are told down to regencies; of what lies below, every fifth count is tried.
        small = [line for region, line in hidden if len(region) <= len("32.01")] + [line for _, line in hidden[::5]]
        self.stocks += [self._wide(line, pad) for line in small]

    def _wide(self, line: Any, pad: int) -> Any:
        wide = numpy.zeros(len(self.truth))
        wide[pad : pad + len(line)] = line
        return wide

    def way(self, wanted: Any) -> Any:
        """The line of the ways that `wanted` takes, with what it counts of each."""
        return self._wide(numpy.array([float(wanted(*way)) for way in self.ways]), 2 * self.size)

    def _linked(self, spot: Spot) -> None:
        """Who stood at a spot is who went from it; who stands there now is who came to it or stayed."""
        cells = numpy.array(
            [float(village.startswith(spot[0]) and PLACES[kind] == spot[1]) for village, kind in self.order]
        )
        for at in (0, 1):
            line = self.way(lambda *way, at=at: way[at] == spot) - self._wide(cells, at * self.size)
            self.known.append(line)
            self.sums.append(0)

    def _flows(self, account: FlowAccount) -> None:
        region = account.region
        for one in (*account.payers, account.inactive, *account.causes):
            is_coarse = (one.status, one.place) == ("NOT_ACTIVE", "") or not account.causes
            for item in ("before", "left", "came", "moved", "now"):
                self._know(self.flow_line(region, (one.status, one.place), item, is_coarse), getattr(one, item))
        for move in account.moves:
            ends = ((move.from_status, move.from_place), (move.to_status, move.to_place))
            self._know(self.way(lambda old, new, ends=ends: (old[1], new[1]) == ends), move.people)

    def _know(self, line: Any, count: int | None) -> None:
        if count is not None:
            self.known.append(line)
            self.sums.append(count)

    def flow_line(self, region: str, place: tuple[str, str], item: str, is_coarse: bool = True) -> Any:
        """The line of one item of the account of a place in a region."""

        def counted(origin: Spot, target: Spot) -> int:
            rows = [kept.FlowRow(region, *way, 1) for way in _counted(origin, target, region)]
            found = flow_sums(rows, is_coarse=is_coarse).get(place)
            return getattr(found, item) if found else 0

        return self.way(counted)

    def moved_house(self, region: str, place: tuple[str, str], at: int) -> Any:
        """The line of who moved out of (0) or into (1) a region with a payer."""
        size = len(region)

        def counted(*way: Spot) -> bool:
            old = way[0][1] if way[0][1][0] == "ACTIVE" else ("NOT_ACTIVE", "")
            is_over = bool(way[0][0] and way[1][0]) and way[0][0][:size] != way[1][0][:size]
            return is_over and way[at][0][:size] == region and old == place

        return self.way(counted)

    def aims(self) -> Iterator[tuple[str, Any]]:
        """Every small count of a region: of stocks that are hidden, of who left, came or moved house."""
        for line in self.stocks:
            yield "stock", line
        for region in (*self.two.now.regions(2), *self.two.now.regions(5)):
            for place in COARSE:
                for item in ("left", "came"):
                    yield f"{region} {place} {item}", self.flow_line(region, place, item)
                for at in (0, 1):
                    yield f"{region} {place} moved {at}", self.moved_house(region, place, at)


def test_no_small_stock_or_flow_is_recovered_from_all_that_is_published(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    attack = Attack(two, monkeypatch)
    told = [(int(line @ attack.truth), count) for line, count in zip(attack.known, attack.sums, strict=True)]
    assert [one for one in told if one[0] != one[1]] == []
    aims = {line.tobytes(): (name, line) for name, line in attack.aims() if 0 < line @ attack.truth < 5}
    assert recovered(attack, aims.values()) == []
    flows = [(name, line) for name, line in aims.values() if name != "stock"]
    assert len(flows) > 10
    # Of payers many a flow is shown; and were the companions shown too, some of the small ones would be told.
    shown = [one.left is not None for account in accounts(two) if account.region for one in account.payers]
    assert sum(shown) > len(shown) / 4
    monkeypatch.setattr(flow_hide.FlowDisclosure, "hides", _only_small(two))
    assert recovered(Attack(two, monkeypatch), flows) != []


def recovered(attack: Attack, aims: Iterable[tuple[str, Any]]) -> list[str]:
    """Names of the counts that the attacker learns exactly."""
    solver = attacked(attack.known, attack.sums)
    return [name for name, line in aims if span(solver, line) < 0.5]


def _only_small(two: Two) -> Any:
    def hides(_: object, region: str, place: tuple[str, str]) -> bool:
        own = flow_sums(two.flows([region]), is_coarse=True).get(place)
        return bool(region) and own is not None and (0 < own.left < 5 or 0 < own.came < 5)

    return hides


def test_accounts_add_up_by_payer_and_region_and_regions_to_the_nation(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flow_hide.FlowDisclosure, "hides", lambda *_: False)
    monkeypatch.setattr(flow_hide.FlowDisclosure, "hides_stock", lambda *_, **__: False)
    nation, *provinces = flow_accounts("JKN")
    regencies = [one for province in provinces for one in flow_accounts("JKN", province.region)[1:]]
    assert len(provinces) == 2
    assert len(regencies) == 4
    for account in (nation, *provinces, *regencies):
        for one in (*account.payers, account.inactive, *account.causes):
            assert one.before - one.left + one.came + one.moved == one.now
    for parts in (provinces, regencies):
        for name in ("before", "left", "came", "moved", "now"):
            for whole in (*nation.payers, nation.inactive):
                own = [one for part in parts for one in (*part.payers, part.inactive)]
                assert sum(getattr(one, name) for one in own if one.place == whole.place) == getattr(whole, name)
