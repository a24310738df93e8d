"""What do acts say of somebody's cover on a day: waiting, paid up, in grace, in arrears? By the law's rules."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from payung.act.posted import EMPLOYED, Posted, posted
from payung.act.question import Reckoning, articles, question, settled
from payung.law.public import load_law
from payung.ledger.public import Known
from payung.reckon.public import Result, birthday
from payung.terms.public import codes, next_month

MOVER_OF = {"EMPLOYER": "EMPLOYER", "REGION": "PEMDA", "STATE": "STATE", "SPONSOR": "SPONSOR", "VILLAGE": "VILLAGE"}
# Where instalments run, this is why cover has not come back.
HELD = "INSTALMENTS_RUNNING"


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
    told = posted(people, programme, on=on, at=at)
    found = settled(
        {known.person_id: _standing(known, told[known.person_id], on) for known in people if known.person_id in told}
    )
    return {person_id: standing for person_id, standing in found.items() if standing is not None}


def _standing(known: Known, told: Posted, on: date) -> Reckoning[Standing | None]:
    mover = "PERSON" if told.party_kind is None else MOVER_OF.get(told.party_kind, "COLLECTIVE")
    if told.segment == "PBPU_PEMDA":
        return _by_region(told, on)
    if told.segment in EMPLOYED:
        return (yield from _by_employer(known, told, on))
    if told.cause == "CONTRACT_ENDED":
        return Standing("ENDED", "CONTRACT_ENDED", told.inactive_since, None, "PERSON", None)
    if told.register_status == "WAITING":
        return _waiting(told, mover, on)
    if told.paid_until is None or told.since is None:
        return None if told.is_enrolled else _as_the_load_says(known, told)
    if told.programme == "JKN":
        return _by_payment(told, (yield from _health(told.paid_until, told.since, on)))
    return _by_payment(told, (yield from _work(told.paid_until, told.since, on, mover if told.party_kind else None)))


def _waiting(told: Posted, mover: str, on: date) -> Standing:
    if told.pay_from is not None and on < told.pay_from:
        return Standing("WAITING", "WAITING_PERIOD", told.since, told.pay_from - timedelta(days=1), None, None)
    return Standing("WAITING", "FIRST_PAYMENT_DUE", told.pay_from, told.due_on, mover, None)


def _as_the_load_says(known: Known, told: Posted) -> Standing | None:
    """Nothing was paid beyond what the load knows; but instalments that were agreed, or lost, since are told."""
    said = known.said[told.programme]
    if (
        told.register_status != "INACTIVE"
        or told.cause == said.reason
        or {told.cause, said.reason} != {HELD, "ARREARS"}
    ):
        return None
    return Standing("SUSPENDED", str(told.cause), said.since, None, None, None)


def _by_payment(told: Posted, standing: Standing) -> Standing:
    """A member of a register who paid here; while instalments run they are why cover has not come back."""
    if told.cause == HELD and standing.reason == "ARREARS":
        return replace(standing, reason=HELD)
    return standing


def _by_region(told: Posted, on: date) -> Standing:
    if told.register_status == "WAITING" and told.since is not None:
        return Standing("WAITING", "APPOINTED_NOT_IN_FORCE", None, told.since - timedelta(days=1), None, None)
    if told.register_status == "INACTIVE":
        return Standing("SUSPENDED", "REGION_ARREARS", told.inactive_since, None, None, None)
    last = None if told.inactive_since is None else told.inactive_since - timedelta(days=1)
    return Standing("ACTIVE", "PAID_BY_REGION", told.since, last, None, None)


def _by_employer(known: Known, told: Posted, on: date) -> Reckoning[Standing]:
    """A worker, or somebody of a worker's family: until the employer is late, and after the end what the law gives."""
    gone = told.inactive_since
    if told.register_status == "WAITING":
        return Standing("WAITING", "FIRST_PAYMENT_DUE", told.pay_from, None, "EMPLOYER", None)
    if told.register_status == "INACTIVE" and gone is not None:
        return (yield from _after_work(told, gone, on))
    last = None if gone is None else gone - timedelta(days=1)
    if told.paid_until is None:
        raise ValueError("a membership that an employer pays has a month that was paid")
    article = None
    if told.programme == "JKN":
        until, article = yield from _health_until(told.paid_until, on)
    else:
        # The day by which an employer pays the month after the last one paid.
        until = yield from _due_on("pu.due_day", next_month(told.paid_until), on)
    if on > until:
        return Standing("SUSPENDED", "EMPLOYER_ARREARS", until + timedelta(days=1), None, "EMPLOYER", article)
    reason = "DEPENDANT_OF_WORKER" if told.role != "WORKER" else "PAID_BY_EMPLOYER"
    ends = [one for one in (until, last, _of_age(known, told, on)) if one is not None]
    return Standing("ACTIVE", reason, told.since, min(ends), None, article)


