"""Why should a refusal be looked at again?"""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from payung.ledger.models.claim import Claim
from payung.ledger.models.claim_decision import ClaimDecision
from payung.ledger.models.field import RETENTION, text
from payung.ledger.models.participant import Participant


class ClaimAppeal(models.Model):
    """An objection to a decision, once for each; the decision that answers it is the claim's next."""

    appeal_id = models.UUIDField(primary_key=True)
    claim = models.ForeignKey(Claim, models.PROTECT, db_index=False, db_constraint=False)
    participant = models.ForeignKey(Participant, models.PROTECT, db_index=False, db_constraint=False)
    decision = models.ForeignKey(ClaimDecision, models.PROTECT, db_index=False, db_constraint=False)
    ground = text()
    filed_on = models.DateField()
    filed_by = models.BigIntegerField()
    recorded_at = models.DateTimeField(db_default=Now())

    personal: ClassVar[dict[str, str]] = {
        "appeal_id": "number",
        "claim": "number",
        "participant": "number",
        "decision": "number",
        "ground": "health",
        "filed_on": "none",
        "filed_by": "conduct",
        "recorded_at": "none",
    }
    retention = RETENTION["act"]

    class Meta:
        db_table = "claim_appeal"
        constraints = (
            models.CheckConstraint(name="claim_appeal_has_a_ground", condition=~models.Q(ground="")),
            models.UniqueConstraint(name="claim_appeal_once", fields=["decision"]),
        )
