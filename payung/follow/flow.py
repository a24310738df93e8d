"""Who left which payer, and who entered, between two loads?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from payung.ledger.public import kept

ACTIVE, NOT_ACTIVE = "ACTIVE", "NOT_ACTIVE"


@dataclass(frozen=True)
class Account:
    """The flow account of one payer: who stood there, left, came and stands there now; it always adds up."""

    place: str
    before: int
    left: int
    came: int
    now: int


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
    """The flows of a programme between two days: the account of each payer and of each cause, and the biggest moves."""

    programme: str
    before: date
    now: date
    payers: tuple[Account, ...]
    causes: tuple[Account, ...]
    moves: tuple[Move, ...]


def flow_account(programme: str) -> FlowAccount | None:
    """The flows into the newest load from the one before; None where there are not two."""
    found = kept.loads(2)
    rows = kept.flows(found[0].generation, programme) if len(found) > 1 else []
    if not rows:
        return None
    moved = [Move(**vars(row)) for row in rows if (row.from_status, row.from_place) != (row.to_status, row.to_place)]
    return FlowAccount(
        programme,
        found[1].as_of,
        found[0].as_of,
        _accounts(rows, ACTIVE),
        _accounts(rows, NOT_ACTIVE),
        tuple(sorted(moved, key=lambda one: (-one.people, one.from_place, one.to_place))),
    )


def _accounts(rows: Iterable[kept.FlowRow], status: str) -> tuple[Account, ...]:
    sums: dict[str, list[int]] = {}
    for row in rows:
        is_from, is_to = row.from_status == status, row.to_status == status
        stays = is_from and is_to and row.from_place == row.to_place
        if is_from:
            account = sums.setdefault(row.from_place, [0, 0, 0, 0])
            account[0] += row.people
            account[1] += 0 if stays else row.people
        if is_to:
            account = sums.setdefault(row.to_place, [0, 0, 0, 0])
            account[2] += 0 if stays else row.people
            account[3] += row.people
    found = [Account(place, *counts) for place, counts in sums.items()]
    return tuple(sorted(found, key=lambda one: (-max(one.before, one.now), one.place)))
