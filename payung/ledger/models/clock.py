"""Which windows of time are running for a person?"""

from typing import ClassVar

from django.db import models

from payung.ledger.models.field import PROGRAMMES, RETENTION, generation, one_of, ordered_text, region_form, text


class Clock(models.Model):
    """A window that is open for a person in a programme, and the article it rests on."""

    pk = models.CompositePrimaryKey("generation", "person_id", "programme", "clock")
    generation = generation()
    person_id = models.BigIntegerField()
    region_code = ordered_text()
    programme = text()
    clock = text()
    opens = models.DateField(null=True)
    closes = models.DateField()
    days_left = models.IntegerField()
    article = text()

    personal: ClassVar[dict[str, str]] = {
        "pk": "number",
        "generation": "none",
        "person_id": "number",
        "region_code": "residence",
        "programme": "membership",
        "clock": "membership",
        "opens": "membership",
        "closes": "membership",
        "days_left": "membership",
        "article": "none",
    }
    retention = RETENTION["generation"]

    class Meta:
        db_table = "clock"
        constraints = (
            one_of("clock_programme_known", "programme", PROGRAMMES),
            models.CheckConstraint(
                name="clock_opens_before_it_closes", condition=models.Q(opens__lte=models.F("closes"))
            ),
            region_form("clock_region_form"),
        )
