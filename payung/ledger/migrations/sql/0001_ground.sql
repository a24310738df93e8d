-- Three schemas: `public` for the tables of the libraries, `ledger` for those of Payung, `ledger_run` for the partitions in
-- which loads stand. The application may use the first two; it never names a partition.
CREATE SCHEMA ledger;
CREATE SCHEMA ledger_run;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO payung_app;
GRANT USAGE ON SCHEMA ledger TO payung_app;

-- The libraries' tables are made after this migration, by the same owner.
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO payung_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO payung_app;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

-- Who reads is told to the database by the setting `payung.context`, which any session may write. It is therefore signed:
-- the two padded keys of the HMAC stand here, where the application's role cannot read them.
CREATE TABLE ledger.context_key (
    is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    inner_pad bytea NOT NULL CHECK (octet_length(inner_pad) = 64),
    outer_pad bytea NOT NULL CHECK (octet_length(outer_pad) = 64)
);

-- The parts of the context (backend, expiry, user, purpose, generation, region, people), or null when there is none, when it
-- is not signed by our key, was made for another session, or is too old. An injected statement cannot widen its own scope.
CREATE FUNCTION ledger.context() RETURNS text[]
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = ledger, pg_temp
AS $$
DECLARE
    whole text := current_setting('payung.context', true);
    words text;
    parts text[];
    held ledger.context_key;
BEGIN
    IF whole IS NULL OR whole = '' THEN
        RETURN NULL;
    END IF;
    words := left(whole, -64);
    SELECT * INTO held FROM ledger.context_key;
    IF NOT FOUND OR encode(sha256(held.outer_pad || sha256(held.inner_pad || convert_to(words, 'UTF8'))), 'hex')
        IS DISTINCT FROM right(whole, 64) THEN
        RETURN NULL;
    END IF;
    parts := string_to_array(words, '|');
    IF parts[4] = '' OR parts[1]::int <> pg_backend_pid() OR to_timestamp(parts[2]::bigint) < clock_timestamp() THEN
        RETURN NULL;
    END IF;
    RETURN parts;
END
$$;

-- Prefix of the region codes in scope: '' for the nation, null for none.
CREATE FUNCTION ledger.scope_prefix() RETURNS text
LANGUAGE sql STABLE PARALLEL RESTRICTED
AS $$ SELECT CASE c.parts[6] WHEN 'ID' THEN '' WHEN '' THEN NULL ELSE c.parts[6] END FROM (SELECT ledger.context() AS parts) c $$;

-- Persons in scope one by one (a worker's own family), of the generation that the context was made for.
CREATE FUNCTION ledger.scope_people() RETURNS bigint[]
LANGUAGE sql STABLE PARALLEL RESTRICTED
AS $$ SELECT string_to_array(NULLIF(c.parts[7], ''), ',')::bigint[] FROM (SELECT ledger.context() AS parts) c $$;

CREATE FUNCTION ledger.scope_generation() RETURNS int
LANGUAGE sql STABLE PARALLEL RESTRICTED
AS $$ SELECT NULLIF(c.parts[5], '')::int FROM (SELECT ledger.context() AS parts) c $$;

CREATE FUNCTION ledger.scope_user() RETURNS bigint
LANGUAGE sql STABLE PARALLEL RESTRICTED
AS $$ SELECT NULLIF(c.parts[3], '')::bigint FROM (SELECT ledger.context() AS parts) c $$;

GRANT EXECUTE ON FUNCTION ledger.context(), ledger.scope_prefix(), ledger.scope_people(), ledger.scope_generation(),
    ledger.scope_user() TO payung_app;

CREATE FUNCTION ledger.refuse_change() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_TABLE_NAME || '_is_append_only';
END
$$;
