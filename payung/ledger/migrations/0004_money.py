"""Participants, parties, accounts, bills, payments and what banks' statements say: the tables of money."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from payung.ledger.base.partition import CreateInLedger


class Migration(migrations.Migration):
    """The money of Payung's own acts, in lasting tables."""

    dependencies = [
        ("ledger", "0003_locks"),
    ]

    operations = [
        CreateInLedger(
            name="Participant",
            fields=[
                ("participant_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("subject", models.BinaryField()),
                ("nik_cipher", models.BinaryField(null=True)),
                ("nik_index", models.BinaryField(null=True)),
                ("kk_cipher", models.BinaryField(null=True)),
                ("phone_cipher", models.BinaryField(null=True)),
                ("name", models.TextField()),
                ("birth_date", models.DateField(null=True)),
                ("sex", models.TextField(null=True)),
                ("region_code", models.TextField(db_collation="C")),
                ("died_on", models.DateField(null=True)),
                ("entered_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("entered_by", models.BigIntegerField()),
            ],
            options={
                "db_table": "participant",
                "indexes": [models.Index(fields=["nik_index"], name="participant_nik")],
                "constraints": [
                    models.UniqueConstraint(fields=("subject",), name="participant_subject_once"),
                    models.CheckConstraint(
                        condition=models.Q(("sex__in", ["L", "P"]), ("sex__isnull", True), _connector="OR"),
                        name="participant_sex_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="participant_has_a_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("region_code__regex", "^([0-9]{2}(\\.[0-9]{2}(\\.[0-9]{2}(\\.[0-9]{4})?)?)?)?$")
                        ),
                        name="participant_region_form",
                    ),
                ],
            },
        ),
        CreateInLedger(
            name="Party",
            fields=[
                ("party_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("code", models.TextField()),
                ("kind", models.TextField()),
                ("name", models.TextField()),
                ("region_code", models.TextField(db_collation="C")),
            ],
            options={
                "db_table": "party",
                "constraints": [
                    models.UniqueConstraint(fields=("code",), name="party_code_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "EMPLOYER",
                                    "ASSOCIATION",
                                    "COOPERATIVE",
                                    "PLATFORM",
                                    "VILLAGE",
                                    "SPONSOR",
                                    "REGION",
                                    "STATE",
                                    "BANK",
                                    "AGENCY",
                                ],
                            )
                        ),
                        name="party_kind_known",
                    ),
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="party_has_a_name"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("region_code__regex", "^([0-9]{2}(\\.[0-9]{2}(\\.[0-9]{2}(\\.[0-9]{4})?)?)?)?$")
                        ),
                        name="party_region_form",
                    ),
                ],
            },
        ),
        CreateInLedger(
            name="Bill",
            fields=[
                ("bill_id", models.UUIDField(primary_key=True, serialize=False)),
                ("kind", models.TextField()),
                ("month", models.DateField()),
                ("due_on", models.DateField()),
                ("amount_idr", models.BigIntegerField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "participant",
                    models.ForeignKey(
                        db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to="ledger.participant"
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to="ledger.party"
                    ),
                ),
            ],
            options={
                "db_table": "bill",
            },
        ),
        CreateInLedger(
            name="Account",
            fields=[
                ("account_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kind", models.TextField()),
                ("programme", models.TextField(null=True)),
                (
                    "participant",
                    models.ForeignKey(
                        db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to="ledger.participant"
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to="ledger.party"
                    ),
                ),
            ],
            options={
                "db_table": "account",
            },
        ),
        CreateInLedger(
            name="Payment",
            fields=[
                ("payment_id", models.UUIDField(primary_key=True, serialize=False)),
                ("kind", models.TextField()),
                ("request_id", models.TextField(db_collation="C")),
                ("external_id", models.TextField(db_collation="C", null=True)),
                ("account_no", models.TextField(db_collation="C")),
                ("amount_idr", models.BigIntegerField()),
                ("total_idr", models.BigIntegerField(null=True)),
                ("paid_at", models.DateTimeField()),
                ("paid_on", models.DateField()),
                ("received_on", models.DateField()),
                ("outcome", models.TextField()),
                ("reason", models.TextField(null=True)),
                ("settled_bills", models.IntegerField()),
                ("credit_after_idr", models.BigIntegerField()),
                ("active_from", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "channel",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="ledger.party"),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to="ledger.payment"
                    ),
                ),
            ],
            options={
                "db_table": "payment",
            },
        ),
        CreateInLedger(
            name="Allocation",
            fields=[
                ("allocation_id", models.UUIDField(primary_key=True, serialize=False)),
                ("amount_idr", models.BigIntegerField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "bill",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="ledger.bill"),
                ),
                (
                    "payment",
                    models.ForeignKey(
                        db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to="ledger.payment"
                    ),
                ),
            ],
            options={
                "db_table": "allocation",
            },
        ),
        CreateInLedger(
            name="Posting",
            fields=[
                ("posting_id", models.UUIDField(primary_key=True, serialize=False)),
                ("entry", models.UUIDField()),
                ("amount_idr", models.BigIntegerField()),
                ("effective_on", models.DateField()),
                ("kind", models.TextField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "bill",
                    models.ForeignKey(
                        db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to="ledger.bill"
                    ),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to="ledger.posting"
                    ),
                ),
                (
                    "credit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.account",
                    ),
                ),
                (
                    "debit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.account",
                    ),
                ),
                (
                    "payment",
                    models.ForeignKey(
                        db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to="ledger.payment"
                    ),
                ),
            ],
            options={
                "db_table": "posting",
            },
        ),
        CreateInLedger(
            name="StatementLine",
            fields=[
                ("statement_line_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("line_id", models.TextField(db_collation="C")),
                ("booked_on", models.DateField()),
                ("value_on", models.DateField()),
                ("kind", models.TextField()),
                ("service", models.TextField()),
                ("reference", models.TextField(db_collation="C")),
                ("account_no", models.TextField(db_collation="C")),
                ("amount_idr", models.BigIntegerField()),
                ("payment_ref", models.UUIDField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "channel",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="ledger.party"),
                ),
            ],
            options={
                "db_table": "statement_line",
            },
        ),
        CreateInLedger(
            name="Reconciliation",
            fields=[
                ("reconciliation_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("finding", models.TextField()),
                ("told_idr", models.BigIntegerField(null=True)),
                ("booked_idr", models.BigIntegerField(null=True)),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "channel",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="ledger.party"),
                ),
                (
                    "payment",
                    models.ForeignKey(
                        db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to="ledger.payment"
                    ),
                ),
                (
                    "statement_line",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to="ledger.statementline"
                    ),
                ),
            ],
            options={
                "db_table": "reconciliation",
            },
        ),
        CreateInLedger(
            name="VirtualAccount",
            fields=[
                ("number", models.TextField(db_collation="C", primary_key=True, serialize=False)),
                ("amount_rule", models.TextField()),
                ("closed_on", models.DateField(null=True)),
                (
                    "participant",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to="ledger.participant"),
                ),
                ("party", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to="ledger.party")),
            ],
            options={
                "db_table": "virtual_account",
            },
        ),
        migrations.AddIndex(
            model_name="bill",
            index=models.Index(fields=["participant", "month"], name="bill_participant"),
        ),
        migrations.AddIndex(
            model_name="bill",
            index=models.Index(fields=["party", "month"], name="bill_party"),
        ),
        migrations.AddConstraint(
            model_name="bill",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["JKN", "BPU", "PU", "COLLECTIVE", "INSTALMENT"])),
                name="bill_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="bill",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_idr__gte", 1)), name="bill_amount_above_nothing"
            ),
        ),
        migrations.AddConstraint(
            model_name="bill",
            constraint=models.CheckConstraint(
                condition=models.Q(("month__day", 1)), name="bill_month_is_its_first_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="bill",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("participant__isnull", True), ("party__isnull", False)),
                    models.Q(("participant__isnull", False), ("party__isnull", True)),
                    _connector="OR",
                ),
                name="bill_has_one_payer",
            ),
        ),
        migrations.AddIndex(
            model_name="account",
            index=models.Index(fields=["party", "kind"], name="account_party"),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        ["RECEIVABLE", "CASH", "INCOME", "SUSPENSE", "SUBSIDY", "CREDIT", "BENEFIT", "PAYABLE"],
                    )
                ),
                name="account_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("programme__in", ["JKN", "JKK", "JKM", "JHT", "JP", "JKP"]),
                    ("programme__isnull", True),
                    _connector="OR",
                ),
                name="account_programme_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(("participant__isnull", True), ("party__isnull", True), _connector="OR"),
                name="account_has_one_holder",
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.UniqueConstraint(
                fields=("participant", "party", "kind", "programme"), name="account_once", nulls_distinct=False
            ),
        ),
        migrations.AddIndex(
            model_name="payment",
            index=models.Index(fields=["channel", "paid_on"], name="payment_day"),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["VA", "QRIS"])), name="payment_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["SETTLED", "CREDITED", "SUSPENSE"])), name="payment_outcome_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_idr__gte", 1)), name="payment_amount_above_nothing"
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(("credit_after_idr__gte", 0)), name="payment_credit_not_negative"
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("outcome", "SUSPENSE"),
                        ("reason__in", ("UNKNOWN_ACCOUNT", "CLOSED_ACCOUNT", "WRONG_AMOUNT", "NOTHING_DUE")),
                        ("reason__isnull", False),
                    ),
                    models.Q(models.Q(("outcome", "SUSPENSE"), _negated=True), ("reason__isnull", True)),
                    _connector="OR",
                ),
                name="payment_suspense_has_its_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("corrects__isnull", True)),
                fields=("channel", "kind", "request_id"),
                name="payment_request_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.UniqueConstraint(
                fields=("channel", "received_on", "external_id"), name="payment_external_once_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("corrects__isnull", False)), fields=("corrects",), name="payment_corrected_once"
            ),
        ),
        migrations.AddIndex(
            model_name="allocation",
            index=models.Index(fields=["bill"], name="allocation_bill"),
        ),
        migrations.AddIndex(
            model_name="allocation",
            index=models.Index(fields=["payment"], name="allocation_payment"),
        ),
        migrations.AddConstraint(
            model_name="allocation",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_idr", 0), _negated=True), name="allocation_moves_something"
            ),
        ),
        migrations.AddIndex(
            model_name="posting",
            index=models.Index(fields=["debit"], name="posting_debit"),
        ),
        migrations.AddIndex(
            model_name="posting",
            index=models.Index(fields=["credit"], name="posting_credit"),
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
                        ],
                    )
                ),
                name="posting_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_idr__gte", 1)), name="posting_amount_above_nothing"
            ),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(
                condition=models.Q(("debit", models.F("credit")), _negated=True), name="posting_moves_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.UniqueConstraint(
                condition=models.Q(("corrects__isnull", False)), fields=("corrects",), name="posting_corrected_once"
            ),
        ),
        migrations.AddIndex(
            model_name="statementline",
            index=models.Index(fields=["payment_ref"], name="statement_line_payment"),
        ),
        migrations.AddConstraint(
            model_name="statementline",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["CREDIT", "REVERSAL"])), name="statement_line_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="statementline",
            constraint=models.CheckConstraint(
                condition=models.Q(("service__in", ["VA", "QRIS"])), name="statement_line_service_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="statementline",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_idr__gte", 1)), name="statement_line_amount_above_nothing"
            ),
        ),
        migrations.AddConstraint(
            model_name="statementline",
            constraint=models.UniqueConstraint(fields=("channel", "line_id"), name="statement_line_once"),
        ),
        migrations.AddIndex(
            model_name="reconciliation",
            index=models.Index(fields=["payment"], name="reconciliation_payment"),
        ),
        migrations.AddConstraint(
            model_name="reconciliation",
            constraint=models.CheckConstraint(
                condition=models.Q(("finding__in", ["MATCHED", "MISSING", "EXTRA", "ALTERED", "LATE", "REVERSED"])),
                name="reconciliation_finding_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="reconciliation",
            constraint=models.CheckConstraint(
                condition=models.Q(("payment__isnull", False), ("statement_line__isnull", False), _connector="OR"),
                name="reconciliation_speaks_of_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="reconciliation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("finding", "MISSING")), fields=("payment",), name="reconciliation_missing_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="virtualaccount",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_rule__in", ["EXACT", "ANY"])), name="virtual_account_rule_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="virtualaccount",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__regex", "^[0-9]{6,28}$")), name="virtual_account_form"
            ),
        ),
        migrations.AddConstraint(
            model_name="virtualaccount",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("participant__isnull", True), ("party__isnull", False)),
                    models.Q(("participant__isnull", False), ("party__isnull", True)),
                    _connector="OR",
                ),
                name="virtual_account_has_one_payer",
            ),
        ),
    ]
