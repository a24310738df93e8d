"""Is anything lost that was acknowledged, when the power is cut? `python -m tests.faults.power`; its mutant loses.

The server's folder lies in a file system of its own. While payments are told, that file system is shut down under the
server (`xfs_io -x -c shutdown`): what was not on the disk by then never gets there. The server is killed, the file
system mounted again, the server started, and after the last cut the books are compared with what was acknowledged.
"""

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import psycopg

from payung.ledger.public import migrate, start
from tests.act.payers import write_payers
from tests.faults.books import MONTH_IDR, Told, compare, payments, under_fire
from tests.faults.child import ChildServer, DoesNotStart
from tests.faults.mount import LoopDisk, NoMount

MEGABYTES = 1_500
SKIPPED = 3


@dataclass
class Proof:
    """What was done and found; `starts` is false where the server did not start after a cut."""

    calls: int = 0
    cuts: int = 0
    seconds: float = 0.0
    starts: bool = True
    lost: int = 0
    double: int = 0
    unbalanced: list[str] = field(default_factory=list)

    @property
    def is_true(self) -> bool:
        """Whether all that was acknowledged is there, once."""
        return self.starts and not (self.lost or self.double or self.unbalanced)


def prove(folder: Path, count: int, cuts: int, seed: int, mutant: str = "") -> Proof:
    """Tell so many payments through so many power cuts. Raises NoMount where file systems cannot be mounted."""
    draw = random.Random(seed)
    disk = LoopDisk(folder, MEGABYTES)
    try:
        with start(disk.place / "data") as prepared:
            migrate()
            with psycopg.connect(prepared.url("admin"), autocommit=True) as admin:
                write_payers(admin, count // 2, amount_idr=MONTH_IDR)
        return _through_cuts(disk, ChildServer(prepared, **MUTANTS[mutant]), count, cuts, draw)
    finally:
        disk.unmount()


def _through_cuts(disk: LoopDisk, child: ChildServer, count: int, cuts: int, draw: random.Random) -> Proof:
    proof, told, begin = Proof(), Told(), time.monotonic()

    def cut() -> bool:
        disk.cut_power()
        child.kill_all()
        disk.unmount()
        disk.mount()
        proof.cuts += 1
        child.start()
        return True

    child.start()
    try:
        under_fire(payments(count, draw), told, [cut] * cuts)
        with psycopg.connect(child.prepared.url("admin"), autocommit=True) as admin:
            books = compare(admin, told)
        proof.lost, proof.double, proof.unbalanced = books.lost, books.double, books.unbalanced
    except (DoesNotStart, psycopg.Error):
        # A base whose files are torn starts not at all, or cannot be read.
        proof.starts = False
    finally:
        child.stop()
    proof.calls, proof.seconds = told.calls, round(time.monotonic() - begin, 1)
    return proof


# By name: the settings of the server that take the guard away.
MUTANTS: dict[str, dict[str, str]] = {"": {}, "fsync-off": {"fsync": "off"}}


def main(words: Sequence[str]) -> int:
    """Prove, write what was found as JSON; 1 when something was lost, 3 where it cannot be tried."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.power")
    parser.add_argument("--payments", type=int, default=6_000)
    parser.add_argument("--cuts", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--mutant", choices=[name for name in MUTANTS if name], default="")
    asked = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="payung-power-") as folder:
        Path(folder).chmod(0o755)
        try:
            proof = prove(Path(folder), asked.payments, asked.cuts, asked.seed, asked.mutant)
        except NoMount as reason:
            sys.stdout.write(json.dumps({"skipped": str(reason)}) + "\n")
            return SKIPPED
    sys.stdout.write(json.dumps(asdict(proof)) + "\n")
    return 0 if proof.is_true else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
