"""On which day is a number of working days over? Saturdays, Sundays and national holidays do not count."""

from datetime import date, timedelta

from payung.law.public import Law, NotInForce

SATURDAY = 5


def add_workdays(day: date, workdays: int, law: Law) -> date:
    """The day on which `workdays` working days after `day` are over.

    Holidays are those of the law's calendar; of a year it does not know yet only the weekends count.
    """
    left = workdays
    while left:
        day += timedelta(days=1)
        if is_workday(day, law):
            left -= 1
    return day


def is_workday(day: date, law: Law) -> bool:
    """Whether offices work on a day."""
    if day.weekday() >= SATURDAY:
        return False
    try:
        law.value("calendar.holiday", day)
    except NotInForce:
        return True
    return False