def _after_work(told: Posted, gone: date, on: date) -> Reckoning[Standing]:
    """JKN goes on for months after a dismissal; everything else ends with the work."""
    if told.cause == "LAID_OFF" and told.programme == "JKN":
        answer = yield question("jkn.layoff", on, dismissed_on=gone, asked_on=on)
        until, article = _day(answer, "covered_until"), articles(answer)
        if answer.reason == "LAYOFF_COVER":
            return Standing("ACTIVE", "LAYOFF_COVER", gone, until, "PERSON", article)
        return Standing("ENDED", "LAID_OFF", until + timedelta(days=1), None, "PERSON", article)
    reason = str(told.cause)
    facts = codes("reasons")[reason].facts
    return Standing(str(facts["status"]), reason, gone, None, str(facts["next_move_by"]), None)


def _of_age(known: Known, told: Posted, on: date) -> date | None:
    """The last day of a child's cover with a worker, while it has not passed."""
    if told.role != "CHILD" or known.birth_date is None:
        return None
    years = int(str(load_law().value("jkn.ppu.child_age", on, "lt")))
    last = birthday(known.birth_date, years) - timedelta(days=1)
    return last if last >= on else None


def _health_until(through: date, on: date) -> Reckoning[tuple[date, str]]:
    answer = yield question("jkn.suspension", on, asked_on=on, paid_through=through, segment="PPU_BU")
    return _day(answer, "covered_until"), articles(answer)


def _health(through: date, start: date, on: date) -> Reckoning[Standing]:
    answer = yield question("jkn.suspension", on, asked_on=on, paid_through=through)
    until, article = _day(answer, "covered_until"), articles(answer)
    if answer.reason == "SUSPENDED":
        return Standing("SUSPENDED", "ARREARS", until + timedelta(days=1), None, None, article)
    return Standing("ACTIVE", "PAID_BY_SELF", start, until, None, article)


def _work(through: date, start: date, on: date, sponsor: str | None) -> Reckoning[Standing]:
    """By the days of the law: a month is late once its due day has passed, and too late once that of the grace has."""
    # The age counts for who wants to join; who has paid a month has joined.
    answer = yield question("bpu.membership", on, asked_on=on, paid_through=through, age_at_joining=0)
    article, grace = articles(answer), _day(answer, "grace_until")
    due_on = yield from _due_on("bpu.due_day", next_month(through), on)
    if on <= due_on:
        return Standing("ACTIVE", "PAID_BY_SPONSOR" if sponsor else "PAID_BY_SELF", start, grace, None, article)
    if on <= grace:
        return Standing("ACTIVE", "GRACE", due_on + timedelta(days=1), grace, sponsor, article)
    last = yield from _due_on("bpu.due_day", next_month(grace), on)
    if on <= last:
        return Standing("SUSPENDED", "ARREARS", grace + timedelta(days=1), last, sponsor, article)
    return Standing("ENDED", "CONTRACT_ENDED", last + timedelta(days=1), None, sponsor, article)


def _due_on(rule_id: str, month: date, on: date) -> Reckoning[date]:
    answer = yield question(rule_id, on, contribution_month=month)
    return _day(answer, "due_on")


def _day(answer: Result, name: str) -> date:
    found = answer.values[name]
    if not isinstance(found, date):
        raise TypeError(f"{answer.rule_id} answers {name} for a month that was paid")
    return found
