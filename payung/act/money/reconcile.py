"""Do the books agree with the bank's statement, and what puts them right?

| finding | what it is | what is done |
|---|---|---|
| MATCHED | told and booked alike | nothing |
| LATE | booked after the day of payment | nothing |
| EXTRA | booked, never told | posted as if it had been told; the notification that comes later is a repeat |
| ALTERED | told with another amount than booked | what was told is taken back, what was booked is posted in its place |
| REVERSED | the bank took the money back | the payment is taken back; bills that credit does not bear are open again |
| MISSING | told, not booked by the statement's day | nothing yet: it may be late; `still_missing` lists it |

The statement is the truth about money. Every step can be repeated: a run that was killed is run again.
"""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from payung.act.money.collect import SPACE, Incoming, collect, payment_id
from payung.act.money.reverse import reverse
from payung.act.money.statement import StatementLine
from payung.ledger.public import (
    OpenLine,
    altered_lines,
    enter_finding,
    enter_lines,
    enter_missing,
    match_lines,
    open_lines,
    still_missing,
)

JAKARTA = ZoneInfo("Asia/Jakarta")


@dataclass(frozen=True)
class Reconciled:
    """How many lines were new, how many findings but MATCHED and LATE were made, and the payments still missing.

    `altered_lines` are those the bank told before with other content; they were not taken.
    """

    new_lines: int
    findings: dict[str, int]
    missing: list[tuple[uuid.UUID, int]]
    altered_lines: list[str]


def reconcile(lines: Sequence[StatementLine], *, channel: str, until: date, at: datetime) -> Reconciled:
    """Enter a statement that is complete up to the day `until`, compare it with the payments, put the books right."""
    entries = [_entry(channel, line) for line in lines]
    altered = altered_lines(channel, entries)
    entered = enter_lines(channel, entries, at)
    match_lines(channel, at)
    findings: Counter[str] = Counter()
    # What came first, then what was taken back: a reversal may be of money that only this statement told of.
    for kind in ("CREDIT", "REVERSAL"):
        for line in open_lines(channel, kind):
            finding, payment = _put_right(channel, line, at)
            enter_finding(finding, line, payment, at)
            findings[finding] += 1
    findings["MISSING"] += enter_missing(channel, until, at)
    return Reconciled(entered, dict(+findings), still_missing(channel), altered)


def _put_right(channel: str, line: OpenLine, at: datetime) -> tuple[str, uuid.UUID | None]:
    if line.kind == "REVERSAL":
        if line.payment_idr is None:
            # Taken back without having come: nothing of it is in the books.
            return "EXTRA", None
        reverse(line.payment, on=line.value_on, at=at)
        return "REVERSED", line.payment
    if line.payment_idr is None or line.is_second:
        reference = f"{line.reference}#{line.line_id}" if line.is_second else line.reference
        return "EXTRA", collect(_incoming(channel, line, reference), at=at).payment_id
    if line.payment_idr == line.amount_idr:
        # Put right already by a run that was stopped before it could say so.
        return "ALTERED", line.payment
    reverse(line.payment, on=line.value_on, at=at)
    correction = uuid.uuid5(SPACE, f"{line.payment}|{line.line_id}")
    booked = _incoming(channel, line, line.reference)
    return "ALTERED", collect(booked, at=at, corrects=line.payment, as_id=correction).payment_id


def _incoming(channel: str, line: OpenLine, reference: str) -> Incoming:
    return Incoming(
        channel=channel,
        kind=line.service,
        request_id=reference,
        account_no=line.account_no,
        amount_idr=line.amount_idr,
        total_idr=None,
        # A statement knows days only.
        paid_at=datetime.combine(line.value_on, time(12), JAKARTA),
        external_id=None,
    )


def _entry(channel: str, line: StatementLine) -> tuple[object, ...]:
    return (
        line.line_id,
        line.booked_on,
        line.value_on,
        line.kind,
        line.service,
        line.reference,
        line.account_no,
        line.amount_idr,
        payment_id(channel, line.service, line.reference),
    )
