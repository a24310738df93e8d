"""Who is likely to lapse next month, how sure is that, and how good were such forecasts in the months before?

A discrete-time hazard: for each month and group of people alike (tenure, age, sex, channel, sector, discount), how
many were covered and how many stopped; a logistic curve through them, held back where it rests on little, and its
probabilities corrected by what came of such probabilities in the months before (payung/follow/calibrate.py). How
firmly it is held back is what told those months best. Judged on months that neither has seen, each from the months
before it only, against the simplest forecast: everybody lapses at the average rate of late.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from payung.follow.calibrate import (
    NO_CORRECTION,
    Correction,
    Floats,
    LogisticCurve,
    Told,
    by_chance,
    correction,
    log_loss,
    newton,
    told,
)
from payung.ledger.public import spell

TRAINED_MONTHS, LEVEL_MONTHS, TESTED_MONTHS, BINS = 18, 3, 6, 5
TENURES = (3, 6, 12, 24, 60)
# How firmly weights are held at nothing: those that a curve rests on a little, the others as the months tell, but never
# so little that the noise of a few hundred lapses has a weight.
RIDGE, RIDGES = 1.0, (1000.0, 10000.0)
Z_90, Z_95 = 1.645, 1.96
OLDEST_TENS = 6
# The constant, time and the channel.
LED_BY = 3
# Months are counted from the year nought; the slope is told from here, so that its column stays small.
YEAR_ZERO = 2026 * 12


@dataclass(frozen=True)
class Group:
    """People alike who are covered now, and their probability to lapse next month.

    `missed` is how many of the last months they did not pay in time, where payments are known.
    """

    channel: str
    sector: str
    tenure: int
    people: int
    probability: float
    missed: int | None = None


@dataclass(frozen=True)
class Bin:
    """People by forecast probability in the tested months: forecast and what came, both shares.

    By chance, and as far as the forecast may have been learnt wrongly from few lapses, between `low` and `high` would
    come (19 times in 20).
    """

    people: int
    forecast: float
    observed: float
    low: float
    high: float

    @property
    def is_as_told(self) -> bool:
        """Whether what came is no further from the forecast than chance allows."""
        return self.low <= self.observed <= self.high


@dataclass(frozen=True)
class Forecast:
    """Expected lapses next month with a 90 % interval, and how the forecast did before (Brier: less is better)."""

    segment: str
    covered: int
    expected: float
    low: float
    high: float
    brier: float
    brier_of_average: float
    skill_error: float
    tested_months: int
    bins: tuple[Bin, ...]
    groups: tuple[Group, ...]

    @property
    def told(self) -> float:
        """Share forecast to lapse a month in the tested months."""
        return sum(one.people * one.forecast for one in self.bins) / max(sum(one.people for one in self.bins), 1)

    @property
    def came(self) -> float:
        """Share that did lapse a month in the tested months."""
        return sum(one.people * one.observed for one in self.bins) / max(sum(one.people for one in self.bins), 1)

    @property
    def skill_per_1000(self) -> int:
        """How much better than the average rate, in thousandths; below nothing is worse."""
        return self._per_1000(0.0)

    @property
    def skill_low_per_1000(self) -> int:
        """The lower end of its 95 % interval."""
        return self._per_1000(-Z_95)

    @property
    def skill_high_per_1000(self) -> int:
        """The upper end."""
        return self._per_1000(Z_95)

    @property
    def as_told(self) -> int:
        """In how many fifths came what was told, as far as chance allows."""
        return sum(one.is_as_told for one in self.bins)

    def _per_1000(self, errors: float) -> int:
        if not self.brier_of_average:
            return 0
        return round(1000 * (1 - self.brier / self.brier_of_average + errors * self.skill_error))


@dataclass(frozen=True)
class Months:
    """Groups of people alike at risk in a month, and how many lapsed in it; one row a group and month.

    The first `led_by` columns of the form are those that a forecast rests on, the constant first.
    """

    month: npt.NDArray[np.int64]
    form: Floats
    people: Floats
    lapsed: Floats
    key: npt.NDArray[np.int64]
    led_by: int


Grouped = Callable[[Months, Floats], tuple[Group, ...]]


def forecast(
    rows: Sequence[spell.SpellRow], segment: str, last: int, discounts: dict[str, tuple[int, int]]
) -> Forecast | None:
    """The forecast for the month after `last`; None where nobody lapsed in the months it would learn from.

    `discounts` gives by sector the first and last month of the discount.
    """
    own = [row for row in rows if row.segment == segment]
    if not own:
        return None
    seen = _months(own, range(last - TRAINED_MONTHS - TESTED_MONTHS + 1, last + 1), discounts)
    return judged(segment, seen, _months(own, [last + 1], discounts), TESTED_MONTHS, _groups)


def judged(segment: str, seen: Months, now: Months, months: int, grouped: Grouped) -> Forecast | None:
    """The forecast for the groups of `now`, learnt from the months seen and tested on the last `months` of them.

    None where nobody lapsed in them.
    """
    if seen.lapsed.sum() == 0 or not len(now.people):
        return None
    last = int(seen.month.max())
    past = _Past(seen)
    tested = [past.tested(month) for month in range(last - months + 1, last + 1) if past.may_test(month)]
    if not tested:
        return None
    guessed, average, people, lapsed = (
        np.concatenate(each)
        for each in zip(*((one.told.chance, one.average, one.people, one.lapsed) for one in tested), strict=True)
    )
    following = past.told(now, last + 1)
    chance = following.chance
    expected, scatter = float((chance * now.people).sum()), float((chance * (1 - chance) * now.people).sum())
    # By chance, and by how uncertain the probabilities are.
    spread = Z_90 * float(np.sqrt(scatter + following.variance(now.people)))
    brier, of_average = _brier(guessed, people, lapsed), _brier(average, people, lapsed)
    return Forecast(
        segment,
        int(now.people.sum()),
        expected,
        max(0.0, expected - spread),
        expected + spread,
        brier,
        of_average,
        _skill_error(guessed, average, people, lapsed),
        len(tested),
        _bins(tested),
        grouped(now, chance),
    )


@dataclass(frozen=True)
class _Tested:
    """A month of the past as it was told from the months before it, and what came."""

    told: Told
    average: Floats
    people: Floats
    lapsed: Floats


class _Past:
    """What forecasts of a month would have been, learnt from the months before it."""

    def __init__(self, seen: Months) -> None:
        """Nothing is learnt before it is asked for."""
        self._seen = seen
        self._curves: dict[tuple[int, float], LogisticCurve] = {}

    def may_test(self, month: int) -> bool:
        """Whether there are people in the month, and lapses before it."""
        return bool((self._seen.month == month).any() and self._before(month).lapsed.sum())

    def tested(self, month: int) -> _Tested:
        """What was told of a month, by the average rate of late besides, and what came."""
        now, before = _of(self._seen, self._seen.month == month), self._before(month)
        level = _of(before, before.month >= month - LEVEL_MONTHS)
        average = level.lapsed.sum() / max(level.people.sum(), 1)
        return _Tested(self.told(now, month), np.full(len(now.people), average), now.people, now.lapsed)

    def told(self, now: Months, month: int) -> Told:
        """What is told of groups in a month from the months before it."""
        held, corrected = self._held(month)
        return told(self._curve(month, held), corrected, now.form)

    def _held(self, month: int) -> tuple[float, Correction]:
        """How firmly to hold back, and the correction, by the forecasts of the last months before this one."""
        months = [one for one in range(month - LEVEL_MONTHS, month) if self.may_test(one)]
        if not months:
            return RIDGES[-1], NO_CORRECTION
        checked = [_of(self._seen, self._seen.month == one) for one in months]
        people, lapsed = (np.concatenate([getattr(one, name) for one in checked]) for name in ("people", "lapsed"))
        found = []
        for held in RIDGES:
            raw = np.concatenate(
                [self._curve(at, held).chance(now.form) for now, at in zip(checked, months, strict=True)]
            )
            corrected = correction(raw, people, lapsed)
            found.append((log_loss(corrected.of(raw), people, lapsed), held, corrected))
        return min(found, key=lambda one: one[:2])[1:]

    def _curve(self, month: int, held: float) -> LogisticCurve:
        if (month, held) not in self._curves:
            self._curves[month, held] = _fit(self._before(month), held)
        return self._curves[month, held]

    def _before(self, month: int) -> Months:
        return _of(self._seen, (self._seen.month < month) & (self._seen.month >= month - TRAINED_MONTHS))


def _months(
    rows: Sequence[spell.SpellRow], months: Sequence[int] | range, discounts: dict[str, tuple[int, int]]
) -> Months:
    """Groups at risk in each month: who entered before it and had not left before it."""
    found = []
    entry = np.array([row.entry_month for row in rows])
    leave = np.array([row.exit_month if row.exit_month is not None else np.iinfo(np.int64).max for row in rows])
    is_lapse, people = np.array([row.is_lapse for row in rows]), np.array([row.people for row in rows])
    is_transport = np.array([row.sector == "TRANSPORT" for row in rows])
    ages = [min(row.age_tens, OLDEST_TENS) for row in rows]
    facts = [(row.sex == "P", row.channel == "COLLECTIVE", row.sector == "TRANSPORT") for row in rows]
    fixed = np.column_stack([np.array(facts, dtype=np.int64), np.array(ages, dtype=np.int64)])
    for month in months:
        there = (entry < month) & (leave >= month)
        tenure = np.searchsorted(TENURES, month - entry[there])
        begins, ends = (np.where(is_transport[there], discounts["TRANSPORT"][n], discounts["OTHER"][n]) for n in (0, 1))
        is_cut = (month >= begins) & (month <= ends)
        keys, place = np.unique(np.column_stack([fixed[there], tenure, is_cut]), axis=0, return_inverse=True)
        weight = people[there]
        gone = weight * ((leave[there] == month) & is_lapse[there])
        size = len(keys)
        place = place.reshape(-1)
        found.append(
            (
                np.full(size, month),
                keys,
                np.bincount(place, weights=weight, minlength=size),
                np.bincount(place, weights=gone, minlength=size),
            )
        )
    month_of, keys, counts, gone = (np.concatenate(each) for each in zip(*found, strict=True))
    return Months(month_of, _form(keys, month_of), counts.astype(float), gone.astype(float), keys, LED_BY)


def _form(keys: npt.NDArray[np.int64], month: npt.NDArray[np.int64]) -> Floats:
    """One column for each thing that may matter: a constant, time, channel, sex, sector, discount, ages, tenures.

    Time, in years: registers forget the older spell of whoever lapsed and came back, so that the further back a month
    lies, the calmer it looks. What is told of the month to come must go on with that slope, not with its average.
    """
    ages = [keys[:, 3] == tens for tens in range(2, OLDEST_TENS + 1)]
    tenures = [keys[:, 4] == place for place in range(1, len(TENURES) + 1)]
    years = (month - YEAR_ZERO) / 12
    columns = [np.ones(len(keys)), years, keys[:, 1], keys[:, 0], keys[:, 2], keys[:, 5], *ages, *tenures]
    return np.column_stack(columns).astype(float)


def _fit(seen: Months, held: float) -> LogisticCurve:
    """The logistic curve; the constant is not held back, the leading columns a little, the others more."""
    others = seen.form.shape[1] - seen.led_by
    ridge = np.array([0.0, *[RIDGE] * (seen.led_by - 1), *[held] * others])
    return newton(seen.form, seen.people, seen.lapsed, ridge)


def _of(seen: Months, chosen: npt.NDArray[np.bool_]) -> Months:
    columns = (getattr(seen, name)[chosen] for name in ("month", "form", "people", "lapsed", "key"))
    return Months(*columns, seen.led_by)


def _brier(chance: Floats, people: Floats, lapsed: Floats) -> float:
    """Mean squared distance between the forecast and what came (1 lapsed, 0 stayed)."""
    missed = lapsed * (1 - chance) ** 2 + (people - lapsed) * chance**2
    return float(missed.sum() / people.sum())


def _skill_error(chance: Floats, average: Floats, people: Floats, lapsed: Floats) -> float:
    """Standard error of how much better than the average rate, each payer and month taken for itself."""
    ratio = _brier(chance, people, lapsed) / (_brier(average, people, lapsed) or 1.0)
    if_lapsed = (1 - chance) ** 2 - ratio * (1 - average) ** 2
    if_not = chance**2 - ratio * average**2
    total = _brier(average, people, lapsed) * people.sum()
    return float(np.sqrt((lapsed * if_lapsed**2 + (people - lapsed) * if_not**2).sum()) / (total or 1.0))


def _bins(tested: Sequence[_Tested]) -> tuple[Bin, ...]:
    """Fifths of the people by forecast, lowest first."""
    chance, people, lapsed, month = (
        np.concatenate(each)
        for each in zip(
            *((one.told.chance, one.people, one.lapsed, np.full(len(one.people), at)) for at, one in enumerate(tested)),
            strict=True,
        )
    )
    order = np.argsort(chance, kind="stable")
    edges = np.cumsum(people[order]) * BINS / people.sum()
    place = np.empty(len(order), dtype=int)
    place[order] = np.minimum(np.ceil(edges - 1e-9).astype(int) - 1, BINS - 1)
    found = []
    for number in range(BINS):
        own = place == number
        count = float(people[own].sum())
        if count:
            told_share, came = float((chance[own] * people[own]).sum()) / count, float(lapsed[own].sum()) / count
            # Each month is told with what came in the months before it, so that what is told wrongly of one says
            # nothing of the next: variances add up.
            variance = sum(one.told.variance(one.people * own[month == at]) for at, one in enumerate(tested))
            low, high = by_chance(int(count), told_share, float(np.sqrt(variance)) / count)
            found.append(Bin(int(count), told_share, came, low, high))
    return tuple(found)


def _groups(now: Months, chance: Floats) -> tuple[Group, ...]:
    """Groups by channel, sector and tenure, the likeliest first."""
    sums: dict[tuple[str, str, int], list[float]] = {}
    for key, people, share in zip(now.key, now.people, chance, strict=True):
        name = ("COLLECTIVE" if key[1] else "ALONE", "TRANSPORT" if key[2] else "OTHER", int(key[4]))
        held = sums.setdefault(name, [0.0, 0.0])
        held[0] += people
        held[1] += people * share
    found = [Group(*name, int(people), float(told / people)) for name, (people, told) in sums.items()]
    return tuple(sorted(found, key=lambda one: (-one.probability, one.channel, one.sector, one.tenure)))
