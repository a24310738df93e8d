"""A payment is posted by one statement; its texts are kept short, since they are gone through at each payment."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "0024_receive.sql"


class Migration(migrations.Migration):
    """The function that receives a payment, what it calls, and the check of postings."""

    dependencies = [("ledger", "0023_pension_account")]
    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]
