"""A bill of cover that never began is withdrawn, too, where a part of a family moved, and given out anew.

Who asks what is due is told which of the bills are late fees.
"""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent / "sql" / "0029_account_due.sql"
REASONS = ["MOVED_TO_EMPLOYER", "PAID_EARLIER", "PART_MOVED"]


class Migration(migrations.Migration):
    """The reasons of withdrawals, and what is due on an account."""

    dependencies = [("ledger", "0028_late_fee")]
    operations = [
        migrations.RemoveConstraint("billwithdrawal", "bill_withdrawal_reason_known"),
        migrations.AddConstraint(
            "billwithdrawal",
            models.CheckConstraint(condition=models.Q(("reason__in", REASONS)), name="bill_withdrawal_reason_known"),
        ),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]
