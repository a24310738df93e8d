"""How is a claim filed, and filed again? Once for an event; what the law will say is told before and after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from payung.act.claim.by_act import with_acts
from payung.act.claim.fact import Case, Cell
from payung.act.claim.kind import Kind, kinds
from payung.act.claim.policy import policy
from payung.act.claim.reckoning import Reckoning, reckon
from payung.law.public import load_law
from payung.ledger.public import (
    ClaimLine,
    PersonRow,
    claim_file,
    claims_of,
    current_scope,
    enter_claim,
    income_insured,
    paid_months,
    participant_of,
    pension,
    person_file,
)
from payung.reckon.public import InputError, input_error

FILED, REPEAT, REFUSED = "FILED", "REPEAT", "REFUSED"
CHILD = 4  # relation on the family card (terms, relations)


@dataclass(frozen=True)
class Filing:
    """A claim as it is handed in: `told` are inputs of the kind's rules, as the rules take them.

    `child_id` is the person for whom a scholarship is asked; `corrects` a claim in whose place this one stands.
    """

    claim_id: UUID
    person_id: int
    kind: str
    event_on: date
    told: Mapping[str, Cell] = field(default_factory=dict)
    child_id: int | None = None
    corrects: UUID | None = None


@dataclass(frozen=True)
class Filed:
    """FILED, REPEAT, or REFUSED with a reason (terms, claim_refusals) and, for each input that is wrong, why."""

    outcome: str
    claim_id: UUID
    reason: str | None = None
    errors: tuple[InputError, ...] = ()


def file_claim(filing: Filing, *, on: date, at: datetime) -> Filed:
    """Enter a claim in the filer's scope. A refusal by law is not one here: it is decided by two people.

    Refused: UNKNOWN_KIND, EVENT_IN_FUTURE, PERSON_NOT_SEEN, EVENT_AFTER_DEATH, DEATH_DAY_DIFFERS, CHILD_NOT_REGISTERED,
    FACTS_WRONG (with `errors`), SAME_EVENT, OTHER_CONTENT, ALREADY_CORRECTED, CORRECTS_PAID, CORRECTS_OTHER.
    """
    kind = kinds().get(filing.kind)
    if kind is None:
        return Filed(REFUSED, filing.claim_id, "UNKNOWN_KIND")
    told, errors = checked(kind, filing.told)
    if errors:
        return Filed(REFUSED, filing.claim_id, "FACTS_WRONG", errors)
    found = case_of(filing, on=on, at=at)
    if isinstance(found, str):
        return Filed(REFUSED, filing.claim_id, found)
    participant_id = participant_of(filing.person_id)
    entered = enter_claim(
        filing.claim_id,
        {
            "participant_id": participant_id,
            "beneficiary_id": found.child_id,
            "programme": kind.programme,
            "kind": kind.code,
            "event_on": filing.event_on,
            "key": _key(kind, filing, told, found.child_id, on),
            "facts": plain(told),
            "needs": list(kind.documents),
            "law_version": load_law().version,
            "filed_on": on,
            "filed_as": current_scope().role,
            "corrects_id": filing.corrects,
            "recorded_at": at,
        },
    )
    if entered == REPEAT:
        return Filed(REPEAT, filing.claim_id)
    return Filed(FILED, filing.claim_id) if entered == "ENTERED" else Filed(REFUSED, filing.claim_id, entered)


def estimate(filing: Filing, *, on: date, at: datetime) -> Reckoning | str:
    """What the law would say if this were filed, the claimant's figures taken for true; or why it cannot be filed."""
    kind = kinds()[filing.kind]
    told, errors = checked(kind, filing.told)
    found = case_of(filing, on=on, at=at)
    if isinstance(found, str):
        return found
    if errors:
        return Reckoning("OPEN", 0, "FACTS_WRONG", "", told, {}, (), (), errors)
    return reckon(found, told, {name: told[name] for name in kind.confirmed if told.get(name) is not None})


