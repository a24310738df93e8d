-- id: late_fee
-- Which months employers were late with contributions that they were billed, those charged before left out. The fee of a month
-- that has passed since the day of a bill stands on a bill of its own for each bill of contributions; the rules of law are put in by
-- `payung.ledger.money.late_fee`. The fee is that of employers; organs of the state are none (decision 20).
-- What is looked up for a row stands in a LATERAL with OFFSET, which goes by an index for each row whatever is known of a table's
-- size; what the steps have found is joined by hashing.
WITH
contribution AS MATERIALIZED (
    -- Nobody is late with what was not billed yet: of a month billed afterwards the day counts on which the bill was given out.
    SELECT row_number() OVER (ORDER BY b.bill_id) AS ask_no, b.bill_id, b.party_id, b.month, b.amount_idr,
        greatest(b.due_on, (b.recorded_at AT TIME ZONE 'Asia/Jakarta')::date) AS due_on
    FROM ledger.bill b CROSS JOIN LATERAL (SELECT t.kind FROM ledger.party t WHERE t.party_id = b.party_id OFFSET 0) AS t
    WHERE b.party_id = ANY (%(employers)s::bigint[]) AND b.kind = 'PU'
        AND b.due_on < %(as_of)s::date AND t.kind NOT IN ('STATE', 'REGION', 'VILLAGE')
),
-- The day on which a bill was paid whole is that of the last payment of which something stands: what was taken back does not.
settled AS MATERIALIZED (
    SELECT g.bill_id, sum(g.amount_idr) AS paid_idr, max(g.paid_on) FILTER (WHERE g.amount_idr > 0) AS paid_on
    FROM (SELECT a.bill_id, a.payment_id, sum(a.amount_idr) AS amount_idr,
            max(coalesce(p.paid_on, (a.recorded_at AT TIME ZONE 'Asia/Jakarta')::date)) AS paid_on
        FROM contribution c
        CROSS JOIN LATERAL (SELECT * FROM ledger.allocation a WHERE a.bill_id = c.bill_id OFFSET 0) AS a
        LEFT JOIN LATERAL (SELECT p.paid_on FROM ledger.payment p WHERE p.payment_id = a.payment_id OFFSET 0) AS p ON true
        GROUP BY 1, 2) AS g
    GROUP BY 1
),
charged AS MATERIALIZED (
    SELECT f.of_bill_id AS bill_id, coalesce(max(f.months_late) FILTER (WHERE w.bill_id IS NULL), 0) AS months,
        count(DISTINCT w.bill_id) AS withdrawn
    FROM contribution c
    CROSS JOIN LATERAL (SELECT * FROM ledger.late_fee f WHERE f.of_bill_id = c.bill_id OFFSET 0) AS f
    LEFT JOIN LATERAL (SELECT w.bill_id FROM ledger.bill_withdrawal w WHERE w.bill_id = f.bill_id OFFSET 0) AS w ON true
    GROUP BY 1
),
paid AS MATERIALIZED (
    SELECT c.*, CASE WHEN s.paid_idr >= c.amount_idr THEN s.paid_on END AS paid_on, coalesce(g.months, 0) AS months_before,
        coalesce(g.withdrawn, 0) AS withdrawn
    FROM contribution c LEFT JOIN settled s USING (bill_id) LEFT JOIN charged g USING (bill_id)
),
counted AS MATERIALIZED (
    WITH asked AS (
        SELECT ask_no, month AS contribution_month, due_on, least(paid_on, %(as_of)s::date) AS paid_on FROM paid)
    <pu.months_late>
),
-- Two questions of each programme of a bill: the fee of all months up to now, and that of the months charged before.
late AS MATERIALIZED (
    SELECT row_number() OVER (ORDER BY p.ask_no, o.programme) AS late_no, p.bill_id AS of_bill_id, p.party_id, p.month, p.withdrawn,
        p.months_before::bigint AS months_before, c.months_late::bigint AS months_late, o.programme, o.owed_idr
    FROM paid p JOIN counted c USING (ask_no)
    CROSS JOIN LATERAL (SELECT l.programme, sum(l.amount_idr)::bigint AS owed_idr FROM ledger.bill_line l
        WHERE l.bill_id = p.bill_id GROUP BY 1 OFFSET 0) AS o
    WHERE c.months_late > p.months_before AND o.owed_idr > 0
),
reckoned AS MATERIALIZED (
    WITH asked AS (
        SELECT late_no * 2 + n.is_all AS ask_no, month AS contribution_month, owed_idr,
            CASE n.is_all WHEN 1 THEN months_late ELSE months_before END AS months_late
        FROM late CROSS JOIN (VALUES (0), (1)) AS n (is_all))
    <pu.late_fee>
),
line AS MATERIALIZED (
    SELECT l.*, u.fee_idr - b.fee_idr AS amount_idr, ledger.name_uuid(concat_ws('/', 'late_fee', l.of_bill_id, l.months_before,
        l.months_late, l.withdrawn)) AS bill_id
    FROM late l JOIN reckoned u ON u.ask_no = l.late_no * 2 + 1 JOIN reckoned b ON b.ask_no = l.late_no * 2
    WHERE u.fee_idr > b.fee_idr
),
entered AS (
    INSERT INTO ledger.bill (bill_id, party_id, kind, month, due_on, amount_idr, recorded_at)
    SELECT l.bill_id, l.party_id, 'LATE_FEE', l.month, %(as_of)s::date, sum(l.amount_idr)::bigint, %(at)s::timestamptz
    FROM line l GROUP BY l.bill_id, l.party_id, l.month ORDER BY l.bill_id
    ON CONFLICT (bill_id) DO NOTHING
    RETURNING bill_id, party_id, amount_idr
),
made AS MATERIALIZED (SELECT l.* FROM entered e JOIN line l USING (bill_id)),
lines AS (
    INSERT INTO ledger.late_fee (bill_id, programme, of_bill_id, months_before, months_late, owed_idr, amount_idr)
    SELECT bill_id, programme, of_bill_id, months_before, months_late, owed_idr, amount_idr FROM made
),
-- The employer owes the agency; each programme has its own fees.
booked AS (
    INSERT INTO ledger.posting (posting_id, entry, debit_id, credit_id, amount_idr, effective_on, kind, bill_id, recorded_at)
    SELECT ledger.owed_uuid(m.bill_id, m.programme), m.bill_id, a.account_id, i.account_id, m.amount_idr, %(as_of)s::date, 'BILL',
        m.bill_id, %(at)s::timestamptz
    FROM made m
    CROSS JOIN LATERAL (SELECT a.account_id FROM ledger.account a WHERE a.party_id = m.party_id AND a.kind = 'RECEIVABLE'
        AND a.programme IS NULL AND a.participant_id IS NULL OFFSET 0) AS a
    JOIN (SELECT a.account_id, a.programme FROM ledger.account a JOIN ledger.party p USING (party_id)
        WHERE a.kind = 'LATE_FEE' AND p.kind = 'AGENCY') AS i ON i.programme = m.programme
    ORDER BY m.bill_id, m.programme
    RETURNING amount_idr
)
SELECT (SELECT count(*) FROM entered), (SELECT coalesce(sum(amount_idr), 0)::bigint FROM entered),
    (SELECT coalesce(array_agg(DISTINCT party_id), '{}') FROM entered),
    (SELECT coalesce(sum(amount_idr), 0) FROM entered) - (SELECT coalesce(sum(amount_idr), 0) FROM booked)
