"""Who owes what for a month? Everybody who is enrolled is billed by the law's rules, chunk by chunk.

A chunk is a range of payers, or one party with all for whom it pays: its bills, lines and postings are entered in one
transaction, then saved credit pays what it fills. Every id is drawn from content, and the ranges do not depend on what
is there already. So a run that was killed is simply run again: what stands is left alone, the rest is entered, and the
rows are those of a run that was never killed. What was left out for want of a fact, such as an income nobody had told,
is entered by the first run after it is known, on a further bill of the same month.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from payung.ledger.public import (
    Chunk,
    Dead,
    Fees,
    Month,
    abreast,
    bill_participants,
    bill_party,
    book_withdrawals,
    charge_late_fees,
    dead_before,
    ensure_books,
    month_of,
    payers,
    spend,
)

PAYERS_A_CHUNK = 25_000
JAKARTA = ZoneInfo("Asia/Jakarta")


@dataclass(frozen=True)
class Billed:
    """A month's billing: what this run entered, bills that saved credit paid, and how many were left out, by reason.

    `noted` counts the lines that rest on something not wholly known (payung.terms, `line_notes`): FLOOR_UNKNOWN,
    FLOOR_OF_PROVINCE, KIN_UNKNOWN. `late_fees` are those of employers' contributions of any month.

    Reasons (payung.terms, `unbilled`): DECEASED, ARREARS_CAP, GRACE_OVER, PAYER_UNFIT, NOT_MONTHLY, RISK_UNKNOWN,
    CLASS_UNKNOWN, WAGE_UNKNOWN, WITHOUT_RULE, BILL_DIFFERS (a bill told at enrolling says another sum).
    """

    month: date
    bills: int
    lines: int
    amount_idr: int
    paid_from_credit: int
    left_out: dict[str, int]
    noted: dict[str, int]
    late_fees: Fees


def bill_month(
    month: date,
    *,
    as_of: date,
    at: datetime,
    chunk: int = PAYERS_A_CHUNK,
    sessions: int = 1,
    on_chunk: Callable[[Chunk], None] | None = None,
) -> Billed:
    """Bill everybody for a contribution month (its first day), with what the law says of that month; then charge
    employers who are late with any month.

    `as_of` is the day that judges whether grace is over, `at` the moment entered in the rows; the same ones give the
    same rows. With more than one of `sessions` chunks are billed at once, each in a connection of its own. `on_chunk`
    is called after each commit. Raises LawError for a month of which the law says nothing.
    """
    of = month_of(month, as_of)
    ensure_books()
    last, parties = payers()
    dead = dead_before(month)
    who: list[range | int] = [range(after, after + chunk) for after in range(0, last, chunk)]
    done: list[Chunk] = []
    paid = 0
    for one, from_credit in abreast(partial(_bill, of, at, dead), [*who, *parties], sessions=sessions):
        done.append(one)
        paid += from_credit
        if on_chunk:
            on_chunk(one)
    # Nobody is late on a day that has not come.
    fees = charge_late_fees(min(as_of, at.astimezone(JAKARTA).date()), at)
    # Who moved to an employer while this ran may have had a withdrawn bill entered in the books.
    book_withdrawals(at)
    left_out: Counter[str] = Counter()
    noted: Counter[str] = Counter()
    for one in done:
        left_out.update(one.left_out)
        noted.update(one.noted)
    return Billed(
        month,
        sum(one.bills for one in done),
        sum(one.lines for one in done),
        sum(one.amount_idr for one in done),
        paid,
        dict(+left_out),
        dict(+noted),
        fees,
    )


def _bill(of: Month, at: datetime, dead: Sequence[Dead], who: range | int) -> tuple[Chunk, int]:
    """A range of participants, each above its start, or one party: what was billed, how many bills credit paid."""
    if isinstance(who, int):
        return bill_party(of, who, at, dead=dead), spend(of, at, party_id=who)
    return (
        bill_participants(of, who.start, who.stop, at, dead=dead),
        spend(of, at, after=who.start, until=who.stop),
    )
