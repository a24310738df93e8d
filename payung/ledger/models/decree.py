"""Who was named in a decree to be paid for, or no longer, and what became of the decree?"""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from payung.ledger.models.field import (
    RETENTION,
    at_least,
    one_of,
    optional_text,
    ordered_text,
    region_form,
    sealed,
    text,
)
from payung.ledger.models.party import Party

DECREE_KINDS = ("PBI_REMOVE", "PBI_ADD", "REGION_ADD", "REGION_STOP")
DECREE_EVENTS = ("PREPARED", "CHECKED", "NOTICED", "EFFECTIVE", "REVERSED", "WITHDRAWN")
TAKEN = ("OK", "IN_TREATMENT")
VERDICTS = (
    *TAKEN,
    *("BAD_NIK", "REPEATED", "UNKNOWN", "AMBIGUOUS", "DEAD", "OTHER_REGION", "NOT_ON_LIST", "ALREADY_ON_LIST"),
)
CARE_GROUPS = ("CHRONIC", "PREGNANT", "NEWBORN", "DISABLED")


class Decree(models.Model):
    """A list of people by one issuer, as handed in. What became of it is told by its events, never by a change here.

    `file_sha256` and `content` say what was handed in: the same number with other content is a conflict.
    """

    decree_id = models.UUIDField(primary_key=True)
    issuer = models.ForeignKey(Party, models.PROTECT, db_index=False)
    number = text()
    kind = text()
    region_code = ordered_text()
    decided_on = models.DateField()
    effective_on = models.DateField()
    quota = models.BigIntegerField(null=True)
    file_name = text()
    file_sha256 = models.BinaryField()
    content = models.BinaryField()
    rows = models.IntegerField()
    recorded_at = models.DateTimeField(db_default=Now())

    personal: ClassVar[dict[str, str]] = dict.fromkeys(
        (
            *("decree_id", "issuer", "number", "kind", "region_code", "decided_on", "effective_on", "quota"),
            *("file_name", "file_sha256", "content", "rows", "recorded_at"),
        ),
        "none",
    )
    retention = RETENTION["act"]

    class Meta:
        db_table = "decree"
        constraints = (
            one_of("decree_kind_known", "kind", DECREE_KINDS),
            models.UniqueConstraint(name="decree_number_once", fields=["issuer", "number"]),
            models.CheckConstraint(name="decree_has_a_number", condition=~models.Q(number="")),
            models.CheckConstraint(
                name="decree_not_in_force_before_decided",
                condition=models.Q(effective_on__gte=models.F("decided_on")),
            ),
            models.CheckConstraint(
                name="decree_of_a_region_names_it",
                condition=~models.Q(kind__in=["REGION_ADD", "REGION_STOP"]) | ~models.Q(region_code=""),
            ),
            at_least("decree_names_somebody", "rows", 1),
            at_least("decree_quota_not_negative", "quota", 0),
            region_form("decree_region_form"),
        )


class DecreeLine(models.Model):
    """One row of the list: the number sealed, whom it matched (`subject`), and whether the decree can take it."""

    line_id = models.BigAutoField(primary_key=True)
    decree = models.ForeignKey(Decree, models.PROTECT, db_index=False)
    row = models.IntegerField()
    nik_cipher = sealed()
    nik_index = sealed()
    subject = models.BinaryField(null=True)
    region_code = ordered_text()
    verdict = text()
    care_group = optional_text()
    route = optional_text()

    personal: ClassVar[dict[str, str]] = {
        "line_id": "number",
        "decree": "none",
        "row": "number",
        "nik_cipher": "identity",
        "nik_index": "identity",
        "subject": "identity",
        "region_code": "residence",
        "verdict": "membership",
        "care_group": "health",
        "route": "membership",
    }
    retention = RETENTION["act"]

    class Meta:
        db_table = "decree_line"
        constraints = (
            models.UniqueConstraint(name="decree_line_row_once", fields=["decree", "row"]),
            # Somebody taken twice by one decree would be bridged, noticed and counted twice.
            models.UniqueConstraint(
                name="decree_line_person_once", fields=["decree", "subject"], condition=models.Q(verdict__in=TAKEN)
            ),
            one_of("decree_line_verdict_known", "verdict", VERDICTS),
            one_of("decree_line_care_group_known", "care_group", CARE_GROUPS, or_null=True),
            models.CheckConstraint(
                name="decree_line_taken_is_somebody",
                condition=~models.Q(verdict__in=TAKEN) | models.Q(subject__isnull=False),
            ),
            models.CheckConstraint(
                name="decree_line_nik_sealed_and_indexed",
                condition=models.Q(nik_cipher__isnull=True, nik_index__isnull=True)
                | models.Q(nik_cipher__isnull=False, nik_index__isnull=False),
            ),
            at_least("decree_line_rows_count_from_one", "row", 1),
            region_form("decree_line_region_form"),
        )
        indexes = (models.Index(name="decree_line_subject", fields=["subject"]),)


class DecreeEvent(models.Model):
    """What happened to a decree, each once, in order: a trigger refuses a step whose step before is missing.

    `effect_on` of NOTICED is the first day on which the decree may take effect; of EFFECTIVE the day it did.
    """

    event_id = models.UUIDField(primary_key=True)
    decree = models.ForeignKey(Decree, models.PROTECT, db_index=False)
    kind = text()
    happened_on = models.DateField()
    effect_on = models.DateField(null=True)
    people = models.IntegerField()
    by_user = models.BigIntegerField()
    by_name = text()
    note = text()
    recorded_at = models.DateTimeField(db_default=Now())

    personal: ClassVar[dict[str, str]] = {
        "event_id": "none",
        "decree": "none",
        "kind": "none",
        "happened_on": "none",
        "effect_on": "none",
        "people": "none",
        "by_user": "conduct",
        "by_name": "conduct",
        "note": "conduct",
        "recorded_at": "none",
    }
    retention = RETENTION["act"]

    class Meta:
        db_table = "decree_event"
        constraints = (
            one_of("decree_event_kind_known", "kind", DECREE_EVENTS),
            models.UniqueConstraint(name="decree_event_once", fields=["decree", "kind"]),
            at_least("decree_event_people_not_negative", "people", 0),
            models.CheckConstraint(
                name="decree_event_says_its_day_of_effect",
                condition=~models.Q(kind__in=["NOTICED", "EFFECTIVE"]) | models.Q(effect_on__isnull=False),
            ),
            models.CheckConstraint(
                name="decree_event_undone_for_a_reason",
                condition=~models.Q(kind__in=["REVERSED", "WITHDRAWN"]) | ~models.Q(note=""),
            ),
        )


class DecreeEffect(models.Model):
    """A line that took effect: from `from_on` the person is, or is no longer, paid for. One a line, for ever."""

    line = models.OneToOneField(DecreeLine, models.PROTECT, primary_key=True)
    decree = models.ForeignKey(Decree, models.PROTECT, db_index=False)
    subject = models.BinaryField()
    region_code = ordered_text()
    from_on = models.DateField()
    recorded_at = models.DateTimeField(db_default=Now())

    personal: ClassVar[dict[str, str]] = {
        "line": "number",
        "decree": "none",
        "subject": "identity",
        "region_code": "residence",
        "from_on": "membership",
        "recorded_at": "none",
    }
    retention = RETENTION["act"]

    class Meta:
        db_table = "decree_effect"
        constraints = (region_form("decree_effect_region_form"),)
        indexes = (
            models.Index(name="decree_effect_subject", fields=["subject"]),
            models.Index(name="decree_effect_decree", fields=["decree"]),
        )
