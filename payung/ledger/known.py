"""What do registers and acts know of the holders of these NIKs? Asked before enrolling, and when cover is asked.

Whole lists are answered by a few statements. Asked inside `acting()`: what is checked may lie anywhere in the nation.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from payung.ledger.name import name_words
from payung.ledger.scope import current_scope, newest_generation, vault

PERSONS = """
SELECT p.nik_index, p.person_id, p.subject, p.kk_cipher, p.phone_cipher, p.name, p.birth_date, p.sex, p.region_code,
       p.life_status, p.died_on, p.family_id, p.relation_code, p.is_married, p.income_monthly_idr, p.sector,
       a.participant_id, p.nik_cipher
FROM ledger.person p LEFT JOIN ledger.participant a ON a.subject = p.subject
WHERE p.generation = %s AND {condition} ORDER BY p.person_id
"""
SAID = """
SELECT person_id, programme, status, segment, reason, since, until, arrears_months, decided_by, next_move_by, law,
       article
FROM ledger.determination WHERE generation = %s AND person_id = ANY (%s::bigint[])
"""
ENROLLED = """
SELECT participant_id, programme, segment, act_id, party_id, payer_id, since, until, pay_from
FROM ledger.enrolments_on(%s, %s) WHERE participant_id = ANY (%s::bigint[])
"""


@dataclass(frozen=True)
class Said:
    """What the law says, by the load, of a person in a programme."""

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


@dataclass(frozen=True)
class Enrolled:
    """An enrolment by an act that holds on the day asked."""

    programme: str
    segment: str
    act_id: UUID
    party_id: int | None
    payer_id: int | None
    since: date
    until: date | None
    pay_from: date


@dataclass(frozen=True)
class Known:
    """A person of the load shown, with what holds by the load (`said`) and by acts (`enrolled`), by programme."""

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

    def bears(self, name: str) -> bool:
        """Whether a name has a word in common with this person's, in any spelling."""
        return bool(set(name_words(name)) & set(name_words(self.name)))


def known_by_nik(niks: Iterable[str], *, on: date, known_at: datetime) -> dict[str, list[Known]]:
    """Persons of the load by the NIK they bear; more than one where a NIK is shared, none left out of the answer."""
    wanted = list(dict.fromkeys(niks))
    indexes = vault().index_many("nik", wanted)
    back = {index: nik for index, nik in zip(indexes, wanted, strict=True) if index is not None}
    rows = _persons("p.nik_index = ANY (%s::bytea[])", list(back))
    found: dict[str, list[Known]] = {nik: [] for nik in wanted}
    for index, person in zip([bytes(row[0]) for row in rows], _known(rows, on, known_at), strict=True):
        found[back[index]].append(person)
    return found


def known_family(person_id: int, *, on: date, known_at: datetime) -> list[Known]:
    """Everybody on the family card of a person of the load, the person's own row among them."""
    # Two statements: with the family's number as a value the planner takes the index.
    found = _rows(
        "SELECT family_id FROM ledger.person WHERE generation = %s AND person_id = %s", [newest_generation(), person_id]
    )
    return _known(_persons("p.family_id = %s", found[0][0]), on, known_at) if found else []


def known_persons(person_ids: Sequence[int], *, on: date, known_at: datetime) -> list[Known]:
    """Persons of the load by their numbers."""
    return _known(_persons("p.person_id = ANY (%s::bigint[])", list(person_ids)), on, known_at)


def _persons(condition: str, value: object) -> list[tuple[Any, ...]]:
    current_scope()
    return _rows(PERSONS.format(condition=condition), [newest_generation(), value])


def _known(rows: Sequence[tuple[Any, ...]], on: date, known_at: datetime) -> list[Known]:
    said = _said([row[1] for row in rows])
    enrolled = _enrolled([row[16] for row in rows if row[16] is not None], on, known_at)
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
        )
        for row in rows
    ]


def _said(person_ids: list[int]) -> dict[int, dict[str, Said]]:
    found: dict[int, dict[str, Said]] = {}
    for person_id, *row in _rows(SAID, [newest_generation(), person_ids]):
        programme, status, segment, *rest = row
        found.setdefault(person_id, {})[programme] = Said(programme, status, segment, *rest)
    return found


def _enrolled(participants: list[int], on: date, known_at: datetime) -> dict[int, dict[str, Enrolled]]:
    found: dict[int, dict[str, Enrolled]] = {}
    for participant_id, *row in _rows(ENROLLED, [on, known_at, participants]) if participants else []:
        found.setdefault(participant_id, {})[row[0]] = Enrolled(*row)
    return found


def _rows(sql: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
