"""Which facts of an employer changed, from which month on?"""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from payung.ledger.models.field import RETENTION, one_of, text
from payung.ledger.models.party import RISKS, SCALES, Party


class EmployerChange(models.Model):
    """Group of risk and size of an employer from the first day of a month on; before it those entered first hold.

    Rows are only added: one that corrects names the row it corrects and holds from the same month in its place. What
    held in a month, as known at a moment, is the newest row of the last month by then.
    """

    change_id = models.UUIDField(primary_key=True)
    party = models.ForeignKey(Party, models.PROTECT, db_index=False)
    since = models.DateField()
    risk = text()
    scale = text()
    corrects = models.ForeignKey("self", models.PROTECT, null=True, db_index=False)
    entered_by = models.BigIntegerField()
    entered_as = text()
    recorded_at = models.DateTimeField(db_default=Now())

    personal: ClassVar[dict[str, str]] = {
        "change_id": "number",
        "party": "none",
        "since": "none",
        "risk": "none",
        "scale": "none",
        "corrects": "number",
        "entered_by": "conduct",
        "entered_as": "conduct",
        "recorded_at": "none",
    }
    retention = RETENTION["act"]

    class Meta:
        db_table = "employer_change"
        constraints = (
            models.CheckConstraint(name="employer_change_from_a_month", condition=models.Q(since__day=1)),
            one_of("employer_change_risk_known", "risk", RISKS),
            one_of("employer_change_scale_known", "scale", SCALES),
            models.UniqueConstraint(
                name="employer_change_corrected_once", fields=["corrects"], condition=models.Q(corrects__isnull=False)
            ),
            models.UniqueConstraint(
                name="employer_change_once_a_month",
                fields=["party", "since"],
                condition=models.Q(corrects__isnull=True),
            ),
        )
        indexes = (models.Index(name="employer_change_party", fields=["party", "since"]),)
