"""Who looked at a person's data, when, and for what?"""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from payung.ledger.models.field import RETENTION, one_of, ordered_text, region_form, text

ACTIONS = ("READ", "LIST", "EXPORT")


class UuidV7(models.Func):
    """uuidv7() of PostgreSQL 18: unique, and in the order of time."""

    function = "uuidv7"
    template = "%(function)s()"


class Access(models.Model):
    """One look at one person, or one list taken out. Added in the transaction that reads; never changed or deleted.

    `subject` is the person's lasting index, so that the trail follows the person from load to load; null for a list.
    """

    id = models.UUIDField(primary_key=True, db_default=UuidV7())
    at = models.DateTimeField(db_default=Now())
    user_id = models.BigIntegerField()
    username = text()
    role = text()
    action = text()
    purpose = text()
    subject = models.BinaryField(null=True)
    region_code = ordered_text()
    people = models.IntegerField()
    detail = text()

    personal: ClassVar[dict[str, str]] = {
        "id": "none",
        "at": "conduct",
        "user_id": "conduct",
        "username": "conduct",
        "role": "conduct",
        "action": "conduct",
        "purpose": "conduct",
        "subject": "identity",
        "region_code": "residence",
        "people": "none",
        "detail": "conduct",
    }
    retention = RETENTION["access"]

    class Meta:
        db_table = "access"
        constraints = (
            one_of("access_action_known", "action", ACTIONS),
            models.CheckConstraint(
                name="access_read_names_its_person",
                condition=~models.Q(action="READ") | models.Q(subject__isnull=False, people=1),
            ),
            models.CheckConstraint(name="access_has_a_purpose", condition=~models.Q(purpose="")),
            region_form("access_region_form"),
        )
        indexes = (models.Index(name="access_subject", fields=["subject", "id"]),)
