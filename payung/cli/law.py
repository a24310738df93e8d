"""`payung law`: what a human should look at in the law: values on weak ground, contested ones, checks that are due."""

from datetime import date
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from payung.cli.day import as_day, today
from payung.law.public import load_law
from payung.law.public import report as law_report

console = Console()
app = typer.Typer(no_args_is_help=True, help="Look after the law that the rules rest on.")


@app.callback()
def law() -> None:
    """Look after the law that the rules rest on."""


@app.command("report")
def report(
    on: Annotated[
        date | None, typer.Option(parser=as_day, metavar="YYYY-MM-DD", help="The day of the check; today if not given.")
    ] = None,
) -> None:
    """List values that rest on one source or on memory, values a source contradicts, and parameters due for a check."""
    found = law_report(load_law(), on or today())
    table = Table("parameter", "mulai · from", "periksa · to look at")
    for one in found:
        table.add_row(f"{one.parameter_id} {one.scope}".strip(), str(one.since or ""), one.why)
    console.print(table)
    console.print(f"{len(found)} hal · matters, {len(load_law().parameters)} parameter · parameters", highlight=False)
