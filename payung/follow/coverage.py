"""How many people of a region are registered, how many actively covered, why are the others not, whose move is it?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from payung.follow.disclose import Cause, Disclosure, disclosure_of
from payung.follow.share import Share, indicators
from payung.ledger.public import CoverageRow, coverage, current_run
from payung.terms.public import name_of

LEVELS = ("nation", "province", "regency", "district", "village")
LEVEL_OF_LENGTH = {0: "nation", 2: "province", 5: "regency", 8: "district", 13: "village"}


class NoSuchRegion(LookupError):
    """The code names no region; the message says which code."""


@dataclass(frozen=True)
class Tally:
    """People not active for one reason, or waiting for one mover. `people` None is a hidden count."""

    code: str
    people: int | None
    per_1000: int | None


@dataclass(frozen=True)
class RegionFigures:
    """The figures of one region: people of the programme, registered and active share, people not active."""

    code: str
    name: str
    population: int
    registered: Share
    active: Share
    active_of_registered: Share
    not_active: int | None

    @property
    def is_hidden(self) -> bool:
        """Whether the figures are hidden because few people live there."""
        return self.not_active is None


@dataclass(frozen=True)
class Coverage:
    """What the coverage page says of one programme in one region, with the regions below it."""

    programme: str
    level: str
    as_of: date
    figures: RegionFigures
    by_reason: tuple[Tally, ...]
    by_mover: tuple[Tally, ...]
    regions: tuple[RegionFigures, ...]
    has_hidden: bool


@dataclass(frozen=True)
class _Counts:
    population: int
    registered: int
    active: int


def coverage_of(programme: str, region: str = "", *, is_exact: bool = False) -> Coverage | None:
    """The coverage of a programme in a region ("" is the nation); None when no run is loaded.

    Small counts below the nation are hidden with what would give them back, unless `is_exact`. Raises NoSuchRegion.
    """
    level = level_of(region)
    run = current_run()
    if run is None:
        return None
    below = LEVELS[LEVELS.index(level) + 1] if level != "village" else None
    children = list(coverage(below, region, programme)) if below else []
    own = [row for row in coverage(level, _parent(region), programme) if row.region_code == region]
    shown = None if is_exact else disclosure_of(run.id, run.generation, programme)
    regions = _regions(children, run.as_of, shown.hidden_regions(region) if shown and below else frozenset())
    figures = _figures(region, _count(own), run.as_of)
    figures = _without(figures) if shown and shown.is_hidden(region) else figures
    reasons, movers = _tallies(region, own, shown)
    hidden = figures.is_hidden or any(one.is_hidden for one in regions) or any(one.people is None for one in reasons)
    return Coverage(programme, level, run.as_of, figures, reasons, movers, regions, hidden)


def level_of(region: str) -> str:
    """Level of a dotted region code, "" being the nation. Raises NoSuchRegion."""
    level = LEVEL_OF_LENGTH.get(len(region))
    if level is None or (region and name_of(region) is None):
        raise NoSuchRegion(region)
    return level


def ancestors(region: str) -> tuple[str, ...]:
    """Codes above a region, the province first: 32 and 32.01 for 32.01.01."""
    return tuple(region[:length] for length in (2, 5, 8) if length < len(region))


def _parent(region: str) -> str:
    return region.rpartition(".")[0]


def _regions(rows: list[CoverageRow], as_of: date, hidden: frozenset[str]) -> tuple[RegionFigures, ...]:
    counts = _by_region(rows)
    figures = (_figures(code, counts[code], as_of) for code in sorted(counts))
    return tuple(_without(one) if one.code in hidden else one for one in figures)


def _by_region(rows: Iterable[CoverageRow]) -> dict[str, _Counts]:
    grouped: dict[str, list[CoverageRow]] = {}
    for row in rows:
        grouped.setdefault(row.region_code, []).append(row)
    return {code: _count(group) for code, group in grouped.items()}


def _count(rows: Iterable[CoverageRow]) -> _Counts:
    population = registered = active = 0
    for row in rows:
        population += row.people
        registered += row.registered
        active += row.people if row.status == "ACTIVE" else 0
    return _Counts(population, registered, active)


def _figures(code: str, counts: _Counts, as_of: date) -> RegionFigures:
    defined = indicators()
    return RegionFigures(
        code=code,
        name=(name_of(code) or code) if code else "Indonesia",
        population=counts.population,
        registered=Share(defined["registered_share"], counts.registered, counts.population, as_of),
        active=Share(defined["active_share"], counts.active, counts.population, as_of),
        active_of_registered=Share(defined["active_of_registered"], counts.active, counts.registered, as_of),
        not_active=counts.population - counts.active,
    )


def _without(figures: RegionFigures) -> RegionFigures:
    return replace(
        figures,
        registered=replace(figures.registered, numerator=None),
        active=replace(figures.active, numerator=None),
        active_of_registered=replace(figures.active_of_registered, numerator=None, denominator=None),
        not_active=None,
    )


def _tallies(
    region: str, rows: list[CoverageRow], shown: Disclosure | None
) -> tuple[tuple[Tally, ...], tuple[Tally, ...]]:
    """People not active by reason and by next mover, most first; without `shown` nothing is hidden."""
    waiting = [row for row in rows if row.status != "ACTIVE"]
    found = []
    for name in ("reason", "next_move_by"):
        people = _sums((getattr(row, name), row.people) for row in waiting)
        # What is not on the list is nobody: so a hidden count of nobody is listed too.
        codes = {getattr(one, name) for one in shown.causes(region) if one.block != "ACTIVE"} if shown else set()
        hidden = {code for code in codes if shown and shown.hides(region, partial(_waits, name, code))}
        found.append(_ranked(dict.fromkeys(hidden, 0) | people, frozenset(hidden)))
    return found[0], found[1]


def _waits(name: str, code: str, cause: Cause) -> bool:
    return cause.block != "ACTIVE" and bool(getattr(cause, name) == code)


def _sums[Key](pairs: Iterable[tuple[Key, int]]) -> dict[Key, int]:
    sums: dict[Key, int] = {}
    for key, people in pairs:
        sums[key] = sums.get(key, 0) + people
    return sums


def _ranked(sums: Mapping[str, int], hidden: frozenset[str]) -> tuple[Tally, ...]:
    """Tallies with their part of the whole, most first; hidden ones last, by code: their order gives nothing away."""
    whole = sum(sums.values())
    order = sorted(sums, key=lambda code: (code in hidden, 0 if code in hidden else -sums[code], code))
    parts = {code: (2000 * people + whole) // (2 * whole) for code, people in sums.items()}
    return tuple(Tally(code, None, None) if code in hidden else Tally(code, sums[code], parts[code]) for code in order)
