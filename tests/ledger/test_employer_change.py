"""Does the database itself keep every change of an employer's facts, and refuse a false one by name?"""

from typing import Any

import psycopg
import pytest

from tests.ledger.act_rows import ROWS as ACTS
from tests.ledger.employer_rows import BROKEN, FIRST, NEW, OTHER, TRUE
from tests.ledger.test_act_constraints import add


@pytest.fixture
def base(server: Any, empty_base: str) -> Any:
    """A connection past row security, in which a change and its correction stand; nothing it does stays."""
    with psycopg.connect(server.url("admin", empty_base)) as connection:
        add(connection, "party", ACTS["party"])
        add(connection, "employer_change", TRUE)
        add(connection, "employer_change", TRUE | {"change_id": OTHER, "risk": "rendah", "corrects_id": FIRST})
        connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
        yield connection
        connection.rollback()


@pytest.mark.parametrize("constraint", BROKEN)
def test_a_false_row_is_refused_by_name(base: psycopg.Connection, constraint: str) -> None:
    with pytest.raises(psycopg.IntegrityError) as refused, base.transaction():
        add(base, "employer_change", TRUE | {"change_id": NEW} | BROKEN[constraint])
    assert refused.value.diag.constraint_name == constraint


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger.employer_change SET risk = 'rendah'",
        "DELETE FROM ledger.employer_change",
        "TRUNCATE ledger.employer_change CASCADE",
    ],
)
def test_no_row_is_changed_or_taken_away(base: psycopg.Connection, statement: str) -> None:
    with pytest.raises(psycopg.IntegrityError), base.transaction():
        base.execute(statement)
