"""What would the ledger's bills say of every self-paying payer of a sample country? Without a ledger, in seconds.

The grouped rows of `payung/ledger/money/sql/paying.sql` (proved against rows in tests/follow/test_paying.py), for
countries of any seed, so that a forecast can be tried on more payers than the demonstration has.
"""

from collections import Counter
from datetime import date

import numpy as np

from payung.ledger.public import paying
from payung.sample.array import NO_DAY, NONE, Ints, month_of
from payung.sample.bpjstk import BPU, TRANSPORT, make_bpjstk
from payung.sample.country import make_country
from payung.sample.jkn import make_jkn
from payung.sample.jkn_segment import PBPU
from payung.sample.public import NEVER, months_paid_in

AS_OF = date(2026, 11, 1)
YEAR_ZERO = 1970 * 12
NOW = AS_OF.year * 12 + AS_OF.month - 1
MONTHS = np.arange(NOW - 11, NOW + 1)


def sample_rows(people: int, seed: int) -> list[paying.PayingRow]:
    """The year of bills of all payers of a country of so many people."""
    found: list[paying.PayingRow] = []
    for number, (kind, (until, since, sector)) in enumerate(_payers(people, seed).items(), 1):
        paid = months_paid_in(until.tolist(), since.tolist(), MONTHS.tolist(), 10 * seed + number)
        found += _rows(kind, since, sector, paid)
    return found


def _payers(people: int, seed: int) -> dict[str, tuple[Ints, Ints, Ints]]:
    """By kind of bill: last month paid, first month, whether in transport."""
    country = make_country(people, seed, AS_OF)
    jkn = make_jkn(country)
    work = make_bpjstk(country, jkn)
    own = (jkn.segments.segment == PBPU) & country.is_alive & (jkn.since != NO_DAY) & (jkn.paid_until != NONE)
    members = np.flatnonzero(own)
    heads = members[np.unique(country.families.family[members], return_index=True)[1]]
    selves = np.flatnonzero((work.segment == BPU) & (work.paid_until != NONE) & country.is_alive[work.person])
    selves = selves[np.unique(work.person[selves], return_index=True)[1]]
    return {
        "JKN": (jkn.paid_until[heads] + YEAR_ZERO, month_of(jkn.since[heads]) + YEAR_ZERO, np.zeros_like(heads)),
        "BPU": (
            work.paid_until[selves] + YEAR_ZERO,
            month_of(work.since[selves]) + YEAR_ZERO,
            (work.sector[selves] == TRANSPORT).astype(np.int64),
        ),
    }


def _rows(kind: str, since: Ints, sector: Ints, paid: Ints) -> list[paying.PayingRow]:
    billed = MONTHS[None, :] >= since[:, None]
    in_time = paid == MONTHS[None, :]
    settled = np.where(billed, np.where(paid == NEVER, NOW * 2, paid), 0)
    people, stopped = Counter[tuple[object, ...]](), Counter[tuple[object, ...]]()
    for place, month in enumerate(MONTHS.tolist()):
        seen = billed[:, :place].sum(axis=1)
        missed = (billed & ~in_time)[:, :place].sum(axis=1)
        watched = billed[:, place] & (seen > 0) & (settled[:, :place].max(axis=1, initial=0) < month)
        for one in np.flatnonzero(watched).tolist():
            name = "TRANSPORT" if sector[one] else "OTHER"
            key = (kind, month, "VA", name, False, month - int(since[one]), int(seen[one]), int(missed[one]))
            people[key] += 1
            stopped[key] += int(not in_time[one, place] and month < NOW)
    return [paying.PayingRow(*key, count, stopped[key]) for key, count in people.items()]  # type: ignore[arg-type]
