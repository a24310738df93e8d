"""What does each indicator say of a programme in a region on the day of a load? Drawn from the counts a load keeps.

Small counts are hidden together with what would give them back, the same on every page (payung/follow/disclose.py).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from payung.follow.coverage import level_of
from payung.follow.disclose import Disclosure, counts, disclosure_of, is_blocked
from payung.follow.hide import hidden_keys
from payung.follow.share import Indicator, indicators
from payung.law.public import load_law
from payung.ledger.public import kept
from payung.terms.public import names

BELOW = {0: "provinces", 2: "regencies"}
PER_100000 = 100_000
LONGEST_PROVINCE = 2


@dataclass(frozen=True)
class Figure:
    """A value of an indicator: counts None where hidden, denominator None where it is no share; with its load."""

    indicator: Indicator
    programme: str
    region: str
    numerator: int | None
    denominator: int | None
    load: kept.LoadRow
    is_hidden: bool = False

    @property
    def per_1000(self) -> int | None:
        """The share in thousandths, rounded half up; None when it is no share, hidden or of nobody."""
        if self.numerator is None or not self.denominator:
            return None
        return (2000 * self.numerator + self.denominator) // (2 * self.denominator)


@dataclass(frozen=True)
class Comparison:
    """The figures of two loads side by side, the earlier None where there is none."""

    now: Figure
    before: Figure | None

    @property
    def change(self) -> int | None:
        """How much more: in thousandths for a share, else in its unit; None where one of them is not shown."""
        if self.before is None or self.now.numerator is None or self.before.numerator is None:
            return None
        if self.now.denominator is None:
            return self.now.numerator - self.before.numerator
        if self.now.per_1000 is None or self.before.per_1000 is None:
            return None
        return self.now.per_1000 - self.before.per_1000


def compared(programme: str, region: str = "", earlier: kept.LoadRow | None = None) -> list[Comparison]:
    """Every indicator of a programme in a region, with that of an earlier load, the one before unless given.

    Empty when nothing is loaded.
    """
    found = kept.loads(2)
    if not found:
        return []
    then = earlier or (found[1] if found[1:] else None)
    now = figures(programme, region, found[0], has_below=False)[region]
    earlier_ones = figures(programme, region, then, has_below=False)[region] if then else []
    before = {one.indicator.id: one for one in earlier_ones}
    return [Comparison(one, before.get(one.indicator.id)) for one in now]


def figures(
    programme: str, region: str, load: kept.LoadRow, *, has_below: bool = True, is_exact: bool = False
) -> dict[str, list[Figure]]:
    """Figures of a region and, if wanted, of those right below it, by region code. Raises NoSuchRegion.

    Regions below a regency are left to the coverage pages. With `is_exact` nothing is hidden.
    """
    level_of(region)
    is_wanted = has_below and len(region) in BELOW
    below = _below(region) if is_wanted else []
    beside = _below(region[:-3]) if region else []
    above = _below("") if len(region) > LONGEST_PROVINCE else []
    kept_counts = _Counts.of(load, programme, [region, *below, *beside, *above])
    hidden = frozenset() if is_exact else kept_counts.hidden([above, beside, below])
    return {
        code: [
            kept_counts.figure(indicator, programme, code, load, (code, indicator.id) in hidden)
            for indicator in indicators().values()
            if programme in indicator.programmes and (code == "" or indicator.count["of"] not in ("flow", "uhc"))
        ]
        for code in (region, *below)
    }


def _below(region: str) -> list[str]:
    return [code for code in names(BELOW[len(region)]) if code.startswith(region)]


@dataclass(frozen=True)
class _Counts:
    """The kept counts of a load for some regions."""

    stock: Mapping[str, list[kept.StockRow]]
    clocks: Mapping[str, list[kept.ClockCountRow]]
    blocked: Mapping[str, kept.BlockedSumRow]
    flow: Sequence[kept.FlowRow]
    load: kept.LoadRow
    programme: str

    @classmethod
    def of(cls, load: kept.LoadRow, programme: str, regions: Sequence[str]) -> "_Counts":
        """Read them."""
        return cls(
            _by_region(kept.stocks(load.generation, programme, regions)),
            _by_region(kept.clock_counts(load.generation, programme, regions)),
            {row.region_code: row for row in kept.blocked_sums(load.generation, programme, regions)},
            kept.flows(load.generation, programme),
            load,
            programme,
        )

    def figure(self, indicator: Indicator, programme: str, region: str, load: kept.LoadRow, is_hidden: bool) -> Figure:
        """One figure, its counts None where they must be hidden."""
        numerator, denominator = (None, None) if is_hidden else self.counts(indicator, region)
        return Figure(indicator, programme, region, numerator, denominator, load, is_hidden)

    def counts(self, indicator: Indicator, region: str) -> tuple[int | None, int | None]:
        """Numerator and denominator; None where nothing can be counted, such as flows of a first load."""
        count, rows = indicator.count, self.stock.get(region, [])
        if count["of"] == "stock":
            return _sum(rows, count["numerator"]), _sum(rows, count["denominator"])
        if count["of"] == "clocks":
            kept = [one for one in self.clocks.get(region, []) if one.clock not in count["without"]]
            return sum(one.within_30_days for one in kept), None
        if count["of"] == "blocked":
            return getattr(self.blocked.get(region), count["sum"], 0), None
        if count["of"] == "uhc":
            return _uhc(self.load, self.programme)
        stayed = [one for one in self.flow if one.from_status == count["from"] and one.to_status != "ABSENT"]
        if not self.flow:
            return None, None
        return sum(one.people for one in stayed if one.to_status == count["to"]), sum(one.people for one in stayed)

    def hidden(self, tables: Sequence[Sequence[str]]) -> frozenset[tuple[str, str]]:
        """(region, indicator) to hide in tables of regions under one parent each, the highest first."""
        shown = disclosure_of(self.load.run_id, self.load.generation, self.programme)
        found: set[tuple[str, str]] = set()
        for indicator in indicators().values():
            for regions in tables if self.programme in indicator.programmes else ():
                if indicator.count["of"] == "stock":
                    parts = _parts(indicator)
                    hidden = {code for code in regions if any(_is_hidden(shown, code, part) for part in parts)}
                elif indicator.count["of"] in ("clocks", "blocked"):
                    hidden = self._hidden_of_amount(indicator, regions, shown, found)
                else:
                    hidden = set()
                found |= {(code, indicator.id) for code in hidden}
        return frozenset(found)

    def _hidden_of_amount(
        self, indicator: Indicator, regions: Sequence[str], shown: Disclosure, above: set[tuple[str, str]]
    ) -> set[str]:
        """Regions whose amount is hidden: of few people, of a hidden count, and one more if one were alone."""
        people = {code: self._people(indicator, code) for code in regions}
        unsaid = {code for code in regions if people[code] and shown.is_hidden(code)}
        if indicator.count["of"] == "blocked":
            unsaid |= {code for code in regions if people[code] and shown.hides(code, is_blocked)}
        hidden = set(hidden_keys(people, frozenset(unsaid)))
        parent = regions[0].rpartition(".")[0] if regions else ""
        if (parent, indicator.id) in above and not hidden:
            hidden = set(sorted((code for code in regions if people[code]), key=lambda code: (people[code], code))[:1])
        return hidden

    def _people(self, indicator: Indicator, region: str) -> int:
        """How many people an amount is of."""
        if indicator.count["of"] == "blocked":
            return getattr(self.blocked.get(region), "people", 0)
        return self.counts(indicator, region)[0] or 0


def _is_hidden(shown: Disclosure, region: str, part: Mapping[str, Any]) -> bool:
    """Whether a part of a share is hidden; registered people are those of every cause but never registered."""
    if part["sum"] == "registered":
        return shown.hides(region, lambda one: one.block != "NEVER" and counts(one, part))
    return shown.hides(region, lambda one: counts(one, part))


def _parts(indicator: Indicator) -> list[Mapping[str, Any]]:
    return [indicator.count[name] for name in ("numerator", "denominator") if name in indicator.count]


def _sum(rows: Iterable[kept.StockRow], part: Mapping[str, Any]) -> int:
    return sum(
        getattr(row, part["sum"])
        for row in rows
        if all(getattr(row, name) in part[name] for name in ("status", "reason", "segment") if name in part)
    )


def _uhc(load: kept.LoadRow, programme: str) -> tuple[int, int]:
    """Regencies past both thresholds in force, and regencies counted."""
    law = load_law_once()
    wanted = [int(str(law.value(name, load.as_of))) for name in ("jkn.uhc.coverage_min", "jkn.uhc.active_min")]
    rows = kept.regency_shares(load.generation, programme)
    past = [
        code
        for code, people, registered, active in rows
        if registered * PER_100000 > wanted[0] * people and active * PER_100000 > wanted[1] * registered
    ]
    return len(past), len(rows)


@cache
def load_law_once() -> Any:
    """The law, read once."""
    return load_law()


def _by_region(rows: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.region_code, []).append(row)
    return found
