"""What is a person to be told, is it still true, and what became of it? The tables of the outbox.

A notice is entered once for person, kind and period. The queue holds those without an end; whoever sends takes rows
that nobody else holds, and asks again, in the same transaction, whether the fact still stands.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg.types.json import Jsonb

from payung.ledger.base.identity import name_uuid
from payung.ledger.error import OutOfScope
from payung.ledger.reader.scope import current_scope, newest_generation, vault

# Addresses are sealed for no load: they outlive all of them.
LOAD, PLACE = "act", "contact/address"


# Told to earlier addresses too, so that whoever changed an address cannot hide it.
TO_EARLIER = ("PAYEE_CHANGED",)


@dataclass(frozen=True)
class QueuedNotice:
    """A notice that is being sent: its words, how often it was tried, and by which ways.

    `person_id` is the number in the load shown, None where no register knows the person. `contacts` are the allowed
    ones in the order of choice: channel, address in clear, language; `earlier` those before them, of what is told
    there too.
    """

    notice_id: UUID
    person_id: int | None
    region_code: str
    kind: str
    period: str
    facts: dict[str, Any]
    tries: int
    contacts: tuple[tuple[str, str, str], ...]
    earlier: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class NoticeRow:
    """A notice as a page shows it: the last outcome is QUEUED while it has no end."""

    notice_id: UUID
    name: str
    region_code: str
    kind: str
    period: str
    facts: dict[str, Any]
    recorded_at: datetime
    outcome: str
    channel: str | None
    detail: str | None
    tries: int
    last_at: datetime | None
    next_at: datetime | None


def enter_notice(
    subject: bytes, region_code: str, kind: str, period: str, facts: dict[str, Any], not_before: datetime, at: datetime
) -> bool:
    """Put a notice into the outbox; False where this person was told the same for the same period."""
    current_scope()
    notice_id = name_uuid(f"notice/{subject.hex()}/{kind}/{period}")
    with connection.cursor() as cursor:
        cursor.execute(ENTER, [notice_id, subject, region_code, kind, period, Jsonb(facts), not_before, at])
        return bool(cursor.fetchone()[0])


def enter_notices(kind: str, as_of: date, days: int, at: datetime) -> int:
    """Put every notice of a kind that the rows give on a day into the outbox, for people who allowed a way; how many.

    `days`: how long before (COVER_ENDS, BILL_DUE) or after the fact (the others) it is said.
    """
    generation = current_scope().generation
    values = {"kind": kind, "as_of": as_of, "days": days, "at": at, "generation": generation}
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '5min'")
        cursor.execute(ENTER_MANY.replace("<source>", SOURCES[kind]), values)
        return int(cursor.fetchone()[0])


def claim_notices(limit: int, at: datetime) -> list[QueuedNotice]:
    """Take up to `limit` notices whose time has come and that nobody else holds, until the end of the transaction."""
    current_scope()
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, {"at": at, "limit": limit, "generation": newest_generation()})
        return [_queued(row) for row in cursor.fetchall()]


def still_stands(notice: QueuedNotice) -> bool:
    """Whether the fact of a notice stands in the rows as they are now, by the load and by what was posted since."""
    with connection.cursor() as cursor:
        cursor.execute(STANDS, {"notice": notice.notice_id, "generation": newest_generation()})
        return bool(cursor.fetchone()[0])


def end_attempt(
    notice: QueuedNotice, outcome: str, channel: str | None, detail: str | None, at: datetime, again_at: datetime | None
) -> None:
    """Enter what became of a try; with `again_at` the notice stays in the queue until then, else it has its end."""
    with connection.cursor() as cursor:
        cursor.execute(ATTEMPT, [notice.notice_id, notice.tries + 1, channel, outcome, detail, at])
        if again_at is None:
            cursor.execute("DELETE FROM ledger.notice_queue WHERE notice_id = %s", [notice.notice_id])
        else:
            put_off(notice, again_at, tries=notice.tries + 1)


def put_off(notice: QueuedNotice, until: datetime, *, tries: int | None = None) -> None:
    """Leave a notice in the queue until then, without counting a try unless `tries` says how many there were."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE ledger.notice_queue SET next_at = %s, tries = %s WHERE notice_id = %s",
            [until, notice.tries if tries is None else tries, notice.notice_id],
        )


def notices(outcome: str | None = None, limit: int = 50, offset: int = 0) -> list[NoticeRow]:
    """Notices in scope, newest first; of one outcome (SENT, FAILED, DEAD, CURED, NO_CONSENT, QUEUED) where given."""
    current_scope()
    with connection.cursor() as cursor:
        cursor.execute(LIST, {"outcome": outcome, "limit": limit, "offset": offset, "generation": newest_generation()})
        return [NoticeRow(*row[:5], json.loads(row[5]), *row[6:]) for row in cursor.fetchall()]


