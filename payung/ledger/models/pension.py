"""Which monthly pensions are due after the first, when do they end, and who let the money go?"""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from payung.ledger.models.claim import Claim
from payung.ledger.models.claim_check import VERDICTS
from payung.ledger.models.claim_payee import ClaimPayee
from payung.ledger.models.field import RETENTION, at_least, one_of, optional_text, text
from payung.ledger.models.participant import Participant
from payung.ledger.models.party import Party
from payung.ledger.models.pension_account import PensionAccount

PENSION_REASONS = ("FIRST_YEAR", "INDEXED", "AT_FLOOR", "AT_CEILING", "NOT_PUBLISHED")
PENSION_ENDS = ("DIED", "REMARRIED", "CHILD_OF_AGE", "CHILD_MARRIED", "CHILD_WORKS", "NO_RIGHT")


class PensionDue(models.Model):
    """What a pension comes to in a month, by the law of that month, and why; one row for each claim and month."""

    due_id = models.UUIDField(primary_key=True)
    claim = models.ForeignKey(Claim, models.PROTECT, db_index=False, db_constraint=False)
    participant = models.ForeignKey(Participant, models.PROTECT, db_index=False, db_constraint=False)
    month = models.DateField()
    amount_idr = models.BigIntegerField()
    reason = text()
    article = text()
    recorded_at = models.DateTimeField(db_default=Now())

    personal: ClassVar[dict[str, str]] = {
        "due_id": "number",
        "claim": "number",
        "participant": "number",
        "month": "finance",
        "amount_idr": "finance",
        "reason": "finance",
        "article": "none",
        "recorded_at": "none",
    }
    retention = RETENTION["act"]

    class Meta:
        db_table = "pension_due"
        constraints = (
            at_least("pension_due_above_nothing", "amount_idr", 1),
            one_of("pension_due_reason_known", "reason", PENSION_REASONS),
            models.CheckConstraint(name="pension_due_month_is_its_first_day", condition=models.Q(month__day=1)),
            models.UniqueConstraint(name="pension_due_once", fields=["claim", "month"]),
        )


class PensionEnd(models.Model):
    """From which day a pension is due no more, and why. A month whose first day lies before it is still paid."""

    claim = models.OneToOneField(Claim, models.PROTECT, primary_key=True, db_constraint=False)
    participant = models.ForeignKey(Participant, models.PROTECT, db_index=False, db_constraint=False)
    cause = text()
    from_on = models.DateField()
    words = optional_text()
    entered_by = models.BigIntegerField()
    recorded_at = models.DateTimeField(db_default=Now())

    personal: ClassVar[dict[str, str]] = {
        "claim": "number",
        "participant": "number",
        "cause": "family",
        "from_on": "family",
        "words": "conduct",
        "entered_by": "conduct",
        "recorded_at": "none",
    }
    retention = RETENTION["act"]

    class Meta:
        db_table = "pension_end"
        constraints = (one_of("pension_end_cause_known", "cause", PENSION_ENDS),)


class PensionRun(models.Model):
    """The maker's proposal to pay every pension that is due up to a month: how many months of pensions, how much."""

    run_id = models.UUIDField(primary_key=True)
    month = models.DateField()
    dues = models.IntegerField()
    amount_idr = models.BigIntegerField()
    made_by = models.BigIntegerField()
    made_as = text()
    made_on = models.DateField()
    recorded_at = models.DateTimeField(db_default=Now())

    personal: ClassVar[dict[str, str]] = dict.fromkeys(
        ("run_id", "month", "dues", "amount_idr", "made_on", "recorded_at"), "none"
    ) | {"made_by": "conduct", "made_as": "conduct"}
    retention = RETENTION["act"]

    class Meta:
        db_table = "pension_run"
        constraints = (
            at_least("pension_run_has_dues", "dues", 1),
            at_least("pension_run_above_nothing", "amount_idr", 1),
            # So that a check can name the run and its maker together.
            models.UniqueConstraint(name="pension_run_of_maker", fields=["run_id", "made_by"]),
        )


class PensionCheck(models.Model):
    """What somebody else said of a run: approved, with which it is paid, or returned, and why."""

    run = models.OneToOneField(PensionRun, models.PROTECT, primary_key=True, db_constraint=False)
    verdict = text()
    note = optional_text()
    made_by = models.BigIntegerField()
    checked_by = models.BigIntegerField()
    checked_as = text()
    checked_on = models.DateField()
    recorded_at = models.DateTimeField(db_default=Now())

    personal: ClassVar[dict[str, str]] = dict.fromkeys(("run", "verdict", "checked_on", "recorded_at"), "none") | {
        "note": "conduct",
        "made_by": "conduct",
        "checked_by": "conduct",
        "checked_as": "conduct",
    }
    retention = RETENTION["act"]

    class Meta:
        db_table = "pension_check"
        constraints = (
            one_of("pension_check_verdict_known", "verdict", VERDICTS),
            models.CheckConstraint(
                name="pension_check_by_another", condition=~models.Q(made_by=models.F("checked_by"))
            ),
            models.CheckConstraint(
                name="pension_check_return_says_why",
                condition=~models.Q(verdict="RETURNED") | (models.Q(note__isnull=False) & ~models.Q(note="")),
            ),
        )


class PensionPayment(models.Model):
    """A month of a pension paid, once: a trigger holds that its run was approved, the amount and the account.

    `payee` is the account of the claim, `account` the one that took its place since, if one did.
    """

    payment_id = models.UUIDField(primary_key=True)
    due = models.OneToOneField(PensionDue, models.PROTECT, db_index=False)
    run = models.ForeignKey(PensionRun, models.PROTECT, db_index=False)
    claim = models.ForeignKey(Claim, models.PROTECT, db_index=False, db_constraint=False)
    participant = models.ForeignKey(Participant, models.PROTECT, db_index=False, db_constraint=False)
    payee = models.ForeignKey(ClaimPayee, models.PROTECT, db_index=False)
    account = models.ForeignKey(PensionAccount, models.PROTECT, null=True, db_index=False)
    amount_idr = models.BigIntegerField()
    channel = models.ForeignKey(Party, models.PROTECT, db_index=False)
    paid_on = models.DateField()
    recorded_at = models.DateTimeField(db_default=Now())

    personal: ClassVar[dict[str, str]] = {
        "payment_id": "number",
        "due": "number",
        "run": "number",
        "claim": "number",
        "participant": "number",
        "payee": "number",
        "account": "number",
        "amount_idr": "finance",
        "channel": "none",
        "paid_on": "finance",
        "recorded_at": "none",
    }
    retention = RETENTION["act"]

    class Meta:
        db_table = "pension_payment"
        constraints = (at_least("pension_payment_above_nothing", "amount_idr", 1),)
