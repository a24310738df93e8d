"""The account of a monthly pension is changed by two people after its claim was paid."""

from pathlib import Path

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from payung.ledger.base.partition import CreateInLedger

SQL = Path(__file__).parent / "sql" / "0023_pension_account.sql"


class Migration(migrations.Migration):
    """Proposals of another account, their checks, and the account that a month was paid to."""

    dependencies = [
        ("ledger", "0022_employer"),
    ]

    operations = [
        CreateInLedger(
            name="PensionAccount",
            fields=[
                ("change_id", models.UUIDField(primary_key=True, serialize=False)),
                ("place", models.IntegerField()),
                ("name", models.TextField()),
                ("relation", models.TextField()),
                ("bank", models.TextField()),
                ("account_cipher", models.BinaryField(null=True)),
                ("account_index", models.BinaryField(null=True)),
                ("words", models.TextField()),
                ("payable_from", models.DateTimeField()),
                ("made_by", models.BigIntegerField()),
                ("made_as", models.TextField()),
                ("made_on", models.DateField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "claim",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="ledger.claim",
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="ledger.participant",
                    ),
                ),
            ],
            options={
                "db_table": "pension_account",
            },
        ),
        migrations.AddField(
            model_name="pensionpayment",
            name="account",
            field=models.ForeignKey(
                db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to="ledger.pensionaccount"
            ),
        ),
        CreateInLedger(
            name="PensionAccountCheck",
            fields=[
                (
                    "change",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        serialize=False,
                        to="ledger.pensionaccount",
                    ),
                ),
                ("verdict", models.TextField()),
                ("note", models.TextField(null=True)),
                ("made_by", models.BigIntegerField()),
                ("checked_by", models.BigIntegerField()),
                ("checked_as", models.TextField()),
                ("checked_on", models.DateField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "db_table": "pension_account_check",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ["APPROVED", "RETURNED"])),
                        name="pension_account_check_verdict_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("made_by", models.F("checked_by")), _negated=True),
                        name="pension_account_check_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("verdict", "RETURNED"), _negated=True),
                            models.Q(("note__isnull", False), models.Q(("note", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="pension_account_check_return_says_why",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="pensionaccount",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("relation__in", ["SELF", "SPOUSE", "CHILD", "PARENT", "SIBLING", "HEIR", "GUARDIAN", "EMPLOYER"])
                ),
                name="pension_account_relation_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="pensionaccount",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="pension_account_has_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="pensionaccount",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True), name="pension_account_says_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="pensionaccount",
            constraint=models.CheckConstraint(
                condition=models.Q(("account_cipher__isnull", False)), name="pension_account_has_a_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="pensionaccount",
            constraint=models.UniqueConstraint(fields=("claim", "place"), name="pension_account_place_once"),
        ),
        migrations.AddConstraint(
            model_name="pensionaccount",
            constraint=models.UniqueConstraint(fields=("change_id", "made_by"), name="pension_account_of_maker"),
        ),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]
