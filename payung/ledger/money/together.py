"""How do payments that come at the same time share the cost of a statement and of a commit?

Whoever comes while nothing is being posted is posted at once. Who comes meanwhile waits, and all who waited are posted
by the next statement: no payment waits for others to come, and the more come, the less each costs. Each gets its own
answer after the commit, as if it had been posted alone.
"""

import asyncio
from asyncio import Future, Task
from collections.abc import Mapping, Sequence
from typing import Any

import psycopg

from payung.ledger.money.desk import Desk, Row
from payung.ledger.money.receive import RECEIVE, RECEIVE_TYPES, told_together

# At most so many are posted by one statement, so that none waits long for the others' rows.
TOGETHER_MAX = 64

Told = Mapping[str, Any]


class Counter:
    """Where the callers of a program with one event loop hand in payments."""

    def __init__(self) -> None:
        self._together, self._alone = Desk(), Desk()
        self._waiting: list[tuple[Told, Future[Row | None]]] = []
        self._posting: Task[None] | None = None

    async def receive(self, told: Told) -> Row:
        """Post a payment (the columns of `ledger.receive_payments`, as JSON knows them); the columns of its answer.

        Raises LedgerAway: nothing is known to be posted, and asking again is harmless.
        """
        answer: Future[Row | None] = asyncio.get_running_loop().create_future()
        self._waiting.append((told, answer))
        if self._posting is None:
            # It begins when the loop has heard everybody who has come by now.
            self._posting = asyncio.create_task(self._post())
        # None where somebody else holds the payer's account: then it is waited for, but by nobody else.
        return await answer or await self._posted_alone(told)

    async def close(self) -> None:
        """End the sessions, once what waits is posted."""
        if self._posting is not None:
            await self._posting
        await self._together.close()
        await self._alone.close()

    async def _post(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting[:TOGETHER_MAX], self._waiting[TOGETHER_MAX:]
                answers = await self._answers([told for told, _ in batch])
                for (_, answer), found in zip(batch, answers, strict=True):
                    if answer.done():
                        # Its caller has gone away; what was posted stands, and telling it again is harmless.
                        continue
                    if isinstance(found, BaseException):
                        answer.set_exception(found)
                    else:
                        answer.set_result(found)
        finally:
            self._posting = None

    async def _answers(self, told: Sequence[Told]) -> Sequence[Row | Exception | None]:
        """For each of those told its answer, None where it is to wait, or why it cannot be posted."""
        found: list[Row | Exception | None] = [None] * len(told)
        try:
            for number, *answer in await self._together.ask(RECEIVE, RECEIVE_TYPES, told_together(told, waits=False)):
                found[number] = tuple(answer)
        except psycopg.DatabaseError as error:
            if len(told) == 1:
                return [error]
            # One of them cannot be posted and took the others with it: nothing is written. Each is posted alone.
            return [(await self._answers([one]))[0] for one in told]
        except Exception as error:  # noqa: BLE001 - whatever it is, who waits is told
            return [error] * len(told)
        return found

    async def _posted_alone(self, told: Told) -> Row:
        rows = await self._alone.ask(RECEIVE, RECEIVE_TYPES, told_together([told], waits=True))
        return rows[0][1:]
