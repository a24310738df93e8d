"""Which papers came with a claim?"""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from payung.ledger.models.claim import Claim
from payung.ledger.models.field import RETENTION, at_least, one_of, text
from payung.ledger.models.participant import Participant

MEDIA = ("application/pdf", "image/jpeg", "image/png")


class ClaimDocument(models.Model):
    """A paper of a claim: its kind and the hash of its bytes. The bytes stand sealed in the data folder, by the id."""

    document_id = models.UUIDField(primary_key=True)
    claim = models.ForeignKey(Claim, models.PROTECT, db_index=False, db_constraint=False)
    participant = models.ForeignKey(Participant, models.PROTECT, db_index=False, db_constraint=False)
    kind = text()
    sha256 = text()
    size_bytes = models.IntegerField()
    media_type = text()
    received_on = models.DateField()
    received_by = models.BigIntegerField()
    recorded_at = models.DateTimeField(db_default=Now())

    personal: ClassVar[dict[str, str]] = {
        "document_id": "number",
        "claim": "number",
        "participant": "number",
        "kind": "health",
        "sha256": "number",
        "size_bytes": "none",
        "media_type": "none",
        "received_on": "none",
        "received_by": "conduct",
        "recorded_at": "none",
    }
    retention = RETENTION["act"]

    class Meta:
        db_table = "claim_document"
        constraints = (
            one_of("claim_document_media_known", "media_type", MEDIA),
            at_least("claim_document_holds_something", "size_bytes", 1),
            models.CheckConstraint(
                name="claim_document_hash_form", condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$")
            ),
            models.CheckConstraint(name="claim_document_has_a_kind", condition=~models.Q(kind="")),
            models.UniqueConstraint(name="claim_document_once", fields=["claim", "kind", "sha256"]),
        )
