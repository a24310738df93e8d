"""Which lines of banks' statements are there, and which of them agree with the payments?

All in the system's scope: a statement speaks of no region. What is found is added, never changed; the same statement
again adds nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from payung.ledger.reader.scope import system_scope


@dataclass(frozen=True)
class OpenLine:
    """A line that does not simply agree: with the payment it names, as it stands after corrections, where there is one.

    `payment_idr` is None without a payment; `is_second` where an earlier line told of the same payment.
    """

    line: int
    line_id: str
    value_on: date
    kind: str
    service: str
    reference: str
    account_no: str
    amount_idr: int
    payment: UUID
    payment_idr: int | None
    is_second: bool


def enter_lines(channel: str, lines: Sequence[Sequence[Any]], at: datetime) -> int:
    """Add a statement's lines; those that are there already are left alone. How many were new.

    A line is (line_id, booked_on, value_on, kind, service, reference, account_no, amount_idr, payment_ref).
    """
    columns = [list(column) for column in zip(*lines, strict=True)] or [[] for _ in range(9)]
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(BANK, [channel, channel])
        cursor.execute(ENTER, [channel, at, *columns])
        return int(cursor.rowcount)


def altered_lines(channel: str, lines: Sequence[Sequence[Any]]) -> list[str]:
    """Ids of lines that the bank told before with other content: they are not taken, and somebody must ask the bank."""
    columns = [list(column) for column in zip(*lines, strict=True)] or [[] for _ in range(9)]
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(ALTERED, [*columns, channel])
        return [line_id for (line_id,) in cursor.fetchall()]


def match_lines(channel: str, at: datetime) -> None:
    """Enter as MATCHED, or LATE where booked after the day of payment, every line that agrees with its payment."""
    _execute(MATCH, [at, channel])


def open_lines(channel: str, kind: str) -> list[OpenLine]:
    """The lines of a kind (CREDIT, REVERSAL) without a finding, in the order of the bank."""
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(OPEN, [channel, kind])
        return [OpenLine(*row) for row in cursor.fetchall()]


def enter_finding(finding: str, line: OpenLine, payment: UUID | None, at: datetime) -> None:
    """Enter what was found for a line; a second time changes nothing."""
    _execute(FINDING, [finding, payment, line.payment_idr, at, line.line])


def enter_missing(channel: str, until: date, at: datetime) -> int:
    """Enter as MISSING the payments up to a day that no line names; how many are new."""
    return _execute(MISSING, [at, channel, until])


def still_missing(channel: str) -> list[tuple[UUID, int]]:
    """Payments entered as MISSING of which no line has told since, with their amounts."""
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(STILL_MISSING, [channel])
        return [(payment, amount_idr) for payment, amount_idr in cursor.fetchall()]


def _execute(statement: str, values: Sequence[Any]) -> int:
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


BANK = """
INSERT INTO ledger.party (code, kind, name, region_code) VALUES (%s, 'BANK', %s, '') ON CONFLICT DO NOTHING
"""
ENTER = """
INSERT INTO ledger.statement_line (channel_id, line_id, booked_on, value_on, kind, service, reference, account_no,
    amount_idr, payment_ref, recorded_at)
SELECT p.party_id, l.line_id, l.booked_on, l.value_on, l.kind, l.service, l.reference, l.account_no, l.amount_idr,
    l.payment_ref, told.at
FROM (SELECT %s::text AS code, %s::timestamptz AS at) told JOIN ledger.party p ON p.code = told.code,
    unnest(%s::text[], %s::date[], %s::date[], %s::text[], %s::text[], %s::text[], %s::text[], %s::bigint[], %s::uuid[])
    AS l (line_id, booked_on, value_on, kind, service, reference, account_no, amount_idr, payment_ref)
ON CONFLICT (channel_id, line_id) DO NOTHING
"""
ALTERED = """
SELECT l.line_id
FROM unnest(%s::text[], %s::date[], %s::date[], %s::text[], %s::text[], %s::text[], %s::text[], %s::bigint[],
    %s::uuid[]) AS l (line_id, booked_on, value_on, kind, service, reference, account_no, amount_idr, payment_ref)
