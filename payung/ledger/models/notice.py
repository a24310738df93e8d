"""What is a person to be told, once?"""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from payung.ledger.models.field import RETENTION, one_of, ordered_text, region_form, text

NOTICE_KINDS = (
    *("COVER_ENDS", "COVER_ENDED", "BILL_DUE", "PAYMENT_RECEIVED", "ENROLMENT_DONE", "DECREE_NOTICE"),
    *("PAYEE_CHANGED", "PENSION_PAID", "PENSION_ENDED"),
)


class Notice(models.Model):
    """One thing to tell one person; the same kind for the same period is entered once.

    `facts` are the words of the template: days, amounts, codes; no name and no number of the person.
    """

    notice_id = models.UUIDField(primary_key=True)
    subject = models.BinaryField()
    region_code = ordered_text()
    kind = text()
    period = ordered_text()
    facts = models.JSONField()
    not_before = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())

    personal: ClassVar[dict[str, str]] = {
        "notice_id": "number",
        "subject": "identity",
        "region_code": "residence",
        "kind": "membership",
        "period": "membership",
        "facts": "finance",
        "not_before": "none",
        "recorded_at": "none",
    }
    retention = RETENTION["act"]

    class Meta:
        db_table = "notice"
        constraints = (
            one_of("notice_kind_known", "kind", NOTICE_KINDS),
            region_form("notice_region_form"),
            models.UniqueConstraint(name="notice_once", fields=["subject", "kind", "period"]),
        )
        indexes = (models.Index(name="notice_recorded", fields=["-recorded_at", "notice_id"]),)
