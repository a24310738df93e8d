"""How fast is a month billed, against a bare INSERT ... SELECT of as many bills into the same table?

`python -m bench bills`: a month is billed by the law's rules for two sizes of the country, a quarter and the whole,
each in a new base; then the same rows are copied into the same tables, with their constraints, indexes and triggers, in
the order of their ids. The goal counts the copy of the bills alone, although billing writes lines and postings too.
"""

import json
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import psycopg
from django.db import connection

from bench.measure import ROOT
from payung.act.public import bill_month, job
from payung.ledger.public import Server, bill_participants, ensure_books, migrate, month_of, start
from tests.act.many import write_many

# Every third pays two bills: a million in all.
PAYERS = 750_000
MONTH = date(2026, 11, 1)
AT = datetime(2026, 11, 1, 1, tzinfo=UTC)
RATIO_GOAL, LINEAR_GOAL = 5.0, 1.3


@dataclass(frozen=True)
class Run:
    """One size: bills and all rows made, seconds of billing, of copying all rows, of copying the bills alone."""

    bills: int
    rows: int
    billing_s: float
    rows_s: float
    bills_s: float


def bench_bills(payers: int = PAYERS) -> tuple[list[str], bool]:
    """The part of the report about billing, and whether it is fast enough and linear."""
    small, whole = _in_a_process(payers // 4), _in_a_process(payers)
    linear = (whole.billing_s / whole.bills) / (small.billing_s / small.bills)
    ratio = whole.billing_s / whole.bills_s
    is_met = ratio <= RATIO_GOAL and linear <= LINEAR_GOAL
    lines = [
        "## A month billed",
        "",
        f"Goals: at most {RATIO_GOAL:.0f} times a bare INSERT ... SELECT of as many bills into the same table, and a"
        f" bill of the whole at most {LINEAR_GOAL} times as dear as one of a quarter."
        f" **{'Met' if is_met else 'Missed'}**: {ratio:.1f} times, and {linear:.2f}.",
        "",
        f"Billing also writes lines and postings: it took {whole.billing_s / whole.rows_s:.1f} times a copy of all its"
        f" rows. {job.SESSIONS} sessions bill, each a share of the payers; one copies. The payers have their accounts,"
        " as after their first month.",
        "",
        "| bills | with lines and postings | billing s | bills a second | copy of all rows s | of the bills alone s |",
        "|---:|---:|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {run.bills:,} | {run.rows:,} | {run.billing_s:.1f} | {run.bills / run.billing_s:,.0f} | {run.rows_s:.1f} |"
        f" {run.bills_s:.1f} |"
        for run in (small, whole)
    ]
    return lines, is_met


def main(payers: int) -> None:
    """Measure one size and write it as JSON."""
    with tempfile.TemporaryDirectory(prefix="payung-bills-") as folder:
        Path(folder).chmod(0o755)
        with start(Path(folder)) as server:
            if not isinstance(server, Server):
                raise SystemExit("unset PAYUNG_DATABASE_URL: the embedded server is measured")
            sys.stdout.write(json.dumps(asdict(_measured(server, payers))))


def _in_a_process(payers: int) -> Run:
    command = [sys.executable, "-m", "bench.bills", str(payers)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return Run(**json.loads(done.stdout))


def _measured(server: Server, payers: int) -> Run:
    migrate()
    with psycopg.connect(server.url("admin"), autocommit=True) as admin:
        write_many(admin, payers, saves=False)
        admin.execute(ACCOUNTS)
        admin.execute("VACUUM ANALYZE")
        # The rules are compiled once a process, which is no part of a bill's price.
        ensure_books()
        bill_participants(month_of(MONTH, MONTH), -1, 0, AT)
        admin.execute("CHECKPOINT")
        begin = time.perf_counter()
        billed = bill_month(MONTH, as_of=MONTH, at=AT, sessions=job.SESSIONS)
        billing_s = time.perf_counter() - begin
        connection.close()
        admin.execute("CHECKPOINT")
        seconds, rows = [], 0
        for table, (columns, values) in COPIES.items():
            begin = time.perf_counter()
            rows += admin.execute(
                f"INSERT INTO ledger.{table} ({columns}) SELECT {values} FROM ledger.{table}"
            ).rowcount
            seconds.append(time.perf_counter() - begin)
    return Run(billed.bills, rows, billing_s, sum(seconds), seconds[0])


LINE = "programme, care_class, base_idr, gross_idr, relief_idr, state_idr, region_idr, amount_idr, worker_idr, note"
POSTING = "debit_id, credit_id, amount_idr, effective_on, kind"
# Made at a payer's first bill, and there in every month after it.
ACCOUNTS = """
INSERT INTO ledger.account (kind, participant_id) SELECT 'RECEIVABLE', participant_id FROM ledger.participant ORDER BY 2
"""
# By table the columns and what is copied into them: the same rows a year later, under other ids in the same order.
LATER = "overlay({0}::text placing '2027' from 1)::uuid"
COPIES = {
    "bill": (
        "bill_id, participant_id, kind, month, due_on, amount_idr",
        f"{LATER.format('bill_id')}, participant_id, kind, (month + interval '1 year')::date, due_on, amount_idr",
    ),
    "bill_line": (f"bill_id, participant_id, {LINE}", f"{LATER.format('bill_id')}, participant_id, {LINE}"),
    "posting": (
        f"posting_id, entry, bill_id, {POSTING}",
        f"{LATER.format('posting_id')}, {LATER.format('entry')}, {LATER.format('bill_id')}, {POSTING}",
    ),
}

if __name__ == "__main__":
    main(int(sys.argv[1]))
