"""Who of those enrolled has died since, as the newest load tells? A participant is entered once, alive as a rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection

from payung.ledger.reader.scope import newest_generation, system_scope


@dataclass(frozen=True)
class Dead:
    """A participant who died before a month, and who pays for him in it: a participant or a party.

    `is_family`: he is of the family of a worker, on whose line he stands, and the payer is the worker.
    """

    participant_id: int
    payer_id: int | None
    party_id: int | None
    is_family: bool


def dead_before(month: date, *, payer_id: int | None = None) -> list[Dead]:
    """Those enrolled in a month who died before it, of one payer where given.

    Of whom the register tells the death and no day, the day of the load counts.
    """
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(DEAD, {"generation": newest_generation(), "month": month, "payer": payer_id})
        return [Dead(*row) for row in cursor.fetchall()]


def of_payers(dead: Sequence[Dead], after: int, until: int) -> list[int]:
    """Participants among them for whom payers numbered above `after` up to `until` pay."""
    return sorted({one.participant_id for one in dead if one.payer_id is not None and after < one.payer_id <= until})


def of_party(dead: Sequence[Dead], party_id: int) -> list[int]:
    """Participants among them for whom a party pays, and those of the families of workers, wherever they work."""
    return sorted({one.participant_id for one in dead if one.party_id == party_id or one.is_family})


DEAD = """
SELECT DISTINCT e.participant_id, e.payer_id, e.party_id,
    e.segment IN ('PPU_BU', 'PPU_PN') AND e.payer_id IS NOT NULL
FROM ledger.person p JOIN ledger.run r USING (generation) JOIN ledger.participant a ON a.subject = p.subject
JOIN ledger.enrolment e ON e.participant_id = a.participant_id
WHERE p.generation = %(generation)s AND p.life_status = 'DEAD'
    AND coalesce(p.died_on, r.as_of) < %(month)s::date
    AND e.superseded_at IS NULL AND NOT e.is_void AND e.pay_from < %(month)s::date + interval '1 month'
    AND (e.until IS NULL OR e.until >= %(month)s::date)
    AND (%(payer)s::bigint IS NULL OR e.payer_id = %(payer)s::bigint)
"""
