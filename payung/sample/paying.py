"""In which month do the self-paying of the sample pay each month's bill, and who skips months and comes back?

The registers say only up to which month somebody paid. How regularly is assumed from what was published: part of the
self-paying pay irregularly, skip months and catch up; and those who have stopped for good were mostly among them.
"""

from collections.abc import Sequence

import numpy as np

from payung.sample.array import Bools, Ints, stream
from payung.sample.assumption import number

NEVER = -1


def months_paid_in(paid_until: Sequence[int], months: Sequence[int], seed: int = 1) -> Ints:
    """For each payer and month, the month in which its bill was paid; NEVER after the last month paid.

    Months are whole numbers that follow each other; `paid_until` is the last month paid of each payer, in the order in
    which chance is drawn. A skipped month is paid with the next that is not; the last paid month is never skipped.
    """
    until, at = np.asarray(paid_until, dtype=np.int64), np.asarray(months, dtype=np.int64)
    random = stream(seed, "paying")
    percent = np.where(
        _irregular(random, until, at), number("pays_irregularly_skips_percent"), number("pays_skips_percent")
    )
    begins = random.random((len(until), len(at))) < percent[:, None] / 100
    lasts = random.integers(1, int(number("pays_skipped_months_max")) + 1, begins.shape)
    is_paid = at[None, :] <= until[:, None]
    # The months of a skip end before the last one paid.
    begins &= (at[None, :] + lasts) <= np.minimum(until, at[-1])[:, None]
    is_skipped = np.zeros_like(begins)
    for place in range(len(at)):
        is_skipped |= begins[:, [place]] & (at >= at[place]) & (at < at[place] + lasts[:, [place]])
    found = np.where(is_paid, at[None, :], NEVER)
    for place in range(len(at) - 2, -1, -1):
        found[:, place] = np.where(is_skipped[:, place], found[:, place + 1], found[:, place])
    return found


def _irregular(random: np.random.Generator, until: Ints, months: Ints) -> Bools:
    """Who pays irregularly: most of those who stopped within these months, and of the others the rest of the share."""
    watched = until >= months[0]
    stopped = watched & (until < months[-1] - 1)
    of_stopped = number("pays_irregularly_of_stopped_percent") / 100
    share = stopped.sum() / max(int(watched.sum()), 1)
    of_others = (number("pays_irregularly_percent") / 100 - of_stopped * share) / max(1 - share, 1e-9)
    return random.random(len(until)) < np.where(stopped, of_stopped, np.clip(of_others, 0.0, 1.0))
