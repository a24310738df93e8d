"""Does the database itself refuse that one person gives money away that waits in suspense?"""

from typing import Any

import psycopg
import pytest

from tests.ledger.act_rows import ROWS as ACTS
from tests.ledger.suspense_rows import (
    ALL,
    APPEND_ONLY,
    BROKEN,
    GIVEN,
    NEW,
    PROPOSED,
    ROWS,
    SETTLED,
    TRIGGERS,
    WAITS,
)
from tests.ledger.test_act_constraints import add
from tests.ledger.test_constraints import named

SUSPENSE = {"outcome": "SUSPENSE", "reason": "UNKNOWN_ACCOUNT", "settled_bills": 0, "account_no": "99"}


@pytest.fixture
def base(server: Any, empty_base: str) -> Any:
    """A connection past row security, to a base in which the true rows stand; nothing it does stays."""
    with psycopg.connect(server.url("admin", empty_base)) as connection:
        add(connection, "party", ACTS["party"])
        for number, payment in enumerate((GIVEN, PROPOSED, WAITS, SETTLED)):
            told = {} if payment == SETTLED else SUSPENSE
            add(connection, "payment", _payment(payment, number) | told)
        for table, row in ALL:
            add(connection, table, row)
        connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
        yield connection
        connection.rollback()


def _payment(number: str, place: int) -> dict[str, Any]:
    return ACTS["payment"] | {"payment_id": number, "request_id": f"S{place}", "external_id": None}


def test_every_false_row_is_refused_by_name(base: psycopg.Connection) -> None:
    wrong = {}
    for constraint, (table, change) in BROKEN.items():
        found = "nothing"
        try:
            with base.transaction():
                if constraint not in TRIGGERS:
                    base.execute(f"ALTER TABLE ledger.{table} DISABLE TRIGGER USER")
                add(base, table, ROWS[table] | change)
        except psycopg.IntegrityError as refused:
            found = named(refused.diag.constraint_name)
        if found != constraint:
            wrong[constraint] = found
    assert wrong == {}


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_what_only_grows_is_not_changed(base: psycopg.Connection, table: str) -> None:
    for statement in (f"UPDATE ledger.{table} SET recorded_at = now()", f"DELETE FROM ledger.{table}"):
        with pytest.raises(psycopg.IntegrityError) as refused, base.transaction():
            base.execute(statement)
        assert refused.value.diag.constraint_name == f"{table}_is_append_only"
    with pytest.raises(psycopg.IntegrityError), base.transaction():
        base.execute(f"TRUNCATE ledger.{table} CASCADE")


@pytest.mark.parametrize(
    ("corrects", "account_no", "amount_idr", "is_taken"),
    [
        (GIVEN, "888880000000001", 16_800, True),
        # Another account than the approved one, another amount, a proposal that nobody checked, none at all.
        (GIVEN, "888880000000002", 16_800, False),
        (GIVEN, "888880000000001", 16_900, False),
        (PROPOSED, "888880000000001", 16_800, False),
        (WAITS, "888880000000001", 16_800, False),
        # What never waited is put right as ever.
        (SETTLED, "888880000000001", 16_800, True),
    ],
)
def test_money_leaves_suspense_by_two_people_whoever_writes_it(
    base: psycopg.Connection, corrects: str, account_no: str, amount_idr: int, is_taken: bool
) -> None:
    change = {"corrects_id": corrects, "account_no": account_no, "amount_idr": amount_idr, "total_idr": amount_idr}
    found = None
    try:
        with base.transaction():
            add(base, "payment", _payment(NEW, 9) | change)
    except psycopg.IntegrityError as refused:
        found = refused.diag.constraint_name
    assert found == (None if is_taken else "suspense_left_by_two")