def notice_counts() -> dict[str, int]:
    """How many notices in scope by last outcome."""
    current_scope()
    with connection.cursor() as cursor:
        cursor.execute(COUNTS)
        return dict(cursor.fetchall())


def choose_contact(
    subject: bytes,
    region_code: str,
    channel: str,
    address: str | None,
    *,
    is_allowed: bool,
    language: str,
    at: datetime,
) -> None:
    """Enter what a person in scope says of a channel; the newest word holds. Nothing is changed or lost."""
    current_scope()
    row = f"{subject.hex()}/{channel}"
    (sealed,) = vault().seal_many(PLACE, [row], [address], load=LOAD)
    with connection.cursor() as cursor:
        cursor.execute(CHOOSE, [subject, region_code, channel, sealed, is_allowed, language, at])


def told_of_claim(participant_id: int) -> list[tuple[bytes, str]]:
    """Index and region of whom a change of a claim is told: the participant; after a death, the living of the card."""
    with connection.cursor() as cursor:
        cursor.execute(TOLD_OF_CLAIM, {"of": participant_id, "generation": newest_generation()})
        return [(bytes(subject), str(region)) for subject, region in cursor.fetchall()]


def subject_of(person_id: int) -> tuple[bytes, str]:
    """The lasting index and the region of a person in scope of the load shown. Raises OutOfScope."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT subject, region_code FROM ledger.person WHERE generation = %s AND person_id = %s",
            [newest_generation(), person_id],
        )
        row = cursor.fetchone()
    if row is None:
        raise OutOfScope(f"person {person_id} is not in scope")
    return bytes(row[0]), str(row[1])


def contacts_of(subject: bytes) -> list[tuple[str, str, str]]:
    """The allowed ways to a person in scope: channel, address in clear, language."""
    with connection.cursor() as cursor:
        cursor.execute(CONTACTS, [subject])
        return list(_opened(subject, cursor.fetchall()))


def earlier_contacts_of(subject: bytes) -> list[tuple[str, str, str]]:
    """Addresses that were allowed before others took their place, in channels that are allowed now."""
    with connection.cursor() as cursor:
        cursor.execute(EARLIER, [subject, subject])
        rows = cursor.fetchall()
    now = {address for _, address, _ in contacts_of(subject)}
    return [one for one in dict.fromkeys(_opened(subject, rows)) if one[1] not in now]


def _queued(row: Sequence[Any]) -> QueuedNotice:
    notice_id, subject, person_id, region_code, kind, period, facts, tries = row
    contacts = tuple(contacts_of(bytes(subject)))
    earlier = tuple(earlier_contacts_of(bytes(subject))) if kind in TO_EARLIER else ()
    return QueuedNotice(notice_id, person_id, region_code, kind, period, json.loads(facts), tries, contacts, earlier)


def _opened(subject: bytes, rows: Iterable[Sequence[Any]]) -> Iterable[tuple[str, str, str]]:
    for channel, sealed, language in rows:
        address = vault().open(PLACE, f"{subject.hex()}/{channel}", sealed, load=LOAD)
        if address:
            yield channel, address, language


ENTER = """
WITH entered AS (
    INSERT INTO ledger.notice (notice_id, subject, region_code, kind, period, facts, not_before, recorded_at)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING RETURNING notice_id, not_before),
queued AS (INSERT INTO ledger.notice_queue (notice_id, next_at) SELECT notice_id, not_before FROM entered)
SELECT count(*) FROM entered
"""
# Only who allowed a way is told; others see it on their page of the status itself.
ENTER_MANY = """
WITH source (subject, region_code, period, facts) AS (<source>),
entered AS (
    INSERT INTO ledger.notice (notice_id, subject, region_code, kind, period, facts, not_before, recorded_at)
    SELECT ledger.name_uuid('notice/' || encode(s.subject, 'hex') || '/' || %(kind)s::text || '/' || s.period),
        s.subject, s.region_code, %(kind)s::text, s.period, s.facts, %(at)s::timestamptz, %(at)s::timestamptz
    FROM source s JOIN (SELECT DISTINCT subject FROM ledger.contact WHERE is_allowed) AS c USING (subject)
    ON CONFLICT DO NOTHING RETURNING notice_id, not_before),
