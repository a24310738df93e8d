"""How does a decree's list become lines, and a line an effect? By a statement for each piece, in one transaction.

Every function here takes part in the transaction of its caller, or is one by itself, and is harmless when repeated: the
keys are drawn from what is said, and what is there already is left alone. What must not be is refused by the base.
"""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import numpy as np
from django.db import connection

from payung.ledger.decree.progress import tell_progress
from payung.ledger.reader.scope import newest_generation, system_scope, vault

LOAD = "act"
# Rows of one statement: far fewer than a statement of the application has time for, on a slow machine too.
PIECE = 25_000


@dataclass(frozen=True)
class DecreeDraft:
    """A decree as handed in, without its people. `content` is the hash of everything that was said."""

    decree_id: UUID
    issuer_code: str
    issuer_kind: str
    issuer_name: str
    number: str
    kind: str
    region_code: str
    decided_on: date
    effective_on: date
    quota: int | None
    file_name: str
    file_sha256: bytes
    content: bytes
    rows: int


@dataclass(frozen=True)
class MatchBy:
    """What the law says that matching needs: since when a child is a newborn, and the deciles the state pays for."""

    newborn_since: date
    decile_min: int
    decile_max: int


@dataclass(frozen=True)
class Hand:
    """Who does it: the account and the name by which the account is known."""

    user_id: int
    name: str


def enter_decree(draft: DecreeDraft, niks: Sequence[str | None], by_law: MatchBy, *, is_burden: bool) -> int:
    """Enter a decree and a line for each row (a NIK of 16 digits, or None); how many lines the decree can take.

    Matching looks at the whole nation, so that a region is told OTHER_REGION without being told who it is.
    """
    said = {
        "decree": draft.decree_id,
        "kind": draft.kind,
        "region": draft.region_code,
        "on": draft.decided_on,
        "is_burden": is_burden,
        "generation": newest_generation(),
        "newborn_since": by_law.newborn_since,
        "decile_min": by_law.decile_min,
        "decile_max": by_law.decile_max,
    }
    with system_scope(), connection.cursor() as cursor:
        home = draft.region_code if draft.issuer_kind == "REGION" else ""
        cursor.execute(PARTY, [draft.issuer_code, draft.issuer_kind, draft.issuer_name, home])
        names = (
            *("decree_id", "number", "kind", "region_code", "decided_on", "effective_on", "quota", "file_name"),
            *("file_sha256", "content", "rows"),
        )
        cursor.execute(DECREE, [*(getattr(draft, name) for name in names), draft.issuer_code])
        repeated = _repeated(niks)
        for first, last in _pieces(len(niks)):
            _piece(LINES, said | _sealed(draft.decree_id, niks[first:last], first) | {"repeated": repeated[first:last]})
            tell_progress(draft.decree_id, last, len(niks))
        cursor.execute(TAKEN, [draft.decree_id])
        return int(cursor.fetchone()[0])


def _pieces(rows: int) -> Iterator[tuple[int, int]]:
    """The ranges in which rows are taken: after the first number, up to the second."""
    return ((first, min(rows, first + PIECE)) for first in range(0, rows, PIECE))


def _piece(sql: str, values: Mapping[str, Any]) -> Any:
    """Do one piece: the rows that changed, and the first cell where there is one.

    The scope is told anew for each: a list of millions takes longer than one telling holds.
    """
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0] if cursor.description else cursor.rowcount


def _sealed(decree_id: UUID, niks: Sequence[str | None], first: int) -> dict[str, Any]:
    """Numbers, ciphers and indexes of the rows after `first`."""
    rows = list(range(first + 1, first + len(niks) + 1))
    ciphers = vault().seal_many("decree_line/nik", [f"{decree_id}/{row}" for row in rows], niks, load=LOAD)
    return {"rows": rows, "ciphers": ciphers, "indexes": vault().index_many("nik", niks)}


