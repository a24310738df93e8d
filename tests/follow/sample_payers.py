"""What would the ledger's bills say of every self-paying payer of a sample country? Without a ledger, in seconds.

The grouped rows of `payung/ledger/money/sql/paying.sql` (proved against rows in tests/follow/test_paying.py), for
countries of any seed, so that a forecast can be tried on more payers than the demonstration has.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import cache

import numpy as np

from payung.follow.wave import spans
from payung.ledger.public import paying
from payung.sample.array import NO_DAY, NONE, Bools, Ints, month_of
from payung.sample.bpjstk import BPU, TRANSPORT, make_bpjstk
from payung.sample.country import make_country
from payung.sample.jkn import make_jkn
from payung.sample.jkn_segment import PBPU
from payung.sample.public import NEVER, months_paid_in

AS_OF = date(2026, 11, 1)
YEAR_ZERO = 1970 * 12
NOW = AS_OF.year * 12 + AS_OF.month - 1
MONTHS = np.arange(NOW - 11, NOW + 1)
# As payung/ledger/money/sql/past.sql pays.
QRIS_SHARE = 1 / 3


def sample_rows(people: int, seed: int, most: Mapping[str, int] | None = None, draw: int = 0) -> list[paying.PayingRow]:
    """The year of bills of the payers of a country of so many people; of a kind at most so many, others each draw."""
    found: list[paying.PayingRow] = []
    chance = np.random.default_rng((seed, draw))
    for number, (kind, payers) in enumerate(_payers(people, seed).items(), 1):
        count = len(payers[0])
        chosen = np.sort(chance.permutation(count)[: (most or {}).get(kind, count)])
        until, since, sector = (one[chosen] for one in payers)
        paid = months_paid_in(until.tolist(), since.tolist(), MONTHS.tolist(), 1000 * draw + 10 * seed + number)
        found += _rows(kind, since, sector, paid, chance.random(paid.shape) < QRIS_SHARE)
    return found


@cache
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


def _rows(kind: str, since: Ints, sector: Ints, paid: Ints, by_qris: Bools) -> list[paying.PayingRow]:
    begins = {name: begin.year * 12 + begin.month - 1 for name, (begin, _) in spans(AS_OF).items()}
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
            way = "QRIS" if by_qris[one, place - 1] else "VA"
            relief = kind == "BPU" and month >= begins[name]
            key = (kind, month, way, name, relief, month - int(since[one]), int(seen[one]), int(missed[one]))
            people[key] += 1
            stopped[key] += int(not in_time[one, place] and month < NOW)
    return [paying.PayingRow(*key, count, stopped[key]) for key, count in people.items()]  # type: ignore[arg-type]
