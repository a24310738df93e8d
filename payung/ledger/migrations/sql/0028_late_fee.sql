-- Who sees a bill of late fees sees what it is made of; only the machine enters it, and no row is changed.
ALTER TABLE ledger.late_fee ENABLE ROW LEVEL SECURITY;
ALTER TABLE ledger.late_fee FORCE ROW LEVEL SECURITY;
CREATE POLICY late_fee_in_scope ON ledger.late_fee FOR SELECT TO payung_app USING (
    CASE WHEN (SELECT ledger.scope_prefix()) = '' THEN true ELSE
        EXISTS (SELECT FROM ledger.bill b WHERE b.bill_id = late_fee.bill_id) END);
CREATE POLICY late_fee_by_machine ON ledger.late_fee FOR INSERT TO payung_app WITH CHECK ((SELECT ledger.scope_prefix()) = '');
CREATE POLICY late_fee_of_functions ON ledger.late_fee TO payung_owner USING (true);
GRANT SELECT, INSERT ON ledger.late_fee TO payung_app;
CREATE TRIGGER late_fee_is_append_only BEFORE UPDATE OR DELETE ON ledger.late_fee
    FOR EACH ROW EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER late_fee_is_not_emptied BEFORE TRUNCATE ON ledger.late_fee
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

-- A fee is a line of a bill of fees, for contributions that the same party was billed; and no month is charged twice, those of
-- withdrawn bills left out. The rows of a statement are checked as one set; what is looked up for each stands in a LATERAL with
-- OFFSET, so that a table that was counted while it was empty is not gone through for every row.
CREATE FUNCTION ledger.check_late_fees() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = ledger, pg_temp SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
DECLARE
    broken uuid;
BEGIN
    SELECT a.bill_id INTO broken FROM added a
    CROSS JOIN LATERAL (SELECT * FROM ledger.bill b WHERE b.bill_id = a.bill_id OFFSET 0) AS b
    CROSS JOIN LATERAL (SELECT * FROM ledger.bill o WHERE o.bill_id = a.of_bill_id OFFSET 0) AS o
    WHERE b.kind <> 'LATE_FEE' OR o.kind <> 'PU' OR o.party_id IS DISTINCT FROM b.party_id OR b.party_id IS NULL LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'bill % charges no contribution of its payer', broken
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'late_fee_of_the_payers_contribution';
    END IF;
    SELECT a.bill_id INTO broken FROM added a
    CROSS JOIN LATERAL (SELECT * FROM ledger.late_fee f WHERE f.of_bill_id = a.of_bill_id AND f.programme = a.programme
        AND f.bill_id <> a.bill_id OFFSET 0) AS f
    LEFT JOIN LATERAL (SELECT w.bill_id FROM ledger.bill_withdrawal w WHERE w.bill_id = f.bill_id OFFSET 0) AS w ON true
    WHERE w.bill_id IS NULL AND f.months_before < a.months_late AND a.months_before < f.months_late LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'bill % charges a month that is charged already', broken
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'late_fee_month_charged_once';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER late_fee_holds AFTER INSERT ON ledger.late_fee
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION ledger.check_late_fees();

-- Withdrawn is a participant's own bill of a month of which nothing was ever paid, or a bill of late fees of which nothing is
-- paid any more. This text stands in the place of that of 0027_bill_withdrawal.sql.
CREATE OR REPLACE FUNCTION ledger.hold_bill_withdrawal() RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    is_fee boolean;
BEGIN
    SELECT b.kind = 'LATE_FEE' INTO is_fee FROM ledger.bill b WHERE b.bill_id = NEW.bill_id;
    IF NOT is_fee THEN
        PERFORM FROM ledger.bill b WHERE b.bill_id = NEW.bill_id AND (b.party_id IS NOT NULL OR b.kind NOT IN ('JKN', 'BPU'));
        IF FOUND THEN
            RAISE EXCEPTION 'bill % is not a participant''s own', NEW.bill_id
                USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'bill_withdrawal_of_own_bill';
        END IF;
    END IF;
    IF is_fee IS DISTINCT FROM (NEW.reason = 'PAID_EARLIER') AND is_fee IS NOT NULL THEN
        RAISE EXCEPTION 'bill % is not withdrawn for %', NEW.bill_id, NEW.reason
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'bill_withdrawal_reason_of_its_kind';
    END IF;
    PERFORM FROM ledger.allocation a WHERE a.bill_id = NEW.bill_id
    HAVING CASE WHEN is_fee THEN sum(a.amount_idr) > 0 ELSE count(*) > 0 END;
    IF FOUND THEN
        RAISE EXCEPTION 'something of bill % was paid', NEW.bill_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'bill_withdrawal_of_unpaid';
    END IF;
    RETURN NEW;
