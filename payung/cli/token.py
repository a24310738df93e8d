"""`payung token`: which programs may ask, in whose name, and until when?"""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from payung.cli.end import End, stop
from payung.ledger.public import LedgerError, migrate, new_token, revoke_token, start
from payung.ledger.public import tokens as given

console = Console()
app = typer.Typer(no_args_is_help=True, help="Tokens with which programs of agencies ask /api/v1.")
DATA = Annotated[Path, typer.Option(help="Folder of the database.")]


@app.command("new")
def new(
    user: Annotated[str, typer.Option(help="Account in whose name it asks; it has that account's role and scope.")],
    label: Annotated[str, typer.Option(help="What the token is for.")],
    days: Annotated[int, typer.Option(min=1, max=366, help="How long it holds.")] = 90,
    people_daily: Annotated[int, typer.Option(min=1, help="Different people it may ask about on a day.")] = 20_000,
    data: DATA = Path(".data"),
) -> None:
    """Make a token. It is shown once; only its hash is kept."""
    ends_on: date = datetime.now(UTC).date() + timedelta(days=days)
    try:
        with start(data):
            migrate()
            secret = new_token(user, label, people_daily=people_daily, ends_on=ends_on)
    except LedgerError as error:
        stop(End.DATABASE, str(error))
    console.print(secret, highlight=False, soft_wrap=True)


@app.command("list")
def show(data: DATA = Path(".data")) -> None:
    """Every token that was given out, without its secret."""
    table = Table()
    for column in ("no", "akun · account", "untuk · for", "orang sehari · people a day", "sampai · until", "dicabut"):
        table.add_column(column)
    with start(data):
        migrate()
        for one in given():
            ended = one.revoked_at.isoformat(timespec="minutes") if one.revoked_at else ""
            table.add_row(
                str(one.api_token_id), one.username, one.label, f"{one.people_daily:,}", str(one.ends_on), ended
            )
    console.print(table)


@app.command("revoke")
def revoke(number: Annotated[int, typer.Argument(help="Number in the list.")], data: DATA = Path(".data")) -> None:
    """End a token at once."""
    with start(data):
        migrate()
        is_ended = revoke_token(number, datetime.now(UTC))
    if not is_ended:
        stop(End.DATABASE, f"there is no token {number} that holds")
