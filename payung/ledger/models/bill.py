"""What is owed for a month?"""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from payung.ledger.models.field import RETENTION, at_least, one_of, text
from payung.ledger.models.participant import Participant
from payung.ledger.models.party import Party

BILL_KINDS = ("JKN", "BPU", "PU", "COLLECTIVE", "INSTALMENT", "LATE_FEE")


class Bill(models.Model):
    """What a payer owes for a month; paid when its allocations sum to its amount. The id is drawn from its content."""

    bill_id = models.UUIDField(primary_key=True)
    participant = models.ForeignKey(Participant, models.PROTECT, null=True, db_index=False)
    party = models.ForeignKey(Party, models.PROTECT, null=True, db_index=False)
    kind = text()
    month = models.DateField()
    due_on = models.DateField()
    amount_idr = models.BigIntegerField()
    recorded_at = models.DateTimeField(db_default=Now())

    personal: ClassVar[dict[str, str]] = {
        "bill_id": "number",
        "participant": "number",
        "party": "none",
        "kind": "none",
        "month": "finance",
        "due_on": "finance",
        "amount_idr": "finance",
        "recorded_at": "none",
    }
    retention = RETENTION["act"]

    class Meta:
        db_table = "bill"
        constraints = (
            one_of("bill_kind_known", "kind", BILL_KINDS),
            at_least("bill_amount_above_nothing", "amount_idr", 1),
            models.CheckConstraint(name="bill_month_is_its_first_day", condition=models.Q(month__day=1)),
            models.CheckConstraint(
                name="bill_has_one_payer",
                condition=models.Q(participant__isnull=True, party__isnull=False)
                | models.Q(participant__isnull=False, party__isnull=True),
            ),
        )
        indexes = (
            models.Index(name="bill_participant", fields=["participant", "month"]),
            models.Index(name="bill_party", fields=["party", "month"]),
        )
