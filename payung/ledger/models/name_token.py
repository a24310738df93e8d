"""Under which words of a name is a person found?

The words stand in rows, not in an array: row-level security lets an index be used only for comparisons that cannot leak
(equality and order of text can, array containment cannot), so that a search by array would read every person.
"""

from typing import ClassVar

from django.db import models

from payung.ledger.models.field import RETENTION, generation, ordered_text, region_form


class NameToken(models.Model):
    """One word of a person's name in its common spelling (payung.ledger.person.name)."""

    pk = models.CompositePrimaryKey("generation", "token", "region_code", "person_id")
    generation = generation()
    token = ordered_text()
    region_code = ordered_text()
    person_id = models.BigIntegerField()

    personal: ClassVar[dict[str, str]] = {
        "pk": "number",
        "generation": "none",
        "token": "identity",
        "region_code": "residence",
        "person_id": "number",
    }
    retention = RETENTION["generation"]

    class Meta:
        db_table = "name_token"
        constraints = (region_form("name_token_region_form"),)
