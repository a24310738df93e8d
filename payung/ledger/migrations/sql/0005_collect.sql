-- Money that came, as functions, so that a payment is one statement, one transaction and one trip to the base. Each first puts
-- the signed context in force that tells whose rows may be seen; it ends with the transaction, and `receive.py` puts the caller's
-- own back where that goes on. The plans of these functions are kept for a connection's life and
-- may be made while the tables are empty; therefore they may not read whole tables.

-- The account of this kind of a participant or a party, made at first.
CREATE FUNCTION ledger.account_of(of_kind text, of_participant bigint, of_party bigint) RETURNS bigint
LANGUAGE plpgsql
AS $$
DECLARE
    found bigint;
BEGIN
    FOR attempt IN 1..2 LOOP
        IF of_participant IS NULL THEN
            SELECT a.account_id INTO found FROM ledger.account a
            WHERE a.party_id = of_party AND a.kind = of_kind AND a.programme IS NULL;
        ELSE
            SELECT a.account_id INTO found FROM ledger.account a
            WHERE a.participant_id = of_participant AND a.kind = of_kind AND a.programme IS NULL;
        END IF;
        EXIT WHEN found IS NOT NULL;
        -- Of two sessions that make it at once the second finds the first one's.
        INSERT INTO ledger.account (kind, participant_id, party_id) VALUES (of_kind, of_participant, of_party)
        ON CONFLICT DO NOTHING;
    END LOOP;
    RETURN found;
END
$$;

-- A bank with its accounts for cash and for money that is nobody's yet, made at first.
CREATE FUNCTION ledger.bank_of(channel text, OUT party_id bigint, OUT cash_id bigint, OUT suspense_id bigint)
LANGUAGE plpgsql
AS $$
BEGIN
    SELECT p.party_id, c.account_id, s.account_id INTO party_id, cash_id, suspense_id FROM ledger.party p
    JOIN ledger.account c ON c.party_id = p.party_id AND c.kind = 'CASH' AND c.programme IS NULL
    JOIN ledger.account s ON s.party_id = p.party_id AND s.kind = 'SUSPENSE' AND s.programme IS NULL
    WHERE p.code = channel;
    IF NOT FOUND THEN
        INSERT INTO ledger.party (code, kind, name, region_code) VALUES (channel, 'BANK', channel, '') ON CONFLICT DO NOTHING;
        SELECT p.party_id INTO STRICT party_id FROM ledger.party p WHERE p.code = channel;
        cash_id := ledger.account_of('CASH', NULL, party_id);
        suspense_id := ledger.account_of('SUSPENSE', NULL, party_id);
    END IF;
END
$$;

-- What an account holds: its credits less its debits. Balances are stored nowhere, so that they cannot differ from the postings.
CREATE FUNCTION ledger.balance_of(of_account bigint) RETURNS bigint
LANGUAGE sql STABLE
AS $$
    SELECT (coalesce((SELECT sum(p.amount_idr) FROM ledger.posting p WHERE p.credit_id = of_account), 0)
        - coalesce((SELECT sum(p.amount_idr) FROM ledger.posting p WHERE p.debit_id = of_account), 0))::bigint
$$;

-- The bills of a payer that are not paid, oldest first, with the sum up to each.
CREATE FUNCTION ledger.open_bills(of_participant bigint, of_party bigint)
RETURNS TABLE (bill_id uuid, month date, amount_idr bigint, sum_idr bigint)
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    IF of_participant IS NULL THEN
        RETURN QUERY SELECT b.bill_id, b.month, b.amount_idr,
            (sum(b.amount_idr) OVER (ORDER BY b.month, b.due_on, b.bill_id))::bigint
        FROM ledger.bill b WHERE b.party_id = of_party
            AND b.amount_idr > (SELECT coalesce(sum(a.amount_idr), 0) FROM ledger.allocation a WHERE a.bill_id = b.bill_id);
    ELSE
        RETURN QUERY SELECT b.bill_id, b.month, b.amount_idr,
            (sum(b.amount_idr) OVER (ORDER BY b.month, b.due_on, b.bill_id))::bigint
        FROM ledger.bill b WHERE b.participant_id = of_participant
            AND b.amount_idr > (SELECT coalesce(sum(a.amount_idr), 0) FROM ledger.allocation a WHERE a.bill_id = b.bill_id);
    END IF;
END
$$;

-- A payment a bank tells: answered as the first time where it is a repeat, else posted. The caller's id is the key.
-- It runs as the owner, past row security, because that would check the context anew in each of its statements; it checks it once:
-- only the machine's own context is taken, not that of a reader, however wide.
CREATE FUNCTION ledger.receive_payment(
    told_context text, told_id uuid, told_channel text, told_kind text, told_request text, told_external text,
    told_account text, told_idr bigint, told_total_idr bigint, told_paid_at timestamptz, told_at timestamptz, told_corrects uuid,
    OUT outcome text, OUT reason text, OUT is_repeat boolean, OUT settled int, OUT credit_idr bigint, OUT active_from date
)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = ledger, pg_temp SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
DECLARE
    held ledger.payment;
    payer record;
    bank record;
    target bigint;
    bill_ids uuid[];
    amounts bigint[];
    spent bigint := 0;
    due bigint := 0;
    paid_on date := (told_paid_at AT TIME ZONE 'Asia/Jakarta')::date;
