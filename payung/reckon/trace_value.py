"""What do the operators and functions of a rule's text answer for plain values, as the engines answer for columns?"""

import calendar
import operator
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from sqlglot import exp

WORKED: Mapping[type[exp.Expression], tuple[str, Callable[[Any, Any], Any]]] = {
    exp.Add: ("add", operator.add),
    exp.Sub: ("sub", operator.sub),
    exp.Mul: ("mul", operator.mul),
    exp.IntDiv: ("quotient", operator.floordiv),
}
REDUCED: Mapping[type[exp.Expression], tuple[str, Callable[[Any], Any]]] = {
    exp.Least: ("least", min),
    exp.Greatest: ("greatest", max),
}
COMPARED: Mapping[type[exp.Expression], Callable[[Any, Any], bool]] = {
    exp.EQ: operator.eq,
    exp.NEQ: operator.ne,
    exp.GT: operator.gt,
    exp.GTE: operator.ge,
    exp.LT: operator.lt,
    exp.LTE: operator.le,
}


def add_months(day: date, months: int) -> date:
    """The day months later: the last of the month where that month has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def month_end(day: date) -> date:
    """The last day of the month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def months_last_day(day: date, months: int) -> date:
    """The last of some months that begin with a day."""
    there = add_months(day, months)
    return there if there.day < day.day else there - timedelta(days=1)


def birthday(birth: date, years: int) -> date:
    """The day on which so many years of life are complete."""
    there = add_months(birth, 12 * years)
    return there + timedelta(days=1) if there.day < birth.day else there


def age_years(birth: date, on: date) -> int:
    """Completed years of life; of a birth after the day as the engines say."""
    return _toward_zero((on.year - birth.year) * 10_000 + (on.month - birth.month) * 100 + on.day - birth.day, 10_000)


def _toward_zero(number: int, divisor: int) -> int:
    return -(-number // divisor) if number < 0 else number // divisor


# The unit of what each function answers, and the function.
DAYS: Mapping[str, tuple[str, Callable[..., Any]]] = {
    "add_days": ("day", lambda day, days: day + timedelta(days=days)),
    "add_months": ("day", add_months),
    "add_years": ("day", lambda day, years: add_months(day, 12 * years)),
    "months_last_day": ("day", months_last_day),
    "birthday": ("day", birthday),
    "days_between": ("days", lambda later, earlier: (later - earlier).days),
    "months_between": ("months", lambda later, earlier: (later.year - earlier.year) * 12 + later.month - earlier.month),
    "month_start": ("day", lambda day: day.replace(day=1)),
    "month_end": ("day", month_end),
    "age_years": ("years", age_years),
    "iso_weekday": ("", date.isoweekday),
    "year_of": ("year", lambda day: day.year),
}
