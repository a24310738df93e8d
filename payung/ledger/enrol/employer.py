"""Which employers are there, whom do they employ, and what does a month of each worker cost?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from payung.ledger.error import Conflict
from payung.ledger.person.row import masked
from payung.ledger.reader.scope import current_scope, vault

KIND = "EMPLOYER"


@dataclass(frozen=True)
class Employer:
    """An employer: its lasting code, where it is, the group of risk of its workplace and the size of its enterprise."""

    party_id: int
    code: str
    name: str
    region_code: str
    risk: str | None
    scale: str | None


@dataclass(frozen=True)
class WorkerRow:
    """Somebody an employer employs: since when, in which programmes, at which wage; the NIK masked.

    `until` and `end_cause` are those of whom the employer reported to have left.
    """

    participant_id: int
    name: str
    nik_masked: str | None
    since: date
    until: date | None
    end_cause: str | None
    wage_monthly_idr: int | None
    programmes: tuple[str, ...]
    family: int


@dataclass(frozen=True)
class EmployedRow:
    """An enrolment by which an employer pays, for a worker or for somebody of the family."""

    enrolment_id: UUID
    participant_id: int
    since: date
    until: date | None
    end_cause: str | None
    income_monthly_idr: int | None


@dataclass(frozen=True)
class ChangeRow:
    """Another group of risk or size of an employer from a month on; `corrects` is a change in whose place it stands."""

    change_id: UUID
    since: date
    risk: str
    scale: str
    corrects: UUID | None
    entered_as: str
    recorded_at: datetime


def employer(*, code: str | None = None, party_id: int | None = None, on: date | None = None) -> Employer | None:
    """The employer with this code or number; None where there is none, also where the party is no employer.

    With `on` group of risk and size are those that hold on the day, else those it was entered with.
    """
    rows = _rows(f"{EMPLOYERS} AND (code = %s OR party_id = %s)", [code, party_id])
    found = Employer(*rows[0]) if rows else None
    if found is None or on is None:
        return found
    held = next((one for one in reversed(changes(found.party_id)) if one.since <= on), None)
    return replace(found, risk=held.risk, scale=held.scale) if held else found


def changes(party_id: int) -> list[ChangeRow]:
    """The changes of an employer, by month and then by when they were entered; the last of a month holds."""
    return [ChangeRow(*row) for row in _rows(CHANGES, [party_id])]


def enter_change(
    change_id: UUID, party_id: int, since: date, risk: str, scale: str, *, corrects: UUID | None, at: datetime
) -> None:
    """Enter a change from a month on, under the reader's own name, once; the same again changes nothing.

    Raises Conflict where the id stands for another change, or where the month or the row corrected has one already.
    """
    by, asked = current_scope(), (party_id, since, risk, scale, corrects)
    _rows(CHANGE, [change_id, *asked, by.user_id, by.username, at])
    if _rows(CHANGED, [change_id]) != [asked]:
        raise Conflict("the change stands with another content, or the month has one already")


def employers(limit: int, offset: int = 0) -> list[Employer]:
    """Employers by name."""
    return [Employer(*row) for row in _rows(f"{EMPLOYERS} ORDER BY name, code LIMIT %s OFFSET %s", [limit, offset])]


def enter_employer(code: str, name: str, region: str, risk: str, scale: str) -> Employer:
    """Enter an employer once. The same again changes nothing; raises Conflict where the code is another party's."""
    with connection.cursor() as cursor:
        cursor.execute(ENTER, [code, KIND, name, region, risk, scale])
    found = employer(code=code)
    if found is None or (found.name, found.region_code, found.risk, found.scale) != (name, region, risk, scale):
        raise Conflict(f"the code {code} stands for another party")
    return found


def workers(
    party_id: int, on: date, *, participant_id: int | None = None, limit: int = 50, offset: int = 0
) -> list[WorkerRow]:
    """The workers of an employer in scope by name, or one of them, as they stand on a day."""
    values = {"party": party_id, "on": on, "one": participant_id, "limit": limit, "offset": offset}
    found = []
    for number, subject, name, nik, *rest, programmes, family in _rows(WORKERS, values):
        opened = vault().open("participant/nik", bytes(subject).hex(), nik, load="act")
        found.append(WorkerRow(number, name, masked(opened), *rest, tuple(programmes), family))
    return found


def month_lines(party_id: int, month: date, participant_ids: Sequence[int]) -> dict[int, int]:
    """What the bills of an employer say of workers for a month, in rupiah, by participant."""
    rows = _rows(MONTH_LINES, [month, party_id, list(participant_ids)])
    return {participant: int(amount) for participant, amount in rows}


