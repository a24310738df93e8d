"""How does a command end? Exit codes, and a message that says what to do.

| code | means |
|---|---|
| 0 | done |
| 2 | the words of the command are wrong (said by the command itself) |
| 3 | a supplier's file could not be read; the others were, and of that supplier the records of the last run stand |
| 4 | the mapping file is wrong |
| 5 | nobody was found |
| 6 | the engine is not installed |
| 7 | a table that is needed is not there |
| 8 | the database could not be started or reached |
| 9 | rows read are not rows kept and rejected: a fault of the program, and nothing was replaced |
| 10 | the pages could not be served |
| 11 | a decree list or a scenario was refused, or a goal cannot be reached: the reasons were shown |
"""

from enum import IntEnum
from typing import NoReturn

import typer


class End(IntEnum):
    """Exit codes of every command."""

    DONE = 0
    WORDS = 2
    UNREADABLE = 3
    MAPPING = 4
    NOBODY = 5
    ENGINE = 6
    TABLE = 7
    DATABASE = 8
    RECONCILE = 9
    PORT = 10
    REFUSED = 11


def stop(end: End, message: str) -> NoReturn:
    """Say what happened and what to do, and end with this code."""
    # What somebody typed may hold half a character.
    readable = message.encode("utf-8", "replace").decode("utf-8")
    typer.echo(f"{typer.style('✗', fg=typer.colors.RED, bold=True)} {readable}", err=True)
    raise typer.Exit(int(end))
