-- What lines of bills and postings name must be there. A key of a row checks one row after the other, half of a month's billing;
-- here the rows of a statement are checked as one set at its end. Nothing that they name is ever taken away or numbered anew, so
-- that what was there once is there for ever (docs/decisions/0016-references-checked-as-sets.md).
CREATE TRIGGER participant_is_append_only BEFORE DELETE OR UPDATE OF participant_id ON ledger.participant
    FOR EACH ROW EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER participant_is_not_emptied BEFORE TRUNCATE ON ledger.participant
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

-- The checks run as the owner: what a reader may not see is there all the same.
CREATE POLICY participant_of_functions ON ledger.participant FOR SELECT TO payung_owner USING (true);

CREATE FUNCTION ledger.refuse_reference(broken text, of_table text) RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
    RAISE foreign_key_violation USING
        MESSAGE = format('a row of %s names what is not there (%s)', of_table, broken), CONSTRAINT = broken, TABLE = of_table;
END
$$;

-- Each is looked up by its key: the plan is kept for a connection's life, and may be made while the tables are empty.
CREATE FUNCTION ledger.check_bill_lines() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_temp SET enable_seqscan = off
AS $$
DECLARE
    broken text;
BEGIN
    SELECT c.name INTO broken FROM (SELECT CASE
        WHEN (SELECT b.bill_id FROM ledger.bill b WHERE b.bill_id = a.bill_id) IS NULL THEN 'bill_line_bill_id_fk'
        WHEN (SELECT p.participant_id FROM ledger.participant p WHERE p.participant_id = a.participant_id) IS NULL
            THEN 'bill_line_participant_id_fk' END AS name
        FROM added a) AS c WHERE c.name IS NOT NULL LIMIT 1;
    IF broken IS NOT NULL THEN
        PERFORM ledger.refuse_reference(broken, 'bill_line');
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION ledger.check_postings() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_temp SET enable_seqscan = off
AS $$
DECLARE
    broken text;
BEGIN
    SELECT c.name INTO broken FROM (SELECT CASE
        WHEN (SELECT d.account_id FROM ledger.account d WHERE d.account_id = a.debit_id) IS NULL THEN 'posting_debit_id_fk'
        WHEN (SELECT d.account_id FROM ledger.account d WHERE d.account_id = a.credit_id) IS NULL THEN 'posting_credit_id_fk'
        WHEN a.bill_id IS NOT NULL AND (SELECT b.bill_id FROM ledger.bill b WHERE b.bill_id = a.bill_id) IS NULL
            THEN 'posting_bill_id_fk'
        WHEN a.payment_id IS NOT NULL
            AND (SELECT p.payment_id FROM ledger.payment p WHERE p.payment_id = a.payment_id) IS NULL
            THEN 'posting_payment_id_fk'
        WHEN a.corrects_id IS NOT NULL
            AND (SELECT p.posting_id FROM ledger.posting p WHERE p.posting_id = a.corrects_id) IS NULL
            THEN 'posting_corrects_id_fk' END AS name
        FROM added a) AS c WHERE c.name IS NOT NULL LIMIT 1;
    IF broken IS NOT NULL THEN
        PERFORM ledger.refuse_reference(broken, 'posting');
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER bill_line_names_what_is_there AFTER INSERT ON ledger.bill_line
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION ledger.check_bill_lines();
CREATE TRIGGER posting_names_what_is_there AFTER INSERT ON ledger.posting
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION ledger.check_postings();

-- The id of a payer's bill of a month and kind, packed from these three (UUID version 8), so that there can be only one, and so
-- that the bills of a month stand side by side in the index; `payung.ledger.base.identity` packs the same one.
CREATE FUNCTION ledger.bill_uuid(month_key text, kind text, is_party boolean, holder bigint) RETURNS uuid
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT (month_key || CASE kind WHEN 'JKN' THEN '01' WHEN 'BPU' THEN '02' WHEN 'PU' THEN '03' WHEN 'COLLECTIVE' THEN '04' END
        || CASE WHEN is_party THEN '0200' ELSE '0100' END || '80008' || lpad(to_hex(holder), 13, '0') || '00')::uuid
$$;
-- The id of what a bill owes to a programme: the bill's own, its last byte the programme's number.
CREATE FUNCTION ledger.owed_uuid(bill uuid, programme text) RETURNS uuid
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT (left(bill::text, 34) || CASE programme WHEN 'JKN' THEN '01' WHEN 'JKK' THEN '02' WHEN 'JKM' THEN '03'
        WHEN 'JHT' THEN '04' WHEN 'JP' THEN '05' END)::uuid
$$;
GRANT EXECUTE ON FUNCTION ledger.bill_uuid(text, text, boolean, bigint), ledger.owed_uuid(uuid, text) TO payung_app;