def _repeated(niks: Sequence[str | None]) -> list[bool]:
    """For each row whether an earlier one names the same NIK."""
    numbers = np.fromiter((int(nik or 0) for nik in niks), np.int64, len(niks))
    repeated = np.ones(len(niks), bool)
    repeated[np.unique(numbers, return_index=True)[1]] = False
    found: list[bool] = repeated.tolist()
    return found


def _rows_of(decree_id: UUID) -> int:
    with connection.cursor() as cursor:
        cursor.execute('SELECT "rows" FROM ledger.decree WHERE decree_id = %s', [decree_id])
        return int(cursor.fetchone()[0])


def enter_event(
    decree_id: UUID,
    kind: str,
    *,
    on: date,
    by: Hand,
    people: int = 0,
    effect_on: date | None = None,
    note: str = "",
) -> bool:
    """Enter what happened to a decree; False where it is there already. The base refuses a step out of its order."""
    with system_scope(), connection.cursor() as cursor:
        # Two who press the button at once come one after the other.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s::text, 0))", [str(decree_id)])
        values = [
            *(uuid.uuid5(decree_id, kind), decree_id, kind, on, effect_on, people, by.user_id, by.name, note),
            *(decree_id, kind),
        ]
        cursor.execute(EVENT, values)
        return bool(cursor.rowcount)


def enter_decree_notices(decree_id: UUID, *, effect_on: date, object_until: date, at: datetime) -> int:
    """Put a notice for everybody a decree takes into the outbox, to be sent from a moment on; how many were new."""
    said = {"decree": decree_id, "effect_on": effect_on, "object_until": object_until, "at": at}
    with system_scope():
        rows, told = _rows_of(decree_id), 0
        for first, last in _pieces(rows):
            told += _piece(NOTICES, said | {"first": first, "last": last})
            tell_progress(decree_id, last, rows)
        return told


def enter_effects(decree_id: UUID, *, on: date, bridge_until: date | None, article: str) -> tuple[int, int]:
    """Put every line of a decree that nobody objects to into effect from a day: how many, and how many are bridged.

    A bridge is entered for each line in treatment where the law has one (`bridge_until`). Lines in effect stay as they
    are, so that a run that was killed is run again.
    """
    said = {"decree": decree_id, "on": on, "until": bridge_until, "article": article}
    effects = bridges = 0
    with system_scope():
        rows = _rows_of(decree_id)
        for first, last in _pieces(rows):
            piece = said | {"first": first, "last": last}
            effects += _piece(EFFECTS, piece)
            bridges += _piece(BRIDGES, piece) if bridge_until is not None else 0
            tell_progress(decree_id, last, rows)
    return effects, bridges


