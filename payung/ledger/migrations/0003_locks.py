"""Row-level security, the grants of the application's role, and tables that only grow."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "0003_locks.sql"


class Migration(migrations.Migration):
    """Who may read which row."""

    dependencies = [("ledger", "0002_tables")]
    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]
