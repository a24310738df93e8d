"""Is the same answer told once, and a different one by itself?"""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from payung.ledger.public import ClockRow, DeterminationRow
from payung.web.officer.person import _age, _said

DAY = date(2026, 11, 1)
NOTHING: dict[str, Any] = dict.fromkeys(DeterminationRow.__dataclass_fields__)
JKK = DeterminationRow(**NOTHING | {"programme": "JKK", "status": "ACTIVE", "reason": "GRACE", "since": DAY})
JKM = replace(JKK, programme="JKM")
JHT = replace(JKK, programme="JHT", status="NEVER")


def clock(programme: str, closes: date) -> ClockRow:
    """A grace period of a programme."""
    return ClockRow(programme, "BPU_GRACE_3M", DAY, closes, (closes - DAY).days, "")


def told(*clocks: ClockRow) -> list[tuple[tuple[str, ...], int]]:
    """Programmes told together, and how many clocks stand with them."""
    file: Any = SimpleNamespace(determinations=(JKK, JKM, JHT), clocks=clocks)
    return [(one.programmes, len(one.clocks)) for one in _said(file)]


def test_programmes_with_the_same_answer_are_told_together() -> None:
    assert told() == [(("JKK", "JKM"), 0), (("JHT",), 0)]


def test_a_clock_they_share_is_shown_once() -> None:
    later = date(2026, 12, 1)
    assert told(clock("JKK", later), clock("JKM", later)) == [(("JKK", "JKM"), 1), (("JHT",), 0)]


def test_a_clock_of_one_alone_keeps_them_apart() -> None:
    assert told(clock("JKM", date(2026, 12, 1))) == [(("JKK",), 0), (("JKM",), 1), (("JHT",), 0)]


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (date(1984, 11, 1), DAY, 42),
        (date(1984, 11, 2), DAY, 41),
        (date(2024, 2, 29), date(2026, 2, 28), 1),
        (None, DAY, None),
        (date(2027, 1, 1), DAY, None),
    ],
)
def test_age_in_whole_years(born: date | None, on: date, age: int | None) -> None:
    assert _age(born, on) == age
