"""What happened to a pending matter, who did it, and what was promised and shown?"""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from payung.ledger.models.field import RETENTION, at_least, one_of, optional_text, ordered_text, region_form, text
from payung.ledger.models.matter import Matter

MATTER_EVENT_KINDS = (
    *("TAKEN_OVER", "HANDED_OVER", "COMMENT", "EVIDENCE", "DECISION", "COMMITMENT", "CLOSED", "WAIVED", "REOPENED"),
)


class MatterEvent(models.Model):
    """One step in a matter's history, under the name of who took it; `people` is how many were blocked just then."""

    event_id = models.UUIDField(primary_key=True)
    matter = models.ForeignKey(Matter, models.PROTECT, db_index=False)
    kind = text()
    user_id = models.BigIntegerField()
    username = text()
    agency = text()
    words = text()
    to_agency = optional_text()
    until = models.DateField(null=True)
    link = optional_text()
    generation = models.IntegerField()
    people = models.IntegerField()
    recorded_at = models.DateTimeField(db_default=Now())

    personal: ClassVar[dict[str, str]] = dict.fromkeys(
        (
            *("event_id", "matter", "kind", "agency", "words", "to_agency", "until", "link", "generation", "people"),
            "recorded_at",
        ),
        "none",
    ) | {"user_id": "conduct", "username": "conduct"}
    retention = RETENTION["act"]

    class Meta:
        db_table = "matter_event"
        constraints = (
            one_of("matter_event_kind_known", "kind", MATTER_EVENT_KINDS),
            models.CheckConstraint(
                name="matter_event_handed_to_somebody",
                condition=models.Q(kind="HANDED_OVER", to_agency__isnull=False)
                | (~models.Q(kind="HANDED_OVER") & models.Q(to_agency__isnull=True)),
            ),
            models.CheckConstraint(
                name="matter_event_waiver_has_cause_and_end",
                condition=~models.Q(kind="WAIVED") | (models.Q(until__isnull=False) & ~models.Q(words="")),
            ),
            models.CheckConstraint(
                name="matter_event_says_something",
                condition=~models.Q(kind__in=("COMMENT", "DECISION", "CLOSED")) | ~models.Q(words=""),
            ),
        )
        indexes = (models.Index(name="matter_event_matter", fields=["matter", "recorded_at"]),)


class Commitment(models.Model):
    """A promise made in an event: from how many people to at most how many, by which day."""

    event = models.OneToOneField(MatterEvent, models.PROTECT, primary_key=True)
    matter = models.ForeignKey(Matter, models.PROTECT, db_index=False)
    agency = text()
    from_people = models.IntegerField()
    to_people = models.IntegerField()
    by_day = models.DateField()
    recorded_at = models.DateTimeField(db_default=Now())

    personal: ClassVar[dict[str, str]] = dict.fromkeys(
        ("event", "matter", "agency", "from_people", "to_people", "by_day", "recorded_at"), "none"
    )
    retention = RETENTION["act"]

    class Meta:
        db_table = "commitment"
        constraints = (
            at_least("commitment_to_not_negative", "to_people", 0),
            models.CheckConstraint(
                name="commitment_moves_the_number", condition=models.Q(to_people__lt=models.F("from_people"))
            ),
        )
        indexes = (models.Index(name="commitment_matter", fields=["matter"]),)


class Evidence(models.Model):
    """A file shown for a matter, sealed, with the SHA-256 of what it held."""

    event = models.OneToOneField(MatterEvent, models.PROTECT, primary_key=True)
    matter = models.ForeignKey(Matter, models.PROTECT, db_index=False)
    region_code = ordered_text()
    name = text()
    size_bytes = models.IntegerField()
    sha256 = models.BinaryField()
    content_cipher = models.BinaryField()
    recorded_at = models.DateTimeField(db_default=Now())

    personal: ClassVar[dict[str, str]] = {
        "event": "none",
        "matter": "none",
        "region_code": "none",
        "name": "identity",
        "size_bytes": "none",
        "sha256": "none",
        "content_cipher": "identity",
        "recorded_at": "none",
    }
    retention = RETENTION["act"]

    class Meta:
        db_table = "evidence"
        constraints = (
            at_least("evidence_holds_something", "size_bytes", 1),
            region_form("evidence_region_form"),
        )
