"""What is a bill made of?"""

from typing import ClassVar

from django.db import models

from payung.ledger.models.bill import Bill
from payung.ledger.models.field import PROGRAMMES, RETENTION, at_least, one_of, optional_text
from payung.ledger.models.participant import Participant

NOTES = ("FLOOR_UNKNOWN", "FLOOR_OF_PROVINCE", "KIN_UNKNOWN")


class BillLine(models.Model):
    """The contribution of one participant to one programme: the whole, what others give, and what the payer owes.

    `base_idr` is the income or wage that counts, `care_class` the class of care, where the contribution rests on one.
    `worker_idr` is what of the amount the payer holds back from a wage, None where there is no wage; `note` says on
    what the line rests and what is not wholly known of it (payung.terms, `line_notes`). That bill and participant are
    there is checked once for all lines of a statement (`0015_sets.sql`).
    """

    pk = models.CompositePrimaryKey("bill_id", "participant_id", "programme")
    bill = models.ForeignKey(Bill, models.PROTECT, db_index=False, db_constraint=False)
    participant = models.ForeignKey(Participant, models.PROTECT, db_index=False, db_constraint=False)
    programme = models.TextField()
    care_class = models.SmallIntegerField(null=True)
    base_idr = models.BigIntegerField(null=True)
    gross_idr = models.BigIntegerField()
    relief_idr = models.BigIntegerField()
    state_idr = models.BigIntegerField()
    region_idr = models.BigIntegerField()
    amount_idr = models.BigIntegerField()
    worker_idr = models.BigIntegerField(null=True)
    note = optional_text()

    personal: ClassVar[dict[str, str]] = {
        "pk": "number",
        "bill": "number",
        "participant": "number",
        "programme": "membership",
        "care_class": "membership",
        "base_idr": "finance",
        "gross_idr": "finance",
        "relief_idr": "finance",
        "state_idr": "finance",
        "region_idr": "finance",
        "amount_idr": "finance",
        "worker_idr": "finance",
        "note": "finance",
    }
    retention = RETENTION["act"]

    class Meta:
        db_table = "bill_line"
        constraints = (
            one_of("bill_line_programme_known", "programme", PROGRAMMES),
            at_least("bill_line_relief_not_negative", "relief_idr", 0),
            at_least("bill_line_state_not_negative", "state_idr", 0),
            at_least("bill_line_region_not_negative", "region_idr", 0),
            at_least("bill_line_amount_not_negative", "amount_idr", 0),
            models.CheckConstraint(
                name="bill_line_worker_within_the_amount",
                condition=models.Q(worker_idr__isnull=True) | models.Q(worker_idr__range=(0, models.F("amount_idr"))),
            ),
            one_of("bill_line_note_known", "note", NOTES, or_null=True),
            models.CheckConstraint(
                name="bill_line_parts_are_the_whole",
                condition=models.Q(
                    gross_idr=models.F("relief_idr")
                    + models.F("state_idr")
                    + models.F("region_idr")
                    + models.F("amount_idr")
                ),
            ),
        )
        indexes = (models.Index(name="bill_line_participant", fields=["participant"]),)
