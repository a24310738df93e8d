"""How long do the self-paying pay, who may stop next month, and how good were such forecasts? From bills and payments.

Everything is told by the ledger's own months: a payer who owes nothing when a month begins is watched in it, and has
stopped when its bill is unpaid at its end. Whoever catches up is watched again, and is known by the months missed.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from payung.follow.calibrate import Floats
from payung.follow.hazard import TENURES, Forecast, Group, Months, judged
from payung.follow.hide import SMALLEST_SHOWN
from payung.follow.survival import Cohort, survival_of_months
from payung.ledger.public import paying

# Whoever has fewer bills behind them tells nothing of habits yet.
SEEN_MIN, TESTED_MONTHS, MISSED_MAX = 3, 4, 3
# Months missed and seen that are added to those of a payer before the share is told.
HABIT = (0.5, 5.0)
# The constant and the three columns of habit.
LED_BY = 4
KINDS = {"JKN": "PBPU", "BPU": "BPU"}


@dataclass(frozen=True)
class Paying:
    """What the bills of the year say: curves, forecasts of the month after the last whole one, and who came back.

    `first_month` and `last_month` are the whole months watched (year * 12 + month - 1); `stopped` payer-months in which
    a payer stopped, `after_a_miss` those of them who had missed a month before and come back.
    """

    first_month: int
    last_month: int
    by_payer: tuple[Cohort, ...]
    by_channel: tuple[Cohort, ...]
    by_discount: tuple[Cohort, ...]
    forecasts: tuple[Forecast, ...]
    watched: int
    stopped: int
    after_a_miss: int


def paying_of(rows: Sequence[paying.PayingRow]) -> Paying | None:
    """All of it; None where the bills are of fewer months than it takes to learn and to test."""
    months = sorted({row.month for row in rows if row.seen >= SEEN_MIN})
    if len(months) <= TESTED_MONTHS + 1:
        return None
    last = months[-2]
    whole = [row for row in rows if row.month <= last]
    forecasts = (_forecast(rows, kind, last) for kind in KINDS)
    return Paying(
        min(row.month for row in whole),
        last,
        _cohorts(whole, lambda row: KINDS[row.kind]),
        _cohorts([row for row in whole if row.way], lambda row: f"{KINDS[row.kind]}/{row.way}"),
        _cohorts([row for row in whole if row.kind == "BPU"], lambda row: "RELIEF" if row.has_relief else "FULL_PRICE"),
        tuple(one for one in forecasts if one is not None),
        sum(row.payers for row in whole),
        sum(row.stopped for row in whole),
        sum(row.stopped for row in whole if row.missed),
    )


def _cohorts(rows: Iterable[paying.PayingRow], code_of: Callable[[paying.PayingRow], str]) -> tuple[Cohort, ...]:
    """The curve of each cohort, watched until the first month missed; who joined long ago is watched from then on."""
    found: dict[str, list[paying.PayingRow]] = {}
    for row in rows:
        if not row.missed:
            found.setdefault(code_of(row), []).append(row)
    return tuple(
        Cohort(
            code,
            survival_of_months([row.tenure for row in own], [row.payers for row in own], [row.stopped for row in own]),
        )
        for code, own in sorted(found.items())
        if sum(row.stopped for row in own)
    )


def _forecast(rows: Iterable[paying.PayingRow], kind: str, last: int) -> Forecast | None:
    own = [row for row in rows if row.kind == kind and row.seen >= SEEN_MIN]
    seen, now = (
        _months([row for row in own if row.month <= last]),
        _months([row for row in own if row.month == last + 1]),
    )
    return judged(KINDS[kind], seen, now, TESTED_MONTHS, _groups) if len(seen.people) else None


def _months(rows: Sequence[paying.PayingRow]) -> Months:
    keys = np.array(
        [
            (
                row.way == "QRIS",
                row.sector == "TRANSPORT",
                row.has_relief,
                row.missed,
                int(np.searchsorted(TENURES, row.tenure)),
                row.seen,
            )
            for row in rows
        ],
        dtype=np.int64,
    ).reshape(-1, 6)
    people, stopped = (
        np.array(counts, dtype=float) for counts in ([r.payers for r in rows], [r.stopped for r in rows])
    )
    months = np.array([row.month for row in rows], dtype=np.int64)
    return Months(months, _form(keys), people, stopped, keys, LED_BY)


def _form(keys: npt.NDArray[np.int64]) -> Floats:
    """One column for each thing that may matter: a constant, habit, way of paying, sector, discount, tenure.

    Habit: whoever never missed is the surer the more months that was; whoever did is another kind of payer, the
    more so the more often. Shares are drawn to the middle where few months were seen: the same for one
    missed of four as for three of twelve would not be true.
    """
    has_missed, seen = keys[:, 3] > 0, keys[:, 5] + HABIT[1]
    never = np.where(has_missed, 0.0, -np.log(seen / HABIT[1]))
    often = np.where(has_missed, np.log((keys[:, 3] + HABIT[0]) / seen), 0.0)
    tenures = [keys[:, 4] == place for place in range(1, len(TENURES) + 1)]
    columns = [np.ones(len(keys)), never, has_missed, often, keys[:, 0], keys[:, 1], keys[:, 2], *tenures]
    return np.column_stack(columns).astype(float)


def _groups(now: Months, chance: Floats) -> tuple[Group, ...]:
    """Groups of some size by sector, tenure and months missed, the likeliest first."""
    sums: dict[tuple[str, int, int], list[float]] = {}
    for key, people, share in zip(now.key, now.people, chance, strict=True):
        held = sums.setdefault(
            ("TRANSPORT" if key[1] else "OTHER", int(key[4]), min(int(key[3]), MISSED_MAX)), [0.0, 0.0]
        )
        held[0] += people
        held[1] += people * share
    found = [
        Group("", sector, tenure, int(people), float(told / people), missed)
        for (sector, tenure, missed), (people, told) in sums.items()
        if people >= SMALLEST_SHOWN
    ]
    return tuple(sorted(found, key=lambda one: (-one.probability, -one.people, one.sector, one.tenure)))
