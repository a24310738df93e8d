"""Which matters are pending in a region, what happened to each, and how is a step entered?

Matters and counts speak of no person. Steps are written inside `with scope(user):`, under the reader's own name.
"""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from payung.ledger.error import Conflict, StillBlocked, constraint_of
from payung.ledger.reader.scope import current_scope, newest_generation, vault

KEEPS = "always"


@dataclass(frozen=True)
class Measure:
    """Whose people a matter counts; '' is any reason or any mover."""

    programme: str
    reason: str = ""
    next_move_by: str = ""

    def holds(self, row: "BlockedRow") -> bool:
        """Whether a row of counts is of this measure."""
        return (
            self.programme == row.programme
            and self.reason in ("", row.reason)
            and self.next_move_by in ("", row.next_move_by)
        )


@dataclass(frozen=True)
class BlockedRow:
    """People of a region who wait for a mover for a reason, by best route ('' none); costs in rupiah, days in all."""

    programme: str
    reason: str
    next_move_by: str
    route: str
    people: int
    unpriced: int
    cost_now_idr: int
    cost_monthly_idr: int
    others_monthly_idr: int
    since_known: int
    since_days: int
    oldest_since: date | None


@dataclass(frozen=True)
class MatterRow:
    """A matter with who holds it (None: as it began) and the last step that closed, waived or reopened it."""

    matter_id: UUID
    kind: str
    code: str | None
    region_code: str
    owner: str
    title: str
    about: str
    decides: str
    acts: str
    source: str
    opened_on: date
    measures: tuple[Measure, ...]
    holder: str | None
    ended: str | None
    ended_until: date | None
    steps: int


@dataclass(frozen=True)
class MatterStepRow:
    """A step in a matter's history, with its promise or file where it has one."""

    event_id: UUID
    kind: str
    username: str
    agency: str
    words: str
    to_agency: str | None
    until: date | None
    link: str | None
    generation: int
    people: int
    recorded_at: datetime
    from_people: int | None
    to_people: int | None
    by_day: date | None
    file_name: str | None
    file_bytes: int | None
    file_sha256: str | None


@dataclass(frozen=True)
class PromiseRow:
    """A commitment: the number it is to move, from, to, by when, by whom."""

    matter_id: UUID
    event_id: UUID
    agency: str
    username: str
    from_people: int
    to_people: int
    by_day: date
    recorded_at: datetime


@dataclass(frozen=True)
class MatterStep:
    """A step to enter; the id is the caller's, so that a repeat is harmless."""

    event_id: UUID
    matter_id: UUID
    kind: str
    agency: str
    words: str = ""
    to_agency: str | None = None
    until: date | None = None
    link: str | None = None
    to_people: int | None = None
    by_day: date | None = None
    file_name: str | None = None
    content: bytes | None = None


def blocked(region: str, generation: int | None = None) -> list[BlockedRow]:
    """Blocked people of a region ('' the nation), of the newest load or a given one."""
    columns = ", ".join(BlockedRow.__dataclass_fields__)
    sql = f"SELECT {columns} FROM ledger.blocked_count WHERE generation = %s AND region_code = %s"
    return [BlockedRow(*row) for row in _rows(sql, [generation or newest_generation(), region])]


def matters(region: str, matter_id: UUID | None = None) -> list[MatterRow]:
    """Every matter of exactly this region, or the one named."""
    condition = "m.matter_id = %s" if matter_id else "m.region_code = %s"
    found = []
    for *plain, measures, holder, ended, until, steps in _rows(
        MATTERS.format(condition=condition), [matter_id or region]
    ):
        parts = tuple(Measure(*text.split("|")) for text in sorted(measures or []))
        found.append(MatterRow(*plain, parts, holder, ended, until, steps))
    return found


def steps_of(matter_id: UUID) -> list[MatterStepRow]:
    """The history of a matter, newest first."""
    return [MatterStepRow(*row) for row in _rows(STEPS, [matter_id])]


