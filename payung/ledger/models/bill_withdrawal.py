"""Which bills were withdrawn, and why?"""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from payung.ledger.models.bill import Bill
from payung.ledger.models.field import RETENTION, one_of, text

REASONS = ("MOVED_TO_EMPLOYER", "PAID_EARLIER", "PART_MOVED")


class BillWithdrawal(models.Model):
    """A bill that is owed no more: its cover never began, or it charged what was not late (terms, withdrawals).

    A trigger refuses it for a bill of contributions of which anything was ever paid, for one of a party or a plan, and
    for a late fee while something of it is paid. The bill itself stays; an allocation without a payment closes it, and
    postings take back what of it stands in the books.
    """

    bill = models.OneToOneField(Bill, models.PROTECT, primary_key=True)
    reason = text()
    withdrawn_on = models.DateField()
    entered_by = models.BigIntegerField()
    recorded_at = models.DateTimeField(db_default=Now())

    personal: ClassVar[dict[str, str]] = {
        "bill": "number",
        "reason": "membership",
        "withdrawn_on": "membership",
        "entered_by": "conduct",
        "recorded_at": "none",
    }
    retention = RETENTION["act"]

    class Meta:
        db_table = "bill_withdrawal"
        constraints = (one_of("bill_withdrawal_reason_known", "reason", REASONS),)
