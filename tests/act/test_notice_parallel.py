"""Is a notice sent once when many senders empty the outbox in the same moment?"""

import threading
from collections import Counter
from datetime import UTC, datetime

import pytest
from django.db import connection, connections

from payung.act.public import Message, notify, send_due
from payung.ledger.public import outbox, system_scope
from tests.act.billed import PEOPLE, rows, subject, write_enrolled

NOON = datetime(2026, 11, 8, 5, tzinfo=UTC)
REGION, SENDERS, EACH = "32.01.02.2001", 6, 8
FACTS = {"claim_kind": "JKM_DEATH", "bank": "BRI", "account_end": "7890", "payable_on": "2026-11-11"}


class Counts:
    """A gateway that knows nothing of ids and counts what it is given."""

    def __init__(self) -> None:
        self.lock, self.sent = threading.Lock(), Counter[str]()

    def send(self, message: Message) -> None:
        """Take the message."""
        with self.lock:
            self.sent[message.id] += 1


def sent_by_many() -> tuple[Counter[str], Counter[str]]:
    """How often each notice left, and the outcomes that all senders told together."""
    way, gate, told = Counts(), threading.Barrier(SENDERS), Counter[str]()

    def run() -> None:
        try:
            connection.ensure_connection()
            gate.wait()
            done = send_due(dict.fromkeys(("EMAIL", "SMS", "WHATSAPP"), way), at=NOON)
            with way.lock:
                told.update(done)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(SENDERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return way.sent, told


@pytest.fixture
def full(empty_base: str) -> str:
    """An outbox of many notices, to people who allowed a way."""
    write_enrolled()
    with system_scope():
        for number in range(1, PEOPLE + 1):
            index = subject(number)
            outbox.choose_contact(index, REGION, "SMS", "0812", is_allowed=True, language="id", at=NOON)
            for period in range(EACH):
                notify(index, REGION, "PAYEE_CHANGED", str(period), FACTS, at=NOON)
    return empty_base


@pytest.mark.django_db(transaction=True)
def test_many_senders_send_each_notice_once(full: str) -> None:
    sent, told = sent_by_many()
    assert told == {"SENT": PEOPLE * EACH}
    assert set(sent.values()) == {1}
    assert len(sent) == PEOPLE * EACH
    assert rows("SELECT outcome, number, count(*) FROM ledger.notice_attempt GROUP BY 1, 2") == [
        ("SENT", 1, PEOPLE * EACH)
    ]


@pytest.mark.django_db(transaction=True)
def test_where_senders_do_not_hold_what_they_send_the_proof_fails(full: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The mutant: nobody takes a notice for oneself, and nothing keeps a second attempt out."""
    monkeypatch.setattr(outbox, "CLAIM", outbox.CLAIM.replace("FOR UPDATE OF q SKIP LOCKED", ""))
    monkeypatch.setattr(outbox, "ATTEMPT", outbox.ATTEMPT.rstrip() + " ON CONFLICT DO NOTHING")
    sent, _ = sent_by_many()
    assert max(sent.values()) > 1
