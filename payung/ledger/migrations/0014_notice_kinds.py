"""A person is told, too, that another account was named for a claim."""

from django.db import migrations, models

KINDS = [
    "COVER_ENDS",
    "COVER_ENDED",
    "BILL_DUE",
    "PAYMENT_RECEIVED",
    "ENROLMENT_DONE",
    "DECREE_NOTICE",
    "PAYEE_CHANGED",
]


class Migration(migrations.Migration):
    """The kinds of notices."""

    dependencies = [("ledger", "0013_jobs")]
    operations = [
        migrations.RemoveConstraint("notice", "notice_kind_known"),
        migrations.AddConstraint(
            "notice",
            models.CheckConstraint(condition=models.Q(("kind__in", KINDS)), name="notice_kind_known"),
        ),
    ]
