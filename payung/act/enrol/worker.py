"""Who is enrolled? A worker, a family, somebody by an agent, or a whole list; whoever is refused is told why, and kept.

An act brings its id. The same act again changes nothing and gets the first answer; with other content it is a Conflict.
Everything of an act is one transaction: people, memberships, the first bill, and the failed attempts.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from payung.act.enrol.judge import Judged, holder_of, in_order, is_child, judge, judge_cards, judge_person
from payung.act.enrol.price import Price, entered_price, family_price, work_price
from payung.ledger.public import (
    Conflict,
    Known,
    NewAttempt,
    NewEnrolment,
    OutOfScope,
    Overlap,
    Scope,
    Told,
    acting,
    attempts_of_act,
    current_scope,
    enrolments_of_act,
    enter_attempts,
    enter_bill,
    enter_enrolments,
    enter_families,
    first_bill_id,
    known_by_nik,
    known_family,
    known_persons,
    lock_act,
    participants_of,
    resolve_attempts,
    sees_region,
    virtual_account_of,
)

SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "payung/enrol")
CARE_CLASSES = (1, 2, 3)
# Of a family that was enrolled these are left out by law; nothing is to be repaired.
RIGHTLY_LEFT_OUT = ("ACTIVE_ELSEWHERE", "PERSON_DEAD", "LEFT_COUNTRY")


@dataclass(frozen=True)
class Refused:
    """One person who was not enrolled, the causes (refusals of terms), and who can repair the first."""

    name: str
    causes: tuple[str, ...]

    @property
    def holder(self) -> str:
        """Who can repair the first cause."""
        return holder_of(self.causes[0])


@dataclass(frozen=True)
class Enrolled:
    """What an act did: who was enrolled, at what price, on which number it is paid, and who was refused.

    Without anybody enrolled there is no price, account or bill. `attempt_ids` name what waits in the rescue queue.
    """

    act_id: uuid.UUID
    programme: str
    names: tuple[str, ...]
    price: Price | None
    account_no: str | None
    bill_id: uuid.UUID | None
    refused: tuple[Refused, ...]
    attempt_ids: tuple[uuid.UUID, ...]
    is_repeat: bool = False

    @property
    def is_done(self) -> bool:
        """Whether anybody was enrolled."""
        return bool(self.names)


def enrol_worker(act_id: uuid.UUID, told: Told, *, on: date, at: datetime) -> Enrolled:
    """Enrol one self-employed person in work accident and death cover (and old-age savings where told so).

    The person lies in the reader's scope: the own family of a worker, the region of an agent or village. Cover begins
    with the payment. Raises OutOfScope, and Conflict where the act's id stands for another content.
    """
    where = current_scope().region or ""
    with acting_for_person(told, on, at), transaction.atomic():
        lock_act(act_id)
        before = _before(act_id, "BPU", {told.nik})
        [judged] = judge([told], "BPU", on=on, at=at)
        if before:
            return _repeated(act_id, "BPU", [judged], entered_price(told, enrolments_of_act(act_id), on=on))
        if not judged.may or judged.known is None:
            return _failed(act_id, "BPU", [judged], at, where)
        price = work_price(judged.told, on=on)
        return _attempted(act_id, "BPU", [judged], at, lambda: _enter_worker(act_id, judged, price, on, at))


def enrol_family(
    act_id: uuid.UUID,
    person_id: int,
    care_class: int | None,
    *,
    on: date,
    at: datetime,
    cards: Mapping[int, str] | None = None,
) -> Enrolled:
    """Enrol the whole family card of a person in scope as self-paying members of JKN, all in one class of care.

    Who is covered elsewhere stays there and is told as refused; who stands on another card by an earlier act is never
    moved. One bill for the family, on the number of its head, after the waiting time of the law. `cards` are numbers of
    the family card by person, for those of whom the registers know none. Raises as above.
    """
    if not known_persons([person_id], on=on, known_at=at):
        raise OutOfScope(f"person {person_id} is not in scope")
    with acting(), transaction.atomic():
        lock_act(act_id)
        family = [_with_card(one, cards or {}) for one in known_family(person_id, on=on, known_at=at)]
        judged = [_judged_member(one, care_class, on) for one in family]
        moved = judge_cards(family)
        judged = [_with(one, ["IN_OTHER_FAMILY"] if _certain(one).person_id in moved else []) for one in judged]
        if _before(act_id, "JKN", {one.told.nik for one in judged}):
            rows = enrolments_of_act(act_id)
            return _repeated(act_id, "JKN", judged, family_price(rows[0]["care_class"], len(rows), on=on))
        taken = [one for one in judged if one.may]
        if taken and not any(one.known and not is_child(one.known, on) for one in judged if _may_stand_for(one)):
            judged = [_with(one, ["CHILD_ALONE"]) for one in judged]
            taken = []
        if not taken or care_class is None:
            return _failed(act_id, "JKN", judged, at)
        return _attempted(act_id, "JKN", judged, at, lambda: _enter_family(act_id, judged, care_class, on, at))


def family_of(person_id: int, *, on: date, at: datetime) -> list[tuple[Known, tuple[str, ...]]]:
    """Everybody on the card of a person in scope, with the causes for which one is not enrolled with the family."""
    if not known_persons([person_id], on=on, known_at=at):
        raise OutOfScope(f"person {person_id} is not in scope")
    with acting():
        family = known_family(person_id, on=on, known_at=at)
        moved = judge_cards(family)
        return [
            (one, in_order([*judge_person(one, "JKN", on), *(["IN_OTHER_FAMILY"] if one.person_id in moved else [])]))
            for one in family
        ]


def acting_for_person(told: Told, on: date, at: datetime) -> AbstractContextManager[Scope]:
    """`acting()` for an act on one person, once it is certain that the reader may act for that person.

    Raises OutOfScope where the person, as registers or the form place it, lies outside the reader's scope.
    """
    reader = current_scope()
    holders = known_by_nik([told.nik], on=on, known_at=at).get(told.nik, []) if told.nik else []
    may_enter = reader.region is not None and (not told.region_code or sees_region(told.region_code))
    if not holders and not may_enter:
        raise OutOfScope("the person lies outside the reader's scope")
    return acting()


def _enter_worker(act_id: uuid.UUID, judged: Judged, price: Price, on: date, at: datetime) -> Enrolled:
    known = _certain(judged)
    participant_id = participants_of([known.person_id])[known.person_id]
    enter_enrolments(work_rows(act_id, known, participant_id, judged.told, on, payer_id=participant_id), at=at)
    resolve_attempts(act_id, "BPU", [known.subject])
    bill_id = first_bill(act_id, "BPU", price, at, participant_id=participant_id)
    account_no = virtual_account_of(participant_id=participant_id)
    return Enrolled(act_id, "BPU", (known.name,), price, account_no, bill_id, (), ())


def work_rows(
    act_id: uuid.UUID,
    known: Known,
    participant_id: int,
    told: Told,
    on: date,
    *,
    payer_id: int | None = None,
    party_id: int | None = None,
) -> list[NewEnrolment]:
    """The rows of one self-employed person: work accident, death, and old age where told so."""
    return [
        NewEnrolment(
            act_id=act_id,
            participant_id=participant_id,
            subject=known.subject,
            region_code=known.region_code,
            programme=programme,
            segment="BPU",
            since=on,
            pay_from=on,
            party_id=party_id,
            payer_id=payer_id,
            income_monthly_idr=told.income_monthly_idr,
            sector=told.sector or "OTHER",
        )
        for programme in ("JKK", "JKM", *(("JHT",) if told.with_jht else ()))
    ]


def first_bill(
    act_id: uuid.UUID,
    kind: str,
    price: Price,
    at: datetime,
    *,
    participant_id: int | None = None,
    party_id: int | None = None,
) -> uuid.UUID:
    """The bill of the first month; its id is drawn from the act."""
    bill_id = first_bill_id(act_id)
    enter_bill(
        bill_id,
        kind=kind,
        month=price.month,
        due_on=price.due_on,
        amount_idr=price.amount_idr,
        at=at,
        participant_id=participant_id,
        party_id=party_id,
    )
    return bill_id


def _enter_family(act_id: uuid.UUID, judged: Sequence[Judged], care_class: int, on: date, at: datetime) -> Enrolled:
    taken = [_certain(one) for one in judged if one.may]
    price = family_price(care_class, len(taken), on=on)
    # Everybody on the card stands in the family, also who is covered elsewhere.
    alive = [_certain(one) for one in judged if _may_stand_for(one)]
    participants = participants_of([one.person_id for one in alive])
    head = min(alive, key=lambda one: (is_child(one, on), one.relation_code or 99, one.person_id))
    enter_families(
        [
            (participants[one.person_id], one.subject, one.region_code, one.kk, one.relation_code)
            for one in alive
            if one.kk is not None and one.person_id in participants
        ],
        on,
        at=at,
    )
    payer_id = participants[head.person_id]
    rows = [
        NewEnrolment(
            act_id=act_id,
            participant_id=participants[one.person_id],
            subject=one.subject,
            region_code=one.region_code,
            programme="JKN",
            segment="PBPU",
            since=on,
            pay_from=price.pay_from,
            payer_id=payer_id,
            care_class=care_class,
        )
        for one in taken
    ]
    enter_enrolments(rows, at=at)
    resolve_attempts(act_id, "JKN", [one.subject for one in taken])
    bill_id = first_bill(act_id, "JKN", price, at, participant_id=payer_id)
    account_no = virtual_account_of(participant_id=payer_id)
    refused = tuple(Refused(one.told.name, one.causes) for one in judged if not one.may)
    attempts = [
        new_attempt(act_id, "JKN", one, str(place))
        for place, one in enumerate(judged)
        if needs_rescue(one) and one.causes[0] not in RIGHTLY_LEFT_OUT
    ]
    enter_attempts(attempts, at=at)
    names, ids = tuple(one.name for one in taken), tuple(one.attempt_id for one in attempts)
    return Enrolled(act_id, "JKN", names, price, account_no, bill_id, refused, ids)


def _judged_member(known: Known, care_class: int | None, on: date) -> Judged:
    told = Told(
        nik=known.nik,
        name=known.name,
        birth_date=known.birth_date,
        sex=known.sex,
        region_code=known.region_code,
        kk=known.kk,
        phone=known.phone,
        care_class=care_class,
    )
    causes = judge_person(known, "JKN", on)
    if known.nik is None:
        causes.append("NIK_MISSING")
    if known.kk is None:
        causes.append("KK_MISSING")
    if care_class not in CARE_CLASSES:
        causes.append("CARE_CLASS_UNKNOWN")
    return Judged(told, known, in_order(causes))


def _with_card(known: Known, cards: Mapping[int, str]) -> Known:
    """A member with the card's number as an officer reads it, where the registers know none."""
    return replace(known, kk=cards[known.person_id]) if known.kk is None and known.person_id in cards else known


