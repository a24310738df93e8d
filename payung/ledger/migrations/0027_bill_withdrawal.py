"""A bill for cover that never began is withdrawn by a row of its own."""

from pathlib import Path

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from payung.ledger.base.partition import CreateInLedger

SQL = Path(__file__).parent / "sql" / "0027_bill_withdrawal.sql"


class Migration(migrations.Migration):
    """The table of withdrawn bills, and its locks."""

    dependencies = [("ledger", "0026_employer_change")]
    operations = [
        CreateInLedger(
            name="BillWithdrawal",
            fields=[
                (
                    "bill",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        serialize=False,
                        to="ledger.bill",
                    ),
                ),
                ("reason", models.TextField()),
                ("withdrawn_on", models.DateField()),
                ("entered_by", models.BigIntegerField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "db_table": "bill_withdrawal",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason__in", ["MOVED_TO_EMPLOYER"])), name="bill_withdrawal_reason_known"
                    ),
                ],
            },
        ),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]
