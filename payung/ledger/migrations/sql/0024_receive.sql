-- A payment costs the server less. PostgreSQL walks through the whole text of a kept statement each time it is executed, but
-- only where the text holds a subquery among its expressions; what was such a subquery is a join here. Decision 9 has the figures.

-- The policies of readers are not the owner's, who has one of their own: its functions pass every row, and need not carry along
-- in each statement what they never ask.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['account', 'virtual_account', 'bill', 'payment', 'posting', 'allocation'] LOOP
        EXECUTE format('ALTER POLICY %I ON ledger.%I TO payung_app', name || '_in_scope', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['payment', 'posting', 'allocation'] LOOP
        EXECUTE format('ALTER POLICY %I ON ledger.%I TO payung_app', name || '_by_machine', name);
    END LOOP;
END
$$;

-- What a context says, as of 0001_ground.sql, of one that is handed over rather than set: who is asked once need not set it.
CREATE FUNCTION ledger.context_of(whole text) RETURNS text[]
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = ledger, pg_temp
AS $$
DECLARE
    words text := left(whole, -64);
    parts text[];
BEGIN
    SELECT string_to_array(words, '|') INTO parts FROM ledger.context_key k
    WHERE encode(sha256(k.outer_pad || sha256(k.inner_pad || convert_to(words, 'UTF8'))), 'hex') = right(whole, 64);
    IF parts[4] = '' OR parts[1]::int <> pg_backend_pid() OR to_timestamp(parts[2]::bigint) < clock_timestamp() THEN
        RETURN NULL;
    END IF;
    RETURN parts;
END
$$;
GRANT EXECUTE ON FUNCTION ledger.context_of(text) TO payung_app;

CREATE OR REPLACE FUNCTION ledger.context() RETURNS text[]
LANGUAGE sql STABLE PARALLEL RESTRICTED
AS $$ SELECT ledger.context_of(current_setting('payung.context', true)) $$;

-- What an account holds: its credits less its debits. The planner puts this text in the place of its call.
CREATE FUNCTION ledger.balance(of_account bigint) RETURNS TABLE (balance_idr bigint)
LANGUAGE sql STABLE
AS $$
    SELECT (coalesce(c.idr, 0) - coalesce(d.idr, 0))::bigint
    FROM (SELECT sum(p.amount_idr) AS idr FROM ledger.posting p WHERE p.credit_id = of_account) AS c
    CROSS JOIN (SELECT sum(p.amount_idr) AS idr FROM ledger.posting p WHERE p.debit_id = of_account) AS d
$$;

CREATE OR REPLACE FUNCTION ledger.balance_of(of_account bigint) RETURNS bigint
LANGUAGE sql STABLE
AS $$ SELECT b.balance_idr FROM ledger.balance(of_account) b $$;

-- The bills of a payer that are not paid, with the sum up to each, the oldest first. The planner puts this text in the place of its
-- call, and leaves out what is not asked for.
DROP FUNCTION ledger.open_bills(bigint, bigint);
CREATE FUNCTION ledger.open_bills(of_participant bigint, of_party bigint)
RETURNS TABLE (bill_id uuid, month date, due_on date, amount_idr bigint, sum_idr bigint)
LANGUAGE sql STABLE
AS $$
    SELECT b.bill_id, b.month, b.due_on, b.amount_idr,
        (sum(b.amount_idr) OVER (ORDER BY b.month, b.due_on, b.bill_id))::bigint
    FROM (
        SELECT p.bill_id, p.month, p.due_on, p.amount_idr FROM ledger.bill p WHERE p.participant_id = of_participant
        UNION ALL
        SELECT p.bill_id, p.month, p.due_on, p.amount_idr FROM ledger.bill p WHERE p.party_id = of_party
    ) AS b
    LEFT JOIN LATERAL (SELECT sum(a.amount_idr) AS idr FROM ledger.allocation a WHERE a.bill_id = b.bill_id) AS paid ON true
    WHERE b.amount_idr > coalesce(paid.idr, 0)
$$;
GRANT EXECUTE ON FUNCTION ledger.balance(bigint), ledger.open_bills(bigint, bigint) TO payung_app;

-- As in 0015_sets.sql, by joins. Each is looked up by its key: the plan is kept for a connection's life, and may be made while the
-- tables are empty.
CREATE OR REPLACE FUNCTION ledger.check_postings() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = ledger, pg_temp SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
DECLARE
    broken text;
BEGIN
    SELECT CASE
        WHEN d.account_id IS NULL THEN 'posting_debit_id_fk'
        WHEN c.account_id IS NULL THEN 'posting_credit_id_fk'
        WHEN b.bill_id IS NULL AND a.bill_id IS NOT NULL THEN 'posting_bill_id_fk'
        WHEN p.payment_id IS NULL AND a.payment_id IS NOT NULL THEN 'posting_payment_id_fk'
        ELSE 'posting_corrects_id_fk' END
    INTO broken FROM added a
    LEFT JOIN ledger.account d ON d.account_id = a.debit_id
    LEFT JOIN ledger.account c ON c.account_id = a.credit_id
    LEFT JOIN ledger.bill b ON b.bill_id = a.bill_id
    LEFT JOIN ledger.payment p ON p.payment_id = a.payment_id
    LEFT JOIN ledger.posting o ON o.posting_id = a.corrects_id
    WHERE d.account_id IS NULL OR c.account_id IS NULL OR (b.bill_id IS NULL AND a.bill_id IS NOT NULL)
        OR (p.payment_id IS NULL AND a.payment_id IS NOT NULL) OR (o.posting_id IS NULL AND a.corrects_id IS NOT NULL)
    LIMIT 1;
    IF broken IS NOT NULL THEN
        PERFORM ledger.refuse_reference(broken, 'posting');
    END IF;
    RETURN NULL;
END
$$;

-- A payment a bank tells: answered as the first time where it is a repeat, else posted. The caller's id is the key.
-- It runs as the owner, past row security, because that would check the context anew in each of its statements; it checks it once:
-- only the machine's own context is taken, not that of a reader, however wide.
-- This text stands in the place of that of 0018_receive.sql.
CREATE OR REPLACE FUNCTION ledger.receive_payment(
    told_context text, told_id uuid, told_channel text, told_kind text, told_request text, told_external text,
    told_account text, told_idr bigint, told_total_idr bigint, told_paid_at timestamptz, told_at timestamptz, told_corrects uuid,
    OUT outcome text, OUT reason text, OUT is_repeat boolean, OUT settled int, OUT credit_idr bigint, OUT active_from date
)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = ledger, pg_temp SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
    held ledger.payment;
    payer record;
    bank record;
    target bigint;
    one_idr bigint;
    bill_ids uuid[];
    amounts bigint[];
    spent bigint := 0;
    due bigint;
    paid_on date := (told_paid_at AT TIME ZONE 'Asia/Jakarta')::date;
BEGIN
    IF (ledger.context_of(told_context))[3:4] IS DISTINCT FROM ARRAY['0', 'SYSTEM'] THEN
        RAISE insufficient_privilege USING MESSAGE = 'money is received by the machine itself';
    END IF;
    is_repeat := false;
    settled := 0;
    credit_idr := 0;
    -- Each statement costs more than the rows it looks up: who pays and who tells are asked together.
    SELECT v.number, v.participant_id, v.party_id, v.closed_on, v.amount_rule, c.account_id AS credit_id, o.account_id AS owed_id,
        b.party_id AS bank_id, k.account_id AS cash_id
    INTO payer FROM (SELECT 1) AS one
    LEFT JOIN ledger.virtual_account v ON v.number = told_account
    LEFT JOIN ledger.account c ON c.participant_id = v.participant_id AND c.party_id IS NULL AND c.kind = 'CREDIT'
        AND c.programme IS NULL
    LEFT JOIN ledger.account o ON o.participant_id = v.participant_id AND o.party_id IS NULL AND o.kind = 'RECEIVABLE'
        AND o.programme IS NULL
    LEFT JOIN ledger.party b ON b.code = told_channel
    LEFT JOIN ledger.account k ON k.party_id = b.party_id AND k.kind = 'CASH' AND k.programme IS NULL;
    IF payer.number IS NULL THEN
        reason := 'UNKNOWN_ACCOUNT';
    ELSIF payer.closed_on <= paid_on THEN
        reason := 'CLOSED_ACCOUNT';
    ELSE
        target := coalesce(payer.credit_id, ledger.account_of('CREDIT', payer.participant_id, payer.party_id));
        -- Payments of one payer come one after the other: both would else spend the same credit. What the next statement sees
        -- is taken anew, with what the one before has paid.
        PERFORM pg_advisory_xact_lock(target);
        SELECT h.balance_idr, o.due_idr, o.bill_ids, o.amounts INTO credit_idr, due, bill_ids, amounts
        FROM ledger.balance(target) h CROSS JOIN (
            SELECT coalesce(sum(b.amount_idr), 0) AS due_idr,
                array_agg(b.bill_id ORDER BY b.month, b.due_on, b.bill_id) AS bill_ids,
                array_agg(b.amount_idr ORDER BY b.month, b.due_on, b.bill_id) AS amounts
            FROM ledger.open_bills(payer.participant_id, payer.party_id) b
        ) AS o;
        -- As many whole bills as the money fills, the oldest first.
        FOREACH one_idr IN ARRAY coalesce(amounts, '{}') LOOP
            EXIT WHEN spent + one_idr > credit_idr + told_idr;
            spent := spent + one_idr;
            settled := settled + 1;
        END LOOP;
        -- Where only the whole amount is taken, any other is a mistake, and what is paid already is not paid twice: the bank is
        -- told so and gives it back. What corrects another payment is vouched for by a statement or an officer.
        IF payer.amount_rule = 'EXACT' AND told_corrects IS NULL THEN
            IF due <= credit_idr THEN
                reason := 'NOTHING_DUE';
            ELSIF told_total_idr <> told_idr OR told_idr <> due - credit_idr THEN
                reason := 'WRONG_AMOUNT';
            END IF;
        END IF;
    END IF;
    IF payer.cash_id IS NULL OR reason IS NOT NULL THEN
        bank := ledger.bank_of(told_channel);
        payer.bank_id := bank.party_id;
        payer.cash_id := bank.cash_id;
    END IF;
    IF reason IS NOT NULL THEN
        outcome := 'SUSPENSE';
        settled := 0;
        credit_idr := 0;
        target := bank.suspense_id;
    ELSE
        outcome := CASE WHEN settled > 0 THEN 'SETTLED' ELSE 'CREDITED' END;
        credit_idr := credit_idr + told_idr - spent;
        active_from := CASE WHEN settled > 0 AND spent = due THEN paid_on END;
    END IF;
    IF settled > 0 THEN
        payer.owed_id := coalesce(payer.owed_id, ledger.account_of('RECEIVABLE', payer.participant_id, payer.party_id));
    END IF;
    -- The payment; what it pays of which bill; and its postings: the receipt bears the payment's own id, then each bill is settled
    -- from the payer's account, under the id of its allocation.
    WITH told AS (
        INSERT INTO ledger.payment (
            payment_id, channel_id, kind, request_id, external_id, account_no, amount_idr, total_idr, paid_at, paid_on, received_on,
            outcome, reason, settled_bills, credit_after_idr, active_from, corrects_id, recorded_at
        ) VALUES (
            told_id, payer.bank_id, told_kind, told_request, told_external, told_account, told_idr, told_total_idr, told_paid_at,
            paid_on, (told_at AT TIME ZONE 'Asia/Jakarta')::date, outcome, reason, settled, credit_idr, active_from, told_corrects,
            told_at
        ) ON CONFLICT DO NOTHING RETURNING payment_id
    ), paid AS (
        SELECT uuidv7() AS paid_id, t.bill_id, t.amount_idr
        FROM told CROSS JOIN unnest(bill_ids[:settled], amounts[:settled]) AS t (bill_id, amount_idr)
    ), allocated AS (
        INSERT INTO ledger.allocation (allocation_id, bill_id, payment_id, amount_idr, recorded_at)
        SELECT t.paid_id, t.bill_id, told_id, t.amount_idr, told_at FROM paid t
    )
    INSERT INTO ledger.posting (
        posting_id, entry, debit_id, credit_id, amount_idr, effective_on, kind, bill_id, payment_id, recorded_at)
    SELECT t.payment_id, told_id, payer.cash_id, target, told_idr, paid_on, 'RECEIPT', NULL, told_id, told_at FROM told t
    UNION ALL
    SELECT t.paid_id, told_id, target, payer.owed_id, t.amount_idr, paid_on, 'SETTLE', t.bill_id, told_id, told_at FROM paid t;
    IF FOUND THEN
        RETURN;
    END IF;
    -- The keys refused it: it was posted before, or the header's id served another request today.
    SELECT * INTO held FROM ledger.payment p WHERE p.payment_id = told_id;
    IF NOT FOUND THEN
        outcome := 'REFUSED';
        reason := 'EXTERNAL_ID_USED';
        settled := 0;
        credit_idr := 0;
        active_from := NULL;
        RETURN;
    END IF;
    is_repeat := true;
    outcome := held.outcome;
    reason := held.reason;
    settled := held.settled_bills;
    credit_idr := held.credit_after_idr;
    active_from := held.active_from;
    IF held.account_no <> told_account OR held.amount_idr <> told_idr THEN
        outcome := 'REFUSED';
        reason := 'OTHER_CONTENT';
        settled := 0;
        credit_idr := 0;
        active_from := NULL;
    END IF;
END
$$;
