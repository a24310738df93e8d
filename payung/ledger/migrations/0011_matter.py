"""Pending matters with their history, and counts of every load that are kept: blocked, stock, flow, clocks."""

from pathlib import Path

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from payung.ledger.base.partition import CreateInLedger

SQL = Path(__file__).parent / "sql" / "0011_matter.sql"


class Migration(migrations.Migration):
    """What is pending, who holds it, and what moved."""

    dependencies = [("ledger", "0009_decree")]

    operations = [
        CreateInLedger(
            name="BlockedCount",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "generation",
                        "region_code",
                        "programme",
                        "reason",
                        "next_move_by",
                        "route",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("generation", models.IntegerField()),
                ("region_code", models.TextField(db_collation="C")),
                ("programme", models.TextField()),
                ("reason", models.TextField()),
                ("next_move_by", models.TextField()),
                ("route", models.TextField()),
                ("people", models.IntegerField()),
                ("unpriced", models.IntegerField()),
                ("cost_now_idr", models.BigIntegerField()),
                ("cost_monthly_idr", models.BigIntegerField()),
                ("others_monthly_idr", models.BigIntegerField()),
                ("since_known", models.IntegerField()),
                ("since_days", models.BigIntegerField()),
                ("oldest_since", models.DateField(null=True)),
            ],
            options={
                "db_table": "blocked_count",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("programme__in", ["JKN", "JKK", "JKM", "JHT", "JP", "JKP"])),
                        name="blocked_count_programme_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("people__gte", 1)), name="blocked_count_counts_somebody"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("since_known__range", (0, models.F("people"))),
                            ("unpriced__range", (0, models.F("people"))),
                        ),
                        name="blocked_count_parts_are_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("region_code__regex", "^([0-9]{2}(\\.[0-9]{2}(\\.[0-9]{2}(\\.[0-9]{4})?)?)?)?$")
                        ),
                        name="blocked_count_region_form",
                    ),
                ],
            },
        ),
        CreateInLedger(
            name="StockCount",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "generation",
                        "programme",
                        "region_code",
                        "status",
                        "reason",
                        "segment",
                        "next_move_by",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("generation", models.IntegerField()),
                ("programme", models.TextField()),
                ("region_code", models.TextField(db_collation="C")),
                ("status", models.TextField()),
                ("reason", models.TextField()),
                ("segment", models.TextField()),
                ("next_move_by", models.TextField()),
                ("people", models.IntegerField()),
                ("registered", models.IntegerField()),
            ],
            options={
                "db_table": "stock_count",
            },
        ),
        CreateInLedger(
            name="FlowCount",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "generation",
                        "programme",
                        "from_status",
                        "from_place",
                        "to_status",
                        "to_place",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("generation", models.IntegerField()),
                ("programme", models.TextField()),
                ("from_status", models.TextField()),
                ("from_place", models.TextField()),
                ("to_status", models.TextField()),
                ("to_place", models.TextField()),
                ("people", models.IntegerField()),
            ],
            options={
                "db_table": "flow_count",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("programme__in", ["JKN", "JKK", "JKM", "JHT", "JP", "JKP"])),
                        name="flow_count_programme_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("from_status__in", ["ACTIVE", "NOT_ACTIVE", "ABSENT"])),
                        name="flow_count_from_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("to_status__in", ["ACTIVE", "NOT_ACTIVE", "ABSENT"])),
                        name="flow_count_to_known",
                    ),
                    models.CheckConstraint(condition=models.Q(("people__gte", 1)), name="flow_count_counts_somebody"),
                ],
            },
        ),
        CreateInLedger(
            name="ClockCount",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "generation",
                        "region_code",
                        "programme",
                        "clock",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("generation", models.IntegerField()),
                ("region_code", models.TextField(db_collation="C")),
                ("programme", models.TextField()),
                ("clock", models.TextField()),
                ("people", models.IntegerField()),
                ("within_30_days", models.IntegerField()),
                ("within_90_days", models.IntegerField()),
            ],
            options={
                "db_table": "clock_count",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("programme__in", ["JKN", "JKK", "JKM", "JHT", "JP", "JKP"])),
                        name="clock_count_programme_known",
                    ),
                    models.CheckConstraint(condition=models.Q(("people__gte", 1)), name="clock_count_counts_somebody"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("within_30_days__range", (0, models.F("within_90_days"))),
                            ("within_90_days__lte", models.F("people")),
                        ),
                        name="clock_count_soon_are_some",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("region_code__regex", "^([0-9]{2}(\\.[0-9]{2}(\\.[0-9]{2}(\\.[0-9]{4})?)?)?)?$")
                        ),
                        name="clock_count_region_form",
                    ),
                ],
            },
        ),
        CreateInLedger(
            name="Matter",
            fields=[
                ("matter_id", models.UUIDField(primary_key=True, serialize=False)),
                ("kind", models.TextField()),
                ("code", models.TextField(null=True)),
                ("region_code", models.TextField(db_collation="C")),
                ("owner", models.TextField()),
                ("title", models.TextField()),
                ("about", models.TextField()),
                ("decides", models.TextField()),
                ("acts", models.TextField()),
                ("source", models.TextField()),
                ("opened_on", models.DateField()),
                ("user_id", models.BigIntegerField()),
                ("username", models.TextField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "db_table": "matter",
            },
        ),
        CreateInLedger(
            name="MatterMeasure",
            fields=[
                (
                    "matter",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="ledger.matter"),
                ),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "matter_id",
                        "programme",
                        "reason",
                        "next_move_by",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("programme", models.TextField()),
                ("reason", models.TextField()),
                ("next_move_by", models.TextField()),
            ],
            options={
                "db_table": "matter_measure",
            },
        ),
        CreateInLedger(
            name="MatterEvent",
            fields=[
                (
                    "matter",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="ledger.matter"),
                ),
                ("event_id", models.UUIDField(primary_key=True, serialize=False)),
                ("kind", models.TextField()),
                ("user_id", models.BigIntegerField()),
                ("username", models.TextField()),
                ("agency", models.TextField()),
                ("words", models.TextField()),
                ("to_agency", models.TextField(null=True)),
                ("until", models.DateField(null=True)),
                ("link", models.TextField(null=True)),
                ("generation", models.IntegerField()),
                ("people", models.IntegerField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "db_table": "matter_event",
            },
        ),
        CreateInLedger(
            name="Commitment",
            fields=[
                (
                    "matter",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="ledger.matter"),
                ),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        serialize=False,
                        to="ledger.matterevent",
                    ),
                ),
                ("agency", models.TextField()),
                ("from_people", models.IntegerField()),
                ("to_people", models.IntegerField()),
                ("by_day", models.DateField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "db_table": "commitment",
            },
        ),
        CreateInLedger(
            name="Evidence",
            fields=[
                (
                    "matter",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="ledger.matter"),
                ),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        serialize=False,
                        to="ledger.matterevent",
                    ),
                ),
                ("region_code", models.TextField(db_collation="C")),
                ("name", models.TextField()),
                ("size_bytes", models.IntegerField()),
                ("sha256", models.BinaryField()),
                ("content_cipher", models.BinaryField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "db_table": "evidence",
            },
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(fields=["region_code", "kind"], name="matter_region"),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["BLOCKED", "OWN"])), name="matter_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(("owner", ""), _negated=True), name="matter_has_an_owner"
            ),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "BLOCKED"), models.Q(("title", ""), _negated=True), _connector="OR"),
                name="matter_of_an_agency_has_a_title",
            ),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.UniqueConstraint(fields=("code",), name="matter_code_once"),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(("region_code__regex", "^([0-9]{2}(\\.[0-9]{2}(\\.[0-9]{2}(\\.[0-9]{4})?)?)?)?$")),
                name="matter_region_form",
            ),
        ),
        migrations.AddConstraint(
            model_name="stockcount",
            constraint=models.CheckConstraint(
                condition=models.Q(("programme__in", ["JKN", "JKK", "JKM", "JHT", "JP", "JKP"])),
                name="stock_count_programme_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="stockcount",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["ACTIVE", "WAITING", "SUSPENDED", "ENDED", "NEVER"])),
                name="stock_count_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="stockcount",
            constraint=models.CheckConstraint(
                condition=models.Q(("people__gte", 1)), name="stock_count_counts_somebody"
            ),
        ),
        migrations.AddConstraint(
            model_name="stockcount",
            constraint=models.CheckConstraint(
                condition=models.Q(("region_code__regex", "^([0-9]{2}(\\.[0-9]{2}(\\.[0-9]{2}(\\.[0-9]{4})?)?)?)?$")),
                name="stock_count_region_form",
            ),
        ),
        migrations.AddIndex(
            model_name="matterevent",
            index=models.Index(fields=["matter", "recorded_at"], name="matter_event_matter"),
        ),
        migrations.AddConstraint(
            model_name="matterevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "TAKEN_OVER",
                            "HANDED_OVER",
                            "COMMENT",
                            "EVIDENCE",
                            "DECISION",
                            "COMMITMENT",
                            "CLOSED",
                            "WAIVED",
                            "REOPENED",
                        ],
                    )
                ),
                name="matter_event_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="matterevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "HANDED_OVER"), ("to_agency__isnull", False)),
                    models.Q(models.Q(("kind", "HANDED_OVER"), _negated=True), ("to_agency__isnull", True)),
                    _connector="OR",
                ),
                name="matter_event_handed_to_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="matterevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "WAIVED"), _negated=True),
                    models.Q(("until__isnull", False), models.Q(("words", ""), _negated=True)),
                    _connector="OR",
                ),
                name="matter_event_waiver_has_cause_and_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="matterevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind__in", ("COMMENT", "DECISION", "CLOSED")), _negated=True),
                    models.Q(("words", ""), _negated=True),
                    _connector="OR",
                ),
                name="matter_event_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="mattermeasure",
            constraint=models.CheckConstraint(
                condition=models.Q(("programme__in", ["JKN", "JKK", "JKM", "JHT", "JP", "JKP"])),
                name="matter_measure_programme_known",
            ),
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(fields=["matter"], name="commitment_matter"),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(("to_people__gte", 0)), name="commitment_to_not_negative"
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(("to_people__lt", models.F("from_people"))), name="commitment_moves_the_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("size_bytes__gte", 1)), name="evidence_holds_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("region_code__regex", "^([0-9]{2}(\\.[0-9]{2}(\\.[0-9]{2}(\\.[0-9]{4})?)?)?)?$")),
                name="evidence_region_form",
            ),
        ),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]
