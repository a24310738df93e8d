"""Of whom is an unpaid first bill still owed, when a part of a family moved to an employer? It is given out anew.

Cover begins with the payment of the first bill, and nobody should have to pay for whoever is covered by an employer to
begin it. The bill is withdrawn with those of later months; one for those who stay takes the place of each, due on the
same day. Their memberships go on by an act of their own, of which the new first bill is drawn.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import connection, transaction

from payung.ledger.enrol.enrolment import carry_over, first_bill_id
from payung.ledger.money.withdrawal import LOCK, withdraw
from payung.ledger.reader.scope import system_scope


def replace_unbegun(act_ids: Sequence[UUID], by_act: UUID, *, on: date, at: datetime) -> int:
    """Give out anew the unpaid bills of acts of which a part ended or never held, for those who stay; bills withdrawn.

    Only of JKN, whose price is the same for everybody of a family. `by_act` is the act that ended the part. The same
    acts again change nothing. To be asked after `withdraw_unbegun`, which takes those of which nothing goes on.
    """
    acts = sorted(set(act_ids))
    if not acts:
        return 0
    with transaction.atomic(), system_scope(), connection.cursor() as cursor:
        cursor.execute(LOCK, {"firsts": [first_bill_id(act_id) for act_id in acts]})
        cursor.execute(PARTED, {"acts": acts, "firsts": [first_bill_id(act_id) for act_id in acts]})
        parted = {act_id: uuid5(by_act, f"stays|{act_id}") for (act_id,) in cursor.fetchall()}
        if not parted:
            return 0
        values: dict[str, Any] = {
            "acts": list(parted),
            "firsts": [first_bill_id(act_id) for act_id in parted],
            "as_firsts": [first_bill_id(act_id) for act_id in parted.values()],
            "at": at,
            "on": on,
        }
        cursor.execute(REPLACED, values)
        rows = cursor.fetchall()
        carry_over(parted, at=at)
        bills = [bill_id for bill_id, *_ in rows]
        withdraw(bills, reason="PART_MOVED", on=on, at=at)
        values |= {"bills": bills, "as_bills": [new for _, new, _, _ in rows]}
        values |= {"amounts": [idr for _, _, idr, _ in rows], "left": [left for *_, left in rows]}
        cursor.execute(GIVE_OUT, values)
        cursor.execute(LINES, values | {"left": sorted({one for *_, left in rows for one in left})})
        cursor.execute(BOOK, values)
    return len(bills)


# Acts of which somebody goes on and somebody does not, and of whose first bill nothing was paid.
PARTED = """
SELECT a.act_id FROM unnest(%(acts)s::uuid[], %(firsts)s::uuid[]) AS a (act_id, bill_id)
JOIN ledger.bill b USING (bill_id)
WHERE b.participant_id IS NOT NULL AND b.kind = 'JKN'
    AND EXISTS (SELECT FROM ledger.enrolment e WHERE e.act_id = a.act_id AND e.superseded_at IS NULL AND NOT e.is_void
        AND e.until IS NULL)
    AND EXISTS (SELECT FROM ledger.enrolment e WHERE e.act_id = a.act_id AND e.superseded_at IS NULL
        AND (e.is_void OR e.until IS NOT NULL))
    AND NOT EXISTS (SELECT FROM ledger.allocation x WHERE x.bill_id = b.bill_id)
"""
# The first bill and the unpaid ones after it in which somebody stands who left; what each comes to for those who stay.
REPLACED = """
WITH act AS MATERIALIZED (
    SELECT a.act_id, b.bill_id, a.as_id, b.participant_id, b.month, b.amount_idr
    FROM unnest(%(acts)s::uuid[], %(firsts)s::uuid[], %(as_firsts)s::uuid[]) AS a (act_id, bill_id, as_id)
    JOIN ledger.bill b USING (bill_id)
),
member AS MATERIALIZED (
    SELECT a.act_id, e.participant_id, bool_or(NOT e.is_void AND e.until IS NULL) AS stays
    FROM act a JOIN ledger.enrolment e ON e.act_id = a.act_id AND e.superseded_at IS NULL GROUP BY 1, 2
),
of_act AS MATERIALIZED (
    SELECT act_id, count(*) AS members, count(*) FILTER (WHERE stays) AS staying,
        coalesce(array_agg(participant_id) FILTER (WHERE NOT stays), '{}') AS gone
    FROM member GROUP BY 1
),
bills AS (
    SELECT a.act_id, a.bill_id, a.as_id, a.amount_idr FROM act a
    UNION ALL
    SELECT a.act_id, b.bill_id, ledger.name_uuid('stays/' || b.bill_id || '/' || a.as_id), b.amount_idr
    FROM act a JOIN of_act o USING (act_id)
    JOIN ledger.bill b ON b.participant_id = a.participant_id AND b.kind = 'JKN' AND b.month > a.month
    WHERE NOT EXISTS (SELECT FROM ledger.allocation x WHERE x.bill_id = b.bill_id)
        AND EXISTS (SELECT FROM ledger.bill_line l WHERE l.bill_id = b.bill_id AND l.participant_id = ANY (o.gone))
)
SELECT b.bill_id, b.as_id, coalesce((SELECT sum(l.amount_idr) FILTER (WHERE l.participant_id <> ALL (o.gone))
    FROM ledger.bill_line l WHERE l.bill_id = b.bill_id), b.amount_idr * o.staying / o.members)::bigint, o.gone
