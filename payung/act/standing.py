"""What do acts say of somebody's cover on a day: waiting, paid up, in grace, in arrears? By the law's rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from payung.ledger.public import (
    BillState,
    Enrolled,
    Known,
    bills_of,
    family_participants,
    first_bill_id,
    party_kinds,
)
from payung.reckon.public import evaluate

KINDS = {"JKN": ("JKN", "COLLECTIVE", "INSTALMENT"), "WORK": ("BPU", "COLLECTIVE")}
OWN_HEALTH = ("PBPU", "BP")
# What a payment made here puts right, by the load's reason.
PAYABLE = ("ARREARS", "GRACE", "FIRST_PAYMENT_DUE", "WAITING_PERIOD", "INSTALMENTS_RUNNING", "PAID_BY_SELF")
MOVER_OF = {"REGION": "PEMDA", "STATE": "STATE", "SPONSOR": "SPONSOR", "VILLAGE": "VILLAGE"}


@dataclass(frozen=True)
class Standing:
    """Where somebody stands in a programme by acts: status, reason, since and until, whose move, by which article."""

    status: str
    reason: str
    since: date | None
    until: date | None
    next_move_by: str | None
    article: str | None


def standings(people: Sequence[Known], programme: str, *, on: date, at: datetime) -> dict[int, Standing]:
    """Standings by person of those whom an act concerns on the day; the others stand as the load says."""
    enrolled = {known.person_id: known.enrolled[programme] for known in people if programme in known.enrolled}
    payable = [known for known in people if known.person_id not in enrolled and _may_pay(known, programme)]
    families = family_participants([known.person_id for known in payable]) if programme == "JKN" else {}
    own = {known.person_id: families.get(known.person_id) or _own(known) for known in payable}
    participants = {one.payer_id for one in enrolled.values() if one.payer_id is not None}
    participants |= {number for numbers in own.values() for number in numbers}
    parties = {one.party_id for one in enrolled.values() if one.party_id is not None}
    bills = bills_of(list(participants), list(parties), at)
    kinds = party_kinds(list(parties))
    found: dict[int, Standing] = {}
    for known in people:
        one = enrolled.get(known.person_id)
        if one is not None:
            found[known.person_id] = _of_enrolment(known, one, bills, kinds.get(one.party_id or 0), on)
        elif own.get(known.person_id):
            standing = _of_payer(known, programme, own[known.person_id], bills, on)
            if standing is not None:
                found[known.person_id] = standing
    return found


def _may_pay(known: Known, programme: str) -> bool:
    said = known.said.get(programme)
    segments = OWN_HEALTH if programme == "JKN" else ("BPU",)
    return said is not None and said.segment in segments and said.reason in PAYABLE


def _own(known: Known) -> list[int]:
    return [known.participant_id] if known.participant_id is not None else []


def _of_enrolment(
    known: Known,
    one: Enrolled,
    bills: dict[tuple[str, int], list[BillState]],
    party_kind: str | None,
    on: date,
) -> Standing:
    payer = ("party", one.party_id) if one.party_id is not None else ("participant", one.payer_id or 0)
    wanted = KINDS["JKN" if one.programme == "JKN" else "WORK"]
    whole = [bill for bill in bills.get(payer, ()) if bill.kind in wanted]  # type: ignore[arg-type]
    first = next((bill for bill in whole if bill.bill_id == first_bill_id(one.act_id)), None)
    mover = "PERSON" if party_kind is None else MOVER_OF.get(party_kind, "COLLECTIVE")
    if one.segment == "PBPU_PEMDA":
        return _by_region(one, whole, on)
    if on < one.pay_from and first is not None and not first.is_paid:
        return Standing("WAITING", "WAITING_PERIOD", one.since, one.pay_from - timedelta(days=1), None, None)
    if first is None or not first.is_paid:
        return Standing("WAITING", "FIRST_PAYMENT_DUE", one.pay_from, first.due_on if first else None, mover, None)
    start = max(first.paid_on or one.pay_from, one.pay_from)
    if on < start:
        return Standing("WAITING", "WAITING_PERIOD", one.since, start - timedelta(days=1), None, None)
    later = [bill for bill in whole if bill.month > first.month]
    through = _through([first, *later])
    return _paid(known, one.programme, through, start, on, mover if party_kind else None)


def _of_payer(
    known: Known,
    programme: str,
    participants: Sequence[int],
    bills: dict[tuple[str, int], list[BillState]],
    on: date,
) -> Standing | None:
    """A member of the registers who paid here what was owed; None while anything is open or nothing was paid.

    A payment here only ever adds: who paid elsewhere since is not told to be in arrears by our bills.
    """
    wanted = KINDS["JKN" if programme == "JKN" else "WORK"]
    whole = sorted(
        (b for number in participants for b in bills.get(("participant", number), ()) if b.kind in wanted),
        key=lambda bill: bill.month,
    )
    due = [bill for bill in whole if bill.month <= on]
    paid_on = max((bill.paid_on for bill in due if bill.paid_on is not None), default=None)
    if paid_on is None or paid_on > on or not all(bill.is_paid for bill in due):
        return None
    standing = _paid(known, programme, _through(whole), paid_on, on, None)
    return standing if standing.status == "ACTIVE" else None


def _through(bills: Sequence[BillState]) -> date:
    """The last month up to which every bill is paid."""
    through = bills[0].month
    for bill in bills:
        if not bill.is_paid:
            break
        through = bill.month
    return through


def _by_region(one: Enrolled, bills: Sequence[BillState], on: date) -> Standing:
    if on < one.pay_from:
        last = one.pay_from - timedelta(days=1)
        return Standing("WAITING", "APPOINTED_NOT_IN_FORCE", one.since, last, None, None)
    unpaid = [bill for bill in bills if not bill.is_paid and bill.due_on < on]
    if unpaid:
        return Standing("SUSPENDED", "REGION_ARREARS", unpaid[0].due_on, None, None, None)
    return Standing("ACTIVE", "PAID_BY_REGION", one.pay_from, one.until, None, None)


def _paid(known: Known, programme: str, through: date, start: date, on: date, sponsor: str | None) -> Standing:
    if programme == "JKN":
        return _health(through, start, on)
    years = on.year - known.birth_date.year if known.birth_date else 0
    return _work(through, start, on, years, sponsor)


@lru_cache(maxsize=4096)
def _health(through: date, start: date, on: date) -> Standing:
    answer = evaluate("jkn.suspension", on=on, inputs=[{"asked_on": on, "paid_through": through}])[0]
    until, article = answer.values["covered_until"], "; ".join(dict.fromkeys(used.article for used in answer.used))
    if answer.reason == "SUSPENDED":
        return Standing("SUSPENDED", "ARREARS", until + timedelta(days=1), None, None, article)
    return Standing("ACTIVE", "PAID_BY_SELF", start, until, None, article)


@lru_cache(maxsize=4096)
def _work(through: date, start: date, on: date, years: int, sponsor: str | None) -> Standing:
    asked = {"asked_on": on, "paid_through": through, "age_at_joining": max(years, 0)}
    answer = evaluate("bpu.membership", on=on, inputs=[asked])[0]
    grace, ends = answer.values["grace_until"], answer.values["ends_on"]
    article = "; ".join(dict.fromkeys(used.article for used in answer.used))
    if answer.reason == "PAID_UP":
        return Standing("ACTIVE", "PAID_BY_SPONSOR" if sponsor else "PAID_BY_SELF", start, grace, None, article)
    if answer.reason == "IN_GRACE":
        return Standing("ACTIVE", "GRACE", through, grace, sponsor, article)
    if answer.reason == "PAUSED":
        return Standing("SUSPENDED", "ARREARS", grace + timedelta(days=1), ends, sponsor, article)
    return Standing("ENDED", "CONTRACT_ENDED", ends, None, sponsor, article)
