"""Which money was told to have come?"""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from payung.ledger.models.field import RETENTION, at_least, one_of, optional_text, ordered_text, text
from payung.ledger.models.party import Party

PAYMENT_KINDS = ("VA", "QRIS")
OUTCOMES = ("SETTLED", "CREDITED", "SUSPENSE")
SUSPENSE_REASONS = ("UNKNOWN_ACCOUNT", "CLOSED_ACCOUNT", "WRONG_AMOUNT", "NOTHING_DUE")


class Payment(models.Model):
    """Money a bank told of, once for each of its request ids, with what became of it: the answer a repeat gets again.

    `external_id` is the header of the first call, which the bank's signature does not cover.
    """

    payment_id = models.UUIDField(primary_key=True)
    channel = models.ForeignKey(Party, models.PROTECT, db_index=False)
    kind = text()
    request_id = ordered_text()
    external_id = ordered_text(null=True)
    account_no = ordered_text()
    amount_idr = models.BigIntegerField()
    total_idr = models.BigIntegerField(null=True)
    paid_at = models.DateTimeField()
    paid_on = models.DateField()
    received_on = models.DateField()
    outcome = text()
    reason = optional_text()
    settled_bills = models.IntegerField()
    credit_after_idr = models.BigIntegerField()
    active_from = models.DateField(null=True)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, db_index=False)
    recorded_at = models.DateTimeField(db_default=Now())

    personal: ClassVar[dict[str, str]] = {
        "payment_id": "number",
        "channel": "none",
        "kind": "none",
        "request_id": "number",
        "external_id": "number",
        "account_no": "identity",
        "amount_idr": "finance",
        "total_idr": "finance",
        "paid_at": "finance",
        "paid_on": "finance",
        "received_on": "none",
        "outcome": "finance",
        "reason": "finance",
        "settled_bills": "finance",
        "credit_after_idr": "finance",
        "active_from": "membership",
        "corrects": "number",
        "recorded_at": "none",
    }
    retention = RETENTION["act"]

    class Meta:
        db_table = "payment"
        constraints = (
            one_of("payment_kind_known", "kind", PAYMENT_KINDS),
            one_of("payment_outcome_known", "outcome", OUTCOMES),
            at_least("payment_amount_above_nothing", "amount_idr", 1),
            at_least("payment_credit_not_negative", "credit_after_idr", 0),
            models.CheckConstraint(
                name="payment_suspense_has_its_reason",
                condition=models.Q(outcome="SUSPENSE", reason__isnull=False, reason__in=SUSPENSE_REASONS)
                | (~models.Q(outcome="SUSPENSE") & models.Q(reason__isnull=True)),
            ),
            models.UniqueConstraint(
                name="payment_request_once",
                fields=["channel", "kind", "request_id"],
                condition=models.Q(corrects__isnull=True),
            ),
            models.UniqueConstraint(
                name="payment_external_once_a_day", fields=["channel", "received_on", "external_id"]
            ),
            models.UniqueConstraint(
                name="payment_corrected_once", fields=["corrects"], condition=models.Q(corrects__isnull=False)
            ),
        )
        indexes = (models.Index(name="payment_day", fields=["channel", "paid_on"]),)
