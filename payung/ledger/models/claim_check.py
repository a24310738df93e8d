"""What did the second pair of eyes say of a decision?"""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from payung.ledger.models.claim import Claim
from payung.ledger.models.claim_decision import ClaimDecision
from payung.ledger.models.claim_payee import ClaimPayee
from payung.ledger.models.field import RETENTION, one_of, optional_text, text
from payung.ledger.models.participant import Participant

VERDICTS = ("APPROVED", "RETURNED")


class ClaimCheck(models.Model):
    """Approval of a decision, and of the account to pay to, by somebody else than the maker; or its return.

    A payee named after the check needs another check. `made_by` is the maker's, so that a constraint compares them.
    """

    check_id = models.UUIDField(primary_key=True)
    claim = models.ForeignKey(Claim, models.PROTECT, db_index=False, db_constraint=False)
    participant = models.ForeignKey(Participant, models.PROTECT, db_index=False, db_constraint=False)
    decision = models.ForeignKey(ClaimDecision, models.PROTECT, db_index=False, db_constraint=False)
    payee = models.ForeignKey(ClaimPayee, models.PROTECT, null=True, db_index=False)
    verdict = text()
    note = optional_text()
    made_by = models.BigIntegerField()
    checked_by = models.BigIntegerField()
    checked_on = models.DateField()
    recorded_at = models.DateTimeField(db_default=Now())

    personal: ClassVar[dict[str, str]] = {
        "check_id": "number",
        "claim": "number",
        "participant": "number",
        "decision": "number",
        "payee": "number",
        "verdict": "membership",
        "note": "health",
        "made_by": "conduct",
        "checked_by": "conduct",
        "checked_on": "none",
        "recorded_at": "none",
    }
    retention = RETENTION["act"]

    class Meta:
        db_table = "claim_check"
        constraints = (
            one_of("claim_check_verdict_known", "verdict", VERDICTS),
            models.CheckConstraint(name="claim_check_by_another", condition=~models.Q(made_by=models.F("checked_by"))),
            models.CheckConstraint(
                name="claim_check_return_says_why",
                condition=~models.Q(verdict="RETURNED") | models.Q(note__isnull=False),
            ),
            models.UniqueConstraint(name="claim_check_once", fields=["decision", "payee"], nulls_distinct=False),
        )
