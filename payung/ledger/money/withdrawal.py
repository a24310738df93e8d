"""Which bills are owed no more, because the cover for which they were given out never began? They are withdrawn.

A bill is never taken away: a row says why it is withdrawn, an allocation without a payment closes it, and for each
posting that entered it one that names and reverses it, with the shares of the state and of regions. Saved credit is not
touched. A bill of which anything was ever paid is not withdrawn, nor is any after it.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from payung.ledger.enrol.enrolment import first_bill_id
from payung.ledger.reader.scope import current_scope, system_scope


def withdraw_unbegun(act_ids: Sequence[UUID], *, reason: str, on: date, at: datetime) -> int:
    """Withdraw the bills of acts whose memberships are all over or void, and whose first bill nobody paid; how many.

    Cover begins with the payment of the first bill: without it none of the later months was covered either, so that
    bills of those months that have lines of nobody else are withdrawn with it. `reason` is of terms, withdrawals. The
    same acts again withdraw nothing more.
    """
    acts = sorted(set(act_ids))
    if not acts:
        return 0
    values: dict[str, Any] = {
        "acts": acts,
        "firsts": [first_bill_id(act_id) for act_id in acts],
        "reason": reason,
        "on": on,
        "at": at,
        "by": current_scope().user_id,
    }
    with transaction.atomic(), system_scope(), connection.cursor() as cursor:
        # Payments of these payers wait: one that came in between would pay what is being withdrawn.
        cursor.execute(LOCK, values)
        cursor.execute(WITHDRAW, values)
        return _close([bill_id for (bill_id,) in cursor.fetchall()], at)


def withdraw(bill_ids: Sequence[UUID], *, reason: str, on: date, at: datetime) -> int:
    """Withdraw these bills, of which nothing is paid; how many. `reason` is of terms, withdrawals.

    Inside a transaction and the system's rights; payments of their payers must wait. Raises IntegrityError for a bill
    that may not be withdrawn.
    """
    values = {"bills": list(bill_ids), "reason": reason, "on": on, "at": at, "by": current_scope().user_id}
    with connection.cursor() as cursor:
        cursor.execute(NAMED, values)
        return _close([bill_id for (bill_id,) in cursor.fetchall()], at)


def _close(bills: Sequence[UUID], at: datetime) -> int:
    """Close bills that were just withdrawn, and reverse what entered them; how many."""
    if bills:
        with connection.cursor() as cursor:
            cursor.execute(CLOSE, {"bills": list(bills), "at": at})
            cursor.execute(BOOK, {"bills": list(bills), "at": at})
    return len(bills)


def book_withdrawals(at: datetime) -> int:
    """Reverse what was entered of bills after they were withdrawn, as by a billing that ran meanwhile; postings made.

    Inside a system scope's rights; may be repeated.
    """
    with transaction.atomic(), system_scope(), connection.cursor() as cursor:
        cursor.execute(BOOK, {"bills": None, "at": at})
        return int(cursor.rowcount)


LOCK = """
SELECT pg_advisory_xact_lock(ledger.account_of('CREDIT', p.participant_id, NULL)) FROM (
    SELECT DISTINCT b.participant_id FROM unnest(%(firsts)s::uuid[]) AS f (bill_id) JOIN ledger.bill b USING (bill_id)
    WHERE b.participant_id IS NOT NULL AND NOT EXISTS (SELECT FROM ledger.allocation a WHERE a.bill_id = b.bill_id)
    ORDER BY 1 OFFSET 0) AS p
