"""Does every payment count once, whatever is killed? `python -m tests.faults.payments` proves it, and its mutants fail.

Many threads tell payments to `payung.act.collect`, repeated, altered and out of order, while sessions and the whole
server are killed with SIGKILL. A call that got no answer is told again, as a bank does. Afterwards the books are
compared with what was acknowledged:

* lost: acknowledged, but not in the books;
* double: in the books more than once, or with two amounts;
* unbalanced: accounts whose balances are not what was acknowledged, bills paid other than whole, credit below zero.

A mutant is the same program with one guard taken away; the proof must fail for it, else it proves nothing.
"""

import argparse
import json
import random
import sys
import tempfile
import threading
import time
import uuid
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from django.db import connection

from payung.act import collect as module
from payung.act.public import Incoming, LedgerAway, Outcome, collect
from payung.api.bank.mischief import Paid, Rates, Telling, tellings
from payung.ledger.public import migrate, start
from tests.act.payers import CHANNEL, account_no, write_payers
from tests.faults.child import ChildServer

THREADS = 8
RATES = Rates(repeat=0.4, alter=0.05, reorder=0.05)
MONTH_IDR = 16_800


@dataclass
class Proof:
    """What was found. `lost`, `double` and `unbalanced` are faults of the books."""

    calls: int
    seconds: float
    retries: int
    sessions_killed: int
    servers_killed: int
    lost: int
    double: int
    unbalanced: list[str]

    @property
    def is_true(self) -> bool:
        """Whether the books hold what was acknowledged, once."""
        return not (self.lost or self.double or self.unbalanced)


@dataclass
class Told:
    """What the callers were answered: by request id the amounts that were taken; answers of repeats that changed."""

    taken: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    first: dict[tuple[str, int], object] = field(default_factory=dict)
    changed: int = 0
    calls: int = 0
    retries: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


