-- Payments that wait at the same time are posted by one statement and one commit. Starting and ending a statement, checking what
-- it wrote and committing cost a payment more than its rows do (decision 9); together they cost that once.

DROP FUNCTION ledger.receive_payment(
    text, uuid, text, text, text, text, text, bigint, bigint, timestamptz, timestamptz, uuid);

-- A payment as it is told, and who pays and who tells: what is looked up before the payer's account is held.
CREATE TYPE ledger.told_payment AS (
    number int, payment_id uuid, channel text, kind text, request_id text, external_id text, account_no text, amount_idr bigint,
    total_idr bigint, paid_at timestamptz, at timestamptz, corrects_id uuid, paid_on date, turn bigint, known_no text,
    participant_id bigint, party_id bigint, closed_on date, amount_rule text, credit_id bigint, owed_id bigint, bank_id bigint,
    cash_id bigint, suspense_id bigint
);

-- Payments a bank tells, as a JSON array of objects: each answered as the first time where it is a repeat, else posted. The
-- caller's id is the key. Where somebody else holds a payer's account just now, his payments are waited for, or left out of the
-- answer, so that others need not wait with them.
-- It runs as the owner, past row security, because that would check the context anew in each of its statements; it checks it once:
-- only the machine's own context is taken, not that of a reader, however wide.
CREATE FUNCTION ledger.receive_payments(told_context text, told json, waits boolean)
RETURNS TABLE (number int, outcome text, reason text, is_repeat boolean, settled int, credit_idr bigint, active_from date)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = ledger, pg_temp SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
    known ledger.told_payment[];
    held ledger.payment;
    one record;
    turns int;
    is_lacking boolean;