def promises(region: str) -> list[PromiseRow]:
    """Every commitment on matters of exactly this region, by day."""
    return [PromiseRow(*row) for row in _rows(PROMISES, [region])]


def due_promises(region: str, before: date) -> list[PromiseRow]:
    """Every commitment on matters of a region and of all below it whose day was before this one, the oldest first."""
    return [PromiseRow(*row) for row in _rows(DUE, [region, before])]


def people_of_loads(matter_id: UUID, limit: int = 24) -> list[tuple[int, date, int]]:
    """How many people the matter counted in each of the last loads: (generation, day, people), oldest first."""
    return list(reversed(_rows(SERIES, [matter_id, matter_id, limit])))


def open_own(row: MatterRow, user_id: int, username: str) -> None:
    """Add a matter of an agency with its measures. A repeat is harmless; raises Conflict for another of its id."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger.matter (matter_id, kind, code, region_code, owner, title, about, decides, acts, source,"
            " opened_on, user_id, username) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
            " ON CONFLICT (matter_id) DO NOTHING",
            [
                *(row.matter_id, row.kind, row.code, row.region_code, row.owner, row.title, row.about, row.decides),
                *(row.acts, row.source, row.opened_on, user_id, username),
            ],
        )
        if not cursor.rowcount:
            stands = matters("", row.matter_id)[0]
            if (stands.title, stands.region_code, stands.code) != (row.title, row.region_code, row.code):
                raise Conflict(f"matter {row.matter_id} was opened with other words")
            return
        for one in row.measures:
            cursor.execute(
                "INSERT INTO ledger.matter_measure (matter_id, programme, reason, next_move_by)"
                " VALUES (%s, %s, %s, %s)",
                [row.matter_id, one.programme, one.reason, one.next_move_by],
            )


def enter_step(step: MatterStep) -> bool:
    """Enter a step under the reader's own name, with its promise or file; False when it stood already.

    Raises StillBlocked when people are still blocked, Conflict for an id that stands for something else.
    """
    reader = current_scope()
    values = [
        *(step.event_id, step.matter_id, step.kind, reader.user_id, reader.username, step.agency, step.words),
        *(step.to_agency, step.until, step.link),
    ]
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(ENTER, values)
            if not cursor.rowcount:
                _same(step)
                return False
            if step.by_day is not None:
                cursor.execute(PROMISE, [step.to_people, step.by_day, step.event_id])
            if step.content is not None:
                cursor.execute(SHOW, _sealed(step))
    except IntegrityError as error:
        if constraint_of(error) == "matter_event_closed_without_people":
            raise StillBlocked(str(step.matter_id)) from error
        raise
    return True


def evidence_file(event_id: UUID) -> tuple[str, bytes] | None:
    """Name and content of a file shown in a step, where its region lies in the reader's scope; else None."""
    current_scope()
    rows = _rows("SELECT name, content_cipher FROM ledger.evidence WHERE event_id = %s", [event_id])
    if not rows:
        return None
    text = vault().open("evidence/content", event_id, rows[0][1], load=KEEPS)
    return rows[0][0], base64.b64decode(text or "")


def _same(step: MatterStep) -> None:
    rows = _rows("SELECT matter_id, kind, words FROM ledger.matter_event WHERE event_id = %s", [step.event_id])
    if [tuple(row) for row in rows] != [(step.matter_id, step.kind, step.words)]:
        raise Conflict(f"step {step.event_id} was entered before with other content")


def _sealed(step: MatterStep) -> list[Any]:
    content = step.content or b""
    text = base64.b64encode(content).decode()
    (cipher,) = vault().seal_many("evidence/content", [step.event_id], [text], load=KEEPS)
    return [step.event_id, step.file_name, len(content), hashlib.sha256(content).digest(), cipher, step.matter_id]