def prove(folder: Path, payments: int, sessions: int, servers: int, seed: int, mutant: str = "") -> Proof:
    """Tell so many payments while so many sessions and servers are killed; compare the books with the answers."""
    draw = random.Random(seed)
    with start(folder) as prepared:
        migrate()
        with psycopg.connect(prepared.url("admin"), autocommit=True) as admin:
            write_payers(admin, payments // 2, amount_idr=MONTH_IDR)
            MUTANTS[mutant](admin)
    # The write-ahead log is flushed by who commits, or not at all: the mutant must not be saved by a helper in time.
    child = ChildServer(prepared, wal_writer_delay="10s")
    child.start()
    told = Told()
    begin = time.monotonic()
    try:
        killed = _tell_under_fire(child, _calls(payments, draw), told, sessions, servers, draw)
        seconds = time.monotonic() - begin
        with psycopg.connect(prepared.url("admin"), autocommit=True) as admin:
            lost, double, unbalanced = _compare(admin, told)
    finally:
        child.stop()
    return Proof(told.calls, round(seconds, 1), told.retries, *killed, lost, double, unbalanced)


def _calls(payments: int, draw: random.Random) -> list[Telling]:
    now = datetime.now(UTC)
    accounts = max(payments // 2, 1)
    paid = [
        Paid(
            f"P{number}", account_no(draw.randrange(accounts)), draw.choice((MONTH_IDR, MONTH_IDR, 5_000, 40_000)), now
        )
        for number in range(payments)
    ]
    return tellings(paid, RATES, draw.randrange(1 << 30))


def _tell_under_fire(
    child: ChildServer, calls: Sequence[Telling], told: Told, sessions: int, servers: int, draw: random.Random
) -> tuple[int, int]:
    # Calls of one payment go to different threads, so that a repeat can meet the first one on its way.
    parts = [calls[number::THREADS] for number in range(THREADS)]
    threads = [threading.Thread(target=_tell, args=(part, told)) for part in parts]
    shots = ["session"] * sessions + ["server"] * servers
    draw.shuffle(shots)
    # The first shot falls when work has begun, the last before it ends.
    marks = [(number + 1) * len(calls) // (len(shots) + 2) for number in range(len(shots))]
    hits = {"session": 0, "server": 0}
    for thread in threads:
        thread.start()
    for mark, shot in zip(marks, shots, strict=True):
        while told.calls < mark and any(thread.is_alive() for thread in threads):
            time.sleep(0.005)
        if shot == "server":
            child.kill()
            child.start()
            hits[shot] += 1
        else:
            hits[shot] += _until_hit(child, draw)
    for thread in threads:
        thread.join()
    return hits["session"], hits["server"]


def _until_hit(child: ChildServer, draw: random.Random) -> bool:
    for _ in range(200):
        if child.kill_backend(draw.random()):
            return True
        time.sleep(0.02)
    return False


def _tell(calls: Sequence[Telling], told: Told) -> None:
    for telling in calls:
        paid = telling.paid
        incoming = Incoming(
            channel=CHANNEL,
            kind="VA",
            request_id=paid.request_id,
            account_no=paid.account_no,
            amount_idr=telling.told_idr,
            total_idr=paid.amount_idr,
            paid_at=paid.paid_at,
            external_id=str(uuid.uuid4().int)[:18],
        )
        while True:
            try:
                collected = collect(incoming, at=datetime.now(UTC))
                break
            except LedgerAway:
                told.retries += 1
        answer = (collected.outcome, collected.reason, collected.settled_bills, collected.credit_idr)
        with told.lock:
            told.calls += 1
            if collected.outcome is not Outcome.REFUSED:
                told.taken[paid.request_id].add(telling.told_idr)
            if told.first.setdefault((paid.request_id, telling.told_idr), answer) != answer:
                told.changed += 1
    connection.close()


def _compare(admin: psycopg.Connection, told: Told) -> tuple[int, int, list[str]]:
    """How many payments are lost, how many count double, and what does not balance."""
    posted: dict[str, list[int]] = defaultdict(list)
    for request_id, amount_idr in admin.execute(RECEIPTS):
        posted[request_id].append(amount_idr)
    lost = sum(request_id not in posted for request_id in told.taken)
    double = sum(len(posted[request_id]) > 1 or len(amounts) > 1 for request_id, amounts in told.taken.items())
    wrong = [f"{count} {name}" for name, sql in UNBALANCED.items() if (count := _count(admin, sql))]
    wrong += [f"{told.changed} repeats answered otherwise"] if told.changed else []
    amounts = {request_id: min(amounts) for request_id, amounts in told.taken.items()}
    altered = sum(posted[request_id] != [idr] for request_id, idr in amounts.items() if len(posted[request_id]) == 1)
    wrong += [f"{altered} payments with another amount"] if altered else []
    if (cash := _count(admin, CASH)) != sum(amounts.values()):
        wrong.append(f"the bank's account holds {cash}, {sum(amounts.values())} were acknowledged")
    return lost, double, wrong


def _count(admin: psycopg.Connection, sql: str) -> int:
    row = admin.execute(sql).fetchone()
    return int(row[0] or 0) if row else 0


RECEIPTS = """
SELECT p.request_id, r.amount_idr FROM ledger.posting r JOIN ledger.payment p USING (payment_id)
WHERE r.kind = 'RECEIPT'
"""
CASH = """
SELECT sum(p.amount_idr) FROM ledger.posting p JOIN ledger.account a ON a.account_id = p.debit_id WHERE a.kind = 'CASH'
"""
BALANCE = """
SELECT a.account_id, a.kind, a.participant_id,
    sum(CASE WHEN p.credit_id = a.account_id THEN p.amount_idr ELSE -p.amount_idr END) AS idr
FROM ledger.account a JOIN ledger.posting p ON a.account_id IN (p.credit_id, p.debit_id) GROUP BY a.account_id
"""
# By what is wrong: the number of rows of it.
UNBALANCED = {
    "accounts whose balances do not sum to zero": f"SELECT abs(sum(idr)) FROM ({BALANCE}) b",
    "credits below zero": f"SELECT count(*) FROM ({BALANCE}) b WHERE kind = 'CREDIT' AND idr < 0",
    "payments without a posting": """
        SELECT count(*) FROM ledger.payment p
        WHERE NOT EXISTS (SELECT FROM ledger.posting r WHERE r.payment_id = p.payment_id AND r.kind = 'RECEIPT')""",
    "bills paid otherwise than whole": """
        SELECT count(*) FROM (SELECT b.bill_id FROM ledger.bill b JOIN ledger.allocation a USING (bill_id)
        GROUP BY b.bill_id HAVING sum(a.amount_idr) <> max(b.amount_idr)) w""",
    "payers whose debt is not what their bills say": f"""
        SELECT count(*) FROM ({BALANCE}) b WHERE kind = 'RECEIVABLE' AND idr <> (
        SELECT sum(a.amount_idr) FROM ledger.allocation a JOIN ledger.bill l USING (bill_id)
        WHERE l.participant_id = b.participant_id)""",
    "bills left open that credit could pay": f"""
        SELECT count(*) FROM ({BALANCE}) b JOIN (SELECT participant_id, min(amount_idr) AS least FROM ledger.bill l
        WHERE NOT EXISTS (SELECT FROM ledger.allocation a WHERE a.bill_id = l.bill_id) GROUP BY 1) o
        USING (participant_id) WHERE b.kind = 'CREDIT' AND b.idr >= o.least""",
}


def _sound(admin: psycopg.Connection) -> None:
    """The program as it is."""


def _no_unique_key(admin: psycopg.Connection) -> None:
    """A payment is neither looked for by its id nor refused a second time: every call gets an id of its own."""
    admin.execute("DROP INDEX ledger.payment_request_once")
    module.Incoming.payment_id = property(lambda _: uuid.uuid4())  # type: ignore[method-assign, assignment]


def _by_header(admin: psycopg.Connection) -> None:
    """A payment is known again by X-EXTERNAL-ID alone, which a repeat has anew."""
    admin.execute("DROP INDEX ledger.payment_request_once")
    module.Incoming.payment_id = property(  # type: ignore[method-assign, assignment]
        lambda incoming: uuid.uuid5(module.SPACE, incoming.external_id)
    )


def _commit_later(admin: psycopg.Connection) -> None:
    """A payment is acknowledged before it is on the disk."""
    admin.execute("ALTER ROLE payung_app SET synchronous_commit = off")


MUTANTS: dict[str, Callable[[psycopg.Connection], None]] = {
    "": _sound,
    "no-unique-key": _no_unique_key,
    "header": _by_header,
    "commit-later": _commit_later,
}


def main(words: Sequence[str]) -> int:
    """Prove, print what was found as JSON; 1 when the books are wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.payments")
    parser.add_argument("--payments", type=int, default=20_000)
    parser.add_argument("--sessions", type=int, default=20, help="sessions killed")
    parser.add_argument("--servers", type=int, default=5, help="servers killed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--mutant", choices=[name for name in MUTANTS if name], default="")
    asked = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="payung-faults-") as folder:
        Path(folder).chmod(0o755)
        proof = prove(Path(folder), asked.payments, asked.sessions, asked.servers, asked.seed, asked.mutant)
    sys.stdout.write(json.dumps(asdict(proof)) + "\n")
    return 0 if proof.is_true else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
