"""Flows are kept by region: nation, province and regency, with who moved house between them."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent / "sql" / "0016_flow_region.sql"
STANDS = ["ACTIVE", "NOT_ACTIVE", "ABSENT", "ELSEWHERE"]
KEY = ("generation", "programme", "region_code", "from_status", "from_place", "to_status", "to_place")
# A composite key cannot be altered as a field; the state is told anew, the table is altered and keeps its rows.
STATE = (
    migrations.DeleteModel("FlowCount"),
    migrations.CreateModel(
        name="FlowCount",
        fields=[
            (
                "pk",
                models.CompositePrimaryKey(*KEY, blank=True, editable=False, primary_key=True, serialize=False),
            ),
            ("generation", models.IntegerField()),
            ("programme", models.TextField()),
            ("region_code", models.TextField(db_collation="C")),
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
                models.CheckConstraint(condition=models.Q(("from_status__in", STANDS)), name="flow_count_from_known"),
                models.CheckConstraint(condition=models.Q(("to_status__in", STANDS)), name="flow_count_to_known"),
                models.CheckConstraint(condition=models.Q(("people__gte", 1)), name="flow_count_counts_somebody"),
            ],
        },
    ),
)


class Migration(migrations.Migration):
    """The region of a flow."""

    dependencies = [("ledger", "0015_sets")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)],
            state_operations=STATE,
        )
    ]
