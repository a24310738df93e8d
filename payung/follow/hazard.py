"""Who is likely to lapse next month, how sure is that, and how good were such forecasts in the months before?

A discrete-time hazard: for each month and group of people alike (tenure, age, sex, channel, sector, discount), how
many were covered and how many stopped; a logistic curve through them, held back a little (ridge) where groups are few.
Judged on months it has not seen, against the simplest forecast: everybody lapses at the average rate of late.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from payung.ledger.public import spell

Floats = npt.NDArray[np.float64]

TRAINED_MONTHS, LEVEL_MONTHS, TESTED_MONTHS, BINS = 18, 3, 6, 5
TENURES = (3, 6, 12, 24, 60)
RIDGE, ROUNDS, Z_90 = 1.0, 30, 1.645
OLDEST_TENS = 6
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
    """People by forecast probability in the tested months: forecast and what came, both shares."""

    people: int
    forecast: float
    observed: float


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
        return round(1000 * (1 - self.brier / self.brier_of_average)) if self.brier_of_average else 0


@dataclass(frozen=True)
class Months:
    """Groups of people alike at risk in a month, and how many lapsed in it; one row a group and month."""

    month: npt.NDArray[np.int64]
    form: Floats
    people: Floats
    lapsed: Floats
    key: npt.NDArray[np.int64]


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
    tested = [_tested(seen, month) for month in range(last - months + 1, last + 1) if (seen.month == month).any()]
    guessed, average, people, lapsed = (np.concatenate(each) for each in zip(*tested, strict=True))
    weights = _fit(_of(seen, seen.month > last - TRAINED_MONTHS))
    chance = _logistic(now.form @ weights)
    expected, spread = float((chance * now.people).sum()), float(np.sqrt((chance * (1 - chance) * now.people).sum()))
    return Forecast(
        segment,
        int(now.people.sum()),
        expected,
        max(0.0, expected - Z_90 * spread),
        expected + Z_90 * spread,
        _brier(guessed, people, lapsed),
        _brier(average, people, lapsed),
        len(tested),
        _bins(guessed, people, lapsed),
        grouped(now, chance),
    )


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
    return Months(month_of, _form(keys, month_of), counts.astype(float), gone.astype(float), keys)


def _form(keys: npt.NDArray[np.int64], month: npt.NDArray[np.int64]) -> Floats:
    """One column for each thing that may matter: a constant, sex, channel, sector, discount, time, ages, tenures.

    Time, in years: registers forget the older spell of whoever lapsed and came back, so that the further back a month
    lies, the calmer it looks. What is told of the month to come must go on with that slope, not with its average.
    """
    ages = [keys[:, 3] == tens for tens in range(2, OLDEST_TENS + 1)]
    tenures = [keys[:, 4] == place for place in range(1, len(TENURES) + 1)]
    years = (month - YEAR_ZERO) / 12
    columns = [np.ones(len(keys)), keys[:, 0], keys[:, 1], keys[:, 2], keys[:, 5], years, *ages, *tenures]
    return np.column_stack(columns).astype(float)


def _fit(seen: Months) -> Floats:
    """Weights of the logistic curve by Newton's steps; the constant is not held back."""
    size = seen.form.shape[1]
    ridge = np.diag([0.0, *[RIDGE] * (size - 1)])
    rate = np.clip(seen.lapsed.sum() / max(seen.people.sum(), 1), 1e-6, 1 - 1e-6)
    weights = np.zeros(size)
    weights[0] = np.log(rate / (1 - rate))
    for _ in range(ROUNDS):
        chance = _logistic(seen.form @ weights)
        slope = seen.form.T @ (seen.lapsed - seen.people * chance) - ridge @ weights
        curve = (seen.form * (seen.people * chance * (1 - chance))[:, None]).T @ seen.form + ridge
        step = np.linalg.solve(curve + 1e-9 * np.eye(size), slope)
        weights += step
        if np.abs(step).max() < 1e-9:
            break
    return _levelled(weights, seen)


def _levelled(weights: Floats, seen: Months) -> Floats:
    """The constant moved so that the last months come out as often as they came."""
    level = _of(seen, seen.month > seen.month.max() - LEVEL_MONTHS)
    wanted, found = level.lapsed.sum(), weights.copy()
    for _ in range(ROUNDS if wanted else 0):
        chance = _logistic(level.form @ found)
        found[0] += (wanted - (level.people * chance).sum()) / (level.people * chance * (1 - chance)).sum()
    return found


def _tested(seen: Months, month: int) -> tuple[Floats, Floats, Floats, Floats]:
    """Forecast, average rate, people and lapses of a month, learnt from the months before it only."""
    before = _of(seen, (seen.month < month) & (seen.month >= month - TRAINED_MONTHS))
    now, level = _of(seen, seen.month == month), _of(before, before.month >= month - LEVEL_MONTHS)
    average = level.lapsed.sum() / max(level.people.sum(), 1)
    return _logistic(now.form @ _fit(before)), np.full(len(now.people), average), now.people, now.lapsed


def _of(seen: Months, chosen: npt.NDArray[np.bool_]) -> Months:
    return Months(seen.month[chosen], seen.form[chosen], seen.people[chosen], seen.lapsed[chosen], seen.key[chosen])


def _logistic(values: Floats) -> Floats:
    found: Floats = 1 / (1 + np.exp(-np.clip(values, -30, 30)))
    return found


def _brier(chance: Floats, people: Floats, lapsed: Floats) -> float:
    """Mean squared distance between the forecast and what came (1 lapsed, 0 stayed)."""
    missed = lapsed * (1 - chance) ** 2 + (people - lapsed) * chance**2
    return float(missed.sum() / people.sum())


def _bins(chance: Floats, people: Floats, lapsed: Floats) -> tuple[Bin, ...]:
    """Fifths of the people by forecast, lowest first."""
    order = np.argsort(chance, kind="stable")
    edges = np.cumsum(people[order]) * BINS / people.sum()
    place = np.minimum(np.ceil(edges - 1e-9).astype(int) - 1, BINS - 1)
    found = []
    for number in range(BINS):
        own = order[place == number]
        count = float(people[own].sum())
        if count:
            told, came = float((chance[own] * people[own]).sum()), float(lapsed[own].sum())
            found.append(Bin(int(count), told / count, came / count))
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
