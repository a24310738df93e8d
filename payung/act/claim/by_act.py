"""Which memberships by work do acts tell that the registers' last files do not know yet?

An employer that registers and pays for a worker here, and reports the end of the work, is believed the same day: a
claim after a dismissal does not wait for the next night's run. From then on the load says the same.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from payung.act.posted import EMPLOYED, posted
from payung.ledger.public import Known, MembershipRow, PersonFile, acting, known_persons

PROGRAMMES = ("JKN", "JKK", "JKM", "JHT", "JP", "JKP")
SUPPLIER = "payung"


def with_acts(file: PersonFile, *, on: date, at: datetime) -> PersonFile:
    """The file of a person in scope; what acts tell of memberships by work stands in it before what the load does."""
    with acting():
        people = known_persons([file.person.person_id], on=on, known_at=at)
        told = [row for known in people for row in _rows(known, on, at)]
    named = {row.programme for row in told}
    below = [replace(row, rank=row.rank + 1) if row.programme in named else row for row in file.memberships]
    return replace(file, memberships=(*told, *below))


def _rows(known: Known, on: date, at: datetime) -> Iterator[MembershipRow]:
    for programme in PROGRAMMES:
        told = posted([known], programme, on=on, at=at).get(known.person_id)
        one = known.enrolled.get(programme) or known.ended.get(programme)
        if told is None or one is None or told.segment not in EMPLOYED:
            continue
        yield MembershipRow(
            programme=programme,
            rank=1,
            segment=told.segment,
            supplier=SUPPLIER,
            row=0,
            card_no=None,
            role=told.role,
            care_class=one.care_class,
            since=told.since,
            paid_until=told.paid_until,
            register_status=told.register_status,
            inactive_since=told.inactive_since,
            inactive_cause=told.cause,
            inactive_detail=None,
            employer_id=None,
            wage_monthly_idr=one.income_monthly_idr,
            sector=one.sector,
        )
