"""Can somebody be recognised by a small number, or by subtracting the shown from the whole?"""

from hypothesis import given
from hypothesis import strategies as st

from payung.follow.hide import hidden_keys, is_small

COUNTS = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), st.integers(0, 40), max_size=8)


def test_small_is_somebody_but_fewer_than_five() -> None:
    assert [people for people in range(8) if is_small(people)] == [1, 2, 3, 4]


def test_one_small_count_takes_the_next_with_it() -> None:
    assert hidden_keys({"a": 3, "b": 90, "c": 12, "d": 0}) == {"a", "c"}


def test_two_small_counts_hide_each_other() -> None:
    assert hidden_keys({"a": 3, "b": 4, "c": 12}) == {"a", "b"}


def test_nothing_is_hidden_without_need() -> None:
    assert hidden_keys({"a": 5, "b": 0}) == frozenset()


@given(COUNTS)
def test_every_small_count_is_hidden_and_never_alone(counts: dict[str, int]) -> None:
    hidden = hidden_keys(counts)
    assert {key for key, people in counts.items() if is_small(people)} <= hidden
    others = [people for key, people in counts.items() if key not in hidden and people]
    assert len(hidden) != 1 or others == []
