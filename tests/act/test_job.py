"""Does a worker that is killed lose nothing and repeat nothing, and does a short job wait for no long one?"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import connections

from payung.act.public import bill_month, job

ROOT = Path(__file__).resolve().parent.parent.parent
PAYERS, CHUNK = 160, 20
MONTH = date(2026, 11, 1)
AT = int(datetime(2026, 11, 1, 5, tzinfo=UTC).timestamp())
PEOPLE = """
INSERT INTO ledger.participant (participant_id, subject, name, region_code, entered_by)
SELECT i, decode(lpad(to_hex(i), 32, '0'), 'hex'), 'PESERTA ' || i, '32.01.01.2001', 0 FROM generate_series(1, %s) AS i
"""
ENROLMENTS = """
INSERT INTO ledger.enrolment (enrolment_id, act_id, participant_id, subject, region_code, programme, segment, payer_id,
    since, pay_from, income_monthly_idr, sector, entered_by)
SELECT ledger.name_uuid(i || r), ledger.name_uuid(i::text), i, decode(lpad(to_hex(i), 32, '0'), 'hex'),
    '32.01.01.2001', r, 'BPU', i, '2026-01-01', '2026-01-01', 1000000 + i * 1000, 'TRADE', 0
FROM generate_series(1, %s) AS i, unnest(ARRAY['JKK', 'JKM']) AS r
"""
ROWS = (
    "SELECT bill_id::text, participant_id, amount_idr, recorded_at FROM ledger.bill",
    "SELECT bill_id::text, participant_id, programme, amount_idr FROM ledger.bill_line",
    "SELECT p.posting_id::text, p.bill_id::text, a.participant_id, p.amount_idr FROM ledger.posting p"
    " JOIN ledger.account a ON a.account_id = p.debit_id",
)


def test_a_killed_worker_loses_nothing_and_repeats_nothing(server: Any, empty_base: str) -> None:
    with psycopg.connect(server.url("admin", empty_base), autocommit=True) as admin:
        admin.execute(PEOPLE, [PAYERS])
        admin.execute(ENROLMENTS, [PAYERS])
        job.app.configure_task("bill").defer(timestamp=AT, month=MONTH.isoformat(), chunk=CHUNK)
        first = worker(server, empty_base)
        wait_for(admin, lambda bills: bills >= 2 * CHUNK)
        first.kill()
        first.wait()
        left = bills_of(admin)
        assert 0 < left < PAYERS
        assert admin.execute("SELECT status::text FROM procrastinate_jobs WHERE task_name = 'bill'").fetchone() == (
            "doing",
        )
        # What a silent worker left is put back; here it is silent at once.
        admin.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'")
        for alias in connections:
            connections[alias].close()
        assert job.revive() == 1
        second = worker(server, empty_base, "--until-idle")
        assert second.wait(timeout=120) == 0
        after_kill = [sorted(map(str, admin.execute(rows).fetchall())) for rows in ROWS]
        assert len(after_kill[0]) == PAYERS
        assert len(after_kill[1]) == len(after_kill[2]) == 2 * PAYERS
        again = bill_month(MONTH, as_of=MONTH, at=datetime.fromtimestamp(AT, UTC), chunk=CHUNK)
        assert (again.bills, again.lines) == (0, 0)
        # One session after the other and three at once enter the same.
        for sessions in (1, 3):
            forget(admin)
            bill_month(MONTH, as_of=MONTH, at=datetime.fromtimestamp(AT, UTC), chunk=CHUNK, sessions=sessions)
            assert [sorted(map(str, admin.execute(rows).fetchall())) for rows in ROWS] == after_kill


def test_a_short_job_waits_for_no_long_one(server: Any, empty_base: str) -> None:
    with psycopg.connect(server.url("admin", empty_base), autocommit=True) as admin:
        admin.execute(PEOPLE, [PAYERS])
        admin.execute(ENROLMENTS, [PAYERS])
        key = ["bill/", MONTH]
        # The month is held, so that whoever bills it waits.
        admin.execute("SELECT pg_advisory_lock(hashtextextended(%s::text || %s::date, 0))", key)
        job.app.configure_task("bill").defer(timestamp=AT, month=MONTH.isoformat(), chunk=CHUNK)
        long = worker(server, empty_base, "--queue", "long")
        try:
            wait_until(lambda: states(admin).get("bill") == "doing")
            job.app.configure_task("clocks").defer(timestamp=AT)
            short = worker(server, empty_base, "--queue", "short", "--until-idle")
            assert short.wait(timeout=120) == 0
            assert (states(admin)["clocks"], states(admin)["bill"], bills_of(admin)) == ("succeeded", "doing", 0)
            # Killed while it waits: a worker of short jobs puts the long one back, and leaves it to one of its own.
            long.kill()
            long.wait()
            admin.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'")
            job.app.configure_task("revive").defer(timestamp=AT)
            assert worker(server, empty_base, "--queue", "short", "--until-idle").wait(timeout=120) == 0
            assert states(admin)["bill"] == "todo"
        finally:
            long.kill()
            long.wait()
        admin.execute("SELECT pg_advisory_unlock(hashtextextended(%s::text || %s::date, 0))", key)
        assert worker(server, empty_base, "--queue", "long", "--until-idle").wait(timeout=120) == 0
        assert (states(admin)["bill"], bills_of(admin)) == ("succeeded", PAYERS)


def states(admin: psycopg.Connection) -> dict[str, str]:
    """The newest state of each task's job."""
    rows = "SELECT task_name, status::text FROM procrastinate_jobs ORDER BY id"
    return dict(admin.execute(rows).fetchall())


def forget(admin: psycopg.Connection) -> None:
    """Take every bill away, past the triggers that forbid it."""
    with admin.transaction():
        admin.execute("SET LOCAL session_replication_role = replica")
        for table in ("posting", "bill_line", "bill"):
            admin.execute(f"DELETE FROM ledger.{table}")


def worker(server: Any, base: str, *options: str) -> subprocess.Popen[bytes]:
    """A worker as a program of its own, on this base."""
    environment = os.environ | {
        "PAYUNG_DATABASE_URL": server.url("app", base),
        "PAYUNG_OWNER_DATABASE_URL": server.url("owner", base),
        "PAYUNG_KEY_FILE": str(settings.KEY_FILE),
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "payung.cli.main", "work", "--data", str(settings.DATA_DIR), *options]
    return subprocess.Popen(command, env=environment, cwd=ROOT)


def bills_of(admin: psycopg.Connection) -> int:
    """How many bills there are."""
    found = admin.execute("SELECT count(*) FROM ledger.bill").fetchone()
    return int(found[0]) if found else 0


def wait_for(admin: psycopg.Connection, is_so: Any) -> None:
    """Until so many bills are there."""
    wait_until(lambda: is_so(bills_of(admin)))


def wait_until(is_so: Callable[[], bool], seconds: float = 90) -> None:
    """Until it is so."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "the worker did nothing"
        time.sleep(0.02)
