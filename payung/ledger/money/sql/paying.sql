-- id: paying
-- Payers alike by month: who owed nothing when it began, and who had not paid its bill when it was over.
WITH settled AS MATERIALIZED (
    SELECT a.bill_id, sum(a.amount_idr) AS paid_idr, max(p.paid_on) AS paid_on,
        (array_agg(p.kind ORDER BY p.paid_on DESC, p.payment_id))[1] AS way
    FROM ledger.allocation a LEFT JOIN ledger.payment p USING (payment_id) GROUP BY a.bill_id),
relieved AS MATERIALIZED (SELECT DISTINCT l.bill_id FROM ledger.bill_line l WHERE l.relief_idr > 0),
owed AS MATERIALIZED (
    SELECT b.participant_id, b.kind, b.month, (b.month + interval '1 month')::date AS next_month,
        CASE WHEN s.paid_idr >= b.amount_idr THEN coalesce(s.paid_on, b.month) END AS paid_on, s.way,
        r.bill_id IS NOT NULL AS has_relief
    FROM ledger.bill b LEFT JOIN settled s USING (bill_id) LEFT JOIN relieved r USING (bill_id)
    WHERE b.kind IN ('JKN', 'BPU') AND b.participant_id IS NOT NULL
        AND b.month > (%(as_of)s::date - interval '13 months') AND b.month <= %(as_of)s::date
        AND NOT EXISTS (SELECT FROM ledger.bill_withdrawal w WHERE w.bill_id = b.bill_id)),
joined AS MATERIALIZED (
    SELECT e.payer_id AS participant_id, CASE e.programme WHEN 'JKN' THEN 'JKN' ELSE 'BPU' END AS kind, min(e.since) AS since,
        min(e.sector) AS sector
    FROM ledger.enrolment e
    WHERE e.superseded_at IS NULL AND NOT e.is_void AND e.payer_id IS NOT NULL AND e.segment IN ('PBPU', 'BPU')
    GROUP BY 1, 2),
told AS (
    SELECT o.participant_id, o.kind, o.month, o.next_month, o.has_relief,
        o.paid_on IS NOT NULL AND o.paid_on < o.next_month AS is_in_time,
        max(coalesce(o.paid_on, 'infinity')) OVER before AS all_paid_on, lag(o.way) OVER every AS way,
        count(*) OVER before AS seen,
        count(*) FILTER (WHERE o.paid_on IS NULL OR o.paid_on >= o.next_month) OVER before AS missed
    FROM owed o
    WINDOW every AS (PARTITION BY o.participant_id, o.kind ORDER BY o.month),
        before AS (every ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING))
SELECT t.kind, (extract(year FROM t.month) * 12 + extract(month FROM t.month) - 1)::int, coalesce(t.way, ''),
    CASE j.sector WHEN 'TRANSPORT' THEN 'TRANSPORT' ELSE 'OTHER' END, t.has_relief,
    greatest((extract(year FROM t.month) - extract(year FROM j.since)) * 12
        + extract(month FROM t.month) - extract(month FROM j.since), 0)::int,
    t.seen::int, t.missed::int, count(*)::int,
    count(*) FILTER (WHERE NOT t.is_in_time AND t.next_month <= %(as_of)s::date)::int
FROM told t JOIN joined j USING (participant_id, kind)
WHERE t.seen > 0 AND t.all_paid_on < t.month AND t.month >= date_trunc('month', j.since)
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
ORDER BY 1, 2, 3, 4, 5, 6, 7, 8
