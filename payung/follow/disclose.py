"""Which counts of a region may be published, whatever page, file or table asks? Decided once for a load.

All published counts of a programme are sums over one tree of two sides. Regions: the nation, provinces, regencies,
districts, villages. Causes: whether active, lapsed or never registered; families of causes (those that some indicator
sums); the single cause with its mover. The tree is walked from the top: in the table of a region's children by the
children of a cause, small cells are hidden together with what would give them back (payung/follow/table.py), and what
is hidden for the region itself stays hidden among its children, so that no sum from below gives it back. Any other
count (a mover, an indicator) is published only where it is a sum or difference of counts published already: so it
tells nothing new. Counts of the whole nation point at nobody's neighbourhood and are shown.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from types import SimpleNamespace
from typing import Any, Protocol
from uuid import UUID

from payung.follow.hide import is_small
from payung.follow.share import indicators
from payung.follow.table import Cell, hidden_cells
from payung.ledger.public import coverage, kept
from payung.terms.public import names

LEVELS = {0: "province", 2: "regency", 5: "district", 8: "village"}
KEPT_BELOW = {0: "provinces", 2: "regencies"}
# People of a region of whom nobody knows where in it they live: a row that is never printed and can be computed.
UNKNOWN = "?"
NOBODY_MOVES = ("NONE", "NOBODY")
KEPT_ANSWERS, KEPT_TABLES = 8, 512


class Counted(Protocol):
    """People of a region by status, reason, segment and next mover."""

    region_code: str
    status: str
    reason: str
    segment: str
    next_move_by: str
    people: int


@dataclass(frozen=True)
class Cause:
    """The finest cause of which counts are published: the payer of who is active, else the reason with its mover.

    Status, reason and segment are those of one of its people; whatever an indicator sums, it sums of a family all or
    nobody.
    """

    block: str
    family: str
    status: str
    reason: str
    segment: str
    next_move_by: str

    @property
    def key(self) -> str:
        """One word for it."""
        told = (self.segment,) if self.block == "ACTIVE" else (self.reason, self.next_move_by)
        return "|".join((self.family, *told))


@dataclass(frozen=True)
class Below:
    """The regions right below one: their counts by cause, which regions are hidden whole, and which cells."""

    counts: Mapping[str, Mapping[str, int]]
    regions: frozenset[str]
    families: frozenset[Cell]
    causes: frozenset[Cell]


Fetch = Callable[[str | None], Sequence[Counted]]
Wanted = Callable[[Cause], bool]


class Disclosure:
    """What may be published of one programme at one load; `fetch` reads the regions right below one (None: the
    nation)."""

    def __init__(self, fetch: Fetch) -> None:
        """Nothing is read before it is asked for."""
        self._fetch = fetch
        self._causes: dict[str, Cause] = {}
        self._below = lru_cache(maxsize=KEPT_TABLES)(self._reckoned)

    def hidden_regions(self, parent: str) -> frozenset[str]:
        """Regions right below `parent` of which nothing is published."""
        return self._below(parent).regions

    def is_hidden(self, region: str) -> bool:
        """Whether nothing is published of the region."""
        return bool(region) and region in self._below(_parent(region)).regions

    def hides(self, region: str, wanted: Wanted) -> bool:
        """Whether the count of the people whose cause is `wanted` is not published for the region."""
        if not region:
            return False
        table = self._below(_parent(region))
        return region in table.regions or not all(
            self._is_derived(region, table, block, wanted) for block in self._tree.values()
        )

    def causes(self, region: str) -> list[Cause]:
        """Every cause that somebody has in the region or that is hidden for it."""
        if not region:
            return [self._causes[key] for key in sorted(self._nation)]
        table = self._below(_parent(region))
        hidden = {key for place, key in table.causes if place == region}
        return [self._causes[key] for key in sorted(hidden | set(table.counts.get(region, {})))]

    @cached_property
    def _nation(self) -> Mapping[str, int]:
        return self._by_region(self._fetch(None)).get("", {})

    @property
    def _tree(self) -> Mapping[str, Mapping[str, list[Cause]]]:
        """Causes by family by block."""
        found: dict[str, dict[str, list[Cause]]] = {}
        for cause in self._causes.values():
            found.setdefault(cause.block, {}).setdefault(cause.family, []).append(cause)
        return found

    def _is_derived(self, region: str, table: Below, block: Mapping[str, list[Cause]], wanted: Wanted) -> bool:
        """Whether a part of a block follows from what is published: from its families, or from the block less them."""

        def follows(take: Wanted) -> bool:
            return all(self._is_family_derived(region, table, name, own, take) for name, own in block.items())

        everything = [cause for own in block.values() for cause in own]
        return all(map(wanted, everything)) or follows(wanted) or follows(lambda cause: not wanted(cause))

    @staticmethod
    def _is_family_derived(region: str, table: Below, name: str, own: Iterable[Cause], take: Wanted) -> bool:
        taken = [(region, cause.key) in table.causes for cause in own if take(cause)]
        rest = [(region, cause.key) in table.causes for cause in own if not take(cause)]
        if not any(taken):
            return True
        return (region, name) not in table.families and not any(rest)

    def _reckoned(self, parent: str) -> Below:
        counts = dict(self._by_region(self._fetch(parent)))
        above = self._below(_parent(parent)) if parent else None
        own = above.counts.get(parent, {}) if above else self._nation
        unknown = {key: own.get(key, 0) - sum(one.get(key, 0) for one in counts.values()) for key in own}
        if counts and any(people > 0 for people in unknown.values()):
            counts[parent + UNKNOWN] = {key: max(people, 0) for key, people in unknown.items()}
        # A cause that nobody below has is still hidden below where it is hidden above.
        keys = {key for one in counts.values() for key in one}
        keys |= {key for region, key in above.causes if region == parent} if above else set()
        causes = [self._causes[key] for key in sorted(keys)]
        regions = _hidden_regions(_parts(counts, causes), above is not None and parent in above.regions)
        families: set[Cell] = set()
        cells: set[Cell] = set()
        for block in sorted({cause.block for cause in causes}):
            table = _summed(counts, causes, lambda one, block=block: one.family if one.block == block else None)
            families |= protected(table, regions, above.families if above else frozenset(), parent)
        for family in sorted({cause.family for cause in causes}):
            table = _summed(counts, causes, lambda one, family=family: one.key if one.family == family else None)
            whole = {(region, name) for region, name in families if name == family}
            free = regions | {region for region, _ in whole}
            cells |= protected(table, free, above.causes if above else frozenset(), parent)
        return Below(counts, frozenset(regions), frozenset(families), frozenset(cells))

    def _by_region(self, rows: Iterable[Counted]) -> Mapping[str, Mapping[str, int]]:
        found: dict[str, dict[str, int]] = {}
        for row in rows:
            cause = _cause(row)
            self._causes.setdefault(cause.key, cause)
            held = found.setdefault(row.region_code, {})
            held[cause.key] = held.get(cause.key, 0) + row.people
        return found


def disclosure_of(run_id: UUID, generation: int, programme: str) -> Disclosure:
    """What may be published of a programme at a load, kept for the next who asks."""
    return _kept(run_id, generation, programme)


@lru_cache(maxsize=KEPT_ANSWERS)
def _kept(run_id: UUID, generation: int, programme: str) -> Disclosure:
    return Disclosure(lambda parent: _read(generation, programme, parent))


def _read(generation: int, programme: str, parent: str | None) -> Sequence[Counted]:
    """The regions right below one. Down to regencies from the counts a load keeps, below from those of the newest."""
    if parent is None:
        return kept.stocks(generation, programme, [""])
    if len(parent) in KEPT_BELOW:
        below = [code for code in names(KEPT_BELOW[len(parent)]) if code.startswith(parent)]
        return kept.stocks(generation, programme, below)
    return coverage(LEVELS[len(parent)], parent, programme) if len(parent) in LEVELS else []


def is_blocked(cause: Cause) -> bool:
    """Whether people of this cause wait for somebody to move."""
    return cause.block != "ACTIVE" and cause.next_move_by not in NOBODY_MOVES


def _cause(row: Counted) -> Cause:
    """The cause of a row. Who is active is told by payer, who is not by reason and mover."""
    return _cause_of(row.status, row.reason, row.segment, row.next_move_by)


@cache
def _cause_of(status: str, reason: str, segment: str, next_move_by: str) -> Cause:
    """There are few, and thousands of rows have them."""
    block = status if status in ("ACTIVE", "NEVER") else "LAPSED"
    own = SimpleNamespace(status=status, reason=reason, segment=segment)
    marks = "".join("1" if counts(own, part) else "0" for part in _published_parts())
    return Cause(block, f"{block}/{marks}", status, reason, segment, next_move_by)


def counts(row: Any, part: Mapping[str, Any]) -> bool:
    """Whether a part of an indicator counts the people of a row."""
    return all(getattr(row, name) in part[name] for name in ("status", "reason", "segment") if name in part)


def _published_parts() -> Iterator[Mapping[str, Any]]:
    for indicator in indicators().values():
        if indicator.count["of"] == "stock":
            yield indicator.count["numerator"]
            yield indicator.count["denominator"]


def _parent(region: str) -> str:
    return region.rpartition(".")[0]


def _summed(
    counts_of: Mapping[str, Mapping[str, int]], causes: Iterable[Cause], column: Callable[[Cause], str | None]
) -> dict[Cell, int]:
    """The table of regions by what `column` says of a cause, with a cell for every pair."""
    columns = [(cause.key, name) for cause in causes if (name := column(cause)) is not None]
    found: dict[Cell, int] = {}
    for region, own in counts_of.items():
        for key, name in columns:
            found[region, name] = found.get((region, name), 0) + own.get(key, 0)
    return found


def protected(table: Mapping[Cell, int], free: Iterable[str], above: Iterable[Cell], parent: str) -> frozenset[Cell]:
    """Cells to hide: those of `free` regions, carriers of what is hidden `above` for the parent, and what they need."""
    already = {cell for cell in table if cell[0] in set(free)}
    already |= _carriers(table, {column for region, column in above if region == parent}, already)
    return hidden_cells(table, already)


def _carriers(table: Mapping[Cell, int], columns: set[str], already: set[Cell]) -> set[Cell]:
    """Cells of as few children as it takes, so that what is hidden for the parent is hidden for a child that has it."""
    own: dict[str, dict[str, int]] = {}
    for (region, column), people in table.items():
        if column in columns:
            own.setdefault(region, {})[column] = people
    left = {column for one in own.values() for column, people in one.items() if people > 0}
    for region, one in own.items():
        if all((region, column) in already for column in one):
            left -= {column for column, people in one.items() if people > 0}
    found: set[Cell] = set()
    while left:
        region = min(own, key=lambda name: (-sum(own[name][at] > 0 for at in left), sum(own[name].values()), name))
        found |= {(region, column) for column in own[region]}
        left -= {column for column, people in own[region].items() if people > 0}
    return found


def _parts(counts_of: Mapping[str, Mapping[str, int]], causes: Sequence[Cause]) -> dict[str, tuple[int, ...]]:
    """Of each region the counts that the shares give away: active, lapsed, never registered, and their sums."""
    found = {}
    for region, own in counts_of.items():
        sums = dict.fromkeys(("ACTIVE", "LAPSED", "NEVER"), 0)
        for cause in causes:
            sums[cause.block] += own.get(cause.key, 0)
        active, lapsed, never = sums.values()
        found[region] = (active, lapsed, never, active + lapsed, lapsed + never)
    return found


def _hidden_regions(parts: Mapping[str, tuple[int, ...]], is_parent_hidden: bool) -> set[str]:
    """Regions hidden whole: where a part is small, and as many others as keep the hidden ones from being told."""
    hidden = {code for code, own in parts.items() if any(map(is_small, own))}
    order = sorted(parts, key=lambda code: (sum(parts[code]), code))
    rest = [code for code in order if code not in hidden and sum(parts[code])]
    wanted = [
        place for place, _ in enumerate(next(iter(parts.values()), ())) if any(one[place] for one in parts.values())
    ]
    while rest and (
        (len(hidden) == 1 and not is_parent_hidden)
        or any(is_small(sum(parts[code][place] for code in hidden)) for place in wanted)
        or (is_parent_hidden and not all(any(parts[code][place] for code in hidden) for place in wanted))
    ):
        hidden.add(rest.pop(0))
    return hidden
