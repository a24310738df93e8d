"""Who moved from an own membership to an employer: what holds until the employer has paid its first month?

Nobody loses cover by being registered. A month that was paid by oneself, or by the region, covers as long as it would
have covered whoever stayed: JKN until the end of the month after it (Perpres 82/2018 Ps 42(1): cover stops on the first
day after a month that ended unpaid, whoever was to pay), the programmes of work until the grace of the self-employed
ends. After that the employer is late, and it is told so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from payung.act.question import Reckoning, question
from payung.ledger.public import Correction, Enrolled, Known, employed_later, held_before
from payung.terms.public import next_month

EMPLOYED = ("PPU_BU", "PU")
OWN = ("PBPU", "BP", "BPU", "PBPU_PEMDA")
BY_ONESELF = ("PBPU", "BP", "BPU")


def holds_until(before: Enrolled, paid_until: date | None, on: date) -> Reckoning[date | None]:
    """The last day on which what was paid before the employer's membership covers; None where nothing was paid.

    `before` is the membership that ended with the move, `paid_until` the first day of its last month paid. A region
    paid up to the month of its last day.
    """
    if before.segment == "PBPU_PEMDA":
        paid_until = before.until.replace(day=1) if before.until is not None else None
    if paid_until is None:
        return None
    if before.programme == "JKN":
        answer = yield question("jkn.suspension", on, asked_on=on, paid_through=paid_until)
        return _day(answer.values["covered_until"])
    # The age counts for who wants to join; who has paid a month has joined.
    answer = yield question("bpu.membership", on, asked_on=on, paid_through=paid_until, age_at_joining=0)
    return _day(answer.values["grace_until"])


def begins(programme: str, start: date, left: Iterable[Enrolled], paid: Sequence[str], *, on: date) -> date:
    """The first day with the employer in a programme: that of the work, or the month after the one paid by oneself.

    `left` are memberships that end with the move, `paid` the programmes in which this month was paid by oneself: nobody
    pays a month twice. A region's membership of the same days ends before the employer's begins.
    """
    others = (one for one in left if one.programme == programme and one.segment not in BY_ONESELF)
    return max([next_month(on) if programme in paid else start, *(one.since + timedelta(days=1) for one in others)])


def leaving(one: Enrolled, act_id: UUID, since: date) -> Correction | None:
    """The end of a membership before the employer's first day; what was to begin later, and was not paid, never held.

    None for what stands by no act.
    """
    if one.enrolment_id is None:
        return None
    as_id = uuid5(act_id, f"left|{one.enrolment_id}")
    if since <= one.since:
        return Correction(one.enrolment_id, as_id, None, is_void=True)
    return Correction(one.enrolment_id, as_id, since - timedelta(days=1))


def as_if_it_went_on(before: Enrolled) -> Enrolled:
    """The membership that ended with the move, without its end."""
    return replace(before, until=None, end_cause=None)


def held_before_moving(
    people: Sequence[Known], programme: str, enrolled: dict[int, Enrolled], on: date, at: datetime
) -> dict[int, Enrolled]:
    """Of those for whom an employer pays now the membership that they had before, by person."""
    moved = {
        known.participant_id: known.person_id
        for known in people
        if known.participant_id is not None and known.person_id in enrolled
        if enrolled[known.person_id].segment in EMPLOYED
    }
    rows = held_before(list(moved), programme, OWN, on=on, known_at=at)
    return {moved[participant]: one for participant, one in rows.items()}


def moving_soon(
    people: Sequence[Known], programme: str, enrolled: dict[int, Enrolled], on: date, at: datetime
) -> set[int]:
    """Participants whose own membership ends soon because an employer's begins then."""
    ending = [
        known.participant_id
        for known in people
        if known.participant_id is not None and (one := enrolled.get(known.person_id)) is not None
        if one.segment in OWN and one.until is not None
    ]
    return employed_later(ending, programme, on=on, known_at=at)


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None
