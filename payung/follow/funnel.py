"""Which rival figures are stages of one funnel? Decree list, matched, in care, reactivated, paid; and those of 2026."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from uuid import UUID

import yaml

from payung.ledger.public import current_run, decree_funnel, decrees, kept
from payung.ledger.public import matter as book

FILE = Path(__file__).parent / "funnel.yaml"
REMOVED, ROUTE, WINDOW, BRIDGE = "REMOVED_FROM_PBI", "REACTIVATE_PBI", "PBI_REACTIVATION_6M", "CHRONIC_BRIDGE_3M"
STAGES = ("listed", "matched", "removed", "in_treatment", "bridged", "reactivated", "paid")


@dataclass(frozen=True)
class Published:
    """A figure of February 2026: who gave it, when, of what."""

    code: str
    people: int
    on: date
    by: str
    label: dict[str, str]


@dataclass(frozen=True)
class Stage:
    """A stage of a funnel and how many reach it."""

    code: str
    people: int
    per_1000: int


@dataclass(frozen=True)
class Funnel:
    """The stages of one decree (or of the loaded data, number None), each a part of an earlier one."""

    decree_id: UUID | None
    number: str | None
    on: date
    stages: tuple[Stage, ...]


@cache
def published() -> tuple[Published, ...]:
    """The figures of February 2026, in the order of the funnel."""
    raw = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return tuple(Published(one["code"], one["people"], one["day"], one["by"], one["label"]) for one in raw)


def decree_funnels() -> list[Funnel]:
    """The funnel of every removal in the reader's scope, the newest first; empty where no decree was entered."""
    run = current_run()
    if run is None:
        return []
    found = []
    for row in decrees():
        if row.kind == "PBI_REMOVE":
            counts = decree_funnel(row.decree_id, run.as_of)
            found.append(Funnel(row.decree_id, row.number, run.as_of, _stages([(n, counts[n]) for n in STAGES])))
    return found


def data_funnel() -> Funnel | None:
    """What the loaded registers say of everybody removed from the state list; None when nothing is loaded."""
    run = current_run()
    if run is None:
        return None
    rows = [one for one in book.blocked("", run.generation) if (one.programme, one.reason) == ("JKN", REMOVED)]
    clocks = {one.clock: one.people for one in kept.clock_counts(run.generation, "JKN", [""])}
    back = [
        one.people
        for one in kept.flows(run.generation, "JKN")
        if one.from_place == REMOVED and one.from_status == "NOT_ACTIVE" and one.to_status == "ACTIVE"
    ]
    stages = [
        ("removed_not_active", sum(one.people for one in rows)),
        ("in_window", clocks.get(WINDOW, 0)),
        ("free_way_is_best", sum(one.people for one in rows if one.route == ROUTE)),
        ("bridge_running", clocks.get(BRIDGE, 0)),
        ("active_since_last_load", sum(back)),
    ]
    return Funnel(None, None, run.as_of, _stages(stages))


def _stages(counts: list[tuple[str, int]]) -> tuple[Stage, ...]:
    whole = max(counts[0][1], 1)
    return tuple(Stage(code, people, min(1000, 1000 * people // whole)) for code, people in counts)
