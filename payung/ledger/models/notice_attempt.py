"""What became of a notice?"""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from payung.ledger.models.contact import CHANNELS
from payung.ledger.models.field import RETENTION, at_least, one_of, optional_text, text
from payung.ledger.models.notice import Notice

# CURED: the fact no longer held when it was to be sent. NO_CONSENT: the person allowed no channel.
ATTEMPT_OUTCOMES = ("SENT", "FAILED", "DEAD", "CURED", "NO_CONSENT")


class NoticeAttempt(models.Model):
    """One try to send a notice, counted from 1, with its end; all but FAILED are the last one."""

    pk = models.CompositePrimaryKey("notice_id", "number")
    notice = models.ForeignKey(Notice, models.PROTECT, db_index=False)
    number = models.SmallIntegerField()
    channel = optional_text()
    outcome = text()
    detail = optional_text()
    recorded_at = models.DateTimeField(db_default=Now())

    personal: ClassVar[dict[str, str]] = {
        "pk": "number",
        "notice": "number",
        "number": "none",
        "channel": "contact",
        "outcome": "contact",
        "detail": "none",
        "recorded_at": "none",
    }
    retention = RETENTION["act"]

    class Meta:
        db_table = "notice_attempt"
        constraints = (
            one_of("notice_attempt_channel_known", "channel", CHANNELS, or_null=True),
            one_of("notice_attempt_outcome_known", "outcome", ATTEMPT_OUTCOMES),
            at_least("notice_attempt_counts_from_one", "number", 1),
            models.UniqueConstraint(
                name="notice_attempt_ends_once", fields=["notice"], condition=~models.Q(outcome="FAILED")
            ),
        )
        indexes = (models.Index(name="notice_attempt_outcome", fields=["outcome", "-recorded_at"]),)