queued AS (INSERT INTO ledger.notice_queue (notice_id, next_at) SELECT notice_id, not_before FROM entered)
SELECT count(*) FROM entered
"""
OF_COVER = """
    SELECT p.subject, p.region_code, d.programme || '/' || {day}, jsonb_build_object('programme', d.programme,
        '{name}', {day}, 'reason', d.reason, 'article', d.article, 'route', b.route, 'price_idr', b.price_now_idr,
        'movers', b.movers)
    FROM ledger.determination d JOIN ledger.person p USING (generation, person_id)
    LEFT JOIN ledger.path b ON b.generation = d.generation AND b.person_id = d.person_id AND b.is_best
        AND b.programme = CASE d.programme WHEN 'JKN' THEN 'JKN' WHEN 'JKK' THEN 'BPU' END
    WHERE d.generation = %(generation)s::int AND d.programme IN ('JKN', 'JKK') AND p.life_status = 'ALIVE' AND {holds}
"""
SOURCES = {
    "COVER_ENDS": OF_COVER.format(
        day="d.until",
        name="until",
        holds="d.status = 'ACTIVE' AND d.until BETWEEN %(as_of)s::date AND %(as_of)s::date + %(days)s::int",
    ),
    "COVER_ENDED": OF_COVER.format(
        day="d.since",
        name="since",
        holds="d.status IN ('SUSPENDED', 'ENDED')"
        " AND d.since BETWEEN %(as_of)s::date - %(days)s::int AND %(as_of)s::date",
    ),
    "BILL_DUE": """
    SELECT p.subject, p.region_code, b.kind || '/' || b.month || CASE WHEN EXISTS (SELECT FROM ledger.bill o
            WHERE o.participant_id = b.participant_id AND o.month = b.month AND o.kind = b.kind
                AND o.recorded_at < b.recorded_at) THEN '/' || b.bill_id ELSE '' END,
        jsonb_build_object('bill', b.bill_id, 'month', b.month,
        'amount_idr', b.amount_idr, 'due_on', b.due_on, 'account', v.number)
    FROM ledger.bill b JOIN ledger.participant p USING (participant_id)
    LEFT JOIN ledger.virtual_account v ON v.participant_id = p.participant_id AND v.closed_on IS NULL
    WHERE b.due_on BETWEEN %(as_of)s::date AND %(as_of)s::date + %(days)s::int
        AND b.amount_idr > (SELECT coalesce(sum(a.amount_idr), 0) FROM ledger.allocation a WHERE a.bill_id = b.bill_id)
""",
    "PAYMENT_RECEIVED": """
    SELECT p.subject, p.region_code, m.payment_id::text, jsonb_build_object('payment', m.payment_id,
        'paid_on', m.paid_on, 'amount_idr', m.amount_idr, 'bills', m.settled_bills, 'credit_idr', m.credit_after_idr)
    FROM ledger.payment m JOIN ledger.virtual_account v ON v.number = m.account_no
    JOIN ledger.participant p ON p.participant_id = v.participant_id
    WHERE m.outcome <> 'SUSPENSE' AND m.paid_on BETWEEN %(as_of)s::date - %(days)s::int AND %(as_of)s::date
""",
    "ENROLMENT_DONE": """
    SELECT e.subject, e.region_code, e.act_id::text, jsonb_build_object('act', e.act_id,
        'programme', CASE WHEN bool_or(e.programme = 'JKN') THEN 'JKN' ELSE 'BPU' END, 'since', min(e.since),
        'pay_from', min(e.pay_from), 'account', min(v.number))
    FROM ledger.enrolment e LEFT JOIN ledger.virtual_account v ON v.participant_id = e.payer_id AND v.closed_on IS NULL
    WHERE e.superseded_at IS NULL AND NOT e.is_void
        AND e.since BETWEEN %(as_of)s::date - %(days)s::int AND %(as_of)s::date
    GROUP BY e.subject, e.region_code, e.act_id
""",
}
CLAIM = """
SELECT n.notice_id, n.subject, (SELECT p.person_id FROM ledger.person p
        WHERE p.generation = %(generation)s::int AND p.subject = n.subject LIMIT 1),
    n.region_code, n.kind, n.period, n.facts, q.tries
