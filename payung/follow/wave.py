"""How many self-employed may stop when the discount of PP 50/2025 ends: in the nation, a province, a regency?

The days are those of the law; the shares that stop are what evidence says of discounts that ended, applied to who is
covered now. Of a region small counts are hidden with what would give them back, the number of self-employed that other
pages show included: the tree of regions is walked as in payung/follow/disclose.py.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from payung.follow.coverage import level_of
from payung.follow.disclose import KEPT_BELOW, UNKNOWN, Cause, Disclosure, disclosure_of, protected
from payung.follow.flow_sum import ACTIVE
from payung.follow.table import Cell
from payung.law.public import load_law
from payung.ledger.public import acting, current_run, spell
from payung.plan.public import lapse_shares
from payung.terms.public import names

DISCOUNT = "bpu.discount_pp50"
SECTORS = ("TRANSPORT", "OTHER")
PROGRAMME, SEGMENT = "JKK", "BPU"
JOINED = ("NEW", "OLD")


@dataclass(frozen=True)
class Wave:
    """Self-employed of a region ('' the nation) and sector whose discount ends on a day, and how many may stop.

    Low, middle and high: nine chances in ten lie between low and high. All counts are None where they are hidden.
    """

    region: str
    sector: str
    ends_on: date
    joined_under_it: int | None
    members_before: int | None
    low: int | None
    mid: int | None
    high: int | None


@dataclass(frozen=True)
class Waves:
    """The waves of the load of a run, of every region that has such people; `unknown_since` are in none of them."""

    as_of: date
    run_id: str
    waves: tuple[Wave, ...]
    unknown_since: int

    def of(self, region: str) -> list[Wave]:
        """Those of a region and of the regions right below it: its own first, then the biggest, the hidden last.

        Raises NoSuchRegion.
        """
        level_of(region)
        below = KEPT_BELOW.get(len(region))
        codes = [code for code in names(below) if code.startswith(region)] if below else []
        wanted = {region, *codes}
        return sorted((one for one in self.waves if one.region in wanted), key=lambda one: _order(one, region))


def waves() -> Waves | None:
    """Of the load shown; None when nothing is loaded. What is hidden is decided for the nation, whoever reads."""
    run = current_run()
    if run is None:
        return None
    ends = {sector: span for sector, span in spans(run.as_of).items() if span[1] >= run.as_of}
    with acting():
        rows = spell.standing({sector: spans(run.as_of)[sector][0] for sector in SECTORS})
    counts = _counts(rows)
    hidden = _hidden(counts, disclosure_of(run.id, run.generation, PROGRAMME))
    shares = lapse_shares()
    found = [
        _wave(region, sector, ends[sector][1], counts[region], hidden, shares)
        for region in sorted(counts)
        for sector in ends
        if not region.endswith(UNKNOWN) and _has(counts[region], hidden, region, sector)
    ]
    return Waves(run.as_of, str(run.id), tuple(found), sum(row.people for row in rows if not row.joined))


def spans(as_of: date) -> dict[str, tuple[date, date]]:
    """First and last day of the discount in force (or the last one known) by sector, by law."""
    found = {}
    for sector in SECTORS:
        dated = _law().dated(DISCOUNT, as_of, sector)
        found[sector] = (dated.since or date.max, dated.until or date.max)
    return found


def _order(one: Wave, region: str) -> tuple[object, ...]:
    """The order of hidden ones gives nothing away."""
    return (one.region != region, one.mid is None, -(one.mid or 0), one.region, one.sector)


def _wave(
    region: str,
    sector: str,
    end: date,
    own: Mapping[str, int],
    hidden: frozenset[Cell],
    shares: Mapping[str, Sequence[float]],
) -> Wave:
    if any((region, _column(sector, joined)) in hidden for joined in JOINED):
        # One of the two, or what may stop of both, would tell the other.
        return Wave(region, sector, end, None, None, None, None, None)
    new, old = (own.get(_column(sector, joined), 0) for joined in JOINED)
    low, mid, high = (round(new * shares["NEW"][place] + old * shares["OLD"][place]) for place in range(3))
    return Wave(region, sector, end, new, old, low, mid, high)


def _has(own: Mapping[str, int], hidden: frozenset[Cell], region: str, sector: str) -> bool:
    """Whether the region has a row, as the nation always: a hidden count of nobody has one; what has none is nobody."""
    columns = [_column(sector, joined) for joined in JOINED]
    return not region or any(own.get(column, 0) or (region, column) in hidden for column in columns)


def _column(sector: str, joined: str) -> str:
    return f"{sector}/{joined}"


def _counts(rows: Iterable[spell.StandingRow]) -> dict[str, dict[str, int]]:
    """Of every region, and of those of whom no closer region is known, how many by sector and when they joined."""
    found: dict[str, dict[str, int]] = {"": {}}
    for row in rows:
        at = row.region_code
        places = {at[:length] for length in (0, 2, 5) if len(at) >= length}
        # Known down to the nation or a province only: a row below it that is never printed and can be computed.
        places |= {at + UNKNOWN} if len(at) in KEPT_BELOW else set()
        for place in places:
            held = found.setdefault(place, {})
            column = _column(row.sector, row.joined)
            held[column] = held.get(column, 0) + row.people
    return found


def _hidden(counts: Mapping[str, Mapping[str, int]], shown: Disclosure) -> frozenset[Cell]:
    """Cells (region, column) to hide: in the table of the provinces, then in that of each province's regencies."""
    above: frozenset[Cell] = frozenset()
    for level, parents in enumerate(([""], [code for code in sorted(counts) if len(code) == len("32")])):
        found: set[Cell] = set()
        for parent in parents:
            below = [code for code in counts if _parent(code, level) == parent]
            columns = sorted({column for code in below for column in counts[code]} | _of(above, parent))
            table = {(code, column): counts[code].get(column, 0) for code in below for column in columns}
            # What other pages hide of a region's self-employed, the sum of its row must not tell.
            free = [code for code in below if not code.endswith(UNKNOWN) and shown.hides(code, _is_own)]
            found |= protected(table, free, above, parent)
        above |= found
    return above


def _parent(code: str, level: int) -> str | None:
    """The region above a province (level 0) or regency (level 1), None for a code of another level."""
    size = (len("32"), len("32.01"))[level]
    known = code.removesuffix(UNKNOWN)
    if code.endswith(UNKNOWN):
        return known if len(known) == (0, 2)[level] else None
    return code.rpartition(".")[0] if len(code) == size else None


def _of(cells: Iterable[Cell], region: str) -> set[str]:
    return {column for code, column in cells if code == region}


def _is_own(cause: Cause) -> bool:
    return cause.block == ACTIVE and cause.segment == SEGMENT


@lru_cache(maxsize=1)
def _law() -> Any:
    return load_law()
