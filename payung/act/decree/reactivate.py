"""How does somebody who was taken off the state's list come back? Five steps, each with its holder and its clock."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from payung.law.public import Law
from payung.ledger.public import (
    CaseRow,
    Hand,
    case,
    cases_of,
    close_step,
    enter_case,
    person_file,
    removal_of,
    subject_of_person,
)
from payung.reckon.public import evaluate
from payung.terms.public import codes

# Where no load tells the person's own routes, these stay open to everybody whom the window has closed on.
OTHER_ROUTES = ("PROPOSE_PBI", "REGION_APPOINTS", "REGISTER_PBPU")


@dataclass(frozen=True)
class OpenStep:
    """The step at which a case stands: whose it is, since when, until when it is due."""

    number: int
    step: str
    holder: str
    roles: tuple[str, ...]
    opened_on: date
    due_on: date

    def days_left(self, on: date) -> int:
        """Days until the step is due; below nothing when it is late."""
        return (self.due_on - on).days


@dataclass(frozen=True)
class CaseStep:
    """What became of a request or step, or the code of a refusal (terms/codes/reactivation_refusals.yaml).

    `window_until` is the last day to ask; `routes` are the other lawful ways where this one is closed, the best first.
    """

    case_id: UUID | None
    refusal: str | None = None
    window_until: date | None = None
    routes: tuple[str, ...] = ()
    is_repeat: bool = False


def ask(person_id: int, *, on: date, by: Hand, law: Law) -> CaseStep:
    """Open a case for a person in the reader's scope who was taken off the state's list.

    Refusals: NOT_REMOVED; WINDOW_CLOSED, which is kept as a case of its own, with the other routes.
    """
    person = subject_of_person(person_id)
    removed_on = removal_of(person[0], on) if person else None
    if person is None or removed_on is None:
        return CaseStep(None, "NOT_REMOVED")
    subject, region = person
    answer = evaluate("jkn.pbi.reactivation", on=on, inputs=[{"removed_on": removed_on, "asked_on": on}], law=law)[0]
    window = answer.values["window_until"]
    if not isinstance(window, date):
        return CaseStep(None, "NOT_REMOVED")
    refusal = answer.reason if answer.outcome == "REFUSED" else None
    case_id, is_new = enter_case(
        subject, region, removed_on=removed_on, asked_on=on, window_until=window, refusal=refusal, by=by
    )
    routes = other_routes(person_id) if refusal else ()
    return CaseStep(case_id, refusal, window, routes, not is_new)


def close(case_id: UUID, number: int, *, is_done: bool, note: str, on: date, by: Hand, role: str) -> CaseStep:
    """Do or refuse the step of this number, by the role that holds it; the next one opens the same day.

    A step that was closed before is not closed again, nor the next one in its place: that is ALREADY_CLOSED. Other
    refusals: UNKNOWN_CASE, ENDED, NOT_YOUR_STEP, NO_REASON (a refusal needs one). The last step, done, gives cover.
    """
    known = case(case_id)
    if known is None:
        return CaseStep(None, "UNKNOWN_CASE")
    step = open_step(known)
    if number <= len(known.steps):
        return CaseStep(case_id, "ALREADY_CLOSED", is_repeat=True)
    if step is None:
        return CaseStep(case_id, "ENDED")
    if number != step.number or role not in step.roles:
        return CaseStep(case_id, "NOT_YOUR_STEP")
    if not is_done and not note.strip():
        return CaseStep(case_id, "NO_REASON")
    is_new = close_step(
        known,
        number=step.number,
        step=step.step,
        holder=step.holder,
        opened_on=step.opened_on,
        due_on=step.due_on,
        outcome="DONE" if is_done else "REFUSED",
        note=note.strip(),
        on=max(on, step.opened_on),
        by=by,
    )
    return CaseStep(case_id, window_until=known.window_until, is_repeat=not is_new)


def open_step(known: CaseRow) -> OpenStep | None:
    """The step at which a case stands; None for one that ended."""
    steps = codes("reactivation_steps")
    if known.is_refused or len(known.steps) == len(steps):
        return None
    number = len(known.steps) + 1
    code, entry = list(steps.items())[number - 1]
    opened_on = known.steps[-1].closed_on if known.steps else known.asked_on
    due_on = opened_on + timedelta(days=entry.facts["days"])
    return OpenStep(number, code, entry.facts["holder"], tuple(entry.facts["roles"]), opened_on, due_on)


def steps_of_role(role: str) -> list[int]:
    """The numbers of the steps that a role holds."""
    steps = enumerate(codes("reactivation_steps").values(), 1)
    return [number for number, entry in steps if role in entry.facts["roles"]]


def other_routes(person_id: int) -> tuple[str, ...]:
    """The lawful ways to cover but for reactivation, the best first; looking is entered in the access log."""
    file = person_file(person_id)
    own = [path.route for path in file.paths if path.programme == "JKN"] if file else []
    return tuple(route for route in own if route != "REACTIVATE_PBI") or OTHER_ROUTES


def requests_of(person_id: int) -> list[CaseRow]:
    """The requests of a person in the reader's scope, the newest first."""
    person = subject_of_person(person_id)
    return cases_of(person[0]) if person else []
