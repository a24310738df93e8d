"""`payung acts`: what acts say of everybody whom they concern, as a file for the next night's run."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import django
import typer
from rich.console import Console

from payung.act.public import export_acts
from payung.cli.day import as_day
from payung.cli.end import End, stop
from payung.ledger.public import LedgerError, start

console = Console()


def acts(
    out: Annotated[Path, typer.Option(help="Folder of the suppliers' files, where the next run reads it.")],
    on: Annotated[date, typer.Option(parser=as_day, metavar="YYYY-MM-DD", help="The day of which it tells.")],
    data: Annotated[Path, typer.Option(help="Folder of the base and its keys.")] = Path(".data"),
) -> None:
    """Write what enrolments, payments, decrees and other acts say of people on a day, for the next run to read."""
    try:
        with start(data):
            django.setup()
            rows = export_acts(out, on, at=datetime.now(UTC))
    except LedgerError as error:
        stop(End.DATABASE, str(error))
    console.print(f"[green]✓[/] {rows:,} kepesertaan · memberships → [bold]{out}[/]", highlight=False)
