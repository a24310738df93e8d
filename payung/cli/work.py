"""`payung work`: do the jobs that nobody has to ask for. Bills, notices, clocks, statements, the run of the night."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import django
import typer

from payung.act.public import job
from payung.cli.end import End, stop
from payung.ledger.public import LedgerError, start

DATA = Path(".data")


class Queue(StrEnum):
    """Which jobs: bills, pensions, statements and the night's run, or what is done in seconds."""

    LONG = job.LONG
    SHORT = job.SHORT


def work(
    data: Annotated[Path, typer.Option(help="Folder of the base, as `payung up` made it.")] = DATA,
    queue: Annotated[Queue | None, typer.Option(help="Only these jobs; both without it, one after the other.")] = None,
    until_idle: Annotated[bool, typer.Option(help="End when no job is left.")] = False,
) -> None:
    """Do jobs: bills, notices, clocks, the night. With a worker for each queue none waits for long ones."""
    try:
        with start(data):
            django.setup()
            job.work(queue=queue, until_idle=until_idle)
    except LedgerError as error:
        stop(End.DATABASE, str(error))
