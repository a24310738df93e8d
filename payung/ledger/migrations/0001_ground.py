"""Schemas, default grants, and the functions that tell who reads. Runs before every other application's migrations."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "0001_ground.sql"


class Migration(migrations.Migration):
    """The ground on which tables are made."""

    initial = True
    dependencies = ()
    run_before = [("contenttypes", "0001_initial"), ("sessions", "0001_initial")]
    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]
