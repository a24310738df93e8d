"""Does the database itself refuse to withdraw what was paid, and keep every withdrawal?"""

from typing import Any

import psycopg
import pytest

from tests.ledger.act_rows import ROWS as ACTS
from tests.ledger.test_act_constraints import add
from tests.ledger.test_constraints import named
from tests.ledger.withdrawal_rows import BROKEN, MORE, OF_PARTY, PAID, TRUE, UNPAID

BILL = ACTS["bill"]


@pytest.fixture
def base(server: Any, empty_base: str) -> Any:
    """A connection past row security, in which one bill is withdrawn and one paid; nothing it does stays."""
    with psycopg.connect(server.url("admin", empty_base)) as connection:
        for table in ("participant", "party"):
            add(connection, table, ACTS[table])
        for number, month in ((UNPAID, 8), (PAID, 9), (MORE, 10)):
            add(connection, "bill", BILL | {"bill_id": number, "month": f"2026-{month:02d}-01"})
        add(connection, "bill", BILL | {"bill_id": OF_PARTY, "participant_id": None, "party_id": 1})
        add(connection, "allocation", {"allocation_id": PAID, "bill_id": PAID, "amount_idr": 5})
        add(connection, "bill_withdrawal", TRUE)
        connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
        yield connection
        connection.rollback()


@pytest.mark.parametrize("constraint", BROKEN)
def test_a_false_row_is_refused_by_name(base: psycopg.Connection, constraint: str) -> None:
    with pytest.raises(psycopg.IntegrityError) as refused, base.transaction():
        add(base, "bill_withdrawal", TRUE | BROKEN[constraint])
    assert named(refused.value.diag.constraint_name) == constraint


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger.bill_withdrawal SET withdrawn_on = '2026-11-27'",
        "DELETE FROM ledger.bill_withdrawal",
        "TRUNCATE ledger.bill_withdrawal CASCADE",
    ],
)
def test_no_row_is_changed_or_taken_away(base: psycopg.Connection, statement: str) -> None:
    with pytest.raises(psycopg.IntegrityError), base.transaction():
        base.execute(statement)
