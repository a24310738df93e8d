"""How do payments that come at the same time share the cost of a statement and of a commit?

Whoever comes while nothing is being posted posts at once. Who comes meanwhile waits, and the first of those who waited
posts for all of them by one statement: no payment waits for others to come, and the more come, the less each costs.
Each gets its own answer after the commit, as if it had been posted alone.
"""

import json
import time
from collections.abc import Sequence
from threading import Lock
from typing import Any

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections

from payung.ledger.money.receive import call_for_rows

# At most so many are posted by one statement, so that none waits long for the others' rows.
TOGETHER_MAX = 64

Told = dict[str, Any]
Answer = tuple[Any, ...]


class _Waiting:
    """A payment that waits to be posted; `turn` is let go when it was, or when its caller is to post."""

    __slots__ = ("answer", "error", "is_over", "told", "turn")

    def __init__(self, told: Told) -> None:
        self.told = told
        self.answer: Answer | None = None
        self.error: BaseException | None = None
        self.is_over = False
        self.turn = Lock()
        self.turn.acquire()


class Counter:
    """Where the threads of a program hand in payments."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: list[_Waiting] = []
        self._is_busy = False

    def receive(self, told: Told) -> Answer:
        """Post a payment (the columns of `ledger.receive_payments`, as JSON knows them); the columns of its answer.

        Raises LedgerAway: nothing is known to be posted, and asking again is harmless.
        """
        if connections[DEFAULT_DB_ALIAS].in_atomic_block:
            return _alone(told)
        mine = _Waiting(told)
        with self._lock:
            self._waiting.append(mine)
            is_first, self._is_busy = not self._is_busy, True
        if not is_first:
            mine.turn.acquire()
        if not mine.is_over:
            self._post()
        if mine.error is not None:
            raise mine.error
        # Left out where somebody else holds the payer's account: then it is waited for, but by nobody else.
        return mine.answer or _alone(told)

    def _post(self) -> None:
        """Post what waits, the caller's own with it, and let the first of those who came meanwhile go on."""
        # Those who have just been answered come with the next payment now, and not right behind this one.
        time.sleep(0)
        with self._lock:
            mine, self._waiting = self._waiting[:TOGETHER_MAX], self._waiting[TOGETHER_MAX:]
        try:
            _together(mine)
        except BaseException as error:
            for one in mine:
                one.error = error
            raise
        finally:
            with self._lock:
                following = self._waiting[0] if self._waiting else None
                self._is_busy = following is not None
            for one in mine:
                one.is_over = True
                one.turn.release()
            if following is not None:
                following.turn.release()


def _together(waiting: Sequence[_Waiting]) -> None:
    if len(waiting) == 1:
        waiting[0].answer = _alone(waiting[0].told)
        return
    try:
        for answer in _posted([one.told for one in waiting], waits=False):
            waiting[answer[0]].answer = answer[1:]
    except psycopg.DatabaseError as error:
        if isinstance(error, psycopg.OperationalError):
            raise
        # One of them cannot be posted and took the others with it: nothing is written. Each is posted alone.
        for one in waiting:
            try:
                one.answer = _alone(one.told)
            except psycopg.DatabaseError as own:
                one.error = own


def _alone(told: Told) -> Answer:
    (answer,) = _posted([told], waits=True)
    return answer[1:]


def _posted(told: Sequence[Told], *, waits: bool) -> list[Answer]:
    """Rows of the answer; the first column says which of those told it is for."""
    numbered = [{"number": number, **one} for number, one in enumerate(told)]
    return call_for_rows("receive_payments", "%s::json, %s::boolean", [json.dumps(numbered), waits])


receive = Counter().receive