END
$$;

-- The bills of a payer that are not paid, with the sum up to each: contributions the oldest first, then fees. The planner puts this
-- text in the place of its call, and leaves out what is not asked for.
DROP FUNCTION ledger.open_bills(bigint, bigint);
CREATE FUNCTION ledger.open_bills(of_participant bigint, of_party bigint)
RETURNS TABLE (bill_id uuid, month date, due_on date, amount_idr bigint, sum_idr bigint, is_fee boolean)
LANGUAGE sql STABLE
AS $$
    SELECT b.bill_id, b.month, b.due_on, b.amount_idr,
        (sum(b.amount_idr) OVER (ORDER BY b.is_fee, b.month, b.due_on, b.bill_id))::bigint, b.is_fee
    FROM (
        SELECT p.bill_id, p.month, p.due_on, p.amount_idr, p.kind = 'LATE_FEE' AS is_fee
        FROM ledger.bill p WHERE p.participant_id = of_participant
        UNION ALL
        SELECT p.bill_id, p.month, p.due_on, p.amount_idr, p.kind = 'LATE_FEE' FROM ledger.bill p WHERE p.party_id = of_party
    ) AS b
    LEFT JOIN LATERAL (SELECT sum(a.amount_idr) AS idr FROM ledger.allocation a WHERE a.bill_id = b.bill_id) AS paid ON true
    WHERE b.amount_idr > coalesce(paid.idr, 0)
$$;
GRANT EXECUTE ON FUNCTION ledger.open_bills(bigint, bigint) TO payung_app;

