"""`payung night`: what acts did since the last run becomes part of the next one. The worker does it every night too.

Acts are handed over as a supplier's file, the whole chain writes tables of its own beside those in force, and the load
is one transaction: killed anywhere, the old tables and the old load stand, and the next night begins anew. Only when
the new load is in force do its tables take the place of the old ones.
"""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import django
import typer
from django.conf import settings
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from rich.console import Console

from payung.act.public import export_acts, job
from payung.cli.day import as_day
from payung.cli.end import End, stop
from payung.cli.retention import keep_retention
from payung.cli.run import run_steps
from payung.extracts.public import DoesNotReconcile, MappingFault, NoFiles
from payung.follow.public import open_shipped
from payung.ledger.public import LedgerError, LoadReport, current_run, load, start

console = Console()
FILES, TABLES, NEXT, LAST = "files", "tables", "tables-next", "tables-last"
# What a stopped supplier's records are carried over from, and what `payung up` knows its tables by.
KEPT = ("records.parquet", "rejects.parquet", "made.json")
# A night that failed is tried again after some minutes.
AGAIN = RetryStrategy(max_attempts=3, wait=600)


class NightRuns(RuntimeError):
    """Another process is in the middle of the night's run on this folder."""


@dataclass(frozen=True)
class Night:
    """What a night did: its day, memberships that acts told, the load, and suppliers that could not be read."""

    on: date
    told: int
    report: LoadReport
    unreadable: tuple[str, ...]


def run_night(data: Path, *, on: date, at: datetime) -> Night | None:
    """Hand over, run, load; None where the folder has no files of suppliers, so that there is nothing to run on.

    A day before that of the load in force is taken for that day. Whatever is raised, the tables and the load before
    stand. Raises NightRuns while another process runs one.
    """
    if not (data / FILES).is_dir():
        return None
    with _alone(data / "night.lock"):
        _recover(data)
        run = current_run()
        on = max(on, run.as_of) if run else on
        told = export_acts(data / FILES, on, at=at)
        following = _fresh(data)
        done = run_steps(data / FILES, following, as_of=on)
        report = load(following)
        open_shipped(report.as_of)
        _put_in_force(data)
        keep_retention(data)
    return Night(on, told, report, tuple(done.unreadable))


def _recover(data: Path) -> None:
    """Where a night was killed between the two renamings, the tables before it are put back; the load may be newer."""
    if not (data / TABLES).is_dir() and (data / LAST).is_dir():
        (data / LAST).rename(data / TABLES)


def _fresh(data: Path) -> Path:
    following = data / NEXT
    shutil.rmtree(following, ignore_errors=True)
    following.mkdir()
    for name in KEPT:
        if (data / TABLES / name).is_file():
            shutil.copy2(data / TABLES / name, following / name)
    return following


def _put_in_force(data: Path) -> None:
    shutil.rmtree(data / LAST, ignore_errors=True)
    if (data / TABLES).is_dir():
        (data / TABLES).rename(data / LAST)
    (data / NEXT).rename(data / TABLES)
    shutil.rmtree(data / LAST, ignore_errors=True)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    with path.open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise NightRuns(str(path)) from error
        yield


@app.periodic(cron="0 20 * * *")
@app.task(name="night", queue=job.LONG, queueing_lock="night", lock="night", retry=AGAIN)
def nightly(timestamp: int) -> None:
    """Every night at three in Jakarta, after bills, clocks and statements: acts, then the whole run, then the load."""
    at = datetime.fromtimestamp(timestamp, UTC)
    run_night(Path(settings.DATA_DIR), on=at.astimezone(job.JAKARTA).date(), at=at)


def night(
    data: Annotated[Path, typer.Option(help="Folder of the base, as `payung up` made it.")] = Path(".data"),
    on: Annotated[
        date | None, typer.Option(parser=as_day, metavar="YYYY-MM-DD", help="The day of the run; today without it.")
    ] = None,
) -> None:
    """Hand what acts did to the run, run it, and load it: what the worker does every night."""
    at = datetime.now(UTC)
    try:
        with start(data):
            django.setup()
            done = run_night(data, on=on or at.astimezone(job.JAKARTA).date(), at=at)
    except NightRuns:
        stop(End.DATABASE, f"another run of the night is under way on {data}")
    except (MappingFault, NoFiles) as error:
        stop(End.MAPPING, str(error))
    except DoesNotReconcile as error:
        stop(End.RECONCILE, str(error))
    except LedgerError as error:
        stop(End.DATABASE, str(error))
    if done is None:
        stop(End.TABLE, f"there is no folder {data / FILES} with files of suppliers")
    console.print(
        f"[green]✓[/] {done.on}: {done.told:,} kepesertaan dari tindakan · memberships by acts, "
        f"pemuatan · load {done.report.generation}",
        highlight=False,
    )
    if done.unreadable:
        stop(End.UNREADABLE, "\n".join(done.unreadable))
