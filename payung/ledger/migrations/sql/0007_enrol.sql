-- The collective for which the reader acts, null for none: the eighth part of the context.
CREATE FUNCTION ledger.scope_party() RETURNS bigint
LANGUAGE sql STABLE PARALLEL RESTRICTED
AS $$ SELECT NULLIF(c.parts[8], '')::bigint FROM (SELECT ledger.context() AS parts) c $$;
GRANT EXECUTE ON FUNCTION ledger.scope_party() TO payung_app;

-- A number for each programme, so that participant and programme make one whole number: an exclusion constraint over ranges needs
-- no extension then.
CREATE FUNCTION ledger.programme_key(participant_id bigint, programme text) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT participant_id * 8 + array_position(ARRAY['JKN', 'JKK', 'JKM', 'JHT', 'JP', 'JKP'], programme) $$;
GRANT EXECUTE ON FUNCTION ledger.programme_key(bigint, text) TO payung_app;

ALTER TABLE ledger.enrolment ADD CONSTRAINT enrolment_one_at_a_time EXCLUDE USING gist (
    int8range(ledger.programme_key(participant_id, programme), ledger.programme_key(participant_id, programme), '[]') WITH &&,
    daterange(since, until, '[]') WITH &&
) WHERE (superseded_at IS NULL AND NOT is_void);
ALTER TABLE ledger.family_member ADD CONSTRAINT family_member_one_card_at_a_time EXCLUDE USING gist (
    int8range(participant_id, participant_id, '[]') WITH &&, daterange(since, until, '[]') WITH &&
) WHERE (superseded_at IS NULL AND NOT is_void);

-- A correction closes the row it names, in the same statement; nothing else of a row ever changes.
CREATE FUNCTION ledger.supersede() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_temp
AS $$
BEGIN
    IF NEW.corrects_id IS NOT NULL THEN
        EXECUTE format('UPDATE ledger.%I SET superseded_at = $1 WHERE %I = $2 AND superseded_at IS NULL AND participant_id = $3',
            TG_TABLE_NAME, TG_TABLE_NAME || '_id') USING NEW.recorded_at, NEW.corrects_id, NEW.participant_id;
    END IF;
    RETURN NEW;
END
$$;
CREATE FUNCTION ledger.refuse_rewrite() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF OLD.superseded_at IS NULL AND NEW.superseded_at IS NOT NULL THEN
        OLD.superseded_at := NEW.superseded_at;
        IF OLD = NEW THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_TABLE_NAME || '_is_append_only';
END
$$;

DO $$
DECLARE
    name text;
    own text;
    family constant text := 'subject IN (SELECT p.subject FROM ledger.person p '
        'WHERE p.person_id = ANY ((SELECT ledger.scope_people())::bigint[]) AND p.generation = (SELECT ledger.scope_generation()))';
BEGIN
    FOR name, own IN VALUES
        ('family_member', family),
        ('enrolment', family || ' OR party_id = (SELECT ledger.scope_party())'),
        ('attempt', family || ' OR party_id = (SELECT ledger.scope_party()) OR entered_by = (SELECT ledger.scope_user())'),
        ('enrolment_list', 'party_id = (SELECT ledger.scope_party())')
    LOOP
        EXECUTE format('ALTER TABLE ledger.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE ledger.%I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format(
            'CREATE POLICY %I ON ledger.%I USING (CASE WHEN starts_with(region_code, (SELECT ledger.scope_prefix())) THEN true ELSE %s END)',
            name || '_in_scope', name, own);
    END LOOP;
    FOR name, own IN VALUES ('attempt_step', 'attempt'), ('list_line', 'enrolment_list') LOOP
        EXECUTE format('ALTER TABLE ledger.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE ledger.%I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY %I ON ledger.%I USING (EXISTS (SELECT FROM ledger.%I o WHERE o.%I = %I.%I))',
            name || '_in_scope', name, own, CASE own WHEN 'attempt' THEN 'attempt_id' ELSE 'list_id' END, name,
            CASE own WHEN 'attempt' THEN 'attempt_id' ELSE 'list_id' END);
    END LOOP;
    -- A collective sees the people on its lists, and what it owes.
    FOREACH name IN ARRAY ARRAY['account', 'virtual_account', 'bill'] LOOP
        EXECUTE format('CREATE POLICY %I ON ledger.%I FOR SELECT TO payung_app USING (party_id = (SELECT ledger.scope_party()))',
            name || '_of_party', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['family_member', 'enrolment', 'attempt', 'attempt_step', 'enrolment_list', 'list_line'] LOOP
        EXECUTE format('GRANT SELECT, INSERT ON ledger.%I TO payung_app', name);
        EXECUTE format(
            'CREATE TRIGGER %I BEFORE TRUNCATE ON ledger.%I FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change()',
            name || '_is_not_emptied', name);
        IF name IN ('family_member', 'enrolment') THEN
            EXECUTE format('CREATE POLICY %I ON ledger.%I TO payung_owner USING (true)', name || '_of_functions', name);
            EXECUTE format('CREATE TRIGGER %I BEFORE INSERT ON ledger.%I FOR EACH ROW EXECUTE FUNCTION ledger.supersede()',
                name || '_corrects', name);
            EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE ON ledger.%I FOR EACH ROW EXECUTE FUNCTION ledger.refuse_rewrite()',
                name || '_is_not_rewritten', name);
            EXECUTE format('CREATE TRIGGER %I BEFORE DELETE ON ledger.%I FOR EACH ROW EXECUTE FUNCTION ledger.refuse_change()',
                name || '_is_append_only', name);
        ELSE
            EXECUTE format(
                'CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON ledger.%I FOR EACH ROW EXECUTE FUNCTION ledger.refuse_change()',
                name || '_is_append_only', name);
        END IF;
    END LOOP;
END
$$;
CREATE POLICY participant_of_party ON ledger.participant FOR SELECT TO payung_app USING (
    CASE WHEN (SELECT ledger.scope_party()) IS NULL THEN false ELSE participant_id IN (
        SELECT e.participant_id FROM ledger.enrolment e WHERE e.party_id = (SELECT ledger.scope_party())
    ) END
);
-- Tokens are given out by the owner; a hash says nothing of a person.
GRANT SELECT ON ledger.api_token TO payung_app;

-- What held on a day, as it was known at a moment: rows entered by then and not yet corrected then.
CREATE FUNCTION ledger.enrolments_on(held_on date, known_at timestamptz) RETURNS SETOF ledger.enrolment
LANGUAGE sql STABLE
AS $$
    SELECT e.* FROM ledger.enrolment e
    WHERE e.since <= held_on AND (e.until IS NULL OR e.until >= held_on) AND NOT e.is_void
        AND e.recorded_at <= known_at AND (e.superseded_at IS NULL OR e.superseded_at > known_at)
$$;
CREATE FUNCTION ledger.families_on(held_on date, known_at timestamptz) RETURNS SETOF ledger.family_member
LANGUAGE sql STABLE
AS $$
    SELECT f.* FROM ledger.family_member f
    WHERE f.since <= held_on AND (f.until IS NULL OR f.until >= held_on) AND NOT f.is_void
        AND f.recorded_at <= known_at AND (f.superseded_at IS NULL OR f.superseded_at > known_at)
$$;
GRANT EXECUTE ON FUNCTION ledger.enrolments_on(date, timestamptz), ledger.families_on(date, timestamptz) TO payung_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA ledger TO payung_app;
