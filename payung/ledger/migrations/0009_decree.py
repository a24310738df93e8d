"""Decrees and what became of them, objections, bridges for people in treatment, and reactivations."""

from pathlib import Path

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from payung.ledger.base.partition import CreateInLedger

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """Who is paid for by decree, in lasting tables, with row security and the order of their steps."""

    dependencies = [
        ("ledger", "0007_enrol_locks"),
    ]

    operations = [
        CreateInLedger(
            name="Decree",
            fields=[
                ("decree_id", models.UUIDField(primary_key=True, serialize=False)),
                ("number", models.TextField()),
                ("kind", models.TextField()),
                ("region_code", models.TextField(db_collation="C")),
                ("decided_on", models.DateField()),
                ("effective_on", models.DateField()),
                ("quota", models.BigIntegerField(null=True)),
                ("file_name", models.TextField()),
                ("file_sha256", models.BinaryField()),
                ("content", models.BinaryField()),
                ("rows", models.IntegerField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "issuer",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="ledger.party"),
                ),
            ],
            options={
                "db_table": "decree",
            },
        ),
        CreateInLedger(
            name="Objection",
            fields=[
                ("objection_id", models.UUIDField(primary_key=True, serialize=False)),
                ("subject", models.BinaryField()),
                ("region_code", models.TextField(db_collation="C")),
                ("ground", models.TextField()),
                ("evidence", models.TextField()),
                ("filed_on", models.DateField()),
                ("decide_by", models.DateField()),
                ("filed_by", models.BigIntegerField()),
                ("filed_name", models.TextField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "db_table": "objection",
            },
        ),
        CreateInLedger(
            name="DecreeLine",
            fields=[
                ("line_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("row", models.IntegerField()),
                ("nik_cipher", models.BinaryField(null=True)),
                ("nik_index", models.BinaryField(null=True)),
                ("subject", models.BinaryField(null=True)),
                ("region_code", models.TextField(db_collation="C")),
                ("verdict", models.TextField()),
                ("care_group", models.TextField(null=True)),
                ("route", models.TextField(null=True)),
                (
                    "decree",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="ledger.decree"),
                ),
            ],
            options={
                "db_table": "decree_line",
            },
        ),
        CreateInLedger(
            name="DecreeEvent",
            fields=[
                ("event_id", models.UUIDField(primary_key=True, serialize=False)),
                ("kind", models.TextField()),
                ("happened_on", models.DateField()),
                ("effect_on", models.DateField(null=True)),
                ("people", models.IntegerField()),
                ("by_user", models.BigIntegerField()),
                ("by_name", models.TextField()),
                ("note", models.TextField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "decree",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="ledger.decree"),
                ),
            ],
            options={
                "db_table": "decree_event",
            },
        ),
        CreateInLedger(
            name="ObjectionDecision",
            fields=[
                (
                    "objection",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        serialize=False,
                        to="ledger.objection",
                    ),
                ),
                ("subject", models.BinaryField()),
                ("region_code", models.TextField(db_collation="C")),
                ("outcome", models.TextField()),
                ("reason", models.TextField()),
                ("decided_on", models.DateField()),
                ("decided_by", models.BigIntegerField()),
                ("decided_name", models.TextField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "db_table": "objection_decision",
            },
        ),
        migrations.AddField(
            model_name="objection",
            name="line",
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to="ledger.decreeline"),
        ),
        CreateInLedger(
            name="Reactivation",
            fields=[
                ("case_id", models.UUIDField(primary_key=True, serialize=False)),
                ("subject", models.BinaryField()),
                ("region_code", models.TextField(db_collation="C")),
                ("removed_on", models.DateField()),
                ("asked_on", models.DateField()),
                ("window_until", models.DateField()),
                ("refusal", models.TextField(null=True)),
                ("asked_by", models.BigIntegerField()),
                ("asked_name", models.TextField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "db_table": "reactivation",
                "indexes": [models.Index(fields=["subject"], name="reactivation_subject")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("asked_on__lte", models.F("window_until")), ("refusal__isnull", True)),
                            ("refusal__isnull", False),
                            _connector="OR",
                        ),
                        name="reactivation_runs_within_its_window",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("asked_on__gte", models.F("removed_on"))),
                        name="reactivation_follows_a_removal",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("refusal__isnull", True)),
                        fields=("subject", "removed_on"),
                        name="reactivation_runs_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("region_code__regex", "^([0-9]{2}(\\.[0-9]{2}(\\.[0-9]{2}(\\.[0-9]{4})?)?)?)?$")
                        ),
                        name="reactivation_region_form",
                    ),
                ],
            },
        ),
        CreateInLedger(
            name="ReactivationStep",
            fields=[
                ("step_id", models.UUIDField(primary_key=True, serialize=False)),
                ("subject", models.BinaryField()),
                ("region_code", models.TextField(db_collation="C")),
                ("number", models.SmallIntegerField()),
                ("step", models.TextField()),
                ("holder", models.TextField()),
                ("opened_on", models.DateField()),
                ("due_on", models.DateField()),
                ("closed_on", models.DateField()),
                ("outcome", models.TextField()),
                ("note", models.TextField()),
                ("closed_by", models.BigIntegerField()),
                ("closed_name", models.TextField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, to="ledger.reactivation"
                    ),
                ),
            ],
            options={
                "db_table": "reactivation_step",
            },
        ),
        CreateInLedger(
            name="Bridge",
            fields=[
                (
                    "line",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        serialize=False,
                        to="ledger.decreeline",
                    ),
                ),
                ("subject", models.BinaryField()),
                ("region_code", models.TextField(db_collation="C")),
                ("from_on", models.DateField()),
                ("until_on", models.DateField()),
                ("ground", models.TextField()),
                ("article", models.TextField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "db_table": "bridge",
                "indexes": [models.Index(fields=["subject"], name="bridge_subject")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ground__in", ["CHRONIC", "PREGNANT", "NEWBORN", "DISABLED"])),
                        name="bridge_ground_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until_on__gte", models.F("from_on"))), name="bridge_begins_before_it_ends"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("region_code__regex", "^([0-9]{2}(\\.[0-9]{2}(\\.[0-9]{2}(\\.[0-9]{4})?)?)?)?$")
                        ),
                        name="bridge_region_form",
                    ),
                ],
            },
        ),
        CreateInLedger(
            name="DecreeEffect",
            fields=[
                (
                    "line",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        serialize=False,
                        to="ledger.decreeline",
                    ),
                ),
                ("subject", models.BinaryField()),
                ("region_code", models.TextField(db_collation="C")),
                ("from_on", models.DateField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "decree",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="ledger.decree"),
                ),
            ],
            options={
                "db_table": "decree_effect",
            },
        ),
        migrations.AddIndex(
            model_name="decreeline",
            index=models.Index(fields=["subject"], name="decree_line_subject"),
        ),
        migrations.AddConstraint(
            model_name="decreeline",
            constraint=models.UniqueConstraint(fields=("decree", "row"), name="decree_line_row_once"),
        ),
        migrations.AddConstraint(
            model_name="decreeline",
            constraint=models.UniqueConstraint(
                condition=models.Q(("verdict__in", ("OK", "IN_TREATMENT"))),
                fields=("decree", "subject"),
                name="decree_line_person_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="decreeline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "verdict__in",
                        [
                            "OK",
                            "IN_TREATMENT",
                            "BAD_NIK",
                            "REPEATED",
                            "UNKNOWN",
                            "AMBIGUOUS",
                            "DEAD",
                            "OTHER_REGION",
                            "NOT_ON_LIST",
                            "ALREADY_ON_LIST",
                        ],
                    )
                ),
                name="decree_line_verdict_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="decreeline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("care_group__in", ["CHRONIC", "PREGNANT", "NEWBORN", "DISABLED"]),
                    ("care_group__isnull", True),
                    _connector="OR",
                ),
                name="decree_line_care_group_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="decreeline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("verdict__in", ("OK", "IN_TREATMENT")), _negated=True),
                    ("subject__isnull", False),
                    _connector="OR",
                ),
                name="decree_line_taken_is_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="decreeline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("nik_cipher__isnull", True), ("nik_index__isnull", True)),
                    models.Q(("nik_cipher__isnull", False), ("nik_index__isnull", False)),
                    _connector="OR",
                ),
                name="decree_line_nik_sealed_and_indexed",
            ),
        ),
        migrations.AddConstraint(
            model_name="decreeline",
            constraint=models.CheckConstraint(
                condition=models.Q(("row__gte", 1)), name="decree_line_rows_count_from_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="decreeline",
            constraint=models.CheckConstraint(
                condition=models.Q(("region_code__regex", "^([0-9]{2}(\\.[0-9]{2}(\\.[0-9]{2}(\\.[0-9]{4})?)?)?)?$")),
                name="decree_line_region_form",
            ),
        ),
        migrations.AddConstraint(
            model_name="decree",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["PBI_REMOVE", "PBI_ADD", "REGION_ADD", "REGION_STOP"])),
                name="decree_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="decree",
            constraint=models.UniqueConstraint(fields=("issuer", "number"), name="decree_number_once"),
        ),
        migrations.AddConstraint(
            model_name="decree",
            constraint=models.CheckConstraint(
                condition=models.Q(("number", ""), _negated=True), name="decree_has_a_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="decree",
            constraint=models.CheckConstraint(
                condition=models.Q(("effective_on__gte", models.F("decided_on"))),
                name="decree_not_in_force_before_decided",
            ),
        ),
        migrations.AddConstraint(
            model_name="decree",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind__in", ["REGION_ADD", "REGION_STOP"]), _negated=True),
                    models.Q(("region_code", ""), _negated=True),
                    _connector="OR",
                ),
                name="decree_of_a_region_names_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="decree",
            constraint=models.CheckConstraint(condition=models.Q(("rows__gte", 1)), name="decree_names_somebody"),
        ),
        migrations.AddConstraint(
            model_name="decree",
            constraint=models.CheckConstraint(condition=models.Q(("quota__gte", 0)), name="decree_quota_not_negative"),
        ),
        migrations.AddConstraint(
            model_name="decree",
            constraint=models.CheckConstraint(
                condition=models.Q(("region_code__regex", "^([0-9]{2}(\\.[0-9]{2}(\\.[0-9]{2}(\\.[0-9]{4})?)?)?)?$")),
                name="decree_region_form",
            ),
        ),
        migrations.AddConstraint(
            model_name="decreeevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["PREPARED", "CHECKED", "NOTICED", "EFFECTIVE", "REVERSED", "WITHDRAWN"])
                ),
                name="decree_event_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="decreeevent",
            constraint=models.UniqueConstraint(fields=("decree", "kind"), name="decree_event_once"),
        ),
        migrations.AddConstraint(
            model_name="decreeevent",
            constraint=models.CheckConstraint(
                condition=models.Q(("people__gte", 0)), name="decree_event_people_not_negative"
            ),
        ),
        migrations.AddConstraint(
            model_name="decreeevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind__in", ["NOTICED", "EFFECTIVE"]), _negated=True),
                    ("effect_on__isnull", False),
                    _connector="OR",
                ),
                name="decree_event_says_its_day_of_effect",
            ),
        ),
        migrations.AddConstraint(
            model_name="decreeevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind__in", ["REVERSED", "WITHDRAWN"]), _negated=True),
                    models.Q(("note", ""), _negated=True),
                    _connector="OR",
                ),
                name="decree_event_undone_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="objectiondecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["GRANTED", "REJECTED", "LAPSED"])),
                name="objection_decision_outcome_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="objectiondecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "REJECTED"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="objection_decision_rejected_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="objectiondecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("region_code__regex", "^([0-9]{2}(\\.[0-9]{2}(\\.[0-9]{2}(\\.[0-9]{4})?)?)?)?$")),
                name="objection_decision_region_form",
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ground__in", ["STILL_POOR", "IN_TREATMENT", "DATA_WRONG", "WRONG_PERSON", "LIVES_HERE"])
                ),
                name="objection_ground_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=models.Q(("evidence", ""), _negated=True), name="objection_says_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=models.Q(("decide_by__gte", models.F("filed_on"))), name="objection_has_time_to_be_decided"
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=models.Q(("region_code__regex", "^([0-9]{2}(\\.[0-9]{2}(\\.[0-9]{2}(\\.[0-9]{4})?)?)?)?$")),
                name="objection_region_form",
            ),
        ),
        migrations.AddConstraint(
            model_name="reactivationstep",
            constraint=models.UniqueConstraint(fields=("case", "number"), name="reactivation_step_once"),
        ),
        migrations.AddConstraint(
            model_name="reactivationstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "step__in",
                        ["FACILITY_LETTER", "DINSOS_VERIFIES", "SIKS_ENTRY", "KEMENSOS_VERIFIES", "BPJS_ACTIVATES"],
                    )
                ),
                name="reactivation_step_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="reactivationstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["DONE", "REFUSED"])), name="reactivation_step_outcome_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="reactivationstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)), name="reactivation_step_counts_from_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="reactivationstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "REFUSED"), _negated=True),
                    models.Q(("note", ""), _negated=True),
                    _connector="OR",
                ),
                name="reactivation_step_refused_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="reactivationstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("closed_on__gte", models.F("opened_on"))),
                name="reactivation_step_closes_after_it_opens",
            ),
        ),
        migrations.AddConstraint(
            model_name="reactivationstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("region_code__regex", "^([0-9]{2}(\\.[0-9]{2}(\\.[0-9]{2}(\\.[0-9]{4})?)?)?)?$")),
                name="reactivation_step_region_form",
            ),
        ),
        migrations.AddIndex(
            model_name="decreeeffect",
            index=models.Index(fields=["subject"], name="decree_effect_subject"),
        ),
        migrations.AddIndex(
            model_name="decreeeffect",
            index=models.Index(fields=["decree"], name="decree_effect_decree"),
        ),
        migrations.AddConstraint(
            model_name="decreeeffect",
            constraint=models.CheckConstraint(
                condition=models.Q(("region_code__regex", "^([0-9]{2}(\\.[0-9]{2}(\\.[0-9]{2}(\\.[0-9]{4})?)?)?)?$")),
                name="decree_effect_region_form",
            ),
        ),
        migrations.RunSQL((SQL / "0009_decree.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]
