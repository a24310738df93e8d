-- Decrees, objections, bridges and reactivations: who sees them, that they only grow, and that no step comes before the one
-- it needs. The law's guards stand here as well as in the code, so that no other way into the base goes round them.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY[
        'decree_line', 'decree_effect', 'bridge', 'objection', 'objection_decision', 'reactivation', 'reactivation_step']
    LOOP
        EXECUTE format('ALTER TABLE ledger.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE ledger.%I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format(
            'CREATE POLICY %I ON ledger.%I USING (CASE WHEN starts_with(region_code, (SELECT ledger.scope_prefix())) THEN true '
            'ELSE subject IN (SELECT p.subject FROM ledger.person p WHERE p.person_id = ANY ((SELECT ledger.scope_people())::bigint[]) '
            'AND p.generation = (SELECT ledger.scope_generation())) END)',
            name || '_in_scope', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY[
        'decree', 'decree_event', 'decree_line', 'decree_effect', 'bridge', 'objection', 'objection_decision', 'reactivation',
        'reactivation_step']
    LOOP
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
GRANT USAGE ON ALL SEQUENCES IN SCHEMA ledger TO payung_app;

CREATE FUNCTION ledger.refuse_by_name(broken text, words text) RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
    RAISE EXCEPTION '%', words USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = broken;
END
$$;
GRANT EXECUTE ON FUNCTION ledger.refuse_by_name(text, text) TO payung_app;

-- A decree is prepared, checked by somebody else, told to the people, and only then takes effect; an effect can be reversed.
-- A list of people to be added burdens nobody, so that it takes effect without waiting for the notice.
CREATE FUNCTION ledger.decree_event_in_order() RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    done text[];
    maker bigint;
    first_day date;
    told ledger.decree;
    is_burden boolean;
    is_out_of_order boolean;
BEGIN
    SELECT array_agg(e.kind), max(e.by_user) FILTER (WHERE e.kind = 'PREPARED'), max(e.effect_on) FILTER (WHERE e.kind = 'NOTICED')
    INTO done, maker, first_day FROM ledger.decree_event e WHERE e.decree_id = NEW.decree_id;
    SELECT * INTO told FROM ledger.decree d WHERE d.decree_id = NEW.decree_id;
    done := coalesce(done, '{}');
    is_burden := told.kind IN ('PBI_REMOVE', 'REGION_STOP');
    IF NEW.kind = ANY (done) THEN
        RETURN NEW; -- the unique key names this one
    END IF;
    is_out_of_order := CASE NEW.kind
        WHEN 'PREPARED' THEN done <> '{}'
        WHEN 'CHECKED' THEN NOT 'PREPARED' = ANY (done)
        WHEN 'NOTICED' THEN NOT 'CHECKED' = ANY (done) OR 'EFFECTIVE' = ANY (done)
        WHEN 'EFFECTIVE' THEN NOT 'CHECKED' = ANY (done)
        WHEN 'REVERSED' THEN NOT 'EFFECTIVE' = ANY (done)
        ELSE NOT 'PREPARED' = ANY (done) OR 'EFFECTIVE' = ANY (done) END
        OR (NEW.kind <> 'PREPARED' AND done && ARRAY['WITHDRAWN', 'REVERSED']);
    IF is_out_of_order THEN
        PERFORM ledger.refuse_by_name('decree_event_in_order', NEW.kind || ' does not follow ' || array_to_string(done, ', '));
    END IF;
    IF NEW.kind = 'CHECKED' AND NEW.by_user = maker THEN
        PERFORM ledger.refuse_by_name('decree_checked_by_a_second_person', 'who prepared a decree does not check it');
    END IF;
    IF NEW.kind = 'EFFECTIVE' AND is_burden AND first_day IS NULL THEN
        PERFORM ledger.refuse_by_name('decree_takes_effect_after_notice', 'nobody was told');
    END IF;
    IF NEW.kind = 'EFFECTIVE' AND NEW.effect_on < greatest(told.effective_on, first_day) THEN
        PERFORM ledger.refuse_by_name('decree_takes_effect_on_its_day', 'not before ' || greatest(told.effective_on, first_day));
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER decree_event_in_order BEFORE INSERT ON ledger.decree_event
    FOR EACH ROW EXECUTE FUNCTION ledger.decree_event_in_order();

-- No line takes effect while an objection to it waits, or after one was granted.
CREATE FUNCTION ledger.decree_effect_unopposed() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF EXISTS (
        SELECT FROM ledger.objection o LEFT JOIN ledger.objection_decision d ON d.objection_id = o.objection_id
        WHERE o.line_id = NEW.line_id AND d.outcome IS DISTINCT FROM 'REJECTED')
    THEN
        PERFORM ledger.refuse_by_name('decree_effect_unopposed', 'an objection to this line is not rejected');
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER decree_effect_unopposed BEFORE INSERT ON ledger.decree_effect
    FOR EACH ROW EXECUTE FUNCTION ledger.decree_effect_unopposed();

CREATE FUNCTION ledger.objection_decided_by_another() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF NEW.outcome <> 'LAPSED' AND NEW.decided_by = (
        SELECT o.filed_by FROM ledger.objection o WHERE o.objection_id = NEW.objection_id)
    THEN
        PERFORM ledger.refuse_by_name('objection_decided_by_another', 'who filed an objection does not decide it');
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER objection_decided_by_another BEFORE INSERT ON ledger.objection_decision
    FOR EACH ROW EXECUTE FUNCTION ledger.objection_decided_by_another();

-- Steps are closed one after the other; after a refusal, and for a case the law refused, there is no further step.
CREATE FUNCTION ledger.reactivation_step_in_order() RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    steps_done int;
    is_over boolean;
BEGIN
    SELECT count(*), coalesce(bool_or(s.outcome = 'REFUSED'), false) INTO steps_done, is_over
    FROM ledger.reactivation_step s WHERE s.case_id = NEW.case_id AND s.number < NEW.number;
    IF steps_done <> greatest(NEW.number - 1, 0) OR is_over OR EXISTS (
        SELECT FROM ledger.reactivation r WHERE r.case_id = NEW.case_id AND r.refusal IS NOT NULL)
    THEN
        PERFORM ledger.refuse_by_name('reactivation_step_in_order', 'step ' || NEW.number || ' cannot be closed now');
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER reactivation_step_in_order BEFORE INSERT ON ledger.reactivation_step
    FOR EACH ROW EXECUTE FUNCTION ledger.reactivation_step_in_order();

-- Every decree with where it stands.
CREATE VIEW ledger.decree_stage WITH (security_invoker = true) AS
SELECT d.decree_id, d.kind, d.region_code, d.effective_on,
    CASE d.kind WHEN 'PBI_REMOVE' THEN 'REMOVED_FROM_PBI' WHEN 'REGION_STOP' THEN 'REGION_STOPPED_PAYING'
        WHEN 'PBI_ADD' THEN 'PAID_BY_STATE' ELSE 'PAID_BY_REGION' END AS after_reason,
    CASE WHEN d.kind IN ('PBI_REMOVE', 'PBI_ADD') THEN 'PBI' ELSE 'PBPU_PEMDA' END AS segment,
    CASE WHEN d.kind IN ('PBI_REMOVE', 'PBI_ADD') THEN 'PAID_BY_STATE' ELSE 'PAID_BY_REGION' END AS paid_reason,
    d.kind IN ('PBI_REMOVE', 'REGION_STOP') AS is_burden,
    e.stage, e.noticed_on, e.effect_on, e.reversed_on, e.reversed_at, e.noticed_at
FROM ledger.decree d JOIN (
    SELECT decree_id,
        (array_agg(kind ORDER BY array_position(
            ARRAY['PREPARED', 'CHECKED', 'NOTICED', 'EFFECTIVE', 'REVERSED', 'WITHDRAWN'], kind) DESC))[1] AS stage,
        max(happened_on) FILTER (WHERE kind = 'NOTICED') AS noticed_on,
        max(effect_on) AS effect_on,
        max(happened_on) FILTER (WHERE kind = 'REVERSED') AS reversed_on,
        max(recorded_at) FILTER (WHERE kind = 'REVERSED') AS reversed_at,
        max(recorded_at) FILTER (WHERE kind = 'NOTICED') AS noticed_at
    FROM ledger.decree_event GROUP BY decree_id) e ON e.decree_id = d.decree_id;
GRANT SELECT ON ledger.decree_stage TO payung_app;

-- What decrees and reactivations say of a person's JKN: each row from a day, until a day or without end. Of the rows that hold
-- on a day the one recorded last (`at`) stands. A person of whom nothing is said here is as the registers say.
CREATE VIEW ledger.decree_cover WITH (security_invoker = true) AS
-- in treatment: covered for a while after the removal
SELECT b.subject, b.region_code, 'CHRONIC_BRIDGE' AS reason, s.segment, b.from_on, b.until_on, b.recorded_at AS at, s.decree_id,
    NULL::uuid AS case_id
FROM ledger.bridge b JOIN ledger.decree_effect e ON e.line_id = b.line_id JOIN ledger.decree_stage s ON s.decree_id = e.decree_id
WHERE s.reversed_at IS NULL
UNION ALL
-- the effect itself
SELECT e.subject, e.region_code, s.after_reason, s.segment, coalesce(b.until_on + 1, e.from_on), NULL, e.recorded_at, s.decree_id, NULL
FROM ledger.decree_effect e JOIN ledger.decree_stage s ON s.decree_id = e.decree_id
LEFT JOIN ledger.bridge b ON b.line_id = e.line_id
WHERE s.reversed_at IS NULL
UNION ALL
-- a removal that was reversed never ended anything
SELECT e.subject, e.region_code, s.paid_reason, s.segment, e.from_on, NULL, s.reversed_at, s.decree_id, NULL
FROM ledger.decree_effect e JOIN ledger.decree_stage s ON s.decree_id = e.decree_id
WHERE s.reversed_at IS NOT NULL AND s.is_burden
UNION ALL
-- told, not yet in force: until then the person is paid for, or waits to be
SELECT l.subject, l.region_code, CASE WHEN s.is_burden THEN s.paid_reason ELSE 'APPOINTED_NOT_IN_FORCE' END, s.segment,
    s.noticed_on, CASE WHEN o.objection_id IS NULL THEN s.effect_on - 1 END, s.noticed_at, s.decree_id, NULL
FROM ledger.decree_line l JOIN ledger.decree_stage s ON s.decree_id = l.decree_id
LEFT JOIN ledger.objection o ON o.line_id = l.line_id
WHERE l.verdict IN ('OK', 'IN_TREATMENT') AND s.stage IN ('NOTICED', 'EFFECTIVE') AND s.noticed_on IS NOT NULL
    AND NOT EXISTS (SELECT FROM ledger.decree_effect e WHERE e.line_id = l.line_id)
UNION ALL
-- an objection that was granted after the effect
SELECT e.subject, e.region_code, s.paid_reason, s.segment, d.decided_on, NULL, d.recorded_at, s.decree_id, NULL
FROM ledger.objection_decision d JOIN ledger.objection o ON o.objection_id = d.objection_id
JOIN ledger.decree_effect e ON e.line_id = o.line_id JOIN ledger.decree_stage s ON s.decree_id = e.decree_id
WHERE d.outcome IN ('GRANTED', 'LAPSED') AND s.is_burden AND s.reversed_at IS NULL
UNION ALL
-- put back on the list by the last step
SELECT r.subject, r.region_code, 'PAID_BY_STATE', 'PBI', r.closed_on, NULL, r.recorded_at, NULL, r.case_id
FROM ledger.reactivation_step r WHERE r.step = 'BPJS_ACTIVATES' AND r.outcome = 'DONE'
UNION ALL
-- on the way back: a bridge that still runs says more, and a refused step leaves the person where he was
SELECT r.subject, r.region_code, 'REACTIVATION_RUNNING', 'PBI', greatest(r.asked_on, b.until_on + 1), NULL, r.recorded_at, NULL,
    r.case_id
FROM ledger.reactivation r
LEFT JOIN LATERAL (SELECT max(b.until_on) AS until_on FROM ledger.bridge b
    WHERE b.subject = r.subject AND b.from_on = r.removed_on) b ON true
WHERE r.refusal IS NULL AND NOT EXISTS (
    SELECT FROM ledger.reactivation_step s WHERE s.case_id = r.case_id AND (s.outcome = 'REFUSED' OR s.step = 'BPJS_ACTIVATES'));
GRANT SELECT ON ledger.decree_cover TO payung_app;
