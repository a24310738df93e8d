"""Who of the self-paying paid the bill of each month before the month was over, and how had they paid before?

Grouped: payers alike, month by month. A payer is watched in a month when nothing is owed at its beginning, and stops
when its bill is not paid at its end; whoever pays what is owed is watched again.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import connection

from payung.ledger.reader.scope import current_scope

SQL = (Path(__file__).parent / "sql" / "paying.sql").read_text(encoding="utf-8")


@dataclass(frozen=True)
class PayingRow:
    """Payers alike in a month (year * 12 + month - 1), and how many of them stopped.

    `kind` is the bill (JKN, BPU); `way` how the last bill was paid (VA, QRIS, '' unknown); `tenure` months since the
    payer joined; `seen` bills of the months before, up to a year, and `missed` how many of them were not paid in their
    month; `has_relief` where the bill of the month has a discount.
    """

    kind: str
    month: int
    way: str
    sector: str
    has_relief: bool
    tenure: int
    seen: int
    missed: int
    payers: int
    stopped: int


def paying(as_of: date) -> list[PayingRow]:
    """The months of the year before `as_of`, the running one last, whose end nobody knows (nobody stopped in it yet).

    In the reader's scope.
    """
    current_scope()
    with connection.cursor() as cursor:
        # Right after many bills were entered nothing is known of their number, and loops over them would never end.
        cursor.execute("SET LOCAL enable_nestloop = off")
        cursor.execute("SET LOCAL statement_timeout = '5min'")
        cursor.execute(SQL, {"as_of": as_of})
        rows = [PayingRow(*row) for row in cursor.fetchall()]
        cursor.execute("SET LOCAL enable_nestloop = on")
        return rows
