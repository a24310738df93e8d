"""Which memberships has a person, as the registers hold them?"""

from typing import ClassVar

from django.db import models

from payung.ledger.models.field import (
    PROGRAMMES,
    RETENTION,
    SEGMENTS,
    at_least,
    generation,
    one_of,
    optional_text,
    ordered_text,
    region_form,
    sealed,
    text,
)


class Membership(models.Model):
    """A membership of a person in a programme; rank 1 is the one that stands."""

    pk = models.CompositePrimaryKey("generation", "person_id", "programme", "supplier", "row")
    generation = generation()
    person_id = models.BigIntegerField()
    region_code = ordered_text()
    programme = text()
    rank = models.SmallIntegerField()
    segment = optional_text()
    supplier = text()
    row = models.BigIntegerField()
    card_cipher = sealed()
    card_index = sealed()
    role = optional_text()
    care_class = models.SmallIntegerField(null=True)
    since = models.DateField(null=True)
    paid_until = models.DateField(null=True)
    register_status = optional_text()
    inactive_since = models.DateField(null=True)
    inactive_cause = optional_text()
    inactive_detail = optional_text()
    employer_id = optional_text()
    wage_monthly_idr = models.BigIntegerField(null=True)
    sector = optional_text()

    personal: ClassVar[dict[str, str]] = {
        "pk": "number",
        "generation": "none",
        "person_id": "number",
        "region_code": "residence",
        "programme": "membership",
        "rank": "membership",
        "segment": "membership",
        "supplier": "none",
        "row": "number",
        "card_cipher": "identity",
        "card_index": "identity",
        "role": "family",
        "care_class": "membership",
        "since": "membership",
        "paid_until": "finance",
        "register_status": "membership",
        "inactive_since": "membership",
        "inactive_cause": "membership",
        "inactive_detail": "membership",
        "employer_id": "work",
        "wage_monthly_idr": "finance",
        "sector": "work",
    }
    retention = RETENTION["generation"]

    class Meta:
        db_table = "membership"
        constraints = (
            one_of("membership_programme_known", "programme", PROGRAMMES),
            one_of("membership_segment_known", "segment", SEGMENTS, or_null=True),
            at_least("membership_ranks_count_from_one", "rank", 1),
            at_least("membership_wage_not_negative", "wage_monthly_idr", 0),
            region_form("membership_region_form"),
            models.UniqueConstraint(
                name="membership_one_stands",
                fields=["generation", "person_id", "programme"],
                condition=models.Q(rank=1),
            ),
        )
        indexes = (models.Index(name="membership_card", fields=["card_index"]),)
