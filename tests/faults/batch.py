"""Is a month billed once, however often its batch is killed? `python -m tests.faults.batch`; its mutant bills twice.

The same people are billed twice: in one base without a fault, in another while the batch's session is killed with
SIGKILL at random points (which ends the transaction and restarts the whole server), and the batch run again from its
beginning, until it comes to its end. Bills, lines, postings and what saved credit paid must be the same rows.
"""

import argparse
import hashlib
import json
import random
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import psycopg
from django.db import InterfaceError, OperationalError, connection, connections

from payung.act.public import bill_month
from payung.ledger.base.server import create_database
from payung.ledger.public import Server, migrate, start
from tests.act.many import write_many
from tests.faults.child import ChildServer

AT = datetime(2026, 11, 1, 1, tzinfo=UTC)
# Months are billed one after the other, until enough kills have hit.
MONTHS = tuple(date(year, month, 1) for year in (2026, 2027) for month in range(1, 13))[3:]
CHUNK = 500
# The base in which nothing is killed.
CALM = "calm"


@dataclass
class Proof:
    """What was done and found: the tables whose rows differ, and payers billed twice for a month."""

    payers: int
    months: int
    kills: int
    bills: int
    differ: list[str]
    double: int

    @property
    def is_true(self) -> bool:
        """Whether the killed batches left the rows of those that were not."""
        return not (self.differ or self.double)


def prove(folder: Path, payers: int, kills: int, seed: int, mutant: str = "") -> Proof:
    """Bill so many payers through so many kills, and once without; compare the rows."""
    with start(folder, shared_buffers="64MB") as prepared:
        if not isinstance(prepared, Server):
            raise SystemExit("unset PAYUNG_DATABASE_URL: the embedded server is killed")
        migrate()
        with psycopg.connect(prepared.url("admin"), autocommit=True) as admin:
            write_many(admin, payers)
            admin.execute("ANALYZE")
        connections.close_all()
        with psycopg.connect(prepared.url("admin", "postgres"), autocommit=True) as admin:
            create_database(admin, CALM, prepared.database)
        with psycopg.connect(prepared.url("admin"), autocommit=True) as admin:
            MUTANTS[mutant](admin)
    child = ChildServer(prepared)
    child.start()
    try:
        hits, months = _bill_under_fire(child, kills, random.Random(seed))
        connections.settings["default"]["NAME"] = CALM
        for month in MONTHS[:months]:
            bill_month(month, as_of=month, at=AT, chunk=CHUNK)
        connection.close()
        with psycopg.connect(prepared.url("admin", CALM)) as admin:
            expected = _rows(admin)
        with psycopg.connect(prepared.url("admin")) as admin:
            found, (bills, double) = _rows(admin), _counts(admin)
    finally:
        child.stop()
    differ = [table for table in expected if found[table] != expected[table]]
    return Proof(payers, months, hits, bills, differ, double)


def _bill_under_fire(child: ChildServer, kills: int, draw: random.Random) -> tuple[int, int]:
    hits = months = 0
    for month in MONTHS:
        is_done = False
        while not is_done:
            batch = threading.Thread(target=lambda month=month: _try(month))  # type: ignore[misc]
            _ended.clear()
            batch.start()
            if hits < kills:
                batch.join(draw.uniform(0.05, SECONDS_TO_KILL))
                hits += batch.is_alive() and child.kill_backend(0)
            batch.join()
            is_done = _ended.is_set()
        months += 1
        if hits >= kills:
            break
    return hits, months


_ended = threading.Event()
SECONDS_TO_KILL = 4.0


def _try(month: date) -> None:
    """Bill a month; a broken connection ends the try as the end of the process would."""
    try:
        bill_month(month, as_of=month, at=AT, chunk=CHUNK)
        _ended.set()
    except (OperationalError, InterfaceError, psycopg.OperationalError):
        time.sleep(0.5)
    finally:
        connection.close()


def _rows(admin: psycopg.Connection) -> dict[str, str]:
    """By table a digest of its rows, those numbers left out that are drawn at random."""
    return {table: _digest(admin.execute(sql)) for table, sql in TABLES.items()}


def _digest(rows: Iterator[tuple[Any, ...]] | psycopg.Cursor[Any]) -> str:
    digest = hashlib.sha256()
    for row in rows:
        digest.update(repr(row).encode())
    return digest.hexdigest()


def _counts(admin: psycopg.Connection) -> tuple[int, int]:
    row = admin.execute(COUNTS).fetchone()
    return (int(row[0]), int(row[1])) if row else (0, 0)


TABLES = {
    "bill": "SELECT bill_id, participant_id, kind, month, due_on, amount_idr, recorded_at FROM ledger.bill ORDER BY 1",
    "bill_line": "SELECT * FROM ledger.bill_line ORDER BY 1, 2, 3",
    "posting": """
        SELECT p.kind, p.bill_id, p.amount_idr, p.effective_on, d.kind, d.participant_id, c.kind, c.participant_id,
            c.programme FROM ledger.posting p JOIN ledger.account d ON d.account_id = p.debit_id
        JOIN ledger.account c ON c.account_id = p.credit_id ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9""",
    "allocation": "SELECT bill_id, amount_idr FROM ledger.allocation ORDER BY 1, 2",
}
COUNTS = """
SELECT coalesce(sum(n), 0), count(*) FILTER (WHERE n > 1)
FROM (SELECT count(*) AS n FROM ledger.bill GROUP BY participant_id, kind, month) b
"""


def _sound(admin: psycopg.Connection) -> None:
    """The program as it is."""


def _random_ids(admin: psycopg.Connection) -> None:
    """A bill's id is drawn at random, not from its payer, kind and month."""
    admin.execute(
        "CREATE OR REPLACE FUNCTION ledger.bill_uuid(month_key text, kind text, is_party boolean, holder bigint)"
        " RETURNS uuid LANGUAGE sql VOLATILE"
        " AS $$ SELECT gen_random_uuid() $$"
    )


MUTANTS: dict[str, Callable[[psycopg.Connection], None]] = {"": _sound, "random-ids": _random_ids}


def main(words: Sequence[str]) -> int:
    """Prove, write what was found as JSON; 1 when the rows differ."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.batch")
    parser.add_argument("--payers", type=int, default=5_000)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--mutant", choices=[name for name in MUTANTS if name], default="")
    asked = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="payung-batch-") as folder:
        Path(folder).chmod(0o755)
        proof = prove(Path(folder), asked.payers, asked.kills, asked.seed, asked.mutant)
    sys.stdout.write(json.dumps(asdict(proof)) + "\n")
    return 0 if proof.is_true else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
