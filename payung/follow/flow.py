"""Who left which payer, and who entered, between two loads, in the nation, a province or a regency?

An account adds up exactly: before, less who left, plus who came, plus who moved in less who moved out, is now. A change
counts where the person lives now (or lived, if gone), and moving house takes people along at the payer they had; so
the changes of regencies add up to those of their province, and those of provinces to the nation's. Of a region small
counts are hidden with what would give them back (payung/follow/flow_hide.py).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from payung.follow.coverage import level_of
from payung.follow.flow_hide import hidden_flows
from payung.follow.flow_sum import ACTIVE, NOT_ACTIVE, FlowSum, Place, flow_sums, in_a_row
from payung.ledger.public import kept
from payung.terms.public import names

BELOW = {0: "provinces", 2: "regencies"}
ALL_LOADS = 1000

Step = tuple[kept.LoadRow, kept.LoadRow]


@dataclass(frozen=True)
class Account:
    """The flow account of one payer or cause (place '' of NOT_ACTIVE: every cause); counts None where hidden.

    `left` and `came` changed their payer or cause, `moved` is who moved into the region less who moved out of it.
    """

    status: str
    place: str
    before: int | None
    left: int | None
    came: int | None
    moved: int | None
    now: int | None


@dataclass(frozen=True)
class Move:
    """People who moved from one place to another; ABSENT is outside the programme."""

    from_status: str
    from_place: str
    to_status: str
    to_place: str
    people: int


@dataclass(frozen=True)
class FlowAccount:
    """The flows of a programme in a region ('' the nation) between two loads: of each payer, and of all not active.

    Of the nation also the account of each cause and the biggest moves.
    """

    programme: str
    region: str
    first: kept.LoadRow
    last: kept.LoadRow
    payers: tuple[Account, ...]
    inactive: Account
    causes: tuple[Account, ...]
    moves: tuple[Move, ...]


def flow_account(programme: str, region: str = "", first: int = 0, last: int = 0) -> FlowAccount | None:
    """The flows from one load to a later one, given by their generations; the newest two where they are not given.

    Over several loads every change between them counts. None where there are not two loads, or where no flows were
    kept between them. Raises NoSuchRegion.
    """
    found = flow_accounts(programme, region, first, last, has_below=False)
    return found[0] if found else None


def flow_accounts(
    programme: str, region: str = "", first: int = 0, last: int = 0, *, has_below: bool = True
) -> list[FlowAccount]:
    """The account of a region and, if wanted, of those right below it, by region code. Raises NoSuchRegion."""
    level_of(region)
    steps = _steps(first, last)
    below = [code for code in names(BELOW[len(region)]) if code.startswith(region)] if len(region) in BELOW else []
    regions = [region, *(below if has_below else [])]
    found = [_by_region(kept.flows(after.generation, programme, regions)) for _, after in steps]
    if not found or not all(found):
        return []
    return [
        _account(programme, code, steps, [rows.get(code, []) for rows in found])
        for code in regions
        if code == region or any(code in rows for rows in found)
    ]


def flow_loads() -> list[kept.LoadRow]:
    """The loads between which flows can be told, the newest first."""
    return kept.loads(ALL_LOADS)


def _steps(first: int, last: int) -> list[Step]:
    """Pairs of loads that follow each other, the earliest first."""
    found = sorted(flow_loads(), key=lambda load: load.generation)
    last = last or (found[-1].generation if found else 0)
    first = first or max((load.generation for load in found if load.generation < last), default=last)
    return list(pairwise([load for load in found if first <= load.generation <= last]))


def _account(
    programme: str, region: str, steps: Sequence[Step], found: Sequence[Sequence[kept.FlowRow]]
) -> FlowAccount:
    sums = in_a_row([flow_sums(rows, is_coarse=True) for rows in found])
    shown = [_shown(programme, region, steps, place, one) for place, one in _in_order(sums)]
    causes = in_a_row([flow_sums(rows, is_coarse=False) for rows in found]) if not region else {}
    return FlowAccount(
        programme,
        region,
        steps[0][0],
        steps[-1][1],
        tuple(one for one in shown if one.status == ACTIVE),
        next((one for one in shown if one.status == NOT_ACTIVE), Account(NOT_ACTIVE, "", 0, 0, 0, 0, 0)),
        tuple(Account(*place, **vars(one)) for place, one in _in_order(causes) if place[0] == NOT_ACTIVE),
        _moves(found) if not region else (),
    )


def _shown(programme: str, region: str, steps: Sequence[Step], place: Place, one: FlowSum) -> Account:
    """The account with what is hidden left out: the flows where they are hidden in one of the steps."""
    hiding = [hidden_flows(programme, before, now) for before, now in steps] if region else []
    is_hidden = any(step.hides(region, place) for step in hiding)
    is_old_hidden = bool(hiding) and hiding[0].hides_stock(region, place, is_now=False)
    is_new_hidden = bool(hiding) and hiding[-1].hides_stock(region, place, is_now=True)
    left, came, moved = (None, None, None) if is_hidden else (one.left, one.came, one.moved)
    return Account(*place, None if is_old_hidden else one.before, left, came, moved, None if is_new_hidden else one.now)


def _in_order(sums: dict[Place, FlowSum]) -> list[tuple[Place, FlowSum]]:
    """By name, so that the order of a region gives nothing away."""
    return sorted(sums.items())


def _moves(found: Iterable[Iterable[kept.FlowRow]]) -> tuple[Move, ...]:
    """Who moved from where to where, most first; over several steps every move counts."""
    sums: dict[tuple[str, str, str, str], int] = {}
    for rows in found:
        for row in rows:
            way = (row.from_status, row.from_place, row.to_status, row.to_place)
            if way[:2] != way[2:]:
                sums[way] = sums.get(way, 0) + row.people
    moves = [Move(*way, people) for way, people in sums.items()]
    return tuple(sorted(moves, key=lambda one: (-one.people, one.from_place, one.to_place)))


def _by_region(rows: Iterable[kept.FlowRow]) -> dict[str, list[kept.FlowRow]]:
    found: dict[str, list[kept.FlowRow]] = {}
    for row in rows:
        found.setdefault(row.region_code, []).append(row)
    return found
