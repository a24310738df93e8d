"""May a family pay its JKN arrears by instalments (REHAB), in how many, and when is it covered again?

Whether and how many is said by the rule `jkn.rehab.plan` on the day of the application; the sum is that of the open
bills themselves, so that a month billed by an older tariff is not charged by today's. Every instalment is a bill of
its month. Cover returns when the rule in force says so, which since 2025 is the last instalment; the bills of the
months that run meanwhile are owed as ever.
"""

from dataclasses import dataclass
from datetime import date, datetime

from payung.ledger.public import instalment, name_uuid
from payung.reckon.public import Result, evaluate

RUNNING, BEHIND, COMPLETED, DEFAULTED = "RUNNING", "BEHIND", "COMPLETED", "DEFAULTED"


@dataclass(frozen=True)
class Offer:
    """What may be agreed on a day.

    `reason`: None where it may, else NOTHING_OWED, PLAN_RUNNING, CLASS_UNKNOWN, or one of reckon.

    `schedule` has the instalments as they would be: month, due day, rupiah.
    """

    reason: str | None
    arrears_months: int
    arrears_idr: int
    schedule: tuple[tuple[date, date, int], ...]
    current_idr: int
    active_after: str | None
    articles: tuple[str, ...]


@dataclass(frozen=True)
class PlanState:
    """How a plan stands on a day: RUNNING, BEHIND (an instalment is past its day), COMPLETED, or DEFAULTED.

    A plan is DEFAULTED when its last day has passed and something is open: what is open is owed like any bill.
    `active_from` is the day from which cover holds by the plan, None until then.
    """

    plan: instalment.PlanRow
    state: str
    paid: int
    open_idr: int
    next: instalment.InstalmentRow | None
    active_from: date | None


def offer(participant_id: int, *, on: date) -> Offer:
    """What this payer may agree to on a day; a refusal names its reason."""
    arrears = instalment.arrears_of(participant_id, on.replace(day=1))
    if any(state.state in (RUNNING, BEHIND) for state in plan_states(participant_id, on=on)):
        return _refused("PLAN_RUNNING", arrears, ())
    if not arrears.bills:
        return _refused("NOTHING_OWED", arrears, ())
    if arrears.care_class is None:
        # What is paid beside the instalments rests on it.
        return _refused("CLASS_UNKNOWN", arrears, ())
    answer = _asked(arrears, on)
    articles = tuple(dict.fromkeys(used.article for used in answer.used))
    if answer.outcome != "OK":
        return _refused(answer.reason, arrears, articles)
    count = int(str(answer.values["instalments"]))
    return Offer(
        None,
        arrears.months,
        arrears.amount_idr,
        _schedule(arrears.amount_idr, count, on),
        int(str(answer.values["current_idr"])),
        str(answer.values["active_after"]),
        articles,
    )


def agree(participant_id: int, *, on: date, at: datetime) -> Offer:
    """Move the arrears into instalments; agreed twice, it is one plan. Answers what was agreed, or the refusal.

    Raises ValueError where a payment came in between: then nothing was moved, and it may be asked again.
    """
    found = offer(participant_id, on=on)
    if found.reason:
        return found
    first = on.replace(day=1)
    arrears = instalment.arrears_of(participant_id, first)
    bills = arrears.bills
    plan = instalment.PlanRow(
        plan_id=name_uuid(f"plan/{participant_id}/{first}/{bills[0][0]}"),
        participant_id=participant_id,
        agreed_on=on,
        first_month=first,
        months_billed=arrears.months,
        arrears_idr=found.arrears_idr,
        instalments=len(found.schedule),
        instalment_idr=found.schedule[0][2],
        last_instalment_idr=found.schedule[-1][2],
        current_idr=found.current_idr,
        active_after=str(found.active_after),
    )
    instalment.move_arrears(plan, [bill_id for bill_id, _, _ in bills], found.schedule, at)
    return found


def plan_states(participant_id: int, *, on: date) -> list[PlanState]:
    """How the plans of a participant stand on a day, newest first."""
    return [_state(plan, on) for plan in instalment.plans_of(participant_id)]


def _state(plan: instalment.PlanRow, on: date) -> PlanState:
    waiting = [one for one in plan.schedule if one.paid_on is None]
    if not waiting:
        state = COMPLETED
    elif plan.schedule[-1].due_on < on:
        state = DEFAULTED
    else:
        state = BEHIND if waiting[0].due_on < on else RUNNING
    last = max((one.paid_on for one in plan.schedule if one.paid_on), default=None)
    return PlanState(
        plan,
        state,
        len(plan.schedule) - len(waiting),
        sum(one.amount_idr for one in waiting),
        waiting[0] if waiting else None,
        last if state == COMPLETED else None,
    )


def _asked(arrears: instalment.Arrears, on: date) -> Result:
    asked = {
        "asked_on": on,
        "arrears_months": arrears.months,
        "care_class": arrears.care_class,
        "members": arrears.members,
        "has_moved_segment": arrears.has_moved_segment,
    }
    return evaluate("jkn.rehab.plan", on=on, inputs=[asked])[0]


def _schedule(amount_idr: int, count: int, on: date) -> tuple[tuple[date, date, int], ...]:
    first = on.replace(day=1)
    numbers = range(first.year * 12 + first.month - 1, first.year * 12 + first.month - 1 + count)
    months = [date(number // 12, number % 12 + 1, 1) for number in numbers]
    asked = [{"contribution_month": month} for month in months]
    days = [answer.values["due_on"] for answer in evaluate("jkn.due_day", on=on, inputs=asked)]
    each = (amount_idr + count - 1) // count
    amounts = [each] * (count - 1) + [amount_idr - each * (count - 1)]
    # An instalment of a month whose day has passed is due at once.
    due = [max(day, on) for day in days if isinstance(day, date)]
    return tuple(zip(months, due, amounts, strict=True))


def _refused(reason: str, arrears: instalment.Arrears, articles: tuple[str, ...]) -> Offer:
    return Offer(reason, arrears.months, arrears.amount_idr, (), 0, None, articles)
