"""Does every payment count once, whatever is killed? `python -m tests.faults.payments` proves it, and its mutants fail.

Payments are told while sessions and the whole server are killed with SIGKILL; then the books are compared with what was
acknowledged (`books.py`). A mutant is the same program with one guard taken away; the proof must fail for it, else it
proves nothing.
"""

import argparse
import json
import random
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import psycopg

from payung.act.money import collect as module
from payung.ledger.public import migrate, start
from tests.act.payers import write_payers
from tests.faults.books import MONTH_IDR, Told, compare, payments, under_fire
from tests.faults.child import ChildServer


@dataclass
class Proof:
    """What was done and found. `lost`, `double` and `unbalanced` are faults of the books."""

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


def prove(folder: Path, count: int, sessions: int, servers: int, seed: int, mutant: str = "") -> Proof:
    """Tell so many payments while so many sessions and servers are killed; compare the books with the answers."""
    draw = random.Random(seed)
    with start(folder) as prepared:
        migrate()
        with psycopg.connect(prepared.url("admin"), autocommit=True) as admin:
            write_payers(admin, count // 2, amount_idr=MONTH_IDR)
            MUTANTS[mutant](admin)
    # The write-ahead log is flushed by who commits, or not at all: the mutant must not be saved by a helper in time.
    child = ChildServer(prepared, wal_writer_delay="10s")
    child.start()
    told = Told()
    hits = {"session": 0, "server": 0}
    shots = ["session"] * sessions + ["server"] * servers
    draw.shuffle(shots)

    def shoot(shot: str) -> bool:
        is_hit = _kill_server(child) if shot == "server" else _kill_session(child, draw)
        hits[shot] += is_hit
        return is_hit

    begin = time.monotonic()
    try:
        under_fire(payments(count, draw), told, [lambda shot=shot: shoot(shot) for shot in shots])  # type: ignore[misc]
        seconds = time.monotonic() - begin
        with psycopg.connect(prepared.url("admin"), autocommit=True) as admin:
            books = compare(admin, told)
    finally:
        child.stop()
    found = (hits["session"], hits["server"], books.lost, books.double, books.unbalanced)
    return Proof(told.calls, round(seconds, 1), told.retries, *found)


def _kill_server(child: ChildServer) -> bool:
    child.kill()
    child.start()
    return True


def _kill_session(child: ChildServer, draw: random.Random) -> bool:
    # A server that was just killed needs a while until somebody is there to be hit.
    for _ in range(3_000):
        if child.kill_backend(draw.random()):
            return True
        time.sleep(0.02)
    return False


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


def commit_later(admin: psycopg.Connection) -> None:
    """A payment is acknowledged before it is on the disk."""
    admin.execute("ALTER ROLE payung_app SET synchronous_commit = off")


MUTANTS: dict[str, Callable[[psycopg.Connection], None]] = {
    "": _sound,
    "no-unique-key": _no_unique_key,
    "header": _by_header,
    "commit-later": commit_later,
}


def main(words: Sequence[str]) -> int:
    """Prove, write what was found as JSON; 1 when the books are wrong."""
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
