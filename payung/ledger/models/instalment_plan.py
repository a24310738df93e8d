"""Who pays arrears by instalments, how many, and from when does cover return?"""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from payung.ledger.models.field import RETENTION, at_least, text
from payung.ledger.models.participant import Participant


class InstalmentPlan(models.Model):
    """Arrears that were put into instalments (REHAB), as the rule answered on the day; each instalment is a bill."""

    plan_id = models.UUIDField(primary_key=True)
    participant = models.ForeignKey(Participant, models.PROTECT, db_index=False)
    agreed_on = models.DateField()
    first_month = models.DateField()
    months_billed = models.IntegerField()
    arrears_idr = models.BigIntegerField()
    instalments = models.IntegerField()
    instalment_idr = models.BigIntegerField()
    last_instalment_idr = models.BigIntegerField()
    current_idr = models.BigIntegerField()
    active_after = text()
    recorded_at = models.DateTimeField(db_default=Now())

    personal: ClassVar[dict[str, str]] = {
        "plan_id": "number",
        "participant": "number",
        "agreed_on": "finance",
        "first_month": "finance",
        "months_billed": "finance",
        "arrears_idr": "finance",
        "instalments": "finance",
        "instalment_idr": "finance",
        "last_instalment_idr": "finance",
        "current_idr": "finance",
        "active_after": "membership",
        "recorded_at": "none",
    }
    retention = RETENTION["act"]

    class Meta:
        db_table = "instalment_plan"
        constraints = (
            at_least("instalment_plan_has_instalments", "instalments", 1),
            at_least("instalment_plan_instalment_above_nothing", "instalment_idr", 1),
            at_least("instalment_plan_last_above_nothing", "last_instalment_idr", 1),
            models.CheckConstraint(
                name="instalment_plan_sums_to_arrears",
                condition=models.Q(
                    arrears_idr=models.F("instalment_idr") * (models.F("instalments") - 1)
                    + models.F("last_instalment_idr")
                ),
            ),
            models.CheckConstraint(
                name="instalment_plan_month_is_its_first_day", condition=models.Q(first_month__day=1)
            ),
        )
        indexes = (models.Index(name="instalment_plan_participant", fields=["participant", "agreed_on"]),)
