"""Who was taken off a list while in treatment, and until when is the treatment covered all the same?"""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from payung.ledger.models.decree import CARE_GROUPS, DecreeLine
from payung.ledger.models.field import RETENTION, one_of, ordered_text, region_form, text


class Bridge(models.Model):
    """Somebody in treatment who was removed and stays covered for a while: from, until and the law it rests on."""

    line = models.OneToOneField(DecreeLine, models.PROTECT, primary_key=True)
    subject = models.BinaryField()
    region_code = ordered_text()
    from_on = models.DateField()
    until_on = models.DateField()
    ground = text()
    article = text()
    recorded_at = models.DateTimeField(db_default=Now())

    personal: ClassVar[dict[str, str]] = {
        "line": "number",
        "subject": "identity",
        "region_code": "residence",
        "from_on": "membership",
        "until_on": "membership",
        "ground": "health",
        "article": "none",
        "recorded_at": "none",
    }
    retention = RETENTION["act"]

    class Meta:
        db_table = "bridge"
        constraints = (
            one_of("bridge_ground_known", "ground", CARE_GROUPS),
            models.CheckConstraint(
                name="bridge_begins_before_it_ends", condition=models.Q(until_on__gte=models.F("from_on"))
            ),
            region_form("bridge_region_form"),
        )
        indexes = (models.Index(name="bridge_subject", fields=["subject"]),)
