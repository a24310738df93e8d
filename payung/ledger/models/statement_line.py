"""What does a bank's statement say came or was taken back?"""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from payung.ledger.models.field import RETENTION, at_least, one_of, ordered_text, text
from payung.ledger.models.party import Party


class StatementLine(models.Model):
    """One line of a bank's statement, once for each of the bank's own line ids."""

    statement_line_id = models.BigAutoField(primary_key=True)
    channel = models.ForeignKey(Party, models.PROTECT, db_index=False)
    line_id = ordered_text()
    booked_on = models.DateField()
    value_on = models.DateField()
    kind = text()
    service = text()
    reference = ordered_text()
    account_no = ordered_text()
    amount_idr = models.BigIntegerField()
    payment_ref = models.UUIDField()
    recorded_at = models.DateTimeField(db_default=Now())

    personal: ClassVar[dict[str, str]] = {
        "statement_line_id": "number",
        "channel": "none",
        "line_id": "number",
        "booked_on": "finance",
        "value_on": "finance",
        "kind": "none",
        "service": "none",
        "reference": "number",
        "account_no": "identity",
        "amount_idr": "finance",
        "payment_ref": "number",
        "recorded_at": "none",
    }
    retention = RETENTION["act"]

    class Meta:
        db_table = "statement_line"
        constraints = (
            one_of("statement_line_kind_known", "kind", ("CREDIT", "REVERSAL")),
            one_of("statement_line_service_known", "service", ("VA", "QRIS")),
            at_least("statement_line_amount_above_nothing", "amount_idr", 1),
            models.UniqueConstraint(name="statement_line_once", fields=["channel", "line_id"]),
        )
        indexes = (models.Index(name="statement_line_payment", fields=["payment_ref"]),)
