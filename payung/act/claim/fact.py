"""What do the registers and our own books know that a rule of law asks for a claim?"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from payung.act.claim.by_act import SUPPLIER
from payung.act.claim.kind import ALWAYS, CLAIMANT, OFFICER, OFFICER_OPTIONAL, REPORTED_END, Kind
from payung.ledger.public import ClaimLine, MembershipRow, PersonRow
from payung.terms.public import next_month

MONTHS_OF_YEAR = 12
# Rules know wage earners and the self-employed; workers of a construction project are insured on their wage.
SEGMENTS = {"PU": "PU", "BPU": "BPU", "JAKON": "PU"}
ACTIVE = "ACTIVE"
# Ways in which work ended, as employers report them and registers write them, and as rules ask.
ENDS = {"LAID_OFF": "DISMISSED", "RESIGNED": "RESIGNED", "CONTRACT_ENDED": "CONTRACT_ENDED"}

Cell = str | int | bool | date | None


@dataclass(frozen=True)
class Case:
    """Everything known of a claim before its rules are asked.

    `paid` are the months a self-employed worker paid through Payung up to the event, `insured_idr` the income told when
    enrolled there, `others` the claims of the same participant, `child` the beneficiary of a scholarship and `child_id`
    the number as a participant. `level` is the level of school asked for, `levels_paid` those of the years paid before;
    `draws_pension` says that the member drew a pension of JP on the day.
    """

    kind: Kind
    person: PersonRow
    memberships: Sequence[MembershipRow]
    paid: Sequence[date]
    others: Sequence[ClaimLine]
    event_on: date
    filed_on: date
    child: PersonRow | None = None
    child_id: int | None = None
    insured_idr: int | None = None
    level: str | None = None
    levels_paid: tuple[str, ...] = ()
    draws_pension: bool = False

    @cached_property
    def membership(self) -> MembershipRow | None:
        """The membership that stands in the claim's programme."""
        return self.member_of(self.kind.programme)

    def member_of(self, programme: str) -> MembershipRow | None:
        """The membership that stands in a programme; None without one."""
        return next((one for one in self.memberships if one.programme == programme and one.rank == 1), None)

    @cached_property
    def months(self) -> list[date]:
        """Months paid through Payung that count: from the end of a membership on, where the register tells one."""
        end = self._register_ended_on
        return sorted(month for month in self.paid if end is None or next_month(month) > end)

    @cached_property
    def is_by_act(self) -> bool:
        """Whether what was paid through Payung is the membership: the register tells none, or one that had ended."""
        return bool(self.months) and (self.membership is None or self._register_ended_on is not None)

    @cached_property
    def segment(self) -> str | None:
        """PU, BPU, JAKON or PMI; paid months of Payung's own make a self-employed worker."""
        if self.membership is None or self.is_by_act:
            return "BPU" if self.months else None
        return self.membership.segment or ("PU" if self.person.works_as == "EMPLOYEE" else "BPU")

    @cached_property
    def member_since(self) -> date | None:
        """First day of the membership, by the register or the first month paid through Payung."""
        if self.membership is not None and self.membership.since is not None and not self.is_by_act:
            return self.membership.since
        return min(self.months, default=None)

    @cached_property
    def paid_through(self) -> date | None:
        """Last month paid without a gap, by the register and by what was paid through Payung after it."""
        held = None if self.is_by_act else self.membership
        last = held.paid_until.replace(day=1) if held and held.paid_until else None
        if self.segment != "BPU":
            return last
        for month in self.months:
            if last is None or month <= next_month(last):
                last = max(month, last or month)
        return last

    @cached_property
    def ended_on(self) -> date | None:
        """The day from which somebody's decision ended the membership; none where only payments are missing."""
        return None if self.is_by_act else self._register_ended_on

    @cached_property
    def _register_ended_on(self) -> date | None:
        held = self.membership
        if held is None or held.inactive_cause in (None, "ARREARS", "EMPLOYER_ARREARS", "DECEASED"):
            return None
        return held.inactive_since


def known(case: Case) -> dict[str, Cell]:
    """Inputs of the kind's rules that are not the claimant's or the officer's to tell; None where nobody knows."""
    found: dict[str, Cell] = {}
    for name in case.kind.arguments:
        source = case.kind.source(name)
        if source.startswith(ALWAYS):
            found[name] = _constant(source.removeprefix(ALWAYS))
        elif source not in (CLAIMANT, OFFICER, OFFICER_OPTIONAL):
            found[name] = SOURCES[source](case)
    return found


