-- Counts say nothing of a person; the load alone writes them.
GRANT SELECT ON ledger.blocked_count, ledger.stock_count, ledger.flow_count, ledger.clock_count TO payung_app;

-- How many people a matter's measures count in its region, by the newest load.
CREATE FUNCTION ledger.matter_people(of_matter uuid) RETURNS int
LANGUAGE sql STABLE
AS $$
    SELECT coalesce(sum(b.people), 0)::int
    FROM ledger.matter m JOIN ledger.blocked_count b
        ON b.region_code = m.region_code AND b.generation = (SELECT max(generation) FROM ledger.run)
    WHERE m.matter_id = of_matter AND EXISTS (
        SELECT FROM ledger.matter_measure s
        WHERE s.matter_id = m.matter_id AND s.programme = b.programme AND s.reason IN ('', b.reason)
            AND s.next_move_by IN ('', b.next_move_by))
$$;
GRANT EXECUTE ON FUNCTION ledger.matter_people(uuid) TO payung_app;

-- A step is entered with the number of people blocked just then, counted here and not by the caller. A matter whose people are
-- still blocked is not closed; it can only be waived, with a cause and an end.
CREATE FUNCTION ledger.guard_matter_event() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    NEW.people := ledger.matter_people(NEW.matter_id);
    NEW.generation := coalesce((SELECT max(generation) FROM ledger.run), 0);
    IF NEW.kind = 'CLOSED' AND NEW.people > 0 THEN
        RAISE EXCEPTION 'matter % is not closed: % people are still blocked', NEW.matter_id, NEW.people
            USING ERRCODE = 'check_violation', CONSTRAINT = 'matter_event_closed_without_people';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER matter_event_is_guarded BEFORE INSERT ON ledger.matter_event
    FOR EACH ROW EXECUTE FUNCTION ledger.guard_matter_event();

-- Whoever is signed in reads what is pending; a step is entered under one's own name only.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['matter', 'matter_measure', 'matter_event', 'commitment', 'evidence'] LOOP
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
ALTER TABLE ledger.matter_event ENABLE ROW LEVEL SECURITY;
ALTER TABLE ledger.matter_event FORCE ROW LEVEL SECURITY;
CREATE POLICY matter_event_read ON ledger.matter_event FOR SELECT USING ((SELECT ledger.scope_user()) IS NOT NULL);
CREATE POLICY matter_event_by_oneself ON ledger.matter_event FOR INSERT WITH CHECK (user_id = (SELECT ledger.scope_user()));

-- A file may show people: it is seen where its region lies in the reader's scope.
ALTER TABLE ledger.evidence ENABLE ROW LEVEL SECURITY;
ALTER TABLE ledger.evidence FORCE ROW LEVEL SECURITY;
CREATE POLICY evidence_in_scope ON ledger.evidence USING (starts_with(region_code, (SELECT ledger.scope_prefix())));
