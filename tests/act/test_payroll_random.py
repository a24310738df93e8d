"""Do random hires, wages and ends leave each worker with the employer that a plain model says, and never with two?"""

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from payung.act.enrol.list_file import ReadRow
from payung.act.public import enrol_payroll, report_end, report_wage, workers_of
from payung.ledger.public import Employer, Told, enter_employer, list_lines, system_scope
from tests.country import PEOPLE, nik_of

pytestmark = pytest.mark.django_db
START = date(2026, 11, 20)
WORKERS = (1, 6, 8)
ACT = st.tuples(
    st.sampled_from(("hire", "hire", "wage", "end")),
    st.integers(0, len(WORKERS) - 1),
    st.integers(0, 1),
    st.sampled_from((4_000_000, 6_000_000)),
    st.integers(0, 12),
    st.integers(0, 9),
)
OVERLAPS = """
SELECT count(*) FROM ledger.enrolment a JOIN ledger.enrolment b USING (participant_id, programme)
WHERE a.enrolment_id < b.enrolment_id AND a.superseded_at IS NULL AND b.superseded_at IS NULL AND NOT a.is_void
    AND NOT b.is_void AND daterange(a.since, a.until, '[]') && daterange(b.since, b.until, '[]')
"""


@dataclass
class Job:
    """Where somebody works in the plain model."""

    employer: int
    wage: int
    since: date
    until: date | None = None

    def holds(self, on: date) -> bool:
        """Whether it holds on a day or ends later."""
        return self.until is None or self.until >= on


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=st.lists(ACT, min_size=6, max_size=12))
def test_every_worker_is_where_the_model_says(acts: list[tuple[Any, ...]]) -> None:
    with transaction.atomic():
        with system_scope():
            by = [enter_employer(f"2000900{n}", f"PT {n}", "32.01", "rendah", "SMALL") for n in (1, 2)]
            _play(acts, by)
        transaction.set_rollback(True)


def _play(acts: list[tuple[Any, ...]], by: list[Employer]) -> None:
    jobs: dict[int, list[Job]] = {worker: [] for worker in WORKERS}
    on = START
    for kind, worker, place, wage, days, back in acts:
        on += timedelta(days=days)
        number, employer = WORKERS[worker], by[place]
        expected = _expected(jobs[number], kind, place, wage, on, on - timedelta(days=back))
        told = _done(kind, number, employer, wage, on, on - timedelta(days=back))
        assert told == expected, (kind, number, place, on)
        for which, one in enumerate(by):
            open_jobs = {
                PEOPLE[who - 1].name: job.wage
                for who, held in jobs.items()
                for job in held
                if job.employer == which and job.until is None
            }
            found = [row for row in workers_of(one.party_id, on) if row.until is None]
            assert {row.name: row.wage_monthly_idr for row in found} == open_jobs
        with connection.cursor() as cursor:
            cursor.execute(OVERLAPS)
            assert cursor.fetchone() == (0,)


def _expected(held: list[Job], kind: str, place: int, wage: int, on: date, last: date) -> str:
    """What the plain model says of an act, done in it."""
    job = next((one for one in reversed(held) if one.holds(on)), None)
    if kind == "hire":
        if job is None:
            held.append(Job(place, wage, on))
            return "TAKEN"
        if job.employer != place:
            return "WORKS_ELSEWHERE"
        return _raised(job, wage, "ALREADY_ENROLLED")
    if kind == "wage":
        return "NOT_WORKING_HERE" if job is None or job.employer != place else _raised(job, wage, "CHANGED", "CHANGED")
    own = [one for one in held if one.employer == place and one.holds(last)]
    if not own:
        return "NOT_WORKING_HERE"
    if all(one.since > last for one in own):
        return "END_BEFORE_START"
    for one in own:
        if one.since > last:
            held.remove(one)
        else:
            one.until = last
    return "ENDED"


def _raised(job: Job, wage: int, same: str, other: str = "TAKEN") -> str:
    if job.wage == wage:
        return same
    job.wage = wage
    return other


def _done(kind: str, number: int, by: Employer, wage: int, on: date, last: date) -> str:
    """The same act on the ledger."""
    at = datetime.combine(on, time(3), UTC)
    if kind == "hire":
        human = PEOPLE[number - 1]
        work = {"income_monthly_idr": wage, "start_on": on}
        told = Told(nik_of(number), human.name, human.born, human.sex, human.village, **work)
        row = ReadRow(1, told, (), ())
        content = uuid.uuid4().bytes
        done = enrol_payroll([row], by.code, file_name="x", content=content, on=on, at=at)
        [line] = list_lines(done.list_id)
        return line.causes[0] if line.causes else "TAKEN"
    participant = _participant(number)
    if kind == "wage":
        return report_wage(uuid.uuid4(), by, participant, wage, on=on, at=at)
    return report_end(uuid.uuid4(), by, participant, last, "RESIGNED", on=on, at=at)


def _participant(number: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT participant_id FROM ledger.participant WHERE name = %s", [PEOPLE[number - 1].name])
        row = cursor.fetchone()
    return int(row[0]) if row else 0