BEGIN
    IF (ledger.context_of(told_context))[3:4] IS DISTINCT FROM ARRAY['0', 'SYSTEM'] THEN
        RAISE insufficient_privilege USING MESSAGE = 'money is received by the machine itself';
    END IF;
    -- Payments of one payer come one after the other, here in turns and between sessions by a lock: two would else spend the same
    -- credit. What the next statement sees is taken anew, with what the one before has paid. Accounts that lack are made.
    FOR attempt IN 1..2 LOOP
        SELECT array_agg(w.told) FILTER (WHERE waits OR w.is_held IS NOT false), max((w.told).turn), bool_or(w.is_lacking)
        INTO known, turns, is_lacking FROM (
            SELECT ROW(
                    t.*, (t.paid_at AT TIME ZONE 'Asia/Jakarta')::date, row_number() OVER (PARTITION BY t.account_no ORDER BY t.number),
                    v.number, v.participant_id, v.party_id, v.closed_on, v.amount_rule, coalesce(a.credit_id, o.credit_id),
                    coalesce(a.owed_id, o.owed_id), b.party_id, k.cash_id, k.suspense_id
                )::ledger.told_payment AS told,
                CASE WHEN waits THEN pg_advisory_xact_lock(coalesce(a.credit_id, o.credit_id)) IS NULL
                    ELSE pg_try_advisory_xact_lock(coalesce(a.credit_id, o.credit_id)) END AS is_held,
                num_nulls(k.cash_id, k.suspense_id) > 0 OR v.number IS NOT NULL
                    AND num_nulls(coalesce(a.credit_id, o.credit_id), coalesce(a.owed_id, o.owed_id)) > 0 AS is_lacking
            FROM json_to_recordset(told) AS t (
                number int, payment_id uuid, channel text, kind text, request_id text, external_id text, account_no text,
                amount_idr bigint, total_idr bigint, paid_at timestamptz, at timestamptz, corrects_id uuid)
            LEFT JOIN ledger.virtual_account v ON v.number = t.account_no
            LEFT JOIN LATERAL (
                SELECT max(c.account_id) FILTER (WHERE c.kind = 'CREDIT') AS credit_id,
                    max(c.account_id) FILTER (WHERE c.kind = 'RECEIVABLE') AS owed_id
                FROM ledger.account c WHERE c.participant_id = v.participant_id AND c.programme IS NULL
            ) AS a ON true
            LEFT JOIN LATERAL (
                SELECT max(c.account_id) FILTER (WHERE c.kind = 'CREDIT') AS credit_id,
                    max(c.account_id) FILTER (WHERE c.kind = 'RECEIVABLE') AS owed_id
                FROM ledger.account c WHERE c.party_id = v.party_id AND c.programme IS NULL
            ) AS o ON true
            LEFT JOIN ledger.party b ON b.code = t.channel
            LEFT JOIN LATERAL (
                SELECT max(c.account_id) FILTER (WHERE c.kind = 'CASH') AS cash_id,
                    max(c.account_id) FILTER (WHERE c.kind = 'SUSPENSE') AS suspense_id
                FROM ledger.account c WHERE c.party_id = b.party_id AND c.programme IS NULL
            ) AS k ON true
        ) AS w;
        EXIT WHEN NOT is_lacking;
        PERFORM ledger.bank_of(t.channel) FROM json_to_recordset(told) AS t (channel text) GROUP BY t.channel;
        PERFORM ledger.account_of(k.kind, v.participant_id, v.party_id) FROM json_to_recordset(told) AS t (account_no text)
        JOIN ledger.virtual_account v ON v.number = t.account_no CROSS JOIN unnest(ARRAY['CREDIT', 'RECEIVABLE']) AS k (kind);
    END LOOP;
    FOR this_turn IN 1..turns LOOP
        FOR one IN
            -- What each has and owes, and which whole bills the money fills, the oldest first.
            WITH weighed AS (
                SELECT t.*, h.balance_idr, f.due_idr, f.spent_idr, f.bills, f.bill_ids, f.amounts
                FROM unnest(known) AS t
                LEFT JOIN LATERAL ledger.balance(t.credit_id) h ON true
                LEFT JOIN LATERAL (
                    SELECT coalesce(max(b.sum_idr), 0) AS due_idr,
                        coalesce(max(b.sum_idr) FILTER (WHERE b.sum_idr <= h.balance_idr + t.amount_idr), 0) AS spent_idr,
                        (count(*) FILTER (WHERE b.sum_idr <= h.balance_idr + t.amount_idr))::int AS bills,
                        array_agg(b.bill_id ORDER BY b.sum_idr) AS bill_ids, array_agg(b.amount_idr ORDER BY b.sum_idr) AS amounts
                    FROM ledger.open_bills(t.participant_id, t.party_id) b
                ) AS f ON true
                WHERE t.turn = this_turn
            ), judged AS (
                -- Where only the whole amount is taken, any other is a mistake, and what is paid already is not paid twice: the bank
                -- is told so and gives it back. What corrects another payment is vouched for by a statement or an officer.
                SELECT k.*, CASE
                    WHEN k.known_no IS NULL THEN 'UNKNOWN_ACCOUNT'
                    WHEN k.closed_on <= k.paid_on THEN 'CLOSED_ACCOUNT'
                    WHEN k.amount_rule <> 'EXACT' OR k.corrects_id IS NOT NULL THEN NULL
                    WHEN k.due_idr <= k.balance_idr THEN 'NOTHING_DUE'
                    WHEN k.total_idr <> k.amount_idr OR k.amount_idr <> k.due_idr - k.balance_idr THEN 'WRONG_AMOUNT'
                END AS reason FROM weighed k
            ), decided AS MATERIALIZED (
                SELECT j.*, CASE WHEN j.reason IS NOT NULL THEN 'SUSPENSE' WHEN j.bills > 0 THEN 'SETTLED' ELSE 'CREDITED' END AS outcome,
                    CASE WHEN j.reason IS NULL THEN j.bills ELSE 0 END AS settled,
                    CASE WHEN j.reason IS NULL THEN j.balance_idr + j.amount_idr - j.spent_idr ELSE 0 END AS saved_idr,
                    CASE WHEN j.reason IS NULL AND j.bills > 0 AND j.spent_idr = j.due_idr THEN j.paid_on END AS active_from,
                    CASE WHEN j.reason IS NULL THEN j.credit_id ELSE j.suspense_id END AS target_id
                FROM judged j
            ), written AS (
                INSERT INTO ledger.payment (
                    payment_id, channel_id, kind, request_id, external_id, account_no, amount_idr, total_idr, paid_at, paid_on,
                    received_on, outcome, reason, settled_bills, credit_after_idr, active_from, corrects_id, recorded_at)
                SELECT d.payment_id, d.bank_id, d.kind, d.request_id, d.external_id, d.account_no, d.amount_idr, d.total_idr, d.paid_at,
                    d.paid_on, (d.at AT TIME ZONE 'Asia/Jakarta')::date, d.outcome, d.reason, d.settled, d.saved_idr, d.active_from,
                    d.corrects_id, d.at
                FROM decided d ORDER BY d.payment_id, d.number
                ON CONFLICT DO NOTHING RETURNING payment_id, account_no
            ), posted AS MATERIALIZED (
                -- Two told under one id differ in the account: only one of them was written.
                SELECT d.* FROM written w JOIN decided d ON d.payment_id = w.payment_id AND d.account_no = w.account_no
            ), paid AS MATERIALIZED (
                SELECT uuidv7() AS paid_id, t.bill_id, t.amount_idr AS part_idr, p.payment_id, p.target_id, p.owed_id, p.paid_on, p.at
                FROM posted p CROSS JOIN LATERAL unnest(p.bill_ids[:p.settled], p.amounts[:p.settled]) AS t (bill_id, amount_idr)
            ), allocated AS (
                INSERT INTO ledger.allocation (allocation_id, bill_id, payment_id, amount_idr, recorded_at)
                SELECT a.paid_id, a.bill_id, a.payment_id, a.part_idr, a.at FROM paid a
            ), entered AS (
                -- The receipt bears the payment's own id, then each bill is settled from the payer's account, under the id of its
                -- allocation.
                INSERT INTO ledger.posting (
                    posting_id, entry, debit_id, credit_id, amount_idr, effective_on, kind, bill_id, payment_id, recorded_at)
                SELECT p.payment_id, p.payment_id, p.cash_id, p.target_id, p.amount_idr, p.paid_on, 'RECEIPT', NULL, p.payment_id, p.at
                FROM posted p
                UNION ALL
                SELECT a.paid_id, a.payment_id, a.target_id, a.owed_id, a.part_idr, a.paid_on, 'SETTLE', a.bill_id, a.payment_id, a.at
                FROM paid a
            )
            SELECT d.number, d.payment_id, d.account_no, d.amount_idr, d.outcome, d.reason, d.settled, d.saved_idr, d.active_from,
                p.number IS NOT NULL AS is_new
            FROM decided d LEFT JOIN posted p ON p.number = d.number
        LOOP
            number := one.number;
            is_repeat := NOT one.is_new;
            outcome := one.outcome;
            reason := one.reason;
            settled := one.settled;
            credit_idr := one.saved_idr;
            active_from := one.active_from;
            IF is_repeat THEN
                -- The keys refused it: it was posted before, or the header's id served another request today.
                SELECT * INTO held FROM ledger.payment p WHERE p.payment_id = one.payment_id;
                is_repeat := FOUND;
                outcome := held.outcome;
                reason := held.reason;
                settled := held.settled_bills;
                credit_idr := held.credit_after_idr;
                active_from := held.active_from;
                IF NOT is_repeat OR held.account_no <> one.account_no OR held.amount_idr <> one.amount_idr THEN
                    outcome := 'REFUSED';
                    reason := CASE WHEN is_repeat THEN 'OTHER_CONTENT' ELSE 'EXTERNAL_ID_USED' END;
                    settled := 0;
                    credit_idr := 0;
                    active_from := NULL;
                END IF;
            END IF;
            RETURN NEXT;
        END LOOP;
    END LOOP;
END
$$;
REVOKE ALL ON FUNCTION ledger.receive_payments(text, json, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger.receive_payments(text, json, boolean) TO payung_app;
