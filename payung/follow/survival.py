"""What share of a cohort is still covered after so many months? Kaplan and Meier's curve with its interval.

On counts, so that a nation's cohorts are a few hundred rows. The same figures as those of lifelines, to the last digit
that matters (tests/follow/test_cohorts.py), without the seconds it takes to start.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Z_95 = 1.959963984540054

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Curve:
    """Share still covered after each month, with its 95 % interval; `people` began, `lapsed` were seen to stop."""

    months: tuple[int, ...]
    share: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    people: int
    lapsed: int

    def at(self, month: int) -> tuple[float, float, float] | None:
        """Share, low and high after a month; None beyond what was watched."""
        if month > self.months[-1]:
            return None
        place = max(number for number, one in enumerate(self.months) if one <= month)
        return self.share[place], self.low[place], self.high[place]


@dataclass(frozen=True)
class Cohort:
    """People alike and their curve; `code` says what they have in common."""

    code: str
    curve: Curve


def survival(durations: Sequence[int], lapsed: Sequence[bool], people: Sequence[int]) -> Curve:
    """The curve of people watched for so many months, at the end of which they lapsed or the watch ended."""
    length = max(durations, default=0) + 1
    gone = np.bincount(durations, weights=np.where(lapsed, people, 0), minlength=length)
    left = np.bincount(durations, weights=people, minlength=length)
    at_risk = np.cumsum(left[::-1])[::-1]
    return _curve(gone, at_risk, int(sum(people)))


def survival_of_months(tenures: Sequence[int], watched: Sequence[int], stopped: Sequence[int]) -> Curve:
    """The same curve from months: how many were watched in their n-th month, and how many of them stopped in it.

    Whoever is first seen long after joining counts from that month on (late entry), not from the day of joining.
    """
    length = max(tenures, default=0) + 1
    at_risk = np.bincount(tenures, weights=watched, minlength=length)
    gone = np.bincount(tenures, weights=stopped, minlength=length)
    return _curve(gone, at_risk, int(at_risk.max(initial=0)))


def _curve(gone: Floats, at_risk: Floats, people: int) -> Curve:
    length = len(gone)
    step = np.divide(gone, at_risk, out=np.zeros(length), where=at_risk > 0)
    share = np.cumprod(1 - step)
    with np.errstate(divide="ignore", invalid="ignore"):
        # Greenwood's variance on the scale log(-log S), on which the interval stays between nothing and all.
        spread = np.cumsum(np.where(at_risk > gone, gone / (at_risk * (at_risk - gone)), 0.0))
        width = Z_95 * np.sqrt(spread) / np.log(share)
        low, high = share ** np.exp(-width), share ** np.exp(width)
    low, high = np.where(share >= 1, 1.0, low), np.where(share >= 1, 1.0, high)
    low, high = np.where(share <= 0, 0.0, low), np.where(share <= 0, 0.0, high)
    columns = (tuple(float(one) for one in each) for each in (share, low, high))
    return Curve(tuple(range(length)), *columns, people, int(gone.sum()))
