"""Which past have people of a sample country in bills and payments? That of the registers, entered as sets.

Only for the sample: no page writes a past. Who is enrolled since when, and up to which month the register says it was
paid, is taken from the memberships of the load shown; the bills themselves are those of `payung.act.money.bill`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from django.db import connection

from payung.ledger.person.participant import participants_of
from payung.ledger.reader.scope import current_scope, vault

ENROL, NUMBERS, PURSES, PAY = (Path(__file__).parent / "sql" / "past.sql").read_text(encoding="utf-8").split("\n----\n")


@dataclass(frozen=True)
class PastMember:
    """A self-paying member as the register holds him: person and head of the family in the load, last month paid.

    `segment` is PBPU or BPU; `since` the day on which the first of those for whom the head pays joined.
    """

    person_id: int
    head_id: int
    segment: str
    since: date
    paid_until: date | None


def past_members(families: int, workers: int, first: Sequence[bytes] = ()) -> list[PastMember]:
    """Whole self-paying families and self-employed workers of the load shown; those of the subjects `first` before all.

    Of each family only those who pay for themselves, and only families whose members are paid up to the same month.
    """
    with connection.cursor() as cursor:
        values = {
            "families": families,
            "workers": workers,
            "first": list(first),
            "generation": current_scope().generation,
        }
        cursor.execute(MEMBERS, values)
        return [PastMember(*row) for row in cursor.fetchall()]


def has_past(act_id: UUID) -> bool:
    """Whether the past of this act is there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM ledger.enrolment WHERE act_id = %s)", [act_id])
        return bool(cursor.fetchone()[0])


def enter_past(members: Sequence[PastMember], act_id: UUID, as_of: date, at: datetime) -> dict[int, PastMember]:
    """Enrol members as the registers say and give payers a number; by payer one of those for whom it pays."""
    known = participants_of([one.person_id for one in members])
    rows = [one for one in members if one.person_id in known and one.head_id in known]
    values = {
        "act": act_id,
        "generation": current_scope().generation,
        "as_of": as_of,
        "at": at,
        "people": [one.person_id for one in rows],
        "participants": [known[one.person_id] for one in rows],
        "payers": [known[one.head_id] for one in rows],
    }
    with connection.cursor() as cursor:
        cursor.execute(ENROL, values)
        cursor.execute(NUMBERS, values)
        cursor.execute(PURSES, values)
    return {known[one.head_id]: one for one in rows}


def pay_past(paid_in: dict[int, date], month: date, as_of: date) -> int:
    """Pay the bills of a month, of each payer in the month said; how many payments."""
    values = {"payers": list(paid_in), "paid_in": list(paid_in.values()), "month": month, "as_of": as_of}
    with connection.cursor() as cursor:
        # The steps of the statement are small, and nothing is known of their sizes.
        cursor.execute("SET LOCAL statement_timeout = '5min'")
        cursor.execute(PAY, values)
        return int(cursor.fetchone()[0])


def enter_collective(code: str, people: int, act_id: UUID, since: date, at: datetime) -> int:
    """Enrol self-employed workers of a collective's region whom no register insures, on its bill; how many.

    Nobody where the collective has members.
    """
    generation = current_scope().generation
    with connection.cursor() as cursor:
        cursor.execute(COLLECTIVE, [generation, code, people])
        rows = cursor.fetchall()
    if not rows:
        return 0
    known = participants_of([person_id for person_id, _ in rows])
    values = [act_id, rows[0][1], since, since, at, list(known), list(known.values()), generation]
    with connection.cursor() as cursor:
        cursor.execute(ENROL_COLLECTIVE, values)
    return len(known)


def worker_subjects() -> list[bytes]:
    """The persons to whom accounts of workers belong."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT subject FROM ledger.profile WHERE role = 'WORKER' AND subject IS NOT NULL")
        return [bytes(subject) for (subject,) in cursor.fetchall()]


def debtors(limit: int, but: Sequence[bytes]) -> list[int]:
    """Participants who owe the most months of JKN, without those of the subjects `but`."""
    with connection.cursor() as cursor:
        cursor.execute(DEBTORS, [list(but), limit])
        return [participant_id for (participant_id,) in cursor.fetchall()]


def plans() -> int:
    """How many have agreed to instalments."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger.instalment_plan")
        return int(cursor.fetchone()[0])


def phones(person_ids: Sequence[int]) -> list[tuple[bytes, str, str]]:
    """Subject, region and telephone number in clear of persons of the load whose number is known, who chose nothing."""
    generation = current_scope().generation
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT person_id, subject, region_code, phone_cipher FROM ledger.person"
            " WHERE generation = %s AND person_id = ANY (%s::bigint[]) AND phone_cipher IS NOT NULL"
            " AND NOT EXISTS (SELECT FROM ledger.contact c WHERE c.subject = person.subject)",
            [generation, list(person_ids)],
        )
        rows = cursor.fetchall()
    found = []
    for person_id, subject, region_code, sealed in rows:
        phone = vault().open("person/phone", person_id, sealed, load=str(generation))
        if phone:
            found.append((bytes(subject), region_code, phone))
    return found


