"""Whom do acts concern, and how does what they say become a supplier's file for the next night's run?

The loop closes by data: what is written here is read by `payung/extracts/payung` like any register's file, linked by
NIK, and judged by the same rules. Numbers leave the vault for this file only; it belongs where registers' files are.
What is written is put together in `payung/act/handover.py`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import batched
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
from django.db import connection

from payung.ledger.reader.look import log_access
from payung.ledger.reader.scope import newest_generation
from payung.terms.public import table

FILE = "acts_payung.parquet"
TYPES = {"text": pyarrow.string(), "date": pyarrow.date32(), "int64": pyarrow.int64(), "bool": pyarrow.bool_()}
ROWS = 20_000


@dataclass(frozen=True)
class DecreedRow:
    """What stands by decree or reactivation of a person of the load: the reason, its segment, the days, the decree."""

    person_id: int
    reason: str
    segment: str
    removed_on: date
    from_on: date
    number: str | None


def touched(on: date) -> tuple[list[int], list[int]]:
    """Persons of the load of whom an act may say something on a day, and participants whom the load does not know."""
    with connection.cursor() as cursor:
        cursor.execute(TOUCHED, {"on": on, "generation": newest_generation()})
        persons = [number for (number,) in cursor.fetchall()]
        cursor.execute(STRANGERS, {"on": on, "generation": newest_generation()})
        return persons, [number for (number,) in cursor.fetchall()]


def decreed_rows(on: date) -> dict[int, DecreedRow]:
    """What decrees and reactivations say on a day, by person of the load."""
    with connection.cursor() as cursor:
        cursor.execute(DECREED, {"on": on, "generation": newest_generation()})
        return {row[0]: DecreedRow(*row) for row in cursor.fetchall()}


def party_names(party_ids: Iterable[int]) -> dict[int, str]:
    """Names of parties by number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT party_id, name FROM ledger.party WHERE party_id = ANY (%s::bigint[])", [list(party_ids)])
        return dict(cursor.fetchall())


def write_acts(folder: Path, rows: Iterable[Mapping[str, Any]], on: date) -> int:
    """Write rows of the table `acts` in the order of its key; how many. The export is logged.

    The file is replaced whole, or not at all; the same rows are the same bytes, whatever load numbers the people.
    """
    declared = table("acts")
    schema = pyarrow.schema([(one.name, TYPES[one.type]) for one in declared.columns])
    told = (({name: row.get(name) for name in schema.names}) for row in rows)
    pieces = [pyarrow.Table.from_pylist(list(piece), schema) for piece in batched(told, ROWS, strict=False)]
    whole = pyarrow.concat_tables(pieces or [schema.empty_table()])
    folder.mkdir(parents=True, exist_ok=True)
    half = folder / f"{FILE}.half"
    pyarrow.parquet.write_table(whole.sort_by([(name, "ascending") for name in declared.key]), half)
    half.replace(folder / FILE)
    log_access("EXPORT", people=whole.num_rows, detail=f"acts {on}")
    return int(whole.num_rows)


# Whoever pays for a family in JKN pays for everybody on the card.
PAYERS = """
SELECT DISTINCT b.participant_id FROM ledger.bill b JOIN ledger.allocation a USING (bill_id)
WHERE b.participant_id IS NOT NULL
"""
TOUCHED = f"""
WITH payer AS ({PAYERS}),
subject AS (
    SELECT e.subject FROM ledger.enrolment e WHERE e.since <= %(on)s::date AND NOT e.is_void AND e.superseded_at IS NULL
    UNION SELECT a.subject FROM ledger.participant a JOIN payer USING (participant_id)
    UNION SELECT a.subject FROM ledger.participant a JOIN ledger.claim USING (participant_id)
    UNION SELECT c.subject FROM ledger.decree_cover c WHERE c.from_on <= %(on)s::date),
family AS (
    SELECT DISTINCT p.family_id FROM payer JOIN ledger.participant a USING (participant_id)
    JOIN ledger.person p ON p.generation = %(generation)s AND p.subject = a.subject)
SELECT p.person_id FROM ledger.person p JOIN subject s ON s.subject = p.subject WHERE p.generation = %(generation)s
UNION
SELECT p.person_id FROM ledger.person p JOIN family f USING (family_id) WHERE p.generation = %(generation)s
ORDER BY 1
"""
STRANGERS = """
SELECT DISTINCT a.participant_id FROM ledger.participant a JOIN ledger.enrolment e USING (participant_id)
WHERE e.since <= %(on)s::date AND NOT e.is_void AND e.superseded_at IS NULL AND a.nik_cipher IS NOT NULL
    AND NOT EXISTS (SELECT FROM ledger.person p WHERE p.generation = %(generation)s AND p.subject = a.subject)
ORDER BY 1
"""
# A bridge and a running request began with the removal, whose day is that of the effect or of the request.
DECREED = """
SELECT p.person_id, c.reason, c.segment, coalesce(r.removed_on, e.from_on, c.from_on), c.from_on, d.number
FROM (
    SELECT DISTINCT ON (c.subject) c.* FROM ledger.decree_cover c
    WHERE c.from_on <= %(on)s::date AND coalesce(c.until_on, %(on)s::date) >= %(on)s::date
    ORDER BY c.subject, c.at DESC, c.from_on DESC) c
JOIN ledger.person p ON p.generation = %(generation)s AND p.subject = c.subject AND p.nik_cipher IS NOT NULL
LEFT JOIN ledger.decree_effect e ON e.decree_id = c.decree_id AND e.subject = c.subject
LEFT JOIN ledger.reactivation r ON r.case_id = c.case_id
LEFT JOIN ledger.decree d ON d.decree_id = c.decree_id
WHERE e.line_id IS NOT NULL OR r.case_id IS NOT NULL
ORDER BY p.person_id
"""
