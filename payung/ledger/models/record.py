"""Which rows of the registers was a person linked from?"""

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
    sealed,
    text,
)


class Record(models.Model):
    """A register's row as it was written, and how it was joined to its person. region_code is the person's own."""

    pk = models.CompositePrimaryKey("generation", "supplier", "row")
    generation = generation()
    supplier = text()
    row = models.BigIntegerField()
    file = text()
    person_id = models.BigIntegerField()
    region_code = ordered_text()
    method = text()
    weight_per_100 = models.BigIntegerField(null=True)
    source_no_cipher = sealed()
    source_no_index = sealed()
    nik_cipher = sealed()
    nik_index = sealed()
    name = optional_text()
    birth_date = models.DateField(null=True)
    sex = optional_text()
    address_code = optional_text()
    life_status = optional_text()
    segment = optional_text()
    register_status = optional_text()
    register_status_text = optional_text()
    inactive_since = models.DateField(null=True)
    inactive_cause = optional_text()
    inactive_detail = optional_text()

    personal: ClassVar[dict[str, str]] = {
        "pk": "number",
        "generation": "none",
        "supplier": "none",
        "row": "number",
        "file": "none",
        "person_id": "number",
        "region_code": "residence",
        "method": "none",
        "weight_per_100": "none",
        "source_no_cipher": "identity",
        "source_no_index": "identity",
        "nik_cipher": "identity",
        "nik_index": "identity",
        "name": "identity",
        "birth_date": "identity",
        "sex": "identity",
        "address_code": "residence",
        "life_status": "identity",
        "segment": "membership",
        "register_status": "membership",
        "register_status_text": "membership",
        "inactive_since": "membership",
        "inactive_cause": "membership",
        "inactive_detail": "membership",
    }
    retention = RETENTION["generation"]

    class Meta:
        db_table = "record"
        constraints = (
            one_of("record_method_known", "method", ("NIK", "MODEL", "ALONE")),
            at_least("record_rows_count_from_one", "row", 1),
            region_form("record_region_form"),
        )
        indexes = (
            models.Index(name="record_person", fields=["person_id"]),
            models.Index(name="record_nik", fields=["nik_index"]),
            models.Index(name="record_source_no", fields=["source_no_index"]),
        )
