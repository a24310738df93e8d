"""What do decrees say: which are there, where does each stand, whom does it name, and what would it do?"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from payung.ledger.person.row import masked
from payung.ledger.reader.scope import current_scope, newest_generation, vault

LOAD = "act"
# Verdicts of the lines that a decree can take.
TAKEN = ("OK", "IN_TREATMENT")


@dataclass(frozen=True)
class DecreeEventRow:
    """A step that was taken: when, from which day it counts, how many people, by whom and why."""

    kind: str
    happened_on: date
    effect_on: date | None
    people: int
    by_user: int
    by_name: str
    note: str
    recorded_at: datetime


@dataclass(frozen=True)
class DecreeRow:
    """A decree with its events in order; `stage` is the last of them, `taken` the lines it can take."""

    decree_id: UUID
    issuer: str
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
    stage: str
    taken: int
    events: tuple[DecreeEventRow, ...]

    def event(self, kind: str) -> DecreeEventRow | None:
        """The event of a kind, where it happened."""
        return next((event for event in self.events if event.kind == kind), None)


@dataclass(frozen=True)
class DecreeLineRow:
    """A line with whom it matched in the load shown; name and person_id are None for nobody in scope."""

    line_id: int
    row: int
    nik_masked: str | None
    person_id: int | None
    generation: int
    name: str | None
    region_code: str
    verdict: str
    care_group: str | None
    route: str | None
    from_on: date | None
    bridge_until: date | None
    objection: str | None


def decrees(limit: int = 50) -> list[DecreeRow]:
    """Decrees of the reader's region and of the nation, the newest first."""
    region = current_scope().region or ""
    found = _rows(
        f"{HEAD} WHERE d.region_code = '' OR starts_with(d.region_code, %s) OR starts_with(%s, d.region_code)"
        " ORDER BY d.recorded_at DESC, d.decree_id LIMIT %s",
        [region, region, limit],
    )
    return [_decree(row) for row in found]


def decree(decree_id: UUID) -> DecreeRow | None:
    """One decree; None for one that does not exist or belongs to another region."""
    region = current_scope().region or ""
    found = _rows(
        f"{HEAD} WHERE d.decree_id = %s AND (d.region_code = '' OR starts_with(d.region_code, %s)"
        " OR starts_with(%s, d.region_code))",
        [decree_id, region, region],
    )
    return _decree(found[0]) if found else None


def decree_traces(person_id: int) -> tuple[bytes, bool] | None:
    """The lasting index of a person in scope, and whether a decree or a reactivation speaks of the person."""
    rows = _rows(TRACES, [newest_generation(), person_id])
    return (bytes(rows[0][0]), rows[0][1]) if rows else None


def decrees_of(subject: bytes) -> list[DecreeRow]:
    """The decrees that take a person in scope, the newest first."""
    found = _rows(
        f"{HEAD} WHERE d.decree_id IN (SELECT l.decree_id FROM ledger.decree_line l WHERE l.subject = %s"
        " AND l.verdict IN ('OK', 'IN_TREATMENT')) ORDER BY d.recorded_at DESC",
        [subject],
    )
    return [_decree(row) for row in found]


def decree_figures(decree_id: UUID, by: str) -> dict[str | None, int]:
    """How many lines in scope by `verdict`, `care_group`, `route` or `region` (the regency's code), most first."""
    columns = {
        "verdict": "verdict",
        "care_group": "care_group",
        "route": "route",
        "region": "left(region_code, 5)",
    }
    where = "" if by == "verdict" else f" AND verdict IN ('OK', 'IN_TREATMENT') AND {columns[by]} IS NOT NULL"
    return dict(
        _rows(
            f"SELECT {columns[by]}, count(*)::int FROM ledger.decree_line WHERE decree_id = %s{where}"
            " GROUP BY 1 ORDER BY 2 DESC, 1",
            [decree_id],
        )
    )


def decree_counts(decree_id: UUID) -> dict[str, dict[str, int]]:
    """Lines in scope by `verdict`, and those a decree takes by `care_group`, `route` and `region`; the most first.

    As `decree_figures` says each, by one look at the lines.
    """
    found: dict[str, dict[str, int]] = {"verdict": {}, "care_group": {}, "route": {}, "region": {}}
    for verdict, care_group, route, region, people in _rows(COUNTS, [decree_id]):
        taken = {"care_group": care_group, "route": route, "region": region} if verdict in TAKEN else {}
        for by, code in {"verdict": verdict, **taken}.items():
            if code is not None:
                found[by][code] = found[by].get(code, 0) + people
    return {by: dict(sorted(counts.items(), key=lambda one: (-one[1], one[0]))) for by, counts in found.items()}


