"""Which programs of agencies may ask, in whose name, and how many people a day?"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from payung.ledger.models.field import RETENTION, at_least, text


class ApiToken(models.Model):
    """A bearer token, kept only as its hash; given out and revoked by the machine's owner."""

    api_token_id = models.BigAutoField(primary_key=True)
    token_hash = models.BinaryField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, db_index=False)
    label = text()
    people_daily = models.IntegerField()
    ends_on = models.DateField()
    revoked_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField(db_default=Now())

    personal: ClassVar[dict[str, str]] = dict.fromkeys(
        ("api_token_id", "token_hash", "label", "people_daily", "ends_on", "revoked_at", "made_at"), "none"
    ) | {"user": "identity"}
    retention = RETENTION["account"]

    class Meta:
        db_table = "api_token"
        constraints = (
            models.UniqueConstraint(name="api_token_hash_once", fields=["token_hash"]),
            at_least("api_token_asks_of_somebody", "people_daily", 1),
            models.CheckConstraint(name="api_token_has_a_label", condition=~models.Q(label="")),
        )
