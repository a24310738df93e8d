"""What did an officer compute for a claim, and by which article?"""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from payung.ledger.models.claim import Claim
from payung.ledger.models.field import RETENTION, at_least, one_of, text
from payung.ledger.models.participant import Participant

ANSWERS = ("PAY", "REFUSE")


class ClaimDecision(models.Model):
    """The maker's decision, which holds once a checker approves it: amount or refusal, with reason and article.

    `computed` keeps the facts it rests on, each with its origin, and every rule asked with the legal values used.
    """

    decision_id = models.UUIDField(primary_key=True)
    claim = models.ForeignKey(Claim, models.PROTECT, db_index=False, db_constraint=False)
    participant = models.ForeignKey(Participant, models.PROTECT, db_index=False, db_constraint=False)
    round = models.IntegerField()
    answer = text()
    amount_idr = models.BigIntegerField()
    reason = text()
    article = text()
    computed = models.JSONField()
    law_version = text()
    made_by = models.BigIntegerField()
    made_on = models.DateField()
    recorded_at = models.DateTimeField(db_default=Now())

    personal: ClassVar[dict[str, str]] = {
        "decision_id": "number",
        "claim": "number",
        "participant": "number",
        "round": "none",
        "answer": "membership",
        "amount_idr": "finance",
        "reason": "membership",
        "article": "none",
        "computed": "health",
        "law_version": "none",
        "made_by": "conduct",
        "made_on": "none",
        "recorded_at": "none",
    }
    retention = RETENTION["act"]

    class Meta:
        db_table = "claim_decision"
        constraints = (
            one_of("claim_decision_answer_known", "answer", ANSWERS),
            at_least("claim_decision_round_counts", "round", 1),
            models.CheckConstraint(
                name="claim_decision_amount_fits",
                condition=models.Q(answer="REFUSE", amount_idr=0)
                | (~models.Q(answer="REFUSE") & models.Q(amount_idr__gt=0)),
            ),
            models.CheckConstraint(
                name="claim_decision_has_its_article", condition=~models.Q(reason="") & ~models.Q(article="")
            ),
            models.UniqueConstraint(name="claim_decision_round_once", fields=["claim", "round"]),
            # So that a check can name the decision and its maker together.
            models.UniqueConstraint(name="claim_decision_of_maker", fields=["decision_id", "made_by"]),
            models.UniqueConstraint(name="claim_decision_of_claim", fields=["decision_id", "claim"]),
        )
