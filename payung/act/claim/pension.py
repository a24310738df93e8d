"""What is a monthly pension after its first month, until when, and who lets the money go?

A pension is a claim of JP that was paid with a monthly amount. Every night the months that are due are entered, each
once, by the law of the month: raised by the year's figure where one is published, else kept. It ends with the death of
who draws it, with the last child's age, or by what an officer enters; survivors then claim anew. Money leaves by a run
that one person proposes and another approves.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from payung.act.claim.kind import death_kinds
from payung.act.claim.policy import policy
from payung.act.tell.notice import notify
from payung.law.public import DatedValue, NotInForce, load_law
from payung.ledger.public import PensionRow, acting, outbox, pension, proved_deaths, system_scope
from payung.reckon.public import birthday, evaluate
from payung.terms.public import codes, next_month

APPROVED, RETURNED, PROPOSED, PAID, ENDED = "APPROVED", "RETURNED", "PROPOSED", "PAID", "ENDED"
RAISE, FORMULA, CHILD_AGE, START = "jp.indexation", "jp.formula", "jp.child_age", "jp.start_day"
OLD_AGE = "JP_OLD_AGE"
# Who on the family card may draw a survivor's pension, by the heir that the claim names (relations of the card).
ON_CARD = {"janda_duda": (1, 2, 3), "anak": (4,), "orang_tua": (7,)}
CHILD = "anak"
BY_RULE = {"INDEXED": "INDEXED", "PENSION_AT_FLOOR": "AT_FLOOR", "PENSION_AT_CEILING": "AT_CEILING"}


@dataclass(frozen=True)
class Prepared:
    """What a night did: months of pensions entered, and pensions that ended."""

    dues: int
    ended: int


class _Refused(Exception):
    """What was approved cannot be paid; the approval is undone with it."""


def prepare_pensions(month: date, *, at: datetime) -> Prepared:
    """Enter what every running pension comes to up to a month; end those that the registers end. May be repeated."""
    with system_scope():
        found = pension.pensions()
        deaths = proved_deaths([row.subject for row in found], death_kinds(), at)
        dues, ended = [], 0
        for row in found:
            end = row.ended_on
            known = _known_end(row, deaths[row.subject].day if row.subject in deaths else None, month)
            if end is None and known is not None:
                cause, end = known
                ended += _end(row, cause, end, None, at) == ENDED
            dues += _months(row, month, end)
        return Prepared(pension.enter_dues(dues, at), ended)


def propose_pensions(run_id: UUID, month: date, *, on: date, at: datetime) -> str:
    """Propose to pay what is due up to a month: PROPOSED, NOTHING_DUE or ALREADY_PROPOSED. In the maker's scope."""
    prepare_pensions(month, at=at)
    with transaction.atomic():
        _, dues, amount_idr = pension.payable(month)
        if not dues:
            return "NOTHING_DUE"
        said = pension.enter_run(run_id, month, dues, amount_idr, on=on, at=at)
    return PROPOSED if said in (pension.ENTERED, pension.REPEAT) else said


def check_pensions(run_id: UUID, verdict: str, note: str | None = None, *, on: date, at: datetime) -> str:
    """Approve a run, with which it is paid whole, or return it: PAID, RETURNED or a refusal. In the checker's scope.

    Refusals (pension_refusals): UNKNOWN_RUN, SAME_PERSON, ALREADY_CHECKED, NO_REASON, and CHANGED where not the same is
    due any more, so that nothing is entered. Raises LedgerAway.
    """
    run = next((one for one in pension.runs() if one.run_id == run_id), None)
    if run is None:
        return "UNKNOWN_RUN"
    if verdict == APPROVED:
        # Who died since is not paid.
        prepare_pensions(run.month, at=at)
    try:
        with transaction.atomic():
            said = pension.enter_pension_check(run, verdict, note, on=on, at=at)
            if said != pension.ENTERED:
                return said
            if verdict == APPROVED:
                _pay(run_id, on, at)
    except _Refused as refusal:
        return str(refusal)
    return PAID if verdict == APPROVED else RETURNED


def end_pension(claim_id: UUID, cause: str, from_on: date, words: str, *, at: datetime) -> str:
    """End a pension for a cause that an officer knows: ENDED, UNKNOWN_PENSION, NO_REASON or ALREADY_ENDED.

    Asked in the officer's scope; months that began before the day are still paid.
    """
    found = pension.pensions(claim_id)
    if not found or cause not in codes("pension_ends"):
        return "UNKNOWN_PENSION"
    if not words.strip():
        return "NO_REASON"
    with transaction.atomic():
        return _end(found[0], cause, from_on, words.strip(), at)


