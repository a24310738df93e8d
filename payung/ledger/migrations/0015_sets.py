"""What lines of bills and postings name is checked as a set, no longer row by row; ids of bills follow their payers."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

SQL = Path(__file__).parent / "sql" / "0015_sets.sql"


def _named(model: str, field: str, to: str, **options: object) -> migrations.AlterField:
    """A reference that the base checks by a trigger of the statement."""
    key = models.ForeignKey(
        to,
        django.db.models.deletion.PROTECT,
        db_index=False,
        db_constraint=False,
        **options,  # type: ignore[arg-type]
    )
    return migrations.AlterField(model, field, key)


class Migration(migrations.Migration):
    """Set-checked references of bill lines and postings."""

    dependencies = [("ledger", "0014_notice_kinds")]
    operations = [
        _named("billline", "bill", "ledger.bill"),
        _named("billline", "participant", "ledger.participant"),
        _named("posting", "debit", "ledger.account", related_name="+"),
        _named("posting", "credit", "ledger.account", related_name="+"),
        _named("posting", "bill", "ledger.bill", null=True),
        _named("posting", "payment", "ledger.payment", null=True),
        _named("posting", "corrects", "ledger.posting", null=True),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]
