"""Who asks to be put back on the state's list, whose step is it now, and how many days are left?"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from payung.ledger.decree.entry import Hand
from payung.ledger.person.row import masked
from payung.ledger.reader.scope import current_scope, newest_generation, system_scope, vault


@dataclass(frozen=True)
class StepRow:
    """A step that was closed."""

    number: int
    step: str
    holder: str
    opened_on: date
    due_on: date
    closed_on: date
    outcome: str
    note: str
    closed_name: str


@dataclass(frozen=True)
class CaseRow:
    """A request with its person in the load shown and the steps closed so far."""

    case_id: UUID
    subject: bytes
    person_id: int | None
    generation: int
    name: str | None
    nik_masked: str | None
    birth_date: date | None
    region_code: str
    removed_on: date
    asked_on: date
    window_until: date
    refusal: str | None
    asked_name: str
    illness: str | None
    steps: tuple[StepRow, ...]

    @property
    def is_refused(self) -> bool:
        """Refused by law at once, or at a step."""
        return self.refusal is not None or any(step.outcome == "REFUSED" for step in self.steps)


def removal_of(subject: bytes, on: date) -> date | None:
    """The day on which a person was last taken off the state's list: by a decree here, else by the register; or None.

    None also for who was put back since.
    """
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(REMOVAL, {"subject": subject, "on": on, "generation": newest_generation()})
        row = cursor.fetchone()
    return row[0] if row else None


def enter_case(
    subject: bytes,
    region_code: str,
    *,
    removed_on: date,
    asked_on: date,
    window_until: date,
    refusal: str | None,
    by: Hand,
) -> tuple[UUID, bool]:
    """Enter a request; its id and whether it is new. A refused one is kept once for each day it is asked."""
    words = f"{subject.hex()}|{removed_on}|{asked_on if refusal else 'RUNS'}"
    case_id = uuid.uuid5(uuid.NAMESPACE_OID, words)
    with system_scope(), connection.cursor() as cursor:
        values = [case_id, subject, region_code, removed_on, asked_on, window_until, refusal, by.user_id, by.name]
        cursor.execute(CASE, values)
        return case_id, bool(cursor.rowcount)


def close_step(
    case: CaseRow,
    *,
    number: int,
    step: str,
    holder: str,
    opened_on: date,
    due_on: date,
    outcome: str,
    note: str,
    on: date,
    by: Hand,
) -> bool:
    """Enter that a step was done or refused; False where it is closed already. The base holds the order."""
    with system_scope(), connection.cursor() as cursor:
        head = [uuid.uuid5(case.case_id, str(number)), case.case_id, case.subject, case.region_code, number, step]
        rest = [holder, opened_on, due_on, on, outcome, note, by.user_id, by.name]
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s::text, 0))", [str(case.case_id)])
        cursor.execute(STEP, [*head, *rest, case.case_id, number])
        return bool(cursor.rowcount)


def cases(*, at_steps: Sequence[int] = (), is_open: bool = True, limit: int = 100) -> list[CaseRow]:
    """Requests in scope whose next step is one of these numbers (all open ones without), the shortest time first.

    With `is_open` False those that ended, the newest first.
    """
    conditions = OPEN if is_open else f"NOT ({OPEN})"
    values: list[Any] = [newest_generation()]
    if at_steps:
        conditions += (
            " AND (SELECT count(*) FROM ledger.reactivation_step s WHERE s.case_id = r.case_id) + 1 = ANY (%s)"
        )
        values.append(list(at_steps))
    order = "r.window_until, r.case_id" if is_open else "r.recorded_at DESC, r.case_id"
    return _rows(f"{ROW} WHERE {conditions} ORDER BY {order} LIMIT %s", [*values, limit])


def case(case_id: UUID) -> CaseRow | None:
    """One request in scope; None for one that does not exist or is out of scope."""
    found = _rows(f"{ROW} WHERE r.case_id = %s", [newest_generation(), case_id])
    return found[0] if found else None


def cases_of(subject: bytes) -> list[CaseRow]:
    """Every request of a person in scope, the newest first."""
    return _rows(f"{ROW} WHERE r.subject = %s ORDER BY r.recorded_at DESC", [newest_generation(), subject])


def _rows(sql: str, values: list[Any]) -> list[CaseRow]:
    current_scope()
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows = cursor.fetchall()
        if not rows:
            return []
        cursor.execute(STEPS, [[row[0] for row in rows]])
        steps: dict[UUID, list[StepRow]] = {}
        for case_id, *step in cursor.fetchall():
            steps.setdefault(case_id, []).append(StepRow(*step))
    found = []
    for case_id, subject, person_id, generation, name, cipher, *rest in rows:
        nik = vault().open("person/nik", person_id, cipher, load=str(generation)) if person_id is not None else None
        closed = tuple(steps.get(case_id, ()))
        found.append(CaseRow(case_id, bytes(subject), person_id, generation, name, masked(nik), *rest, closed))
    return found


OPEN = (
    "r.refusal IS NULL AND NOT EXISTS (SELECT FROM ledger.reactivation_step s WHERE s.case_id = r.case_id"
    " AND (s.outcome = 'REFUSED' OR s.step = 'BPJS_ACTIVATES'))"
)
REMOVAL = """
WITH by_decree AS (
    SELECT e.from_on, e.recorded_at AS at FROM ledger.decree_effect e
        JOIN ledger.decree_stage s ON s.decree_id = e.decree_id
    WHERE e.subject = %(subject)s AND s.kind = 'PBI_REMOVE' AND s.reversed_at IS NULL AND e.from_on <= %(on)s::date
        AND NOT EXISTS (SELECT FROM ledger.objection o
            JOIN ledger.objection_decision w ON w.objection_id = o.objection_id
            WHERE o.line_id = e.line_id AND w.outcome IN ('GRANTED', 'LAPSED'))),
