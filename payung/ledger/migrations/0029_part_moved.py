"""A bill of cover that never began is withdrawn, too, where a part of a family moved, and given out anew."""

from django.db import migrations, models

REASONS = ["MOVED_TO_EMPLOYER", "PAID_EARLIER", "PART_MOVED"]


class Migration(migrations.Migration):
    """The reasons of withdrawals."""

    dependencies = [("ledger", "0028_late_fee")]
    operations = [
        migrations.RemoveConstraint("billwithdrawal", "bill_withdrawal_reason_known"),
        migrations.AddConstraint(
            "billwithdrawal",
            models.CheckConstraint(condition=models.Q(("reason__in", REASONS)), name="bill_withdrawal_reason_known"),
        ),
    ]
