"""Comes of each fifth of the payers what was told, as far as chance allows, in several countries?"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from scipy.stats import betabinom, binom

from payung.follow import hazard
from payung.follow import paying as module
from payung.follow.calibrate import NO_CORRECTION, by_chance, correction, logistic, newton, told
from payung.follow.hazard import Bin
from payung.follow.paying import paying_of
from payung.ledger.public import paying
from tests.follow.sample_payers import MONTHS, NOW, sample_rows

PEOPLE, SEEDS = 100_000, (11, 12, 13)
# As many payers as the demonstration has (payung/act/demo.py), drawn more than once from each country.
FEW, DRAWS = {"JKN": 1200, "BPU": 1800}, 8
# Of thirty fifths that are told truly, more than four lie outside the interval of 19 in 20 in one case of sixty.
MOST_OUTSIDE = 4


@cache
def rows_of(seed: int) -> tuple[paying.PayingRow, ...]:
    """A country's bills."""
    return tuple(sample_rows(PEOPLE, seed))


def fifths(rows: Sequence[paying.PayingRow]) -> list[Bin]:
    """Those of both kinds of payers."""
    found = paying_of(rows)
    assert found is not None
    assert [one.segment for one in found.forecasts] == ["PBPU", "BPU"]
    return [each for one in found.forecasts for each in one.bins]


def test_of_each_fifth_comes_what_was_told_in_three_countries() -> None:
    found = [each for seed in SEEDS for each in fifths(rows_of(seed))]
    assert len(found) == 30
    assert [one for one in found if not one.is_as_told][MOST_OUTSIDE:] == []
    for one in found:
        low, high = by_chance(one.people, one.forecast, tail=0.0005)
        assert low <= one.observed <= high


def test_of_few_payers_the_lowest_fifth_is_not_told_too_little() -> None:
    found = [fifths(sample_rows(PEOPLE, seed, FEW, draw)) for seed in SEEDS for draw in range(DRAWS)]
    outside = [one for each in found for one in each if not one.is_as_told]
    assert len(outside) <= len(found) * 10 * 0.05
    # Whoever sorts by what was learnt from little finds below all who were told too little: by how many deviations?
    for lowest in (0, 5):
        apart = [
            (one.observed - one.forecast) / (one.forecast * (1 - one.forecast) / one.people) ** 0.5
            for one in (each[lowest] for each in found)
        ]
        assert abs(np.mean(apart)) < 0.6


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", ["JKN", "BPU"])
def test_of_few_payers_those_of_the_same_habit_are_told_nearly_the_same(kind: str, seed: int) -> None:
    # How they pay, in which sector and since when means nothing in the sample.
    rows = [row for row in sample_rows(PEOPLE, seed, FEW) if row.kind == kind and row.seen >= module.SEEN_MIN]
    for month in range(NOW - 3, NOW):
        seen = module._months([row for row in rows if row.month < month])
        paid_always = [row for row in rows if row.month == month and not row.missed and row.seen == month - MONTHS[0]]
        chance = hazard._Past(seen).told(module._months(paid_always), month).chance
        assert len(set(chance.tolist())) > 5
        assert chance.max() < 1.05 * chance.min()


@pytest.mark.parametrize("seed", SEEDS)
def test_the_sample_lets_as_many_stop_in_the_last_months_as_before(seed: int) -> None:
    for kind in ("JKN", "BPU"):
        for has_missed, share in ((False, None), (True, 0.15)):
            own = [row for row in rows_of(seed) if row.kind == kind and bool(row.missed) == has_missed]
            early, late = (
                [row for row in own if months[0] <= row.month <= months[1]]
                for months in ((NOW - 7, NOW - 5), (NOW - 3, NOW - 1))
            )
            rates = [sum(row.stopped for row in part) / sum(row.payers for row in part) for part in (early, late)]
            if share:
                # Mostly irregular payers, who skip in the same share of months whenever that is.
                assert rates == pytest.approx([share, share], abs=0.025)
            else:
                # The longer none was missed, the fewer of them are irregular: never more, and no sudden rise.
                assert 0.02 < rates[1] < rates[0] < 0.08


