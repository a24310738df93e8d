"""What do acts say of somebody's membership, in a register's words: segment, since, paid until, why it is held back?

The law's rules make of it who is covered: at once in `standing.py`, and the next night from the same facts as a file
(`handover.py`). So both answer alike.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby
from uuid import UUID

from payung.act.moved import EMPLOYED, as_if_it_went_on, held_before_moving, holds_until, moving_soon
from payung.act.question import Reckoning, settled
from payung.ledger.public import (
    BillState,
    Enrolled,
    Known,
    Said,
    billed_to,
    bills_of,
    family_participants,
    first_bill_id,
    held_by,
    party_kinds,
)

KINDS = {"JKN": ("JKN", "COLLECTIVE", "INSTALMENT"), "WORK": ("BPU", "COLLECTIVE")}
# What an employer pays for its workers, and for their families with them.
EMPLOYED_KINDS = {"JKN": ("JKN",), "WORK": ("PU",)}
SPOUSES, CHILD_ON_CARD = (1, 2, 3), 4
OWN_HEALTH = ("PBPU", "BP")
# What a payment made here puts right, by the load's reason.
PAYABLE = (
    *("ARREARS", "GRACE", "FIRST_PAYMENT_DUE", "WAITING_PERIOD", "INSTALMENTS_RUNNING"),
    *("PAID_BY_SELF", "PAID_BY_SPONSOR"),
)
# From these a payment brings somebody back: cover then began with the payment, not with the membership.
LAPSED = ("ARREARS", "INSTALMENTS_RUNNING", "FIRST_PAYMENT_DUE", "WAITING_PERIOD")
Bills = dict[tuple[str, int], list[BillState]]


@dataclass(frozen=True)
class Posted:
    """A membership as acts have it. `register_status` is ACTIVE, WAITING or INACTIVE, with `cause` (record), its day.

    `since` is its first day, `paid_until` the first day of the last month paid. Of an own enrolment that waits,
    `pay_from` is the first day on which it may be paid and `due_on` the last. `is_enrolled` tells an enrolment here
    from a register's membership that was paid for here. `role` is the place in a membership by work: WORKER, SPOUSE,
    CHILD or EXTRA.
    """

    programme: str
    segment: str
    register_status: str
    since: date | None
    paid_until: date | None = None
    inactive_since: date | None = None
    cause: str | None = None
    party_id: int | None = None
    party_kind: str | None = None
    pay_from: date | None = None
    due_on: date | None = None
    is_enrolled: bool = True
    role: str | None = None


@dataclass(frozen=True)
class _Books:
    """Bills by payer, and in which of them each worker stands."""

    bills: Bills
    lines: Mapping[int | None, set[UUID]]


def posted(people: Sequence[Known], programme: str, *, on: date, at: datetime) -> dict[int, Posted]:
    """What acts say of a programme on a day, as it was known at a moment, by person; who is left out had none."""
    enrolled = {known.person_id: known.enrolled[programme] for known in people if programme in known.enrolled}
    ended = {known.person_id: known.ended[programme] for known in people if programme in known.ended}
    own = _own_payers(people, programme, enrolled)
    workers = _workers([*enrolled.values(), *ended.values()], on, at)
    before = held_before_moving(people, programme, enrolled, on, at)
    payers = [*enrolled.values(), *ended.values(), *workers.values(), *before.values()]
    participants = {one.payer_id for one in payers if one.payer_id is not None}
    participants |= {number for numbers in own.values() for number in numbers}
    parties = {one.party_id for one in payers if one.party_id is not None}
    bills = bills_of(list(participants), list(parties), at)
    lines = billed_to(_of_workers(people, workers, enrolled, ended))
    kinds = party_kinds(list(parties))
    leaving = moving_soon(people, programme, enrolled, on, at)
    books = _Books(bills, lines)
    employed = {}
    for known in people:
        one = enrolled.get(known.person_id) or ended.get(known.person_id)
        employed[known.person_id] = _employed(known, one, workers, books, on)
    unpaid = [number for number, told in employed.items() if told is None or told.paid_until is None]
    still = settled({number: _still(before[number], bills, kinds, on) for number in unpaid if number in before})
    found: dict[int, Posted] = {}
    for known in people:
        number = known.person_id
        one = enrolled.get(number)
        told = still.get(number) or employed[number]
        if told is not None:
            found[number] = told
        if (one or ended.get(number)) and (one or ended[number]).segment in EMPLOYED:
            continue
        told = _of_enrolment(one, bills, kinds.get(one.party_id or 0), on) if one else None
        if told is not None and told.register_status == "ACTIVE" and known.participant_id in leaving:
            # What was paid covers beyond the day of the move, until the employer has paid.
            told = replace(told, inactive_since=None)
        said = known.said.get(programme)
        if told is None and said is not None and _may_pay(said, programme):
            keys = [_payer(one)] if one else [("participant", payer) for payer in own.get(number, ())]
            told = _of_member(said, _whole(keys, bills, programme), on)
        if told is None and number in ended and _first(ended[number], bills) is not None:
            told = _of_ended(ended[number])
        if told is not None:
            found[number] = told
    return found


def paid_through(people: Sequence[Known], programme: str, *, on: date, at: datetime) -> dict[int, tuple[str, date]]:
    """Of persons who are members by acts or by the load: the segment, and the first day of the last month paid."""
    told = posted(people, programme, on=on, at=at)
    found = {}
    for known in people:
        one, said = told.get(known.person_id), known.said.get(programme)
        if one is not None and one.paid_until is not None:
            found[known.person_id] = one.segment, one.paid_until
        elif one is None and said is not None and said.segment is not None and said.paid_until is not None:
            found[known.person_id] = said.segment, said.paid_until
    return found


def _still(before: Enrolled, bills: Bills, kinds: Mapping[int, str], on: date) -> Reckoning[Posted | None]:
    """What was paid before the move to an employer, while it covers; cover then is as if the membership went on."""
    told = _of_enrolment(as_if_it_went_on(before), bills, kinds.get(before.party_id or 0), on)
    if told is None or told.register_status != "ACTIVE":
        return None
    until = yield from holds_until(before, told.paid_until, on)
    return told if until is not None and on <= until else None


def _of_workers(
    people: Sequence[Known], workers: Iterable[int], enrolled: dict[int, Enrolled], ended: dict[int, Enrolled]
) -> list[int]:
    """Participants on whose lines an employer's cover rests: of workers, also of those by whom a family is covered."""
    own = {
        known.participant_id
        for known in people
        if known.participant_id is not None
        and (one := enrolled.get(known.person_id) or ended.get(known.person_id)) is not None
        and one.segment in EMPLOYED
    }
    return sorted(own | set(workers))


