"""What do registers and acts know of the holders of these NIKs? Asked before enrolling, and when cover is asked.

Whole lists are answered by a few statements. Asked inside `acting()`: what is checked may lie anywhere in the nation.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from payung.ledger.person.name import name_words
from payung.ledger.person.participant import ParticipantRow, participants, subject_of
from payung.ledger.reader.scope import current_scope, newest_generation, vault

PERSONS = """
SELECT p.nik_index, p.person_id, p.subject, p.kk_cipher, p.phone_cipher, p.name, p.birth_date, p.sex, p.region_code,
       p.life_status, p.died_on, p.family_id, p.relation_code, p.is_married, p.income_monthly_idr, p.sector,
       a.participant_id, p.nik_cipher
FROM ledger.person p LEFT JOIN ledger.participant a ON a.subject = p.subject
WHERE p.generation = %s AND {condition} ORDER BY p.person_id
"""
SAID = """
SELECT d.person_id, d.programme, d.status, d.segment, d.reason, d.since, d.until, d.arrears_months, d.decided_by,
       d.next_move_by, d.law, d.article, m.since, m.paid_until
FROM ledger.determination d
LEFT JOIN ledger.membership m ON m.generation = d.generation AND m.person_id = d.person_id
    AND m.programme = d.programme AND m.rank = 1
WHERE d.generation = %s AND d.person_id = ANY (%s::bigint[]) {condition}
"""
# Of each programme the enrolment that began last; whether it has ended by the day is told beside it.
ENROLLED = """
SELECT DISTINCT ON (participant_id, programme) participant_id, coalesce(until < %s, false), programme, segment, act_id,
       party_id, payer_id, since, until, pay_from, care_class, income_monthly_idr, sector, enrolment_id, end_cause,
       -- An employer's worker stays the same member when the wage changes: the rows of one act follow each other.
       -- A participant has few rows, an act of a list very many.
       CASE WHEN segment IN ('PPU_BU', 'PU') THEN (SELECT min(o.pay_from)
           FROM (SELECT n.* FROM ledger.enrolment n WHERE n.participant_id = e.participant_id OFFSET 0) AS o
           WHERE o.act_id = e.act_id AND o.programme = e.programme AND NOT o.is_void AND o.recorded_at <= %s)
           ELSE pay_from END
FROM ledger.enrolment e
WHERE participant_id = ANY (%s::bigint[]) AND since <= %s AND NOT is_void
    AND recorded_at <= %s AND (superseded_at IS NULL OR superseded_at > %s)
ORDER BY participant_id, programme, since DESC, recorded_at DESC
"""
# Of each programme the membership that ended last, of those that no employer paid.
BEFORE = """
SELECT DISTINCT ON (participant_id, programme) participant_id, programme, segment, act_id, party_id, payer_id, since,
       until, pay_from, care_class, income_monthly_idr, sector, enrolment_id, end_cause, pay_from
FROM ledger.enrolment
WHERE participant_id = ANY (%s::bigint[]) AND programme = %s AND segment = ANY (%s::text[]) AND until <= %s
    AND NOT is_void AND recorded_at <= %s AND (superseded_at IS NULL OR superseded_at > %s)
ORDER BY participant_id, programme, until DESC, recorded_at DESC
"""
FOLLOWED = """
SELECT DISTINCT participant_id FROM ledger.enrolment
WHERE participant_id = ANY (%s::bigint[]) AND programme = %s AND segment IN ('PPU_BU', 'PU') AND since > %s
    AND NOT is_void AND recorded_at <= %s AND (superseded_at IS NULL OR superseded_at > %s)