def case_of(filing: Filing, *, on: date, at: datetime) -> Case | str:
    """Everything known of the claim, read in the reader's scope; or why there can be none."""
    kind = kinds()[filing.kind]
    if filing.event_on > on:
        return "EVENT_IN_FUTURE"
    file = person_file(filing.person_id)
    if file is None:
        return "PERSON_NOT_SEEN"
    file = with_acts(file, on=on, at=at)
    if (bar := _death_bar(kind, file.person, filing.event_on)) is not None:
        return bar
    participant_id = participant_of(filing.person_id)
    child, child_id = None, None
    if kind.is_for_child:
        line = next((one for one in file.family if one.person_id == filing.child_id), None)
        found = person_file(line.person_id) if line is not None and line.relation_code == CHILD else None
        if found is None:
            return "CHILD_NOT_REGISTERED"
        child, child_id = found.person, participant_of(found.person.person_id)
    others = [one for one in claims_of(participant_id, at) if one.claim_id != filing.claim_id]
    return Case(
        kind=kind,
        person=file.person,
        memberships=file.memberships,
        paid=paid_months(participant_id, kind.programme, filing.event_on),
        insured_idr=income_insured(participant_id, kind.programme, filing.event_on),
        others=others,
        event_on=filing.event_on,
        filed_on=on,
        child=child,
        child_id=child_id,
        level=str(filing.told["level"]) if filing.told.get("level") else None,
        levels_paid=_levels_paid(filing, child_id, others, at) if kind.is_for_child else (),
        draws_pension=kind.once == "HEIR" and pension.draws_pension(participant_id, filing.event_on),
    )


def _levels_paid(filing: Filing, child_id: int | None, others: Sequence[ClaimLine], at: datetime) -> tuple[str, ...]:
    """The levels of school of the years that were paid for a child after this event."""
    paid = [
        claim_file(one.claim_id, at)
        for one in others
        if (one.kind, one.event_on, one.beneficiary_id, one.state) == (filing.kind, filing.event_on, child_id, "PAID")
    ]
    return tuple(str(one.facts.get("level")) for one in paid if one is not None)


def checked(kind: Kind, given: Mapping[str, Any]) -> tuple[dict[str, Cell], tuple[InputError, ...]]:
    """What a claimant told, as the rules take it, and every error in it.

    Only what the claimant is asked, or may estimate for the officer, is taken; anything else is an unknown field.
    """
    asked = {**kind.asked, **kind.confirmed}
    told: dict[str, Cell] = {}
    errors = [input_error("UNKNOWN_FIELD", str(name), ", ".join(asked)) for name in given if name not in asked]
    for name, argument in asked.items():
        value = given.get(name)
        if value is not None:
            told[name], error = argument.check(value)
            errors += [error] if error else []
        elif argument.is_needed and name in kind.asked:
            errors.append(input_error("MISSING_FIELD", name, argument.accepted()))
    return told, tuple(errors)


def school_year(on: date) -> int:
    """The calendar year in which the school year of a day began."""
    return on.year - (on.month < policy().school_year_month)


def plain(told: Mapping[str, Cell]) -> dict[str, Any]:
    """Facts as JSON holds them."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in sorted(told.items())}


def _death_bar(kind: Kind, person: PersonRow, event_on: date) -> str | None:
    if person.died_on is None:
        return None
    if event_on > person.died_on:
        return "EVENT_AFTER_DEATH"
    return "DEATH_DAY_DIFFERS" if kind.event_is_death and event_on != person.died_on else None


def _key(kind: Kind, filing: Filing, told: Mapping[str, Cell], child_id: int | None, on: date) -> str:
    """What tells this event from the participant's others of the kind."""
    day = filing.event_on.isoformat()
    return {
        "EVENT": day,
        "EVER": "ever",
        "HEIR": f"ever/{told.get('heir')}",
        "MONTH": f"{day}/{told.get('month_no') or 1}",
        "AID": f"{day}/{told.get('aid')}",
        "CHILD": f"{day}/{child_id}/{school_year(on)}",
    }[kind.once]