def _may_stand_for(one: Judged) -> bool:
    """Whether a member is there at all: alive and in the country, on this card."""
    return not {"PERSON_DEAD", "LEFT_COUNTRY", "IN_OTHER_FAMILY"} & set(one.causes)


def _attempted(
    act_id: uuid.UUID, programme: str, judged: Sequence[Judged], at: datetime, enter: Callable[[], Enrolled]
) -> Enrolled:
    """The act, or a failed attempt where somebody else enrolled one of these people meanwhile."""
    try:
        with transaction.atomic():
            return enter()
    except Overlap:
        return _failed(act_id, programme, [_with(one, ["ALREADY_ENROLLED"]) for one in judged], at)


def _failed(act_id: uuid.UUID, programme: str, judged: Sequence[Judged], at: datetime, where: str = "") -> Enrolled:
    """Nobody was enrolled: each attempt is entered. Who is enrolled already needs no rescue."""
    rows = [
        new_attempt(act_id, programme, one, str(place), region=where)
        for place, one in enumerate(judged)
        if needs_rescue(one)
    ]
    enter_attempts(rows, at=at)
    refused = tuple(Refused(one.told.name, one.causes) for one in judged if one.causes)
    return Enrolled(act_id, programme, (), None, None, None, refused, tuple(row.attempt_id for row in rows))


