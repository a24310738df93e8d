"""Which money moved from which account to which, and why?"""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from payung.ledger.models.account import Account
from payung.ledger.models.bill import Bill
from payung.ledger.models.field import RETENTION, at_least, one_of
from payung.ledger.models.field import text as words
from payung.ledger.models.payment import Payment

POSTING_KINDS = (
    *("RECEIPT", "SETTLE", "BILL", "SUBSIDY", "REVERSAL", "UNSETTLE", "CLAIM", "PAYOUT", "WRITE_OFF"),
    "RESCHEDULE",
)


class Posting(models.Model):
    """One transfer: the same amount to the debit of one account and the credit of another, so that it balances by form.

    The id is the caller's: a repeat is refused by its key. Never changed; a correction names what it corrects.
    That what it names is there is checked once for all postings of a statement (`0015_sets.sql`).
    """

    posting_id = models.UUIDField(primary_key=True)
    entry = models.UUIDField()
    debit = models.ForeignKey(Account, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    credit = models.ForeignKey(Account, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    amount_idr = models.BigIntegerField()
    effective_on = models.DateField()
    kind = words()
    bill = models.ForeignKey(Bill, models.PROTECT, null=True, db_index=False, db_constraint=False)
    payment = models.ForeignKey(Payment, models.PROTECT, null=True, db_index=False, db_constraint=False)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, db_index=False, db_constraint=False)
    recorded_at = models.DateTimeField(db_default=Now())

    personal: ClassVar[dict[str, str]] = {
        "posting_id": "number",
        "entry": "number",
        "debit": "number",
        "credit": "number",
        "amount_idr": "finance",
        "effective_on": "finance",
        "kind": "none",
        "bill": "number",
        "payment": "number",
        "corrects": "number",
        "recorded_at": "none",
    }
    retention = RETENTION["act"]

    class Meta:
        db_table = "posting"
        constraints = (
            one_of("posting_kind_known", "kind", POSTING_KINDS),
            at_least("posting_amount_above_nothing", "amount_idr", 1),
            models.CheckConstraint(name="posting_moves_something", condition=~models.Q(debit=models.F("credit"))),
            models.UniqueConstraint(
                name="posting_corrected_once", fields=["corrects"], condition=models.Q(corrects__isnull=False)
            ),
        )
        indexes = (
            models.Index(name="posting_debit", fields=["debit"]),
            models.Index(name="posting_credit", fields=["credit"]),
        )
