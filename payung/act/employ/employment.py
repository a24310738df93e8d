"""What does an employer report of a worker who is registered: another wage, the end of work?

With the end of work ends what the employer pays, for the worker and the family; why it ended is kept, since the law
gives more to whom it was taken from: JKN goes on without contributions for months after a dismissal, and JKP pays.
"""

import uuid
from datetime import date, datetime

from django.db import transaction

from payung.ledger.public import (
    Employer,
    WorkerRow,
    acting,
    change_income,
    correct_enrolment,
    lock_act,
    rows_employed,
    workers,
)
from payung.terms.public import codes

ENDED, CHANGED = "ENDED", "CHANGED"


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
        return end_work(act_id, by.party_id, participant_id, last_on, cause, on=on, at=at) or ENDED


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
        for row in own:
            if row.income_monthly_idr != wage_monthly_idr:
                change_income(row.enrolment_id, act_id, wage_monthly_idr, since=on.replace(day=1), at=at)
    return CHANGED


def end_work(
    act_id: uuid.UUID, party_id: int, participant_id: int, last_on: date, cause: str, *, on: date, at: datetime
) -> str | None:
    """End what an employer pays for a worker and the family; None where it is done, else why not.

    Refusals: END_CAUSE_MISSING, END_IN_FUTURE, NOT_WORKING_HERE, END_BEFORE_START. Asked inside `acting()`.
    """
    if cause not in codes("end_causes"):
        return "END_CAUSE_MISSING"
    if last_on > on:
        return "END_IN_FUTURE"
    rows = rows_employed(party_id, [participant_id], on=last_on, at=at).get(participant_id, [])
    if not rows:
        return "NOT_WORKING_HERE"
    if all(row.since > last_on for row in rows if row.participant_id == participant_id):
        return "END_BEFORE_START"
    for row in rows:
        as_id = uuid.uuid5(act_id, f"end|{row.enrolment_id}")
        if row.since > last_on:
            # What was to begin after the last day, such as another wage, never does.
            correct_enrolment(row.enrolment_id, as_id, until=None, at=at, is_void=True)
        elif (row.until, row.end_cause) != (last_on, cause):
            correct_enrolment(row.enrolment_id, as_id, until=last_on, at=at, end_cause=cause)
    return None
