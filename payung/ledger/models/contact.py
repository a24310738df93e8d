"""By which way may a person be told something, and did the person allow it?"""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from payung.ledger.models.field import RETENTION, one_of, ordered_text, region_form, sealed, text

CHANNELS = ("EMAIL", "SMS", "WHATSAPP")
LANGUAGES = ("id", "en")


class Contact(models.Model):
    """What a person said of one channel; the newest row of a person and channel holds. The address is sealed."""

    contact_id = models.BigAutoField(primary_key=True)
    subject = models.BinaryField()
    region_code = ordered_text()
    channel = text()
    address_cipher = sealed()
    is_allowed = models.BooleanField()
    language = text()
    recorded_at = models.DateTimeField(db_default=Now())

    personal: ClassVar[dict[str, str]] = {
        "contact_id": "number",
        "subject": "identity",
        "region_code": "residence",
        "channel": "contact",
        "address_cipher": "contact",
        "is_allowed": "contact",
        "language": "contact",
        "recorded_at": "none",
    }
    retention = RETENTION["act"]

    class Meta:
        db_table = "contact"
        constraints = (
            one_of("contact_channel_known", "channel", CHANNELS),
            one_of("contact_language_known", "language", LANGUAGES),
            region_form("contact_region_form"),
            models.CheckConstraint(
                name="contact_allowed_has_an_address",
                condition=models.Q(is_allowed=False) | models.Q(address_cipher__isnull=False),
            ),
        )
        indexes = (models.Index(name="contact_subject", fields=["subject", "channel", "-contact_id"]),)
