"""Who objects to being taken off a list, on what ground, until when must it be decided, and what was decided?"""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from payung.ledger.models.decree import DecreeLine
from payung.ledger.models.field import RETENTION, one_of, ordered_text, region_form, text

OBJECTION_GROUNDS = ("STILL_POOR", "IN_TREATMENT", "DATA_WRONG", "WRONG_PERSON", "LIVES_HERE")
OBJECTION_OUTCOMES = ("GRANTED", "REJECTED", "LAPSED")


class Objection(models.Model):
    """An objection to one line; while none is decided, the line has no effect. One a line."""

    objection_id = models.UUIDField(primary_key=True)
    line = models.OneToOneField(DecreeLine, models.PROTECT)
    subject = models.BinaryField()
    region_code = ordered_text()
    ground = text()
    evidence = text()
    filed_on = models.DateField()
    decide_by = models.DateField()
    filed_by = models.BigIntegerField()
    filed_name = text()
    recorded_at = models.DateTimeField(db_default=Now())

    personal: ClassVar[dict[str, str]] = {
        "objection_id": "number",
        "line": "number",
        "subject": "identity",
        "region_code": "residence",
        "ground": "welfare",
        "evidence": "welfare",
        "filed_on": "none",
        "decide_by": "none",
        "filed_by": "conduct",
        "filed_name": "conduct",
        "recorded_at": "none",
    }
    retention = RETENTION["act"]

    class Meta:
        db_table = "objection"
        constraints = (
            one_of("objection_ground_known", "ground", OBJECTION_GROUNDS),
            models.CheckConstraint(name="objection_says_why", condition=~models.Q(evidence="")),
            models.CheckConstraint(
                name="objection_has_time_to_be_decided", condition=models.Q(decide_by__gte=models.F("filed_on"))
            ),
            region_form("objection_region_form"),
        )


class ObjectionDecision(models.Model):
    """What was decided: GRANTED or REJECTED by somebody else than who filed it, or LAPSED, granted by silence."""

    objection = models.OneToOneField(Objection, models.PROTECT, primary_key=True)
    subject = models.BinaryField()
    region_code = ordered_text()
    outcome = text()
    reason = text()
    decided_on = models.DateField()
    decided_by = models.BigIntegerField()
    decided_name = text()
    recorded_at = models.DateTimeField(db_default=Now())

    personal: ClassVar[dict[str, str]] = {
        "objection": "number",
        "subject": "identity",
        "region_code": "residence",
        "outcome": "welfare",
        "reason": "welfare",
        "decided_on": "none",
        "decided_by": "conduct",
        "decided_name": "conduct",
        "recorded_at": "none",
    }
    retention = RETENTION["act"]

    class Meta:
        db_table = "objection_decision"
        constraints = (
            one_of("objection_decision_outcome_known", "outcome", OBJECTION_OUTCOMES),
            models.CheckConstraint(
                name="objection_decision_rejected_for_a_reason",
                condition=~models.Q(outcome="REJECTED") | ~models.Q(reason=""),
            ),
            region_form("objection_decision_region_form"),
        )
