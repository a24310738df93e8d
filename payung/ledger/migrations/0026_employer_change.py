"""Group of risk and size of an employer change from a month on; every row is kept."""

from pathlib import Path

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from payung.ledger.base.partition import CreateInLedger

SQL = Path(__file__).parent / "sql" / "0026_employer_change.sql"


class Migration(migrations.Migration):
    """The table of changes, and its locks."""

    dependencies = [("ledger", "0025_receive_together")]
    operations = [
        CreateInLedger(
            name="EmployerChange",
            fields=[
                ("change_id", models.UUIDField(primary_key=True, serialize=False)),
                ("since", models.DateField()),
                ("risk", models.TextField()),
                ("scale", models.TextField()),
                ("entered_by", models.BigIntegerField()),
                ("entered_as", models.TextField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "corrects",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="ledger.employerchange",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="ledger.party"),
                ),
            ],
            options={
                "db_table": "employer_change",
                "indexes": [models.Index(fields=["party", "since"], name="employer_change_party")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("since__day", 1)), name="employer_change_from_a_month"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("risk__in", ["sangat_rendah", "rendah", "sedang", "tinggi", "sangat_tinggi"])
                        ),
                        name="employer_change_risk_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("scale__in", ["MICRO", "SMALL", "MEDIUM_LARGE"])),
                        name="employer_change_scale_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("corrects__isnull", False)),
                        fields=("corrects",),
                        name="employer_change_corrected_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("corrects__isnull", True)),
                        fields=("party", "since"),
                        name="employer_change_once_a_month",
                    ),
                ],
            },
        ),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]
