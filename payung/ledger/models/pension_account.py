"""To which other account is a monthly pension paid, who proposed it, and who else agreed?"""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from payung.ledger.models.claim import Claim
from payung.ledger.models.claim_check import VERDICTS
from payung.ledger.models.claim_payee import PAYEE_RELATIONS
from payung.ledger.models.field import RETENTION, one_of, optional_text, sealed, text
from payung.ledger.models.participant import Participant


class PensionAccount(models.Model):
    """The maker's proposal of another account for a pension whose claim was paid, and how it became known (`words`).

    Months are paid to the newest one that somebody else approved, from the end of its cool-off (`payable_from`) on.
    """

    change_id = models.UUIDField(primary_key=True)
    claim = models.ForeignKey(Claim, models.PROTECT, db_index=False, db_constraint=False)
    participant = models.ForeignKey(Participant, models.PROTECT, db_index=False, db_constraint=False)
    place = models.IntegerField()
    name = text()
    relation = text()
    bank = text()
    account_cipher = sealed()
    account_index = sealed()
    words = text()
    payable_from = models.DateTimeField()
    made_by = models.BigIntegerField()
    made_as = text()
    made_on = models.DateField()
    recorded_at = models.DateTimeField(db_default=Now())

    personal: ClassVar[dict[str, str]] = {
        "change_id": "number",
        "claim": "number",
        "participant": "number",
        "place": "none",
        "name": "identity",
        "relation": "family",
        "bank": "finance",
        "account_cipher": "finance",
        "account_index": "finance",
        "words": "conduct",
        "payable_from": "none",
        "made_by": "conduct",
        "made_as": "conduct",
        "made_on": "none",
        "recorded_at": "none",
    }
    retention = RETENTION["act"]

    class Meta:
        db_table = "pension_account"
        constraints = (
            one_of("pension_account_relation_known", "relation", PAYEE_RELATIONS),
            models.CheckConstraint(name="pension_account_has_a_name", condition=~models.Q(name="")),
            models.CheckConstraint(name="pension_account_says_why", condition=~models.Q(words="")),
            models.CheckConstraint(
                name="pension_account_has_a_number", condition=models.Q(account_cipher__isnull=False)
            ),
            models.UniqueConstraint(name="pension_account_place_once", fields=["claim", "place"]),
            # So that a check can name the proposal and its maker together.
            models.UniqueConstraint(name="pension_account_of_maker", fields=["change_id", "made_by"]),
        )


class PensionAccountCheck(models.Model):
    """What somebody else said of another account: approved, or returned, and why."""

    change = models.OneToOneField(PensionAccount, models.PROTECT, primary_key=True, db_constraint=False)
    verdict = text()
    note = optional_text()
    made_by = models.BigIntegerField()
    checked_by = models.BigIntegerField()
    checked_as = text()
    checked_on = models.DateField()
    recorded_at = models.DateTimeField(db_default=Now())

    personal: ClassVar[dict[str, str]] = dict.fromkeys(("change", "verdict", "checked_on", "recorded_at"), "none") | {
        "note": "conduct",
        "made_by": "conduct",
        "checked_by": "conduct",
        "checked_as": "conduct",
    }
    retention = RETENTION["act"]

    class Meta:
        db_table = "pension_account_check"
        constraints = (
            one_of("pension_account_check_verdict_known", "verdict", VERDICTS),
            models.CheckConstraint(
                name="pension_account_check_by_another", condition=~models.Q(made_by=models.F("checked_by"))
            ),
            models.CheckConstraint(
                name="pension_account_check_return_says_why",
                condition=~models.Q(verdict="RETURNED") | (models.Q(note__isnull=False) & ~models.Q(note="")),
            ),
        )
