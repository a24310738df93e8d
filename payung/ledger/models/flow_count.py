"""Who left which payer and who entered, between one load and the next?"""

from typing import ClassVar

from django.db import models

from payung.ledger.models.field import PROGRAMMES, RETENTION, at_least, generation, one_of, ordered_text, text

STANDS = ("ACTIVE", "NOT_ACTIVE", "ABSENT", "ELSEWHERE")


class FlowCount(models.Model):
    """People who stood in one place in the load before and in another (or the same) in this one.

    A place is ACTIVE with its payer (segment), or not active with its reason; ABSENT where the programme did not count
    the person. Region '' is the nation. A change is counted in the region where the person lives now, or lived, if
    the person is gone; who moved house is besides taken out of the old region (to ELSEWHERE) and into the new one
    (from ELSEWHERE) at the place held before. So of every region, with what came from and went to ELSEWHERE, the rows
    summed over `to_*` give each stock of the load before, over `from_*` each stock of this one; and changes of the
    regions add up to those of the nation.
    """

    pk = models.CompositePrimaryKey(
        "generation", "programme", "region_code", "from_status", "from_place", "to_status", "to_place"
    )
    generation = generation()
    programme = text()
    region_code = ordered_text()
    from_status = text()
    from_place = text()
    to_status = text()
    to_place = text()
    people = models.IntegerField()

    personal: ClassVar[dict[str, str]] = dict.fromkeys(
        (
            "pk",
            "generation",
            "programme",
            "region_code",
            "from_status",
            "from_place",
            "to_status",
            "to_place",
            "people",
        ),
        "none",
    )
    retention = RETENTION["history"]

    class Meta:
        db_table = "flow_count"
        constraints = (
            one_of("flow_count_programme_known", "programme", PROGRAMMES),
            one_of("flow_count_from_known", "from_status", STANDS),
            one_of("flow_count_to_known", "to_status", STANDS),
            at_least("flow_count_counts_somebody", "people", 1),
        )
