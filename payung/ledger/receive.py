"""How is money that came posted once, whatever fails? One statement, one transaction, one round trip.

The work is done by the functions of `migrations/sql/*_collect.sql` and `*_receive.sql` inside the database. A caller
whose connection breaks does not know whether its statement was committed; it asks again with the same id, and the
repeat changes nothing.
"""

import time
from collections.abc import Sequence
from typing import Any

import psycopg
from django.db import InterfaceError, OperationalError, connection

from payung.ledger.account import NATION
from payung.ledger.error import LedgerError
from payung.ledger.scope import SECONDS, SYSTEM_USER, Scope, restore, signed_context

TIMES = 4
PAUSE_S = 0.2
# The bank's notification and its statement speak of no person's region; no load is asked.
SYSTEM = Scope(SYSTEM_USER, "payung", "SYSTEM", "SYSTEM", 0, NATION)


class LedgerAway(LedgerError):
    """The database cannot be reached now; nothing is known to be posted, and asking again is harmless."""


def call(function: str, types: str, values: Sequence[Any]) -> tuple[Any, ...]:
    """The row a function of the schema `ledger` answers, called in the system's context and committed.

    `types` is the list of placeholders with their casts. Inside a transaction of Django it takes part in it, and what
    that may see afterwards is what it might see before.
    Raises LedgerAway when the database stays away for all tries.
    """
    statement = f"SELECT * FROM ledger.{function}(%s, {types})"
    for number in range(1, TIMES + 1):
        try:
            found = _ask(statement, values)
            if connection.in_atomic_block:
                restore()
            return found
        except (psycopg.OperationalError, psycopg.InterfaceError, OperationalError, InterfaceError) as error:
            if connection.in_atomic_block:
                raise
            connection.close()
            if number == TIMES:
                raise LedgerAway(f"the database is away: {type(error).__name__}") from error
            time.sleep(PAUSE_S * number)
    raise AssertionError("the last try returns or raises")


def _context(raw: psycopg.Connection) -> str:
    # Signed once for a session and used for half of the time it holds.
    held: tuple[float, str] | None = getattr(raw, "payung_context", None)
    if held is None or held[0] < time.monotonic():
        held = (time.monotonic() + SECONDS / 2, signed_context(SYSTEM))
        raw.payung_context = held  # type: ignore[attr-defined]
    return held[1]


def _ask(statement: str, values: Sequence[Any]) -> tuple[Any, ...]:
    connection.ensure_connection()
    raw: psycopg.Connection = connection.connection
    # Prepared at first sight: the same statement is asked for every payment of a connection's life.
    found = raw.execute(statement, [_context(raw), *values], prepare=True).fetchone()
    if found is None:
        raise LedgerError(f"no answer to {statement}")
    return tuple(found)
