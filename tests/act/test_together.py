"""Do payments that are posted by one statement count exactly as if they had come one by one?"""

import random
import threading
import uuid
from collections import Counter as Counted
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.db import connection, connections, transaction

from payung.ledger.money import together
from payung.ledger.money.receive import LedgerAway
from payung.ledger.money.together import Counter
from payung.ledger.public import system_scope
from tests.act.payers import CHANNEL, account_no, write_payers

AT = "2026-11-09T18:30:00+00:00"
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
            found = together._posted(payments[first : first + at_once], waits=False)
            answers += [answer[1:] for answer in sorted(found)]
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


@contextmanager
def held_up(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[threading.Event, list[int]]]:
    """The first call of the base waits for the event; the list says how many each call posts."""
    real, go, sizes = together._posted, threading.Event(), []

    def slow(payments: Sequence[dict[str, Any]], *, waits: bool) -> Any:
        sizes.append(len(payments))
        if len(sizes) == 1:
            assert go.wait(20)
        return real(payments, waits=waits)

    monkeypatch.setattr(together, "_posted", slow)
    yield go, sizes
    go.set()


def at_once(counter: Counter, payments: Sequence[dict[str, Any]], go: threading.Event) -> list[Any]:
    """The answers or errors of as many callers, all of whom wait before the first is let go on."""
    answers: list[Any] = [None] * len(payments)

    def tell(number: int) -> None:
        try:
            answers[number] = counter.receive(payments[number])
        except (LedgerAway, psycopg.DatabaseError) as error:
            answers[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=tell, args=(number,)) for number in range(len(payments))]
    for thread in threads:
        thread.start()
        # The first is on its way before the second comes.
        thread.join(0.05)
    go.set()
    for thread in threads:
        thread.join(20)
    assert not any(thread.is_alive() for thread in threads)
    return answers


@pytest.fixture
def lasting_payers(empty_base: str) -> None:
    """Ten payers whom other sessions see too."""
    with system_scope(), connection.cursor() as cursor:
        write_payers(cursor, PAYERS, amount_idr=DUE_IDR, months=3)


@pytest.mark.django_db(transaction=True)
def test_who_comes_meanwhile_is_posted_by_one_statement(lasting_payers: None, monkeypatch: pytest.MonkeyPatch) -> None:
    payments = [told(payer, DUE_IDR) for payer in (1, 2, 3, 4, 6, 7)]
    with held_up(monkeypatch) as (go, sizes):
        answers = at_once(Counter(), payments, go)
    assert sizes == [1, 5]
    assert [answer[0] for answer in answers] == ["SETTLED"] * 6


@pytest.mark.django_db(transaction=True)
def test_one_that_cannot_be_posted_harms_no_other(lasting_payers: None, monkeypatch: pytest.MonkeyPatch) -> None:
    payments = [told(1, DUE_IDR), told(2, DUE_IDR), told(3, DUE_IDR, kind="CHEQUE"), told(4, DUE_IDR)]
    with held_up(monkeypatch) as (go, _):
        answers = at_once(Counter(), payments, go)
    assert [answers[number][0] for number in (0, 1, 3)] == ["SETTLED"] * 3
    assert isinstance(answers[2], psycopg.errors.CheckViolation)
    assert sum(idr for _, _, idr in books()[0]) == 2 * 3 * DUE_IDR


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_for_another_payers_account(
    lasting_payers: None, server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody's account is held by a long transaction: the others are posted, and he is when it ends."""
    find = "SELECT account_id FROM ledger.account WHERE participant_id = 2 AND kind = 'CREDIT'"
    counter, payments = Counter(), [told(1, DUE_IDR), told(2, DUE_IDR), told(3, DUE_IDR)]
    answers: dict[int, Any] = {}

    def tell(number: int) -> None:
        answers[number] = counter.receive(payments[number])
        connections.close_all()

    threads = [threading.Thread(target=tell, args=(number,)) for number in range(3)]
    with (
        psycopg.connect(server.url("owner", connection.settings_dict["NAME"])) as holder,
        held_up(monkeypatch) as (go, _),
    ):
        row = holder.execute(find).fetchone()
        assert row is not None
        holder.execute("SELECT pg_advisory_xact_lock(%s)", [row[0]])
        for thread in threads:
            thread.start()
            thread.join(0.05)
        go.set()
        for number in (0, 2):
            threads[number].join(20)
        assert sorted(answers) == [0, 2]
        holder.rollback()
        threads[1].join(20)
    assert [answers[number][0] for number in range(3)] == ["SETTLED"] * 3


@pytest.mark.django_db(transaction=True)
def test_when_the_base_is_away_all_are_told_and_the_next_are_posted(
    lasting_payers: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    counter, payments = Counter(), [told(payer, DUE_IDR) for payer in (1, 2, 3)]
    with monkeypatch.context() as away, held_up(away) as (go, _):
        kept = together._posted

        def lost(payments: Sequence[dict[str, Any]], *, waits: bool) -> Any:
            found = kept(payments, waits=waits)
            if len(payments) > 1:
                raise LedgerAway("the answer did not come")
            return found

        away.setattr(together, "_posted", lost)
        answers = at_once(counter, payments, go)
    assert answers[0][0] == "SETTLED"
    assert all(isinstance(answer, LedgerAway) for answer in answers[1:])
    again = [counter.receive(one) for one in payments]
    assert [(answer[0], answer[2]) for answer in again] == [("SETTLED", True)] * 3
