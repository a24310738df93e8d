-- Another account for a monthly pension: each row names its claim together with the claim's participant.
DO $$
DECLARE
    name text;
BEGIN
    ALTER TABLE ledger.pension_account ADD CONSTRAINT pension_account_of_its_claim FOREIGN KEY (claim_id, participant_id)
        REFERENCES ledger.claim (claim_id, participant_id);
    ALTER TABLE ledger.pension_account ENABLE ROW LEVEL SECURITY;
    ALTER TABLE ledger.pension_account FORCE ROW LEVEL SECURITY;
    CREATE POLICY pension_account_in_scope ON ledger.pension_account USING (
        CASE WHEN (SELECT ledger.scope_prefix()) = '' THEN true ELSE ledger.sees_participant(participant_id) END);
    FOREACH name IN ARRAY ARRAY['pension_account', 'pension_account_check'] LOOP
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

-- The checker is another person than the maker: the maker's number on the check is the proposal's own.
ALTER TABLE ledger.pension_account_check ADD CONSTRAINT pension_account_check_names_the_maker FOREIGN KEY (change_id, made_by)
    REFERENCES ledger.pension_account (change_id, made_by);

-- Another account is named only once the claim was paid, while the pension runs and no other account waits for its check.
CREATE FUNCTION ledger.hold_pension_account() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('pension_account/' || NEW.claim_id, 0));
    PERFORM FROM ledger.claim_payment f
    WHERE f.claim_id = NEW.claim_id
        AND NOT EXISTS (SELECT FROM ledger.pension_end e WHERE e.claim_id = NEW.claim_id)
        AND NOT EXISTS (SELECT FROM ledger.pension_account o WHERE o.claim_id = NEW.claim_id
            AND NOT EXISTS (SELECT FROM ledger.pension_account_check k WHERE k.change_id = o.change_id));
    IF NOT FOUND THEN
        RAISE EXCEPTION 'claim % is no pension that runs, or another account waits', NEW.claim_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'pension_account_is_open';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER pension_account_is_open BEFORE INSERT ON ledger.pension_account
    FOR EACH ROW EXECUTE FUNCTION ledger.hold_pension_account();

-- The account to which a pension is paid at a moment, where another one took the place of the claim's; null where none did.
CREATE FUNCTION ledger.pension_account_of(of_claim uuid, told_at timestamptz) RETURNS uuid
LANGUAGE sql STABLE
AS $$
    SELECT a.change_id FROM ledger.pension_account a JOIN ledger.pension_account_check k USING (change_id)
    WHERE a.claim_id = of_claim AND k.verdict = 'APPROVED' AND a.payable_from <= told_at ORDER BY a.place DESC LIMIT 1
$$;

-- As before, and to the account that stands at the moment of the payment.
CREATE OR REPLACE FUNCTION ledger.hold_pension_payment() RETURNS trigger
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
    IF NEW.account_id IS DISTINCT FROM ledger.pension_account_of(NEW.claim_id, NEW.recorded_at) THEN
        RAISE EXCEPTION 'month % of a pension is paid to another account than stands', NEW.due_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'pension_payment_to_what_stands';
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE FUNCTION ledger.pay_pensions(
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
        SELECT d.*, f.payee_id, ledger.pension_account_of(d.claim_id, told_at) AS account_id,
            ledger.name_uuid('pension/paid/' || d.due_id) AS payment_id,
            ledger.programme_account('PAYABLE', 'JP', d.participant_id) AS owed_id
        FROM ledger.payable_pensions(held.month) d JOIN ledger.claim_payment f ON f.claim_id = d.claim_id
    ),
    gone AS (
        INSERT INTO ledger.pension_payment (payment_id, due_id, run_id, claim_id, participant_id, payee_id, account_id, amount_idr,
            channel_id, paid_on, recorded_at)
        SELECT payment_id, due_id, told_run, claim_id, participant_id, payee_id, account_id, amount_idr, bank.party_id, told_on,
            told_at
        FROM due
    )
    INSERT INTO ledger.posting (posting_id, entry, debit_id, credit_id, amount_idr, effective_on, kind, recorded_at)
    SELECT payment_id, payment_id, benefit, owed_id, amount_idr, told_on, 'CLAIM', told_at FROM due
    UNION ALL
    SELECT uuidv7(), payment_id, owed_id, bank.cash_id, amount_idr, told_on, 'PAYOUT', told_at FROM due;
    outcome := 'PAID';
END
$$;
GRANT EXECUTE ON FUNCTION ledger.hold_pension_account(), ledger.pension_account_of(uuid, timestamptz) TO payung_app;
