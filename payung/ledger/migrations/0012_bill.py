"""What is owed each month and what it is made of, instalments, and notices: the tables."""

from pathlib import Path

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
from django.db import migrations, models

from payung.ledger.base.partition import CreateInLedger

SQL = Path(__file__).parent / "sql" / "0012_bill.sql"


class Migration(migrations.Migration):
    """Obligations, lines of bills, plans of instalments, contacts and the outbox."""

    dependencies = [("ledger", "0011_matter")]

    operations = [
        CreateInLedger(
            name="BillLine",
            fields=[
                (
                    "participant",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, to="ledger.participant"
                    ),
                ),
                (
                    "bill",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="ledger.bill"),
                ),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "bill_id",
                        "participant_id",
                        "programme",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("programme", models.TextField()),
                ("care_class", models.SmallIntegerField(null=True)),
                ("base_idr", models.BigIntegerField(null=True)),
                ("gross_idr", models.BigIntegerField()),
                ("relief_idr", models.BigIntegerField()),
                ("state_idr", models.BigIntegerField()),
                ("region_idr", models.BigIntegerField()),
                ("amount_idr", models.BigIntegerField()),
            ],
            options={
                "db_table": "bill_line",
            },
        ),
        CreateInLedger(
            name="InstalmentPlan",
            fields=[
                (
                    "participant",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, to="ledger.participant"
                    ),
                ),
                ("plan_id", models.UUIDField(primary_key=True, serialize=False)),
                ("agreed_on", models.DateField()),
                ("first_month", models.DateField()),
                ("months_billed", models.IntegerField()),
                ("arrears_idr", models.BigIntegerField()),
                ("instalments", models.IntegerField()),
                ("instalment_idr", models.BigIntegerField()),
                ("last_instalment_idr", models.BigIntegerField()),
                ("current_idr", models.BigIntegerField()),
                ("active_after", models.TextField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "db_table": "instalment_plan",
            },
        ),
        CreateInLedger(
            name="Contact",
            fields=[
                ("contact_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("subject", models.BinaryField()),
                ("region_code", models.TextField(db_collation="C")),
                ("channel", models.TextField()),
                ("address_cipher", models.BinaryField(null=True)),
                ("is_allowed", models.BooleanField()),
                ("language", models.TextField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "db_table": "contact",
            },
        ),
        CreateInLedger(
            name="Notice",
            fields=[
                ("notice_id", models.UUIDField(primary_key=True, serialize=False)),
                ("subject", models.BinaryField()),
                ("region_code", models.TextField(db_collation="C")),
                ("kind", models.TextField()),
                ("period", models.TextField(db_collation="C")),
                ("facts", models.JSONField()),
                ("not_before", models.DateTimeField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "db_table": "notice",
            },
        ),
        CreateInLedger(
            name="NoticeAttempt",
            fields=[
                (
                    "notice",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="ledger.notice"),
                ),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "notice_id", "number", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.SmallIntegerField()),
                ("channel", models.TextField(null=True)),
                ("outcome", models.TextField()),
                ("detail", models.TextField(null=True)),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "db_table": "notice_attempt",
            },
        ),
        CreateInLedger(
            name="NoticeQueue",
            fields=[
                (
                    "notice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        serialize=False,
                        to="ledger.notice",
                    ),
                ),
                ("next_at", models.DateTimeField()),
                ("tries", models.SmallIntegerField(db_default=0, default=0)),
            ],
            options={
                "db_table": "notice_queue",
            },
        ),
        migrations.RemoveConstraint(
            model_name="posting",
            name="posting_kind_known",
        ),
        migrations.AddField(
            model_name="party",
            name="risk",
            field=models.TextField(null=True),
        ),
        migrations.AddIndex(
            model_name="enrolment",
            index=models.Index(fields=["payer"], name="enrolment_payer"),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("risk__in", ["sangat_rendah", "rendah", "sedang", "tinggi", "sangat_tinggi"]),
                    ("risk__isnull", True),
                    _connector="OR",
                ),
                name="party_risk_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "RECEIPT",
                            "SETTLE",
                            "BILL",
                            "SUBSIDY",
                            "REVERSAL",
                            "UNSETTLE",
                            "CLAIM",
                            "PAYOUT",
                            "WRITE_OFF",
                            "RESCHEDULE",
                        ],
                    )
                ),
                name="posting_kind_known",
            ),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(fields=["subject", "channel", "-contact_id"], name="contact_subject"),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
                condition=models.Q(("channel__in", ["EMAIL", "SMS", "WHATSAPP"])), name="contact_channel_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
                condition=models.Q(("language__in", ["id", "en"])), name="contact_language_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
                condition=models.Q(("region_code__regex", "^([0-9]{2}(\\.[0-9]{2}(\\.[0-9]{2}(\\.[0-9]{4})?)?)?)?$")),
                name="contact_region_form",
            ),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_allowed", False), ("address_cipher__isnull", False), _connector="OR"),
                name="contact_allowed_has_an_address",
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["-recorded_at", "notice_id"], name="notice_recorded"),
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
                        ],
                    )
                ),
                name="notice_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(("region_code__regex", "^([0-9]{2}(\\.[0-9]{2}(\\.[0-9]{2}(\\.[0-9]{4})?)?)?)?$")),
                name="notice_region_form",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(fields=("subject", "kind", "period"), name="notice_once"),
        ),
        migrations.AddIndex(
            model_name="billline",
            index=models.Index(fields=["participant"], name="bill_line_participant"),
        ),
        migrations.AddConstraint(
            model_name="billline",
            constraint=models.CheckConstraint(
                condition=models.Q(("programme__in", ["JKN", "JKK", "JKM", "JHT", "JP", "JKP"])),
                name="bill_line_programme_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="billline",
            constraint=models.CheckConstraint(
                condition=models.Q(("relief_idr__gte", 0)), name="bill_line_relief_not_negative"
            ),
        ),
        migrations.AddConstraint(
            model_name="billline",
            constraint=models.CheckConstraint(
                condition=models.Q(("state_idr__gte", 0)), name="bill_line_state_not_negative"
            ),
        ),
        migrations.AddConstraint(
            model_name="billline",
            constraint=models.CheckConstraint(
                condition=models.Q(("region_idr__gte", 0)), name="bill_line_region_not_negative"
            ),
        ),
        migrations.AddConstraint(
            model_name="billline",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_idr__gte", 0)), name="bill_line_amount_not_negative"
            ),
        ),
        migrations.AddConstraint(
            model_name="billline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "gross_idr",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    models.F("relief_idr"), "+", models.F("state_idr")
                                ),
                                "+",
                                models.F("region_idr"),
                            ),
                            "+",
                            models.F("amount_idr"),
                        ),
                    )
                ),
                name="bill_line_parts_are_the_whole",
            ),
        ),
        migrations.AddIndex(
            model_name="instalmentplan",
            index=models.Index(fields=["participant", "agreed_on"], name="instalment_plan_participant"),
        ),
        migrations.AddConstraint(
            model_name="instalmentplan",
            constraint=models.CheckConstraint(
                condition=models.Q(("instalments__gte", 1)), name="instalment_plan_has_instalments"
            ),
        ),
        migrations.AddConstraint(
            model_name="instalmentplan",
            constraint=models.CheckConstraint(
                condition=models.Q(("instalment_idr__gte", 1)), name="instalment_plan_instalment_above_nothing"
            ),
        ),
        migrations.AddConstraint(
            model_name="instalmentplan",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_instalment_idr__gte", 1)), name="instalment_plan_last_above_nothing"
            ),
        ),
        migrations.AddConstraint(
            model_name="instalmentplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "arrears_idr",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                models.F("instalment_idr"),
                                "*",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("instalments"), "-", models.Value(1)
                                ),
                            ),
                            "+",
                            models.F("last_instalment_idr"),
                        ),
                    )
                ),
                name="instalment_plan_sums_to_arrears",
            ),
        ),
        migrations.AddConstraint(
            model_name="instalmentplan",
            constraint=models.CheckConstraint(
                condition=models.Q(("first_month__day", 1)), name="instalment_plan_month_is_its_first_day"
            ),
        ),
        migrations.AddIndex(
            model_name="noticequeue",
            index=models.Index(fields=["next_at"], name="notice_queue_next"),
        ),
        migrations.AddConstraint(
            model_name="noticequeue",
            constraint=models.CheckConstraint(
                condition=models.Q(("tries__gte", 0)), name="notice_queue_tries_not_negative"
            ),
        ),
        migrations.AddIndex(
            model_name="noticeattempt",
            index=models.Index(fields=["outcome", "-recorded_at"], name="notice_attempt_outcome"),
        ),
        migrations.AddConstraint(
            model_name="noticeattempt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("channel__in", ["EMAIL", "SMS", "WHATSAPP"]), ("channel__isnull", True), _connector="OR"
                ),
                name="notice_attempt_channel_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="noticeattempt",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["SENT", "FAILED", "DEAD", "CURED", "NO_CONSENT"])),
                name="notice_attempt_outcome_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="noticeattempt",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)), name="notice_attempt_counts_from_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="noticeattempt",
            constraint=models.UniqueConstraint(
                condition=models.Q(("outcome", "FAILED"), _negated=True),
                fields=("notice",),
                name="notice_attempt_ends_once",
            ),
        ),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]
