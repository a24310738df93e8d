"""Does the database refuse false rows of claims? Every constraint, and every trigger, is provoked by its name."""

from typing import Any

import psycopg
import pytest

from tests.ledger import claim_rows, pension_rows
from tests.ledger.act_rows import ROWS as ACTS
from tests.ledger.test_act_constraints import add
from tests.ledger.test_constraints import named

ALL = [*claim_rows.ALL, *pension_rows.ALL]
ROWS = claim_rows.ROWS | pension_rows.ROWS
BROKEN = claim_rows.BROKEN | pension_rows.BROKEN
TRIGGERS = claim_rows.TRIGGERS + pension_rows.TRIGGERS
NAMED_ONLY = claim_rows.NAMED_ONLY + pension_rows.NAMED_ONLY
APPEND_ONLY = claim_rows.APPEND_ONLY + pension_rows.APPEND_ONLY


@pytest.fixture
def base(server: Any, empty_base: str) -> Any:
    """A connection past row security, to a base in which the true rows stand; nothing it does stays."""
    with psycopg.connect(server.url("admin", empty_base)) as connection:
        for number in (1, 2):
            row = ACTS["participant"] | {"participant_id": number, "subject": bytes([number]) * 16}
            add(connection, "participant", row)
        add(connection, "party", ACTS["party"])
        for table, row in ALL:
            add(connection, table, row)
        connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
        yield connection
        connection.rollback()


def test_every_false_row_is_refused_by_name(base: psycopg.Connection) -> None:
    wrong = {}
    for constraint, (table, change) in BROKEN.items():
        found = "nothing"
        try:
            with base.transaction():
                if constraint not in TRIGGERS:
                    # What a trigger holds too is held by the key alone as well.
                    base.execute(f"ALTER TABLE ledger.{table} DISABLE TRIGGER USER")
                add(base, table, ROWS[table] | change)
        except psycopg.IntegrityError as refused:
            found = named(refused.diag.constraint_name)
        if found != constraint:
            wrong[constraint] = found
    assert wrong == {}


@pytest.mark.parametrize("key", NAMED_ONLY)
def test_a_key_that_stands_to_be_named_is_named(base: psycopg.Connection, key: str) -> None:
    found = base.execute(
        "SELECT count(*) FROM pg_constraint f JOIN pg_constraint u ON u.conindid = f.conindid"
        " WHERE f.contype = 'f' AND u.contype = 'u' AND u.conname = %s",
        [key],
    ).fetchone()
    assert found is not None
    assert found[0] > 0


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_what_only_grows_is_not_changed(base: psycopg.Connection, table: str) -> None:
    for statement in (f"UPDATE ledger.{table} SET recorded_at = now()", f"DELETE FROM ledger.{table}"):
        with pytest.raises(psycopg.IntegrityError) as refused, base.transaction():
            base.execute(statement)
        assert refused.value.diag.constraint_name == f"{table}_is_append_only"
    with pytest.raises(psycopg.IntegrityError), base.transaction():
        base.execute(f"TRUNCATE ledger.{table} CASCADE")
