-- id: past
-- A year of the past for people of a sample country: who was enrolled as the registers say, numbers to pay to, and what was paid.
-- Four statements, divided by lines of dashes; `payung.ledger.money.past` runs them.
INSERT INTO ledger.enrolment (enrolment_id, act_id, participant_id, subject, region_code, programme, segment, payer_id, since,
    pay_from, until, care_class, income_monthly_idr, sector, entered_by, recorded_at)
SELECT ledger.name_uuid('sample/' || encode(a.subject, 'hex') || '/' || m.programme), %(act)s::uuid, a.participant_id, a.subject,
    a.region_code, m.programme, m.segment, c.payer_id, m.since, m.since,
    CASE WHEN d.status = 'ENDED' AND d.since > m.since THEN d.since - 1 END,
    CASE WHEN m.programme = 'JKN' THEN m.care_class END,
    CASE WHEN m.programme <> 'JKN' THEN coalesce(m.wage_monthly_idr, p.income_monthly_idr) END,
    CASE WHEN m.programme <> 'JKN' THEN coalesce(m.sector, p.sector, 'OTHER') END, 0, %(at)s::timestamptz
FROM unnest(%(people)s::bigint[], %(participants)s::bigint[], %(payers)s::bigint[]) AS c (person_id, participant_id, payer_id)
JOIN ledger.participant a USING (participant_id)
JOIN ledger.person p ON p.generation = %(generation)s::int AND p.person_id = c.person_id
JOIN ledger.membership m ON m.generation = p.generation AND m.person_id = p.person_id AND m.rank = 1
    AND m.segment IN ('PBPU', 'BPU') AND m.programme IN ('JKN', 'JKK', 'JKM', 'JHT') AND m.since IS NOT NULL
LEFT JOIN ledger.determination d ON d.generation = p.generation AND d.person_id = p.person_id AND d.programme = m.programme
WHERE (m.segment = 'PBPU') = (m.programme = 'JKN') AND m.since <= %(as_of)s::date
ON CONFLICT DO NOTHING
----
INSERT INTO ledger.virtual_account (number, participant_id, amount_rule)
SELECT DISTINCT '88889' || lpad(p.payer_id::text, 11, '0'), p.payer_id, 'ANY'
FROM unnest(%(payers)s::bigint[]) AS p (payer_id)
WHERE NOT EXISTS (SELECT FROM ledger.virtual_account v WHERE v.participant_id = p.payer_id AND v.closed_on IS NULL)
ON CONFLICT DO NOTHING
----
INSERT INTO ledger.account (kind, participant_id) SELECT DISTINCT 'CREDIT', p.payer_id FROM unnest(%(payers)s::bigint[]) AS p (payer_id)
ON CONFLICT DO NOTHING
----
-- The bills of a month, each paid by one payment around the payer's day of the month in which it was paid.
WITH bank AS (SELECT * FROM ledger.bank_of('BANK_CONTOH')),
paid AS (
    SELECT ledger.name_uuid('sample/paid/' || b.bill_id) AS payment_id, b.bill_id, b.participant_id, b.amount_idr, v.number,
        greatest(b.month, least(c.paid_in + (b.due_on - b.month) - 8 + abs(hashtext(b.participant_id::text || c.paid_in)) %% 12,
            %(as_of)s::date)) AS paid_on,
        s.account_id AS saved_id, o.account_id AS owed_id
    FROM unnest(%(payers)s::bigint[], %(paid_in)s::date[]) AS c (payer_id, paid_in)
    JOIN ledger.bill b ON b.participant_id = c.payer_id AND b.month = %(month)s::date
    JOIN ledger.virtual_account v ON v.participant_id = c.payer_id AND v.closed_on IS NULL
    JOIN ledger.account s ON s.participant_id = c.payer_id AND s.kind = 'CREDIT' AND s.programme IS NULL
    JOIN ledger.account o ON o.participant_id = c.payer_id AND o.kind = 'RECEIVABLE' AND o.programme IS NULL
    WHERE NOT EXISTS (SELECT FROM ledger.allocation a WHERE a.bill_id = b.bill_id)
),
told AS (
    INSERT INTO ledger.payment (payment_id, channel_id, kind, request_id, account_no, amount_idr, total_idr, paid_at, paid_on,
        received_on, outcome, settled_bills, credit_after_idr, active_from, recorded_at)
    SELECT p.payment_id, bank.party_id, CASE WHEN hashtext(p.bill_id::text) %% 3 = 0 THEN 'QRIS' ELSE 'VA' END,
        p.payment_id::text, p.number, p.amount_idr, p.amount_idr, p.paid_on + interval '4 hours', p.paid_on, p.paid_on, 'SETTLED',
        1, 0, p.paid_on, p.paid_on + interval '4 hours'
    FROM paid p, bank ON CONFLICT DO NOTHING RETURNING payment_id
),
settled AS (
    INSERT INTO ledger.allocation (allocation_id, bill_id, payment_id, amount_idr, recorded_at)
    SELECT ledger.name_uuid('sample/settled/' || p.bill_id), p.bill_id, p.payment_id, p.amount_idr, p.paid_on + interval '4 hours'
    FROM paid p JOIN told USING (payment_id)
),
posted AS (
    INSERT INTO ledger.posting (posting_id, entry, debit_id, credit_id, amount_idr, effective_on, kind, bill_id, payment_id,
        recorded_at)
    SELECT p.payment_id, p.payment_id, bank.cash_id, p.saved_id, p.amount_idr, p.paid_on, 'RECEIPT', NULL::uuid, p.payment_id,
        p.paid_on + interval '4 hours'
    FROM paid p JOIN told USING (payment_id), bank
    UNION ALL
    SELECT ledger.name_uuid('sample/settle/' || p.bill_id), p.payment_id, p.saved_id, p.owed_id, p.amount_idr, p.paid_on,
        'SETTLE', p.bill_id, p.payment_id, p.paid_on + interval '4 hours'
    FROM paid p JOIN told USING (payment_id)
)
SELECT count(*) FROM told