def months_from(first: date, last: date) -> int:
    """Months from the month of one day to that of another, both counted; none where the last comes first."""
    return max((last.year - first.year) * MONTHS_OF_YEAR + last.month - first.month + 1, 0)


def years_from(first: date | None, last: date) -> int | None:
    """Whole years between two days."""
    if first is None:
        return None
    return max(last.year - first.year - ((last.month, last.day) < (first.month, first.day)), 0)


def _months_paid(case: Case) -> int | None:
    """Months paid up to the month of the event, counted from the first day of membership."""
    if case.member_since is None or case.paid_through is None:
        return None
    return months_from(case.member_since, min(case.paid_through, case.event_on))


def _months_in_window(case: Case) -> int | None:
    """Months paid in so many months before the event as the rule looks back, with every employer together.

    The month of the event counts where it is paid; else the window ends with the month before it.
    """
    if _months_paid(case) is None:
        return None
    window = case.kind.arguments["months_paid_in_24"].maximum or 0
    event = _number(case.event_on)
    paid = {
        number
        for one in case.memberships
        if one.programme == case.kind.programme and one.since is not None and one.paid_until is not None
        for number in range(_number(one.since), min(_number(one.paid_until), event) + 1)
    }
    last = event if event in paid else event - 1
    return sum(last - window < number <= last for number in paid)


def _number(day: date) -> int:
    """A month's number in the order of months."""
    return day.year * MONTHS_OF_YEAR + day.month


def _contribution_years(case: Case) -> int | None:
    paid = _months_paid(case)
    return None if paid is None else paid // MONTHS_OF_YEAR


def _wage(case: Case) -> int | None:
    held = case.membership.wage_monthly_idr if case.membership and not case.is_by_act else None
    return held or case.insured_idr or case.person.income_monthly_idr


def _first_filed(case: Case) -> date:
    same = [one.filed_on for one in case.others if one.kind == case.kind.code and one.event_on == case.event_on]
    return min([*same, case.filed_on])


def _years_of_level(case: Case) -> int:
    """Years of the level asked for that were paid for this child before; other levels have their own years."""
    return sum(level == case.level for level in case.levels_paid)


def _place_of_child(case: Case) -> int:
    """Which child of those put forward for this event it is, the first one 1."""
    seen = list(dict.fromkeys(one.beneficiary_id for one in sorted(_scholarships(case), key=lambda one: one.filed_on)))
    return seen.index(case.child_id) + 1 if case.child_id in seen else len(seen) + 1


def _scholarships(case: Case) -> list[ClaimLine]:
    return [one for one in case.others if one.kind == case.kind.code and one.event_on == case.event_on]


def _is_member(programme: str) -> Callable[[Case], bool]:
    def asked(case: Case) -> bool:
        held = case.member_of(programme)
        return held is not None and (held.since is None or held.since <= case.event_on)

    return asked


def _reported_end(case: Case) -> str | None:
    """How an employer reported here that the work of which the claim tells ended; None where none did.

    Of a register's cause nobody knows who told it: what the claimant tells goes before it.
    """
    held = case.membership
    if held is None or held.supplier != SUPPLIER or (held.since is not None and held.since >= case.event_on):
        return None
    return ENDS.get(held.inactive_cause or "")


SOURCES: Mapping[str, Callable[[Case], Cell]] = {
    "event": lambda case: case.event_on,
    "filed": lambda case: case.filed_on,
    "first_filed": _first_filed,
    REPORTED_END: _reported_end,
    "segment": lambda case: SEGMENTS.get(case.segment or ""),
    "wage": _wage,
    "months_paid": _months_paid,
    "months_in_24": _months_in_window,
    "months_member": lambda case: months_from(case.member_since, case.event_on) if case.member_since else None,
    "years_member": lambda case: years_from(case.member_since, case.filed_on),
    "contribution_years": _contribution_years,
    "age_on_event": lambda case: years_from(case.person.birth_date, case.event_on),
    "age_when_filed": lambda case: years_from(case.person.birth_date, case.filed_on),
    "age_at_registration": lambda case: (
        years_from(case.person.birth_date, case.member_since) if case.member_since else None
    ),
    "child_birth": lambda case: case.child.birth_date if case.child else None,
    "child_no": _place_of_child,
    "level_years_paid": _years_of_level,
    "jkn_segment": lambda case: held.segment if (held := case.member_of("JKN")) else None,
    **{f"has_{name.lower()}": _is_member(name) for name in ("JKK", "JKM", "JHT", "JP", "JKN")},
}


def _constant(word: str) -> Cell:
    return int(word) if word.isdigit() else word
