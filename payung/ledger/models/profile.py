"""What may an account do, and whose data may it see?"""

from typing import ClassVar

from django.conf import settings
from django.db import models

from payung.ledger.models.field import RETENTION, one_of, optional_text, ordered_text, region_form, text

ROLES = (
    *("WORKER", "VILLAGE", "AGENT", "COLLECTIVE", "HOSPITAL", "BPJS", "CHECKER", "MINISTRY", "REGION", "AUDITOR"),
    "DPO",
)
OWN_REGION = ("VILLAGE", "AGENT", "COLLECTIVE", "REGION")


class Profile(models.Model):
    """Role and scope of an account. region_code '' is the nation; a WORKER sees only the family of `subject`."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True)
    role = text()
    region_code = ordered_text(blank=True)
    subject = models.BinaryField(null=True)
    agency = optional_text()

    personal: ClassVar[dict[str, str]] = {
        "user": "identity",
        "role": "work",
        "region_code": "work",
        "subject": "identity",
        "agency": "work",
    }
    retention = RETENTION["account"]

    class Meta:
        db_table = "profile"
        constraints = (
            one_of("profile_role_known", "role", ROLES),
            region_form("profile_region_form"),
            models.CheckConstraint(
                name="profile_local_role_has_a_region",
                condition=~models.Q(role__in=OWN_REGION) | ~models.Q(region_code=""),
            ),
            models.CheckConstraint(
                name="profile_worker_is_a_person", condition=~models.Q(role="WORKER") | models.Q(subject__isnull=False)
            ),
        )
