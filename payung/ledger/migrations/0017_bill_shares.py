"""A line of a bill says what is held back from a wage and on what it rests; whose card somebody is on can be asked."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent / "sql" / "0017_bill_shares.sql"
NOTES = ["FLOOR_UNKNOWN", "FLOOR_OF_PROVINCE", "KIN_UNKNOWN"]


class Migration(migrations.Migration):
    """Shares and notes of bill lines."""

    dependencies = [("ledger", "0016_flow_region")]
    operations = [
        migrations.AddField("billline", "worker_idr", models.BigIntegerField(null=True)),
        migrations.AddField("billline", "note", models.TextField(null=True)),
        migrations.AddConstraint(
            "billline",
            models.CheckConstraint(
                condition=models.Q(
                    ("worker_idr__isnull", True), ("worker_idr__range", (0, models.F("amount_idr"))), _connector="OR"
                ),
                name="bill_line_worker_within_the_amount",
            ),
        ),
        migrations.AddConstraint(
            "billline",
            models.CheckConstraint(
                condition=models.Q(("note__in", NOTES), ("note__isnull", True), _connector="OR"),
                name="bill_line_note_known",
            ),
        ),
        migrations.AddIndex("familymember", models.Index(fields=["participant"], name="family_member_participant")),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]
