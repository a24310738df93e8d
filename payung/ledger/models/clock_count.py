"""How many people's windows close soon?"""

from typing import ClassVar

from django.db import models

from payung.ledger.models.field import (
    PROGRAMMES,
    RETENTION,
    at_least,
    generation,
    one_of,
    ordered_text,
    region_form,
    text,
)


class ClockCount(models.Model):
    """Running clocks by programme, region (nation, province, regency) and kind; kept for every load."""

    pk = models.CompositePrimaryKey("generation", "region_code", "programme", "clock")
    generation = generation()
    region_code = ordered_text()
    programme = text()
    clock = text()
    people = models.IntegerField()
    within_30_days = models.IntegerField()
    within_90_days = models.IntegerField()

    personal: ClassVar[dict[str, str]] = dict.fromkeys(
        ("pk", "generation", "region_code", "programme", "clock", "people", "within_30_days", "within_90_days"), "none"
    )
    retention = RETENTION["history"]

    class Meta:
        db_table = "clock_count"
        constraints = (
            one_of("clock_count_programme_known", "programme", PROGRAMMES),
            at_least("clock_count_counts_somebody", "people", 1),
            models.CheckConstraint(
                name="clock_count_soon_are_some",
                condition=models.Q(
                    within_30_days__range=(0, models.F("within_90_days")), within_90_days__lte=models.F("people")
                ),
            ),
            region_form("clock_count_region_form"),
        )
