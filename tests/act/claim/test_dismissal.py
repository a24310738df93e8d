"""Does a dismissal that an employer reports lead to the cash of JKP the same day, by what the employer paid?

Expected figures: 60 % of a wage that counts up to Rp5.000.000 (PP 6/2025 Ps 21) is Rp3.000.000; of Rp4.000.000 it is
Rp2.400.000. Twelve months must be paid in the last 24 (PP 6/2025 Ps 19).
"""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from payung.act.enrol.list_file import ReadRow
from payung.act.public import Filing, bill_month, chances, collect, enrol_payroll, estimate
from payung.ledger.public import (
    Employer,
    Told,
    bills,
    claim_file,
    enter_employer,
    list_lines,
    person_file,
    system_scope,
    virtual_account_of,
)
from tests.act.claimants import MAKER, Desk, seen_by
from tests.act.test_collect import told as money

pytestmark = pytest.mark.usefixtures("claim_desk")
RATNA, RIZKI = 13, 5
NIK = {RATNA: "3201020606819013", RIZKI: "3201021708999005"}
BORN = {RATNA: date(1981, 6, 6), RIZKI: date(1999, 8, 17)}
NAME = {RATNA: "Ratna", RIZKI: "Rizki"}
LAST_ON, EVENT_ON = date(2026, 9, 20), date(2026, 9, 21)


def at(day: date) -> datetime:
    """Ten in the morning in Jakarta."""
    return datetime(day.year, day.month, day.day, 3, tzinfo=UTC)


def row(number: int, wage: int, start: date, **end: object) -> ReadRow:
    """A worker's row on the employer's list."""
    work = {"income_monthly_idr": wage, "start_on": start}
    told = Told(NIK[number], NAME[number], BORN[number], "P" if number == RATNA else "L", "", **work)
    return ReadRow(1, told, (), (), **end)  # type: ignore[arg-type]


def hand_in(by: Employer, one: ReadRow, on: date) -> None:
    """A list of one row, taken."""
    done = enrol_payroll([one], by.code, file_name="x", content=uuid.uuid4().bytes, on=on, at=at(on))
    [line] = list_lines(done.list_id)
    assert line.outcome == "TAKEN", line


def pay(by: Employer, day: date) -> None:
    """The employer pays what is open."""
    owed = sum(bill.amount_idr - bill.paid_idr for bill in bills.party_bills())
    paid = replace(money(1, owed), account_no=virtual_account_of(party_id=by.party_id), paid_at=at(day))
    assert collect(paid, at=at(day)).reason is None


