"""In what do a bank's statement and our books differ, and what was done about it?"""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from payung.ledger.models.field import RETENTION, one_of, text
from payung.ledger.models.party import Party
from payung.ledger.models.payment import Payment
from payung.ledger.models.statement_line import StatementLine

FINDINGS = ("MATCHED", "MISSING", "EXTRA", "ALTERED", "LATE", "REVERSED")


class Reconciliation(models.Model):
    """What was found for a statement line, or for a payment that no line names (MISSING)."""

    reconciliation_id = models.BigAutoField(primary_key=True)
    channel = models.ForeignKey(Party, models.PROTECT, db_index=False)
    finding = text()
    statement_line = models.OneToOneField(StatementLine, models.PROTECT, null=True)
    payment = models.ForeignKey(Payment, models.PROTECT, null=True, db_index=False)
    told_idr = models.BigIntegerField(null=True)
    booked_idr = models.BigIntegerField(null=True)
    recorded_at = models.DateTimeField(db_default=Now())

    personal: ClassVar[dict[str, str]] = {
        "reconciliation_id": "number",
        "channel": "none",
        "finding": "finance",
        "statement_line": "number",
        "payment": "number",
        "told_idr": "finance",
        "booked_idr": "finance",
        "recorded_at": "none",
    }
    retention = RETENTION["act"]

    class Meta:
        db_table = "reconciliation"
        constraints = (
            one_of("reconciliation_finding_known", "finding", FINDINGS),
            models.CheckConstraint(
                name="reconciliation_speaks_of_something",
                condition=models.Q(payment__isnull=False) | models.Q(statement_line__isnull=False),
            ),
            models.UniqueConstraint(
                name="reconciliation_missing_once",
                fields=["payment"],
                condition=models.Q(finding="MISSING"),
            ),
        )
        indexes = (models.Index(name="reconciliation_payment", fields=["payment"]),)
