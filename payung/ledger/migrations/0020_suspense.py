"""Money that waits in suspense is given away by two people: a proposal and its check."""

from pathlib import Path

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from payung.ledger.base.partition import CreateInLedger

SQL = Path(__file__).parent / "sql" / "0020_suspense.sql"


class Migration(migrations.Migration):
    """Proposals for money in suspense, and their checks."""

    dependencies = [("ledger", "0019_untold")]
    operations = [
        CreateInLedger(
            name="SuspenseProposal",
            fields=[
                ("proposal_id", models.UUIDField(primary_key=True, serialize=False)),
                ("round", models.IntegerField()),
                ("account_no", models.TextField()),
                ("words", models.TextField()),
                ("made_by", models.BigIntegerField()),
                ("made_as", models.TextField()),
                ("made_on", models.DateField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "payment",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="ledger.payment"),
                ),
            ],
            options={
                "db_table": "suspense_proposal",
            },
        ),
        CreateInLedger(
            name="SuspenseCheck",
            fields=[
                ("check_id", models.UUIDField(primary_key=True, serialize=False)),
                ("verdict", models.TextField()),
                ("note", models.TextField(null=True)),
                ("made_by", models.BigIntegerField()),
                ("checked_by", models.BigIntegerField()),
                ("checked_as", models.TextField()),
                ("checked_on", models.DateField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "proposal",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="ledger.suspenseproposal",
                    ),
                ),
            ],
            options={
                "db_table": "suspense_check",
            },
        ),
        migrations.AddConstraint(
            model_name="suspenseproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("round__gte", 1)), name="suspense_proposal_round_counts"
            ),
        ),
        migrations.AddConstraint(
            model_name="suspenseproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("words", ""), _negated=True), models.Q(("account_no", ""), _negated=True)),
                name="suspense_proposal_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="suspenseproposal",
            constraint=models.UniqueConstraint(fields=("payment", "round"), name="suspense_proposal_round_once"),
        ),
        migrations.AddConstraint(
            model_name="suspenseproposal",
            constraint=models.UniqueConstraint(fields=("proposal_id", "made_by"), name="suspense_proposal_of_maker"),
        ),
        migrations.AddConstraint(
            model_name="suspensecheck",
            constraint=models.CheckConstraint(
                condition=models.Q(("verdict__in", ["APPROVED", "RETURNED"])), name="suspense_check_verdict_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="suspensecheck",
            constraint=models.CheckConstraint(
                condition=models.Q(("made_by", models.F("checked_by")), _negated=True), name="suspense_check_by_another"
            ),
        ),
        migrations.AddConstraint(
            model_name="suspensecheck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("verdict", "RETURNED"), _negated=True),
                    models.Q(("note__isnull", False), models.Q(("note", ""), _negated=True)),
                    _connector="OR",
                ),
                name="suspense_check_return_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="suspensecheck",
            constraint=models.UniqueConstraint(fields=("proposal",), name="suspense_check_once"),
        ),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]
