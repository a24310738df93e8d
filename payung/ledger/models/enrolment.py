"""Who was enrolled in which programme by an act, from when to when, as known when?"""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from payung.ledger.models.field import (
    PROGRAMMES,
    RETENTION,
    SEGMENTS,
    at_least,
    one_of,
    optional_text,
    ordered_text,
    region_form,
)
from payung.ledger.models.field import text as words
from payung.ledger.models.participant import Participant
from payung.ledger.models.party import Party

# Why an employer pays no more, in a register's words (terms/tables, record).
END_CAUSES = ("LAID_OFF", "RESIGNED", "CONTRACT_ENDED")


class Enrolment(models.Model):
    """A participant in a programme. Of one programme there is one at a time: an exclusion constraint refuses a second.

    `pay_from` is the first day on which the first contribution may be paid; cover begins as the segment's law says. One
    pays: a party, or a participant (`payer`: the person, or the head of the family). A correction names the row it
    corrects, which then stands no longer (`superseded_at`); `is_void` corrects a row that never held. `end_cause` is
    why an employer's worker left.
    """

    enrolment_id = models.UUIDField(primary_key=True)
    act_id = models.UUIDField()
    participant = models.ForeignKey(Participant, models.PROTECT, db_index=False)
    subject = models.BinaryField()
    region_code = ordered_text()
    programme = words()
    segment = words()
    party = models.ForeignKey(Party, models.PROTECT, null=True, db_index=False)
    payer = models.ForeignKey(Participant, models.PROTECT, null=True, db_index=False, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)
    pay_from = models.DateField()
    care_class = models.SmallIntegerField(null=True)
    income_monthly_idr = models.BigIntegerField(null=True)
    sector = optional_text()
    end_cause = optional_text()
    corrects = models.ForeignKey("self", models.PROTECT, null=True, db_index=False)
    superseded_at = models.DateTimeField(null=True)
    is_void = models.BooleanField(default=False, db_default=False)
    entered_by = models.BigIntegerField()
    recorded_at = models.DateTimeField(db_default=Now())

    personal: ClassVar[dict[str, str]] = {
        "enrolment_id": "number",
        "act_id": "number",
        "participant": "number",
        "subject": "identity",
        "region_code": "residence",
        "programme": "membership",
        "segment": "membership",
        "party": "none",
        "payer": "number",
        "since": "membership",
        "until": "membership",
        "pay_from": "membership",
        "care_class": "membership",
        "income_monthly_idr": "finance",
        "sector": "work",
        "end_cause": "work",
        "corrects": "number",
        "superseded_at": "none",
        "is_void": "none",
        "entered_by": "conduct",
        "recorded_at": "none",
    }
    retention = RETENTION["act"]

    class Meta:
        db_table = "enrolment"
        constraints = (
            one_of("enrolment_programme_known", "programme", PROGRAMMES),
            one_of("enrolment_segment_known", "segment", SEGMENTS),
            models.CheckConstraint(
                name="enrolment_ends_after_it_begins",
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
            ),
            models.CheckConstraint(
                name="enrolment_has_one_payer",
                condition=models.Q(party__isnull=True, payer__isnull=False)
                | models.Q(party__isnull=False, payer__isnull=True),
            ),
            at_least("enrolment_income_not_negative", "income_monthly_idr", 0),
            models.UniqueConstraint(
                name="enrolment_corrected_once", fields=["corrects"], condition=models.Q(corrects__isnull=False)
            ),
            region_form("enrolment_region_form"),
            one_of("enrolment_end_cause_known", "end_cause", END_CAUSES, or_null=True),
            models.CheckConstraint(
                name="enrolment_end_has_a_day",
                condition=models.Q(end_cause__isnull=True) | models.Q(until__isnull=False),
            ),
        )
        indexes = (
            models.Index(name="enrolment_act", fields=["act_id"]),
            models.Index(name="enrolment_participant", fields=["participant"]),
            models.Index(name="enrolment_party", fields=["party"]),
            models.Index(name="enrolment_payer", fields=["payer"]),
            # Few of many: those of whom the fact that a contribution rests on was never told.
            models.Index(
                name="enrolment_untold",
                fields=["region_code"],
                condition=models.Q(superseded_at__isnull=True, is_void=False)
                & (
                    models.Q(income_monthly_idr__isnull=True, segment__in=("PPU_BU", "PPU_PN", "PU", "BPU"))
                    | models.Q(care_class__isnull=True, segment__in=("PBPU", "BP"))
                ),
            ),
        )