----
-- Fees of months in which a contribution was not late after all, because its payment was told after they were charged. Only what
-- is paid tells: what is open is late for as long as it is.
WITH
charged AS MATERIALIZED (
    SELECT f.bill_id, f.of_bill_id, max(f.months_late) AS months_late FROM ledger.bill b
    CROSS JOIN LATERAL (SELECT * FROM ledger.late_fee f WHERE f.bill_id = b.bill_id OFFSET 0) AS f
    LEFT JOIN LATERAL (SELECT w.bill_id FROM ledger.bill_withdrawal w WHERE w.bill_id = f.bill_id OFFSET 0) AS w ON true
    WHERE b.party_id = ANY (%(employers)s::bigint[]) AND b.kind = 'LATE_FEE' AND w.bill_id IS NULL
    GROUP BY 1, 2
),
settled AS MATERIALIZED (
    SELECT g.bill_id, sum(g.amount_idr) AS paid_idr, max(g.paid_on) FILTER (WHERE g.amount_idr > 0) AS paid_on
    FROM (SELECT a.bill_id, a.payment_id, sum(a.amount_idr) AS amount_idr,
            max(coalesce(p.paid_on, (a.recorded_at AT TIME ZONE 'Asia/Jakarta')::date)) AS paid_on
        FROM (SELECT DISTINCT of_bill_id FROM charged) AS c
        CROSS JOIN LATERAL (SELECT * FROM ledger.allocation a WHERE a.bill_id = c.of_bill_id OFFSET 0) AS a
        LEFT JOIN LATERAL (SELECT p.paid_on FROM ledger.payment p WHERE p.payment_id = a.payment_id OFFSET 0) AS p ON true
        GROUP BY 1, 2) AS g
    GROUP BY 1
),
paid AS MATERIALIZED (
    SELECT row_number() OVER (ORDER BY c.bill_id) AS ask_no, c.bill_id, c.months_late, o.month, s.paid_on,
        greatest(o.due_on, (o.recorded_at AT TIME ZONE 'Asia/Jakarta')::date) AS due_on
    FROM charged c CROSS JOIN LATERAL (SELECT * FROM ledger.bill o WHERE o.bill_id = c.of_bill_id OFFSET 0) AS o
    JOIN settled s ON s.bill_id = c.of_bill_id
    WHERE s.paid_idr >= o.amount_idr
),
counted AS MATERIALIZED (
    WITH asked AS (SELECT ask_no, month AS contribution_month, due_on, paid_on FROM paid)
    <pu.months_late>
)
SELECT p.bill_id FROM paid p JOIN counted c USING (ask_no) WHERE p.months_late > c.months_late ORDER BY 1
