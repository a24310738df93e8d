"""How is a day typed?"""

from datetime import date

import typer

DEFAULT_DAY = date(2026, 11, 1)


def as_day(text: str | date) -> date:
    """The day written as YYYY-MM-DD; anything else is refused by name."""
    if isinstance(text, date):
        return text
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no day; write it as 2026-11-01") from error
