"""The tables of the ledger, as the models declare them."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import payung.ledger.models.access
from payung.ledger.base.partition import CreateByGeneration, CreateInLedger


class Migration(migrations.Migration):
    """Every model, those of a load partitioned by generation."""

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("ledger", "0001_ground"),
    ]

    operations = [
        CreateInLedger(
            name="Access",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        db_default=payung.ledger.models.access.UuidV7(), primary_key=True, serialize=False
                    ),
                ),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("user_id", models.BigIntegerField()),
                ("username", models.TextField()),
                ("role", models.TextField()),
                ("action", models.TextField()),
                ("purpose", models.TextField()),
                ("subject", models.BinaryField(null=True)),
                ("region_code", models.TextField(db_collation="C")),
                ("people", models.IntegerField()),
                ("detail", models.TextField()),
            ],
            options={
                "db_table": "access",
                "indexes": [models.Index(fields=["subject", "id"], name="access_subject")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("action__in", ["READ", "LIST", "EXPORT"])), name="access_action_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("action", "READ"), _negated=True),
                            models.Q(("people", 1), ("subject__isnull", False)),
                            _connector="OR",
                        ),
                        name="access_read_names_its_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("purpose", ""), _negated=True), name="access_has_a_purpose"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("region_code__regex", "^([0-9]{2}(\\.[0-9]{2}(\\.[0-9]{2}(\\.[0-9]{4})?)?)?)?$")
                        ),
                        name="access_region_form",
                    ),
                ],
            },
        ),
        CreateByGeneration(
            name="Clock",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "generation",
                        "person_id",
                        "programme",
                        "clock",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("generation", models.IntegerField()),
                ("person_id", models.BigIntegerField()),
                ("region_code", models.TextField(db_collation="C")),
                ("programme", models.TextField()),
                ("clock", models.TextField()),
                ("opens", models.DateField(null=True)),
                ("closes", models.DateField()),
                ("days_left", models.IntegerField()),
                ("article", models.TextField()),
            ],
            options={
                "db_table": "clock",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("programme__in", ["JKN", "JKK", "JKM", "JHT", "JP", "JKP"])),
                        name="clock_programme_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("opens__lte", models.F("closes"))), name="clock_opens_before_it_closes"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("region_code__regex", "^([0-9]{2}(\\.[0-9]{2}(\\.[0-9]{2}(\\.[0-9]{4})?)?)?)?$")
                        ),
                        name="clock_region_form",
                    ),
                ],
            },
        ),
        CreateByGeneration(
            name="CoverageCount",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "generation",
                        "programme",
                        "level",
                        "parent_code",
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
                ("level", models.TextField()),
                ("parent_code", models.TextField(db_collation="C")),
                ("region_code", models.TextField(db_collation="C")),
                ("status", models.TextField()),
                ("reason", models.TextField()),
                ("segment", models.TextField()),
                ("next_move_by", models.TextField()),
                ("people", models.IntegerField()),
                ("registered", models.IntegerField()),
            ],
            options={
                "db_table": "coverage_count",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("programme__in", ["JKN", "JKK", "JKM", "JHT", "JP", "JKP"])),
                        name="coverage_count_programme_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__in", ["nation", "province", "regency", "district", "village"])),
                        name="coverage_count_level_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["ACTIVE", "WAITING", "SUSPENDED", "ENDED", "NEVER"])),
                        name="coverage_count_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("people__gte", 1)), name="coverage_count_counts_somebody"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("registered__gte", 0), ("registered__lte", models.F("people"))),
                        name="coverage_count_registered_are_people",
                    ),
                ],
            },
        ),
        CreateByGeneration(
            name="Determination",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "generation",
                        "person_id",
                        "programme",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("generation", models.IntegerField()),
                ("person_id", models.BigIntegerField()),
                ("region_code", models.TextField(db_collation="C")),
                ("programme", models.TextField()),
                ("as_of", models.DateField()),
                ("segment", models.TextField(null=True)),
                ("status", models.TextField()),
                ("reason", models.TextField()),
                ("since", models.DateField(null=True)),
                ("until", models.DateField(null=True)),
                ("arrears_months", models.IntegerField()),
                ("decided_by", models.TextField()),
                ("next_move_by", models.TextField()),
                ("law", models.TextField()),
                ("article", models.TextField()),
                ("register_status", models.TextField(null=True)),
                ("agrees", models.BooleanField(null=True)),
            ],
            options={
                "db_table": "determination",
                "indexes": [
                    models.Index(fields=["programme", "region_code", "person_id"], name="determination_region"),
                    models.Index(
                        fields=["programme", "status", "region_code", "person_id"], name="determination_status"
                    ),
                    models.Index(
                        fields=["programme", "reason", "region_code", "person_id"], name="determination_reason"
                    ),
                    models.Index(
                        fields=["programme", "next_move_by", "region_code", "person_id"], name="determination_mover"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("programme__in", ["JKN", "JKK", "JKM", "JHT", "JP", "JKP"])),
                        name="determination_programme_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["ACTIVE", "WAITING", "SUSPENDED", "ENDED", "NEVER"])),
                        name="determination_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("arrears_months__gte", 0)), name="determination_arrears_not_negative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("region_code__regex", "^([0-9]{2}(\\.[0-9]{2}(\\.[0-9]{2}(\\.[0-9]{4})?)?)?)?$")
                        ),
                        name="determination_region_form",
                    ),
                ],
            },
        ),
        CreateByGeneration(
            name="Membership",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "generation",
                        "person_id",
                        "programme",
                        "supplier",
                        "row",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("generation", models.IntegerField()),
                ("person_id", models.BigIntegerField()),
                ("region_code", models.TextField(db_collation="C")),
                ("programme", models.TextField()),
                ("rank", models.SmallIntegerField()),
                ("segment", models.TextField(null=True)),
                ("supplier", models.TextField()),
                ("row", models.BigIntegerField()),
                ("card_cipher", models.BinaryField(null=True)),
                ("card_index", models.BinaryField(null=True)),
                ("role", models.TextField(null=True)),
                ("care_class", models.SmallIntegerField(null=True)),
                ("since", models.DateField(null=True)),
                ("paid_until", models.DateField(null=True)),
                ("register_status", models.TextField(null=True)),
                ("inactive_since", models.DateField(null=True)),
                ("inactive_cause", models.TextField(null=True)),
                ("inactive_detail", models.TextField(null=True)),
                ("employer_id", models.TextField(null=True)),
                ("wage_monthly_idr", models.BigIntegerField(null=True)),
                ("sector", models.TextField(null=True)),
            ],
            options={
                "db_table": "membership",
                "indexes": [models.Index(fields=["card_index"], name="membership_card")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("programme__in", ["JKN", "JKK", "JKM", "JHT", "JP", "JKP"])),
                        name="membership_programme_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "segment__in",
                                ["PBI", "PBPU_PEMDA", "PPU_BU", "PPU_PN", "PBPU", "BP", "PU", "BPU", "JAKON", "PMI"],
                            ),
                            ("segment__isnull", True),
                            _connector="OR",
                        ),
                        name="membership_segment_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rank__gte", 1)), name="membership_ranks_count_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("wage_monthly_idr__gte", 0)), name="membership_wage_not_negative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("region_code__regex", "^([0-9]{2}(\\.[0-9]{2}(\\.[0-9]{2}(\\.[0-9]{4})?)?)?)?$")
                        ),
                        name="membership_region_form",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("rank", 1)),
                        fields=("generation", "person_id", "programme"),
                        name="membership_one_stands",
                    ),
                ],
            },
        ),
        CreateByGeneration(
            name="NameToken",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "generation",
                        "token",
                        "region_code",
                        "person_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("generation", models.IntegerField()),
                ("token", models.TextField(db_collation="C")),
                ("region_code", models.TextField(db_collation="C")),
                ("person_id", models.BigIntegerField()),
            ],
            options={
                "db_table": "name_token",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("region_code__regex", "^([0-9]{2}(\\.[0-9]{2}(\\.[0-9]{2}(\\.[0-9]{4})?)?)?)?$")
                        ),
                        name="name_token_region_form",
                    )
                ],
            },
        ),
        CreateByGeneration(
            name="Path",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "generation",
                        "person_id",
                        "programme",
                        "route",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("generation", models.IntegerField()),
                ("person_id", models.BigIntegerField()),
                ("region_code", models.TextField(db_collation="C")),
                ("programme", models.TextField()),
                ("route", models.TextField()),
                ("rank", models.SmallIntegerField()),
                ("is_best", models.BooleanField()),
                ("why_not_best", models.TextField(null=True)),
                ("price_now_idr", models.BigIntegerField(null=True)),
                ("price_monthly_idr", models.BigIntegerField(null=True)),
                ("people", models.IntegerField()),
                ("months", models.IntegerField()),
                ("other_payer", models.TextField(null=True)),
                ("other_pays_monthly_idr", models.BigIntegerField(null=True)),
                ("movers", models.TextField()),
                ("documents", models.TextField(null=True)),
                ("earliest_on", models.DateField(null=True)),
                ("warning", models.TextField(null=True)),
                ("law", models.TextField()),
                ("article", models.TextField()),
            ],
            options={
                "db_table": "path",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("programme__in", ["JKN", "BPU"])), name="path_programme_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("is_best", True), ("rank", 1)),
                            models.Q(("is_best", False), ("rank__gt", 1)),
                            _connector="OR",
                        ),
                        name="path_best_is_first",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("price_now_idr__gte", 0)), name="path_price_now_not_negative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("price_monthly_idr__gte", 0)), name="path_price_monthly_not_negative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("other_pays_monthly_idr__gte", 0)), name="path_other_pays_not_negative"
                    ),
                    models.CheckConstraint(condition=models.Q(("people__gte", 1)), name="path_covers_somebody"),
                    models.CheckConstraint(condition=models.Q(("months__gte", 0)), name="path_months_not_negative"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("region_code__regex", "^([0-9]{2}(\\.[0-9]{2}(\\.[0-9]{2}(\\.[0-9]{4})?)?)?)?$")
                        ),
                        name="path_region_form",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_best", True)),
                        fields=("generation", "person_id", "programme"),
                        name="path_one_is_best",
                    ),
                ],
            },
        ),
        CreateByGeneration(
            name="Person",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "generation", "person_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("generation", models.IntegerField()),
                ("person_id", models.BigIntegerField()),
                ("family_id", models.BigIntegerField()),
                ("subject", models.BinaryField()),
                ("nik_cipher", models.BinaryField(null=True)),
                ("nik_index", models.BinaryField(null=True)),
                ("kk_cipher", models.BinaryField(null=True)),
                ("phone_cipher", models.BinaryField(null=True)),
                ("name", models.TextField()),
                ("birth_date", models.DateField(null=True)),
                ("sex", models.TextField(null=True)),
                ("region_code", models.TextField(db_collation="C")),
                ("life_status", models.TextField()),
                ("died_on", models.DateField(null=True)),
                ("relation_code", models.SmallIntegerField(null=True)),
                ("is_married", models.BooleanField(null=True)),
                ("is_student", models.BooleanField(null=True)),
                ("is_disabled", models.BooleanField(null=True)),
                ("is_pregnant", models.BooleanField(null=True)),
                ("illness", models.TextField(null=True)),
                ("decile", models.SmallIntegerField(null=True)),
                ("works_as", models.TextField()),
                ("occupation_code", models.SmallIntegerField(null=True)),
                ("association", models.TextField(null=True)),
                ("sector", models.TextField(null=True)),
                ("income_monthly_idr", models.BigIntegerField(null=True)),
                ("is_in_population", models.BooleanField()),
                ("record_count", models.IntegerField()),
            ],
            options={
                "db_table": "person",
                "indexes": [
                    models.Index(fields=["nik_index"], name="person_nik"),
                    models.Index(fields=["family_id"], name="person_family"),
                    models.Index(fields=["subject"], name="person_subject"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sex__in", ["L", "P"]), ("sex__isnull", True), _connector="OR"),
                        name="person_sex_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("life_status__in", ["ALIVE", "DEAD", "ABROAD"])),
                        name="person_life_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("works_as__in", ["EMPLOYEE", "SELF", "NONE"])), name="person_works_as_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decile__range", (1, 10))), name="person_decile_is_a_tenth"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("income_monthly_idr__gte", 0)), name="person_income_not_negative"
                    ),
                    models.CheckConstraint(condition=models.Q(("record_count__gte", 1)), name="person_has_a_record"),
                    models.CheckConstraint(
                        condition=models.Q(("family_id__lte", models.F("person_id"))),
                        name="person_family_named_by_first",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("nik_cipher__isnull", True), ("nik_index__isnull", True)),
                            models.Q(("nik_cipher__isnull", False), ("nik_index__isnull", False)),
                            _connector="OR",
                        ),
                        name="person_nik_sealed_and_indexed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("region_code__regex", "^([0-9]{2}(\\.[0-9]{2}(\\.[0-9]{2}(\\.[0-9]{4})?)?)?)?$")
                        ),
                        name="person_region_form",
                    ),
                ],
            },
        ),
        CreateInLedger(
            name="Profile",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("role", models.TextField()),
                ("region_code", models.TextField(blank=True, db_collation="C")),
                ("subject", models.BinaryField(null=True)),
                ("agency", models.TextField(null=True)),
            ],
            options={
                "db_table": "profile",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "WORKER",
                                    "VILLAGE",
                                    "AGENT",
                                    "COLLECTIVE",
                                    "HOSPITAL",
                                    "BPJS",
                                    "CHECKER",
                                    "MINISTRY",
                                    "REGION",
                                    "AUDITOR",
                                    "DPO",
                                ],
                            )
                        ),
                        name="profile_role_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("region_code__regex", "^([0-9]{2}(\\.[0-9]{2}(\\.[0-9]{2}(\\.[0-9]{4})?)?)?)?$")
                        ),
                        name="profile_region_form",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("role__in", ("VILLAGE", "AGENT", "COLLECTIVE", "REGION")), _negated=True),
                            models.Q(("region_code", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="profile_local_role_has_a_region",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("role", "WORKER"), _negated=True), ("subject__isnull", False), _connector="OR"
                        ),
                        name="profile_worker_is_a_person",
                    ),
                ],
            },
        ),
        CreateByGeneration(
            name="Record",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "generation", "supplier", "row", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("generation", models.IntegerField()),
                ("supplier", models.TextField()),
                ("row", models.BigIntegerField()),
                ("file", models.TextField()),
                ("person_id", models.BigIntegerField()),
                ("region_code", models.TextField(db_collation="C")),
                ("method", models.TextField()),
                ("weight_per_100", models.BigIntegerField(null=True)),
                ("source_no_cipher", models.BinaryField(null=True)),
                ("source_no_index", models.BinaryField(null=True)),
                ("nik_cipher", models.BinaryField(null=True)),
                ("nik_index", models.BinaryField(null=True)),
                ("name", models.TextField(null=True)),
                ("birth_date", models.DateField(null=True)),
                ("sex", models.TextField(null=True)),
                ("address_code", models.TextField(null=True)),
                ("life_status", models.TextField(null=True)),
                ("segment", models.TextField(null=True)),
                ("register_status", models.TextField(null=True)),
                ("register_status_text", models.TextField(null=True)),
                ("inactive_since", models.DateField(null=True)),
                ("inactive_cause", models.TextField(null=True)),
                ("inactive_detail", models.TextField(null=True)),
            ],
            options={
                "db_table": "record",
                "indexes": [
                    models.Index(fields=["person_id"], name="record_person"),
                    models.Index(fields=["nik_index"], name="record_nik"),
                    models.Index(fields=["source_no_index"], name="record_source_no"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("method__in", ["NIK", "MODEL", "ALONE"])), name="record_method_known"
                    ),
                    models.CheckConstraint(condition=models.Q(("row__gte", 1)), name="record_rows_count_from_one"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("region_code__regex", "^([0-9]{2}(\\.[0-9]{2}(\\.[0-9]{2}(\\.[0-9]{4})?)?)?)?$")
                        ),
                        name="record_region_form",
                    ),
                ],
            },
        ),
        CreateByGeneration(
            name="Reject",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "generation", "number", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("generation", models.IntegerField()),
                ("number", models.BigIntegerField()),
                ("supplier", models.TextField()),
                ("file", models.TextField()),
                ("row", models.BigIntegerField()),
                ("line", models.BigIntegerField(null=True)),
                ("column", models.TextField(null=True)),
                ("value", models.TextField(null=True)),
                ("code", models.TextField()),
                ("reason", models.TextField()),
                ("is_row_dropped", models.BooleanField()),
            ],
            options={
                "db_table": "reject",
                "indexes": [models.Index(fields=["supplier", "file", "row"], name="reject_supplier")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("row__gte", 0)), name="reject_rows_count_from_zero")
                ],
            },
        ),
        CreateByGeneration(
            name="Review",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "generation",
                        "person_id",
                        "other_person_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("generation", models.IntegerField()),
                ("person_id", models.BigIntegerField()),
                ("other_person_id", models.BigIntegerField()),
                ("region_code", models.TextField(db_collation="C")),
                ("weight_per_100", models.BigIntegerField(null=True)),
                ("reason", models.TextField()),
            ],
            options={
                "db_table": "review",
                "indexes": [models.Index(fields=["other_person_id"], name="review_other")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reason__in", ["SAME_REGISTER", "SAME_NIK_OTHER_PERSON", "NEAR_THRESHOLD", "VETO"])
                        ),
                        name="review_reason_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("person_id__lt", models.F("other_person_id"))), name="review_pair_in_order"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("region_code__regex", "^([0-9]{2}(\\.[0-9]{2}(\\.[0-9]{2}(\\.[0-9]{4})?)?)?)?$")
                        ),
                        name="review_region_form",
                    ),
                ],
            },
        ),
        CreateInLedger(
            name="Run",
            fields=[
                ("generation", models.IntegerField(primary_key=True, serialize=False)),
                ("id", models.UUIDField(unique=True)),
                ("as_of", models.DateField()),
                ("law_version", models.TextField()),
                ("digest", models.BinaryField()),
                ("counts", models.JSONField()),
                ("inputs", models.JSONField()),
                ("loaded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "db_table": "run",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("generation__gte", 1)), name="run_generation_counts_up")
                ],
            },
        ),
    ]
