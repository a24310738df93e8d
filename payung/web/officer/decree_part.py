"""What do decrees and reactivations mean for this person now, and what can this reader do about it?"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from payung.act.public import OpenStep, object_until, open_step
from payung.law.public import load_law
from payung.ledger.public import (
    CaseRow,
    DecreeCover,
    DecreeRow,
    ObjectionRow,
    cases_of,
    decree,
    decree_cover,
    decree_traces,
    decrees_of,
    may,
    objections_of,
    profile_of,
)
from payung.terms.public import codes
from payung.web.officer.reactivation import Rung, rungs

REMOVED = ("REMOVED_FROM_PBI", "CHRONIC_BRIDGE")
BRIDGE = "CHRONIC_BRIDGE"


@dataclass(frozen=True)
class DecreePart:
    """What a person's page says of decrees: what holds by them, the notice that runs, and the newest request."""

    on: date
    cover: DecreeCover | None
    decree: DecreeRow | None
    notice: DecreeRow | None
    notice_effect_on: date | None
    object_until: date | None
    objection: ObjectionRow | None
    case: CaseRow | None
    rungs: tuple[Rung, ...]
    step: OpenStep | None
    days_left: int
    may_object: bool
    may_ask: bool
    may_open_case: bool
    person_id: int
    grounds: tuple[str, ...]

    @property
    def is_bridged(self) -> bool:
        """Whether cover lasts only while a treatment is bridged: the person has to move before it ends."""
        return self.cover is not None and self.cover.reason == BRIDGE

    @property
    def bids_move(self) -> bool:
        """Whether something is to be done about it now, though every programme may still be active."""
        return self.notice is not None or self.is_bridged or self.step is not None


def decree_part(person_id: int, reason: str | None, user: Any, day: Callable[[], date]) -> DecreePart | None:
    """The part of a person's page; None where no decree names the person and nobody asked for a reactivation.

    `reason` is that of JKN in the load: who was removed by a register may ask too. `day` tells the day of the page,
    asked for only where it is needed.
    """
    traces = decree_traces(person_id)
    if traces is None or not (traces[1] or reason in REMOVED):
        return None
    subject, on = traces[0], day()
    cover = decree_cover([subject], on).get(subject)
    named = [found for found in decrees_of(subject) if codes("decree_kinds")[found.kind].facts["is_burden"]]
    notice = next((found for found in named if found.stage in ("NOTICED", "EFFECTIVE")), None)
    asked = cases_of(subject)
    said = cover.reason if cover else reason
    if cover is None and notice is None and not asked and said not in REMOVED:
        return None
    told = notice.event("NOTICED") if notice else None
    last_day = object_until(told.happened_on, load_law()) if told else None
    newest = asked[0] if asked else None
    step = open_step(newest) if newest else None
    is_open = last_day is not None and on <= last_day
    filed = [one for one in objections_of(subject) if notice and one.decree_id == notice.decree_id]
    may_work = may(user, "reactivate.work")
    return DecreePart(
        on=on,
        cover=cover,
        decree=decree(cover.decree_id) if cover and cover.decree_id else None,
        notice=notice if notice and notice.stage == "NOTICED" else None,
        notice_effect_on=told.effect_on if told else None,
        object_until=last_day if is_open else None,
        objection=filed[0] if filed else None,
        case=newest,
        rungs=tuple(rungs(newest)) if newest and newest.refusal is None else (),
        step=step,
        days_left=step.days_left(on) if step else 0,
        may_object=is_open and not filed and may(user, "decree.object"),
        may_ask=said in REMOVED and step is None and may_work,
        may_open_case=newest is not None and may_work and profile_of(user).role != "WORKER",
        person_id=person_id,
        grounds=tuple(codes("objection_grounds")),
    )