def decree_niks(decree_id: UUID) -> list[str]:
    """The NIK, in clear, of everybody whom a decree in scope can take, in the order of its list."""
    rows = _rows(NIKS, [decree_id])
    opened = (vault().open("decree_line/nik", f"{decree_id}/{row}", cipher, load=LOAD) for row, cipher in rows)
    return [nik for nik in opened if nik]


def decree_lines(
    decree_id: UUID, *, verdicts: Sequence[str] = (), is_vulnerable: bool = False, after: int = 0, limit: int = 50
) -> list[DecreeLineRow]:
    """Lines in scope in the order of the list, after row `after`; of some verdicts, or of people in care only."""
    conditions = "AND l.care_group IS NOT NULL" if is_vulnerable else ""
    if verdicts:
        conditions += " AND l.verdict = ANY (%s)"
    values = [newest_generation(), decree_id, after, *([list(verdicts)] if verdicts else []), limit]
    return [_line(decree_id, row) for row in _rows(LINE.format(conditions=conditions), values)]


def decree_funnel(decree_id: UUID, on: date) -> dict[str, int]:
    """The stages of a removal, each of them a part of the one before, and what was left out on the way.

    listed = matched + not_matched; matched = removed + held (an objection waits) + upheld (one was granted) + not_yet;
    removed = bridged + not_bridged = reactivated + running + refused + not_asked; paid of the reactivated on the day.
    """
    row = _rows(FUNNEL, {"decree": decree_id, "on": on})[0]
    names = (
        *("listed", "matched", "removed", "held", "upheld", "in_treatment", "bridged", "reactivated", "running"),
        *("refused", "paid"),
    )
    found = dict(zip(names, (int(value) for value in row), strict=True))
    found["not_matched"] = found["listed"] - found["matched"]
    found["not_yet"] = found["matched"] - found["removed"] - found["held"] - found["upheld"]
    found["not_bridged"] = found["removed"] - found["bridged"]
    found["not_asked"] = found["removed"] - found["reactivated"] - found["running"] - found["refused"]
    return found


def on_list_count(reason: str, region: str) -> int:
    """How many people of a region ("" the nation) the newest load has for a reason of JKN."""
    level = {0: "nation", 2: "province", 5: "regency", 8: "district", 13: "village"}[len(region)]
    return int(
        _rows(
            "SELECT coalesce(sum(people), 0) FROM ledger.coverage_count WHERE generation = %s AND programme = 'JKN'"
            " AND level = %s AND region_code = %s AND reason = %s",
            [newest_generation(), level, region, reason],
        )[0][0]
    )


def _decree(row: Sequence[Any]) -> DecreeRow:
    *head, taken, events = row
    happened = tuple(
        DecreeEventRow(
            event["kind"],
            date.fromisoformat(event["happened_on"]),
            date.fromisoformat(event["effect_on"]) if event["effect_on"] else None,
            event["people"],
            event["by_user"],
            event["by_name"],
            event["note"],
            datetime.fromisoformat(event["recorded_at"]),
        )
        for event in (json.loads(events) if isinstance(events, str) else events)
    )
    plain = [bytes(value) if isinstance(value, memoryview) else value for value in head]
    return DecreeRow(*plain, happened[-1].kind, taken, happened)


def _line(decree_id: UUID, row: Sequence[Any]) -> DecreeLineRow:
    line_id, number, cipher, *rest = row
    nik = vault().open("decree_line/nik", f"{decree_id}/{number}", cipher, load=LOAD)
    return DecreeLineRow(line_id, number, masked(nik), *rest)


def _rows(sql: str, values: Any) -> list[tuple[Any, ...]]:
    current_scope()
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


