"""Who decides a claim? A maker computes it by the law, another person checks it; a refusal may be appealed once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from payung.act.claim.fact import Case, Cell
from payung.act.claim.filing import Filing, case_of
from payung.act.claim.kind import Kind, kinds
from payung.act.claim.reckoning import PAY, REFUSE, Reckoning, article_of, reckon
from payung.law.public import load_law
from payung.ledger.public import (
    ClaimFile,
    claim_file,
    current_scope,
    enter_appeal,
    enter_check,
    enter_decision,
    person_of,
)
from payung.reckon.public import InputError
from payung.terms.public import codes

DONE, REPEAT, REFUSED = "DONE", "REPEAT", "REFUSED"
APPROVED, RETURNED = "APPROVED", "RETURNED"
GROUND_LENGTH = 4000
WITH_MAKER = ("WAITS_DOCUMENTS", "WAITS_PAYEE", "WAITS_MAKER", "APPEALED")


@dataclass(frozen=True)
class Acted:
    """What became of an act on a claim: DONE, REPEAT, or REFUSED with a reason of terms (claim_refusals)."""

    outcome: str
    reason: str | None = None
    errors: tuple[InputError, ...] = ()
    missing: tuple[str, ...] = ()


def computed(claim: ClaimFile, confirmed: Mapping[str, Cell], *, at: datetime) -> Reckoning | str:
    """What the law says of a claim that was filed, with what an officer confirmed; or why it cannot be said."""
    found = _case(claim, at)
    if isinstance(found, str):
        return found
    return reckon(found, _told(found.kind, claim.facts), confirmed)


def decided_before(claim: ClaimFile, user_id: int) -> bool:
    """Whether an account made a decision that was appealed, so that another one must decide now."""
    appealed = {one.decision_id for one in claim.appeals}
    return user_id in {one.made_by for one in claim.decisions if one.decision_id in appealed}


def propose(
    decision_id: UUID,
    claim_id: UUID,
    *,
    confirmed: Mapping[str, Any],
    refusal: str | None = None,
    on: date,
    at: datetime,
) -> Acted:
    """Enter the maker's decision: what the law says, or a refusal by a ground of the officer's (`refusal`).

    Refused: UNKNOWN_CLAIM, FACTS_WRONG, FACTS_MISSING (with `missing`), DOCUMENTS_MISSING and PAYEE_MISSING where it
    would pay, SAME_MAKER on an appeal, ALREADY_DECIDED, CORRECTED, OTHER_CONTENT, and what `case_of` says.
    """
    claim = claim_file(claim_id, at)
    if claim is None:
        return Acted(REFUSED, "UNKNOWN_CLAIM")
    if any(one.decision_id == decision_id for one in claim.decisions):
        return Acted(REPEAT)
    kind = kinds()[claim.line.kind]
    figures, errors = _confirmed(kind, confirmed)
    if errors:
        return Acted(REFUSED, "FACTS_WRONG", errors)
    found = _case(claim, at)
    if isinstance(found, str):
        return Acted(REFUSED, found)
    said = reckon(found, _told(kind, claim.facts), figures)
    if refusal is not None:
        said = _by_officer(found, said, refusal)
    if (bar := _bar(claim, said)) is not None:
        return Acted(REFUSED, bar, said.errors, said.missing)
    entered = enter_decision(
        decision_id,
        {
            "claim_id": claim_id,
            "participant_id": claim.line.participant_id,
            "round": len(claim.decisions) + 1,
            "answer": said.answer,
            "amount_idr": said.amount_idr,
            "reason": said.reason,
            "article": said.article,
            "computed": said.data(),
            "law_version": load_law().version,
            "made_on": on,
            "recorded_at": at,
        },
    )
    return _acted(entered)


def check(
    check_id: UUID, decision_id: UUID, claim_id: UUID, *, verdict: str, note: str | None = None, on: date, at: datetime
) -> Acted:
    """Approve a decision with the account it pays to, or return it to the maker with a note.

    Refused: UNKNOWN_CLAIM, SAME_PERSON (the maker, or who filed the claim), GROUND_MISSING (a return without a note),
    ALREADY_CHECKED, NOT_WHAT_STANDS (a newer decision or account came meanwhile), OTHER_CONTENT.
    """
    claim = claim_file(claim_id, at)
    decision = next((one for one in claim.decisions if one.decision_id == decision_id), None) if claim else None
    if claim is None or decision is None:
        return Acted(REFUSED, "UNKNOWN_CLAIM")
    if current_scope().user_id in (decision.made_by, claim.line.filed_by):
        return Acted(REFUSED, "SAME_PERSON")
    words = (note or "").strip()[:GROUND_LENGTH] or None
    if verdict == RETURNED and words is None:
        return Acted(REFUSED, "GROUND_MISSING")
    entered = enter_check(
        check_id,
        {
            "claim_id": claim_id,
            "participant_id": claim.line.participant_id,
            "decision_id": decision_id,
            "payee_id": claim.payee.payee_id if decision.answer == PAY and claim.payee else None,
            "verdict": verdict,
            "note": words,
            "made_by": decision.made_by,
            "checked_on": on,
            "recorded_at": at,
        },
    )
    return _acted(entered)


def appeal(appeal_id: UUID, claim_id: UUID, *, ground: str, on: date, at: datetime) -> Acted:
    """Object to a refusal: another officer decides again.

    Refused: UNKNOWN_CLAIM, GROUND_MISSING, NOT_A_REFUSAL, ALREADY_APPEALED, OTHER_CONTENT.
    """
    claim = claim_file(claim_id, at)
    if claim is None:
        return Acted(REFUSED, "UNKNOWN_CLAIM")
    words = ground.strip()[:GROUND_LENGTH]
    if not words:
        return Acted(REFUSED, "GROUND_MISSING")
    if claim.decision is None:
        return Acted(REFUSED, "NOT_A_REFUSAL")
    entered = enter_appeal(
        appeal_id,
        {
            "claim_id": claim_id,
            "participant_id": claim.line.participant_id,
            "decision_id": claim.decision.decision_id,
            "ground": words,
            "filed_on": on,
            "recorded_at": at,
        },
    )
    return _acted(entered)


def grounds() -> tuple[str, ...]:
    """The grounds by which an officer may refuse beside the law's rules."""
    return tuple(code for code, one in codes("claim_refusals").items() if one.facts.get("by") == "OFFICER")


