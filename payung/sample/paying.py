"""In which month do the self-paying of the sample pay each month's bill, and who skips months and comes back?

The registers say only up to which month somebody paid. How regularly is assumed from what was published: part of the
self-paying pay irregularly, skip months and catch up. Whoever the registers know as stopped is one of those who skipped
in that month and has not come back; so a month long ago, of whose skips most have been made good, and a month ago do
not differ in how many stopped in it, only in how many have returned.
"""

from collections.abc import Sequence

import numpy as np

from payung.sample.array import Bools, Ints, stream
from payung.sample.assumption import number

NEVER = -1


def months_paid_in(paid_until: Sequence[int], since: Sequence[int], months: Sequence[int], seed: int = 1) -> Ints:
    """For each payer and month, the month in which its bill was paid; NEVER after the last month paid.

    Months are whole numbers that follow each other; `paid_until` is the last month paid and `since` the first billed of
    each payer, in the order in which chance is drawn; all are of one programme. A skipped month is paid with the next
    that is not; the last paid month is never skipped.
    """
    until, at = np.asarray(paid_until, dtype=np.int64), np.asarray(months, dtype=np.int64)
    joined = np.asarray(since, dtype=np.int64)
    random = stream(seed, "paying")
    is_irregular = _irregular(random, until, at)
    drawn = random.random((len(until), len(at)))
    lasts = random.integers(1, int(number("pays_skipped_months_max")) + 1, drawn.shape)
    found = np.where(at[None, :] <= until[:, None], at[None, :], NEVER)
    end = np.minimum(until, at[-1])
    # The month in which what is owed is paid.
    back = np.full(len(until), NEVER, dtype=np.int64)
    for place, month in enumerate(at):
        owes_nothing = (back < month) & (until >= month - 1) & (joined <= month)
        for is_own, share in _skips().items():
            alike = owes_nothing & (is_irregular == is_own)
            stops, may_skip = alike & (until == month - 1), alike & (month < end)
            # Who stopped for good, as far as the register knows, is among those who skip this month.
            chance = (share * alike.sum() - stops.sum()) / max(int(may_skip.sum()), 1)
            begins = may_skip & (drawn[:, place] < chance)
            back[begins] = np.minimum(month + lasts[begins, place], end[begins])
        found[:, place] = np.where((back > month) & (found[:, place] != NEVER), back, found[:, place])
    return found


def _skips() -> dict[bool, float]:
    """Share of months in which an irregular payer (True) and another begins to skip."""
    return {True: number("pays_irregularly_skips_percent") / 100, False: number("pays_skips_percent") / 100}


def _irregular(random: np.random.Generator, until: Ints, months: Ints) -> Bools:
    """Who pays irregularly: the published share of those who pay; of those who stopped, as many as their skips make."""
    share, skips = number("pays_irregularly_percent") / 100, _skips()
    of_stopped = share * skips[True] / (share * skips[True] + (1 - share) * skips[False])
    return random.random(len(until)) < np.where(until < months[-1] - 1, of_stopped, share)
