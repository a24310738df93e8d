"""Who objects to a decree, what waits for a decision until when, and what follows from it?"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from payung.ledger.decree.entry import LOAD, Hand
from payung.ledger.person.row import masked
from payung.ledger.reader.scope import current_scope, newest_generation, system_scope, vault


@dataclass(frozen=True)
class ObjectionRow:
    """An objection with its line, its person in the load shown, its clock, and its decision where there is one."""

    objection_id: UUID
    decree_id: UUID
    number: str
    row: int
    person_id: int | None
    generation: int
    name: str | None
    nik_masked: str | None
    region_code: str
    care_group: str | None
    ground: str
    evidence: str
    filed_on: date
    decide_by: date
    filed_by: int
    filed_name: str
    outcome: str | None
    reason: str | None
    decided_on: date | None
    decided_name: str | None


def file_objection(
    decree_id: UUID, subject: bytes, *, ground: str, evidence: str, on: date, decide_by: date, by: Hand
) -> UUID | None:
    """Enter an objection of one person to a decree; None where the decree does not take the person.

    The id is drawn from decree and person: the same objection again changes nothing.
    """
    objection_id = uuid.uuid5(decree_id, f"objection|{subject.hex()}")
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(FILE, [objection_id, ground, evidence, on, decide_by, by.user_id, by.name, decree_id, subject])
        cursor.execute("SELECT EXISTS (SELECT FROM ledger.objection WHERE objection_id = %s)", [objection_id])
        return objection_id if cursor.fetchone()[0] else None


def decide_objection(objection_id: UUID, *, outcome: str, reason: str, on: date, by: Hand) -> bool:
    """Enter what was decided; False where it is decided already. The base refuses who filed it himself."""
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(DECIDE, [outcome, reason, on, by.user_id, by.name, objection_id])
        return bool(cursor.rowcount)


def lapse_objections(on: date, by: Hand) -> int:
    """Grant every objection that was not decided by its day; how many."""
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(LAPSE, [on, by.user_id, by.name, on])
        return int(cursor.rowcount)


def objections(*, is_open: bool = True, decree_id: UUID | None = None, limit: int = 100) -> list[ObjectionRow]:
    """Objections in the reader's scope: the open ones by the day by which they must be decided, or the decided ones."""
    conditions = "w.objection_id IS NULL" if is_open else "w.objection_id IS NOT NULL"
    values: list[Any] = [newest_generation()]
    if decree_id is not None:
        conditions += " AND l.decree_id = %s"
        values.append(decree_id)
    order = "o.decide_by, o.objection_id" if is_open else "w.recorded_at DESC, o.objection_id"
    return _rows(f"{ROW} WHERE {conditions} ORDER BY {order} LIMIT %s", [*values, limit])


def objection(objection_id: UUID) -> ObjectionRow | None:
    """One objection in scope; None for one that does not exist or is out of scope."""
    found = _rows(f"{ROW} WHERE o.objection_id = %s", [newest_generation(), objection_id])
    return found[0] if found else None


def objections_of(subject: bytes) -> list[ObjectionRow]:
    """Every objection for one person that is in scope, the newest first."""
    return _rows(f"{ROW} WHERE o.subject = %s ORDER BY o.filed_on DESC, o.objection_id", [newest_generation(), subject])


def subject_of_person(person_id: int) -> tuple[bytes, str] | None:
    """The lasting index and region of a person of the load shown; None out of scope."""
    current_scope()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT subject, region_code FROM ledger.person WHERE generation = %s AND person_id = %s",
            [newest_generation(), person_id],
        )
        row = cursor.fetchone()
    return (bytes(row[0]), row[1]) if row else None


def _rows(sql: str, values: list[Any]) -> list[ObjectionRow]:
    current_scope()
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [_objection(row) for row in cursor.fetchall()]


def _objection(row: Sequence[Any]) -> ObjectionRow:
    """The row, with the number of the list opened and masked."""
    *head, cipher, region = row[:9]
    nik = vault().open("decree_line/nik", f"{row[1]}/{row[3]}", cipher, load=LOAD)
    return ObjectionRow(*head, masked(nik), region, *row[9:])


FILE = """
INSERT INTO ledger.objection (objection_id, line_id, subject, region_code, ground, evidence, filed_on, decide_by,
    filed_by,
    filed_name)
SELECT told.id, l.line_id, l.subject, l.region_code, told.ground, told.evidence, told.filed_on, told.decide_by,
    told.filed_by,
    told.filed_name
FROM (SELECT %s::uuid AS id, %s::text AS ground, %s::text AS evidence, %s::date AS filed_on, %s::date AS decide_by,
    %s::bigint AS filed_by, %s::text AS filed_name) told, ledger.decree_line l
WHERE l.decree_id = %s AND l.subject = %s AND l.verdict IN ('OK', 'IN_TREATMENT')
ON CONFLICT DO NOTHING
"""
DECIDE = """
INSERT INTO ledger.objection_decision (objection_id, subject, region_code, outcome, reason, decided_on, decided_by,
    decided_name)
SELECT o.objection_id, o.subject, o.region_code, told.outcome, told.reason, told.decided_on, told.decided_by,
    told.decided_name
FROM (SELECT %s::text AS outcome, %s::text AS reason, %s::date AS decided_on, %s::bigint AS decided_by,
    %s::text AS decided_name) told, ledger.objection o WHERE o.objection_id = %s
ON CONFLICT (objection_id) DO NOTHING
"""
LAPSE = """
INSERT INTO ledger.objection_decision (objection_id, subject, region_code, outcome, reason, decided_on, decided_by,
    decided_name)
SELECT o.objection_id, o.subject, o.region_code, 'LAPSED', '', told.decided_on, told.decided_by, told.decided_name
FROM (SELECT %s::date AS decided_on, %s::bigint AS decided_by, %s::text AS decided_name) told, ledger.objection o
WHERE o.decide_by < %s AND NOT EXISTS (SELECT FROM ledger.objection_decision w WHERE w.objection_id = o.objection_id)
ON CONFLICT (objection_id) DO NOTHING
"""
ROW = """
SELECT o.objection_id, l.decree_id, d.number, l.row, q.person_id, coalesce(q.generation, 0), q.name, l.nik_cipher,
    o.region_code, l.care_group, o.ground, o.evidence, o.filed_on, o.decide_by, o.filed_by, o.filed_name,
    w.outcome, w.reason, w.decided_on, w.decided_name
FROM ledger.objection o
JOIN ledger.decree_line l ON l.line_id = o.line_id
JOIN ledger.decree d ON d.decree_id = l.decree_id
LEFT JOIN ledger.objection_decision w ON w.objection_id = o.objection_id
LEFT JOIN LATERAL (SELECT p.person_id, p.generation, p.name FROM ledger.person p
    WHERE p.generation = %s AND p.subject = o.subject ORDER BY p.person_id LIMIT 1) q ON true
"""
