"""Are the curves those of a kept library, is the forecast calibrated where the truth is known?"""

from pathlib import Path

import numpy as np
import pytest
from lifelines import KaplanMeierFitter

from payung.follow import hazard
from payung.follow import kept_retention as module
from payung.follow.cohorts import retention
from payung.follow.hazard import forecast
from payung.follow.kept_retention import kept_retention
from payung.follow.survival import survival
from payung.ledger.public import spell, system_scope
from payung.plan.public import lapse_shares

NO_DISCOUNT = {"TRANSPORT": (0, -1), "OTHER": (0, -1)}
LAST = 24_310


@pytest.mark.parametrize("seed", range(3))
def test_the_curve_is_that_of_lifelines(seed: int) -> None:
    chance = np.random.default_rng(seed)
    durations, lapsed = chance.integers(0, 40, 200), chance.random(200) < 0.4
    people = chance.integers(1, 9, 200)
    curve = survival(durations.tolist(), lapsed.tolist(), people.tolist())
    judge = KaplanMeierFitter().fit(durations, lapsed, weights=people)
    for month in (0, 5, 17, 39):
        assert curve.share[month] == pytest.approx(judge.predict(month), abs=1e-9)
    bounds = judge.confidence_interval_survival_function_
    last = bounds[bounds.index <= 17].iloc[-1]
    assert (curve.low[17], curve.high[17]) == pytest.approx(tuple(last), abs=1e-9)


def test_a_curve_knows_how_far_it_was_watched() -> None:
    curve = survival([3, 5], [True, False], [1, 3])
    assert curve.at(2) == (1.0, 1.0, 1.0)
    assert curve.at(4) == pytest.approx((0.75, 0.1279, 0.9605), abs=1e-3)
    assert curve.at(6) is None
    assert (curve.people, curve.lapsed) == (4, 1)


def simulated(people: int, monthly: dict[str, float]) -> list[spell.SpellRow]:
    """Members who joined over three years and lapse each month with a known probability by channel."""
    chance, rows = np.random.default_rng(7), []
    for number in range(people):
        channel = "COLLECTIVE" if number % 2 else "ALONE"
        entry = LAST - int(chance.integers(1, 36))
        stays = int(chance.geometric(monthly[channel]))
        left = entry + stays if entry + stays <= LAST else None
        rows.append(spell.SpellRow("BPU", channel, "OTHER", "L", 3, entry, left, left is not None, 1))
    return rows


def test_the_forecast_finds_the_probabilities_it_was_made_with() -> None:
    found = forecast(simulated(9000, {"ALONE": 0.05, "COLLECTIVE": 0.01}), "BPU", LAST, NO_DISCOUNT)
    assert found is not None
    by_channel = {"ALONE": [0.0, 0.0], "COLLECTIVE": [0.0, 0.0]}
    for group in found.groups:
        by_channel[group.channel][0] += group.people
        by_channel[group.channel][1] += group.people * group.probability
    assert by_channel["ALONE"][1] / by_channel["ALONE"][0] == pytest.approx(0.05, rel=0.15)
    assert by_channel["COLLECTIVE"][1] / by_channel["COLLECTIVE"][0] == pytest.approx(0.01, rel=0.35)
    # Better than everybody at the average rate, and each fifth comes as it was told.
    assert found.brier < found.brier_of_average
    for one in found.bins:
        assert one.observed == pytest.approx(one.forecast, abs=0.012)
    assert found.low < found.expected < found.high


def test_a_forecast_of_months_to_come_learns_nothing_from_them(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[int, int]] = []
    fit = hazard._fit

    def watched(months: hazard.Months, held: float) -> hazard.Floats:
        seen.append((int(months.month.min()), int(months.month.max())))
        return fit(months, held)

    monkeypatch.setattr(hazard, "_fit", watched)
    forecast(simulated(2000, {"ALONE": 0.05, "COLLECTIVE": 0.02}), "BPU", LAST, NO_DISCOUNT)
    # Six tested months, the three before the first of them, by whose outcome it is corrected, and the one to come.
    assert sorted({last for _, last in seen}) == [*range(LAST - 9, LAST), LAST]


def test_where_nobody_lapsed_nothing_is_foretold() -> None:
    rows = [spell.SpellRow("BPU", "ALONE", "OTHER", "L", 3, LAST - 5, None, False, 9)]
    assert forecast(rows, "BPU", LAST, NO_DISCOUNT) is None
    assert forecast(rows, "PBPU", LAST, NO_DISCOUNT) is None


def test_who_joined_under_a_discount_stops_more_often_when_it_ends() -> None:
    shares = lapse_shares()
    for low, mid, high in shares.values():
        assert 0 <= low <= mid <= high <= 1
    assert shares["NEW"][0] > shares["OLD"][2]


def test_a_forecast_goes_on_with_the_slope_of_the_months_before() -> None:
    rows = []
    for number in range(24):
        at = LAST - 23 + number
        rows.append(spell.SpellRow("BPU", "ALONE", "OTHER", "L", 3, LAST - 60, at, True, 10 + 4 * number))
    rows.append(spell.SpellRow("BPU", "ALONE", "OTHER", "L", 3, LAST - 60, None, False, 5000))
    found = forecast(rows, "BPU", LAST, NO_DISCOUNT)
    assert found is not None
    assert found.expected == pytest.approx(10 + 4 * 24, rel=0.1)
    assert found.told == pytest.approx(found.came, rel=0.1)


@pytest.mark.django_db
def test_what_is_kept_of_a_run_is_what_was_reckoned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with system_scope():
        found = kept_retention(tmp_path)
        monkeypatch.setattr(module, "retention", lambda: pytest.fail("reckoned twice"))
        assert kept_retention(tmp_path) == found == retention()
    assert [path.suffix for path in tmp_path.iterdir()] == [".json"]


@pytest.mark.django_db
def test_every_payer_has_its_curve() -> None:
    with system_scope():
        found = retention()
    assert found is not None
    assert {one.code for one in found.by_payer} == {"PBI", "PBPU_PEMDA", "PPU_BU", "PBPU", "BPU"}
