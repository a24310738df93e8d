"""What does an employer report of a worker who is registered: another wage, the end of work?

With the end of work ends what the employer pays, for the worker and the family; why it ended is kept, since the law
gives more to whom it was taken from: JKN goes on without contributions for months after a dismissal, and JKP pays.
"""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from payung.ledger.public import (
    Correction,
    EmployedRow,
    Employer,
    WorkerRow,
    acting,
    change_incomes,
    correct_enrolments,
    lock_act,
    rows_employed,
    workers,
)
from payung.terms.public import codes

ENDED, CHANGED = "ENDED", "CHANGED"


@dataclass(frozen=True)
class End:
    """The end of somebody's work as it is told: the last day, and why (terms, end_causes)."""

    act_id: uuid.UUID
    participant_id: int
    last_on: date
    cause: str


def workers_of(
    party_id: int, on: date, *, participant_id: int | None = None, limit: int = 50, offset: int = 0
) -> list[WorkerRow]:
    """The workers of an employer, or one of them; asked by the employer itself, or by who sees it."""
    with acting():
        return workers(party_id, on, participant_id=participant_id, limit=limit, offset=offset)


def report_end(
    act_id: uuid.UUID, by: Employer, participant_id: int, last_on: date, cause: str, *, on: date, at: datetime
) -> str:
    """End a worker's employment with a last day: ENDED, or why not (refusals of terms). A repeat changes nothing."""
    with acting(), transaction.atomic():
        lock_act(act_id)
        [said] = end_works(by.party_id, [End(act_id, participant_id, last_on, cause)], on=on, at=at)
    return said or ENDED


def report_wage(
    act_id: uuid.UUID, by: Employer, participant_id: int, wage_monthly_idr: int, *, on: date, at: datetime
) -> str:
    """Another wage from the first of this month on: CHANGED, or why not (refusals of terms).

    A bill of the month that was given out stays as it is; the wage counts from the next one.
    """
    if wage_monthly_idr <= 0:
        return "WAGE_MISSING" if wage_monthly_idr == 0 else "INCOME_NEGATIVE"
    with acting(), transaction.atomic():
        lock_act(act_id)
        rows = rows_employed(by.party_id, [participant_id], on=on, at=at).get(participant_id, [])
        own = [row for row in rows if row.participant_id == participant_id]
        if not own:
            return "NOT_WORKING_HERE"
        other = [row.enrolment_id for row in own if row.income_monthly_idr != wage_monthly_idr]
        told = dict.fromkeys(other, (act_id, wage_monthly_idr))
        change_incomes(told, since=on.replace(day=1), at=at)
    return CHANGED


def end_works(party_id: int, ends: Sequence[End], *, on: date, at: datetime) -> list[str | None]:
    """End what an employer pays for workers and their families; of each None where it is done, else why not.

    Each worker stands in `ends` once. Refusals: END_CAUSE_MISSING, END_IN_FUTURE, NOT_WORKING_HERE, END_BEFORE_START.
    Asked inside `acting()`. Raises Overlap where somebody else ended the same meanwhile.
    """
    wanted = [one for one in ends if _form(one, on) is None]
    first = min((one.last_on for one in wanted), default=on)
    rows = rows_employed(party_id, [one.participant_id for one in wanted], on=first, at=at)
    corrections: list[Correction] = []
    said: list[str | None] = []
    for one in ends:
        own = [row for row in rows.get(one.participant_id, ()) if row.until is None or row.until >= one.last_on]
        refusal = _form(one, on) or _standing(one, own)
        said.append(refusal)
        if refusal is None:
            corrections += _corrections(one, own)
    correct_enrolments(corrections, at=at)
    return said


def _form(one: End, on: date) -> str | None:
    if one.cause not in codes("end_causes"):
        return "END_CAUSE_MISSING"
    return "END_IN_FUTURE" if one.last_on > on else None


def _standing(one: End, rows: Sequence[EmployedRow]) -> str | None:
    if not rows:
        return "NOT_WORKING_HERE"
    own = [row for row in rows if row.participant_id == one.participant_id]
    return "END_BEFORE_START" if all(row.since > one.last_on for row in own) else None


def _corrections(one: End, rows: Sequence[EmployedRow]) -> Iterator[Correction]:
    for row in rows:
        as_id = uuid.uuid5(one.act_id, f"end|{row.enrolment_id}")
        if row.since > one.last_on:
            # What was to begin after the last day, such as another wage, never does.
            yield Correction(row.enrolment_id, as_id, None, is_void=True)
        elif (row.until, row.end_cause) != (one.last_on, one.cause):
            yield Correction(row.enrolment_id, as_id, one.last_on, end_cause=one.cause)
