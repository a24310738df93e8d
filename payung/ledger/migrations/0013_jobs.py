"""The application may put jobs into the queue and take them out; the tables of jobs say nothing of a person."""

from django.db import migrations

GRANTS = """
DO $$
DECLARE
    found regprocedure;
    name text;
BEGIN
    FOR found IN SELECT p.oid::regprocedure FROM pg_proc p
        WHERE p.pronamespace = 'public'::regnamespace AND starts_with(p.proname, 'procrastinate_') LOOP
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO payung_app', found);
    END LOOP;
    FOR name IN SELECT c.relname FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
            AND starts_with(c.relname, 'procrastinate_') LOOP
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON public.%I TO payung_app', name);
    END LOOP;
END
$$;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO payung_app;
"""


class Migration(migrations.Migration):
    """Grants on the tables and functions of the queue."""

    dependencies = [("ledger", "0010_claim"), ("procrastinate", "0041_post_retry_failed_job")]
    operations = [migrations.RunSQL(GRANTS, migrations.RunSQL.noop)]
