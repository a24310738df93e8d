"""How does a program with one event loop ask the ledger? By a session of its own, opened anew when it broke."""

import asyncio
import time
from collections.abc import Sequence
from typing import Any

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections

from payung.ledger.money.receive import PAUSE_S, SYSTEM, TIMES, LedgerAway, statement_of
from payung.ledger.reader.scope import SECONDS, signed_context

Row = tuple[Any, ...]


class Desk:
    """A session that calls functions of the schema `ledger` in the system's context, one after the other."""

    def __init__(self) -> None:
        self._cursor: psycopg.AsyncCursor[Row] | None = None
        self._turn = asyncio.Lock()
        self._context, self._until = "", 0.0

    async def ask(self, function: str, types: str, values: Sequence[Any]) -> list[Row]:
        """The rows a function answers, committed. `types` is the list of placeholders with their casts.

        Raises LedgerAway when the database stays away for all tries; nothing is known to be done then.
        """
        statement = statement_of(function, types)
        async with self._turn:
            for number in range(1, TIMES + 1):
                try:
                    return await self._asked(statement, values)
                except (psycopg.OperationalError, psycopg.InterfaceError) as error:
                    await self._hang_up()
                    if number == TIMES:
                        raise LedgerAway(f"the database is away: {type(error).__name__}") from error
                    await asyncio.sleep(PAUSE_S * number)
        raise AssertionError("the last try returns or raises")

    async def close(self) -> None:
        """End the session; the next question opens another."""
        async with self._turn:
            await self._hang_up()

    async def _asked(self, statement: str, values: Sequence[Any]) -> list[Row]:
        cursor = self._cursor or await self._open()
        if self._until < time.monotonic():
            # Signed once and used for half of the time it holds.
            context = signed_context(SYSTEM, cursor.connection.info.backend_pid)
            self._until, self._context = time.monotonic() + SECONDS / 2, context
        # Prepared at first sight, and asked by one cursor: made anew, it costs as much as a payment's values.
        await cursor.execute(statement, [self._context, *values], prepare=True)
        return await cursor.fetchall()

    async def _open(self) -> "psycopg.AsyncCursor[Row]":
        asked = connections[DEFAULT_DB_ALIAS].get_connection_params()
        # Values come as they do by Django's own sessions, whose cursors cannot be waited for.
        del asked["cursor_factory"]
        session = await psycopg.AsyncConnection.connect(**asked, autocommit=True)
        self._cursor, self._until = psycopg.AsyncCursor(session), 0.0
        return self._cursor

    async def _hang_up(self) -> None:
        cursor, self._cursor = self._cursor, None
        if cursor is not None:
            await cursor.connection.close()
