"""What does the law say of a person in a programme on the day of the run?"""

from typing import ClassVar

from django.db import models

from payung.ledger.models.field import (
    PROGRAMMES,
    RETENTION,
    STATUSES,
    at_least,
    generation,
    one_of,
    optional_text,
    ordered_text,
    region_form,
    text,
)


class Determination(models.Model):
    """Status, reason, dates, deciding and moving agency and article; one row for each programme a person belongs to."""

    pk = models.CompositePrimaryKey("generation", "person_id", "programme")
    generation = generation()
    person_id = models.BigIntegerField()
    region_code = ordered_text()
    programme = text()
    as_of = models.DateField()
    segment = optional_text()
    status = text()
    reason = text()
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    arrears_months = models.IntegerField()
    decided_by = text()
    next_move_by = text()
    law = text()
    article = text()
    register_status = optional_text()
    agrees = models.BooleanField(null=True)

    personal: ClassVar[dict[str, str]] = {
        "pk": "number",
        "generation": "none",
        "person_id": "number",
        "region_code": "residence",
        "programme": "membership",
        "as_of": "none",
        "segment": "membership",
        "status": "membership",
        "reason": "membership",
        "since": "membership",
        "until": "membership",
        "arrears_months": "finance",
        "decided_by": "membership",
        "next_move_by": "membership",
        "law": "none",
        "article": "none",
        "register_status": "membership",
        "agrees": "membership",
    }
    retention = RETENTION["generation"]

    class Meta:
        db_table = "determination"
        constraints = (
            one_of("determination_programme_known", "programme", PROGRAMMES),
            one_of("determination_status_known", "status", STATUSES),
            at_least("determination_arrears_not_negative", "arrears_months", 0),
            region_form("determination_region_form"),
        )
        # Lists are asked by programme and region, or also by one of status, reason and next mover; they come in order
        # of region and person, so that the next page is a step in the same index.
        indexes = (
            models.Index(name="determination_region", fields=["programme", "region_code", "person_id"]),
            models.Index(name="determination_status", fields=["programme", "status", "region_code", "person_id"]),
            models.Index(name="determination_reason", fields=["programme", "reason", "region_code", "person_id"]),
            models.Index(name="determination_mover", fields=["programme", "next_move_by", "region_code", "person_id"]),
        )
