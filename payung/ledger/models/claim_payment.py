"""Which benefit was paid, when, to whom?"""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from payung.ledger.models.claim import Claim
from payung.ledger.models.claim_check import ClaimCheck
from payung.ledger.models.claim_payee import ClaimPayee
from payung.ledger.models.field import RETENTION, at_least
from payung.ledger.models.participant import Participant
from payung.ledger.models.party import Party


class ClaimPayment(models.Model):
    """A claim's payment, once: a trigger holds that it is approved, of the approved amount, to the approved account."""

    payment_id = models.UUIDField(primary_key=True)
    claim = models.ForeignKey(Claim, models.PROTECT, db_index=False, db_constraint=False)
    participant = models.ForeignKey(Participant, models.PROTECT, db_index=False, db_constraint=False)
    check_of = models.ForeignKey(ClaimCheck, models.PROTECT, db_index=False)
    payee = models.ForeignKey(ClaimPayee, models.PROTECT, db_index=False)
    amount_idr = models.BigIntegerField()
    channel = models.ForeignKey(Party, models.PROTECT, db_index=False)
    paid_on = models.DateField()
    paid_by = models.BigIntegerField()
    recorded_at = models.DateTimeField(db_default=Now())

    personal: ClassVar[dict[str, str]] = {
        "payment_id": "number",
        "claim": "number",
        "participant": "number",
        "check_of": "number",
        "payee": "number",
        "amount_idr": "finance",
        "channel": "none",
        "paid_on": "finance",
        "paid_by": "conduct",
        "recorded_at": "none",
    }
    retention = RETENTION["act"]

    class Meta:
        db_table = "claim_payment"
        constraints = (
            at_least("claim_payment_amount_above_nothing", "amount_idr", 1),
            models.UniqueConstraint(name="claim_payment_once", fields=["claim"]),
        )
