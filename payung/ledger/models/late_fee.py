"""What is a bill of late fees made of?"""

from typing import ClassVar

from django.db import models

from payung.ledger.models.bill import Bill
from payung.ledger.models.field import RETENTION, at_least, one_of

FEE_PROGRAMMES = ("JKK", "JKM", "JHT", "JP")


class LateFee(models.Model):
    """The fee of one programme for months in which an employer's contribution, the bill `of_bill`, was late.

    The months are those after `months_before` up to `months_late`, counted from the day by which that bill was to be
    paid; `owed_idr` is what it holds of the programme. A trigger holds that it is the same payer's bill of
    contributions, and that no month of it is charged twice while the bill of fees is not withdrawn.
    """

    pk = models.CompositePrimaryKey("bill_id", "programme")
    bill = models.ForeignKey(Bill, models.PROTECT, db_index=False)
    programme = models.TextField()
    of_bill = models.ForeignKey(Bill, models.PROTECT, related_name="+", db_index=False)
    months_before = models.IntegerField()
    months_late = models.IntegerField()
    owed_idr = models.BigIntegerField()
    amount_idr = models.BigIntegerField()

    personal: ClassVar[dict[str, str]] = {
        "pk": "number",
        "bill": "number",
        "programme": "none",
        "of_bill": "number",
        "months_before": "none",
        "months_late": "none",
        "owed_idr": "none",
        "amount_idr": "none",
    }
    retention = RETENTION["act"]

    class Meta:
        db_table = "late_fee"
        constraints = (
            one_of("late_fee_programme_known", "programme", FEE_PROGRAMMES),
            at_least("late_fee_months_before_not_negative", "months_before", 0),
            models.CheckConstraint(
                name="late_fee_months_grow", condition=models.Q(months_late__gt=models.F("months_before"))
            ),
            at_least("late_fee_amount_above_nothing", "amount_idr", 1),
            at_least("late_fee_owed_above_nothing", "owed_idr", 1),
        )
        indexes = (models.Index(name="late_fee_of_bill", fields=["of_bill"]),)