def rows_employed(
    party_id: int, participant_ids: Sequence[int], *, on: date, at: datetime
) -> dict[int, list[EmployedRow]]:
    """Rows by which an employer pays on a day or later for workers and their families, by the worker's participant."""
    found: dict[int, list[EmployedRow]] = {}
    values = {"party": party_id, "people": list(participant_ids), "on": on, "at": at}
    for worker, *row in _rows(EMPLOYED, values):
        found.setdefault(worker, []).append(EmployedRow(*row))
    return found


def _rows(sql: str, values: Any) -> list[tuple[Any, ...]]:
    current_scope()
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


EMPLOYERS = (
    "SELECT party_id, code, name, region_code, risk, scale FROM ledger.party WHERE kind = 'EMPLOYER' AND name <> ''"
)
ENTER = """
INSERT INTO ledger.party (code, kind, name, region_code, risk, scale) VALUES (%s, %s, %s, %s, %s, %s)
ON CONFLICT (code) DO NOTHING
"""
CHANGES = """
SELECT change_id, since, risk, scale, corrects_id, entered_as, recorded_at FROM ledger.employer_change
WHERE party_id = %s ORDER BY since, recorded_at, change_id
"""
CHANGE = """
INSERT INTO ledger.employer_change (change_id, party_id, since, risk, scale, corrects_id, entered_by, entered_as,
    recorded_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING RETURNING change_id
"""
CHANGED = "SELECT party_id, since, risk, scale, corrects_id FROM ledger.employer_change WHERE change_id = %s"
# Of each worker and programme the row that began last; of whom has left, those that ended last.
WORKERS = """
WITH row AS (
    SELECT DISTINCT ON (e.participant_id, e.programme) e.* FROM ledger.enrolment e
    WHERE e.party_id = %(party)s::bigint AND e.segment IN ('PPU_BU', 'PU') AND e.superseded_at IS NULL AND NOT e.is_void
        AND (%(one)s::bigint IS NULL OR e.participant_id = %(one)s::bigint)
    ORDER BY e.participant_id, e.programme, e.since DESC),
worker AS (
    SELECT participant_id, min(since) AS since, CASE WHEN bool_or(until IS NULL) THEN NULL ELSE max(until) END AS until,
        max(end_cause) AS end_cause, max(income_monthly_idr) AS wage_monthly_idr,
        array_agg(programme ORDER BY array_position(ARRAY['JKN', 'JKK', 'JKM', 'JHT', 'JP', 'JKP'], programme))
            AS programmes
    FROM row GROUP BY participant_id)
SELECT w.participant_id, p.subject, p.name, p.nik_cipher, w.since, w.until, w.end_cause, w.wage_monthly_idr,
    w.programmes, (SELECT count(*) FROM ledger.enrolment f WHERE f.payer_id = w.participant_id AND f.segment = 'PPU_BU'
        AND f.superseded_at IS NULL AND NOT f.is_void AND (f.until IS NULL OR f.until >= %(on)s::date))
FROM worker w JOIN ledger.participant p USING (participant_id)
ORDER BY w.until IS NOT NULL, p.name, w.participant_id LIMIT %(limit)s OFFSET %(offset)s
"""
MONTH_LINES = """
SELECT l.participant_id, sum(l.amount_idr) FROM ledger.bill b JOIN ledger.bill_line l USING (bill_id)
WHERE b.month = %s AND b.party_id = %s AND l.participant_id = ANY (%s::bigint[]) GROUP BY l.participant_id
"""
EMPLOYED = """
WITH own AS (
    SELECT e.participant_id AS worker_id, e.* FROM ledger.enrolment e
    WHERE e.party_id = %(party)s::bigint AND e.participant_id = ANY (%(people)s::bigint[])
        AND e.segment IN ('PPU_BU', 'PU')),
family AS (
    SELECT e.payer_id AS worker_id, e.* FROM ledger.enrolment e
    WHERE e.payer_id IN (SELECT o.worker_id FROM own o) AND e.segment = 'PPU_BU')
SELECT e.worker_id, e.enrolment_id, e.participant_id, e.since, e.until, e.end_cause, e.income_monthly_idr
FROM (SELECT * FROM own UNION ALL SELECT * FROM family) AS e
WHERE e.superseded_at IS NULL AND NOT e.is_void
    AND (e.until IS NULL OR e.until >= %(on)s::date) AND e.recorded_at <= %(at)s::timestamptz
ORDER BY e.worker_id, e.participant_id, e.programme
"""
