-- Changes of an employer's group of risk and size are only added. They say nothing of a person: whoever works here reads them.
GRANT SELECT, INSERT ON ledger.employer_change TO payung_app;
CREATE TRIGGER employer_change_is_append_only BEFORE UPDATE OR DELETE ON ledger.employer_change
    FOR EACH ROW EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER employer_change_is_not_emptied BEFORE TRUNCATE ON ledger.employer_change
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

-- A correction is of the same employer and month.
CREATE FUNCTION ledger.hold_employer_change() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM FROM ledger.employer_change c
    WHERE c.change_id = NEW.corrects_id AND c.party_id = NEW.party_id AND c.since = NEW.since;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'change % corrects one of another employer or month', NEW.change_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'employer_change_corrects_its_own';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER employer_change_corrects_its_own BEFORE INSERT ON ledger.employer_change
    FOR EACH ROW WHEN (NEW.corrects_id IS NOT NULL) EXECUTE FUNCTION ledger.hold_employer_change();
