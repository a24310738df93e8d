-- Row-level security: a row is seen where its region lies in the reader's scope, or where it is one of the persons named in
-- the context. FORCE binds the owner too. Without a valid context nothing is seen. It is written as CASE because the planner
-- takes a CASE to pass half of the rows; a bare starts_with it takes to pass one in 200, and then reads and sorts a whole list
-- for its first page.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['person', 'record', 'membership', 'determination', 'clock', 'path', 'name_token', 'review']
    LOOP
        EXECUTE format('ALTER TABLE ledger.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE ledger.%I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format(
            'CREATE POLICY %I ON ledger.%I FOR SELECT USING ('
            'CASE WHEN starts_with(region_code, (SELECT ledger.scope_prefix())) THEN true ELSE '
            'person_id = ANY ((SELECT ledger.scope_people())::bigint[]) AND generation = (SELECT ledger.scope_generation()) END)',
            name || '_in_scope', name);
        EXECUTE format('GRANT SELECT ON ledger.%I TO payung_app', name);
    END LOOP;
END
$$;

-- A set-aside row has no region: only who sees the whole nation sees it.
ALTER TABLE ledger.reject ENABLE ROW LEVEL SECURITY;
ALTER TABLE ledger.reject FORCE ROW LEVEL SECURITY;
CREATE POLICY reject_in_scope ON ledger.reject FOR SELECT USING ((SELECT ledger.scope_prefix()) = '');
GRANT SELECT ON ledger.reject TO payung_app;

-- Counts and the list of loads say nothing of a person.
GRANT SELECT ON ledger.run, ledger.coverage_count TO payung_app;

-- Roles and scopes are given out by the owner; the application reads them.
GRANT SELECT ON ledger.profile TO payung_app;

-- The access log is written under one's own name, in the transaction that reads, and is never changed.
ALTER TABLE ledger.access ENABLE ROW LEVEL SECURITY;
ALTER TABLE ledger.access FORCE ROW LEVEL SECURITY;
CREATE POLICY access_by_oneself ON ledger.access FOR INSERT WITH CHECK (user_id = (SELECT ledger.scope_user()));
CREATE POLICY access_in_scope ON ledger.access FOR SELECT USING (
    starts_with(region_code, (SELECT ledger.scope_prefix()))
    OR subject IN (
        SELECT p.subject FROM ledger.person p
        WHERE p.person_id = ANY ((SELECT ledger.scope_people())::bigint[]) AND p.generation = (SELECT ledger.scope_generation())
    )
);
GRANT SELECT, INSERT ON ledger.access TO payung_app;
CREATE TRIGGER access_is_append_only BEFORE UPDATE OR DELETE ON ledger.access
    FOR EACH ROW EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER access_is_not_emptied BEFORE TRUNCATE ON ledger.access
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER run_is_append_only BEFORE UPDATE OR DELETE ON ledger.run
    FOR EACH ROW EXECUTE FUNCTION ledger.refuse_change();