"""


@dataclass(frozen=True)
class Said:
    """What the law says, by the load, of a person in a programme; since when a member, and the last month paid."""

    programme: str
    status: str
    segment: str | None
    reason: str
    since: date | None
    until: date | None
    arrears_months: int
    decided_by: str
    next_move_by: str
    law: str
    article: str
    member_since: date | None = None
    paid_until: date | None = None


@dataclass(frozen=True)
class Enrolled:
    """An enrolment by an act, with what was declared of income, sector and class of care.

    `first_from` is the first day that was to be paid, whatever was declared since; `end_cause` why a worker left.
    """

    programme: str
    segment: str
    act_id: UUID
    party_id: int | None
    payer_id: int | None
    since: date
    until: date | None
    pay_from: date
    care_class: int | None = None
    income_monthly_idr: int | None = None
    sector: str | None = None
    enrolment_id: UUID | None = None
    end_cause: str | None = None
    first_from: date | None = None


@dataclass(frozen=True)
class Known:
    """A person of the load shown, with what holds by the load (`said`) and by acts (`enrolled`), by programme.

    `ended` are enrolments whose last day had passed on the day asked.
    """

    person_id: int
    subject: bytes
    nik: str | None
    kk: str | None
    phone: str | None
    name: str
    birth_date: date | None
    sex: str | None
    region_code: str
    life_status: str
    died_on: date | None
    family_id: int
    relation_code: int | None
    is_married: bool | None
    income_monthly_idr: int | None
    sector: str | None
    participant_id: int | None
    said: dict[str, Said] = field(default_factory=dict)
    enrolled: dict[str, Enrolled] = field(default_factory=dict)
    ended: dict[str, Enrolled] = field(default_factory=dict)

    def bears(self, name: str) -> bool:
        """Whether a name has a word in common with this person's, in any spelling."""
        return bool(set(name_words(name)) & set(name_words(self.name)))


def known_by_nik(
    niks: Iterable[str], *, on: date, known_at: datetime, programme: str | None = None
) -> dict[str, list[Known]]:
    """Persons of the load by the NIK they bear; more than one where a NIK is shared, none left out of the answer.

    With a programme only what the load says of that one is told.
    """
    wanted = list(dict.fromkeys(niks))
    indexes = vault().index_many("nik", wanted)
    back = {index: nik for index, nik in zip(indexes, wanted, strict=True) if index is not None}
    rows = _persons("p.nik_index = ANY (%s::bytea[])", list(back))
    found: dict[str, list[Known]] = {nik: [] for nik in wanted}
    for index, person in zip([bytes(row[0]) for row in rows], _known(rows, on, known_at, programme), strict=True):
        found[back[index]].append(person)
    return found


def known_family(person_id: int, *, on: date, known_at: datetime) -> list[Known]:
    """Everybody on the family card of a person of the load, the person's own row among them."""
    # Two statements: with the family's number as a value the planner takes the index.
    found = _rows(
        "SELECT family_id FROM ledger.person WHERE generation = %s AND person_id = %s", [newest_generation(), person_id]
    )
    return _known(_persons("p.family_id = %s", found[0][0]), on, known_at) if found else []


def known_families(person_ids: Sequence[int], *, on: date, known_at: datetime) -> list[Known]:
    """Everybody on the family cards of persons of the load."""
    found = _rows(
        "SELECT DISTINCT family_id FROM ledger.person WHERE generation = %s AND person_id = ANY (%s::bigint[])",
        [newest_generation(), list(person_ids)],
    )
    families = [number for (number,) in found]
    return _known(_persons("p.family_id = ANY (%s::bigint[])", families), on, known_at) if families else []


def held_by(participant_ids: Sequence[int], *, on: date, known_at: datetime) -> dict[int, dict[str, Enrolled]]:
    """Enrolments of participants by programme: those that hold on a day, else those that ended."""
    held, ended = _enrolled(list(participant_ids), on, known_at)
    return {number: ended.get(number, {}) | held.get(number, {}) for number in {*held, *ended}}


def held_before(
    participant_ids: Sequence[int], programme: str, segments: Sequence[str], *, on: date, known_at: datetime
) -> dict[int, Enrolled]:
    """Of participants the enrolment in a programme, of one of these segments, that ended last by a day."""
    values = [list(participant_ids), programme, list(segments), on, known_at, known_at]
    return {number: Enrolled(*row) for number, *row in _rows(BEFORE, values)} if participant_ids else {}


