"""Do payments that are posted by one statement count exactly as if they had come one by one?"""

import asyncio
import json
import random
import uuid
from collections import Counter as Counted
from collections.abc import Sequence
from typing import Any

import psycopg
import pytest
from django.db import connection, connections, transaction

from payung.ledger.money.desk import Desk, Row
from payung.ledger.money.receive import RECEIVE, RECEIVE_TYPES, SYSTEM, LedgerAway, statement_of, told_together
from payung.ledger.money.together import Counter
from payung.ledger.public import system_scope
from payung.ledger.reader.scope import restore, signed_context
from tests.act.payers import CHANNEL, account_no, write_payers

AT = "2026-11-09T18:30:00+00:00"
STATEMENT = statement_of(RECEIVE, RECEIVE_TYPES)
DUE_IDR = 16_800
PAYERS = 10
BOOKS = (
    "SELECT a.kind, a.participant_id, sum(p.amount_idr) FROM ledger.posting p"
    " JOIN ledger.account a ON a.account_id = p.{side}_id GROUP BY 1, 2 ORDER BY 1, 2"
)
PAID = "SELECT bill_id, payment_id, amount_idr FROM ledger.allocation ORDER BY 1, 2"


def told(payer: int, amount_idr: int, request_id: str = "", *, channel: str = CHANNEL, **other: Any) -> dict[str, Any]:
    """A payment as the counter takes it."""
    request_id = request_id or uuid.uuid4().hex
    return {
        "payment_id": str(uuid.uuid5(uuid.NAMESPACE_URL, request_id)),
        "channel": channel,
        "kind": "VA",
        "request_id": request_id,
        "external_id": str(uuid.uuid4().int)[:18],
        "account_no": account_no(payer),
        "amount_idr": amount_idr,
        "total_idr": amount_idr,
        "paid_at": AT,
        "at": AT,
        "corrects_id": None,
    } | other


@pytest.fixture
def payers(db: None) -> None:
    """Ten payers who owe three months each."""
    with system_scope(), connection.cursor() as cursor:
        write_payers(cursor, PAYERS, amount_idr=DUE_IDR, months=3)


def drawn(seed: int, count: int) -> list[dict[str, Any]]:
    """Payments as banks tell them, of few payers so that one comes twice at once; repeats, altered, used headers."""
    draw = random.Random(seed)
    found: list[dict[str, Any]] = []
    honest: list[dict[str, Any]] = []
    for _ in range(count):
        amount_idr = draw.choice([5_000, DUE_IDR, 2 * DUE_IDR, 3 * DUE_IDR, 3 * DUE_IDR + 700])
        one = told(draw.randint(1, PAYERS + 2), amount_idr, channel=draw.choice([CHANNEL, "BANK_U"]))
        kind = draw.random() if honest else 1
        if kind < 0.3:
            one = draw.choice(honest) | {"external_id": str(uuid.uuid4().int)[:18]}
        elif kind < 0.4:
            one = draw.choice(honest) | {"account_no": account_no(draw.randint(1, PAYERS))}
        elif kind < 0.5:
            used = draw.choice(honest)
            one |= {"external_id": used["external_id"], "channel": used["channel"]}
        else:
            honest.append(one)
        found.append(one)
    return found


def books() -> list[Any]:
    """What the postings and allocations say, without the ids that are drawn anew each time."""
    with system_scope(), connection.cursor() as cursor:
        found = []
        for words in (BOOKS.format(side="debit"), BOOKS.format(side="credit"), PAID):
            cursor.execute(words)
            found.append(cursor.fetchall())
    return found


def posted(payments: Sequence[dict[str, Any]], at_once: int) -> tuple[list[Any], list[Any]]:
    """Answers and books when so many are posted by one statement; nothing remains."""
    answers: list[Any] = []
    with transaction.atomic():
        for first in range(0, len(payments), at_once):
            values = [signed_context(SYSTEM), *told_together(payments[first : first + at_once], waits=False)]
            with connection.cursor() as cursor:
                cursor.execute(STATEMENT, values)
                answers += [answer[1:] for answer in sorted(cursor.fetchall())]
            restore()
        kept = books()
        transaction.set_rollback(True)
    return answers, kept