by_register AS (
    SELECT m.inactive_since AS from_on FROM ledger.person p
    JOIN ledger.membership m ON m.generation = p.generation AND m.person_id = p.person_id AND m.programme = 'JKN'
        AND m.rank = 1 AND m.segment = 'PBI' AND m.register_status = 'INACTIVE'
    JOIN ledger.determination d ON d.generation = p.generation AND d.person_id = p.person_id AND d.programme = 'JKN'
        AND d.reason IN ('REMOVED_FROM_PBI', 'CHRONIC_BRIDGE', 'REACTIVATION_RUNNING')
    WHERE p.generation = %(generation)s AND p.subject = %(subject)s AND m.inactive_since <= %(on)s::date)
SELECT r.from_on FROM (SELECT from_on FROM by_decree UNION ALL SELECT from_on FROM by_register) r
WHERE NOT EXISTS (SELECT FROM ledger.reactivation_step s WHERE s.subject = %(subject)s AND s.step = 'BPJS_ACTIVATES'
    AND s.outcome = 'DONE' AND s.closed_on >= r.from_on)
ORDER BY r.from_on DESC LIMIT 1
"""
CASE = """
INSERT INTO ledger.reactivation (case_id, subject, region_code, removed_on, asked_on, window_until, refusal,
    asked_by, asked_name)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING
"""
STEP = """
INSERT INTO ledger.reactivation_step (step_id, case_id, subject, region_code, number, step, holder, opened_on, due_on,
    closed_on, outcome, note, closed_by, closed_name)
SELECT %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s
WHERE NOT EXISTS (SELECT FROM ledger.reactivation_step s WHERE s.case_id = %s AND s.number = %s)
"""
ROW = """
SELECT r.case_id, r.subject, q.person_id, coalesce(q.generation, 0), q.name, q.nik_cipher, q.birth_date,
    r.region_code,
    r.removed_on, r.asked_on, r.window_until, r.refusal, r.asked_name, q.illness
FROM ledger.reactivation r
LEFT JOIN LATERAL (SELECT p.person_id, p.generation, p.name, p.nik_cipher, p.birth_date,
    p.illness FROM ledger.person p
    WHERE p.generation = %s AND p.subject = r.subject ORDER BY p.person_id LIMIT 1) q ON true
"""
STEPS = """
SELECT case_id, number, step, holder, opened_on, due_on, closed_on, outcome, note, closed_name
FROM ledger.reactivation_step WHERE case_id = ANY (%s::uuid[]) ORDER BY case_id, number
"""
