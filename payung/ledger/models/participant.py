"""Who is enrolled, bills and pays through Payung, whatever load of the registers is the newest?"""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from payung.ledger.models.field import RETENTION, SEXES, one_of, optional_text, ordered_text, region_form, sealed, text


class Participant(models.Model):
    """A person of Payung's own acts; `subject` is the lasting index that `Person.subject` has in every load."""

    participant_id = models.BigAutoField(primary_key=True)
    subject = models.BinaryField()
    nik_cipher = sealed()
    nik_index = sealed()
    kk_cipher = sealed()
    phone_cipher = sealed()
    name = text()
    birth_date = models.DateField(null=True)
    sex = optional_text()
    region_code = ordered_text()
    died_on = models.DateField(null=True)
    entered_at = models.DateTimeField(db_default=Now())
    entered_by = models.BigIntegerField()

    personal: ClassVar[dict[str, str]] = {
        "participant_id": "number",
        "subject": "identity",
        "nik_cipher": "identity",
        "nik_index": "identity",
        "kk_cipher": "identity",
        "phone_cipher": "contact",
        "name": "identity",
        "birth_date": "identity",
        "sex": "identity",
        "region_code": "residence",
        "died_on": "identity",
        "entered_at": "none",
        "entered_by": "conduct",
    }
    retention = RETENTION["act"]

    class Meta:
        db_table = "participant"
        constraints = (
            models.UniqueConstraint(name="participant_subject_once", fields=["subject"]),
            one_of("participant_sex_known", "sex", SEXES, or_null=True),
            models.CheckConstraint(name="participant_has_a_name", condition=~models.Q(name="")),
            region_form("participant_region_form"),
        )
        indexes = (models.Index(name="participant_nik", fields=["nik_index"]),)
