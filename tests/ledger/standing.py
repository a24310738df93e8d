"""A base in which true rows stand, and by which name it refuses another: for tests of one table's constraints."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg

from tests.ledger.test_act_constraints import add
from tests.ledger.test_constraints import named

Row = dict[str, Any]


@contextmanager
def standing(server: Any, base: str, rows: Sequence[tuple[str, Row]]) -> Iterator[psycopg.Connection]:
    """A connection past row security, in which these rows of tables stand; nothing it does stays."""
    with psycopg.connect(server.url("admin", base)) as connection:
        for table, row in rows:
            add(connection, table, row)
        connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
        yield connection
        connection.rollback()


def refused_by(base: psycopg.Connection, table: str, row: Row) -> str | None:
    """The constraint or trigger that refuses a row, None where it is taken; the row does not stay."""
    try:
        with base.transaction() as tried:
            add(base, table, row)
            raise psycopg.Rollback(tried)
    except psycopg.IntegrityError as refused:
        return named(refused.diag.constraint_name)
    return None


def changed_by(base: psycopg.Connection, table: str, column: str) -> list[str]:
    """The statements that change or take away rows of a table and are not refused: none where rows are only added."""
    done = []
    for statement in (
        f"UPDATE ledger.{table} SET {column} = {column}",
        f"DELETE FROM ledger.{table}",
        f"TRUNCATE ledger.{table} CASCADE",
    ):
        try:
            with base.transaction() as tried:
                base.execute(statement)
                raise psycopg.Rollback(tried)
        except psycopg.IntegrityError:
            continue
        done.append(statement)
    return done
