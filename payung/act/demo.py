"""What would the books of the sample country hold? A year of bills and payments as its registers tell it.

For a few thousand self-paying members: enrolled since the day of the register, billed every month by the law's rules of
that month, paid up to the month that the register knows as paid, some with months skipped and caught up
(payung/sample/paying.py). So whoever lapsed in the register has lapsed here, and owes the months since.
Everything is entered in one transaction, once for each load. Of whom the books know already nothing is entered a second
time, whichever day the next load is of: only what has happened since.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from payung.act.money.bill import bill_month
from payung.act.money.instal import agree
from payung.ledger.public import name_uuid, outbox, past, system_scope
from payung.sample.public import NEVER, months_paid_in

FAMILIES, WORKERS, MONTHS = 1200, 1800, 12
PLANS, CONTACTS = 12, 300
SEGMENTS = ("PBPU", "BPU")
# The collective of the demo account (payung.ledger.reader.account).
COLLECTIVE, COLLECTIVE_MEMBERS = "DEMO-OJEK", 24
JAKARTA = ZoneInfo("Asia/Jakarta")


@dataclass(frozen=True)
class Past:
    """How much of a past was entered: members, bills, payments, plans. All 0 where it stands already."""

    members: int
    bills: int
    payments: int
    plans: int


def enter_past(run_id: UUID, as_of: date) -> Past:
    """The year before `as_of` for members of the load of this run, among them the families of accounts of workers."""
    act_id = name_uuid(f"sample/{run_id}")
    with system_scope():
        if past.has_past(act_id):
            return Past(0, 0, 0, 0)
        first = past.worker_subjects()
        members = past.past_members(FAMILIES, WORKERS, first)
        payers = past.enter_past(members, act_id, as_of, _noon(as_of))
        past.enter_collective(COLLECTIVE, COLLECTIVE_MEMBERS, act_id, _months(as_of)[-3], _noon(as_of))
        bills = payments = 0
        paid_in = _paid_in(payers, _months(as_of))
        for month in _months(as_of):
            bills += bill_month(month, as_of=month, at=_noon(month)).bills
            payments += past.pay_past(paid_in[month], month, as_of)
        plans = _instalments(as_of, set(first))
        _contacts(members, as_of)
    return Past(len(members), bills, payments, plans)


def _paid_in(payers: dict[int, past.PastMember], months: Sequence[date]) -> dict[date, dict[int, date]]:
    """By month the payers who paid its bill, and the month in which they did."""
    paid_in: dict[date, dict[int, date]] = {month: {} for month in months}
    for seed, segment in enumerate(SEGMENTS, 1):
        ids = sorted(payer for payer, one in payers.items() if one.segment == segment and one.paid_until is not None)
        until, since = ([_number(getattr(payers[one], name)) for one in ids] for name in ("paid_until", "since"))
        found = months_paid_in(until, since, [_number(month) for month in months], seed)
        for place, month in enumerate(months):
            own = zip(ids, found[:, place], strict=True)
            paid_in[month] |= {payer: _month(int(paid)) for payer, paid in own if paid != NEVER}
    return paid_in


def _instalments(as_of: date, but: set[bytes]) -> int:
    made, wanted = 0, PLANS - past.plans()
    for participant_id in past.debtors(PLANS * 2, list(but)):
        if made < wanted and agree(participant_id, on=as_of, at=_noon(as_of)).reason is None:
            made += 1
    return made


def _contacts(members: Sequence[past.PastMember], as_of: date) -> None:
    """Some allow messages to the number that the register knows."""
    for subject, region_code, phone in past.phones([one.head_id for one in members][:CONTACTS]):
        outbox.choose_contact(subject, region_code, "WHATSAPP", phone, is_allowed=True, language="id", at=_noon(as_of))


def _months(as_of: date) -> list[date]:
    return [_month(number) for number in range(_number(as_of) - MONTHS + 1, _number(as_of) + 1)]


def _number(day: date | None) -> int:
    return day.year * 12 + day.month - 1 if day else NEVER


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), JAKARTA)
