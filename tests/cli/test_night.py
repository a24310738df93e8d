"""Does the night take up what was done by day, and does a night that is killed or fails leave the old load in force?"""

import fcntl
import os
import subprocess
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest
from django.conf import settings

from payung.act.public import Asked, covers, job
from payung.cli import night
from payung.cli.night import NightRuns, run_night
from payung.cli.retention import RETENTION
from payung.cli.run import run_steps
from payung.ledger.public import LoadFailed, current_run, load, system_scope
from tests.act.test_loop import FIRST, WORKER, act, nik, write_files

ROOT = Path(__file__).resolve().parents[2]
ON = date(2026, 11, 10)
AT = datetime(2026, 11, 9, 20, tzinfo=UTC)
PROGRAM = f"""
import django; django.setup()
from datetime import UTC, date, datetime
from pathlib import Path
from payung.cli.night import run_night
run_night(Path(r"%s"), on=date.fromisoformat("{ON}"), at=datetime.fromisoformat("{AT.isoformat()}"))
"""


@pytest.fixture
def data(empty_base: str, tmp_path: Path) -> Path:
    """A folder as `payung up` leaves it, and people who enrolled and paid since."""
    write_files(tmp_path / "files")
    run_steps(tmp_path / "files", tmp_path / "tables", as_of=FIRST)
    load(tmp_path / "tables")
    (tmp_path / "lists").mkdir()
    with system_scope():
        act(tmp_path / "lists")
    return tmp_path


def said() -> tuple[str | None, str]:
    """How the worker's work-accident cover stands, and by what."""
    with system_scope():
        [found] = covers([Asked(nik(WORKER))], "JKK", on=ON, at=AT)
    return found.reason, str(current_run() and current_run().as_of)  # type: ignore[union-attr]


def determined(data: Path) -> list[str]:
    """What the tables in force determine of the worker."""
    persons = pyarrow.parquet.read_table(data / "tables" / "persons.parquet").to_pylist()
    number = next(row["person_id"] for row in persons if row["nik"] == nik(WORKER))
    rows = pyarrow.parquet.read_table(data / "tables" / "determinations.parquet").to_pylist()
    return [row["reason"] for row in rows if (row["person_id"], row["programme"]) == (number, "JKK")]


def test_a_night_takes_up_the_day_and_a_killed_one_changes_nothing(server: Any, data: Path, empty_base: str) -> None:
    old = current_run()
    killed = _process(server, data, empty_base)
    _wait_for(data / "tables-next" / "records.parquet", killed)
    killed.kill()
    killed.wait()
    assert current_run() == old
    assert determined(data) != ["PAID_BY_SELF"]
    done = run_night(data, on=ON, at=AT)
    assert done is not None
    assert (done.report.is_repeated, done.on, done.told > 0, done.unreadable) == (False, ON, True, ())
    assert said() == ("PAID_BY_SELF", str(ON))
    assert determined(data) == ["PAID_BY_SELF"]
    assert sorted(one.name for one in data.glob("tables*")) == ["tables"]
    # Whoever opens the page of cohorts in the morning does not wait.
    kept = [one.name.split("-")[0] for one in (data / RETENTION).glob(f"*-{done.report.generation}-*")]
    assert sorted(kept) == ["retention", "wave"]
    again = run_night(data, on=FIRST, at=AT)
    assert again is not None
    # Nothing was done since, and the day never goes back: the same tables, so the same load.
    assert (again.on, again.report.is_repeated) == (ON, True)


def test_a_night_that_fails_leaves_what_was(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = current_run()

    def refuse(_: Path) -> None:
        raise LoadFailed("no room")

    monkeypatch.setattr(night, "load", refuse)
    with pytest.raises(LoadFailed):
        run_night(data, on=ON, at=AT)
    assert current_run() == old
    assert determined(data) != ["PAID_BY_SELF"]
    # Killed between the two renamings: the tables before are put back first.
    (data / "tables").rename(data / "tables-last")
    with (data / "night.lock").open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(NightRuns):
            run_night(data, on=ON, at=AT)
    with pytest.raises(LoadFailed):
        run_night(data, on=ON, at=AT)
    assert determined(data) != ["PAID_BY_SELF"]


def test_the_worker_knows_the_run_of_the_night_and_when_it_is() -> None:
    told = {task.task.name: task.cron for task in job.app.periodic_registry.periodic_tasks.values()}
    # Three in the morning in Jakarta, after bills, pensions, clocks and statements.
    assert told["night"] == "0 20 * * *"
    assert {"bill", "pensions", "clocks", "reconcile"} <= told.keys()


def test_without_files_there_is_nothing_to_run(tmp_path: Path) -> None:
    assert run_night(tmp_path, on=ON, at=AT) is None


def _process(server: Any, data: Path, base: str) -> "subprocess.Popen[bytes]":
    environment = os.environ | {
        "PAYUNG_DATABASE_URL": server.url("app", base),
        "PAYUNG_OWNER_DATABASE_URL": server.url("owner", base),
        "PAYUNG_KEY_FILE": str(settings.KEY_FILE),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": str(ROOT),
    }
    return subprocess.Popen([sys.executable, "-c", PROGRAM % data], env=environment, cwd=ROOT)


def _wait_for(file: Path, process: "subprocess.Popen[bytes]", seconds: float = 90) -> None:
    """Until the night has read the files into tables of its own, and is in the middle of the run."""
    begin, end = file.stat().st_mtime_ns if file.exists() else 0, time.monotonic() + seconds
    while not file.exists() or file.stat().st_mtime_ns == begin:
        assert process.poll() is None, "the night ended before it was killed"
        assert time.monotonic() < end, "the night did nothing"
        time.sleep(0.01)