# Everybody is entered, so that it can be shown who was told; who allowed no way to be reached is told by the village.
NOTICES = """
WITH entered AS (
    INSERT INTO ledger.notice (notice_id, subject, region_code, kind, period, facts, not_before, recorded_at)
    SELECT ledger.name_uuid('notice/' || encode(l.subject, 'hex') || '/DECREE_NOTICE/' || l.decree_id), l.subject,
        l.region_code, 'DECREE_NOTICE', l.decree_id::text,
        jsonb_build_object('decree', d.number, 'decree_id', d.decree_id, 'decree_kind', d.kind,
            'effect_on', %(effect_on)s::date, 'object_until', %(object_until)s::date),
        %(at)s::timestamptz, %(at)s::timestamptz
    FROM ledger.decree_line l JOIN ledger.decree d ON d.decree_id = l.decree_id
    WHERE l.decree_id = %(decree)s AND l.row > %(first)s AND l.row <= %(last)s AND l.verdict IN ('OK', 'IN_TREATMENT')
    ON CONFLICT DO NOTHING RETURNING notice_id, not_before),
queued AS (INSERT INTO ledger.notice_queue (notice_id, next_at) SELECT notice_id, not_before FROM entered)
SELECT count(*) FROM entered
"""
PARTY = "INSERT INTO ledger.party (code, kind, name, region_code) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING"
DECREE = """
INSERT INTO ledger.decree (decree_id, number, kind, region_code, decided_on, effective_on, quota, file_name,
    file_sha256,
    content, "rows", issuer_id)
SELECT %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, p.party_id FROM ledger.party p WHERE p.code = %s
"""
LINES = """
INSERT INTO ledger.decree_line (decree_id, row, nik_cipher, nik_index, subject, region_code, verdict, care_group,
    route)
WITH listed AS MATERIALIZED (
    SELECT * FROM unnest(%(rows)s::int[], %(ciphers)s::bytea[], %(indexes)s::bytea[], %(repeated)s::bool[])
        AS l (row, nik_cipher, nik_index, is_repeated)),
borne AS MATERIALIZED (
    SELECT p.nik_index, count(*) AS people, min(p.person_id) AS person_id FROM ledger.person p
    WHERE p.generation = %(generation)s AND p.nik_index IN (SELECT l.nik_index FROM listed l) GROUP BY p.nik_index),
found AS MATERIALIZED (
    SELECT b.nik_index, b.people, q.person_id, q.family_id, q.subject, q.region_code, q.life_status, q.illness,
        q.is_pregnant, q.birth_date, q.is_disabled, q.decile, q.relation_code
    FROM borne b JOIN ledger.person q ON q.generation = %(generation)s AND q.person_id = b.person_id),
said AS MATERIALIZED (
    SELECT DISTINCT ON (c.subject) c.subject, c.reason, c.segment FROM ledger.decree_cover c
    WHERE c.subject IN (SELECT f.subject FROM found f) AND c.from_on <= %(on)s::date
        AND coalesce(c.until_on, %(on)s::date) >= %(on)s::date
    ORDER BY c.subject, c.at DESC),
worker AS MATERIALIZED (
    SELECT DISTINCT q.family_id FROM ledger.person q JOIN ledger.determination d
        ON d.generation = q.generation AND d.person_id = q.person_id AND d.programme = 'JKN'
    WHERE q.generation = %(generation)s AND d.reason = 'PAID_BY_EMPLOYER'
        AND q.family_id IN (SELECT f.family_id FROM found f)),
judged AS (
    SELECT l.row, l.nik_cipher, l.nik_index, l.is_repeated, f.people, f.subject, f.region_code, f.life_status,
        f.illness, f.is_pregnant, f.birth_date, f.is_disabled, f.decile, f.relation_code, w.family_id AS worker_family,
        coalesce(s.reason, d.reason, 'NEVER_REGISTERED') AS reason,
        coalesce(CASE WHEN s.reason IS NULL THEN d.segment ELSE s.segment END, '') AS segment
    FROM listed l LEFT JOIN found f ON f.nik_index = l.nik_index
    LEFT JOIN ledger.determination d
        ON d.generation = %(generation)s AND d.person_id = f.person_id AND d.programme = 'JKN'
    LEFT JOIN said s ON s.subject = f.subject
    LEFT JOIN worker w ON w.family_id = f.family_id),
named AS (
    SELECT j.*, CASE
        WHEN j.nik_index IS NULL THEN 'BAD_NIK'
        WHEN j.is_repeated THEN 'REPEATED'
        WHEN j.people IS NULL THEN 'UNKNOWN'
        WHEN j.people > 1 THEN 'AMBIGUOUS'
        WHEN j.life_status = 'DEAD' THEN 'DEAD'
        WHEN NOT starts_with(j.region_code, %(region)s) THEN 'OTHER_REGION'
        WHEN %(kind)s = 'PBI_REMOVE' AND NOT (j.segment = 'PBI' AND j.reason IN ('PAID_BY_STATE',
            'APPOINTED_NOT_IN_FORCE'))
            THEN 'NOT_ON_LIST'
        WHEN %(kind)s = 'REGION_STOP'
            AND NOT (j.segment = 'PBPU_PEMDA' AND j.reason IN ('PAID_BY_REGION', 'REGION_ARREARS',
                'APPOINTED_NOT_IN_FORCE'))
            THEN 'NOT_ON_LIST'
        WHEN NOT %(is_burden)s AND j.reason IN (
            'PAID_BY_STATE', 'PAID_BY_REGION', 'PAID_BY_EMPLOYER', 'DEPENDANT_OF_WORKER', 'APPOINTED_NOT_IN_FORCE')
            THEN 'ALREADY_ON_LIST'
        WHEN %(is_burden)s AND j.illness IS NOT NULL THEN 'IN_TREATMENT'
        ELSE 'OK' END AS verdict
    FROM judged j)
SELECT %(decree)s::uuid, n.row, n.nik_cipher, n.nik_index,
    CASE WHEN n.verdict NOT IN ('OTHER_REGION', 'AMBIGUOUS', 'REPEATED') THEN n.subject END,
    CASE WHEN n.verdict IN ('OTHER_REGION', 'AMBIGUOUS', 'REPEATED') THEN %(region)s ELSE coalesce(n.region_code,
        %(region)s) END,
    n.verdict,
    CASE WHEN n.verdict NOT IN ('OK', 'IN_TREATMENT') THEN NULL WHEN n.illness IS NOT NULL THEN 'CHRONIC'
        WHEN n.is_pregnant THEN 'PREGNANT' WHEN n.birth_date >= %(newborn_since)s THEN 'NEWBORN'
        WHEN n.is_disabled THEN 'DISABLED' END,
    CASE WHEN n.verdict NOT IN ('OK', 'IN_TREATMENT') OR NOT %(is_burden)s THEN NULL
        WHEN n.worker_family IS NOT NULL AND n.relation_code IN (2, 3, 4) THEN 'JOIN_FAMILY_WORKER'
        WHEN n.decile BETWEEN %(decile_min)s AND %(decile_max)s OR (n.illness IS NOT NULL AND %(kind)s = 'PBI_REMOVE')
            THEN CASE %(kind)s WHEN 'PBI_REMOVE' THEN 'REACTIVATE_PBI' ELSE 'PROPOSE_PBI' END
        ELSE 'REGISTER_PBPU' END
FROM named n
"""
TAKEN = "SELECT count(*) FROM ledger.decree_line WHERE decree_id = %s AND verdict IN ('OK', 'IN_TREATMENT')"
EVENT = """
INSERT INTO ledger.decree_event (event_id, decree_id, kind, happened_on, effect_on, people, by_user, by_name, note)
SELECT %s, %s, %s, %s, %s, %s, %s, %s, %s
WHERE NOT EXISTS (SELECT FROM ledger.decree_event e WHERE e.decree_id = %s AND e.kind = %s)
"""
EFFECTS = """
INSERT INTO ledger.decree_effect (line_id, decree_id, subject, region_code, from_on)
SELECT l.line_id, l.decree_id, l.subject, l.region_code, %(on)s FROM ledger.decree_line l
WHERE l.decree_id = %(decree)s AND l.row > %(first)s AND l.row <= %(last)s AND l.verdict IN ('OK', 'IN_TREATMENT')
    AND NOT EXISTS (
    SELECT FROM ledger.objection o LEFT JOIN ledger.objection_decision d ON d.objection_id = o.objection_id
    WHERE o.line_id = l.line_id AND d.outcome IS DISTINCT FROM 'REJECTED')
ON CONFLICT (line_id) DO NOTHING
"""
BRIDGES = """
INSERT INTO ledger.bridge (line_id, subject, region_code, from_on, until_on, ground, article)
SELECT e.line_id, e.subject, e.region_code, e.from_on, %(until)s, l.care_group, %(article)s
FROM ledger.decree_effect e JOIN ledger.decree_line l ON l.line_id = e.line_id
WHERE l.decree_id = %(decree)s AND l.row > %(first)s AND l.row <= %(last)s AND l.verdict = 'IN_TREATMENT'
ON CONFLICT (line_id) DO NOTHING
"""
