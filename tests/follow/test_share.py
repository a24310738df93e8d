"""Does a share keep its definition, its counts and its day, and round as people do?"""

from datetime import date

import pytest

from payung.follow.public import Share, indicators

DAY = date(2026, 11, 1)


@pytest.mark.parametrize(
    ("numerator", "denominator", "per_1000"),
    [(777, 1000, 777), (1, 3, 333), (2, 3, 667), (1, 2000, 1), (0, 9, 0), (9, 9, 1000), (None, 9, None), (0, 0, None)],
)
def test_a_share_in_thousandths(numerator: int | None, denominator: int, per_1000: int | None) -> None:
    assert Share(indicators()["active_share"], numerator, denominator, DAY).per_1000 == per_1000


def test_every_indicator_says_what_it_counts_in_both_languages() -> None:
    assert list(indicators())[:3] == ["registered_share", "active_share", "active_of_registered"]
    assert len(indicators()) == 15
    for indicator in indicators().values():
        said = (indicator.label, indicator.concept, indicator.definition, indicator.interpretation, indicator.numerator)
        for texts in (*said, *([indicator.denominator] if indicator.unit == "percent" else [])):
            assert set(texts) == {"id", "en"}
            assert all(texts.values())
        assert indicator.builders
        assert indicator.formula
        assert bool(indicator.denominator) == (indicator.unit == "percent")


def test_registered_and_active_have_the_same_denominator() -> None:
    registered, active = indicators()["registered_share"], indicators()["active_share"]
    assert registered.denominator == active.denominator
    assert registered.numerator != active.numerator