COLLECTIVE = """
SELECT p.person_id, t.party_id FROM ledger.person p JOIN ledger.determination d USING (generation, person_id),
    ledger.party t
WHERE p.generation = %s AND t.code = %s AND d.programme = 'JKK' AND d.reason = 'NEVER_REGISTERED'
    AND p.works_as = 'SELF' AND p.life_status = 'ALIVE' AND p.nik_index IS NOT NULL
    AND starts_with(p.region_code, t.region_code) AND p.birth_date IS NOT NULL
    AND NOT EXISTS (SELECT FROM ledger.enrolment e WHERE e.party_id = t.party_id)
ORDER BY coalesce(p.sector, '') <> 'TRANSPORT', p.birth_date DESC, p.person_id LIMIT %s
"""
ENROL_COLLECTIVE = """
INSERT INTO ledger.enrolment (enrolment_id, act_id, participant_id, subject, region_code, programme, segment, party_id,
    since, pay_from, income_monthly_idr, sector, entered_by, recorded_at)
SELECT ledger.name_uuid('sample/' || encode(a.subject, 'hex') || '/' || r.programme), c.act_id, a.participant_id,
    a.subject, a.region_code, r.programme, 'BPU', c.party_id, c.since, c.pay_from, p.income_monthly_idr,
    coalesce(p.sector, 'TRANSPORT'), 0, c.at
FROM (SELECT %s::uuid AS act_id, %s::bigint AS party_id, %s::date AS since, %s::date AS pay_from,
        %s::timestamptz AS at) AS c,
    unnest(%s::bigint[], %s::bigint[]) AS n (person_id, participant_id) JOIN ledger.participant a USING (participant_id)
JOIN ledger.person p ON p.generation = %s AND p.person_id = n.person_id,
    (VALUES ('JKK'), ('JKM')) AS r (programme)
ON CONFLICT DO NOTHING
"""
DEBTORS = """
SELECT b.participant_id FROM ledger.bill b JOIN ledger.participant a USING (participant_id)
WHERE b.kind = 'JKN' AND NOT a.subject = ANY (%s::bytea[])
    AND NOT EXISTS (SELECT FROM ledger.allocation l WHERE l.bill_id = b.bill_id)
GROUP BY b.participant_id ORDER BY count(*) DESC, b.participant_id LIMIT %s
"""
MEMBERS = """
WITH jkn AS (
    SELECT p.family_id, min(m.paid_until) AS paid_until, bool_or(p.subject = ANY (%(first)s::bytea[])) AS is_first
    FROM ledger.membership m JOIN ledger.person p USING (generation, person_id)
    WHERE m.generation = %(generation)s::int AND m.programme = 'JKN' AND m.rank = 1 AND m.segment = 'PBPU'
        AND m.since IS NOT NULL AND p.life_status = 'ALIVE'
    GROUP BY p.family_id
    HAVING bool_or(p.subject = ANY (%(first)s::bytea[])) OR count(DISTINCT coalesce(m.paid_until, m.since)) = 1),
chosen AS (
    SELECT family_id, paid_until FROM jkn ORDER BY NOT is_first, md5(family_id::text) LIMIT %(families)s),
families AS (
    SELECT p.person_id, first_value(p.person_id) OVER (
            PARTITION BY p.family_id ORDER BY p.relation_code NULLS LAST, p.person_id) AS head_id, 'PBPU' AS segment,
        min(m.since) OVER (PARTITION BY p.family_id) AS since, c.paid_until
    FROM chosen c JOIN ledger.person p ON p.generation = %(generation)s::int AND p.family_id = c.family_id
    JOIN ledger.membership m ON m.generation = p.generation AND m.person_id = p.person_id AND m.programme = 'JKN'
        AND m.rank = 1 AND m.segment = 'PBPU' AND m.since IS NOT NULL
    WHERE p.life_status = 'ALIVE'),
workers AS (
    SELECT p.person_id, p.person_id AS head_id, 'BPU' AS segment, m.since, m.paid_until
    FROM ledger.membership m JOIN ledger.person p USING (generation, person_id)
    WHERE m.generation = %(generation)s::int AND m.programme = 'JKK' AND m.rank = 1 AND m.segment = 'BPU'
        AND m.since IS NOT NULL AND p.life_status = 'ALIVE'
        AND NOT EXISTS (SELECT FROM families f WHERE f.person_id = p.person_id)
    ORDER BY md5(p.person_id::text) LIMIT %(workers)s)
SELECT * FROM families UNION ALL SELECT * FROM workers
"""
