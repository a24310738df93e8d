"""To whose account is a benefit paid?"""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from payung.ledger.models.claim import Claim
from payung.ledger.models.field import RETENTION, one_of, sealed, text
from payung.ledger.models.participant import Participant

PAYEE_RELATIONS = ("SELF", "SPOUSE", "CHILD", "PARENT", "SIBLING", "HEIR", "GUARDIAN", "EMPLOYER")


class ClaimPayee(models.Model):
    """An account named for a claim; the newest stands. A changed one is payable only after its cool-off."""

    payee_id = models.UUIDField(primary_key=True)
    claim = models.ForeignKey(Claim, models.PROTECT, db_index=False, db_constraint=False)
    participant = models.ForeignKey(Participant, models.PROTECT, db_index=False, db_constraint=False)
    place = models.IntegerField()
    name = text()
    relation = text()
    bank = text()
    account_cipher = sealed()
    account_index = sealed()
    payable_from = models.DateTimeField()
    named_by = models.BigIntegerField()
    recorded_at = models.DateTimeField(db_default=Now())

    personal: ClassVar[dict[str, str]] = {
        "payee_id": "number",
        "claim": "number",
        "participant": "number",
        "place": "none",
        "name": "identity",
        "relation": "family",
        "bank": "finance",
        "account_cipher": "finance",
        "account_index": "finance",
        "payable_from": "none",
        "named_by": "conduct",
        "recorded_at": "none",
    }
    retention = RETENTION["act"]

    class Meta:
        db_table = "claim_payee"
        constraints = (
            one_of("claim_payee_relation_known", "relation", PAYEE_RELATIONS),
            models.CheckConstraint(name="claim_payee_has_a_name", condition=~models.Q(name="")),
            models.CheckConstraint(name="claim_payee_has_an_account", condition=models.Q(account_cipher__isnull=False)),
            models.UniqueConstraint(name="claim_payee_place_once", fields=["claim", "place"]),
        )
        indexes = (models.Index(name="claim_payee_account", fields=["account_index"]),)
