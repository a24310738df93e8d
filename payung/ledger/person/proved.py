"""Whose death did two people find proved in a claim, before the registers tell it?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from payung.ledger.reader.scope import current_scope, newest_generation


@dataclass(frozen=True)
class ProvedDeath:
    """A death by an approved claim: its programme, and the day; where the claim tells none, that of the check.

    `segment` is that of the register's membership in the programme, None where there is none.
    """

    programme: str
    day: date
    segment: str | None


def proved_deaths(subjects: Sequence[bytes], kinds: Mapping[str, bool], at: datetime) -> dict[bytes, ProvedDeath]:
    """Deaths by person (`Person.subject`), as known at a moment, from approved claims of these kinds.

    Of a kind it is told whether its event is the death itself. A decision that was returned or answered anew, and a
    claim that was replaced, prove nothing.
    """
    current_scope()
    if not subjects:
        return {}
    with connection.cursor() as cursor:
        values = {"subjects": list(subjects), "kinds": list(kinds), "at": at, "generation": newest_generation()}
        cursor.execute(DEATHS, {**values, "days": [kind for kind, is_event in kinds.items() if is_event]})
        return {bytes(subject): ProvedDeath(*row) for subject, *row in cursor.fetchall()}


DEATHS = """
SELECT DISTINCT ON (a.subject) a.subject, c.programme,
    CASE WHEN c.kind = ANY (%(days)s) THEN c.event_on ELSE k.checked_on END,
    (SELECT m.segment FROM ledger.person p JOIN ledger.membership m USING (generation, person_id)
     WHERE p.generation = %(generation)s AND p.subject = a.subject AND m.programme = c.programme AND m.rank = 1 LIMIT 1)
FROM ledger.participant a
JOIN ledger.claim c USING (participant_id)
JOIN LATERAL (SELECT * FROM ledger.claim_decision o WHERE o.claim_id = c.claim_id AND o.recorded_at <= %(at)s
    ORDER BY o.round DESC LIMIT 1) d ON d.answer = 'PAY'
JOIN LATERAL (SELECT o.checked_on FROM ledger.claim_check o WHERE o.decision_id = d.decision_id
    AND o.verdict = 'APPROVED' AND o.recorded_at <= %(at)s ORDER BY o.recorded_at LIMIT 1) k ON true
WHERE a.subject = ANY (%(subjects)s::bytea[]) AND c.kind = ANY (%(kinds)s)
    AND NOT EXISTS (SELECT FROM ledger.claim l WHERE l.corrects_id = c.claim_id)
ORDER BY a.subject, c.kind = ANY (%(days)s) DESC, k.checked_on
"""
