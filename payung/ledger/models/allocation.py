"""Which payment paid which bill?"""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from payung.ledger.models.bill import Bill
from payung.ledger.models.field import RETENTION
from payung.ledger.models.payment import Payment


class Allocation(models.Model):
    """Money given to a bill; taken back by a row below zero. Payment is null where saved credit paid at billing."""

    allocation_id = models.UUIDField(primary_key=True)
    bill = models.ForeignKey(Bill, models.PROTECT, db_index=False)
    payment = models.ForeignKey(Payment, models.PROTECT, null=True, db_index=False)
    amount_idr = models.BigIntegerField()
    recorded_at = models.DateTimeField(db_default=Now())

    personal: ClassVar[dict[str, str]] = {
        "allocation_id": "number",
        "bill": "number",
        "payment": "number",
        "amount_idr": "finance",
        "recorded_at": "none",
    }
    retention = RETENTION["act"]

    class Meta:
        db_table = "allocation"
        constraints = (models.CheckConstraint(name="allocation_moves_something", condition=~models.Q(amount_idr=0)),)
        indexes = (
            models.Index(name="allocation_bill", fields=["bill"]),
            models.Index(name="allocation_payment", fields=["payment"]),
        )
