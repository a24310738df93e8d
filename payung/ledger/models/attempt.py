"""Who wanted to enrol and could not, why, and who can repair it?"""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from payung.ledger.models.field import RETENTION, one_of, optional_text, ordered_text, region_form, sealed, text
from payung.ledger.models.party import Party

# PPU: a wage earner or one of the family, in all programmes of the employer.
ATTEMPT_PROGRAMMES = ("BPU", "JKN", "PPU")
ATTEMPT_ROLES = ("WORKER", "SPOUSE", "CHILD", "EXTRA")
ATTEMPT_STEPS = ("TAKEN", "RESOLVED", "CLOSED")


class Attempt(models.Model):
    """A failed attempt with all that was told, so that it can be tried again. `causes` are refusals of terms, joined.

    `cause` is the first of them, `holder` who can repair it. Open until a step resolves or closes it.
    """

    attempt_id = models.UUIDField(primary_key=True)
    act_id = models.UUIDField()
    subject = models.BinaryField(null=True)
    region_code = ordered_text()
    party = models.ForeignKey(Party, models.PROTECT, null=True, db_index=False)
    programme = text()
    cause = text()
    causes = text()
    holder = text()
    name = text()
    birth_date = models.DateField(null=True)
    sex = optional_text()
    nik_cipher = sealed()
    nik_index = sealed()
    kk_cipher = sealed()
    phone_cipher = sealed()
    income_monthly_idr = models.BigIntegerField(null=True)
    sector = optional_text()
    with_jht = models.BooleanField()
    care_class = models.SmallIntegerField(null=True)
    start_on = models.DateField(null=True)
    role = optional_text()
    entered_by = models.BigIntegerField()
    recorded_at = models.DateTimeField(db_default=Now())

    personal: ClassVar[dict[str, str]] = {
        "attempt_id": "number",
        "act_id": "number",
        "subject": "identity",
        "region_code": "residence",
        "party": "none",
        "programme": "membership",
        "cause": "membership",
        "causes": "membership",
        "holder": "none",
        "name": "identity",
        "birth_date": "identity",
        "sex": "identity",
        "nik_cipher": "identity",
        "nik_index": "identity",
        "kk_cipher": "identity",
        "phone_cipher": "contact",
        "income_monthly_idr": "finance",
        "sector": "work",
        "with_jht": "membership",
        "care_class": "membership",
        "start_on": "work",
        "role": "family",
        "entered_by": "conduct",
        "recorded_at": "none",
    }
    retention = RETENTION["act"]

    class Meta:
        db_table = "attempt"
        constraints = (
            one_of("attempt_programme_known", "programme", ATTEMPT_PROGRAMMES),
            models.CheckConstraint(name="attempt_has_a_cause", condition=~models.Q(cause="") & ~models.Q(holder="")),
            region_form("attempt_region_form"),
            one_of("attempt_role_known", "role", ATTEMPT_ROLES, or_null=True),
        )
        indexes = (
            models.Index(name="attempt_region", fields=["region_code", "recorded_at"]),
            models.Index(name="attempt_act", fields=["act_id"]),
        )


class AttemptStep(models.Model):
    """What was done about a failed attempt: taken over, resolved by an enrolment, or closed with a word why."""

    attempt_step_id = models.UUIDField(primary_key=True)
    attempt = models.ForeignKey(Attempt, models.PROTECT, db_index=False)
    kind = text()
    act_id = models.UUIDField(null=True)
    note = text()
    user_id = models.BigIntegerField()
    username = text()
    recorded_at = models.DateTimeField(db_default=Now())

    personal: ClassVar[dict[str, str]] = {
        "attempt_step_id": "number",
        "attempt": "number",
        "kind": "none",
        "act_id": "number",
        "note": "conduct",
        "user_id": "conduct",
        "username": "conduct",
        "recorded_at": "none",
    }
    retention = RETENTION["act"]

    class Meta:
        db_table = "attempt_step"
        constraints = (
            one_of("attempt_step_kind_known", "kind", ATTEMPT_STEPS),
            models.CheckConstraint(
                name="attempt_step_resolved_by_an_act",
                condition=~models.Q(kind="RESOLVED") | models.Q(act_id__isnull=False),
            ),
            models.CheckConstraint(
                name="attempt_step_closed_with_a_word", condition=~models.Q(kind="CLOSED") | ~models.Q(note="")
            ),
            models.UniqueConstraint(
                name="attempt_step_ends_once", fields=["attempt"], condition=models.Q(kind__in=["RESOLVED", "CLOSED"])
            ),
        )
        indexes = (models.Index(name="attempt_step_attempt", fields=["attempt", "recorded_at"]),)
