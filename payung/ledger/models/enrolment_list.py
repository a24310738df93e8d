"""Which list did a collective hand in, and what became of each of its rows?"""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from payung.ledger.models.attempt import ATTEMPT_PROGRAMMES
from payung.ledger.models.bill import Bill
from payung.ledger.models.field import RETENTION, at_least, one_of, ordered_text, region_form, sealed, text
from payung.ledger.models.participant import Participant
from payung.ledger.models.party import Party

LINE_OUTCOMES = ("TAKEN", "REFUSED")


class EnrolmentList(models.Model):
    """One file of a collective. Its id is drawn from party, programme and bytes: the same file is the same list."""

    list_id = models.UUIDField(primary_key=True)
    party = models.ForeignKey(Party, models.PROTECT, db_index=False)
    region_code = ordered_text()
    programme = text()
    file_name = text()
    as_of = models.DateField()
    rows_read = models.IntegerField()
    rows_taken = models.IntegerField()
    amount_idr = models.BigIntegerField()
    bill = models.ForeignKey(Bill, models.PROTECT, null=True, db_index=False)
    entered_by = models.BigIntegerField()
    recorded_at = models.DateTimeField(db_default=Now())

    personal: ClassVar[dict[str, str]] = dict.fromkeys(
        (
            *("list_id", "party", "region_code", "programme", "file_name", "as_of", "rows_read", "rows_taken"),
            *("amount_idr", "bill", "recorded_at"),
        ),
        "none",
    ) | {"entered_by": "conduct"}
    retention = RETENTION["act"]

    class Meta:
        db_table = "enrolment_list"
        constraints = (
            one_of("enrolment_list_programme_known", "programme", ATTEMPT_PROGRAMMES),
            at_least("enrolment_list_amount_not_negative", "amount_idr", 0),
            models.CheckConstraint(
                name="enrolment_list_takes_what_it_read",
                condition=models.Q(rows_taken__gte=0, rows_taken__lte=models.F("rows_read")),
            ),
            region_form("enrolment_list_region_form"),
        )
        indexes = (models.Index(name="enrolment_list_party", fields=["party", "recorded_at"]),)


class ListLine(models.Model):
    """A row of the file: taken, with the participant and the contribution, or refused, with its causes and attempt.

    `notes` (list_notes of terms) say what else followed for whom was taken, such as a segment that was left.
    """

    pk = models.CompositePrimaryKey("list_id", "row")
    list = models.ForeignKey(EnrolmentList, models.PROTECT, db_index=False)
    row = models.IntegerField()
    outcome = text()
    causes = text()
    participant = models.ForeignKey(Participant, models.PROTECT, null=True, db_index=False)
    attempt_id = models.UUIDField(null=True)
    name = text()
    nik_cipher = sealed()
    amount_idr = models.BigIntegerField()
    notes = text(db_default="")

    personal: ClassVar[dict[str, str]] = {
        "pk": "number",
        "list": "number",
        "row": "number",
        "outcome": "membership",
        "causes": "membership",
        "participant": "number",
        "attempt_id": "number",
        "name": "identity",
        "nik_cipher": "identity",
        "amount_idr": "finance",
        "notes": "membership",
    }
    retention = RETENTION["act"]

    class Meta:
        db_table = "list_line"
        constraints = (
            one_of("list_line_outcome_known", "outcome", LINE_OUTCOMES),
            at_least("list_line_amount_not_negative", "amount_idr", 0),
            models.CheckConstraint(
                name="list_line_taken_or_caused",
                condition=models.Q(outcome="TAKEN", participant__isnull=False, causes="")
                | (models.Q(outcome="REFUSED", participant__isnull=True) & ~models.Q(causes="")),
            ),
        )
