"""Since when has each member been in a programme, and when and why did the cover end? Grouped, of the load shown.

A spell begins with the standing membership and ends, where the person is not active now, on the day the status holds
since. What came before the standing membership no register tells.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import connection

from payung.ledger.reader.scope import current_scope, newest_generation

SEGMENTS = ("PBI", "PBPU_PEMDA", "PPU_BU", "PBPU", "BPU")
# Endings by the payer's own stopping; others (death, a mistaken number, age) only end the watch.
LAPSES = (
    *("ARREARS", "INSTALMENTS_RUNNING", "CONTRACT_ENDED", "REMOVED_FROM_PBI", "REGION_STOPPED_PAYING"),
    *("REGION_ARREARS", "EMPLOYER_ARREARS", "LAID_OFF", "RESIGNED"),
)


@dataclass(frozen=True)
class SpellRow:
    """People alike: payer, channel, sector, sex, age in tens; months counted as year * 12 + month - 1.

    `exit_month` is None for who is active; `is_lapse` where the payer stopped.
    """

    segment: str
    channel: str
    sector: str
    sex: str
    age_tens: int
    entry_month: int
    exit_month: int | None
    is_lapse: bool
    people: int


def spells() -> list[SpellRow]:
    """The spells of members of JKN and, of the self-employed, of work accident cover, in the reader's scope."""
    current_scope()
    with connection.cursor() as cursor:
        cursor.execute(SPELLS, [list(LAPSES), newest_generation(), list(SEGMENTS)])
        return [SpellRow(*row) for row in cursor.fetchall()]


@dataclass(frozen=True)
class StandingRow:
    """Self-employed covered now, of a regency (shorter or '' where no closer region is known) and sector.

    `joined` is NEW since the day asked for, OLD before it, '' where no register says since when.
    """

    region_code: str
    sector: str
    joined: str
    people: int


def standing(since: Mapping[str, date]) -> list[StandingRow]:
    """Self-employed covered for accidents at work, in the reader's scope; `since` is the first day of NEW by sector."""
    current_scope()
    with connection.cursor() as cursor:
        cursor.execute(STANDING, [since["TRANSPORT"], since["OTHER"], newest_generation()])
        return [StandingRow(*row) for row in cursor.fetchall()]


SPELLS = """
SELECT m.segment, CASE WHEN p.association IS NULL THEN 'ALONE' ELSE 'COLLECTIVE' END,
    CASE p.sector WHEN 'TRANSPORT' THEN 'TRANSPORT' ELSE 'OTHER' END, coalesce(p.sex, ''),
    coalesce(extract(year FROM age(d.as_of, p.birth_date))::int / 10, 4),
    (extract(year FROM m.since) * 12 + extract(month FROM m.since) - 1)::int,
    CASE WHEN d.status <> 'ACTIVE' THEN greatest(
        extract(year FROM d.since) * 12 + extract(month FROM d.since) - 1,
        extract(year FROM m.since) * 12 + extract(month FROM m.since) - 1)::int END,
    d.status <> 'ACTIVE' AND d.reason = ANY(%s), count(*)::int
FROM ledger.membership m
JOIN ledger.determination d ON d.generation = m.generation AND d.person_id = m.person_id AND d.programme = m.programme
JOIN ledger.person p ON p.generation = m.generation AND p.person_id = m.person_id
WHERE m.generation = %s AND m.rank = 1 AND m.segment = ANY(%s) AND m.since IS NOT NULL AND m.since <= d.as_of
    AND m.programme = CASE m.segment WHEN 'BPU' THEN 'JKK' ELSE 'JKN' END
    AND (d.status = 'ACTIVE' OR d.since IS NOT NULL)
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
"""
STANDING = """
SELECT left(d.region_code, 5), CASE p.sector WHEN 'TRANSPORT' THEN 'TRANSPORT' ELSE 'OTHER' END,
    CASE WHEN m.since IS NULL THEN '' WHEN m.since >= CASE p.sector WHEN 'TRANSPORT' THEN %s ELSE %s END::date
        THEN 'NEW' ELSE 'OLD' END, count(*)::int
FROM ledger.determination d
JOIN ledger.person p ON p.generation = d.generation AND p.person_id = d.person_id
LEFT JOIN ledger.membership m ON m.generation = d.generation AND m.person_id = d.person_id AND m.programme = d.programme
    AND m.rank = 1 AND m.segment = d.segment
WHERE d.generation = %s AND d.programme = 'JKK' AND d.status = 'ACTIVE' AND d.segment = 'BPU'
GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""
