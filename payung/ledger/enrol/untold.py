"""Of whom can a contribution not be reckoned, because a fact that it rests on was never told?"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from payung.ledger.reader.scope import current_scope


@dataclass(frozen=True)
class UntoldRow:
    """Somebody enrolled in a segment of whom a fact is not known.

    `missing` is why nothing is billed (payung.terms, `unbilled`: WAGE_UNKNOWN, CLASS_UNKNOWN) in these `programmes`
    since a day. `party` pays, None where a participant does.
    """

    participant_id: int
    subject: bytes
    name: str
    region_code: str
    segment: str
    missing: str
    programmes: tuple[str, ...]
    enrolment_ids: tuple[UUID, ...]
    since: date
    payer_id: int | None
    party: str | None
    party_kind: str | None


def untold_rows(
    on: date, *, participant_id: int | None = None, limit: int | None = None, offset: int = 0
) -> list[UntoldRow]:
    """Those in scope on a day, of one participant where given, who has waited longest first."""
    current_scope()
    with connection.cursor() as cursor:
        cursor.execute(UNTOLD, {"on": on, "one": participant_id, "limit": limit, "offset": offset})
        return [
            UntoldRow(one, bytes(subject), *rest[:4], tuple(rest[4]), tuple(rest[5]), *rest[6:])
            for one, subject, *rest in cursor.fetchall()
        ]


def untold_count(on: date) -> int:
    """How many there are in scope."""
    current_scope()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({FOUND}) f", {"on": on, "one": None})
        return int(cursor.fetchone()[0])


# The first two lines are those of the index `enrolment_untold`.
FOUND = """
SELECT e.participant_id, e.segment, e.care_class IS NULL AND e.segment IN ('PBPU', 'BP') AS is_class, e.party_id,
    e.payer_id, array_agg(e.enrolment_id ORDER BY e.enrolment_id) AS enrolment_ids, min(e.pay_from) AS since,
    array_agg(e.programme ORDER BY array_position(ARRAY['JKN', 'JKK', 'JKM', 'JHT', 'JP'], e.programme)) AS programmes
FROM ledger.enrolment e
WHERE e.superseded_at IS NULL AND NOT e.is_void
    AND (e.income_monthly_idr IS NULL AND e.segment IN ('PPU_BU', 'PPU_PN', 'PU', 'BPU')
        OR e.care_class IS NULL AND e.segment IN ('PBPU', 'BP'))
    AND NOT (e.segment = 'BPU' AND e.programme NOT IN ('JKK', 'JHT')) AND e.programme <> 'JKP'
    AND NOT (e.segment IN ('PPU_BU', 'PPU_PN') AND e.party_id IS NULL)
    AND (e.until IS NULL OR e.until >= %(on)s::date) AND (%(one)s::bigint IS NULL OR e.participant_id = %(one)s::bigint)
GROUP BY e.participant_id, e.segment, is_class, e.party_id, e.payer_id
"""
UNTOLD = f"""
SELECT f.participant_id, p.subject, p.name, p.region_code, f.segment,
    CASE WHEN f.is_class THEN 'CLASS_UNKNOWN' ELSE 'WAGE_UNKNOWN' END, f.programmes, f.enrolment_ids, f.since,
    f.payer_id, t.name, t.kind
FROM ({FOUND}) f JOIN ledger.participant p USING (participant_id) LEFT JOIN ledger.party t USING (party_id)
WHERE p.died_on IS NULL ORDER BY f.since, f.participant_id, f.segment LIMIT %(limit)s OFFSET %(offset)s
"""
