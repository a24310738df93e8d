"""What was loaded, when, from which files, by which law?"""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from payung.ledger.models.field import RETENTION, text


class Run(models.Model):
    """One load of the tables of one run. The newest is the one every page shows; rows are added, never changed."""

    generation = models.IntegerField(primary_key=True)
    id = models.UUIDField(unique=True)
    as_of = models.DateField()
    law_version = text()
    digest = models.BinaryField()
    counts = models.JSONField()
    inputs = models.JSONField()
    loaded_at = models.DateTimeField(db_default=Now())

    personal: ClassVar[dict[str, str]] = dict.fromkeys(
        ("generation", "id", "as_of", "law_version", "digest", "counts", "inputs", "loaded_at"), "none"
    )
    retention = RETENTION["history"]

    class Meta:
        db_table = "run"
        constraints = (models.CheckConstraint(name="run_generation_counts_up", condition=models.Q(generation__gte=1)),)
