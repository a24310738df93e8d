"""Which notices are still to be sent, and not before when?"""

from typing import ClassVar

from django.db import models

from payung.ledger.models.field import RETENTION, at_least
from payung.ledger.models.notice import Notice


class NoticeQueue(models.Model):
    """A notice without an end yet. Its rows change and go, alone among those of acts: attempts keep what happened."""

    notice = models.OneToOneField(Notice, models.PROTECT, primary_key=True)
    next_at = models.DateTimeField()
    tries = models.SmallIntegerField(default=0, db_default=0)

    personal: ClassVar[dict[str, str]] = {"notice": "number", "next_at": "none", "tries": "none"}
    retention = RETENTION["act"]

    class Meta:
        db_table = "notice_queue"
        constraints = (at_least("notice_queue_tries_not_negative", "tries", 0),)
        indexes = (models.Index(name="notice_queue_next", fields=["next_at"]),)
