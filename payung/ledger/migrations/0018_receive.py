"""Money is received with fewer statements; what payments and allocations name is looked up when they are entered."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "0018_receive.sql"


class Migration(migrations.Migration):
    """The function that receives a payment, and four references that wait no longer."""

    dependencies = [("ledger", "0017_bill_shares")]
    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]
