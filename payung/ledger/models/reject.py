"""Which rows or values of the suppliers' files were set aside, and what must a clerk do?"""

from typing import ClassVar

from django.db import models

from payung.ledger.models.field import RETENTION, at_least, generation, optional_text, text


class Reject(models.Model):
    """A row or value that was not kept; numbers of persons are masked before they get here."""

    pk = models.CompositePrimaryKey("generation", "number")
    generation = generation()
    number = models.BigIntegerField()
    supplier = text()
    file = text()
    row = models.BigIntegerField()
    line = models.BigIntegerField(null=True)
    column = optional_text()
    value = optional_text()
    code = text()
    reason = text()
    is_row_dropped = models.BooleanField()

    personal: ClassVar[dict[str, str]] = {
        "pk": "number",
        "generation": "none",
        "number": "number",
        "supplier": "none",
        "file": "none",
        "row": "number",
        "line": "number",
        "column": "none",
        "value": "identity",
        "code": "none",
        "reason": "none",
        "is_row_dropped": "none",
    }
    retention = RETENTION["generation"]

    class Meta:
        db_table = "reject"
        constraints = (at_least("reject_rows_count_from_zero", "row", 0),)
        indexes = (models.Index(name="reject_supplier", fields=["supplier", "file", "row"]),)
