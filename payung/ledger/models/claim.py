"""Who asks for which benefit, for which event?"""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from payung.ledger.models.field import PROGRAMMES, RETENTION, one_of, text
from payung.ledger.models.participant import Participant

CLAIM_KINDS = (
    *("JKK_INCAPACITY", "JKK_PARTIAL", "JKK_TOTAL", "JKK_DEATH", "JKK_TRANSPORT", "JKK_AIDS", "JKK_SCHOLARSHIP"),
    *("JKM_DEATH", "JKM_SCHOLARSHIP", "JHT_FULL", "JHT_PARTIAL", "JKP_CASH"),
    *("JP_OLD_AGE", "JP_DISABILITY", "JP_SURVIVOR"),
)


class Claim(models.Model):
    """A claim as it was filed. What became of it is told by the rows that name it; its state is stored nowhere.

    `key` tells the event apart from others of the same participant and kind: only one claim may stand for it. A claim
    filed again after a refusal, or to correct one, names the claim in whose place it stands. `facts` are the inputs of
    the law's rules as they were handed in; `needs` the documents asked for on the day of filing. Rows that belong to a
    claim name it together with its participant, by a key of the migration's SQL.
    """

    claim_id = models.UUIDField(primary_key=True)
    participant = models.ForeignKey(Participant, models.PROTECT, db_index=False)
    beneficiary = models.ForeignKey(Participant, models.PROTECT, null=True, db_index=False, related_name="+")
    programme = text()
    kind = text()
    event_on = models.DateField()
    key = text()
    facts = models.JSONField()
    needs = models.JSONField()
    law_version = text()
    filed_on = models.DateField()
    filed_by = models.BigIntegerField()
    filed_as = text()
    corrects = models.ForeignKey("self", models.PROTECT, null=True, db_index=False)
    recorded_at = models.DateTimeField(db_default=Now())

    personal: ClassVar[dict[str, str]] = {
        "claim_id": "number",
        "participant": "number",
        "beneficiary": "family",
        "programme": "membership",
        "kind": "health",
        "event_on": "health",
        "key": "health",
        "facts": "health",
        "needs": "none",
        "law_version": "none",
        "filed_on": "membership",
        "filed_by": "conduct",
        "filed_as": "conduct",
        "corrects": "number",
        "recorded_at": "none",
    }
    retention = RETENTION["act"]

    class Meta:
        db_table = "claim"
        constraints = (
            one_of("claim_programme_known", "programme", PROGRAMMES),
            one_of("claim_kind_known", "kind", CLAIM_KINDS),
            models.CheckConstraint(
                name="claim_event_not_after_filing", condition=models.Q(event_on__lte=models.F("filed_on"))
            ),
            models.UniqueConstraint(
                name="claim_once", fields=["participant", "kind", "key"], condition=models.Q(corrects__isnull=True)
            ),
            models.UniqueConstraint(
                name="claim_corrected_once", fields=["corrects"], condition=models.Q(corrects__isnull=False)
            ),
            # So that rows of a claim can name the claim and its participant together.
            models.UniqueConstraint(name="claim_of_participant", fields=["claim_id", "participant"]),
        )
        indexes = (models.Index(name="claim_filed", fields=["filed_on", "claim_id"]),)
