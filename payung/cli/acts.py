"""`payung acts`: what decrees and reactivations changed, as a file for the next night's run."""

from datetime import date
from pathlib import Path
from typing import Annotated

import django
import typer
from rich.console import Console

from payung.cli.day import as_day
from payung.cli.end import End, stop
from payung.ledger.public import LedgerError, export_acts, start

console = Console()


def acts(
    out: Annotated[Path, typer.Option(help="Folder of the suppliers' files, where the next run reads it.")],
    on: Annotated[date, typer.Option(parser=as_day, metavar="YYYY-MM-DD", help="The day of which it tells.")],
    data: Annotated[Path, typer.Option(help="Folder of the base and its keys.")] = Path(".data"),
) -> None:
    """Write what decrees and reactivations say of people on a day, for the next run to read."""
    try:
        with start(data):
            django.setup()
            people = export_acts(out, on)
    except LedgerError as error:
        stop(End.DATABASE, str(error))
    console.print(f"[green]✓[/] {people:,} orang · people → [bold]{out}[/]", highlight=False)
