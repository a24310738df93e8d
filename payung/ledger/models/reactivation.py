"""Who was taken off the state's list and asks to be put back, and at which of the five steps does it stand?"""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from payung.ledger.models.field import RETENTION, at_least, one_of, optional_text, ordered_text, region_form, text

STEPS = ("FACILITY_LETTER", "DINSOS_VERIFIES", "SIKS_ENTRY", "KEMENSOS_VERIFIES", "BPJS_ACTIVATES")
STEP_OUTCOMES = ("DONE", "REFUSED")


class Reactivation(models.Model):
    """A request to be put back. One that the law refuses is kept with its reason (`refusal`) and has no steps."""

    case_id = models.UUIDField(primary_key=True)
    subject = models.BinaryField()
    region_code = ordered_text()
    removed_on = models.DateField()
    asked_on = models.DateField()
    window_until = models.DateField()
    refusal = optional_text()
    asked_by = models.BigIntegerField()
    asked_name = text()
    recorded_at = models.DateTimeField(db_default=Now())

    personal: ClassVar[dict[str, str]] = {
        "case_id": "number",
        "subject": "identity",
        "region_code": "residence",
        "removed_on": "membership",
        "asked_on": "membership",
        "window_until": "membership",
        "refusal": "membership",
        "asked_by": "conduct",
        "asked_name": "conduct",
        "recorded_at": "none",
    }
    retention = RETENTION["act"]

    class Meta:
        db_table = "reactivation"
        constraints = (
            # A request within the window runs, one after it is refused; nothing else is a case.
            models.CheckConstraint(
                name="reactivation_runs_within_its_window",
                condition=models.Q(refusal__isnull=True, asked_on__lte=models.F("window_until"))
                | models.Q(refusal__isnull=False),
            ),
            models.CheckConstraint(
                name="reactivation_follows_a_removal", condition=models.Q(asked_on__gte=models.F("removed_on"))
            ),
            models.UniqueConstraint(
                name="reactivation_runs_once",
                fields=["subject", "removed_on"],
                condition=models.Q(refusal__isnull=True),
            ),
            region_form("reactivation_region_form"),
        )
        indexes = (models.Index(name="reactivation_subject", fields=["subject"]),)


class ReactivationStep(models.Model):
    """A step that was done or refused: whose it was, since when, until when it was due, who closed it and why."""

    step_id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Reactivation, models.PROTECT, db_index=False)
    subject = models.BinaryField()
    region_code = ordered_text()
    number = models.SmallIntegerField()
    step = text()
    holder = text()
    opened_on = models.DateField()
    due_on = models.DateField()
    closed_on = models.DateField()
    outcome = text()
    note = text()
    closed_by = models.BigIntegerField()
    closed_name = text()
    recorded_at = models.DateTimeField(db_default=Now())

    personal: ClassVar[dict[str, str]] = {
        "step_id": "number",
        "case": "number",
        "subject": "identity",
        "region_code": "residence",
        "number": "none",
        "step": "membership",
        "holder": "none",
        "opened_on": "none",
        "due_on": "none",
        "closed_on": "none",
        "outcome": "membership",
        "note": "welfare",
        "closed_by": "conduct",
        "closed_name": "conduct",
        "recorded_at": "none",
    }
    retention = RETENTION["act"]

    class Meta:
        db_table = "reactivation_step"
        constraints = (
            models.UniqueConstraint(name="reactivation_step_once", fields=["case", "number"]),
            one_of("reactivation_step_known", "step", STEPS),
            one_of("reactivation_step_outcome_known", "outcome", STEP_OUTCOMES),
            at_least("reactivation_step_counts_from_one", "number", 1),
            models.CheckConstraint(
                name="reactivation_step_refused_for_a_reason",
                condition=~models.Q(outcome="REFUSED") | ~models.Q(note=""),
            ),
            models.CheckConstraint(
                name="reactivation_step_closes_after_it_opens", condition=models.Q(closed_on__gte=models.F("opened_on"))
            ),
            region_form("reactivation_step_region_form"),
        )
