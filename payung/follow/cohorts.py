"""How long do members stay, by payer, channel and discount; who is likely to lapse next month?

Spells are those the registers tell on the day of the load; of the self-paying, whose bills the ledger holds, months
paid and missed are told besides (payung/follow/paying.py), and the forecast is drawn from them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from payung.follow.hazard import Forecast, forecast
from payung.follow.paying import Paying, paying_of
from payung.follow.survival import Cohort, survival
from payung.follow.wave import spans
from payung.ledger.public import current_run, current_scope, paying, spell

PAYERS = ("PBI", "PBPU_PEMDA", "PPU_BU", "PBPU", "BPU")
SELF_PAYING = ("PBPU", "BPU")
CHANNELS = ("ALONE", "COLLECTIVE")
KEPT_ANSWERS = 8


@dataclass(frozen=True)
class Retention:
    """All that the page says: curves by payer, by channel and by discount, forecasts, and the months paid.

    `forecasts` rest on the registers and stand only where the ledger has no months to learn from (`paying` None).
    """

    as_of: date
    by_payer: tuple[Cohort, ...]
    by_channel: tuple[Cohort, ...]
    by_discount: tuple[Cohort, ...]
    forecasts: tuple[Forecast, ...]
    paying: Paying | None = None


def retention() -> Retention | None:
    """Of the members in the reader's scope, at the load shown; None when nothing is loaded. Runs inside a scope."""
    run = current_run()
    if run is None:
        return None
    return _retention(run.generation, run.as_of, current_scope().region)


@lru_cache(maxsize=KEPT_ANSWERS)
def _retention(generation: int, as_of: date, region: str | None) -> Retention:
    """Kept for a load and a scope: the rows of a load never change."""
    rows, last = spell.spells(), _month(as_of)
    months = {sector: (_month(begin), _month(end)) for sector, (begin, end) in spans(as_of).items()}
    bpu = [row for row in rows if row.segment == "BPU"]
    is_new = [row.entry_month >= months[row.sector][0] for row in bpu]
    new = [row for row, joined in zip(bpu, is_new, strict=True) if joined]
    old = [row for row, joined in zip(bpu, is_new, strict=True) if not joined]
    paid = paying_of(paying.paying(as_of))
    forecasts = (forecast(rows, segment, last, months) for segment in (() if paid else SELF_PAYING))
    return Retention(
        as_of,
        _cohorts(((segment, [row for row in rows if row.segment == segment]) for segment in PAYERS), last),
        _cohorts(
            (
                (f"{segment}/{channel}", [row for row in rows if (row.segment, row.channel) == (segment, channel)])
                for segment in SELF_PAYING
                for channel in CHANNELS
            ),
            last,
        ),
        _cohorts([("JOINED_BEFORE", old), ("JOINED_UNDER_DISCOUNT", new)], last),
        tuple(one for one in forecasts if one is not None),
        paid,
    )


def _cohorts(found: Iterable[tuple[str, Sequence[spell.SpellRow]]], last: int) -> tuple[Cohort, ...]:
    cohorts = []
    for code, rows in found:
        if rows:
            ends = [row.exit_month if row.exit_month is not None else last for row in rows]
            durations = [max(end - row.entry_month, 0) for end, row in zip(ends, rows, strict=True)]
            curve = survival(durations, [row.is_lapse for row in rows], [row.people for row in rows])
            cohorts.append(Cohort(code, curve))
    return tuple(cohorts)


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1