def _case(claim: ClaimFile, at: datetime) -> Case | str:
    """The case of a claim as it was filed, the registers as they are now."""
    line = claim.line
    person_id = person_of(line.participant_id)
    if person_id is None:
        return "PERSON_NOT_SEEN"
    child_id = person_of(line.beneficiary_id) if line.beneficiary_id is not None else None
    filing = Filing(
        line.claim_id, person_id, line.kind, line.event_on, _told(kinds()[line.kind], claim.facts), child_id
    )
    return case_of(filing, on=line.filed_on, at=at)


def _told(kind: Kind, facts: Mapping[str, Any]) -> dict[str, Cell]:
    """What was handed in at filing, read back."""
    return {
        name: date.fromisoformat(value) if kind.arguments[name].type == "date" and isinstance(value, str) else value
        for name, value in facts.items()
        if name in kind.arguments
    }


def _confirmed(kind: Kind, given: Mapping[str, Any]) -> tuple[dict[str, Cell], tuple[InputError, ...]]:
    """An officer's figures: for any input of the rules but the days of event and filing."""
    figures: dict[str, Cell] = {}
    errors: list[InputError] = []
    for name, value in given.items():
        argument = kind.arguments.get(name)
        if argument is not None and value is not None:
            figures[name], error = argument.check(value)
            errors += [error] if error else []
    return figures, tuple(errors)


def _by_officer(case: Case, said: Reckoning, refusal: str) -> Reckoning:
    if refusal not in grounds():
        raise ValueError(f"{refusal} is no ground of an officer's; there are {', '.join(grounds())}")
    return Reckoning(REFUSE, 0, refusal, article_of(case), said.facts, said.origins, said.results)


def _bar(claim: ClaimFile, said: Reckoning) -> str | None:
    """Why the maker cannot decide so."""
    if claim.line.state not in WITH_MAKER:
        return "CORRECTED" if claim.corrected_by else "ALREADY_DECIDED"
    if decided_before(claim, current_scope().user_id):
        return "SAME_MAKER"
    if said.answer not in (PAY, REFUSE):
        return said.reason
    if said.answer == PAY and claim.missing:
        return "DOCUMENTS_MISSING"
    return "PAYEE_MISSING" if said.answer == PAY and claim.payee is None else None


def _acted(entered: str) -> Acted:
    if entered in ("ENTERED", REPEAT):
        return Acted(DONE if entered == "ENTERED" else REPEAT)
    return Acted(REFUSED, entered)
