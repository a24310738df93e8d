"""How many different people may one account ask about on a day? Who asks for numbers at random is stopped.

A desk that asks about a hundred thousand NIKs, or guesses them, learns nothing past its budget.
"""

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from payung.ledger.public import looked_since

JAKARTA = ZoneInfo("Asia/Jakarta")
# Of every 100 asked about no more than these may be unknown, once enough were asked to tell.
UNKNOWN_OF_100 = 5
ASKED_LEAST = 100


class BudgetSpent(Exception):
    """The day's budget does not bear this question; nothing of it was answered. `code` says which budget."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Budget:
    """How many different people may be asked about on a day."""

    people_daily: int

    def bear(self, subjects: set[bytes], unknown: int, *, detail: str, at: datetime) -> None:
        """Raises BudgetSpent where these people, with those asked about today, are too many or too often unknown."""
        today = datetime.combine(at.astimezone(JAKARTA).date(), time(), JAKARTA)
        seen, missed = looked_since(today, detail)
        people, missed = len(seen | subjects), missed + unknown
        if people + missed > self.people_daily:
            raise BudgetSpent("TOO_MANY_PEOPLE")
        if people + missed >= ASKED_LEAST and missed * 100 > (people + missed) * UNKNOWN_OF_100:
            raise BudgetSpent("TOO_MANY_UNKNOWN")
