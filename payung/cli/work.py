"""`payung work`: do the jobs that nobody has to ask for. Bills, notices, clocks, statements, the run of the night."""

from pathlib import Path
from typing import Annotated

import django
import typer

from payung.act.public import job
from payung.cli.end import End, stop
from payung.ledger.public import LedgerError, start

DATA = Path(".data")


def work(
    data: Annotated[Path, typer.Option(help="Folder of the base, as `payung up` made it.")] = DATA,
    until_idle: Annotated[bool, typer.Option(help="End when no job is left.")] = False,
) -> None:
    """Do jobs: bills, notices, clocks, statements, the night's run; a second worker may run beside the first."""
    try:
        with start(data):
            django.setup()
            job.work(until_idle=until_idle)
    except LedgerError as error:
        stop(End.DATABASE, str(error))
