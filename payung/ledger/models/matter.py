"""Which matter is pending, where, and whose is it?"""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from payung.ledger.models.field import PROGRAMMES, RETENTION, one_of, optional_text, ordered_text, region_form, text

MATTER_KINDS = ("BLOCKED", "OWN")


class Matter(models.Model):
    """A pending matter: a blocked group of people (BLOCKED, opened by the load), or one that an agency adds (OWN).

    `owner` is the agency it began with; who holds it now is said by its events. Never changed.
    """

    matter_id = models.UUIDField(primary_key=True)
    kind = text()
    code = optional_text()
    region_code = ordered_text()
    owner = text()
    title = text()
    about = text()
    decides = text()
    acts = text()
    source = text()
    opened_on = models.DateField()
    user_id = models.BigIntegerField()
    username = text()
    recorded_at = models.DateTimeField(db_default=Now())

    personal: ClassVar[dict[str, str]] = dict.fromkeys(
        (
            *("matter_id", "kind", "code", "region_code", "owner", "title", "about", "decides", "acts", "source"),
            *("opened_on", "recorded_at"),
        ),
        "none",
    ) | {"user_id": "conduct", "username": "conduct"}
    retention = RETENTION["act"]

    class Meta:
        db_table = "matter"
        constraints = (
            one_of("matter_kind_known", "kind", MATTER_KINDS),
            models.CheckConstraint(name="matter_has_an_owner", condition=~models.Q(owner="")),
            models.CheckConstraint(
                name="matter_of_an_agency_has_a_title", condition=models.Q(kind="BLOCKED") | ~models.Q(title="")
            ),
            models.UniqueConstraint(name="matter_code_once", fields=["code"]),
            region_form("matter_region_form"),
        )
        indexes = (models.Index(name="matter_region", fields=["region_code", "kind"]),)


class MatterMeasure(models.Model):
    """Whose people a matter counts: not active in a programme, for a reason ("" any), waiting for a mover ("" any)."""

    pk = models.CompositePrimaryKey("matter_id", "programme", "reason", "next_move_by")
    matter = models.ForeignKey(Matter, models.PROTECT, db_index=False)
    programme = text()
    reason = text()
    next_move_by = text()

    personal: ClassVar[dict[str, str]] = dict.fromkeys(("pk", "matter", "programme", "reason", "next_move_by"), "none")
    retention = RETENTION["act"]

    class Meta:
        db_table = "matter_measure"
        constraints = (one_of("matter_measure_programme_known", "programme", PROGRAMMES),)
