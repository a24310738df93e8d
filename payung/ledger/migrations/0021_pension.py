"""Monthly pensions after the first: what is due, when it ends, and the runs by which two people let the money go."""

from pathlib import Path

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from payung.ledger.base.partition import CreateInLedger

SQL = Path(__file__).parent / "sql" / "0021_pension.sql"


class Migration(migrations.Migration):
    """Tables of pensions, their locks, and the function that pays a run."""

    dependencies = [("ledger", "0020_suspense")]
    operations = [
        CreateInLedger(
            name="PensionRun",
            fields=[
                ("run_id", models.UUIDField(primary_key=True, serialize=False)),
                ("month", models.DateField()),
                ("dues", models.IntegerField()),
                ("amount_idr", models.BigIntegerField()),
                ("made_by", models.BigIntegerField()),
                ("made_as", models.TextField()),
                ("made_on", models.DateField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "db_table": "pension_run",
            },
        ),
        CreateInLedger(
            name="PensionDue",
            fields=[
                ("due_id", models.UUIDField(primary_key=True, serialize=False)),
                ("month", models.DateField()),
                ("amount_idr", models.BigIntegerField()),
                ("reason", models.TextField()),
                ("article", models.TextField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "db_table": "pension_due",
            },
        ),
        CreateInLedger(
            name="PensionEnd",
            fields=[
                (
                    "claim",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        serialize=False,
                        to="ledger.claim",
                    ),
                ),
                ("cause", models.TextField()),
                ("from_on", models.DateField()),
                ("words", models.TextField(null=True)),
                ("entered_by", models.BigIntegerField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "db_table": "pension_end",
            },
        ),
        CreateInLedger(
            name="PensionPayment",
            fields=[
                ("payment_id", models.UUIDField(primary_key=True, serialize=False)),
                ("amount_idr", models.BigIntegerField()),
                ("paid_on", models.DateField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "db_table": "pension_payment",
            },
        ),
        migrations.RemoveConstraint(
            model_name="notice",
            name="notice_kind_known",
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "COVER_ENDS",
                            "COVER_ENDED",
                            "BILL_DUE",
                            "PAYMENT_RECEIVED",
                            "ENROLMENT_DONE",
                            "DECREE_NOTICE",
                            "PAYEE_CHANGED",
                            "PENSION_PAID",
                            "PENSION_ENDED",
                        ],
                    )
                ),
                name="notice_kind_known",
            ),
        ),
        CreateInLedger(
            name="PensionCheck",
            fields=[
                (
                    "run",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        serialize=False,
                        to="ledger.pensionrun",
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
                "db_table": "pension_check",
            },
        ),
        migrations.AddConstraint(
            model_name="pensionrun",
            constraint=models.CheckConstraint(condition=models.Q(("dues__gte", 1)), name="pension_run_has_dues"),
        ),
        migrations.AddConstraint(
            model_name="pensionrun",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_idr__gte", 1)), name="pension_run_above_nothing"
            ),
        ),
        migrations.AddConstraint(
            model_name="pensionrun",
            constraint=models.UniqueConstraint(fields=("run_id", "made_by"), name="pension_run_of_maker"),
        ),
        migrations.AddField(
            model_name="pensiondue",
            name="claim",
            field=models.ForeignKey(
                db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, to="ledger.claim"
            ),
        ),
        migrations.AddField(
            model_name="pensiondue",
            name="participant",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="ledger.participant",
            ),
        ),
        migrations.AddField(
            model_name="pensionend",
            name="participant",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="ledger.participant",
            ),
        ),
        migrations.AddField(
            model_name="pensionpayment",
            name="channel",
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="ledger.party"),
        ),
        migrations.AddField(
            model_name="pensionpayment",
            name="claim",
            field=models.ForeignKey(
                db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, to="ledger.claim"
            ),
        ),
        migrations.AddField(
            model_name="pensionpayment",
            name="due",
            field=models.OneToOneField(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, to="ledger.pensiondue"
            ),
        ),
        migrations.AddField(
            model_name="pensionpayment",
            name="participant",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="ledger.participant",
            ),
        ),
        migrations.AddField(
            model_name="pensionpayment",
            name="payee",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, to="ledger.claimpayee"
            ),
        ),
        migrations.AddField(
            model_name="pensionpayment",
            name="run",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, to="ledger.pensionrun"
            ),
        ),
        migrations.AddConstraint(
            model_name="pensioncheck",
            constraint=models.CheckConstraint(
                condition=models.Q(("verdict__in", ["APPROVED", "RETURNED"])), name="pension_check_verdict_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="pensioncheck",
            constraint=models.CheckConstraint(
                condition=models.Q(("made_by", models.F("checked_by")), _negated=True), name="pension_check_by_another"
            ),
        ),
        migrations.AddConstraint(
            model_name="pensioncheck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("verdict", "RETURNED"), _negated=True),
                    models.Q(("note__isnull", False), models.Q(("note", ""), _negated=True)),
                    _connector="OR",
                ),
                name="pension_check_return_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="pensiondue",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_idr__gte", 1)), name="pension_due_above_nothing"
            ),
        ),
        migrations.AddConstraint(
            model_name="pensiondue",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reason__in", ["FIRST_YEAR", "INDEXED", "AT_FLOOR", "AT_CEILING", "NOT_PUBLISHED"])
                ),
                name="pension_due_reason_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="pensiondue",
            constraint=models.CheckConstraint(
                condition=models.Q(("month__day", 1)), name="pension_due_month_is_its_first_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="pensiondue",
            constraint=models.UniqueConstraint(fields=("claim", "month"), name="pension_due_once"),
        ),
        migrations.AddConstraint(
            model_name="pensionend",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("cause__in", ["DIED", "REMARRIED", "CHILD_OF_AGE", "CHILD_MARRIED", "CHILD_WORKS", "NO_RIGHT"])
                ),
                name="pension_end_cause_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="pensionpayment",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_idr__gte", 1)), name="pension_payment_above_nothing"
            ),
        ),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]
