"""Who takes part in Payung's own acts? A person of the registers, or one whom no register knows, entered once and kept.

A load numbers people anew; a participant stays. Both bear the same lasting `subject`, drawn from NIK and birth date, so
that a person entered by hand is the same participant when a register's load knows the person later.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import DatabaseError, connection, transaction

from payung.ledger.error import OutOfScope, is_forbidden
from payung.ledger.person.row import masked
from payung.ledger.reader.scope import current_scope, newest_generation, vault

# Numbers of a participant are sealed for no load: they outlive all of them.
LOAD = "act"
NUMBERS = ("nik", "kk", "phone")
INSERT = """
INSERT INTO ledger.participant (subject, nik_cipher, nik_index, kk_cipher, phone_cipher, name, birth_date, sex,
                                region_code, died_on, entered_by)
SELECT * FROM unnest(%s::bytea[], %s::bytea[], %s::bytea[], %s::bytea[], %s::bytea[], %s::text[], %s::date[],
                     %s::text[], %s::text[], %s::date[], %s::bigint[])
ON CONFLICT (subject) DO NOTHING
"""
PERSONS = """
SELECT person_id, subject, nik_cipher, kk_cipher, phone_cipher, nik_index, name, birth_date, sex, region_code, died_on
FROM ledger.person WHERE generation = %s AND person_id = ANY (%s::bigint[]) AND name <> ''
"""
SOME = """
SELECT a.participant_id, p.person_id, a.subject, a.nik_cipher, a.kk_cipher, a.phone_cipher, a.name, a.birth_date, a.sex,
    a.region_code, a.died_on
FROM ledger.participant a
LEFT JOIN LATERAL (SELECT o.person_id FROM ledger.person o WHERE o.generation = %s AND o.subject = a.subject
    ORDER BY o.person_id LIMIT 1) p ON true
WHERE a.participant_id = ANY (%s::bigint[]) ORDER BY a.participant_id
"""


@dataclass(frozen=True)
class ParticipantRow:
    """A participant in full; nik, kk and phone in clear. `person_id` is the number in the load shown, if it has one."""

    participant_id: int
    person_id: int | None
    nik: str | None
    kk: str | None
    phone: str | None
    name: str
    birth_date: date | None
    sex: str | None
    region_code: str
    died_on: date | None

    @property
    def nik_masked(self) -> str | None:
        """The NIK with its first and last four digits only."""
        return masked(self.nik)


def participant_of(person_id: int) -> int:
    """The participant that this person of the load shown is, entered at the first act; the same one ever after.

    Raises OutOfScope for a person whom the reader does not see, and outside a scope.
    """
    found = participants_of([person_id]).get(person_id)
    if found is None:
        raise OutOfScope(f"person {person_id} is not in scope")
    return found


def participants_of(person_ids: Sequence[int]) -> dict[int, int]:
    """Participants by the numbers of persons, entered where they were not; who is out of scope is left out."""
    user_id = current_scope().user_id
    rows = _rows(PERSONS, [newest_generation(), list(person_ids)])
    if not rows:
        return {}
    subjects = [bytes(row[1]) for row in rows]
    known = _by_subject(subjects)
    new = [row for row in rows if bytes(row[1]) not in known]
    if new:
        load = str(newest_generation())
        numbers = {
            name: [vault().open(f"person/{name}", row[0], row[place], load=load) for row in new]
            for place, name in enumerate(NUMBERS, 2)
        }
        _enter([bytes(row[1]) for row in new], numbers, [row[6:] for row in new], user_id)
        known |= _by_subject(subjects)
    return {row[0]: known[bytes(row[1])] for row in rows if bytes(row[1]) in known}


def enter_participant(
    *,
    nik: str | None,
    kk: str | None,
    name: str,
    birth_date: date | None,
    sex: str | None,
    region_code: str,
    phone: str | None = None,
    by: int,
) -> int:
    """A participant whom no register knows; the one there is where NIK (or name) and birth date are the same.

    Raises OutOfScope where the region, or the participant who is there already, lies outside the reader's scope.
    """
    current_scope()
    subject = subject_of(nik, name, birth_date)
    known = _by_subject([subject])
    if not known:
        numbers = {"nik": [nik], "kk": [kk], "phone": [phone]}
        _enter([subject], numbers, [(name, birth_date, sex, region_code, None)], by)
        known = _by_subject([subject])
    if not known:
        raise OutOfScope("this participant belongs to another region")
    return known[subject]


def participant(participant_id: int) -> ParticipantRow | None:
    """A participant in scope, numbers in clear; None for one who does not exist or is out of scope."""
    return next(iter(participants([participant_id])), None)


def participants(participant_ids: Sequence[int]) -> list[ParticipantRow]:
    """Those in scope of some participants, by number, numbers in clear; read at once."""
    current_scope()
    return [_opened(row) for row in _rows(SOME, [newest_generation(), list(participant_ids)])]


def _opened(row: tuple[Any, ...]) -> ParticipantRow:
    participant_id, person_id, subject, nik, kk, phone, *plain = row
    opened = (
        vault().open(f"participant/{name}", bytes(subject).hex(), sealed, load=LOAD)
        for name, sealed in (("nik", nik), ("kk", kk), ("phone", phone))
    )
    return ParticipantRow(participant_id, person_id, *opened, *plain)


def person_of(participant_id: int) -> int | None:
    """The number a participant in scope has in the load shown; None where no register knows the person."""
    rows = _rows(
        "SELECT p.person_id FROM ledger.participant a"
        " JOIN ledger.person p ON p.subject = a.subject AND p.generation = %s"
        " WHERE a.participant_id = %s ORDER BY p.person_id LIMIT 1",
        [newest_generation(), participant_id],
    )
    return rows[0][0] if rows else None


def subject_of(nik: str | None, name: str, birth_date: date | None) -> bytes:
    """The lasting index of a person, as loads draw it: the name stands in where there is no NIK."""
    return vault().index("subject", f"{nik or name}|{birth_date}")


def _enter(subjects: list[bytes], numbers: dict[str, list[str | None]], plain: list[tuple[Any, ...]], by: int) -> None:
    rows = [subject.hex() for subject in subjects]
    sealed = {
        name: vault().seal_many(f"participant/{name}", rows, values, load=LOAD) for name, values in numbers.items()
    }
    names, births, sexes, regions, deaths = (list(column) for column in zip(*plain, strict=True))
    columns = [
        subjects,
        sealed["nik"],
        vault().index_many("nik", numbers["nik"]),
        sealed["kk"],
        sealed["phone"],
        names,
        births,
        sexes,
        regions,
        deaths,
        [by] * len(subjects),
    ]
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(INSERT, columns)
    except DatabaseError as error:
        # Row security says 42501 of a row that the reader may not enter.
        if not is_forbidden(error):
            raise
        raise OutOfScope("the region lies outside the reader's scope") from error


def _by_subject(subjects: list[bytes]) -> dict[bytes, int]:
    rows = _rows("SELECT subject, participant_id FROM ledger.participant WHERE subject = ANY (%s::bytea[])", [subjects])
    return {bytes(subject): participant_id for subject, participant_id in rows}


def _rows(sql: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
