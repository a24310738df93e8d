"""Which pairs of persons may be one and wait for a clerk?"""

from typing import ClassVar

from django.db import models

from payung.ledger.models.field import RETENTION, generation, one_of, ordered_text, region_form, text


class Review(models.Model):
    """A doubtful pair, seen where the first of the two lives."""

    pk = models.CompositePrimaryKey("generation", "person_id", "other_person_id")
    generation = generation()
    person_id = models.BigIntegerField()
    other_person_id = models.BigIntegerField()
    region_code = ordered_text()
    weight_per_100 = models.BigIntegerField(null=True)
    reason = text()

    personal: ClassVar[dict[str, str]] = {
        "pk": "number",
        "generation": "none",
        "person_id": "number",
        "other_person_id": "number",
        "region_code": "residence",
        "weight_per_100": "identity",
        "reason": "identity",
    }
    retention = RETENTION["generation"]

    class Meta:
        db_table = "review"
        constraints = (
            one_of(
                "review_reason_known", "reason", ("SAME_REGISTER", "SAME_NIK_OTHER_PERSON", "NEAR_THRESHOLD", "VETO")
            ),
            models.CheckConstraint(
                name="review_pair_in_order", condition=models.Q(person_id__lt=models.F("other_person_id"))
            ),
            region_form("review_region_form"),
        )
        indexes = (models.Index(name="review_other", fields=["other_person_id"]),)
