"""Who objects to being taken off a list, and what follows when it is decided, or when nobody decides in time?"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from payung.act.decree.guard import BRIDGE, basis, bridge_end, decide_until, is_burden, object_until
from payung.law.public import Law
from payung.ledger.public import (
    Hand,
    decide_objection,
    decree,
    enter_effects,
    file_objection,
    lapse_objections,
    objection,
    subject_of_person,
    system_scope,
)


@dataclass(frozen=True)
class ObjectionStep:
    """What became of an objection: its id and last day, or the code of a refusal (terms/codes/decree_refusals.yaml)."""

    objection_id: UUID | None
    refusal: str | None = None
    day: date | None = None
    is_repeat: bool = False


def object_to(
    decree_id: UUID, person_id: int, *, ground: str, evidence: str, on: date, by: Hand, law: Law
) -> ObjectionStep:
    """Object for a person in the reader's scope; until it is decided the decree has no effect on the person.

    Refusals: UNKNOWN_DECREE, ENDED, OBJECTION_TOO_EARLY, OBJECTION_LATE (with the last day), NO_REASON, NOT_ON_DECREE.
    """
    known, person = decree(decree_id), subject_of_person(person_id)
    if known is None or not is_burden(known.kind):
        return ObjectionStep(None, "UNKNOWN_DECREE")
    if known.stage in ("WITHDRAWN", "REVERSED"):
        return ObjectionStep(None, "ENDED")
    noticed = known.event("NOTICED")
    if noticed is None:
        return ObjectionStep(None, "OBJECTION_TOO_EARLY")
    last_day = object_until(noticed.happened_on, law)
    if on > last_day:
        return ObjectionStep(None, "OBJECTION_LATE", last_day)
    if not evidence.strip():
        return ObjectionStep(None, "NO_REASON")
    if person is None:
        return ObjectionStep(None, "NOT_ON_DECREE")
    decide_by = decide_until(on, law)
    found = file_objection(
        decree_id, person[0], ground=ground, evidence=evidence.strip(), on=on, decide_by=decide_by, by=by
    )
    return ObjectionStep(found, None if found else "NOT_ON_DECREE", decide_by if found else None)


def decide(objection_id: UUID, *, is_granted: bool, reason: str, on: date, by: Hand, law: Law) -> ObjectionStep:
    """Grant or reject; a rejected one lets the decree take effect on the person from the day of the decision.

    Refusals: UNKNOWN_DECREE, SAME_PERSON (who filed it), NO_REASON, ALREADY_DECIDED.
    """
    known = objection(objection_id)
    if known is None:
        return ObjectionStep(None, "UNKNOWN_DECREE")
    if known.outcome is not None:
        outcome = "GRANTED" if is_granted else "REJECTED"
        return ObjectionStep(objection_id, None if known.outcome == outcome else "ALREADY_DECIDED", is_repeat=True)
    if known.filed_by == by.user_id:
        return ObjectionStep(objection_id, "SAME_PERSON")
    if not is_granted and not reason.strip():
        return ObjectionStep(objection_id, "NO_REASON")
    with system_scope():
        decide_objection(
            objection_id, outcome="GRANTED" if is_granted else "REJECTED", reason=reason.strip(), on=on, by=by
        )
        decided = decree(known.decree_id)
        if not is_granted and decided is not None and decided.stage == "EFFECTIVE":
            enter_effects(known.decree_id, on=on, bridge_until=bridge_end(on, law), article=basis(law, BRIDGE, on))
    return ObjectionStep(objection_id)


def grant_by_silence(*, on: date, by: Hand) -> int:
    """Grant every objection whose day to be decided is past, as the law has it; how many. Harmless when repeated."""
    return lapse_objections(on, by)
