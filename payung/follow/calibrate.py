"""How are probabilities learnt from counts, and corrected by what came of such probabilities before?

A logistic curve by Newton's steps, held back where it rests on little (ridge). Its probabilities for months it had not
seen are compared with what came in them, and those of later months are shifted and stretched accordingly (Platt's
method, two parameters: a curve through every fifth would need more people than a province has). Both are held back too:
a correction learnt freely from a few lapses moves from month to month, and whoever is told least is then, more often
than not, told too little.
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

ROUNDS, ENOUGH = 30, 1e-9
# How firmly the shift is held at nothing and the stretch at one (each a standard deviation of 0.1): some hundred
# lapses move them little, those of a nation as far as they say.
SHIFT_HELD, STRETCH_HELD = 100.0, 100.0
EDGE = 1e-6


@dataclass(frozen=True)
class Correction:
    """Shift and stretch of log-odds about their middle, and how uncertain they are: the root of their covariance."""

    shift: float
    stretch: float
    middle: float
    root: tuple[tuple[float, float], tuple[float, float]]

    def of(self, chance: Floats) -> Floats:
        """The corrected probabilities."""
        odds = logit(chance)
        return logistic(odds + self.shift + self.stretch * (odds - self.middle))


NO_CORRECTION = Correction(0.0, 0.0, 0.0, ((0.0, 0.0), (0.0, 0.0)))


@dataclass(frozen=True)
class LogisticCurve:
    """A logistic curve as it was learnt: its weights, and how uncertain they are (the root of their covariance)."""

    weights: Floats
    root: Floats

    def chance(self, form: Floats) -> Floats:
        """The probabilities of groups of this form."""
        return logistic(form @ self.weights)


@dataclass(frozen=True)
class Told:
    """Probabilities told of groups in a month, and how far each rests on what may have been learnt wrongly.

    A row of `lean` a group: over people of several groups the sum of the rows, squared, is the variance of the number
    told of them.
    """

    chance: Floats
    lean: Floats

    def variance(self, people: Floats) -> float:
        """Of the number told of so many people in each group."""
        return float(((people @ self.lean) ** 2).sum())


def told(curve: LogisticCurve, corrected: Correction, form: Floats) -> Told:
    """What a curve and its correction tell of groups of this form."""
    raw = curve.chance(form)
    chance = corrected.of(raw)
    of_correction = np.column_stack([np.ones(len(raw)), logit(raw) - corrected.middle]) @ np.array(corrected.root)
    lean = np.column_stack([(1 + corrected.stretch) * form @ curve.root, of_correction])
    return Told(chance, (chance * (1 - chance))[:, None] * lean)


def correction(chance: Floats, people: Floats, lapsed: Floats) -> Correction:
    """What probabilities must be corrected by, given what came: of groups of people told `chance`, so many lapsed."""
    if not lapsed.sum():
        return NO_CORRECTION
    odds = logit(chance)
    middle = float((odds * people).sum() / people.sum())
    form = np.column_stack([np.ones(len(odds)), odds - middle])
    found = newton(form, people, lapsed, np.array([SHIFT_HELD, STRETCH_HELD]), offset=odds)
    shift, stretch = found.weights.tolist()
    first, second = found.root.tolist()
    return Correction(shift, stretch, middle, (tuple(first), tuple(second)))


def newton(form: Floats, people: Floats, lapsed: Floats, held: Floats, offset: Floats | None = None) -> LogisticCurve:
    """The logistic curve through counts, each of its weights drawn to nothing as firmly as `held` says."""
    size = form.shape[1]
    weights, ridge, start = np.zeros(size), np.diag(held), np.zeros(len(people)) if offset is None else offset
    if offset is None:
        weights[0] = logit(np.array([lapsed.sum() / max(people.sum(), 1)]))[0]
    curve = ridge
    for _ in range(ROUNDS):
        chance = logistic(form @ weights + start)
        slope = form.T @ (lapsed - people * chance) - ridge @ weights
        curve = (form * (people * chance * (1 - chance))[:, None]).T @ form + ridge + ENOUGH * np.eye(size)
        step = np.linalg.solve(curve, slope)
        weights = weights + step
        if np.abs(step).max() < ENOUGH:
            break
    return LogisticCurve(weights, np.linalg.cholesky(np.linalg.inv(curve)))


def log_loss(chance: Floats, people: Floats, lapsed: Floats) -> float:
    """How badly probabilities told what came; less is better."""
    told = np.clip(chance, EDGE, 1 - EDGE)
    return -float((lapsed * np.log(told) + (people - lapsed) * np.log(1 - told)).sum())


def by_chance(people: int, chance: float, error: float = 0.0, tail: float = 0.025) -> tuple[float, float]:
    """Between which shares of `people` the lapses lie, if each lapses with this probability, itself told give or take.

    `error` is the standard deviation of the probability. The quantiles, `tail` on either side, of the binomial
    distribution; with an error of the beta-binomial, whose probabilities spread that far.
    """
    mean = min(max(chance, EDGE), 1 - EDGE)
    counts = np.arange(people)
    if error**2 < mean * (1 - mean) * EDGE:
        first, ratios = people * math.log(1 - mean), np.log(mean / (1 - mean))
    else:
        firm = mean * (1 - mean) / error**2 - 1
        yes, no = mean * firm, (1 - mean) * firm
        first = math.lgamma(no + people) - math.lgamma(no) - math.lgamma(firm + people) + math.lgamma(firm)
        ratios = np.log((counts + yes) / (people - counts - 1 + no))
    steps = np.log((people - counts) / (counts + 1)) + ratios
    below = np.cumsum(np.exp(first + np.concatenate([[0.0], np.cumsum(steps)])))
    low, high = (int(np.searchsorted(below, edge)) for edge in (tail, 1 - tail))
    return low / max(people, 1), min(high, people) / max(people, 1)


def logistic(values: Floats) -> Floats:
    """The probability of log-odds."""
    found: Floats = 1 / (1 + np.exp(-np.clip(values, -30, 30)))
    return found


def logit(chance: Floats) -> Floats:
    """The log-odds of a probability."""
    told = np.clip(chance, EDGE, 1 - EDGE)
    found: Floats = np.log(told / (1 - told))
    return found
