"""Arrays and chance: the types every file of the sample shares, and draws that hang on seed and topic alone."""

import zlib
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

type Ints = NDArray[np.int64]
type Floats = NDArray[np.float64]
type Bools = NDArray[np.bool_]

EPOCH = date(1970, 1, 1)
NONE = -1  # no value, in every integer array
NO_DAY = -(10**6)  # no day, in arrays of days since 1970 (a day before 1970 is negative)


def stream(seed: int, topic: str) -> np.random.Generator:
    """A source of chance of its own for one topic, so that a change in one file does not move the others."""
    return np.random.default_rng([seed, zlib.crc32(topic.encode())])


def choose(random: np.random.Generator, weights: Floats, count: int) -> Ints:
    """`count` indices into the weights, each with the chance its weight says."""
    edges = np.cumsum(weights, dtype=np.float64)
    found = np.searchsorted(edges / edges[-1], random.random(count), side="right")
    return np.minimum(found, len(weights) - 1).astype(np.int64)


def first_by_weight(random: np.random.Generator, weights: Floats) -> Ints:
    """Indices in a random order in which heavier ones tend to come first; those of weight 0 are left out."""
    able = np.flatnonzero(weights > 0)
    key = random.standard_exponential(len(able)) / weights[able]
    return able[np.argsort(key, kind="stable")].astype(np.int64)


def pick(random: np.random.Generator, weights: Floats, count: int) -> Ints:
    """At most `count` different indices, heavier ones sooner."""
    return first_by_weight(random, weights)[: max(count, 0)]


def fill(random: np.random.Generator, weights: Floats, sizes: Ints, quota: int) -> Ints:
    """Groups, heavier ones sooner, until their sizes make up the quota; empty groups are never taken."""
    order = first_by_weight(random, np.where(sizes > 0, weights, 0.0))
    total = np.cumsum(sizes[order])
    return order[: int(np.searchsorted(total, quota, side="left")) + 1] if quota > 0 else order[:0]


def day(value: date) -> int:
    """Days since 1970."""
    return (value - EPOCH).days


def to_date(days: int) -> date:
    """The date of a number of days since 1970."""
    return EPOCH + timedelta(days=int(days))


def year_month_day(days: Ints) -> tuple[Ints, Ints, Ints]:
    """Year, month and day of days since 1970."""
    dates = days.astype("datetime64[D]")
    months = dates.astype("datetime64[M]")
    number = months.astype(np.int64)
    of_month = (dates - months.astype("datetime64[D]")).astype(np.int64) + 1
    return (number // 12 + 1970, number % 12 + 1, of_month)


def days_of(year: Ints, month: Ints, of_month: Ints) -> Ints:
    """Days since 1970; a day past the end of its month runs on into the next."""
    months = ((year - 1970) * 12 + month - 1).astype("datetime64[M]")
    return months.astype("datetime64[D]").astype(np.int64) + of_month - 1


def month_of(days: Ints) -> Ints:
    """Months since 1970."""
    return days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def first_of(months: Ints) -> Ints:
    """First day, in days since 1970, of months since 1970."""
    return months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)


def ages(birth: Ints, on: int) -> Ints:
    """Whole years lived on a day."""
    year, month, of_month = year_month_day(birth)
    now = to_date(on)
    before_birthday = (month > now.month) | ((month == now.month) & (of_month > now.day))
    return np.asarray(now.year - year - before_birthday.astype(np.int64), dtype=np.int64)


def ints(*values: int) -> Ints:
    """A few whole numbers as an array."""
    return np.asarray(values, dtype=np.int64)


def month_number(day_number: int) -> int:
    """Months since 1970 of one day."""
    return int(month_of(ints(day_number))[0])


def first_day(month: int) -> int:
    """First day, in days since 1970, of one month since 1970."""
    return int(first_of(ints(month))[0])
