"""Does the ledger do what a plain model does? A small run; `python -m tests.faults.acts` does ten thousand acts."""

from tests.faults.acts import run


def test_three_hundred_acts_equal_a_plain_model(empty_base: str) -> None:
    done, difference = run(300, seed=20)
    assert (done >= 300, difference) == (True, "")
