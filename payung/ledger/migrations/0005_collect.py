"""Who sees money, tables that only grow, and the functions by which money that came is posted once."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """Row security, grants and triggers of the tables of money; a payment as one statement."""

    dependencies = [("ledger", "0004_money")]
    operations = [
        migrations.RunSQL((SQL / "0005_money_locks.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop),
        migrations.RunSQL((SQL / "0005_collect.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]