BEGIN
    PERFORM set_config('payung.context', told_context, true);
    IF (ledger.context())[3:4] IS DISTINCT FROM ARRAY['0', 'SYSTEM'] THEN
        RAISE insufficient_privilege USING MESSAGE = 'money is received by the machine itself';
    END IF;
    is_repeat := false;
    settled := 0;
    credit_idr := 0;
    SELECT * INTO held FROM ledger.payment p WHERE p.payment_id = told_id;
    IF NOT FOUND THEN
        SELECT v.participant_id, v.party_id, v.closed_on, v.amount_rule, CASE WHEN v.party_id IS NULL THEN
            (SELECT a.account_id FROM ledger.account a
                WHERE a.participant_id = v.participant_id AND a.kind = 'CREDIT' AND a.programme IS NULL) END AS credit_id,
            CASE WHEN v.party_id IS NULL THEN
            (SELECT a.account_id FROM ledger.account a
                WHERE a.participant_id = v.participant_id AND a.kind = 'RECEIVABLE' AND a.programme IS NULL) END AS owed_id
        INTO payer FROM ledger.virtual_account v WHERE v.number = told_account;
        IF NOT FOUND THEN
            reason := 'UNKNOWN_ACCOUNT';
        ELSIF payer.closed_on <= paid_on THEN
            reason := 'CLOSED_ACCOUNT';
        ELSE
            target := coalesce(payer.credit_id, ledger.account_of('CREDIT', payer.participant_id, payer.party_id));
            -- Payments of one payer come one after the other: both would else spend the same credit.
            PERFORM pg_advisory_xact_lock(target);
            credit_idr := ledger.balance_of(target);
            SELECT count(*) FILTER (WHERE o.sum_idr <= credit_idr + told_idr),
                coalesce(sum(o.amount_idr) FILTER (WHERE o.sum_idr <= credit_idr + told_idr), 0),
                array_agg(o.bill_id ORDER BY o.sum_idr) FILTER (WHERE o.sum_idr <= credit_idr + told_idr),
                array_agg(o.amount_idr ORDER BY o.sum_idr) FILTER (WHERE o.sum_idr <= credit_idr + told_idr),
                coalesce(sum(o.amount_idr), 0)
            INTO settled, spent, bill_ids, amounts, due
            FROM ledger.open_bills(payer.participant_id, payer.party_id) o;
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
        bank := ledger.bank_of(told_channel);
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
        INSERT INTO ledger.payment (
            payment_id, channel_id, kind, request_id, external_id, account_no, amount_idr, total_idr, paid_at, paid_on, received_on,
            outcome, reason, settled_bills, credit_after_idr, active_from, corrects_id, recorded_at
        ) VALUES (
            told_id, bank.party_id, told_kind, told_request, told_external, told_account, told_idr, told_total_idr, told_paid_at,
            paid_on, (told_at AT TIME ZONE 'Asia/Jakarta')::date, outcome, reason, settled, credit_idr, active_from, told_corrects,
            told_at
        ) ON CONFLICT DO NOTHING;
        IF FOUND THEN
            IF settled > 0 THEN
                payer.owed_id := coalesce(
                    payer.owed_id, ledger.account_of('RECEIVABLE', payer.participant_id, payer.party_id));
                INSERT INTO ledger.allocation (allocation_id, bill_id, payment_id, amount_idr, recorded_at)
                SELECT uuidv7(), t.bill_id, told_id, t.amount_idr, told_at FROM unnest(bill_ids, amounts) AS t (bill_id, amount_idr);
            END IF;
            -- The receipt bears the payment's own id; then each bill is settled from the payer's account.
            INSERT INTO ledger.posting (
                posting_id, entry, debit_id, credit_id, amount_idr, effective_on, kind, bill_id, payment_id, recorded_at)
            SELECT told_id, told_id, bank.cash_id, target, told_idr, paid_on, 'RECEIPT', NULL, told_id, told_at
            UNION ALL
            SELECT uuidv7(), told_id, target, payer.owed_id, t.amount_idr, paid_on, 'SETTLE', t.bill_id, told_id, told_at
            FROM unnest(bill_ids, amounts) AS t (bill_id, amount_idr) WHERE settled > 0;
            RETURN;
        END IF;
        -- Another session posted the same payment while this one looked; or the header's id served another request today.
        SELECT * INTO held FROM ledger.payment p WHERE p.payment_id = told_id;
        IF NOT FOUND THEN
            outcome := 'REFUSED';
            reason := 'EXTERNAL_ID_USED';
            settled := 0;
            credit_idr := 0;
            active_from := NULL;
            RETURN;
        END IF;
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

