"""An employer registers workers: its size, what was told of them, what else followed, and why one left."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Columns of employers, of attempts, of lines of lists and of ends."""

    dependencies = [
        ("ledger", "0021_pension"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="attempt",
            name="attempt_programme_known",
        ),
        migrations.RemoveConstraint(
            model_name="enrolmentlist",
            name="enrolment_list_programme_known",
        ),
        migrations.AddField(
            model_name="attempt",
            name="role",
            field=models.TextField(null=True),
        ),
        migrations.AddField(
            model_name="attempt",
            name="start_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="enrolment",
            name="end_cause",
            field=models.TextField(null=True),
        ),
        migrations.AddField(
            model_name="listline",
            name="notes",
            field=models.TextField(db_default=""),
        ),
        migrations.AddField(
            model_name="party",
            name="scale",
            field=models.TextField(null=True),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(("programme__in", ["BPU", "JKN", "PPU"])), name="attempt_programme_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("role__in", ["WORKER", "SPOUSE", "CHILD", "EXTRA"]), ("role__isnull", True), _connector="OR"
                ),
                name="attempt_role_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrolment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("end_cause__in", ["LAID_OFF", "RESIGNED", "CONTRACT_ENDED"]),
                    ("end_cause__isnull", True),
                    _connector="OR",
                ),
                name="enrolment_end_cause_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrolment",
            constraint=models.CheckConstraint(
                condition=models.Q(("end_cause__isnull", True), ("until__isnull", False), _connector="OR"),
                name="enrolment_end_has_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrolmentlist",
            constraint=models.CheckConstraint(
                condition=models.Q(("programme__in", ["BPU", "JKN", "PPU"])), name="enrolment_list_programme_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("scale__in", ["MICRO", "SMALL", "MEDIUM_LARGE"]), ("scale__isnull", True), _connector="OR"
                ),
                name="party_scale_known",
            ),
        ),
    ]