JOIN ledger.statement_line h ON h.line_id = l.line_id JOIN ledger.party p ON p.party_id = h.channel_id
WHERE p.code = %s AND (h.booked_on, h.value_on, h.kind, h.service, h.reference, h.account_no, h.amount_idr)
    IS DISTINCT FROM (l.booked_on, l.value_on, l.kind, l.service, l.reference, l.account_no, l.amount_idr)
ORDER BY 1
"""
# A second credit for one payment is other money, however well it agrees.
MATCH = """
INSERT INTO ledger.reconciliation (
    channel_id, finding, statement_line_id, payment_id, told_idr, booked_idr, recorded_at)
SELECT l.channel_id, CASE WHEN l.booked_on > p.paid_on THEN 'LATE' ELSE 'MATCHED' END, l.statement_line_id,
    p.payment_id, p.amount_idr, l.amount_idr, %s
FROM ledger.statement_line l
JOIN ledger.party c ON c.party_id = l.channel_id
JOIN ledger.payment p ON p.payment_id = l.payment_ref AND p.amount_idr = l.amount_idr
WHERE c.code = %s AND l.kind = 'CREDIT'
    AND NOT EXISTS (SELECT FROM ledger.reconciliation r WHERE r.statement_line_id = l.statement_line_id)
    AND NOT EXISTS (SELECT FROM ledger.statement_line e WHERE e.payment_ref = l.payment_ref AND e.kind = 'CREDIT'
        AND e.statement_line_id < l.statement_line_id)
ON CONFLICT (statement_line_id) DO NOTHING
"""
OPEN = """
SELECT l.statement_line_id, l.line_id, l.value_on, l.kind, l.service, l.reference, l.account_no, l.amount_idr,
    coalesce(n.payment_id, l.payment_ref), coalesce(n.amount_idr, p.amount_idr),
    EXISTS (SELECT FROM ledger.statement_line e WHERE e.payment_ref = l.payment_ref AND e.kind = l.kind
        AND e.statement_line_id < l.statement_line_id)
FROM ledger.statement_line l
JOIN ledger.party c ON c.party_id = l.channel_id
LEFT JOIN ledger.payment p ON p.payment_id = l.payment_ref
LEFT JOIN LATERAL (
    WITH RECURSIVE stands AS (
        SELECT p.payment_id, p.amount_idr, 0 AS step
        UNION ALL SELECT q.payment_id, q.amount_idr, s.step + 1 FROM stands s
        JOIN ledger.payment q ON q.corrects_id = s.payment_id
    ) SELECT payment_id, amount_idr FROM stands ORDER BY step DESC LIMIT 1
) n ON true
WHERE c.code = %s AND l.kind = %s
    AND NOT EXISTS (SELECT FROM ledger.reconciliation r WHERE r.statement_line_id = l.statement_line_id)
ORDER BY l.statement_line_id
"""
FINDING = """
INSERT INTO ledger.reconciliation (
    channel_id, finding, statement_line_id, payment_id, told_idr, booked_idr, recorded_at)
SELECT l.channel_id, told.finding, l.statement_line_id, told.payment, told.told_idr, l.amount_idr, told.at
FROM (SELECT %s::text AS finding, %s::uuid AS payment, %s::bigint AS told_idr, %s::timestamptz AS at) told,
    ledger.statement_line l WHERE l.statement_line_id = %s
ON CONFLICT (statement_line_id) DO NOTHING
"""
MISSING = """
INSERT INTO ledger.reconciliation (channel_id, finding, payment_id, told_idr, recorded_at)
SELECT p.channel_id, 'MISSING', p.payment_id, p.amount_idr, %s
FROM ledger.payment p JOIN ledger.party c ON c.party_id = p.channel_id
WHERE c.code = %s AND p.paid_on <= %s AND p.corrects_id IS NULL
    AND NOT EXISTS (SELECT FROM ledger.statement_line l WHERE l.payment_ref = p.payment_id AND l.kind = 'CREDIT')
    AND NOT EXISTS (SELECT FROM ledger.reconciliation r WHERE r.payment_id = p.payment_id)
"""
STILL_MISSING = """
SELECT r.payment_id, r.told_idr FROM ledger.reconciliation r JOIN ledger.party c ON c.party_id = r.channel_id
WHERE c.code = %s AND r.finding = 'MISSING'
    AND NOT EXISTS (SELECT FROM ledger.statement_line l WHERE l.payment_ref = r.payment_id)
ORDER BY r.reconciliation_id
"""
