"""What do we know of each person? The best value of every register, and a number that keeps families together."""

from datetime import date

from payung.engine.public import DuckdbEngine
from payung.link.statement import run_statement
from payung.link.trust import NO_WORK_OCCUPATIONS, OTHER_OCCUPATION
from payung.terms.public import informal_occupations, occupation_labels

MOST_IN_FAMILY = 30
WITNESSES_OF_DEATH = 2
PAID_WITHIN_MONTHS = 2
# The labour force is counted from 15 years; below 18 a family member on an employer's membership is a child.
WORKING_FROM_YEARS = 15
ADULT_FROM_YEARS = 18
FAR = 1_000_000_000_000


def number_persons(engine: DuckdbEngine) -> None:
    """Fill `person_number` from `record_person`: person_id, family_id, NIK and family card of each cluster."""
    run_statement(engine, "record_person")
    run_statement(engine, "person_number", most_in_family=MOST_IN_FAMILY)


def describe_persons(engine: DuckdbEngine, as_of: date) -> None:
    """Fill `person_row` from what each record tells (`told`), by the order of trust and the rules of README.md."""
    run_statement(engine, "told", far=FAR, paid_from=f"'{_months_before(as_of, PAID_WITHIN_MONTHS)}'")
    informal = sorted(informal_occupations())
    wage_jobs = sorted(set(occupation_labels()) - set(informal) - NO_WORK_OCCUPATIONS - {OTHER_OCCUPATION})
    run_statement(engine, "person_fact", witnesses=WITNESSES_OF_DEATH, informal=_listed(informal))
    run_statement(
        engine,
        "person_row",
        as_of=f"'{as_of}'",
        working_from=WORKING_FROM_YEARS,
        adult_from=ADULT_FROM_YEARS,
        wage_jobs=_listed(wage_jobs),
    )


def _months_before(day: date, months: int) -> date:
    """First day of the month that lies so many months before."""
    count = day.year * 12 + day.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)


def _listed(numbers: list[int]) -> str:
    return ", ".join(str(number) for number in numbers)
