"""One person, with the best value of every register."""

from typing import ClassVar

from django.db import models

from payung.ledger.models.field import (
    RETENTION,
    SEXES,
    at_least,
    generation,
    one_of,
    optional_text,
    ordered_text,
    region_form,
    sealed,
    text,
)


class Person(models.Model):
    """A person of one load. Numbers are sealed; `nik_index` finds a NIK, `subject` stays the same from load to load."""

    pk = models.CompositePrimaryKey("generation", "person_id")
    generation = generation()
    person_id = models.BigIntegerField()
    family_id = models.BigIntegerField()
    subject = models.BinaryField()
    nik_cipher = sealed()
    nik_index = sealed()
    kk_cipher = sealed()
    phone_cipher = sealed()
    name = text()
    birth_date = models.DateField(null=True)
    sex = optional_text()
    region_code = ordered_text()
    life_status = text()
    died_on = models.DateField(null=True)
    relation_code = models.SmallIntegerField(null=True)
    is_married = models.BooleanField(null=True)
    is_student = models.BooleanField(null=True)
    is_disabled = models.BooleanField(null=True)
    is_pregnant = models.BooleanField(null=True)
    illness = optional_text()
    decile = models.SmallIntegerField(null=True)
    works_as = text()
    occupation_code = models.SmallIntegerField(null=True)
    association = optional_text()
    sector = optional_text()
    income_monthly_idr = models.BigIntegerField(null=True)
    is_in_population = models.BooleanField()
    record_count = models.IntegerField()

    personal: ClassVar[dict[str, str]] = {
        "pk": "number",
        "generation": "none",
        "person_id": "number",
        "family_id": "family",
        "subject": "identity",
        "nik_cipher": "identity",
        "nik_index": "identity",
        "kk_cipher": "identity",
        "phone_cipher": "contact",
        "name": "identity",
        "birth_date": "identity",
        "sex": "identity",
        "region_code": "residence",
        "life_status": "identity",
        "died_on": "identity",
        "relation_code": "family",
        "is_married": "family",
        "is_student": "education",
        "is_disabled": "health",
        "is_pregnant": "health",
        "illness": "health",
        "decile": "welfare",
        "works_as": "work",
        "occupation_code": "work",
        "association": "work",
        "sector": "work",
        "income_monthly_idr": "finance",
        "is_in_population": "identity",
        "record_count": "none",
    }
    retention = RETENTION["generation"]

    class Meta:
        db_table = "person"
        constraints = (
            one_of("person_sex_known", "sex", SEXES, or_null=True),
            one_of("person_life_status_known", "life_status", ("ALIVE", "DEAD", "ABROAD")),
            one_of("person_works_as_known", "works_as", ("EMPLOYEE", "SELF", "NONE")),
            models.CheckConstraint(name="person_decile_is_a_tenth", condition=models.Q(decile__range=(1, 10))),
            at_least("person_income_not_negative", "income_monthly_idr", 0),
            at_least("person_has_a_record", "record_count", 1),
            models.CheckConstraint(
                name="person_family_named_by_first", condition=models.Q(family_id__lte=models.F("person_id"))
            ),
            models.CheckConstraint(
                name="person_nik_sealed_and_indexed",
                condition=models.Q(nik_cipher__isnull=True, nik_index__isnull=True)
                | models.Q(nik_cipher__isnull=False, nik_index__isnull=False),
            ),
            region_form("person_region_form"),
        )
        indexes = (
            models.Index(name="person_nik", fields=["nik_index"]),
            models.Index(name="person_family", fields=["family_id"]),
            models.Index(name="person_subject", fields=["subject"]),
        )
