-- Who sees money. The machine itself, and who reads for the nation, see all; others see what belongs to a participant they see.
-- Rows are added only; what was wrong is put right by another row.
ALTER TABLE ledger.participant ENABLE ROW LEVEL SECURITY;
ALTER TABLE ledger.participant FORCE ROW LEVEL SECURITY;
CREATE POLICY participant_in_scope ON ledger.participant USING (
    CASE WHEN starts_with(region_code, (SELECT ledger.scope_prefix())) THEN true ELSE subject IN (
        SELECT p.subject FROM ledger.person p
        WHERE p.person_id = ANY ((SELECT ledger.scope_people())::bigint[]) AND p.generation = (SELECT ledger.scope_generation())
    ) END
);

DO $$
DECLARE
    name text;
    own text;
BEGIN
    FOREACH name IN ARRAY ARRAY['account', 'virtual_account', 'bill'] LOOP
        EXECUTE format('ALTER TABLE ledger.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE ledger.%I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format(
            'CREATE POLICY %I ON ledger.%I USING (CASE WHEN (SELECT ledger.scope_prefix()) = '''' THEN true ELSE '
            'EXISTS (SELECT FROM ledger.participant p WHERE p.participant_id = %I.participant_id) END)',
            name || '_in_scope', name, name);
        -- The functions that receive money run as the owner, after they have checked the context once.
        EXECUTE format('CREATE POLICY %I ON ledger.%I TO payung_owner USING (true)', name || '_of_functions', name);
    END LOOP;
    -- Who may see the account or bill sees what was told and moved on it; only the machine enters it. CASE, because the prefix is
    -- asked once for a statement and the rest not at all where the whole nation is seen.
    FOR name, own IN VALUES
        ('payment', 'EXISTS (SELECT FROM ledger.virtual_account v WHERE v.number = account_no)'),
        ('posting', 'EXISTS (SELECT FROM ledger.account a WHERE a.account_id IN (debit_id, credit_id))'),
        ('allocation', 'EXISTS (SELECT FROM ledger.bill b WHERE b.bill_id = allocation.bill_id)'),
        ('statement_line', 'false'),
        ('reconciliation', 'false')
    LOOP
        EXECUTE format('ALTER TABLE ledger.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE ledger.%I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format(
            'CREATE POLICY %I ON ledger.%I FOR SELECT USING (CASE WHEN (SELECT ledger.scope_prefix()) = '''' THEN true ELSE %s END)',
            name || '_in_scope', name, own);
        EXECUTE format(
            'CREATE POLICY %I ON ledger.%I FOR INSERT WITH CHECK ((SELECT ledger.scope_prefix()) = '''')', name || '_by_machine', name);
        EXECUTE format('CREATE POLICY %I ON ledger.%I TO payung_owner USING (true)', name || '_of_functions', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY[
        'participant', 'party', 'account', 'virtual_account', 'bill', 'payment', 'posting', 'allocation', 'statement_line',
        'reconciliation']
    LOOP
        EXECUTE format('GRANT SELECT, INSERT ON ledger.%I TO payung_app', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['bill', 'payment', 'posting', 'allocation', 'statement_line', 'reconciliation', 'account'] LOOP
        EXECUTE format(
            'CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON ledger.%I FOR EACH ROW EXECUTE FUNCTION ledger.refuse_change()',
            name || '_is_append_only', name);
        EXECUTE format(
            'CREATE TRIGGER %I BEFORE TRUNCATE ON ledger.%I FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change()',
            name || '_is_not_emptied', name);
    END LOOP;
END
$$;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA ledger TO payung_app;