def employed_later(participant_ids: Sequence[int], programme: str, *, on: date, known_at: datetime) -> set[int]:
    """Participants for whom an employer will pay in a programme from a day after this one on."""
    values = [list(participant_ids), programme, on, known_at, known_at]
    return {number for (number,) in _rows(FOLLOWED, values)} if participant_ids else set()


def known_persons(person_ids: Sequence[int], *, on: date, known_at: datetime) -> list[Known]:
    """Persons of the load by their numbers."""
    return _known(_persons("p.person_id = ANY (%s::bigint[])", list(person_ids)), on, known_at)


def strangers(participant_ids: Sequence[int], *, on: date, known_at: datetime) -> list[Known]:
    """Participants in scope whom the load does not know, each numbered below zero, with their enrolments."""
    enrolled, ended = _enrolled(list(participant_ids), on, known_at)
    return [_stranger(row, enrolled, ended) for row in participants(participant_ids)]


def _stranger(
    row: ParticipantRow, enrolled: dict[int, dict[str, Enrolled]], ended: dict[int, dict[str, Enrolled]]
) -> Known:
    return Known(
        person_id=-row.participant_id,
        subject=subject_of(row.nik, row.name, row.birth_date),
        nik=row.nik,
        kk=row.kk,
        phone=row.phone,
        name=row.name,
        birth_date=row.birth_date,
        sex=row.sex,
        region_code=row.region_code,
        life_status="ALIVE" if row.died_on is None else "DEAD",
        died_on=row.died_on,
        family_id=-row.participant_id,
        relation_code=None,
        is_married=None,
        income_monthly_idr=None,
        sector=None,
        participant_id=row.participant_id,
        enrolled=enrolled.get(row.participant_id, {}),
        ended=ended.get(row.participant_id, {}),
    )


def _persons(condition: str, value: object) -> list[tuple[Any, ...]]:
    current_scope()
    return _rows(PERSONS.format(condition=condition), [newest_generation(), value])


def _known(rows: Sequence[tuple[Any, ...]], on: date, known_at: datetime, programme: str | None = None) -> list[Known]:
    said = _said([row[1] for row in rows], programme)
    enrolled, ended = _enrolled([row[16] for row in rows if row[16] is not None], on, known_at)
    load = str(newest_generation())
    opened = vault().open
    return [
        Known(
            person_id=row[1],
            subject=bytes(row[2]),
            nik=opened("person/nik", row[1], row[17], load=load),
            kk=opened("person/kk", row[1], row[3], load=load),
            phone=opened("person/phone", row[1], row[4], load=load),
            name=row[5],
            birth_date=row[6],
            sex=row[7],
            region_code=row[8],
            life_status=row[9],
            died_on=row[10],
            family_id=row[11],
            relation_code=row[12],
            is_married=row[13],
            income_monthly_idr=row[14],
            sector=row[15],
            participant_id=row[16],
            said=said.get(row[1], {}),
            enrolled=enrolled.get(row[16], {}),
            ended=ended.get(row[16], {}),
        )
        for row in rows
    ]


def _said(person_ids: list[int], programme: str | None) -> dict[int, dict[str, Said]]:
    found: dict[int, dict[str, Said]] = {}
    condition, wanted = ("AND d.programme = %s", [programme]) if programme else ("", [])
    for person_id, *row in _rows(SAID.format(condition=condition), [newest_generation(), person_ids, *wanted]):
        found.setdefault(person_id, {})[row[0]] = Said(*row)
    return found


def _enrolled(
    participants: list[int], on: date, known_at: datetime
) -> tuple[dict[int, dict[str, Enrolled]], dict[int, dict[str, Enrolled]]]:
    """Enrolments that hold on a day, and those that had ended, by participant and programme."""
    found: tuple[dict[int, dict[str, Enrolled]], ...] = ({}, {})
    values = [on, known_at, participants, on, known_at, known_at]
    for participant_id, has_ended, *row in _rows(ENROLLED, values) if participants else []:
        found[has_ended].setdefault(participant_id, {})[row[0]] = Enrolled(*row)
    return found[0], found[1]


def _rows(sql: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
