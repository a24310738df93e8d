"""`payung sample`: the files of an invented country, and apart from them the truth."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from payung.cli.day import DEFAULT_DAY, as_day
from payung.cli.end import End, stop
from payung.sample.public import assumptions, write_sample

console = Console()


def sample(
    people: Annotated[int, typer.Option(min=1, help="How many people.")] = 100_000,
    seed: Annotated[int, typer.Option(help="The same seed gives the same bytes.")] = 1,
    as_of: Annotated[
        date, typer.Option(parser=as_day, metavar="YYYY-MM-DD", help="The day of the country.")
    ] = DEFAULT_DAY,
    out: Annotated[Path | None, typer.Option(help="Folder for the files; the truth goes into out/truth.")] = None,
    show_assumptions: Annotated[bool, typer.Option("--assumptions", help="Print every assumption and stop.")] = False,
) -> None:
    """Write the suppliers' files of an invented country."""
    if show_assumptions:
        console.print(assumptions(), markup=False, highlight=False)
        return
    if out is None:
        stop(End.WORDS, "--out names the folder for the files")
    with console.status(f"Menyusun {people:,} orang · making {people:,} people …"):
        report = write_sample(out, people=people, seed=seed, as_of=as_of)
    for name, rows in report.rows.items():
        console.print(f"  {rows:>12,}  {name}", highlight=False)
    console.print(f"[green]✓[/] {out} [dim](kebenaran · truth: {out / 'truth'})[/]", highlight=False)
