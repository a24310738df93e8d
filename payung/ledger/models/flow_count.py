"""Who left which payer and who entered, between one load and the next?"""

from typing import ClassVar

from django.db import models

from payung.ledger.models.field import PROGRAMMES, RETENTION, at_least, generation, one_of, text


class FlowCount(models.Model):
    """People who stood in one place in the load before and in another (or the same) in this one.

    A place is ACTIVE with its payer (segment), or not active with its reason; ABSENT where the programme did not count
    the person. Summed over `to_*` the rows give every stock of the load before, over `from_*` every stock of this one.
    """

    pk = models.CompositePrimaryKey("generation", "programme", "from_status", "from_place", "to_status", "to_place")
    generation = generation()
    programme = text()
    from_status = text()
    from_place = text()
    to_status = text()
    to_place = text()
    people = models.IntegerField()

    personal: ClassVar[dict[str, str]] = dict.fromkeys(
        ("pk", "generation", "programme", "from_status", "from_place", "to_status", "to_place", "people"), "none"
    )
    retention = RETENTION["history"]

    class Meta:
        db_table = "flow_count"
        constraints = (
            one_of("flow_count_programme_known", "programme", PROGRAMMES),
            one_of("flow_count_from_known", "from_status", ("ACTIVE", "NOT_ACTIVE", "ABSENT")),
            one_of("flow_count_to_known", "to_status", ("ACTIVE", "NOT_ACTIVE", "ABSENT")),
            at_least("flow_count_counts_somebody", "people", 1),
        )
