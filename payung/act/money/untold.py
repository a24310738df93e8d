"""Whose contribution waits for a fact, who can tell it, and what follows when it is told?

An income that nobody told is not an income of nothing: what rests on it is left out of the bill, and the person waits
here. Once it is told the month that runs is completed, at once where somebody pays for himself, else in the night.
"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from payung.ledger.public import (
    Conflict,
    acting,
    bill_participants,
    dead_before,
    ensure_books,
    lock_act,
    month_of,
    spend,
    tell_enrolments,
    told_before,
)
from payung.ledger.public import untold as register

CARE_CLASSES = (1, 2, 3)
COLLECTIVES = ("ASSOCIATION", "COOPERATIVE", "PLATFORM", "VILLAGE")
# Who knows the wages that he pays, by the kind of the party (movers of payung.terms).
EMPLOYERS = {"STATE": "STATE", "REGION": "PEMDA", "VILLAGE": "VILLAGE"}


@dataclass(frozen=True)
class Untold:
    """Somebody of whom a fact is not known; `holder` (movers of payung.terms) can tell it."""

    row: register.UntoldRow

    @property
    def is_class(self) -> bool:
        """Whether the class of care is missing, and not an income or wage."""
        return self.row.missing == "CLASS_UNKNOWN"

    @property
    def holder(self) -> str:
        """Whose move it is: whoever pays the wage, the collective that keeps the list, else the person."""
        kind = self.row.party_kind or ""
        if self.row.segment in ("PPU_BU", "PPU_PN", "PU"):
            return EMPLOYERS.get(kind, "EMPLOYER")
        return "COLLECTIVE" if kind in COLLECTIVES else "PERSON"


@dataclass(frozen=True)
class Completed:
    """What came of telling: for how many enrolments it was told, and the bills that it brought at once."""

    enrolments: int
    bills: int


def untold(on: date, *, limit: int | None = None, offset: int = 0) -> list[Untold]:
    """Those in the reader's scope whose contribution waits for a fact, who has waited longest first."""
    return [Untold(row) for row in register.untold_rows(on, limit=limit, offset=offset)]


def tell(act_id: uuid.UUID, participant_id: int, segment: str, value: int, *, on: date, at: datetime) -> Completed:
    """Tell the income or wage in rupiah a month, or the class of care, of somebody in scope who is enrolled without it.

    The same act again changes nothing. Raises ValueError for a negative income and for a class that is none, Conflict
    where nothing is waited for any more, and where the act's id stands for another value.
    """
    waiting = [one for one in register.untold_rows(on, participant_id=participant_id) if one.segment == segment]
    with acting(), transaction.atomic():
        lock_act(act_id)
        before = told_before(act_id, participant_id)
        if before:
            if value not in {fact for facts in before for fact in facts}:
                raise Conflict("the act's id stands for another value")
            return Completed(len(before), 0)
        done = 0
        for row in waiting:
            done += len(tell_enrolments(act_id, row.enrolment_ids, at=at, **_fact(row, value)))
    if not done:
        raise Conflict("nothing is waited for: it was told before")
    payers = {row.payer_id for row in waiting if row.payer_id is not None}
    return Completed(done, sum(_complete(payer, on, at) for payer in sorted(payers)))


def _fact(row: register.UntoldRow, value: int) -> dict[str, int]:
    if Untold(row).is_class:
        if value not in CARE_CLASSES:
            raise ValueError("the class of care is 1, 2 or 3")
        return {"care_class": value}
    if value < 0:
        raise ValueError("an income is not less than nothing")
    return {"income_monthly_idr": value}


def _complete(payer_id: int, on: date, at: datetime) -> int:
    """Bill the month that runs to one who pays for himself; how many bills came of it."""
    of = month_of(on.replace(day=1), on)
    ensure_books()
    dead = dead_before(of.month, payer_id=payer_id)
    bills = bill_participants(of, payer_id - 1, payer_id, at, dead=dead).bills
    spend(of, at, after=payer_id - 1, until=payer_id)
    return bills