"""
# An act is over where none of its memberships goes on. A later bill is withdrawn where each of its lines is of such an
# act, and no other membership of the line's participant with this payer holds in that month.
WITHDRAW = """
WITH gone AS MATERIALIZED (
    SELECT a.act_id, b.bill_id, b.participant_id, b.kind, b.month
    FROM unnest(%(acts)s::uuid[], %(firsts)s::uuid[]) AS a (act_id, bill_id) JOIN ledger.bill b USING (bill_id)
    WHERE b.participant_id IS NOT NULL
        AND NOT EXISTS (SELECT FROM ledger.enrolment e WHERE e.act_id = a.act_id AND e.superseded_at IS NULL
            AND NOT e.is_void AND (e.until IS NULL OR e.until >= %(on)s::date))
        AND NOT EXISTS (SELECT FROM ledger.allocation x WHERE x.bill_id = b.bill_id)
),
later AS (
    SELECT b.bill_id FROM gone g
    JOIN ledger.bill b ON b.participant_id = g.participant_id AND b.kind = g.kind AND b.month > g.month
    WHERE NOT EXISTS (SELECT FROM ledger.allocation x WHERE x.bill_id = b.bill_id)
        AND EXISTS (SELECT FROM ledger.bill_line l WHERE l.bill_id = b.bill_id)
        AND NOT EXISTS (SELECT FROM ledger.bill_line l WHERE l.bill_id = b.bill_id AND (
            NOT EXISTS (SELECT FROM ledger.enrolment e JOIN gone o ON o.act_id = e.act_id
                WHERE e.participant_id = l.participant_id AND e.programme = l.programme)
            OR EXISTS (SELECT FROM ledger.enrolment e WHERE e.participant_id = l.participant_id
                AND e.programme = l.programme AND e.payer_id = b.participant_id AND e.superseded_at IS NULL
                AND NOT e.is_void AND e.act_id NOT IN (SELECT o.act_id FROM gone o)
                AND e.pay_from < b.month + interval '1 month' AND (e.until IS NULL OR e.until >= b.month))))
)
INSERT INTO ledger.bill_withdrawal (bill_id, reason, withdrawn_on, entered_by, recorded_at)
SELECT w.bill_id, %(reason)s, %(on)s::date, %(by)s::bigint, %(at)s::timestamptz
FROM (SELECT g.bill_id FROM gone g UNION SELECT l.bill_id FROM later l) AS w
ON CONFLICT DO NOTHING RETURNING bill_id
"""
NAMED = """
INSERT INTO ledger.bill_withdrawal (bill_id, reason, withdrawn_on, entered_by, recorded_at)
SELECT n.bill_id, %(reason)s, %(on)s::date, %(by)s::bigint, %(at)s::timestamptz
FROM unnest(%(bills)s::uuid[]) AS n (bill_id) ON CONFLICT DO NOTHING RETURNING bill_id
"""
CLOSE = """
INSERT INTO ledger.allocation (allocation_id, bill_id, payment_id, amount_idr, recorded_at)
SELECT ledger.name_uuid('withdrawn/' || b.bill_id), b.bill_id, NULL, b.amount_idr, %(at)s::timestamptz
FROM ledger.bill b WHERE b.bill_id = ANY (%(bills)s::uuid[])
"""
# A bill stands in the books once its month was billed, with a posting for each programme. What the state and regions
# owe of it is part of a posting for many bills, which therefore is not named.
BOOK = """
WITH withdrawn AS MATERIALIZED (
    SELECT w.bill_id, b.participant_id, w.withdrawn_on, ledger.name_uuid('withdrawn/' || w.bill_id) AS entry
    FROM ledger.bill_withdrawal w JOIN ledger.bill b USING (bill_id)
    WHERE %(bills)s::uuid[] IS NULL OR w.bill_id = ANY (%(bills)s::uuid[])
),
entered AS (
    SELECT ledger.name_uuid('withdrawn/' || p.posting_id) AS posting_id, w.entry, p.credit_id AS debit_id,
        p.debit_id AS credit_id, p.amount_idr, w.withdrawn_on, w.bill_id, p.posting_id AS corrects_id
    FROM withdrawn w CROSS JOIN unnest(ARRAY['JKN', 'JKK', 'JKM', 'JHT', 'JP']) AS g (programme)
    JOIN ledger.posting p ON p.posting_id = ledger.owed_uuid(w.bill_id, g.programme)
),
given AS (
    SELECT w.bill_id, w.entry, w.withdrawn_on, g.code, sum(g.amount_idr)::bigint AS amount_idr
    FROM withdrawn w JOIN ledger.bill_line l USING (bill_id)
    CROSS JOIN LATERAL (SELECT e.region_code FROM ledger.enrolment e WHERE e.participant_id = l.participant_id
        AND e.programme = l.programme AND e.payer_id = w.participant_id ORDER BY e.recorded_at DESC LIMIT 1) AS e
    CROSS JOIN LATERAL (VALUES ('NEGARA', l.state_idr), (coalesce((SELECT t.code FROM ledger.party t
        WHERE t.code = 'DAERAH-' || left(e.region_code, 2)), 'DAERAH-00'), l.region_idr)) AS g (code, amount_idr)
    WHERE g.amount_idr > 0 GROUP BY 1, 2, 3, 4
)
INSERT INTO ledger.posting (posting_id, entry, debit_id, credit_id, amount_idr, effective_on, kind, bill_id,
    corrects_id, recorded_at)
SELECT posting_id, entry, debit_id, credit_id, amount_idr, withdrawn_on, 'REVERSAL', bill_id, corrects_id,
    %(at)s::timestamptz FROM entered
UNION ALL
SELECT ledger.name_uuid('withdrawn/given/' || g.code || '/' || g.bill_id), g.entry, i.account_id, s.account_id,
    g.amount_idr, g.withdrawn_on, 'REVERSAL', g.bill_id, NULL, %(at)s::timestamptz
FROM given g JOIN ledger.party p USING (code)
JOIN ledger.account s ON s.party_id = p.party_id AND s.kind = 'SUBSIDY' AND s.programme = 'JKN'
JOIN (SELECT a.account_id FROM ledger.account a JOIN ledger.party p USING (party_id)
    WHERE a.kind = 'INCOME' AND a.programme = 'JKN' AND p.kind = 'AGENCY') AS i ON true
ON CONFLICT DO NOTHING
"""
