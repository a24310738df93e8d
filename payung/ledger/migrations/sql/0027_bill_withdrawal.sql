-- Who sees a bill sees that it was withdrawn; only the machine enters it, and no row is changed.
ALTER TABLE ledger.bill_withdrawal ENABLE ROW LEVEL SECURITY;
ALTER TABLE ledger.bill_withdrawal FORCE ROW LEVEL SECURITY;
CREATE POLICY bill_withdrawal_in_scope ON ledger.bill_withdrawal FOR SELECT USING (
    CASE WHEN (SELECT ledger.scope_prefix()) = '' THEN true ELSE
        EXISTS (SELECT FROM ledger.bill b WHERE b.bill_id = bill_withdrawal.bill_id) END);
CREATE POLICY bill_withdrawal_by_machine ON ledger.bill_withdrawal FOR INSERT WITH CHECK ((SELECT ledger.scope_prefix()) = '');
CREATE POLICY bill_withdrawal_of_functions ON ledger.bill_withdrawal TO payung_owner USING (true);
GRANT SELECT, INSERT ON ledger.bill_withdrawal TO payung_app;
CREATE TRIGGER bill_withdrawal_is_append_only BEFORE UPDATE OR DELETE ON ledger.bill_withdrawal
    FOR EACH ROW EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER bill_withdrawal_is_not_emptied BEFORE TRUNCATE ON ledger.bill_withdrawal
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

-- Only a participant's own bill of a month is withdrawn, and only one of which nothing was ever paid.
CREATE FUNCTION ledger.hold_bill_withdrawal() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM FROM ledger.bill b WHERE b.bill_id = NEW.bill_id AND (b.party_id IS NOT NULL OR b.kind NOT IN ('JKN', 'BPU'));
    IF FOUND THEN
        RAISE EXCEPTION 'bill % is not a participant''s own', NEW.bill_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'bill_withdrawal_of_own_bill';
    END IF;
    PERFORM FROM ledger.allocation a WHERE a.bill_id = NEW.bill_id;
    IF FOUND THEN
        RAISE EXCEPTION 'something of bill % was paid', NEW.bill_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'bill_withdrawal_of_unpaid';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER bill_withdrawal_of_unpaid BEFORE INSERT ON ledger.bill_withdrawal
    FOR EACH ROW EXECUTE FUNCTION ledger.hold_bill_withdrawal();