-- Payments a bank tells, as a JSON array of objects: each answered as the first time where it is a repeat, else posted. The
-- caller's id is the key. Where somebody else holds a payer's account just now, his payments are waited for, or left out of the
-- answer, so that others need not wait with them.
-- It runs as the owner, past row security, because that would check the context anew in each of its statements; it checks it once:
-- only the machine's own context is taken, not that of a reader, however wide.
-- This text stands in the place of that of 0025_receive_together.sql.
CREATE OR REPLACE FUNCTION ledger.receive_payments(told_context text, told json, waits boolean)
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
            -- What each has and owes, and which whole bills the money fills, the oldest first, fees after contributions.
            WITH weighed AS (
                SELECT t.*, h.balance_idr, f.due_idr, f.whole_idr, f.spent_idr, f.bills, f.bill_ids, f.amounts
                FROM unnest(known) AS t
                LEFT JOIN LATERAL ledger.balance(t.credit_id) h ON true
                LEFT JOIN LATERAL (
                    SELECT coalesce(max(b.sum_idr) FILTER (WHERE NOT b.is_fee), 0) AS due_idr, coalesce(max(b.sum_idr), 0) AS whole_idr,
                        coalesce(max(b.sum_idr) FILTER (WHERE b.sum_idr <= h.balance_idr + t.amount_idr), 0) AS spent_idr,
                        (count(*) FILTER (WHERE b.sum_idr <= h.balance_idr + t.amount_idr))::int AS bills,
                        array_agg(b.bill_id ORDER BY b.sum_idr) AS bill_ids, array_agg(b.amount_idr ORDER BY b.sum_idr) AS amounts
                    FROM ledger.open_bills(t.participant_id, t.party_id) b
                ) AS f ON true
                WHERE t.turn = this_turn
            ), judged AS (
                -- Where only the whole amount is taken, or all contributions without the fees, any other is a mistake, and what is
                -- paid already is not paid twice: the bank is told so and gives it back. What corrects another payment is vouched
                -- for by a statement or an officer.
                SELECT k.*, CASE
                    WHEN k.known_no IS NULL THEN 'UNKNOWN_ACCOUNT'
                    WHEN k.closed_on <= k.paid_on THEN 'CLOSED_ACCOUNT'
                    WHEN k.amount_rule <> 'EXACT' OR k.corrects_id IS NOT NULL THEN NULL
                    WHEN k.whole_idr <= k.balance_idr THEN 'NOTHING_DUE'
                    WHEN k.total_idr <> k.amount_idr OR k.amount_idr NOT IN (k.due_idr - k.balance_idr, k.whole_idr - k.balance_idr)
                        THEN 'WRONG_AMOUNT'
                END AS reason FROM weighed k
            ), decided AS MATERIALIZED (
                SELECT j.*, CASE WHEN j.reason IS NOT NULL THEN 'SUSPENSE' WHEN j.bills > 0 THEN 'SETTLED' ELSE 'CREDITED' END AS outcome,
                    CASE WHEN j.reason IS NULL THEN j.bills ELSE 0 END AS settled,
                    CASE WHEN j.reason IS NULL THEN j.balance_idr + j.amount_idr - j.spent_idr ELSE 0 END AS saved_idr,
                    CASE WHEN j.reason IS NULL AND j.due_idr > 0 AND j.spent_idr >= j.due_idr THEN j.paid_on END AS active_from,
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

-- A payment is taken back: what it paid is unpaid again as far as the payer's credit does not bear it, fees first, then the newest month.
CREATE OR REPLACE FUNCTION ledger.reverse_payment(
    told_context text, told_id uuid, told_on date, told_at timestamptz, OUT outcome text, OUT unpaid int
)
LANGUAGE plpgsql SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
DECLARE
    receipt ledger.posting;
    holder ledger.account;
    missing bigint;
    owed bigint;
    entry_id uuid := uuidv7();
    paid record;
BEGIN
    PERFORM set_config('payung.context', told_context, true);
    unpaid := 0;
    SELECT * INTO receipt FROM ledger.posting p WHERE p.posting_id = told_id AND p.kind = 'RECEIPT';
    IF NOT FOUND THEN
        outcome := 'UNKNOWN_PAYMENT';
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(receipt.credit_id);
    PERFORM FROM ledger.posting p WHERE p.corrects_id = told_id;
    IF FOUND THEN
        outcome := 'ALREADY_REVERSED';
        RETURN;
    END IF;
    SELECT * INTO holder FROM ledger.account a WHERE a.account_id = receipt.credit_id;
    IF holder.kind = 'CREDIT' THEN
        missing := receipt.amount_idr - ledger.balance_of(holder.account_id);
        owed := ledger.account_of('RECEIVABLE', holder.participant_id, holder.party_id);
        FOR paid IN
            SELECT s.posting_id, s.bill_id, s.payment_id, s.amount_idr FROM ledger.posting s JOIN ledger.bill b USING (bill_id)
            WHERE s.debit_id = holder.account_id AND s.kind = 'SETTLE'
                AND NOT EXISTS (SELECT FROM ledger.posting u WHERE u.corrects_id = s.posting_id)
            ORDER BY b.kind = 'LATE_FEE' DESC, b.month DESC, b.due_on DESC, b.bill_id DESC
        LOOP
            EXIT WHEN missing <= 0;
            INSERT INTO ledger.allocation (allocation_id, bill_id, payment_id, amount_idr, recorded_at)
            VALUES (uuidv7(), paid.bill_id, paid.payment_id, -paid.amount_idr, told_at);
            INSERT INTO ledger.posting (
                posting_id, entry, debit_id, credit_id, amount_idr, effective_on, kind, bill_id, payment_id, corrects_id, recorded_at)
            VALUES (uuidv7(), entry_id, owed, holder.account_id, paid.amount_idr, told_on, 'UNSETTLE', paid.bill_id,
                paid.payment_id, paid.posting_id, told_at);
            missing := missing - paid.amount_idr;
            unpaid := unpaid + 1;
        END LOOP;
    END IF;
    INSERT INTO ledger.posting (
        posting_id, entry, debit_id, credit_id, amount_idr, effective_on, kind, payment_id, corrects_id, recorded_at)
    VALUES (entry_id, entry_id, receipt.credit_id, receipt.debit_id, receipt.amount_idr, told_on, 'REVERSAL', told_id, told_id,
        told_at);
    outcome := 'REVERSED';
END
$$;
