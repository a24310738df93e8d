"""To which number does a payer pay?"""

from typing import ClassVar

from django.db import models

from payung.ledger.models.field import RETENTION, one_of, ordered_text, text
from payung.ledger.models.participant import Participant
from payung.ledger.models.party import Party

# EXACT: only the whole amount due. ANY: any amount; small sums are saved until they fill a bill.
AMOUNT_RULES = ("EXACT", "ANY")


class VirtualAccount(models.Model):
    """A number at a bank that belongs to one payer."""

    number = ordered_text(primary_key=True)
    participant = models.ForeignKey(Participant, models.PROTECT, null=True)
    party = models.ForeignKey(Party, models.PROTECT, null=True)
    amount_rule = text()
    closed_on = models.DateField(null=True)

    personal: ClassVar[dict[str, str]] = {
        "number": "identity",
        "participant": "number",
        "party": "none",
        "amount_rule": "none",
        "closed_on": "none",
    }
    retention = RETENTION["act"]

    class Meta:
        db_table = "virtual_account"
        constraints = (
            one_of("virtual_account_rule_known", "amount_rule", AMOUNT_RULES),
            models.CheckConstraint(name="virtual_account_form", condition=models.Q(number__regex=r"^[0-9]{6,28}$")),
            models.CheckConstraint(
                name="virtual_account_has_one_payer",
                condition=models.Q(participant__isnull=True, party__isnull=False)
                | models.Q(participant__isnull=False, party__isnull=True),
            ),
        )
