"""How does a failed attempt become an enrolment? Taken over, put right and tried again; or closed with a word why."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from payung.act.employ.judge import PPU
from payung.act.employ.payroll import enter_rows
from payung.act.enrol.judge import HEALTH, Judged, judge
from payung.act.enrol.list_file import ReadRow
from payung.act.enrol.many import BILL_KINDS, health_row, is_priority_regency
from payung.act.enrol.price import entered_price, payer_word, region_price, work_price
from payung.act.enrol.worker import Enrolled, enrol_family, first_bill, work_rows
from payung.ledger.public import (
    AttemptFile,
    Conflict,
    Known,
    Told,
    acting,
    attempt,
    employer,
    enrolments_of_act,
    enter_attempt_step,
    enter_enrolments,
    known_by_nik,
    lock_act,
    participants_of,
    resolve_attempts,
    virtual_account_of,
)

WORD_LEAST = 3
# Digits and dot of a regency's code.
REGENCY = 5


@dataclass(frozen=True)
class Retried:
    """What a retry came to: enrolled (with price and account), or the causes that are still there."""

    causes: tuple[str, ...]
    enrolled: Enrolled | None


class NotRetried(Conflict):
    """The attempt is not in scope."""


def take_over(step_id: uuid.UUID, attempt_id: uuid.UUID) -> None:
    """The reader takes an attempt in scope over; others see who works on it. Raises Conflict where it is finished."""
    enter_attempt_step(step_id, attempt_id, "TAKEN")


def close(step_id: uuid.UUID, attempt_id: uuid.UUID, note: str) -> None:
    """Nothing more is to be done, and why. Raises Conflict where it is finished, ValueError without a word why."""
    if len(note.strip()) < WORD_LEAST:
        raise ValueError("an attempt is closed with a word why")
    enter_attempt_step(step_id, attempt_id, "CLOSED", note=note.strip())


def retry(act_id: uuid.UUID, attempt_id: uuid.UUID, told: Told, *, on: date, at: datetime) -> Retried:
    """Try an attempt in scope again with the facts put right; enrolment and resolution are one transaction.

    The payer stays: the collective on whose list the person stood, else the person, in JKN with the whole family.
    Nothing is entered while a cause remains. The same act again gets the first answer. Raises NotRetried, and Conflict
    where it is finished.
    """
    found = attempt(attempt_id)
    if found is None:
        raise NotRetried("the attempt is not in scope")
    with transaction.atomic(), acting():
        lock_act(act_id)
        if found.line.programme == PPU:
            return _retry_work(act_id, attempt_id, told, found, on, at)
        [judged] = judge([told], found.line.programme, on=on, at=at)
        is_repeat = bool(enrolments_of_act(act_id))
        if not is_repeat and not judged.may:
            return Retried(judged.causes, None)
        if found.line.programme == HEALTH and found.party_id is None:
            return _retry_family(act_id, attempt_id, judged, on, at)
        enter_attempt_step(uuid.uuid5(act_id, "resolved"), attempt_id, "RESOLVED", act_id=act_id)
        enrolled = _enter(act_id, judged, found, on, at, is_repeat=is_repeat)
    return Retried((), enrolled)


class _StillRefused(Exception):
    """The family was not enrolled, or without the person whose attempt it is; the causes."""

    def __init__(self, causes: tuple[str, ...]) -> None:
        super().__init__(causes)
        self.causes = causes


def _retry_work(
    act_id: uuid.UUID, attempt_id: uuid.UUID, told: Told, found: AttemptFile, on: date, at: datetime
) -> Retried:
    """The row of an employer's list again, as one row of it."""
    by = employer(party_id=found.party_id)
    if by is None:
        raise NotRetried("the attempt has no employer")
    if not enrolments_of_act(act_id):
        with transaction.atomic():
            enter_attempt_step(uuid.uuid5(act_id, "resolved"), attempt_id, "RESOLVED", act_id=act_id)
            [line] = enter_rows(act_id, [ReadRow(1, told, (), ())], by, on=on, at=at, keeps=False).values()
            if line.causes:
                transaction.set_rollback(True)
        if line.causes:
            return Retried(line.causes, None)
    name = known_by_nik([told.nik], on=on, known_at=at)[told.nik][0].name if told.nik else told.name
    account_no = virtual_account_of(party_id=by.party_id)
    return Retried((), Enrolled(act_id, PPU, (name,), None, account_no, None, (), ()))


def _retry_family(act_id: uuid.UUID, attempt_id: uuid.UUID, judged: Judged, on: date, at: datetime) -> Retried:
    """The whole card of the person again; nothing of it stands where the person is refused again."""
    known, told = _certain(judged), judged.told
    try:
        with transaction.atomic():
            enter_attempt_step(uuid.uuid5(act_id, "resolved"), attempt_id, "RESOLVED", act_id=act_id)
            cards = {known.person_id: told.kk} if told.kk else {}
            done = enrol_family(act_id, known.person_id, told.care_class, on=on, at=at, cards=cards)
            if known.subject not in {bytes(row["subject"]) for row in enrolments_of_act(act_id)}:
                own = [one.causes for one in done.refused if one.name == known.name]
                raise _StillRefused((own or [one.causes for one in done.refused])[0])
    except _StillRefused as still:
        return Retried(still.causes, None)
    return Retried((), done)


def _enter(
    act_id: uuid.UUID, judged: Judged, found: AttemptFile, on: date, at: datetime, *, is_repeat: bool
) -> Enrolled:
    known, party_id, programme = _certain(judged), found.party_id, found.line.programme
    participant_id = participants_of([known.person_id])[known.person_id]
    payer_id = participant_id if party_id is None else None
    if programme == HEALTH:
        # Of a region, since nobody else hands in lists for health.
        price = region_price(1, on=on, is_same_day=is_priority_regency(found.line.region_code[:REGENCY], on))
        rows = [health_row(act_id, known, participant_id, party_id or 0, price, on)]
    else:
        payer = payer_word(found.party_kind)
        entered = enrolments_of_act(act_id) if is_repeat else []
        price = (
            entered_price(judged.told, entered, on=on, payer=payer)
            if entered
            else work_price(judged.told, on=on, payer=payer)
        )
        rows = work_rows(act_id, known, participant_id, judged.told, on, payer_id=payer_id, party_id=party_id)
    if not is_repeat:
        enter_enrolments(rows, at=at)
        resolve_attempts(act_id, programme, [known.subject])
    kind = BILL_KINDS[programme] if party_id is not None else programme
    bill_id = first_bill(act_id, kind, price, at, participant_id=payer_id, party_id=party_id)
    account_no = virtual_account_of(participant_id=payer_id, party_id=party_id)
    return Enrolled(act_id, programme, (known.name,), price, account_no, bill_id, (), (), is_repeat=is_repeat)


def _certain(judged: Judged) -> Known:
    if judged.known is None:
        raise ValueError("who may be enrolled is known")
    return judged.known