def employed(number: int, wage: int, first: date, months: int, *, unpaid: int = 0) -> Employer:
    """Registered from the first day of a month and paid for; the last bills stay unpaid."""
    by = enter_employer("20009301", "PT Tutup", "32.01", "sedang", "MEDIUM_LARGE")
    hand_in(by, row(number, wage, first), first)
    for place in range(months):
        month = date(first.year + (first.month + place - 1) // 12, (first.month + place - 1) % 12 + 1, 1)
        if place:
            bill_month(month, as_of=month, at=at(month))
        if place < months - unpaid:
            pay(by, month.replace(day=5))
    return by


@pytest.mark.parametrize(
    ("wage", "first", "months", "unpaid", "reason", "amount_idr"),
    [
        (6_000_000, date(2025, 10, 1), 12, 0, "WAGE_AT_CAP", 3_000_000),
        (4_000_000, date(2025, 10, 1), 12, 0, "CASH_BY_MONTH", 2_400_000),
        (6_000_000, date(2025, 11, 1), 11, 0, "MONTHS_PAID_TOO_FEW", 0),
        (6_000_000, date(2025, 10, 1), 12, 1, "MONTHS_PAID_TOO_FEW", 0),
    ],
)
def test_a_dismissal_on_the_list_is_claimed_the_same_day(
    wage: int, first: date, months: int, unpaid: int, reason: str, amount_idr: int
) -> None:
    with system_scope():
        by = employed(RATNA, wage, first, months, unpaid=unpaid)
        hand_in(by, row(RATNA, wage, first, ends_on=LAST_ON, end_cause="LAID_OFF"), EVENT_ON)
    with seen_by(MAKER):
        file = person_file(RATNA)
        assert file is not None
        [offered] = [one for one in chances(file, EVENT_ON, at=at(EVENT_ON)) if one.kind.code == "JKP_CASH"]
    assert (offered.why, offered.event_on, offered.told) == ("LAID_OFF", EVENT_ON, {"end_of_work": "DISMISSED"})
    assert decided(RATNA, EVENT_ON) == (reason, amount_idr)


def test_who_resigned_is_offered_no_cash(claim_desk: None) -> None:
    with system_scope():
        by = employed(RATNA, 6_000_000, date(2026, 7, 1), 2)
        hand_in(by, row(RATNA, 6_000_000, date(2026, 7, 1), ends_on=LAST_ON, end_cause="RESIGNED"), EVENT_ON)
    with seen_by(MAKER):
        file = person_file(RATNA)
        assert file is not None
        assert {one.kind.code for one in chances(file, EVENT_ON, at=at(EVENT_ON))} == {"JHT_FULL"}


@pytest.mark.parametrize(
    ("cause", "reason"), [("RESIGNED", "END_OF_WORK_EXCLUDED"), ("CONTRACT_ENDED", "END_OF_WORK_EXCLUDED")]
)
def test_what_the_employer_reported_goes_before_what_the_claimant_tells(
    claim_desk: None, cause: str, reason: str
) -> None:
    """Who says that he was dismissed, and of whom the employer reported another end, gets no cash by his own word."""
    with system_scope():
        by = employed(RATNA, 6_000_000, date(2025, 10, 1), 12)
        hand_in(by, row(RATNA, 6_000_000, date(2025, 10, 1), ends_on=LAST_ON, end_cause=cause), EVENT_ON)
    assert decided(RATNA, EVENT_ON) == (reason, 0)
    with seen_by(MAKER):
        filing = Filing(uuid.uuid4(), RATNA, "JKP_CASH", EVENT_ON, {"scale": "MEDIUM_LARGE"})
        found = estimate(filing, on=EVENT_ON, at=at(EVENT_ON))
    assert not isinstance(found, str)
    assert (found.origins["end_of_work"], found.facts["end_of_work"]) == ("register", cause)


def test_the_end_of_later_work_says_nothing_of_an_earlier_dismissal(claim_desk: None) -> None:
    """Of a day before the work began of which an end is reported the claimant's word is all there is."""
    with system_scope():
        by = employed(RATNA, 6_000_000, date(2026, 7, 1), 2)
        hand_in(by, row(RATNA, 6_000_000, date(2026, 7, 1), ends_on=LAST_ON, end_cause="RESIGNED"), EVENT_ON)
    told = {"scale": "MEDIUM_LARGE", "end_of_work": "DISMISSED"}
    with seen_by(MAKER):
        found = estimate(Filing(uuid.uuid4(), RATNA, "JKP_CASH", date(2026, 6, 15), told), on=EVENT_ON, at=at(EVENT_ON))
    assert not isinstance(found, str)
    assert (found.origins["end_of_work"], found.facts["end_of_work"]) == ("claimant", "DISMISSED")


def test_months_with_an_earlier_employer_count(claim_desk: None) -> None:
    """By the register Rizki's months are paid to August 2026; a month with the next employer stands on its own."""
    with system_scope():
        by = employed(RIZKI, 4_000_000, date(2026, 10, 1), 1)
        ended = row(RIZKI, 4_000_000, date(2026, 10, 1), ends_on=date(2026, 10, 20), end_cause="LAID_OFF")
        hand_in(by, ended, date(2026, 10, 21))
    assert decided(RIZKI, date(2026, 10, 21)) == ("CASH_BY_MONTH", 2_400_000)


def decided(number: int, event_on: date) -> tuple[str, int]:
    """What the maker decides of the claim."""
    desk = Desk()
    told = {"scale": "MEDIUM_LARGE", "end_of_work": "DISMISSED"}
    filed = desk.file(person_id=number, kind="JKP_CASH", event_on=event_on, told=told)
    assert filed.outcome == "FILED", filed
    desk.papers()
    assert desk.payee().outcome == "DONE"
    said = desk.propose()
    assert said.outcome == "DONE", said
    with seen_by(MAKER):
        found = claim_file(desk.claim_id, desk.at)
    assert found is not None
    assert found.decision is not None
    return found.decision.reason, found.decision.amount_idr