def _pay(run_id: UUID, on: date, at: datetime) -> None:
    with acting():
        outcome, reason, _, _ = pension.pay_pensions(run_id, channel=policy().paying_bank, on=on, at=at)
        if outcome != PAID:
            raise _Refused(reason)
        for participant_id, claim_id, month, amount_idr in pension.paid_by(run_id):
            facts = {"amount_idr": amount_idr, "month": month.isoformat(), "paid_on": on.isoformat()}
            _tell(participant_id, "PENSION_PAID", f"{claim_id}/{month}", facts, at)


def _end(row: PensionRow, cause: str, from_on: date, words: str | None, at: datetime) -> str:
    said = pension.enter_end(row.claim_id, row.participant_id, cause, from_on, words, at)
    if said == pension.ENTERED:
        facts = {"from_on": from_on.isoformat(), "cause": cause}
        with acting():
            _tell(row.participant_id, "PENSION_ENDED", str(row.claim_id), facts, at)
    return ENDED if said == pension.ENTERED else said


def _tell(participant_id: int, kind: str, period: str, facts: Mapping[str, object], at: datetime) -> None:
    for subject, region_code in outbox.told_of_claim(participant_id):
        notify(subject, region_code, kind, period, facts, at=at)


def _known_end(row: PensionRow, proved_on: date | None, month: date) -> tuple[str, date] | None:
    """The end that registers or a proved claim tell by a month; None while somebody may still draw the pension."""
    if row.heir is None:
        died_on = row.died_on or proved_on
        return ("DIED", died_on) if died_on is not None else None
    drawing = [one for one in row.family if not one["is_member"] and one["relation"] in ON_CARD.get(row.heir, ())]
    ends = [_end_of(one, row.heir, month) for one in drawing]
    known = [end for end in ends if end is not None and end[1] <= month]
    # Of several the last one keeps it; where the card shows nobody, an officer has to say so.
    return max(known, key=lambda end: end[1]) if known and len(known) == len(ends) else None


def _end_of(one: Mapping[str, object], heir: str, month: date) -> tuple[str, date] | None:
    born, died = one["born"], one["died"]
    ends = [("DIED", died)] if isinstance(died, date) else []
    if heir == CHILD and isinstance(born, date):
        ends.append(("CHILD_OF_AGE", birthday(born, _number(CHILD_AGE, month))))
    return min(ends, key=lambda end: end[1]) if ends else None


def _months(row: PensionRow, month: date, end: date | None) -> Iterator[tuple[UUID, int, date, int, str, str]]:
    start = _start(row)
    before, amount_idr = row.last_month or start, row.last_idr or row.monthly_idr
    while (due := next_month(before)) <= month and (end is None or due < end):
        amount_idr, reason, article = _amount(amount_idr, before, due, start)
        yield row.claim_id, row.participant_id, due, amount_idr, reason, article
        before = due


def _start(row: PensionRow) -> date:
    """The month that the claim itself paid: that of the pension's first day, else the month the law begins it in."""
    if row.kind == OLD_AGE and row.event_on.day == 1:
        return row.event_on
    start = row.event_on.replace(day=1)
    for _ in range(_number(START, row.event_on, "months_after")):
        start = next_month(start)
    return start


def _amount(amount_idr: int, before: date, month: date, start: date) -> tuple[int, str, str]:
    """What the month comes to: raised once in each year after the first whose figure is published."""
    figure = _figure(month)
    published = figure.since if figure else None
    if month.year == start.year or (published is not None and published.year <= start.year):
        return amount_idr, "FIRST_YEAR", load_law().dated(FORMULA, month).article
    if figure is None:
        kept, reason = _indexed(amount_idr, month, 0)
        return kept, "NOT_PUBLISHED" if kept == amount_idr else reason, _article(None)
    if published is not None and before < published <= month:
        raised, reason = _indexed(amount_idr, month, int(str(figure.value)))
        return raised, reason, _article(figure)
    return amount_idr, "INDEXED", _article(figure)


def _indexed(amount_idr: int, month: date, rate: int) -> tuple[int, str]:
    asked = {"year_start": month, "pension_monthly_idr": amount_idr, "inflation_rate": rate}
    answer = evaluate("jp.benefit.indexed", on=month, inputs=[asked])[0]
    return int(str(answer.values["next_idr"])), BY_RULE[answer.reason]


def _figure(month: date) -> DatedValue | None:
    try:
        return load_law().dated(RAISE, month)
    except NotInForce:
        return None


def _article(figure: DatedValue | None) -> str:
    return figure.article if figure else load_law().parameter(RAISE).values[0].article


def _number(parameter: str, on: date, key: str | None = None) -> int:
    value = load_law().dated(parameter, on).value
    return int(str(value[key] if isinstance(value, dict) and key is not None else value))