def _workers(enrolled: Iterable[Enrolled], on: date, at: datetime) -> dict[int, Enrolled]:
    """Of families the enrolment of the worker by whom they are covered, by the worker's participant."""
    numbers = {one.payer_id for one in enrolled if one.segment == "PPU_BU" and one.payer_id is not None}
    held = held_by(sorted(numbers), on=on, known_at=at) if numbers else {}
    return {
        number: rows["JKN"]
        for number, rows in held.items()
        if "JKN" in rows and rows["JKN"].segment == "PPU_BU" and rows["JKN"].party_id is not None
    }


def _employed(
    known: Known, one: Enrolled | None, workers: dict[int, Enrolled], books: _Books, on: date
) -> Posted | None:
    """For whom an employer pays by an act. Cover begins when the first month is paid; until then the load says on."""
    if one is None or one.segment not in EMPLOYED:
        return None
    worker = one if one.payer_id is None else workers.get(one.payer_id)
    said = known.said.get(one.programme)
    if worker is None or worker.party_id is None:
        return None
    role = "WORKER" if one.payer_id is None else _role(known)
    told = Posted(
        one.programme,
        one.segment,
        "WAITING",
        one.since,
        party_id=worker.party_id,
        party_kind="EMPLOYER",
        pay_from=one.pay_from,
        role=role,
    )
    others = said is not None and said.status == "ACTIVE" and said.segment not in EMPLOYED
    own = books.lines.get(known.participant_id if one.payer_id is None else one.payer_id, set())
    due = [bill for bill in books.bills.get(("party", worker.party_id), ()) if bill.bill_id in own]
    paid_on, through = _months_paid(one, due, on)
    gone = None if one.until is None else one.until + timedelta(days=1)
    if gone is not None and gone <= on:
        if others or paid_on is None:
            return None
        # What was paid up to the last day counts on: months of contribution are asked for when something is claimed.
        last = None if through is None or one.until is None else min(through, one.until.replace(day=1))
        ended = {"inactive_since": gone, "cause": one.end_cause or "CONTRACT_ENDED"}
        return replace(told, register_status="INACTIVE", since=_began(one, paid_on), paid_until=last, **ended)
    if paid_on is None:
        if others:
            return None
        if one.programme == "JKN":
            held = {"inactive_since": one.since, "cause": "EMPLOYER_ARREARS"}
            return replace(told, register_status="INACTIVE", **held)
        return told
    since = _began(one, paid_on)
    return replace(told, register_status="ACTIVE", since=since, paid_until=through, inactive_since=gone)


