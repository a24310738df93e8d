"""To whom does an officer propose to give money that waits in suspense, and why?"""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from payung.ledger.models.field import RETENTION, at_least, text
from payung.ledger.models.payment import Payment


class SuspenseProposal(models.Model):
    """The maker's proposal: this payment was meant for this virtual account. Nothing moves until another approves it.

    A trigger holds that the payment waits in suspense and that no earlier proposal for it is open or was approved.
    """

    proposal_id = models.UUIDField(primary_key=True)
    payment = models.ForeignKey(Payment, models.PROTECT, db_index=False)
    round = models.IntegerField()
    account_no = text()
    words = text()
    made_by = models.BigIntegerField()
    made_as = text()
    made_on = models.DateField()
    recorded_at = models.DateTimeField(db_default=Now())

    personal: ClassVar[dict[str, str]] = {
        "proposal_id": "number",
        "payment": "number",
        "round": "none",
        "account_no": "number",
        "words": "conduct",
        "made_by": "conduct",
        "made_as": "conduct",
        "made_on": "none",
        "recorded_at": "none",
    }
    retention = RETENTION["act"]

    class Meta:
        db_table = "suspense_proposal"
        constraints = (
            at_least("suspense_proposal_round_counts", "round", 1),
            models.CheckConstraint(
                name="suspense_proposal_says_why", condition=~models.Q(words="") & ~models.Q(account_no="")
            ),
            models.UniqueConstraint(name="suspense_proposal_round_once", fields=["payment", "round"]),
            # So that a check can name the proposal and its maker together.
            models.UniqueConstraint(name="suspense_proposal_of_maker", fields=["proposal_id", "made_by"]),
        )
