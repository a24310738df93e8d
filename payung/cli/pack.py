"""`payung pack`: the meeting pack as PDF, from what is loaded."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from payung.cli.day import as_day
from payung.cli.end import End, stop
from payung.follow.public import NoSuchRegion, NothingLoaded, option_of, pack_pdf, shipped_options
from payung.ledger.public import LedgerError, migrate, start, system_scope
from payung.plan.public import PlanError, simulate

console = Console()
# Where the page keeps them too.
OPTIONS = Path("plan") / "options"
LONGEST_CODE = 5


def pack(
    out: Annotated[Path | None, typer.Option(help="The PDF to write; payung-LANGUAGE.pdf here if not given.")] = None,
    language: Annotated[str, typer.Option(help="id or en.")] = "id",
    region: Annotated[str, typer.Option(help="Province or regency, such as 32.01; the nation if not given.")] = "",
    since: Annotated[
        date | None, typer.Option(parser=as_day, metavar="YYYY-MM-DD", help="Day of the last meeting.")
    ] = None,
    option: Annotated[
        list[Path] | None, typer.Option(help="A scenario to show in place of the shipped options; repeatable.")
    ] = None,
    data: Annotated[Path, typer.Option(help="Folder of the database and of the tables.")] = Path(".data"),
) -> None:
    """Write the meeting pack: where we are, what moved, matters by owner, options with prices, decisions asked."""
    if language not in ("id", "en"):
        stop(End.WORDS, f"--language is id or en, not {language!r}")
    if len(region) > LONGEST_CODE:
        stop(End.WORDS, f"--region is a province or a regency, such as 32 or 32.01, not {region!r}")
    out = out or Path(f"payung-{language}{'-' + region if region else ''}.pdf")
    try:
        options = [option_of(simulate(file, data / "tables")) for file in option or []]
        options = options or shipped_options(data / "tables", data / OPTIONS)
        with start(data):
            migrate()
            with system_scope():
                content = pack_pdf(language, region, since, options)
    except PlanError as error:
        stop(End.WORDS, str(error))
    except NoSuchRegion as error:
        stop(End.WORDS, f"--region: there is no region {error}")
    except (NothingLoaded, LedgerError) as error:
        stop(End.DATABASE, str(error))
    try:
        out.write_bytes(content)
    except OSError as error:
        stop(End.WORDS, f"--out: {out} cannot be written: {error.strerror}")
    console.print(f"[green]✓[/] {out} [dim]{len(content):,} B[/]", highlight=False)
