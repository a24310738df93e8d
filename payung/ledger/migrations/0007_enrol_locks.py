"""Who sees enrolments and lists, rows that only grow, no two at once, and what held on a day as known on a day."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "0007_enrol.sql"


class Migration(migrations.Migration):
    """Row security, grants, triggers and exclusion constraints of the tables of enrolling."""

    dependencies = [("ledger", "0006_enrol")]
    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]
