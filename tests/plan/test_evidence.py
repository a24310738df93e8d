"""Does the model of take-up give the studies' own figures back, within the precision in which they were published?"""

import numpy as np
import pytest

from payung.plan.evidence.figure import drawn, figures
from payung.plan.scenario.takeup import (
    Setting,
    added,
    control_after,
    control_during,
    covered_during,
    enrolled,
    helped,
    price_response,
    stay,
)

# Banerjee et al. 2021 (AER 111(9), 3035-63), Medan and Bandung 2015: setting, published share enrolled within a
# year, and half the last digit in which it was published.
BANERJEE_2021 = [
    ("control, about 8 percent", Setting(), 0.08, 0.005),
    ("full subsidy, 18.6 points more", Setting(price_cut=1.0), 0.266, 0.0055),
    ("half subsidy, about 10 points more", Setting(price_cut=0.5), 0.18, 0.01),
    ("assisted internet registration, 3.5 points more", Setting(help="ONLINE"), 0.115, 0.0055),
    ("full subsidy and assistance, about 30 percent", Setting(price_cut=1.0, help="ONLINE"), 0.30, 0.005),
    ("information alone, no effect", Setting(is_informed=True), 0.08, 0.005),
]
# Individual Payment Programme, Philippines (AEARCTR-0004977): the counts of its groups.
PHILIPPINES_IPP = [
    ("ipp_control", 32, 323, 0.099),
    ("ipp_subsidy", 119, 801, 0.149),
    ("ipp_voucher", 10, 290, 0.034),
    ("ipp_completed", 124, 312, 0.397),
]


def mean(values: np.ndarray) -> float:
    """The mean of the draws."""
    return float(values.mean())


@pytest.fixture(scope="module")
def drawn_often() -> dict[str, np.ndarray]:
    """Figures drawn so often that the draws' own error is far below the studies' precision."""
    return drawn(40_000)


@pytest.mark.parametrize(("says", "setting", "published", "precision"), BANERJEE_2021, ids=lambda one: str(one)[:40])
def test_banerjee_2021_enrolment_is_reproduced(
    drawn_often: dict[str, np.ndarray], says: str, setting: Setting, published: float, precision: float
) -> None:
    assert mean(enrolled(setting, drawn_often)) == pytest.approx(published, abs=precision), says


def test_banerjee_2021_cover_during_and_after_the_subsidy_is_reproduced(drawn_often: dict[str, np.ndarray]) -> None:
    """Cover eight times the control group's during the subsidy, twice after it, then nearly ten percent."""
    during = mean(covered_during(drawn_often)) / mean(control_during(drawn_often))
    assert during == pytest.approx(8, abs=0.5)
    after = mean(drawn_often["covered_after"])
    assert after == pytest.approx(0.10, abs=0.005)
    assert after / mean(control_after(drawn_often)) == pytest.approx(2, abs=0.1)
    kept = control_after(drawn_often) + stay(drawn_often) * (covered_during(drawn_often) - control_during(drawn_often))
    assert mean(kept) == pytest.approx(0.10, abs=0.005)


@pytest.mark.parametrize(("name", "took", "of", "published"), PHILIPPINES_IPP)
def test_the_philippine_groups_are_reproduced(
    drawn_often: dict[str, np.ndarray], name: str, took: int, of: int, published: float
) -> None:
    assert figures()[name].value == took / of
    assert mean(drawn_often[name]) == pytest.approx(published, abs=0.002)


def test_the_philippine_effects_are_reproduced(drawn_often: dict[str, np.ndarray]) -> None:
    """Half price and information: 14.9 against 9.9; the form finished for them: 39.7 against 3.4."""
    subsidy = mean(drawn_often["ipp_subsidy"] - drawn_often["ipp_control"])
    assert subsidy == pytest.approx(0.149 - 0.099, abs=0.001)
    assert mean(helped("COMPLETED", drawn_often)) == pytest.approx(0.397 - 0.034, abs=0.002)


def test_the_half_subsidy_of_both_countries_agrees_within_their_errors(drawn_often: dict[str, np.ndarray]) -> None:
    apart = price_response(0.5, drawn_often) - (drawn_often["ipp_subsidy"] - drawn_often["ipp_control"])
    low, high = np.percentile(apart, (1, 99))
    assert low < 0.05 < high


def test_more_of_the_price_taken_off_never_enrols_fewer(drawn_often: dict[str, np.ndarray]) -> None:
    steps = [mean(price_response(cut, drawn_often)) for cut in (0.0, 0.1, 0.5, 0.9, 1.0, 2.0)]
    assert steps[0] == 0
    assert steps == sorted(steps)
    assert steps[-1] == steps[-2]
    assert mean(added(Setting(), drawn_often)) == 0


def test_every_figure_says_where_it_comes_from_and_how_it_varies() -> None:
    for one in figures().values():
        assert one.study
        assert one.label_id
        assert one.label_en
        assert one.low <= one.value <= one.high
        assert one.status in {"published", "memory", "reported", "derived", "assumption"}
        assert one.status != "assumption" or (one.why_id and one.why_en)


def test_draws_are_always_the_same_and_can_be_set() -> None:
    assert np.array_equal(drawn()["transfer"], drawn()["transfer"])
    assert np.all(drawn(overrides={"transfer": (0.5, 0.5, 0.5)})["transfer"] == 0.5)