def in_turns(payments: Sequence[dict[str, Any]], at_once: int) -> list[int]:
    """The order in which they count: of those told at once each payer's first, then his second; among them by id."""
    order = []
    for first in range(0, len(payments), at_once):
        turns: Counted[str] = Counted()
        numbered = []
        for number in range(first, min(first + at_once, len(payments))):
            turns[payments[number]["account_no"]] += 1
            numbered.append((turns[payments[number]["account_no"]], payments[number]["payment_id"], number))
        order += [number for _, _, number in sorted(numbered)]
    return order


@pytest.mark.parametrize("at_once", [2, 7, 80])
@pytest.mark.parametrize("seed", range(3))
def test_together_is_as_one_by_one(payers: None, seed: int, at_once: int) -> None:
    payments = drawn(seed, 80)
    answers, kept = posted(payments, at_once)
    assert {answer[1] for answer in answers} >= {
        None,
        "OTHER_CONTENT",
        "EXTERNAL_ID_USED",
        "UNKNOWN_ACCOUNT",
        "WRONG_AMOUNT",
    }
    order = in_turns(payments, at_once)
    assert ([answers[number] for number in order], kept) == posted([payments[number] for number in order], 1)


def test_one_payers_payments_at_once_are_as_one_by_one(payers: None) -> None:
    payments = [told(payer, idr) for idr in (5_000, 5_000, DUE_IDR, 9_000) for payer in (1, 2, 5, 11)]
    assert posted(payments, 1) == posted(payments, len(payments))


class Slow(Desk):
    """A desk whose first question waits until it is let go; it remembers how many payments each one posts."""

    def __init__(self) -> None:
        super().__init__()
        self.go, self.sizes = asyncio.Event(), []  # type: ignore[var-annotated]

    async def ask(self, function: str, types: str, values: Sequence[Any]) -> list[Row]:
        """As a desk's."""
        self.sizes.append(len(json.loads(values[0])))
        if len(self.sizes) == 1:
            await asyncio.wait_for(self.go.wait(), 20)
        return await super().ask(function, types, values)


def slow_counter(desk: Desk) -> Counter:
    """A counter that posts by this desk."""
    counter = Counter()
    counter._together = desk
    return counter


async def at_once(counter: Counter, payments: Sequence[dict[str, Any]], go: asyncio.Event) -> list[Any]:
    """The answers or errors of as many callers, all of whom wait before the first is let go on."""
    callers = []
    for one in payments:
        callers.append(asyncio.create_task(counter.receive(one)))
        # The first is on its way before the second comes.
        await asyncio.sleep(0.01)
    go.set()
    answers = await asyncio.wait_for(asyncio.gather(*callers, return_exceptions=True), 20)
    await counter.close()
    return list(answers)


@pytest.fixture
def lasting_payers(empty_base: str) -> None:
    """Ten payers whom other sessions see too."""
    with system_scope(), connection.cursor() as cursor:
        write_payers(cursor, PAYERS, amount_idr=DUE_IDR, months=3)


def test_who_comes_meanwhile_is_posted_by_one_statement(lasting_payers: None) -> None:
    payments = [told(payer, DUE_IDR) for payer in (1, 2, 3, 4, 6, 7)]

    async def play() -> tuple[list[int], list[Any]]:
        slow = Slow()
        return slow.sizes, await at_once(slow_counter(slow), payments, slow.go)

    sizes, answers = asyncio.run(play())
    assert sizes == [1, 5]
    assert [answer[0] for answer in answers] == ["SETTLED"] * 6


def test_who_come_at_the_same_moment_share_the_first_statement(lasting_payers: None) -> None:
    async def play() -> tuple[list[int], list[Any]]:
        slow = Slow()
        slow.go.set()
        counter = slow_counter(slow)
        answers = await asyncio.gather(*(counter.receive(told(payer, DUE_IDR)) for payer in (1, 2, 3, 4)))
        await counter.close()
        return slow.sizes, answers

    sizes, answers = asyncio.run(play())
    assert sizes == [4]
    assert [answer[0] for answer in answers] == ["SETTLED"] * 4


