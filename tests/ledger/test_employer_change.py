"""Does the database itself keep every change of an employer's facts, and refuse a false one by name?"""

from typing import Any

import psycopg
import pytest

from tests.ledger.act_rows import ROWS as ACTS
from tests.ledger.employer_rows import BROKEN, FIRST, NEW, OTHER, TRUE
from tests.ledger.standing import changed_by, refused_by, standing

CORRECTED = TRUE | {"change_id": OTHER, "risk": "rendah", "corrects_id": FIRST}
ROWS = (("party", ACTS["party"]), ("employer_change", TRUE), ("employer_change", CORRECTED))


@pytest.fixture
def base(server: Any, empty_base: str) -> Any:
    """A base in which a change and its correction stand."""
    with standing(server, empty_base, ROWS) as connection:
        yield connection


@pytest.mark.parametrize("constraint", BROKEN)
def test_a_false_row_is_refused_by_name(base: psycopg.Connection, constraint: str) -> None:
    assert refused_by(base, "employer_change", TRUE | {"change_id": NEW} | BROKEN[constraint]) == constraint


def test_no_row_is_changed_or_taken_away(base: psycopg.Connection) -> None:
    assert changed_by(base, "employer_change", "risk") == []
