"""How is a day typed?"""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import typer

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
JAKARTA = ZoneInfo("Asia/Jakarta")
DEFAULT_DAY = date(2026, 11, 1)


def today() -> date:
    """The day in Jakarta."""
    return datetime.now(JAKARTA).date()


def as_day(text: str | date) -> date:
    """The day written as YYYY-MM-DD; anything else is refused by name."""
    if isinstance(text, date):
        return text
    try:
        # The library also reads weeks and days without hyphens; one form is promised.
        if not DAY.fullmatch(text):
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no day; write it as 2026-11-01") from error