def test_one_that_cannot_be_posted_harms_no_other(lasting_payers: None) -> None:
    payments = [told(1, DUE_IDR), told(2, DUE_IDR), told(3, DUE_IDR, kind="CHEQUE"), told(4, DUE_IDR)]

    async def play() -> list[Any]:
        slow = Slow()
        return await at_once(slow_counter(slow), payments, slow.go)

    answers = asyncio.run(play())
    assert [answers[number][0] for number in (0, 1, 3)] == ["SETTLED"] * 3
    assert isinstance(answers[2], psycopg.errors.CheckViolation)
    assert sum(idr for _, _, idr in books()[0]) == 2 * 3 * DUE_IDR


def test_nobody_waits_for_another_payers_account(lasting_payers: None, server: Any) -> None:
    """Somebody's account is held by a long transaction: the others are posted, and he is when it ends."""
    find = "SELECT account_id FROM ledger.account WHERE participant_id = 2 AND kind = 'CREDIT'"
    payments = [told(1, DUE_IDR), told(2, DUE_IDR), told(3, DUE_IDR)]

    async def play(holder: psycopg.Connection) -> tuple[list[bool], list[Any]]:
        counter = Counter()
        callers = [asyncio.create_task(counter.receive(one)) for one in payments]
        await asyncio.wait(callers, timeout=20, return_when=asyncio.FIRST_COMPLETED)
        await asyncio.sleep(0.1)
        answered = [caller.done() for caller in callers]
        holder.rollback()
        answers = await asyncio.wait_for(asyncio.gather(*callers), 20)
        await counter.close()
        return answered, answers

    with psycopg.connect(server.url("owner", connection.settings_dict["NAME"])) as holder:
        row = holder.execute(find).fetchone()
        assert row is not None
        holder.execute("SELECT pg_advisory_xact_lock(%s)", [row[0]])
        answered, answers = asyncio.run(play(holder))
    assert answered == [True, False, True]
    assert [answer[0] for answer in answers] == ["SETTLED"] * 3


def test_when_the_base_is_away_all_are_told_and_the_next_are_posted(lasting_payers: None) -> None:
    payments = [told(payer, DUE_IDR) for payer in (1, 2, 3)]

    class Lost(Slow):
        async def ask(self, function: str, types: str, values: Sequence[Any]) -> list[Row]:
            found = await super().ask(function, types, values)
            if self.sizes[-1] > 1:
                raise LedgerAway("the answer did not come")
            return found

    async def play() -> tuple[list[Any], list[Any]]:
        lost = Lost()
        counter = slow_counter(lost)
        answers = await at_once(counter, payments, lost.go)
        again = [await counter.receive(one) for one in payments]
        await counter.close()
        return answers, again

    answers, again = asyncio.run(play())
    assert answers[0][0] == "SETTLED"
    assert all(isinstance(answer, LedgerAway) for answer in answers[1:])
    assert [(answer[0], answer[2]) for answer in again] == [("SETTLED", True)] * 3


def test_a_caller_who_goes_away_takes_no_other_with_him(lasting_payers: None) -> None:
    payments = [told(payer, DUE_IDR) for payer in (1, 2, 3)]

    async def play() -> list[Any]:
        slow = Slow()
        counter = slow_counter(slow)
        callers = [asyncio.create_task(counter.receive(one)) for one in payments]
        await asyncio.sleep(0.01)
        callers[0].cancel()
        slow.go.set()
        answers = await asyncio.wait_for(asyncio.gather(*callers, return_exceptions=True), 20)
        again = await counter.receive(payments[0])
        await counter.close()
        return [*answers, again]

    gone, *others, again = asyncio.run(play())
    assert isinstance(gone, asyncio.CancelledError)
    assert [answer[0] for answer in others] == ["SETTLED"] * 2
    assert (again[0], again[2]) == ("SETTLED", True)


def test_a_session_that_was_ended_is_opened_anew(lasting_payers: None, server: Any) -> None:
    """Also one whose base was away for a moment: the payment is posted once, and its caller hears of nothing."""
    end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'payung_app' AND datname = %s"

    async def play(admin: psycopg.Connection) -> list[Any]:
        counter = Counter()
        first = await counter.receive(told(1, DUE_IDR))
        admin.execute(end, [connection.settings_dict["NAME"]])
        second = await counter.receive(told(2, DUE_IDR))
        await counter.close()
        return [first, second]

    connections.close_all()
    with psycopg.connect(server.url("admin"), autocommit=True) as admin:
        answers = asyncio.run(play(admin))
    assert [(answer[0], answer[2]) for answer in answers] == [("SETTLED", False)] * 2
