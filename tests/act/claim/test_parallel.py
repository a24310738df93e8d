"""Is an event claimed once and a claim paid once when many ask in the same moment? And is the proof able to fail?"""

import threading
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import psycopg
import pytest
from django.db import connection, connections

from payung.act.public import Filing, file_claim, pay
from payung.ledger.public import system_scope
from tests.act.claimants import AGENT, AT, FILED_ON, MAKER, Desk, seen_by
from tests.conftest import copy_base, point_to

# So many sessions at once, each of which asks so often: the server takes sixty sessions, some of them for its keeper.
SESSIONS, ASKS = 40, 5
THREADS = SESSIONS * ASKS
DEATH: dict[str, Any] = {"person_id": 2, "kind": "JKM_DEATH", "event_on": date(2026, 10, 10)}


@pytest.fixture
def own_base(server: Any, claim_base: str, django_db_blocker: Any) -> Iterator[str]:
    """A base of claimants for this test alone, whose rows stay for every session to see."""
    with django_db_blocker.unblock():
        before = connections.settings["default"]["NAME"]
        name: str = copy_base(server, claim_base)
        point_to(name)
        yield name
        point_to(before)
        with psycopg.connect(server.url("admin", "postgres"), autocommit=True) as admin:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def at_once(act: Callable[[int], str]) -> Counter[str]:
    """What two hundred acts are told by forty sessions that begin in the same moment."""
    lock = threading.Lock()
    gate, said = threading.Barrier(SESSIONS), Counter[str]()

    def run(number: int) -> None:
        try:
            connection.ensure_connection()
            gate.wait()
            for ask in range(ASKS):
                answer = act(number * ASKS + ask)
                with lock:
                    said[answer] += 1
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(SESSIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def file_with(claim_id: uuid.UUID) -> str:
    """File the death, as an agent, under this number."""
    with seen_by(AGENT):
        filed = file_claim(Filing(claim_id, **DEATH), on=FILED_ON, at=AT)
    return filed.reason or filed.outcome


def pay_with(desk: Desk) -> str:
    """Pay under a number of one's own."""
    with seen_by(MAKER):
        acted, _ = pay(uuid.uuid4(), desk.claim_id, on=FILED_ON, at=desk.at)
    return acted.reason or acted.outcome


def approved() -> Desk:
    """A claim that may be paid."""
    desk = Desk()
    desk.file(**DEATH)
    desk.papers()
    desk.payee()
    desk.propose()
    assert desk.check().outcome == "DONE"
    return desk


def books() -> tuple[int, int, int]:
    """Payments of claims, rupiah paid out, and what all accounts sum to."""
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM ledger.claim_payment),"
            " (SELECT coalesce(sum(amount_idr), 0) FROM ledger.posting WHERE kind = 'PAYOUT'),"
            " (SELECT coalesce(sum(ledger.balance_of(account_id)), 0) FROM ledger.account)"
        )
        payments, paid_idr, whole = cursor.fetchone()
    return int(payments), int(paid_idr), int(whole)


def test_an_event_is_claimed_once_by_many(own_base: str) -> None:
    assert at_once(lambda number: file_with(uuid.uuid5(uuid.NAMESPACE_OID, str(number)))) == {
        "FILED": 1,
        "SAME_EVENT": THREADS - 1,
    }


def test_the_same_number_files_once_and_is_repeated(own_base: str) -> None:
    same = uuid.uuid4()
    assert at_once(lambda _: file_with(same)) == {"FILED": 1, "REPEAT": THREADS - 1}


def test_a_claim_is_paid_once_by_many(own_base: str) -> None:
    desk = approved()
    assert at_once(lambda _: pay_with(desk)) == {"DONE": 1, "ALREADY_PAID": THREADS - 1}
    assert books() == (1, 42_000_000, 0)


def test_without_lock_and_key_the_proof_fails(server: Any, own_base: str) -> None:
    """The mutant: nothing makes payments of one claim wait, and no key holds them to one."""
    desk = approved()
    with psycopg.connect(server.url("admin", own_base), autocommit=True) as admin:
        admin.execute("ALTER TABLE ledger.claim_payment DROP CONSTRAINT claim_payment_once")
        admin.execute(
            "CREATE OR REPLACE FUNCTION ledger.lock_claim(of_claim uuid) RETURNS void LANGUAGE sql"
            " AS $$ SELECT pg_sleep(0.02) $$"
        )
    said = at_once(lambda _: pay_with(desk))
    assert said["DONE"] > 1
    assert books()[1] > 42_000_000
