"""Who belonged to which family card, from when to when, as known when?"""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from payung.ledger.models.field import RETENTION, ordered_text, region_form
from payung.ledger.models.participant import Participant


class FamilyMember(models.Model):
    """A participant on a family card. One card at a time: an exclusion constraint refuses a second one.

    A correction names the row it corrects, which then stands no longer (`superseded_at`); `is_void` corrects a row that
    never held.
    """

    family_member_id = models.UUIDField(primary_key=True)
    participant = models.ForeignKey(Participant, models.PROTECT, db_index=False)
    subject = models.BinaryField()
    region_code = ordered_text()
    kk_index = models.BinaryField()
    relation_code = models.SmallIntegerField(null=True)
    since = models.DateField()
    until = models.DateField(null=True)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, db_index=False)
    superseded_at = models.DateTimeField(null=True)
    is_void = models.BooleanField(default=False, db_default=False)
    entered_by = models.BigIntegerField()
    recorded_at = models.DateTimeField(db_default=Now())

    personal: ClassVar[dict[str, str]] = {
        "family_member_id": "number",
        "participant": "number",
        "subject": "identity",
        "region_code": "residence",
        "kk_index": "family",
        "relation_code": "family",
        "since": "family",
        "until": "family",
        "corrects": "number",
        "superseded_at": "none",
        "is_void": "none",
        "entered_by": "conduct",
        "recorded_at": "none",
    }
    retention = RETENTION["act"]

    class Meta:
        db_table = "family_member"
        constraints = (
            models.CheckConstraint(
                name="family_member_ends_after_it_begins",
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
            ),
            models.UniqueConstraint(
                name="family_member_corrected_once", fields=["corrects"], condition=models.Q(corrects__isnull=False)
            ),
            region_form("family_member_region_form"),
        )
        indexes = (
            models.Index(name="family_member_card", fields=["kk_index"]),
            models.Index(name="family_member_participant", fields=["participant"]),
        )
