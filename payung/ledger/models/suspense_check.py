"""What did the second pair of eyes say of a proposal to give money away that waits in suspense?"""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from payung.ledger.models.claim_check import VERDICTS
from payung.ledger.models.field import RETENTION, one_of, optional_text, text
from payung.ledger.models.suspense_proposal import SuspenseProposal


class SuspenseCheck(models.Model):
    """Approval by somebody else than the maker, with which the money moves; or its return, which says why.

    `made_by` is the maker's, so that a constraint compares them.
    """

    check_id = models.UUIDField(primary_key=True)
    proposal = models.ForeignKey(SuspenseProposal, models.PROTECT, db_index=False, db_constraint=False)
    verdict = text()
    note = optional_text()
    made_by = models.BigIntegerField()
    checked_by = models.BigIntegerField()
    checked_as = text()
    checked_on = models.DateField()
    recorded_at = models.DateTimeField(db_default=Now())

    personal: ClassVar[dict[str, str]] = {
        "check_id": "number",
        "proposal": "number",
        "verdict": "none",
        "note": "conduct",
        "made_by": "conduct",
        "checked_by": "conduct",
        "checked_as": "conduct",
        "checked_on": "none",
        "recorded_at": "none",
    }
    retention = RETENTION["act"]

    class Meta:
        db_table = "suspense_check"
        constraints = (
            one_of("suspense_check_verdict_known", "verdict", VERDICTS),
            models.CheckConstraint(
                name="suspense_check_by_another", condition=~models.Q(made_by=models.F("checked_by"))
            ),
            models.CheckConstraint(
                name="suspense_check_return_says_why",
                condition=~models.Q(verdict="RETURNED") | (models.Q(note__isnull=False) & ~models.Q(note="")),
            ),
            models.UniqueConstraint(name="suspense_check_once", fields=["proposal"]),
        )
