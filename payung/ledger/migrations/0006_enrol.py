"""Enrolments by act, families, failed attempts, lists of collectives, and tokens of programs."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from payung.ledger.base.partition import CreateInLedger


class Migration(migrations.Migration):
    """The tables of enrolling."""

    dependencies = [
        ("ledger", "0005_collect"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateInLedger(
            name="Attempt",
            fields=[
                ("attempt_id", models.UUIDField(primary_key=True, serialize=False)),
                ("act_id", models.UUIDField()),
                ("subject", models.BinaryField(null=True)),
                ("region_code", models.TextField(db_collation="C")),
                ("programme", models.TextField()),
                ("cause", models.TextField()),
                ("causes", models.TextField()),
                ("holder", models.TextField()),
                ("name", models.TextField()),
                ("birth_date", models.DateField(null=True)),
                ("sex", models.TextField(null=True)),
                ("nik_cipher", models.BinaryField(null=True)),
                ("nik_index", models.BinaryField(null=True)),
                ("kk_cipher", models.BinaryField(null=True)),
                ("phone_cipher", models.BinaryField(null=True)),
                ("income_monthly_idr", models.BigIntegerField(null=True)),
                ("sector", models.TextField(null=True)),
                ("with_jht", models.BooleanField()),
                ("care_class", models.SmallIntegerField(null=True)),
                ("entered_by", models.BigIntegerField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "party",
                    models.ForeignKey(
                        db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to="ledger.party"
                    ),
                ),
            ],
            options={
                "db_table": "attempt",
            },
        ),
        CreateInLedger(
            name="AttemptStep",
            fields=[
                ("attempt_step_id", models.UUIDField(primary_key=True, serialize=False)),
                ("kind", models.TextField()),
                ("act_id", models.UUIDField(null=True)),
                ("note", models.TextField()),
                ("user_id", models.BigIntegerField()),
                ("username", models.TextField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "attempt",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="ledger.attempt"),
                ),
            ],
            options={
                "db_table": "attempt_step",
            },
        ),
        CreateInLedger(
            name="Enrolment",
            fields=[
                ("enrolment_id", models.UUIDField(primary_key=True, serialize=False)),
                ("act_id", models.UUIDField()),
                ("subject", models.BinaryField()),
                ("region_code", models.TextField(db_collation="C")),
                ("programme", models.TextField()),
                ("segment", models.TextField()),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                ("pay_from", models.DateField()),
                ("care_class", models.SmallIntegerField(null=True)),
                ("income_monthly_idr", models.BigIntegerField(null=True)),
                ("sector", models.TextField(null=True)),
                ("superseded_at", models.DateTimeField(null=True)),
                ("is_void", models.BooleanField(db_default=False, default=False)),
                ("entered_by", models.BigIntegerField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "corrects",
                    models.ForeignKey(
                        db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to="ledger.enrolment"
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, to="ledger.participant"
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to="ledger.party"
                    ),
                ),
                (
                    "payer",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.participant",
                    ),
                ),
            ],
            options={
                "db_table": "enrolment",
            },
        ),
        CreateInLedger(
            name="EnrolmentList",
            fields=[
                ("list_id", models.UUIDField(primary_key=True, serialize=False)),
                ("region_code", models.TextField(db_collation="C")),
                ("programme", models.TextField()),
                ("file_name", models.TextField()),
                ("as_of", models.DateField()),
                ("rows_read", models.IntegerField()),
                ("rows_taken", models.IntegerField()),
                ("amount_idr", models.BigIntegerField()),
                ("entered_by", models.BigIntegerField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "bill",
                    models.ForeignKey(
                        db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to="ledger.bill"
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="ledger.party"),
                ),
            ],
            options={
                "db_table": "enrolment_list",
            },
        ),
        CreateInLedger(
            name="FamilyMember",
            fields=[
                ("family_member_id", models.UUIDField(primary_key=True, serialize=False)),
                ("subject", models.BinaryField()),
                ("region_code", models.TextField(db_collation="C")),
                ("kk_index", models.BinaryField()),
                ("relation_code", models.SmallIntegerField(null=True)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                ("superseded_at", models.DateTimeField(null=True)),
                ("is_void", models.BooleanField(db_default=False, default=False)),
                ("entered_by", models.BigIntegerField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "corrects",
                    models.ForeignKey(
                        db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to="ledger.familymember"
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, to="ledger.participant"
                    ),
                ),
            ],
            options={
                "db_table": "family_member",
            },
        ),
        CreateInLedger(
            name="ListLine",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "list_id", "row", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("row", models.IntegerField()),
                ("outcome", models.TextField()),
                ("causes", models.TextField()),
                ("attempt_id", models.UUIDField(null=True)),
                ("name", models.TextField()),
                ("nik_cipher", models.BinaryField(null=True)),
                ("amount_idr", models.BigIntegerField()),
                (
                    "list",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, to="ledger.enrolmentlist"
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to="ledger.participant"
                    ),
                ),
            ],
            options={
                "db_table": "list_line",
            },
        ),
        CreateInLedger(
            name="ApiToken",
            fields=[
                ("api_token_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("token_hash", models.BinaryField()),
                ("label", models.TextField()),
                ("people_daily", models.IntegerField()),
                ("ends_on", models.DateField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("made_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "api_token",
                "constraints": [
                    models.UniqueConstraint(fields=("token_hash",), name="api_token_hash_once"),
                    models.CheckConstraint(
                        condition=models.Q(("people_daily__gte", 1)), name="api_token_asks_of_somebody"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("label", ""), _negated=True), name="api_token_has_a_label"
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="attempt",
            index=models.Index(fields=["region_code", "recorded_at"], name="attempt_region"),
        ),
        migrations.AddIndex(
            model_name="attempt",
            index=models.Index(fields=["act_id"], name="attempt_act"),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(("programme__in", ["BPU", "JKN"])), name="attempt_programme_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("cause", ""), _negated=True), models.Q(("holder", ""), _negated=True)),
                name="attempt_has_a_cause",
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(("region_code__regex", "^([0-9]{2}(\\.[0-9]{2}(\\.[0-9]{2}(\\.[0-9]{4})?)?)?)?$")),
                name="attempt_region_form",
            ),
        ),
        migrations.AddIndex(
            model_name="attemptstep",
            index=models.Index(fields=["attempt", "recorded_at"], name="attempt_step_attempt"),
        ),
        migrations.AddConstraint(
            model_name="attemptstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["TAKEN", "RESOLVED", "CLOSED"])), name="attempt_step_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="attemptstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "RESOLVED"), _negated=True), ("act_id__isnull", False), _connector="OR"
                ),
                name="attempt_step_resolved_by_an_act",
            ),
        ),
        migrations.AddConstraint(
            model_name="attemptstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "CLOSED"), _negated=True), models.Q(("note", ""), _negated=True), _connector="OR"
                ),
                name="attempt_step_closed_with_a_word",
            ),
        ),
        migrations.AddConstraint(
            model_name="attemptstep",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind__in", ["RESOLVED", "CLOSED"])),
                fields=("attempt",),
                name="attempt_step_ends_once",
            ),
        ),
        migrations.AddIndex(
            model_name="enrolment",
            index=models.Index(fields=["act_id"], name="enrolment_act"),
        ),
        migrations.AddIndex(
            model_name="enrolment",
            index=models.Index(fields=["participant"], name="enrolment_participant"),
        ),
        migrations.AddIndex(
            model_name="enrolment",
            index=models.Index(fields=["party"], name="enrolment_party"),
        ),
        migrations.AddConstraint(
            model_name="enrolment",
            constraint=models.CheckConstraint(
                condition=models.Q(("programme__in", ["JKN", "JKK", "JKM", "JHT", "JP", "JKP"])),
                name="enrolment_programme_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrolment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "segment__in",
                        ["PBI", "PBPU_PEMDA", "PPU_BU", "PPU_PN", "PBPU", "BP", "PU", "BPU", "JAKON", "PMI"],
                    )
                ),
                name="enrolment_segment_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrolment",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                name="enrolment_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrolment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("party__isnull", True), ("payer__isnull", False)),
                    models.Q(("party__isnull", False), ("payer__isnull", True)),
                    _connector="OR",
                ),
                name="enrolment_has_one_payer",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrolment",
            constraint=models.CheckConstraint(
                condition=models.Q(("income_monthly_idr__gte", 0)), name="enrolment_income_not_negative"
            ),
        ),
        migrations.AddConstraint(
            model_name="enrolment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("corrects__isnull", False)), fields=("corrects",), name="enrolment_corrected_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="enrolment",
            constraint=models.CheckConstraint(
                condition=models.Q(("region_code__regex", "^([0-9]{2}(\\.[0-9]{2}(\\.[0-9]{2}(\\.[0-9]{4})?)?)?)?$")),
                name="enrolment_region_form",
            ),
        ),
        migrations.AddIndex(
            model_name="enrolmentlist",
            index=models.Index(fields=["party", "recorded_at"], name="enrolment_list_party"),
        ),
        migrations.AddConstraint(
            model_name="enrolmentlist",
            constraint=models.CheckConstraint(
                condition=models.Q(("programme__in", ["BPU", "JKN"])), name="enrolment_list_programme_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="enrolmentlist",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_idr__gte", 0)), name="enrolment_list_amount_not_negative"
            ),
        ),
        migrations.AddConstraint(
            model_name="enrolmentlist",
            constraint=models.CheckConstraint(
                condition=models.Q(("rows_taken__gte", 0), ("rows_taken__lte", models.F("rows_read"))),
                name="enrolment_list_takes_what_it_read",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrolmentlist",
            constraint=models.CheckConstraint(
                condition=models.Q(("region_code__regex", "^([0-9]{2}(\\.[0-9]{2}(\\.[0-9]{2}(\\.[0-9]{4})?)?)?)?$")),
                name="enrolment_list_region_form",
            ),
        ),
        migrations.AddIndex(
            model_name="familymember",
            index=models.Index(fields=["kk_index"], name="family_member_card"),
        ),
        migrations.AddConstraint(
            model_name="familymember",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                name="family_member_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="familymember",
            constraint=models.UniqueConstraint(
                condition=models.Q(("corrects__isnull", False)),
                fields=("corrects",),
                name="family_member_corrected_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="familymember",
            constraint=models.CheckConstraint(
                condition=models.Q(("region_code__regex", "^([0-9]{2}(\\.[0-9]{2}(\\.[0-9]{2}(\\.[0-9]{4})?)?)?)?$")),
                name="family_member_region_form",
            ),
        ),
        migrations.AddConstraint(
            model_name="listline",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["TAKEN", "REFUSED"])), name="list_line_outcome_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="listline",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_idr__gte", 0)), name="list_line_amount_not_negative"
            ),
        ),
        migrations.AddConstraint(
            model_name="listline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("causes", ""), ("outcome", "TAKEN"), ("participant__isnull", False)),
                    models.Q(
                        ("outcome", "REFUSED"), ("participant__isnull", True), models.Q(("causes", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="list_line_taken_or_caused",
            ),
        ),
    ]
