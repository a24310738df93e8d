"""How many people of a region are in which status, for which reason, and who must move?"""

from typing import ClassVar

from django.db import models

from payung.ledger.models.field import PROGRAMMES, RETENTION, STATUSES, at_least, generation, one_of, ordered_text, text

LEVELS = ("nation", "province", "regency", "district", "village")


class CoverageCount(models.Model):
    """People of a region, counted in the load itself. Region '' is the nation, segment '' no membership."""

    pk = models.CompositePrimaryKey(
        "generation",
        "programme",
        "level",
        "parent_code",
        "region_code",
        "status",
        "reason",
        "segment",
        "next_move_by",
    )
    generation = generation()
    programme = text()
    level = text()
    parent_code = ordered_text()
    region_code = ordered_text()
    status = text()
    reason = text()
    segment = text()
    next_move_by = text()
    people = models.IntegerField()
    registered = models.IntegerField()

    personal: ClassVar[dict[str, str]] = dict.fromkeys(
        (
            "pk",
            "generation",
            "programme",
            "level",
            "parent_code",
            "region_code",
            "status",
            "reason",
            "segment",
            "next_move_by",
            "people",
            "registered",
        ),
        "none",
    )
    retention = RETENTION["generation"]

    class Meta:
        db_table = "coverage_count"
        constraints = (
            one_of("coverage_count_programme_known", "programme", PROGRAMMES),
            one_of("coverage_count_level_known", "level", LEVELS),
            one_of("coverage_count_status_known", "status", STATUSES),
            at_least("coverage_count_counts_somebody", "people", 1),
            models.CheckConstraint(
                name="coverage_count_registered_are_people",
                condition=models.Q(registered__gte=0, registered__lte=models.F("people")),
            ),
        )
