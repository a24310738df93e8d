"""Does the database refuse false rows of Payung's own acts? Every constraint is provoked by its name."""

from typing import Any

import psycopg
import pytest

from tests.ledger import decree_rows
from tests.ledger.act_rows import APPEND_ONLY, BROKEN_ACTS, MORE, ROWS, Row
from tests.ledger.test_constraints import named


@pytest.fixture
def base(server: Any, empty_base: str) -> Any:
    """A connection past row security, to a base in which the true rows stand; nothing it does stays."""
    with psycopg.connect(server.url("admin", empty_base)) as connection:
        rows = [(table, row) for table, row in ROWS.items() if table != "posting"]
        before = [(table, ROWS[table] | row) for table, row in MORE if table == "account"]
        after = [(table, ROWS[table] | row) for table, row in MORE if table != "account"]
        connection.execute(
            "INSERT INTO public.auth_user (id, password, is_superuser, username, first_name, last_name, email,"
            " is_staff, is_active, date_joined) VALUES (1, '', false, 'constraint', '', '', '', false, true, now())"
        )
        for table, row in [*rows[:3], *before, *rows[3:], ("posting", ROWS["posting"]), *after]:
            add(connection, table, row)
        for table, row in decree_rows.ROWS.items():
            add(connection, table, row)
            for other, change in (one for one in decree_rows.BEFORE if one[0] == table):
                add(connection, other, row | change)
        for table, change in decree_rows.MORE:
            add(connection, table, decree_rows.ROWS[table] | change)
        connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
        yield connection
        connection.rollback()


def add(connection: psycopg.Connection, table: str, row: Row) -> None:
    """Insert a row."""
    columns = ", ".join(row)
    statement = f"INSERT INTO ledger.{table} ({columns}) VALUES ({', '.join(['%s'] * len(row))})"
    connection.execute(statement, list(row.values()))


def test_every_false_row_is_refused_by_name(base: psycopg.Connection) -> None:
    wrong = {}
    true = ROWS | decree_rows.ROWS
    for constraint, (table, change) in (BROKEN_ACTS | decree_rows.BROKEN).items():
        found = "nothing"
        try:
            with base.transaction():
                add(base, table, true[table] | change)
        except psycopg.IntegrityError as refused:
            found = named(refused.diag.constraint_name)
        if found != constraint:
            wrong[constraint] = found
    assert wrong == {}


@pytest.mark.parametrize("table", [*APPEND_ONLY, *decree_rows.APPEND_ONLY])
def test_what_only_grows_is_not_changed(base: psycopg.Connection, table: str) -> None:
    key = next(iter((ROWS | decree_rows.ROWS)[table]))
    for statement in (
        f"UPDATE ledger.{table} SET {key} = {key}",
        f"DELETE FROM ledger.{table}",
        f"TRUNCATE ledger.{table} CASCADE",
    ):
        with pytest.raises(psycopg.IntegrityError) as refused, base.transaction():
            base.execute(statement)
        assert str(refused.value.diag.constraint_name).endswith("_is_append_only")
