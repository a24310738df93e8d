"""Claims: what is asked, decided by two people, and paid once."""

from pathlib import Path

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from payung.ledger.base.partition import CreateInLedger

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """Tables of claims, their locks, and the function that pays."""

    dependencies = [
        ("ledger", "0012_bill"),
    ]

    operations = [
        CreateInLedger(
            name="Claim",
            fields=[
                ("claim_id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "participant",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, to="ledger.participant"
                    ),
                ),
                (
                    "beneficiary",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.participant",
                    ),
                ),
                ("programme", models.TextField()),
                ("kind", models.TextField()),
                ("event_on", models.DateField()),
                ("key", models.TextField()),
                ("facts", models.JSONField()),
                ("needs", models.JSONField()),
                ("law_version", models.TextField()),
                ("filed_on", models.DateField()),
                ("filed_by", models.BigIntegerField()),
                ("filed_as", models.TextField()),
                (
                    "corrects",
                    models.ForeignKey(
                        db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to="ledger.claim"
                    ),
                ),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "db_table": "claim",
                "indexes": [models.Index(fields=["filed_on", "claim_id"], name="claim_filed")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("programme__in", ["JKN", "JKK", "JKM", "JHT", "JP", "JKP"])),
                        name="claim_programme_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "JKK_INCAPACITY",
                                    "JKK_PARTIAL",
                                    "JKK_TOTAL",
                                    "JKK_DEATH",
                                    "JKK_TRANSPORT",
                                    "JKK_AIDS",
                                    "JKK_SCHOLARSHIP",
                                    "JKM_DEATH",
                                    "JKM_SCHOLARSHIP",
                                    "JHT_FULL",
                                    "JHT_PARTIAL",
                                    "JKP_CASH",
                                    "JP_OLD_AGE",
                                    "JP_DISABILITY",
                                    "JP_SURVIVOR",
                                ],
                            )
                        ),
                        name="claim_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("event_on__lte", models.F("filed_on"))), name="claim_event_not_after_filing"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("corrects__isnull", True)),
                        fields=("participant", "kind", "key"),
                        name="claim_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("corrects__isnull", False)),
                        fields=("corrects",),
                        name="claim_corrected_once",
                    ),
                    models.UniqueConstraint(fields=("claim_id", "participant"), name="claim_of_participant"),
                ],
            },
        ),
        CreateInLedger(
            name="ClaimPayee",
            fields=[
                ("payee_id", models.UUIDField(primary_key=True, serialize=False)),
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
                ("place", models.IntegerField()),
                ("name", models.TextField()),
                ("relation", models.TextField()),
                ("bank", models.TextField()),
                ("account_cipher", models.BinaryField(null=True)),
                ("account_index", models.BinaryField(null=True)),
                ("payable_from", models.DateTimeField()),
                ("named_by", models.BigIntegerField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "db_table": "claim_payee",
                "indexes": [models.Index(fields=["account_index"], name="claim_payee_account")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "relation__in",
                                ["SELF", "SPOUSE", "CHILD", "PARENT", "SIBLING", "HEIR", "GUARDIAN", "EMPLOYER"],
                            )
                        ),
                        name="claim_payee_relation_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="claim_payee_has_a_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("account_cipher__isnull", False)), name="claim_payee_has_an_account"
                    ),
                    models.UniqueConstraint(fields=("claim", "place"), name="claim_payee_place_once"),
                ],
            },
        ),
        CreateInLedger(
            name="ClaimDocument",
            fields=[
                ("document_id", models.UUIDField(primary_key=True, serialize=False)),
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
                ("kind", models.TextField()),
                ("sha256", models.TextField()),
                ("size_bytes", models.IntegerField()),
                ("media_type", models.TextField()),
                ("received_on", models.DateField()),
                ("received_by", models.BigIntegerField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "db_table": "claim_document",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("media_type__in", ["application/pdf", "image/jpeg", "image/png"])),
                        name="claim_document_media_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("size_bytes__gte", 1)), name="claim_document_holds_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="claim_document_hash_form"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind", ""), _negated=True), name="claim_document_has_a_kind"
                    ),
                    models.UniqueConstraint(fields=("claim", "kind", "sha256"), name="claim_document_once"),
                ],
            },
        ),
        CreateInLedger(
            name="ClaimDecision",
            fields=[
                ("decision_id", models.UUIDField(primary_key=True, serialize=False)),
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
                ("round", models.IntegerField()),
                ("answer", models.TextField()),
                ("amount_idr", models.BigIntegerField()),
                ("reason", models.TextField()),
                ("article", models.TextField()),
                ("computed", models.JSONField()),
                ("law_version", models.TextField()),
                ("made_by", models.BigIntegerField()),
                ("made_on", models.DateField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "db_table": "claim_decision",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("answer__in", ["PAY", "REFUSE"])), name="claim_decision_answer_known"
                    ),
                    models.CheckConstraint(condition=models.Q(("round__gte", 1)), name="claim_decision_round_counts"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount_idr", 0), ("answer", "REFUSE")),
                            models.Q(models.Q(("answer", "REFUSE"), _negated=True), ("amount_idr__gt", 0)),
                            _connector="OR",
                        ),
                        name="claim_decision_amount_fits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), _negated=True), models.Q(("article", ""), _negated=True)
                        ),
                        name="claim_decision_has_its_article",
                    ),
                    models.UniqueConstraint(fields=("claim", "round"), name="claim_decision_round_once"),
                    models.UniqueConstraint(fields=("decision_id", "made_by"), name="claim_decision_of_maker"),
                    models.UniqueConstraint(fields=("decision_id", "claim"), name="claim_decision_of_claim"),
                ],
            },
        ),
        CreateInLedger(
            name="ClaimCheck",
            fields=[
                ("check_id", models.UUIDField(primary_key=True, serialize=False)),
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
                (
                    "decision",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="ledger.claimdecision",
                    ),
                ),
                (
                    "payee",
                    models.ForeignKey(
                        db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to="ledger.claimpayee"
                    ),
                ),
                ("verdict", models.TextField()),
                ("note", models.TextField(null=True)),
                ("made_by", models.BigIntegerField()),
                ("checked_by", models.BigIntegerField()),
                ("checked_on", models.DateField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "db_table": "claim_check",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ["APPROVED", "RETURNED"])), name="claim_check_verdict_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("made_by", models.F("checked_by")), _negated=True),
                        name="claim_check_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("verdict", "RETURNED"), _negated=True), ("note__isnull", False), _connector="OR"
                        ),
                        name="claim_check_return_says_why",
                    ),
                    models.UniqueConstraint(
                        fields=("decision", "payee"), name="claim_check_once", nulls_distinct=False
                    ),
                ],
            },
        ),
        CreateInLedger(
            name="ClaimAppeal",
            fields=[
                ("appeal_id", models.UUIDField(primary_key=True, serialize=False)),
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
                (
                    "decision",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="ledger.claimdecision",
                    ),
                ),
                ("ground", models.TextField()),
                ("filed_on", models.DateField()),
                ("filed_by", models.BigIntegerField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "db_table": "claim_appeal",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ground", ""), _negated=True), name="claim_appeal_has_a_ground"
                    ),
                    models.UniqueConstraint(fields=("decision",), name="claim_appeal_once"),
                ],
            },
        ),
        CreateInLedger(
            name="ClaimPayment",
            fields=[
                ("payment_id", models.UUIDField(primary_key=True, serialize=False)),
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
                (
                    "check_of",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, to="ledger.claimcheck"
                    ),
                ),
                (
                    "payee",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, to="ledger.claimpayee"
                    ),
                ),
                ("amount_idr", models.BigIntegerField()),
                (
                    "channel",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="ledger.party"),
                ),
                ("paid_on", models.DateField()),
                ("paid_by", models.BigIntegerField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "db_table": "claim_payment",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount_idr__gte", 1)), name="claim_payment_amount_above_nothing"
                    ),
                    models.UniqueConstraint(fields=("claim",), name="claim_payment_once"),
                ],
            },
        ),
        migrations.RunSQL((SQL / "0010_claim.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]