HEAD = """
SELECT d.decree_id, p.name, d.number, d.kind, d.region_code, d.decided_on, d.effective_on, d.quota, d.file_name,
    d.file_sha256, d.content, d."rows",
    (SELECT e.people FROM ledger.decree_event e WHERE e.decree_id = d.decree_id AND e.kind = 'PREPARED'),
    (SELECT json_agg(json_build_object('kind', e.kind, 'happened_on', e.happened_on, 'effect_on', e.effect_on,
        'people', e.people, 'by_user', e.by_user, 'by_name', e.by_name, 'note', e.note, 'recorded_at', e.recorded_at)
        ORDER BY array_position(ARRAY['PREPARED', 'CHECKED', 'NOTICED', 'EFFECTIVE', 'REVERSED', 'WITHDRAWN'],
            e.kind))
        FROM ledger.decree_event e WHERE e.decree_id = d.decree_id)
FROM ledger.decree d JOIN ledger.party p ON p.party_id = d.issuer_id
"""
COUNTS = """
SELECT verdict, care_group, route, left(region_code, 5), count(*)::int FROM ledger.decree_line
WHERE decree_id = %s GROUP BY 1, 2, 3, 4
"""
TRACES = """
SELECT p.subject, EXISTS (SELECT FROM ledger.decree_line l WHERE l.subject = p.subject)
    OR EXISTS (SELECT FROM ledger.reactivation r WHERE r.subject = p.subject)
FROM ledger.person p WHERE p.generation = %s AND p.person_id = %s
"""
NIKS = """
SELECT l.row, l.nik_cipher FROM ledger.decree_line l
WHERE l.decree_id = %s AND l.verdict IN ('OK', 'IN_TREATMENT') ORDER BY l.row
"""
LINE = """
SELECT l.line_id, l.row, l.nik_cipher, q.person_id, coalesce(q.generation, 0), q.name, l.region_code, l.verdict,
    l.care_group, l.route, e.from_on, b.until_on,
    CASE WHEN o.objection_id IS NOT NULL THEN coalesce(w.outcome, 'WAITING') END
FROM ledger.decree_line l
LEFT JOIN LATERAL (SELECT p.person_id, p.generation, p.name FROM ledger.person p
    WHERE p.generation = %s AND p.subject = l.subject ORDER BY p.person_id LIMIT 1) q ON true
LEFT JOIN ledger.decree_effect e ON e.line_id = l.line_id
LEFT JOIN ledger.bridge b ON b.line_id = l.line_id
LEFT JOIN ledger.objection o ON o.line_id = l.line_id
LEFT JOIN ledger.objection_decision w ON w.objection_id = o.objection_id
WHERE l.decree_id = %s AND l.row > %s {conditions}
ORDER BY l.row LIMIT %s
"""
# A reactivation is rare among the lines of a removal: what came back is found once, not asked of every line.
FUNNEL = """
WITH asked AS MATERIALIZED (
    SELECT DISTINCT ON (e.line_id) e.line_id, e.subject,
        CASE WHEN a.refusal IS NOT NULL OR s.is_refused THEN 'REFUSED'
            WHEN s.is_activated THEN 'REACTIVATED' ELSE 'RUNNING' END AS back
    FROM ledger.reactivation a
    JOIN ledger.decree_effect e ON e.subject = a.subject AND e.from_on = a.removed_on AND e.decree_id = %(decree)s
    LEFT JOIN LATERAL (SELECT bool_or(s.outcome = 'REFUSED') AS is_refused, bool_or(s.step = 'BPJS_ACTIVATES')
            AS is_activated FROM ledger.reactivation_step s WHERE s.case_id = a.case_id) s ON true
    ORDER BY e.line_id, a.refusal IS NULL DESC, a.recorded_at DESC),
back AS MATERIALIZED (
    SELECT a.line_id, a.back, coalesce(c.reason = 'PAID_BY_STATE', false) AS is_paid
    FROM asked a LEFT JOIN LATERAL (
        SELECT c.reason FROM ledger.decree_cover c
        WHERE a.back = 'REACTIVATED' AND c.subject = a.subject AND c.from_on <= %(on)s::date
            AND coalesce(c.until_on, %(on)s::date) >= %(on)s::date
        ORDER BY c.at DESC LIMIT 1) c ON true)
SELECT count(*), count(*) FILTER (WHERE is_taken), count(*) FILTER (WHERE is_removed),
    count(*) FILTER (WHERE NOT is_removed AND objection = 'WAITING'),
    count(*) FILTER (WHERE NOT is_removed AND objection IN ('GRANTED', 'LAPSED')),
    count(*) FILTER (WHERE verdict = 'IN_TREATMENT'), count(*) FILTER (WHERE is_bridged),
    count(*) FILTER (WHERE is_removed AND back = 'REACTIVATED'), count(*) FILTER (WHERE is_removed
        AND back = 'RUNNING'),
    count(*) FILTER (WHERE is_removed AND back = 'REFUSED'),
    count(*) FILTER (WHERE is_removed AND back = 'REACTIVATED' AND is_paid)
FROM (
    SELECT l.verdict, l.verdict IN ('OK', 'IN_TREATMENT') AS is_taken, e.line_id IS NOT NULL AS is_removed,
        b.line_id IS NOT NULL AS is_bridged,
        CASE WHEN o.objection_id IS NOT NULL THEN coalesce(w.outcome, 'WAITING') END AS objection,
        r.back, coalesce(r.is_paid, false) AS is_paid
    FROM ledger.decree_line l
    LEFT JOIN ledger.decree_effect e ON e.line_id = l.line_id AND e.decree_id = %(decree)s
    LEFT JOIN ledger.bridge b ON b.line_id = l.line_id
    LEFT JOIN ledger.objection o ON o.line_id = l.line_id
    LEFT JOIN ledger.objection_decision w ON w.objection_id = o.objection_id
    LEFT JOIN back r ON r.line_id = l.line_id
    WHERE l.decree_id = %(decree)s) AS line
"""
