"""What must be true before a decree may take effect, and on which day is that at the earliest?

A decree that takes cover away binds those it names once they were told; it takes effect after the time of notice,
leaves alone who objects until that is decided, and bridges who is in treatment. One that gives cover need not wait for
a notice, but a region without UHC Prioritas appoints from the next month.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from payung.act.workday import add_workdays
from payung.law.public import Law, NotInForce
from payung.ledger.public import DecreeRow
from payung.terms.public import codes

NOTICE = "jkn.pbi.notice_before_effect"
OBJECTION = "administration.objection"
BRIDGE = "jkn.pbi.catastrophic_auto_reactivation"


@dataclass(frozen=True)
class Guard:
    """One thing that must be true: a code, whether it is so, a day and a count where they say more, and the article."""

    code: str
    is_met: bool
    day: date | None = None
    people: int | None = None
    article: str = ""


def guards(decree: DecreeRow, *, on: date, law: Law, in_treatment: int, waiting: int) -> list[Guard]:
    """The checklist of a decree on a day; all must be met before it takes effect.

    `in_treatment` is how many of its people are, `waiting` how many objections are not decided: neither stops the
    decree, since those are bridged and these are left out until decided.
    """
    checked, noticed = decree.event("CHECKED"), decree.event("NOTICED")
    found = [Guard("CHECKED_BY_SECOND", checked is not None, checked.happened_on if checked else None)]
    if is_burden(decree.kind):
        day = earliest_effect(decree.effective_on, noticed.happened_on, law) if noticed else None
        told = noticed.happened_on if noticed else None
        found += [
            Guard("PEOPLE_TOLD", noticed is not None, told, None, basis(law, NOTICE, on)),
            Guard("NOTICE_OVER", day is not None and on >= day, day, None, basis(law, NOTICE, on)),
            Guard("TREATMENT_BRIDGED", True, bridge_end(day or on, law), in_treatment, basis(law, BRIDGE, day or on)),
            Guard("OBJECTIONS_HELD", True, None, waiting, basis(law, OBJECTION, on)),
        ]
    else:
        found.append(Guard("DAY_COME", on >= decree.effective_on, decree.effective_on))
    return found


def is_burden(kind: str) -> bool:
    """Whether a decree of this kind takes cover away."""
    return bool(codes("decree_kinds")[kind].facts["is_burden"])


def earliest_effect(effective_on: date, noticed_on: date, law: Law) -> date:
    """The first day on which a removal of which people were told on a day may take effect."""
    return max(effective_on, noticed_on + timedelta(days=_days(law, NOTICE, noticed_on, "days")))


def object_until(noticed_on: date, law: Law) -> date:
    """The last day on which somebody told on a day may object."""
    return add_workdays(noticed_on, _days(law, OBJECTION, noticed_on, "file_workdays"), law)


def decide_until(filed_on: date, law: Law) -> date:
    """The last day on which an objection must be decided; after it silence grants it."""
    return add_workdays(filed_on, _days(law, OBJECTION, filed_on, "decide_workdays"), law)


def bridge_end(from_on: date, law: Law) -> date | None:
    """The last day on which who is in treatment stays covered after a removal; None where the law has no bridge."""
    try:
        months = law.value(BRIDGE, from_on, "service_guarantee_months")
    except NotInForce:
        return None
    return months_last_day(from_on, int(str(months)))


def months_last_day(day: date, months: int) -> date:
    """The last of some months that begin with a day, as the macro of that name: a month too short ends with itself."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    following = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 2), following - timedelta(days=1))


def basis(law: Law, parameter: str, on: date) -> str:
    """The article of a parameter on a day; nothing where it is not in force."""
    try:
        return law.basis(parameter, on)
    except NotInForce:
        return ""


def _days(law: Law, parameter: str, on: date, key: str) -> int:
    return int(str(law.value(parameter, on, key)))
