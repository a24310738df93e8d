-- Monthly pensions after the first: each row names its claim together with the claim's participant, as the claim's own rows do.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['pension_due', 'pension_end', 'pension_payment'] LOOP
        EXECUTE format(
            'ALTER TABLE ledger.%I ADD CONSTRAINT %I FOREIGN KEY (claim_id, participant_id)'
            ' REFERENCES ledger.claim (claim_id, participant_id)', name, name || '_of_its_claim');
        EXECUTE format('ALTER TABLE ledger.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE ledger.%I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format(
            'CREATE POLICY %I ON ledger.%I USING (CASE WHEN (SELECT ledger.scope_prefix()) = '''' THEN true ELSE '
            'ledger.sees_participant(participant_id) END)', name || '_in_scope', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['pension_due', 'pension_end', 'pension_payment', 'pension_run', 'pension_check'] LOOP
        EXECUTE format('GRANT SELECT, INSERT ON ledger.%I TO payung_app', name);
        EXECUTE format(
            'CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON ledger.%I FOR EACH ROW EXECUTE FUNCTION ledger.refuse_change()',
            name || '_is_append_only', name);
        EXECUTE format(
            'CREATE TRIGGER %I BEFORE TRUNCATE ON ledger.%I FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change()',
            name || '_is_not_emptied', name);
    END LOOP;
END
$$;

-- The checker is another person than the maker: the maker's number on the check is the run's own.
ALTER TABLE ledger.pension_check ADD CONSTRAINT pension_check_names_the_maker FOREIGN KEY (run_id, made_by)
    REFERENCES ledger.pension_run (run_id, made_by);

-- What may be paid up to a month: due, not paid, and not of a month that began on the day of the end or after it.
CREATE FUNCTION ledger.payable_pensions(until_month date) RETURNS SETOF ledger.pension_due
LANGUAGE sql STABLE
AS $$
    SELECT d.* FROM ledger.pension_due d
    WHERE d.month <= until_month AND NOT EXISTS (SELECT FROM ledger.pension_payment p WHERE p.due_id = d.due_id)
        AND NOT EXISTS (SELECT FROM ledger.pension_end e WHERE e.claim_id = d.claim_id AND e.from_on <= d.month)
$$;

-- Whoever writes the row: only a run that another person approved pays, the amount that is due, to the account of the claim.
CREATE FUNCTION ledger.hold_pension_payment() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM FROM ledger.pension_check c JOIN ledger.pension_run r USING (run_id)
    JOIN ledger.payable_pensions(r.month) d ON d.due_id = NEW.due_id
    JOIN ledger.claim_payment f ON f.claim_id = d.claim_id
    WHERE c.run_id = NEW.run_id AND c.verdict = 'APPROVED' AND d.amount_idr = NEW.amount_idr AND d.claim_id = NEW.claim_id
        AND f.payee_id = NEW.payee_id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'month % of a pension is not paid by run %', NEW.due_id, NEW.run_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'pension_payment_is_approved';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER pension_payment_is_approved BEFORE INSERT ON ledger.pension_payment
    FOR EACH ROW EXECUTE FUNCTION ledger.hold_pension_payment();

-- An approved run is paid whole, in one transaction with its postings; not where meanwhile more or less is due than was approved.
CREATE FUNCTION ledger.pay_pensions(
    told_context text, told_run uuid, told_channel text, told_on date, told_at timestamptz,
    OUT outcome text, OUT reason text, OUT paid int, OUT paid_idr bigint
)
LANGUAGE plpgsql
AS $$
DECLARE
    held ledger.pension_run;
    bank record;
    benefit bigint;
    found_idr bigint;
BEGIN
    PERFORM set_config('payung.context', told_context, true);
    PERFORM pg_advisory_xact_lock(hashtextextended('pensions', 0));
    SELECT * INTO held FROM ledger.pension_run r WHERE r.run_id = told_run;
    SELECT count(*), coalesce(sum(d.amount_idr), 0) INTO paid, found_idr FROM ledger.payable_pensions(held.month) d;
    paid_idr := found_idr;
    IF (paid, found_idr) IS DISTINCT FROM (held.dues, held.amount_idr) THEN
        outcome := 'REFUSED';
        reason := 'CHANGED';
        RETURN;
    END IF;
    bank := ledger.bank_of(told_channel);
    benefit := ledger.programme_account('BENEFIT', 'JP', NULL);
    WITH due AS MATERIALIZED (
        SELECT d.*, f.payee_id, ledger.name_uuid('pension/paid/' || d.due_id) AS payment_id,
            ledger.programme_account('PAYABLE', 'JP', d.participant_id) AS owed_id
        FROM ledger.payable_pensions(held.month) d JOIN ledger.claim_payment f ON f.claim_id = d.claim_id
    ),
    gone AS (
        INSERT INTO ledger.pension_payment (payment_id, due_id, run_id, claim_id, participant_id, payee_id, amount_idr, channel_id,
            paid_on, recorded_at)
        SELECT payment_id, due_id, told_run, claim_id, participant_id, payee_id, amount_idr, bank.party_id, told_on, told_at FROM due
    )
    INSERT INTO ledger.posting (posting_id, entry, debit_id, credit_id, amount_idr, effective_on, kind, recorded_at)
    SELECT payment_id, payment_id, benefit, owed_id, amount_idr, told_on, 'CLAIM', told_at FROM due
    UNION ALL
    SELECT uuidv7(), payment_id, owed_id, bank.cash_id, amount_idr, told_on, 'PAYOUT', told_at FROM due;
    outcome := 'PAID';
END
$$;
GRANT EXECUTE ON FUNCTION ledger.payable_pensions(date), ledger.hold_pension_payment(),
    ledger.pay_pensions(text, uuid, text, date, timestamptz) TO payung_app;
