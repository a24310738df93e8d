"""How many payments are posted a second, against pgbench's TPC-B on the same server in the same run?

`python -m bench.payments` prints two ratios, each the median of rounds in which all sides take turns, so that a machine
whose speed drifts does not decide:

* over HTTP: signed notifications, each posted and acknowledged, by 8 connections; at least 0.3;
* the posting alone, `payung.act.money.till` with 8 callers at once; at least 0.6.

TPC-B is pgbench's own script (7 statements a transaction) with 8 clients and as many branches as clients, as it is
meant to be measured.
"""

import statistics
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from bench.caller import call_all
from bench.measure import ROOT
from payung.api.bank.bank import Bank, Request, open_bank
from payung.api.bank.line import Line
from payung.api.bank.mischief import Paid, Telling, signed
from payung.cli.serving import banks
from payung.ledger.public import Server, migrate, start
from tests.act.payers import CHANNEL, account_no, write_payers

CLIENTS = 8
SECONDS = 6
ROUNDS = 5
PORT = 8139
SECONDS_TO_START, SECONDS_TO_STOP = 120.0, 10
DUE_IDR = 16_800
HTTP_GOAL, POSTING_GOAL = 0.3, 0.6
PAYERS = 200_000


@dataclass(frozen=True)
class Found:
    """Transactions a second of each round."""

    tpcb: list[float]
    http: list[float]
    posting: list[float]

    def ratio(self, of: list[float]) -> float:
        """The median of the rounds' ratios to TPC-B."""
        return statistics.median(one / base for one, base in zip(of, self.tpcb, strict=True))


def main() -> int:
    """Measure, print, and end with 1 when a goal is missed."""
    lines, is_met = bench_payments()
    sys.stdout.write("\n".join([*lines, ""]))
    return 0 if is_met else 1


def bench_payments() -> tuple[list[str], bool]:
    """The part of the report about payments, and whether both goals are met."""
    with tempfile.TemporaryDirectory(prefix="payung-payments-") as folder:
        Path(folder).chmod(0o755)
        with start(Path(folder)) as server:
            if not isinstance(server, Server):
                raise SystemExit("unset PAYUNG_DATABASE_URL: the embedded server is measured")
            found = _measured(Path(folder), server)
    http, posting = found.ratio(found.http), found.ratio(found.posting)
    is_met = http >= HTTP_GOAL and posting >= POSTING_GOAL
    return [
        "## Payments against TPC-B",
        "",
        f"Goals: over HTTP at least {HTTP_GOAL} of pgbench's TPC-B on the same server in the same run, the posting"
        f" alone {POSTING_GOAL}; {CLIENTS} clients, median of {ROUNDS} rounds. **{'Met' if is_met else 'Missed'}.**",
        "",
        "| what | a second | of TPC-B |",
        "|---|---:|---:|",
        f"| TPC-B | {statistics.median(found.tpcb):,.0f} | 1 |",
        f"| signed notification over HTTP | {statistics.median(found.http):,.0f} | {http:.2f} |",
        f"| the posting alone | {statistics.median(found.posting):,.0f} | {posting:.2f} |",
    ], is_met


def _measured(folder: Path, server: Server) -> Found:
    migrate()
    with psycopg.connect(server.url("admin"), autocommit=True) as admin:
        write_payers(admin, PAYERS, amount_idr=DUE_IDR)
        admin.execute("CREATE DATABASE tpcb")
        admin.execute("VACUUM ANALYZE")
    _pgbench(server, "-i", "-q", "-s", str(CLIENTS), "tpcb")
    bank = open_bank(CHANNEL, folder / "keys")
    found = Found([], [], [])
    with _served():
        line = Line(f"http://127.0.0.1:{PORT}", patience_s=SECONDS_TO_START)
        token = line.token(bank)
        count = 500
        for number in range(ROUNDS + 1):
            tpcb = _rate(server, "-T", str(SECONDS), "tpcb")
            answers = call_all(PORT, _requests(bank, token, count, number), connections=CLIENTS)
            if answers.other:
                raise SystemExit(f"{answers.other} notifications were not acknowledged")
            posting = _posting(number)
            # The first round warms up and says how many calls fill the time.
            count = int(answers.rate * SECONDS)
            if number:
                found.tpcb.append(tpcb)
                found.http.append(answers.rate)
                found.posting.append(posting)
    return found


def _requests(bank: Bank, token: str, count: int, number: int) -> list[Request]:
    now = datetime.now(UTC)
    first = number * PAYERS // (ROUNDS + 2)
    paid = (Paid(uuid.uuid4().hex, account_no(first + n + 1), DUE_IDR, now) for n in range(count))
    return [signed(bank, Telling("TRUE", one, DUE_IDR), token, now, f"{number}{n:09d}") for n, one in enumerate(paid)]


def _posting(number: int) -> float:
    """Payments a second that 8 callers at once hand in at the till of one program."""
    first = number * PAYERS // (ROUNDS + 2)
    command = [sys.executable, "-m", "bench.posting", str(first)]
    return float(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout)


def _rate(server: Server, *words: str) -> float:
    """Transactions a second as pgbench counts them."""
    said = _pgbench(server, "-c", str(CLIENTS), "-j", "2", *words)
    return float(said.split("tps = ")[1].split()[0])


def _pgbench(server: Server, *words: str) -> str:
    environment = {"PGHOST": str(server.socket), "PGUSER": "payung_admin", "PATH": "/usr/bin:/bin"}
    command = [str(server.runner.folder / "pgbench"), *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


@contextmanager
def _served() -> Iterator[None]:
    """The banks' program as `payung up` serves it."""
    server = subprocess.Popen(banks(PORT), cwd=ROOT)
    try:
        yield
    finally:
        server.terminate()
        try:
            server.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            # It waits for connections that nobody closes any more.
            server.kill()
            server.wait()


if __name__ == "__main__":
    sys.exit(main())