def needs_rescue(one: Judged) -> bool:
    """Whether anything is to be repaired; who is enrolled or covered already has nothing to be rescued from."""
    return bool(one.causes) and one.causes[0] not in ("ALREADY_ENROLLED", "REPEATED_ROW")


def new_attempt(
    act_id: uuid.UUID, programme: str, one: Judged, place: str, *, party_id: int | None = None, region: str = ""
) -> NewAttempt:
    """The failed attempt of one person; its id is drawn from the act and the place in it.

    `region` is where it is worked when nobody knows where the person lives.
    """
    subject = one.known.subject if one.known else None
    told = one.told if one.told.region_code else replace(one.told, region_code=region)
    attempt_id = uuid.uuid5(act_id, f"attempt|{place}")
    return NewAttempt(attempt_id, act_id, programme, one.causes, one.holder, told, subject, party_id)


def _with(one: Judged, causes: list[str]) -> Judged:
    return Judged(one.told, one.known, in_order([*one.causes, *causes]))


def _certain(one: Judged) -> Known:
    if one.known is None:
        raise ValueError("who may be enrolled is known")
    return one.known


def _before(act_id: uuid.UUID, programme: str, niks: set[str | None]) -> bool:
    """Whether the act was done before. Raises Conflict where it was done for other people or another programme."""
    rows = enrolments_of_act(act_id)
    if not rows:
        return False
    told = {bytes(row["subject"]) for row in rows}
    known = known_by_nik([nik for nik in niks if nik], on=rows[0]["since"], known_at=rows[0]["recorded_at"])
    subjects = {one.subject for people in known.values() for one in people}
    kinds = {"JKN" if row["programme"] == "JKN" else "BPU" for row in rows}
    if not told <= subjects or kinds != {programme}:
        raise Conflict("the act's id stands for another enrolment")
    return True


def _repeated(act_id: uuid.UUID, programme: str, judged: Sequence[Judged], price: Price | None) -> Enrolled:
    rows = enrolments_of_act(act_id)
    inside = {bytes(row["subject"]) for row in rows}
    names = tuple(one.known.name for one in judged if one.known and one.known.subject in inside)
    account_no = virtual_account_of(participant_id=rows[0]["payer_id"])
    refused = tuple(
        Refused(one.told.name, one.causes)
        for one in judged
        if one.causes and not (one.known and one.known.subject in inside)
    )
    attempts = tuple(line.attempt_id for line in attempts_of_act(act_id))
    return Enrolled(
        act_id, programme, names, price, account_no, first_bill_id(act_id), refused, attempts, is_repeat=True
    )