def _began(one: Enrolled, paid_on: date) -> date:
    """Cover began when the first month was paid, or with the first day of work."""
    return max(paid_on, one.first_from or one.pay_from)


def _months_paid(one: Enrolled, bills: Sequence[BillState], on: date) -> tuple[date | None, date | None]:
    """When a worker's first month was paid, and the last month up to which all are; a month may have more bills.

    `bills` are those in which the worker stands: what is open of others is not held against him.
    """
    first = (one.first_from or one.pay_from).replace(day=1)
    kinds = EMPLOYED_KINDS["JKN" if one.programme == "JKN" else "WORK"]
    due = sorted((bill for bill in bills if bill.kind in kinds and bill.month >= first), key=_by_month)
    paid_on = through = None
    for month, group in groupby(due, key=lambda bill: bill.month):
        of_month = list(group)
        if not all(_is_paid(bill, on) for bill in of_month) or (through is None and month != first):
            break
        if through is None:
            paid_on = max((bill.paid_on or bill.month for bill in of_month), default=None)
        through = month
    return paid_on, through


def _role(known: Known) -> str:
    """Who somebody is in a worker's family, by the card."""
    if known.relation_code in SPOUSES:
        return "SPOUSE"
    return "CHILD" if known.relation_code == CHILD_ON_CARD else "EXTRA"


def _own_payers(people: Sequence[Known], programme: str, enrolled: dict[int, Enrolled]) -> dict[int, list[int]]:
    """Who may have paid for a member of a register: anybody on the family card in JKN, the person in the others."""
    payable = [
        known
        for known in people
        if known.person_id not in enrolled and (said := known.said.get(programme)) and _may_pay(said, programme)
    ]
    families = family_participants([known.person_id for known in payable]) if programme == "JKN" else {}
    return {
        known.person_id: families.get(known.person_id)
        or ([known.participant_id] if known.participant_id is not None else [])
        for known in payable
    }


def _may_pay(said: Said, programme: str) -> bool:
    segments = OWN_HEALTH if programme == "JKN" else ("BPU",)
    return said.segment in segments and said.reason in PAYABLE


def _payer(one: Enrolled) -> tuple[str, int]:
    return ("party", one.party_id) if one.party_id is not None else ("participant", one.payer_id or 0)


def _whole(keys: Iterable[tuple[str, int]], bills: Bills, programme: str) -> list[BillState]:
    """Bills of these payers for a programme by month. A month that was moved into instalments is open while one is."""
    wanted = KINDS["JKN" if programme == "JKN" else "WORK"]
    found = sorted((bill for key in keys for bill in bills.get(key, ()) if bill.kind in wanted), key=_by_month)
    plan = [bill for bill in found if bill.kind == "INSTALMENT"]
    is_open = any(not bill.is_paid for bill in plan)
    last = max((bill.paid_on for bill in plan if bill.paid_on is not None), default=None)
    return [
        replace(bill, paid_idr=0 if is_open else bill.amount_idr, paid_on=None if is_open else last)
        if bill.is_moved
        else bill
        for bill in found
    ]


def _by_month(bill: BillState) -> tuple[date, date]:
    return bill.month, bill.due_on


def _first(one: Enrolled, bills: Bills) -> BillState | None:
    wanted = first_bill_id(one.act_id)
    return next((bill for bill in bills.get(_payer(one), ()) if bill.bill_id == wanted), None)


