-- An id drawn from content: what is computed twice is the same row. UUID version 8 from SHA-256 (RFC 9562, appendix B.2), because
-- the base has no SHA-1 of its own; `payung.ledger.base.identity` draws the same one.
CREATE FUNCTION ledger.name_uuid(words text) RETURNS uuid
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT overlay(overlay(h.hex placing '8' from 13) placing '8' from 17)::uuid
    FROM (SELECT left(encode(sha256(convert_to(words, 'UTF8')), 'hex'), 32) AS hex) AS h
$$;
GRANT EXECUTE ON FUNCTION ledger.name_uuid(text) TO payung_app;

-- Who sees what is owed: who sees the participant. A bill of a party is seen by who reads for the party's region.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['bill_line', 'instalment_plan'] LOOP
        EXECUTE format('ALTER TABLE ledger.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE ledger.%I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format(
            'CREATE POLICY %I ON ledger.%I USING (CASE WHEN (SELECT ledger.scope_prefix()) = '''' THEN true ELSE '
            'EXISTS (SELECT FROM ledger.participant p WHERE p.participant_id = %I.participant_id) END)',
            name || '_in_scope', name, name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['bill', 'account', 'virtual_account'] LOOP
        EXECUTE format(
            'CREATE POLICY %I ON ledger.%I FOR SELECT TO payung_app USING (participant_id IS NULL AND party_id IN ('
            'SELECT p.party_id FROM ledger.party p WHERE p.region_code <> '''' '
            'AND starts_with(p.region_code, (SELECT ledger.scope_prefix()))))',
            name || '_of_region', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['contact', 'notice'] LOOP
        EXECUTE format('ALTER TABLE ledger.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE ledger.%I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format(
            'CREATE POLICY %I ON ledger.%I USING (CASE WHEN starts_with(region_code, (SELECT ledger.scope_prefix())) THEN true '
            'ELSE subject IN (SELECT p.subject FROM ledger.person p '
            'WHERE p.person_id = ANY ((SELECT ledger.scope_people())::bigint[]) '
            'AND p.generation = (SELECT ledger.scope_generation())) END)',
            name || '_in_scope', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['bill_line', 'instalment_plan', 'contact', 'notice', 'notice_attempt'] LOOP
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
ALTER TABLE ledger.notice_attempt ENABLE ROW LEVEL SECURITY;
ALTER TABLE ledger.notice_attempt FORCE ROW LEVEL SECURITY;
CREATE POLICY notice_attempt_in_scope ON ledger.notice_attempt USING (
    EXISTS (SELECT FROM ledger.notice n WHERE n.notice_id = notice_attempt.notice_id));
-- The queue says which notices are unfinished, and nothing of a person.
GRANT SELECT, INSERT, UPDATE, DELETE ON ledger.notice_queue TO payung_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA ledger TO payung_app;
