-- Money that waits in suspense is given away by two people: who reads for the nation proposes and checks, each under the own name.
DO $$
DECLARE
    name text;
    writer text;
BEGIN
    FOR name, writer IN VALUES ('suspense_proposal', 'made_by'), ('suspense_check', 'checked_by') LOOP
        EXECUTE format('ALTER TABLE ledger.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE ledger.%I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format(
            'CREATE POLICY %I ON ledger.%I FOR SELECT USING ((SELECT ledger.scope_prefix()) = '''')', name || '_in_scope', name);
        EXECUTE format(
            'CREATE POLICY %I ON ledger.%I FOR INSERT WITH CHECK ((SELECT ledger.scope_prefix()) = '''' '
            'AND %I = (SELECT ledger.scope_user()))', name || '_by_oneself', name, writer);
        EXECUTE format('CREATE POLICY %I ON ledger.%I FOR SELECT TO payung_owner USING (true)', name || '_of_functions', name);
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
ALTER TABLE ledger.suspense_check ADD CONSTRAINT suspense_check_names_the_maker FOREIGN KEY (proposal_id, made_by)
    REFERENCES ledger.suspense_proposal (proposal_id, made_by);

-- Whether a payment waits in suspense: it was put there and was not taken back.
CREATE FUNCTION ledger.waits_in_suspense(of_payment uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
AS $$
    SELECT EXISTS (SELECT FROM ledger.payment p WHERE p.payment_id = of_payment AND p.outcome = 'SUSPENSE'
        AND NOT EXISTS (SELECT FROM ledger.posting r WHERE r.corrects_id = p.payment_id AND r.kind = 'REVERSAL'))
$$;
GRANT EXECUTE ON FUNCTION ledger.waits_in_suspense(uuid) TO payung_app;

-- Of one payment one proposal at a time is open, and after an approval there is none.
CREATE FUNCTION ledger.hold_suspense_proposal() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('suspense/' || NEW.payment_id::text, 0));
    IF NOT ledger.waits_in_suspense(NEW.payment_id) THEN
        RAISE EXCEPTION 'payment % does not wait in suspense', NEW.payment_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'suspense_proposal_of_what_waits';
    END IF;
    PERFORM FROM ledger.suspense_proposal p WHERE p.payment_id = NEW.payment_id
        AND NOT EXISTS (SELECT FROM ledger.suspense_check c WHERE c.proposal_id = p.proposal_id AND c.verdict = 'RETURNED');
    IF FOUND THEN
        RAISE EXCEPTION 'for payment % another proposal stands', NEW.payment_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'suspense_proposal_alone';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER suspense_proposal_alone BEFORE INSERT ON ledger.suspense_proposal
    FOR EACH ROW EXECUTE FUNCTION ledger.hold_suspense_proposal();

-- Whoever writes the payment, money leaves suspense in two ways only: another person approved exactly this account, or the
-- bank's own statement says that another sum came.
CREATE FUNCTION ledger.hold_suspense() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog
AS $$
DECLARE
    held ledger.payment;
BEGIN
    SELECT * INTO held FROM ledger.payment p WHERE p.payment_id = NEW.corrects_id;
    IF held.outcome IS DISTINCT FROM 'SUSPENSE' THEN
        RETURN NEW;
    END IF;
    PERFORM FROM ledger.suspense_proposal p JOIN ledger.suspense_check c USING (proposal_id)
    WHERE p.payment_id = NEW.corrects_id AND c.verdict = 'APPROVED' AND p.account_no = NEW.account_no
        AND NEW.amount_idr = held.amount_idr;
    IF FOUND THEN
        RETURN NEW;
    END IF;
    PERFORM FROM ledger.statement_line l WHERE l.payment_ref = NEW.corrects_id AND l.amount_idr = NEW.amount_idr
        AND NEW.amount_idr <> held.amount_idr;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'payment % leaves suspense without a second person', NEW.corrects_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'suspense_left_by_two';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER suspense_left_by_two BEFORE INSERT ON ledger.payment
    FOR EACH ROW WHEN (NEW.corrects_id IS NOT NULL) EXECUTE FUNCTION ledger.hold_suspense();
