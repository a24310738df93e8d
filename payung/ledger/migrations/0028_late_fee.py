"""Fees for contributions that an employer paid late are billed, and are paid after every contribution."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

from payung.ledger.base.partition import CreateInLedger

SQL = Path(__file__).parent / "sql" / "0028_late_fee.sql"
BILLS = ["JKN", "BPU", "PU", "COLLECTIVE", "INSTALMENT", "LATE_FEE"]
ACCOUNTS = ["RECEIVABLE", "CASH", "INCOME", "SUSPENSE", "SUBSIDY", "CREDIT", "BENEFIT", "PAYABLE", "LATE_FEE"]
REASONS = ["MOVED_TO_EMPLOYER", "PAID_EARLIER"]


def _one_of(name: str, field: str, values: list[str]) -> models.CheckConstraint:
    return models.CheckConstraint(condition=models.Q((f"{field}__in", values)), name=name)


class Migration(migrations.Migration):
    """The table of what a bill of late fees is made of, its locks, and the order in which bills are paid."""

    dependencies = [("ledger", "0027_bill_withdrawal")]
    operations = [
        migrations.RemoveConstraint("bill", "bill_kind_known"),
        migrations.AddConstraint("bill", _one_of("bill_kind_known", "kind", BILLS)),
        migrations.RemoveConstraint("account", "account_kind_known"),
        migrations.AddConstraint("account", _one_of("account_kind_known", "kind", ACCOUNTS)),
        migrations.RemoveConstraint("billwithdrawal", "bill_withdrawal_reason_known"),
        migrations.AddConstraint("billwithdrawal", _one_of("bill_withdrawal_reason_known", "reason", REASONS)),
        CreateInLedger(
            name="LateFee",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "bill_id", "programme", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("programme", models.TextField()),
                ("months_before", models.IntegerField()),
                ("months_late", models.IntegerField()),
                ("owed_idr", models.BigIntegerField()),
                ("amount_idr", models.BigIntegerField()),
                (
                    "bill",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="ledger.bill"),
                ),
                (
                    "of_bill",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.bill",
                    ),
                ),
            ],
            options={
                "db_table": "late_fee",
                "indexes": [models.Index(fields=["of_bill"], name="late_fee_of_bill")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("programme__in", ["JKK", "JKM", "JHT", "JP"])),
                        name="late_fee_programme_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("months_before__gte", 0)), name="late_fee_months_before_not_negative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("months_late__gt", models.F("months_before"))),
                        name="late_fee_months_grow",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount_idr__gte", 1)), name="late_fee_amount_above_nothing"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("owed_idr__gte", 1)), name="late_fee_owed_above_nothing"
                    ),
                ],
            },
        ),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]
