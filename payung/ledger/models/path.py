"""By which lawful routes does a person become active, at what price?"""

from typing import ClassVar

from django.db import models

from payung.ledger.models.field import (
    RETENTION,
    at_least,
    generation,
    one_of,
    optional_text,
    ordered_text,
    region_form,
    text,
)


class Path(models.Model):
    """A route open to a person; exactly the one of rank 1 is the best."""

    pk = models.CompositePrimaryKey("generation", "person_id", "programme", "route")
    generation = generation()
    person_id = models.BigIntegerField()
    region_code = ordered_text()
    programme = text()
    route = text()
    rank = models.SmallIntegerField()
    is_best = models.BooleanField()
    why_not_best = optional_text()
    price_now_idr = models.BigIntegerField(null=True)
    price_monthly_idr = models.BigIntegerField(null=True)
    people = models.IntegerField()
    months = models.IntegerField()
    other_payer = optional_text()
    other_pays_monthly_idr = models.BigIntegerField(null=True)
    movers = text()
    documents = optional_text()
    earliest_on = models.DateField(null=True)
    warning = optional_text()
    law = text()
    article = text()

    personal: ClassVar[dict[str, str]] = {
        "pk": "number",
        "generation": "none",
        "person_id": "number",
        "region_code": "residence",
        "programme": "membership",
        "route": "membership",
        "rank": "membership",
        "is_best": "membership",
        "why_not_best": "membership",
        "price_now_idr": "finance",
        "price_monthly_idr": "finance",
        "people": "family",
        "months": "finance",
        "other_payer": "finance",
        "other_pays_monthly_idr": "finance",
        "movers": "membership",
        "documents": "membership",
        "earliest_on": "membership",
        "warning": "membership",
        "law": "none",
        "article": "none",
    }
    retention = RETENTION["generation"]

    class Meta:
        db_table = "path"
        constraints = (
            one_of("path_programme_known", "programme", ("JKN", "BPU")),
            models.CheckConstraint(
                name="path_best_is_first",
                condition=models.Q(is_best=True, rank=1) | models.Q(is_best=False, rank__gt=1),
            ),
            at_least("path_price_now_not_negative", "price_now_idr", 0),
            at_least("path_price_monthly_not_negative", "price_monthly_idr", 0),
            at_least("path_other_pays_not_negative", "other_pays_monthly_idr", 0),
            at_least("path_covers_somebody", "people", 1),
            at_least("path_months_not_negative", "months", 0),
            region_form("path_region_form"),
            models.UniqueConstraint(
                name="path_one_is_best",
                fields=["generation", "person_id", "programme"],
                condition=models.Q(is_best=True),
            ),
        )