-- Whole bills are paid from a payer's credit.
CREATE FUNCTION ledger.pay_bills(
    of_entry uuid, of_payment uuid, credit bigint, owed bigint, bill_ids uuid[], amounts bigint[], on_day date, at timestamptz
) RETURNS void
LANGUAGE sql
AS $$
    INSERT INTO ledger.allocation (allocation_id, bill_id, payment_id, amount_idr, recorded_at)
    SELECT uuidv7(), t.bill_id, of_payment, t.amount_idr, at FROM unnest(bill_ids, amounts) AS t (bill_id, amount_idr);
    INSERT INTO ledger.posting (
        posting_id, entry, debit_id, credit_id, amount_idr, effective_on, kind, bill_id, payment_id, recorded_at)
    SELECT uuidv7(), of_entry, credit, owed, t.amount_idr, on_day, 'SETTLE', t.bill_id, of_payment, at
    FROM unnest(bill_ids, amounts) AS t (bill_id, amount_idr);
$$;

-- What is due on a virtual account: why nothing can be paid, the payer's name, the saved credit, and the open bills.
CREATE FUNCTION ledger.account_due(
    told_context text, told_account text,
    OUT reason text, OUT name text, OUT credit_idr bigint, OUT is_exact boolean, OUT bills jsonb
)
LANGUAGE plpgsql SET enable_seqscan = off
AS $$
DECLARE
    payer ledger.virtual_account;
BEGIN
    PERFORM set_config('payung.context', told_context, true);
    SELECT * INTO payer FROM ledger.virtual_account v WHERE v.number = told_account;
    IF NOT FOUND THEN
        reason := 'UNKNOWN_ACCOUNT';
        RETURN;
    END IF;
    IF payer.closed_on IS NOT NULL THEN
        reason := 'CLOSED_ACCOUNT';
        RETURN;
    END IF;
    SELECT coalesce(p.name, o.name) INTO name FROM (SELECT 1) AS one
    LEFT JOIN ledger.participant p ON p.participant_id = payer.participant_id
    LEFT JOIN ledger.party o ON o.party_id = payer.party_id;
    is_exact := payer.amount_rule = 'EXACT';
    credit_idr := ledger.balance_of(ledger.account_of('CREDIT', payer.participant_id, payer.party_id));
    SELECT coalesce(jsonb_agg(jsonb_build_object('number', b.bill_id, 'month', b.month, 'amount_idr', b.amount_idr)
        ORDER BY b.sum_idr), '[]') INTO bills
    FROM ledger.open_bills(payer.participant_id, payer.party_id) b;
END
$$;

-- A payment is taken back: what it paid is unpaid again as far as the payer's credit does not bear it, newest month first.
CREATE FUNCTION ledger.reverse_payment(
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
            ORDER BY b.month DESC, b.due_on DESC, b.bill_id DESC
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

-- Saved credit pays what has become due, whole bills only; asked when a month has been billed.
CREATE FUNCTION ledger.spend_credit(
    told_context text, told_participant bigint, told_party bigint, told_on date, told_at timestamptz, OUT settled int
)
LANGUAGE plpgsql SET enable_seqscan = off
AS $$
DECLARE
    saved bigint;
    credit_idr bigint;
    bill_ids uuid[];
    amounts bigint[];
BEGIN
    PERFORM set_config('payung.context', told_context, true);
    saved := ledger.account_of('CREDIT', told_participant, told_party);
    PERFORM pg_advisory_xact_lock(saved);
    credit_idr := ledger.balance_of(saved);
    SELECT count(*), array_agg(b.bill_id ORDER BY b.sum_idr), array_agg(b.amount_idr ORDER BY b.sum_idr)
    INTO settled, bill_ids, amounts
    FROM ledger.open_bills(told_participant, told_party) b WHERE b.sum_idr <= credit_idr;
    IF settled > 0 THEN
        PERFORM ledger.pay_bills(uuidv7(), NULL, saved, ledger.account_of('RECEIVABLE', told_participant, told_party),
            bill_ids, amounts, told_on, told_at);
    END IF;
END
$$;

GRANT EXECUTE ON FUNCTION ledger.account_of(text, bigint, bigint), ledger.bank_of(text), ledger.balance_of(bigint),
    ledger.open_bills(bigint, bigint),
    ledger.receive_payment(
        text, uuid, text, text, text, text, text, bigint, bigint, timestamptz, timestamptz, uuid),
    ledger.pay_bills(uuid, uuid, bigint, bigint, uuid[], bigint[], date, timestamptz), ledger.account_due(text, text),
    ledger.reverse_payment(text, uuid, date, timestamptz), ledger.spend_credit(text, bigint, bigint, date, timestamptz)
    TO payung_app;