FROM ledger.notice_queue q JOIN ledger.notice n USING (notice_id)
WHERE q.next_at <= %(at)s::timestamptz ORDER BY q.next_at, q.notice_id LIMIT %(limit)s FOR UPDATE OF q SKIP LOCKED
"""
# What acts have done since to somebody's cover is asked of `act`, which knows the law's rules on it.
STANDS = """
SELECT CASE n.kind
    WHEN 'BILL_DUE' THEN EXISTS (SELECT FROM ledger.bill b WHERE b.bill_id = (n.facts ->> 'bill')::uuid AND b.amount_idr
        > (SELECT coalesce(sum(a.amount_idr), 0) FROM ledger.allocation a WHERE a.bill_id = b.bill_id))
    WHEN 'PAYMENT_RECEIVED' THEN NOT EXISTS (SELECT FROM ledger.posting r
        WHERE r.corrects_id = (n.facts ->> 'payment')::uuid)
    WHEN 'ENROLMENT_DONE' THEN EXISTS (SELECT FROM ledger.enrolment e WHERE e.act_id = (n.facts ->> 'act')::uuid
        AND e.subject = n.subject AND e.superseded_at IS NULL AND NOT e.is_void)
    WHEN 'DECREE_NOTICE' THEN NOT EXISTS (SELECT FROM ledger.decree_event e WHERE e.kind IN ('REVERSED', 'WITHDRAWN')
        AND e.decree_id = (n.facts ->> 'decree_id')::uuid)
    WHEN 'PAYEE_CHANGED' THEN true
    WHEN 'PENSION_PAID' THEN true
    WHEN 'PENSION_ENDED' THEN true
    ELSE EXISTS (SELECT FROM ledger.person p JOIN ledger.determination d USING (generation, person_id)
        WHERE p.generation = %(generation)s::int AND p.subject = n.subject AND d.programme = n.facts ->> 'programme'
            AND CASE n.kind WHEN 'COVER_ENDS' THEN d.status = 'ACTIVE' AND d.until = (n.facts ->> 'until')::date
                ELSE d.status IN ('SUSPENDED', 'ENDED') END) END
FROM ledger.notice n WHERE n.notice_id = %(notice)s
"""
ATTEMPT = """
INSERT INTO ledger.notice_attempt (notice_id, number, channel, outcome, detail, recorded_at)
VALUES (%s, %s, %s, %s, %s, %s)
"""
TOLD_OF_CLAIM = """
SELECT DISTINCT coalesce(f.subject, a.subject), coalesce(f.region_code, a.region_code)
FROM ledger.participant a
LEFT JOIN ledger.person p ON p.generation = %(generation)s::int AND p.subject = a.subject
LEFT JOIN ledger.person f ON f.generation = p.generation AND f.family_id = p.family_id AND f.life_status = 'ALIVE'
    AND (f.person_id = p.person_id OR p.life_status = 'DEAD')
WHERE a.participant_id = %(of)s
"""
CHOOSE = """
INSERT INTO ledger.contact (subject, region_code, channel, address_cipher, is_allowed, language, recorded_at)
VALUES (%s, %s, %s, %s, %s, %s, %s)
"""
CONTACTS = """
SELECT channel, address_cipher, language FROM (
    SELECT DISTINCT ON (channel) channel, address_cipher, language, is_allowed FROM ledger.contact
    WHERE subject = %s ORDER BY channel, contact_id DESC) AS newest
WHERE is_allowed ORDER BY array_position(ARRAY['WHATSAPP', 'SMS', 'EMAIL'], channel)
"""
EARLIER = """
SELECT c.channel, c.address_cipher, c.language FROM ledger.contact c
WHERE c.subject = %s AND c.is_allowed AND c.channel IN (SELECT channel FROM (
    SELECT DISTINCT ON (channel) channel, is_allowed FROM ledger.contact
    WHERE subject = %s ORDER BY channel, contact_id DESC) AS newest WHERE is_allowed)
ORDER BY c.contact_id DESC
"""
LIST = """
SELECT n.notice_id, coalesce((SELECT a.name FROM ledger.participant a WHERE a.subject = n.subject),
        (SELECT p.name FROM ledger.person p
            WHERE p.generation = %(generation)s::int AND p.subject = n.subject LIMIT 1), ''),
    n.region_code, n.kind, n.period, n.facts, n.recorded_at, coalesce(t.outcome, 'QUEUED'), t.channel, t.detail,
    coalesce(t.number, 0), t.recorded_at, q.next_at
FROM ledger.notice n LEFT JOIN LATERAL (
    SELECT a.* FROM ledger.notice_attempt a WHERE a.notice_id = n.notice_id ORDER BY a.number DESC LIMIT 1) AS t ON true
LEFT JOIN ledger.notice_queue q ON q.notice_id = n.notice_id
WHERE %(outcome)s::text IS NULL OR coalesce(t.outcome, 'QUEUED') = %(outcome)s::text
ORDER BY n.recorded_at DESC, n.notice_id LIMIT %(limit)s OFFSET %(offset)s
"""
COUNTS = """
SELECT coalesce(t.outcome, 'QUEUED'), count(*)::int FROM ledger.notice n LEFT JOIN LATERAL (
    SELECT a.outcome FROM ledger.notice_attempt a WHERE a.notice_id = n.notice_id
    ORDER BY a.number DESC LIMIT 1) AS t ON true
GROUP BY 1
"""