def test_a_form_that_leaves_out_what_matters_is_corrected_and_without_correction_is_found_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Without the months seen, whoever never missed is told the same in the third month and in the tenth.
    whole = module._form
    monkeypatch.setattr(module, "_form", lambda keys: whole(keys) * (np.arange(whole(keys).shape[1]) != 1))
    assert sum(not one.is_as_told for seed in SEEDS for one in fifths(rows_of(seed))) <= MOST_OUTSIDE
    monkeypatch.setattr(hazard, "correction", lambda *_: NO_CORRECTION)
    assert sum(not one.is_as_told for seed in SEEDS for one in fifths(rows_of(seed))) > 2 * MOST_OUTSIDE


def test_what_is_told_of_a_month_hangs_on_nothing_that_came_in_it_or_after(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [row for row in rows_of(SEEDS[0]) if row.kind == "BPU"]
    spoilt = [replace(row, stopped=row.payers - row.stopped) if row.month >= NOW - 2 else row for row in rows]
    assert _told(rows, NOW - 2) == _told(spoilt, NOW - 2)
    assert _told(rows, NOW - 1) != _told(spoilt, NOW - 1)
    # Whoever looked at the month itself would be found out.
    before = hazard._Past._before
    monkeypatch.setattr(hazard._Past, "_before", lambda past, month: before(past, month + 1))
    assert _told(rows, NOW - 2) != _told(spoilt, NOW - 2)


def _told(rows: Sequence[paying.PayingRow], month: int) -> list[float]:
    """What is told of the groups of a month, learnt from a past that holds later ones too."""
    kept: list[float] = []

    class Kept(hazard._Past):
        def tested(self, at: int) -> hazard._Tested:
            found = super().tested(at)
            if at == month:
                kept.extend(found.told.chance.tolist())
            return found

    patched = pytest.MonkeyPatch()
    patched.setattr(hazard, "_Past", Kept)
    paying_of(rows)
    patched.undo()
    return kept


def test_a_correction_shifts_and_stretches_as_far_as_what_came_says() -> None:
    odds = np.linspace(-4, 0, 50)
    people = np.full(50, 40_000.0)
    came = logistic(0.7 * odds + 0.4)
    found = correction(logistic(odds), people, people * came)
    assert found.of(logistic(odds)) == pytest.approx(came, rel=0.01)
    few = correction(logistic(odds), people / 4000, people / 4000 * came)
    assert 0 < abs(few.stretch) < abs(found.stretch)
    assert 0 < few.shift < found.shift / 2
    assert correction(logistic(odds), people, 0 * came) == NO_CORRECTION


@pytest.mark.parametrize(("people", "chance"), [(1, 0.3), (40, 0.02), (900, 0.07), (20_000, 0.5), (150_000, 0.001)])
def test_what_chance_allows_is_the_binomial_of_a_kept_library(people: int, chance: float) -> None:
    low, high = binom.interval(0.95, people, chance)
    assert by_chance(people, chance) == pytest.approx((low / people, high / people), abs=1.01 / people)


@pytest.mark.parametrize(("people", "chance", "error"), [(900, 0.05, 0.008), (40, 0.3, 0.1), (20_000, 0.07, 0.002)])
def test_what_chance_and_error_allow_is_the_beta_binomial_of_a_kept_library(
    people: int, chance: float, error: float
) -> None:
    firm = chance * (1 - chance) / error**2 - 1
    low, high = betabinom.interval(0.95, people, chance * firm, (1 - chance) * firm)
    assert by_chance(people, chance, error) == pytest.approx((low / people, high / people), abs=1.01 / people)
    assert low < by_chance(people, chance)[0] * people


def test_what_is_told_spreads_as_far_as_it_is_said_to_rest_on_what_may_be_learnt_wrongly() -> None:
    chance = np.random.default_rng(2)
    form = np.column_stack([np.ones(12), np.linspace(-1, 1, 12), np.tile([0.0, 1.0], 6)])
    true, people = logistic(form @ np.array([-2.5, 0.8, 0.3])), np.full(12, 150.0)
    after = correction(true, people, people * true)
    told_of_all, variances = [], []
    for _ in range(400):
        curve = newton(form, people, chance.binomial(150, true).astype(float), np.array([0.0, 1.0, 1.0]))
        one = told(curve, NO_CORRECTION, form)
        told_of_all.append(float(one.chance @ people))
        variances.append(one.variance(people))
        assert told(curve, after, form).variance(people) > one.variance(people)
    assert np.mean(variances) == pytest.approx(np.var(told_of_all), rel=0.2)