def _of_enrolment(one: Enrolled, bills: Bills, party_kind: str | None, on: date) -> Posted | None:
    """An enrolment by an act; None for one that was taken over from a register, whose first month was not paid here."""
    first = _first(one, bills)
    whole = _whole([_payer(one)], bills, one.programme)
    if one.segment == "PBPU_PEMDA":
        return _of_region(one, whole, on)
    if first is None:
        return None
    waiting = Posted(
        one.programme,
        one.segment,
        "WAITING",
        one.since,
        party_id=one.party_id,
        party_kind=party_kind,
        pay_from=one.pay_from,
        due_on=first.due_on,
    )
    if not first.is_paid:
        return waiting
    start = max(first.paid_on or one.pay_from, one.pay_from)
    if on < start:
        return replace(waiting, pay_from=start)
    months = [first, *(bill for bill in whole if bill.month > first.month and bill.kind != "INSTALMENT")]
    held = _instalments(whole, on)
    return replace(
        waiting,
        register_status="INACTIVE" if held else "ACTIVE",
        since=start,
        paid_until=_through(months, on),
        cause="INSTALMENTS_RUNNING" if held else None,
        inactive_since=None if one.until is None else one.until + timedelta(days=1),
    )


def _of_region(one: Enrolled, whole: Sequence[BillState], on: date) -> Posted:
    """Whom a region enrolled: covered from the day of the law until the region owes."""
    ends = None if one.until is None else one.until + timedelta(days=1)
    told = Posted(one.programme, one.segment, "ACTIVE", one.pay_from, inactive_since=ends, party_id=one.party_id)
    if on < one.pay_from:
        return replace(told, register_status="WAITING")
    unpaid = next((bill for bill in whole if not bill.is_paid and bill.due_on < on), None)
    if unpaid is None:
        return told
    held_from = unpaid.due_on + timedelta(days=1)
    return replace(told, register_status="INACTIVE", inactive_since=held_from, cause="REGION_ARREARS")


def _of_ended(one: Enrolled) -> Posted:
    """An enrolment that was ended by a correction: nothing holds after its last day."""
    gone = one.until + timedelta(days=1) if one.until else None
    return Posted(one.programme, one.segment, "INACTIVE", one.since, inactive_since=gone, cause="CONTRACT_ENDED")


def _of_member(said: Said, whole: Sequence[BillState], on: date) -> Posted | None:
    """A register's member for whom something was paid or put into instalments here; None where nothing was.

    A payment here only ever adds: a month that the register knows as paid is paid, whatever our bills say of it.
    """
    before = said.paid_until
    paid = [bill.paid_on for bill in whole if bill.paid_on is not None and bill.paid_on <= on]
    plan = _instalments(whole, on)
    if not paid and not plan:
        return None
    months = [bill for bill in whole if bill.kind != "INSTALMENT" and (before is None or bill.month > before)]
    through = _through(months, on) or before
    is_late = any(not _is_paid(bill, on) and bill.due_on < on for bill in months)
    return Posted(
        said.programme,
        said.segment or "",
        "INACTIVE" if is_late else "ACTIVE",
        max(paid) if paid and said.reason in LAPSED else said.member_since,
        paid_until=through,
        inactive_since=plan if is_late else None,
        cause="INSTALMENTS_RUNNING" if plan else _owing(said, whole) if is_late else None,
        is_enrolled=False,
    )


def _owing(said: Said, whole: Sequence[BillState]) -> str:
    """Why somebody who is late is not covered: a plan of the agency itself runs on; one of ours was lost."""
    is_theirs = said.reason == "INSTALMENTS_RUNNING" and all(bill.kind != "INSTALMENT" for bill in whole)
    return said.reason if is_theirs else "ARREARS"


def _instalments(whole: Sequence[BillState], on: date) -> date | None:
    """The month in which instalments that still run began; None without them, or where the last day has passed."""
    plan = [bill for bill in whole if bill.kind == "INSTALMENT"]
    if all(bill.is_paid for bill in plan) or max(bill.due_on for bill in plan) < on:
        return None
    return min(bill.month for bill in plan)


def _through(bills: Sequence[BillState], on: date) -> date | None:
    """The last month up to which every bill was paid by a day; None where the first is not."""
    through = None
    for bill in bills:
        if not _is_paid(bill, on):
            break
        through = bill.month
    return through


def _is_paid(bill: BillState, on: date) -> bool:
    return bill.is_paid and (bill.paid_on is None or bill.paid_on <= on)
