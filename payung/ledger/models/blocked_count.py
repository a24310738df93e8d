"""How many people wait for the same agency to move for the same cause, how long, and what would the best route cost?"""

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


class BlockedCount(models.Model):
    """People not active whose next move is somebody's, by best route (route '' none), counted in the load and kept.

    Region '' is the nation. Costs are those of the best route: a price that covers a family is shared among its people.
    """

    pk = models.CompositePrimaryKey("generation", "region_code", "programme", "reason", "next_move_by", "route")
    generation = generation()
    region_code = ordered_text()
    programme = text()
    reason = text()
    next_move_by = text()
    route = text()
    people = models.IntegerField()
    unpriced = models.IntegerField()
    cost_now_idr = models.BigIntegerField()
    cost_monthly_idr = models.BigIntegerField()
    others_monthly_idr = models.BigIntegerField()
    since_known = models.IntegerField()
    since_days = models.BigIntegerField()
    oldest_since = models.DateField(null=True)

    personal: ClassVar[dict[str, str]] = dict.fromkeys(
        (
            *("pk", "generation", "region_code", "programme", "reason", "next_move_by", "route", "people", "unpriced"),
            *("cost_now_idr", "cost_monthly_idr", "others_monthly_idr", "since_known", "since_days", "oldest_since"),
        ),
        "none",
    )
    retention = RETENTION["history"]

    class Meta:
        db_table = "blocked_count"
        constraints = (
            one_of("blocked_count_programme_known", "programme", PROGRAMMES),
            at_least("blocked_count_counts_somebody", "people", 1),
            models.CheckConstraint(
                name="blocked_count_parts_are_people",
                condition=models.Q(unpriced__range=(0, models.F("people")), since_known__range=(0, models.F("people"))),
            ),
            region_form("blocked_count_region_form"),
        )
