"""Between which accounts does money move?"""

from typing import ClassVar

from django.db import models

from payung.ledger.models.field import PROGRAMMES, RETENTION, one_of, optional_text, text
from payung.ledger.models.participant import Participant
from payung.ledger.models.party import Party

# Owed by a payer, come at a bank, earned by a programme, nobody's yet, given by others, saved by a payer, and so on;
# earned by a programme from fees for late contributions.
ACCOUNT_KINDS = ("RECEIVABLE", "CASH", "INCOME", "SUSPENSE", "SUBSIDY", "CREDIT", "BENEFIT", "PAYABLE", "LATE_FEE")


class Account(models.Model):
    """One account, of a participant, a party or a programme. Its balance is the sum of its postings, stored nowhere."""

    account_id = models.BigAutoField(primary_key=True)
    kind = text()
    programme = optional_text()
    participant = models.ForeignKey(Participant, models.PROTECT, null=True, db_index=False)
    party = models.ForeignKey(Party, models.PROTECT, null=True, db_index=False)

    personal: ClassVar[dict[str, str]] = {
        "account_id": "number",
        "kind": "none",
        "programme": "none",
        "participant": "number",
        "party": "none",
    }
    retention = RETENTION["act"]

    class Meta:
        db_table = "account"
        constraints = (
            one_of("account_kind_known", "kind", ACCOUNT_KINDS),
            one_of("account_programme_known", "programme", PROGRAMMES, or_null=True),
            models.CheckConstraint(
                name="account_has_one_holder",
                condition=models.Q(participant__isnull=True) | models.Q(party__isnull=True),
            ),
            models.UniqueConstraint(
                name="account_once", fields=["participant", "party", "kind", "programme"], nulls_distinct=False
            ),
        )
        indexes = (models.Index(name="account_party", fields=["party", "kind"]),)
