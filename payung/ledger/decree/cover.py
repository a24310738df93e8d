"""What do decrees and reactivations say of a person's JKN on a day? Told at once, before the registers know."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from payung.ledger.reader.scope import current_scope


@dataclass(frozen=True)
class DecreeCover:
    """What stands by decree: a reason (terms/codes/reasons.yaml) and segment, from a day and, if it ends, until one.

    `decree_id` names the decree, `case_id` the reactivation by which it is so.
    """

    reason: str
    segment: str
    from_on: date
    until_on: date | None
    decree_id: UUID | None
    case_id: UUID | None


def decree_cover(subjects: Sequence[bytes], on: date) -> dict[bytes, DecreeCover]:
    """Of each of these persons (`Person.subject`) of whom decrees say something: what holds on the day.

    Of what holds the last that was recorded stands. Who is not in the answer is as the registers say.
    """
    current_scope()
    with connection.cursor() as cursor:
        cursor.execute(COVER, [list(subjects), on, on, on])
        return {bytes(subject): DecreeCover(*row) for subject, *row in cursor.fetchall()}


COVER = """
SELECT DISTINCT ON (c.subject) c.subject, c.reason, c.segment, c.from_on, c.until_on, c.decree_id, c.case_id
FROM ledger.decree_cover c
WHERE c.subject = ANY (%s::bytea[]) AND c.from_on <= %s::date AND coalesce(c.until_on, %s::date) >= %s::date
ORDER BY c.subject, c.at DESC, c.from_on DESC
"""
