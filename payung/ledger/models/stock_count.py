"""How many people stood where on the day of a load? Kept for every load, so that two days can be compared."""

from typing import ClassVar

from django.db import models

from payung.ledger.models.field import (
    PROGRAMMES,
    RETENTION,
    STATUSES,
    at_least,
    generation,
    one_of,
    ordered_text,
    region_form,
    text,
)


class StockCount(models.Model):
    """People by programme, region (nation, province, regency), status, reason, segment and next mover; lasting."""

    pk = models.CompositePrimaryKey(
        "generation", "programme", "region_code", "status", "reason", "segment", "next_move_by"
    )
    generation = generation()
    programme = text()
    region_code = ordered_text()
    status = text()
    reason = text()
    segment = text()
    next_move_by = text()
    people = models.IntegerField()
    registered = models.IntegerField()

    personal: ClassVar[dict[str, str]] = dict.fromkeys(
        (
            *("pk", "generation", "programme", "region_code", "status", "reason", "segment", "next_move_by"),
            *("people", "registered"),
        ),
        "none",
    )
    retention = RETENTION["history"]

    class Meta:
        db_table = "stock_count"
        constraints = (
            one_of("stock_count_programme_known", "programme", PROGRAMMES),
            one_of("stock_count_status_known", "status", STATUSES),
            at_least("stock_count_counts_somebody", "people", 1),
            region_form("stock_count_region_form"),
        )
