"""From which day does an employer owe a worker's contributions, where the work began in a month that has passed?

The duty begins with the work. Months that have passed are billed by the law of each; what bounds them is the law: of
JKN so many months as arrears go back (`jkn.arrears_months_max`), of the programmes of work the first month of which the
law says when employers pay (`pu.due_day`). What was paid, or billed to somebody, is not billed again.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from payung.law.public import load_law
from payung.ledger.public import Enrolled, Known
from payung.terms.public import next_month

HEALTH = "JKN"
MONTHS_OF_YEAR = 12


def owed_from(
    known: Known, programme: str, since: date, start: date, paid: Mapping[int, tuple[str, date]], *, on: date
) -> date:
    """The first day that is owed of a programme: that of the work within the bounds, never after the membership's own.

    `since` is the membership's first day, `start` the later of that of the work and of the employer's duty, `paid`
    segment and last month paid by person.
    """
    first = max(start, _earliest(programme, on))
    held = paid.get(known.person_id)
    if held is not None:
        first = max(first, next_month(held[1]))
    other, left = known.enrolled.get(programme), known.ended.get(programme)
    if left is not None and left.until is not None:
        first = max(first, left.until + timedelta(days=1))
    if other is not None:
        first = max(first, _billed_until(other, on))
    return min(first, since)


def months_to_bill(first: date, on: date) -> Iterator[date]:
    """The months from that of a day to the one that runs."""
    month = first.replace(day=1)
    while month <= on:
        yield month
        month = next_month(month)


def _billed_until(other: Enrolled, on: date) -> date:
    """Whose own membership goes on until now was billed its months; the employer owes from this one."""
    return max(other.since, on.replace(day=1))


def _earliest(programme: str, on: date) -> date:
    law = load_law()
    if programme != HEALTH:
        return min(one.since for one in law.parameter("pu.due_day").values if one.since is not None)
    months = int(str(law.value("jkn.arrears_months_max", on)))
    number = on.year * MONTHS_OF_YEAR + on.month - 1 - months
    return date(number // MONTHS_OF_YEAR, number % MONTHS_OF_YEAR + 1, 1)
