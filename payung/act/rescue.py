"""How does a failed attempt become an enrolment? Taken over, put right and tried again; or closed with a word why."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from payung.act.enrol import Enrolled, first_bill, work_rows
from payung.act.judge import Judged, judge
from payung.act.price import payer_word, work_price
from payung.ledger.public import (
    AttemptFile,
    Conflict,
    Told,
    acting,
    attempt,
    enrolments_of_act,
    enter_attempt_step,
    enter_enrolments,
    lock_act,
    participants_of,
    resolve_attempts,
    virtual_account_of,
)

WORD_LEAST = 3


@dataclass(frozen=True)
class Retried:
    """What a retry came to: enrolled (with price and account), or the causes that are still there."""

    causes: tuple[str, ...]
    enrolled: Enrolled | None


class NotRetried(Conflict):
    """The attempt is not in scope, or is one that is tried again on the page of the family."""


def take_over(step_id: uuid.UUID, attempt_id: uuid.UUID) -> None:
    """The reader takes an attempt in scope over; others see who works on it. Raises Conflict where it is finished."""
    enter_attempt_step(step_id, attempt_id, "TAKEN")


def close(step_id: uuid.UUID, attempt_id: uuid.UUID, note: str) -> None:
    """Nothing more is to be done, and why. Raises Conflict where it is finished, ValueError without a word why."""
    if len(note.strip()) < WORD_LEAST:
        raise ValueError("an attempt is closed with a word why")
    enter_attempt_step(step_id, attempt_id, "CLOSED", note=note.strip())


def retry(act_id: uuid.UUID, attempt_id: uuid.UUID, told: Told, *, on: date, at: datetime) -> Retried:
    """Try a worker's attempt in scope again with the facts put right; enrolment and resolution are one transaction.

    The payer stays: the collective on whose list the person stood, else the person. Nothing is entered while a cause
    remains. The same act again gets the first answer. Raises NotRetried, and Conflict where it is finished.
    """
    found = attempt(attempt_id)
    if found is None or found.line.programme != "BPU":
        raise NotRetried("the attempt is not in scope, or not one of a worker")
    with transaction.atomic(), acting():
        lock_act(act_id)
        [judged] = judge([told], "BPU", on=on, at=at)
        is_repeat = bool(enrolments_of_act(act_id))
        if not is_repeat and not judged.may:
            return Retried(judged.causes, None)
        enter_attempt_step(uuid.uuid5(act_id, "resolved"), attempt_id, "RESOLVED", act_id=act_id)
        enrolled = _enter(act_id, judged, found, on, at, is_repeat=is_repeat)
    return Retried((), enrolled)


def _enter(
    act_id: uuid.UUID, judged: Judged, found: AttemptFile, on: date, at: datetime, *, is_repeat: bool
) -> Enrolled:
    known, party_id = judged.known, found.party_id
    if known is None:
        raise ValueError("who may be enrolled is known")
    price = work_price(judged.told, on=on, payer=payer_word(found.party_kind))
    participant_id = participants_of([known.person_id])[known.person_id]
    payer_id = participant_id if party_id is None else None
    if not is_repeat:
        rows = work_rows(act_id, known, participant_id, judged.told, on, payer_id=payer_id, party_id=party_id)
        enter_enrolments(rows, at=at)
        resolve_attempts(act_id, "BPU", [known.subject])
    kind = "BPU" if party_id is None else "COLLECTIVE"
    bill_id = first_bill(act_id, kind, price, at, participant_id=payer_id, party_id=party_id)
    account_no = virtual_account_of(participant_id=payer_id, party_id=party_id)
    return Enrolled(act_id, "BPU", (known.name,), price, account_no, bill_id, (), (), is_repeat=is_repeat)
