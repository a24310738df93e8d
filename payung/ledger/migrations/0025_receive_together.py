"""Payments that wait at the same time are posted by one statement and one commit."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "0025_receive_together.sql"


class Migration(migrations.Migration):
    """The function that receives payments takes many at once; it stands in the place of that for one."""

    dependencies = [("ledger", "0024_receive")]
    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]
