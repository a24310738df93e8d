"""How is money that came posted once, whatever fails? One statement, one transaction, one round trip.

The work is done by functions inside the database; each stands as it is now in the newest file of `migrations/sql` that
names it (`receive_payments` in `0028_late_fee.sql`, `account_due` in `0029_account_due.sql`). A caller whose connection
breaks does not know whether its statement was committed; it asks again with the same id, and the repeat changes
nothing. What stands here serves who posts now and then, on Django's own connection; the many payments of banks come by
`together.py`.
"""

import json
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from payung.ledger.error import LedgerError
from payung.ledger.reader.account import NATION
from payung.ledger.reader.scope import SECONDS, SYSTEM_USER, Scope, restore, signed_context

TIMES = 4
PAUSE_S = 0.2
# So often must a statement come before it is prepared without being asked to.
NEVER_UNASKED = sys.maxsize
RECEIVE, RECEIVE_TYPES = "receive_payments", "%s::json, %s::boolean"
# The bank's notification and its statement speak of no person's region; no load is asked.
SYSTEM = Scope(SYSTEM_USER, "payung", "SYSTEM", "SYSTEM", 0, NATION)


class LedgerAway(LedgerError):
    """The database cannot be reached now; nothing is known to be posted, and asking again is harmless."""


@dataclass
class _Kept:
    """What is kept for a session of the base: a cursor, and the signed context, used until a moment."""

    cursor: psycopg.Cursor[tuple[Any, ...]]
    context: str = ""
    until: float = 0.0


def receive(told: Mapping[str, Any]) -> tuple[Any, ...]:
    """Post a payment (the columns of `ledger.receive_payments`, as JSON knows them); the columns of its answer.

    Raises LedgerAway as `call` does.
    """
    return call(RECEIVE, RECEIVE_TYPES, told_together([told], waits=True))[1:]


def told_together(told: Sequence[Mapping[str, Any]], *, waits: bool) -> list[Any]:
    """The values of a call of `ledger.receive_payments`; the first column of its answer numbers those told.

    `waits` for payers whose account somebody else holds, whose payments are left out of the answer otherwise.
    """
    return [json.dumps([{"number": number, **one} for number, one in enumerate(told)]), waits]


def call(function: str, types: str, values: Sequence[Any]) -> tuple[Any, ...]:
    """The row a function of the schema `ledger` answers, called in the system's context and committed.

    `types` is the list of placeholders with their casts. Inside a transaction of Django it takes part in it, and what
    that may see afterwards is what it might see before.
    Raises LedgerAway when the database stays away for all tries.
    """
    statement = statement_of(function, types)
    # Django looks for the thread's own connection whenever `connection` is read; here it is read once.
    base = connections[DEFAULT_DB_ALIAS]
    for number in range(1, TIMES + 1):
        try:
            found = _ask(base, statement, values)
            if base.in_atomic_block:
                restore()
            return found
        except (psycopg.OperationalError, psycopg.InterfaceError, OperationalError, InterfaceError) as error:
            if base.in_atomic_block:
                raise
            base.close()
            if number == TIMES:
                raise LedgerAway(f"the database is away: {type(error).__name__}") from error
            time.sleep(PAUSE_S * number)
    raise AssertionError("the last try returns or raises")


def statement_of(function: str, types: str) -> str:
    """The statement that calls a function of the ledger; its first value is the context."""
    return f"SELECT * FROM ledger.{function}(%s, {types})"


def _ask(base: BaseDatabaseWrapper, statement: str, values: Sequence[Any]) -> tuple[Any, ...]:
    if base.connection is None:
        base.ensure_connection()
    kept = _kept(base.connection)
    # Prepared at first sight: the same statement is asked for again and again in a connection's life.
    row = kept.cursor.execute(statement, [kept.context, *values], prepare=True).fetchone()
    if row is None:
        raise LedgerError(f"no answer of {statement}")
    return row


def _kept(raw: psycopg.Connection) -> _Kept:
    kept: _Kept | None = getattr(raw, "payung_kept", None)
    if kept is None:
        # Django forbids its connections to prepare anything; what asks for it is prepared all the same.
        raw.prepare_threshold = NEVER_UNASKED
        # One cursor for all: made anew, it costs as much as a payment's values.
        kept = _Kept(psycopg.Cursor(raw))
        raw.payung_kept = kept  # type: ignore[attr-defined]
    if kept.until < time.monotonic():
        # Signed once for a session and used for half of the time it holds.
        kept.until, kept.context = time.monotonic() + SECONDS / 2, signed_context(SYSTEM)
    return kept
