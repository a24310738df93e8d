"""Is anything lost when the disk is full, and does all go on by itself afterwards? `python -m tests.faults.disk`

The server's folder lies in a small file system of its own, watched as `payung up` watches it (`Server.revive`). A file
takes all room but a little; payments are told until the server can write no more, and for some seconds after. Then the
file is removed. Nobody touches anything: the payments must go on, and the books hold what was acknowledged.
"""

import argparse
import json
import random
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

import psycopg

from payung.ledger.public import Server, migrate, start
from tests.act.payers import write_payers
from tests.faults.books import MONTH_IDR, Told, compare, payments, telling
from tests.faults.mount import LoopDisk, NoMount
from tests.faults.payments import commit_later
from tests.faults.power import SKIPPED

MEGABYTES, LEFT_MEGABYTES = 600, 6
SECONDS_FULL = 4.0
SECONDS_TO_RECOVER = 60.0
SECONDS_TO_FILL = 240.0
CALLS_AFTER = 300


@dataclass
class Proof:
    """What was done and found; `recovered_s` is the time from room to the next payment, None where none came."""

    calls: int = 0
    calls_before_full: int = 0
    retries: int = 0
    was_full: bool = False
    recovered_s: float | None = None
    lost: int = 0
    double: int = 0
    unbalanced: list[str] = field(default_factory=list)

    @property
    def is_true(self) -> bool:
        """Whether the disk was full, work went on, and all that was acknowledged is there, once."""
        went_on = self.was_full and self.recovered_s is not None
        return went_on and not (self.lost or self.double or self.unbalanced)


def prove(folder: Path, count: int, seed: int, mutant: str = "") -> Proof:
    """Fill the disk while so many payments are told. Raises NoMount where file systems cannot be mounted."""
    draw = random.Random(seed)
    disk = LoopDisk(folder, MEGABYTES)
    proof, told = Proof(), Told()
    try:
        with start(disk.place / "data", shared_buffers="64MB") as server:
            if not isinstance(server, Server):
                raise NoMount("unset PAYUNG_DATABASE_URL: the embedded server is filled")
            migrate()
            with psycopg.connect(server.url("admin"), autocommit=True) as admin:
                write_payers(admin, count // 2, amount_idr=MONTH_IDR)
                MUTANTS[mutant](admin)
            with _watched(server, is_watched=mutant != "nobody-watches"), telling(payments(count, draw), told):
                _fill_and_free(disk, told, proof)
            server.revive()
            with psycopg.connect(server.url("admin"), autocommit=True) as admin:
                books = compare(admin, told)
    finally:
        disk.unmount()
    proof.calls, proof.retries = told.calls, told.retries
    proof.lost, proof.double, proof.unbalanced = books.lost, books.double, books.unbalanced
    return proof


def _fill_and_free(disk: LoopDisk, told: Told, proof: Proof) -> None:
    ballast = disk.fill(LEFT_MEGABYTES)
    proof.was_full = _until(lambda: told.retries > 0, SECONDS_TO_FILL)
    proof.calls_before_full = told.calls
    time.sleep(SECONDS_FULL)
    ballast.unlink()
    begin, before = time.monotonic(), told.calls
    if _until(lambda: told.calls > before, SECONDS_TO_RECOVER):
        proof.recovered_s = round(time.monotonic() - begin, 1)
        _until(lambda: told.calls > before + CALLS_AFTER, SECONDS_TO_RECOVER)
    told.is_over.set()


def _until(holds: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


@contextmanager
def _watched(server: Server, *, is_watched: bool) -> Iterator[None]:
    """The server is looked after every second, as `payung up` does."""
    is_over = threading.Event()

    def watch() -> None:
        while not is_over.wait(1):
            server.revive()

    watcher = threading.Thread(target=watch)
    if is_watched:
        watcher.start()
    try:
        yield
    finally:
        is_over.set()
        if is_watched:
            watcher.join()


def _as_it_is(admin: psycopg.Connection) -> None:
    """The program as it is."""


MUTANTS: dict[str, Callable[[psycopg.Connection], None]] = {
    "": _as_it_is,
    "commit-later": commit_later,
    "nobody-watches": _as_it_is,
}


def main(words: Sequence[str]) -> int:
    """Prove, write what was found as JSON; 1 when something was lost or stood still, 3 where it cannot be tried."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.disk")
    parser.add_argument("--payments", type=int, default=40_000, help="more than fill the disk")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--mutant", choices=[name for name in MUTANTS if name], default="")
    asked = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="payung-disk-") as folder:
        Path(folder).chmod(0o755)
        try:
            proof = prove(Path(folder), asked.payments, asked.seed, asked.mutant)
        except NoMount as reason:
            sys.stdout.write(json.dumps({"skipped": str(reason)}) + "\n")
            return SKIPPED
    sys.stdout.write(json.dumps(asdict(proof)) + "\n")
    return 0 if proof.is_true else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