FROM bills b JOIN of_act o USING (act_id) ORDER BY 1
"""
GIVE_OUT = """
INSERT INTO ledger.bill (bill_id, participant_id, kind, month, due_on, amount_idr, recorded_at)
SELECT n.as_id, b.participant_id, b.kind, b.month, b.due_on, n.amount_idr, %(at)s::timestamptz
FROM unnest(%(bills)s::uuid[], %(as_bills)s::uuid[], %(amounts)s::bigint[]) AS n (bill_id, as_id, amount_idr)
JOIN ledger.bill b USING (bill_id) WHERE n.amount_idr > 0
"""
LINES = """
INSERT INTO ledger.bill_line (bill_id, participant_id, programme, care_class, base_idr, gross_idr, relief_idr,
    state_idr, region_idr, amount_idr, worker_idr, note)
SELECT n.as_id, l.participant_id, l.programme, l.care_class, l.base_idr, l.gross_idr, l.relief_idr, l.state_idr,
    l.region_idr, l.amount_idr, l.worker_idr, l.note
FROM unnest(%(bills)s::uuid[], %(as_bills)s::uuid[], %(amounts)s::bigint[]) AS n (bill_id, as_id, amount_idr)
JOIN ledger.bill_line l ON l.bill_id = n.bill_id
WHERE n.amount_idr > 0 AND l.participant_id <> ALL (%(left)s::bigint[])
"""
# What of a bill had its lines stood in the books, and does so again for those who stay, with the shares of others.
BOOK = """
WITH line AS MATERIALIZED (
    SELECT b.bill_id, b.participant_id AS payer_id, b.month, l.*
    FROM ledger.bill b JOIN (SELECT l.bill_id AS of_bill, l.participant_id, l.state_idr, l.region_idr, l.amount_idr
        FROM ledger.bill_line l) AS l ON l.of_bill = b.bill_id
    WHERE b.bill_id = ANY (%(as_bills)s::uuid[])
),
income AS MATERIALIZED (
    SELECT a.account_id FROM ledger.account a JOIN ledger.party p USING (party_id)
    WHERE a.kind = 'INCOME' AND a.programme = 'JKN' AND p.kind = 'AGENCY'
),
given AS (
    SELECT n.bill_id, n.month, g.code, sum(g.amount_idr)::bigint AS amount_idr
    FROM line n
    CROSS JOIN LATERAL (SELECT e.region_code FROM ledger.enrolment e WHERE e.participant_id = n.participant_id
        AND e.programme = 'JKN' AND e.payer_id = n.payer_id ORDER BY e.recorded_at DESC LIMIT 1) AS e
    CROSS JOIN LATERAL (VALUES ('NEGARA', n.state_idr), (coalesce((SELECT t.code FROM ledger.party t
        WHERE t.code = 'DAERAH-' || left(e.region_code, 2)), 'DAERAH-00'), n.region_idr)) AS g (code, amount_idr)
    WHERE g.amount_idr > 0 GROUP BY 1, 2, 3
)
INSERT INTO ledger.posting (
    posting_id, entry, debit_id, credit_id, amount_idr, effective_on, kind, bill_id, recorded_at)
SELECT ledger.owed_uuid(n.bill_id, 'JKN'), n.bill_id, ledger.account_of('RECEIVABLE', n.payer_id, NULL), i.account_id,
    sum(n.amount_idr)::bigint, n.month, 'BILL', n.bill_id, %(at)s::timestamptz
FROM line n CROSS JOIN income i GROUP BY n.bill_id, n.payer_id, n.month, i.account_id HAVING sum(n.amount_idr) > 0
UNION ALL
SELECT ledger.name_uuid('stays/given/' || g.code || '/' || g.bill_id), g.bill_id, s.account_id, i.account_id,
    g.amount_idr, g.month, 'SUBSIDY', g.bill_id, %(at)s::timestamptz
FROM given g CROSS JOIN income i JOIN ledger.party p USING (code)
JOIN ledger.account s ON s.party_id = p.party_id AND s.kind = 'SUBSIDY' AND s.programme = 'JKN'
"""
