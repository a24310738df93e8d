"""How are probabilities learnt from counts, and corrected by what came of such probabilities before?

A logistic curve by Newton's steps, held back where it rests on little (ridge). Its probabilities for months it had not
seen are compared with what came in them, and those of later months are shifted and stretched accordingly (Platt's
method, two parameters: a curve through every fifth would need more people than a province has).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

ROUNDS, ENOUGH = 30, 1e-9
# How firmly the stretch is held at one: a standard deviation of 0.22.
STRETCH_HELD = 20.0
EDGE = 1e-6


@dataclass(frozen=True)
class Correction:
    """Shift and stretch of the log-odds about their middle, and how uncertain the shift is (variance)."""

    shift: float
    stretch: float
    middle: float
    variance: float

    def of(self, chance: Floats) -> Floats:
        """The corrected probabilities."""
        odds = logit(chance)
        return logistic(odds + self.shift + self.stretch * (odds - self.middle))


NO_CORRECTION = Correction(0.0, 0.0, 0.0, 0.0)


def correction(chance: Floats, people: Floats, lapsed: Floats) -> Correction:
    """What probabilities must be corrected by, given what came: of groups of people told `chance`, so many lapsed."""
    if not lapsed.sum():
        return NO_CORRECTION
    odds = logit(chance)
    middle = float((odds * people).sum() / people.sum())
    form = np.column_stack([np.ones(len(odds)), odds - middle])
    weights, curve = newton(form, people, lapsed, np.array([0.0, STRETCH_HELD]), offset=odds)
    return Correction(float(weights[0]), float(weights[1]), middle, float(np.linalg.inv(curve)[0, 0]))


def newton(
    form: Floats, people: Floats, lapsed: Floats, held: Floats, offset: Floats | None = None
) -> tuple[Floats, Floats]:
    """Weights of the logistic curve, each drawn to nothing as firmly as `held` says, and the curvature at them."""
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
    return weights, curve


def log_loss(chance: Floats, people: Floats, lapsed: Floats) -> float:
    """How badly probabilities told what came; less is better."""
    told = np.clip(chance, EDGE, 1 - EDGE)
    return -float((lapsed * np.log(told) + (people - lapsed) * np.log(1 - told)).sum())


def by_chance(people: int, chance: float, tail: float = 0.025) -> tuple[float, float]:
    """Between which shares of `people` the lapses lie by chance alone, if each lapses with this probability.

    The quantiles of the binomial distribution, `tail` on either side.
    """
    told = min(max(chance, EDGE), 1 - EDGE)
    counts = np.arange(people)
    ratios = np.log((people - counts) / (counts + 1)) + np.log(told / (1 - told))
    below = np.cumsum(np.exp(people * np.log(1 - told) + np.concatenate([[0.0], np.cumsum(ratios)])))
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