def _rows(sql: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


MATTERS = """
SELECT m.matter_id, m.kind, m.code, m.region_code, m.owner, m.title, m.about, m.decides, m.acts, m.source, m.opened_on,
    (SELECT array_agg(concat_ws('|', s.programme, s.reason, s.next_move_by)) FROM ledger.matter_measure s
     WHERE s.matter_id = m.matter_id),
    held.holder, ended.kind, ended.until,
    (SELECT count(*) FROM ledger.matter_event e WHERE e.matter_id = m.matter_id)::int
FROM ledger.matter m
LEFT JOIN LATERAL (
    SELECT coalesce(e.to_agency, e.agency) AS holder FROM ledger.matter_event e
    WHERE e.matter_id = m.matter_id AND e.kind IN ('TAKEN_OVER', 'HANDED_OVER')
    ORDER BY e.recorded_at DESC, e.event_id DESC LIMIT 1) held ON true
LEFT JOIN LATERAL (
    SELECT e.kind, e.until FROM ledger.matter_event e
    WHERE e.matter_id = m.matter_id AND e.kind IN ('CLOSED', 'WAIVED', 'REOPENED')
    ORDER BY e.recorded_at DESC, e.event_id DESC LIMIT 1) ended ON true
WHERE {condition} ORDER BY m.opened_on, m.matter_id
"""
STEPS = """
SELECT e.event_id, e.kind, e.username, e.agency, e.words, e.to_agency, e.until, e.link, e.generation, e.people,
    e.recorded_at, c.from_people, c.to_people, c.by_day, f.name, f.size_bytes, encode(f.sha256, 'hex')
FROM ledger.matter_event e
LEFT JOIN ledger.commitment c ON c.event_id = e.event_id
LEFT JOIN ledger.evidence f ON f.event_id = e.event_id
WHERE e.matter_id = %s ORDER BY e.recorded_at DESC, e.event_id DESC
"""
PROMISED = """
SELECT c.matter_id, c.event_id, c.agency, e.username, c.from_people, c.to_people, c.by_day, c.recorded_at
FROM ledger.commitment c JOIN ledger.matter_event e ON e.event_id = c.event_id
JOIN ledger.matter m ON m.matter_id = c.matter_id
"""
PROMISES = PROMISED + "WHERE m.region_code = %s ORDER BY c.by_day, c.event_id"
DUE = PROMISED + "WHERE starts_with(m.region_code, %s) AND c.by_day < %s ORDER BY c.by_day, c.event_id"
SERIES = """
SELECT r.generation, r.as_of, coalesce(sum(b.people) FILTER (WHERE EXISTS (
    SELECT FROM ledger.matter_measure s WHERE s.matter_id = %s AND s.programme = b.programme
        AND s.reason IN ('', b.reason) AND s.next_move_by IN ('', b.next_move_by))), 0)::int
FROM ledger.run r LEFT JOIN ledger.blocked_count b ON b.generation = r.generation
    AND b.region_code = (SELECT region_code FROM ledger.matter WHERE matter_id = %s)
GROUP BY r.generation, r.as_of ORDER BY r.generation DESC LIMIT %s
"""
ENTER = """
INSERT INTO ledger.matter_event (event_id, matter_id, kind, user_id, username, agency, words, to_agency, until, link,
    generation, people)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, 0, 0) ON CONFLICT (event_id) DO NOTHING
"""
PROMISE = """
INSERT INTO ledger.commitment (event_id, matter_id, agency, from_people, to_people, by_day)
SELECT e.event_id, e.matter_id, e.agency, e.people, told.to_people, told.by_day
FROM (SELECT %s::int AS to_people, %s::date AS by_day) told, ledger.matter_event e WHERE e.event_id = %s
"""
SHOW = """
INSERT INTO ledger.evidence (event_id, matter_id, name, size_bytes, sha256, content_cipher, region_code)
SELECT told.event_id, m.matter_id, told.name, told.size_bytes, told.sha256, told.cipher, m.region_code
FROM (SELECT %s::uuid AS event_id, %s::text AS name, %s::int AS size_bytes, %s::bytea AS sha256, %s::bytea AS cipher)
    told, ledger.matter m WHERE m.matter_id = %s
"""
