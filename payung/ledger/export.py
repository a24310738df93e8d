"""Which table tells the next night's run what acts have changed? Decrees and reactivations, as a supplier's file.

The loop closes by data: what is written here is read by `payung/extracts/payung` like any register's file, linked by
NIK, and judged by the same rules. Numbers leave the vault for this file only; it belongs where registers' files are.
"""

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
from django.db import connection

from payung.ledger.look import log_access
from payung.ledger.scope import newest_generation, system_scope, vault
from payung.terms.public import table

FILE = "acts_payung.parquet"
TYPES = {"text": pyarrow.string(), "date": pyarrow.date32(), "int64": pyarrow.int64(), "bool": pyarrow.bool_()}
# By reason: the status that holds by the act. A bridge is not exported as such: the rule finds it from the removal.
STATUS = {
    "PAID_BY_STATE": "ACTIVE",
    "PAID_BY_REGION": "ACTIVE",
    "REMOVED_FROM_PBI": "INACTIVE",
    "CHRONIC_BRIDGE": "INACTIVE",
    "REGION_STOPPED_PAYING": "INACTIVE",
    "REACTIVATION_RUNNING": "INACTIVE",
}


def export_acts(folder: Path, on: date) -> int:
    """Write what decrees and reactivations say of everybody on a day (terms/tables, act); how many people.

    Who has no NIK is left out: nobody could be found by it. The file is replaced whole, or not at all.
    """
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(ACTS, {"on": on, "generation": newest_generation()})
        rows = [_act(row) for row in cursor.fetchall()]
        log_access("EXPORT", people=len(rows), detail=f"acts {on}")
    columns = table("acts").columns
    arrays = {one.name: pyarrow.array([row[one.name] for row in rows], TYPES[one.type]) for one in columns}
    folder.mkdir(parents=True, exist_ok=True)
    half = folder / f"{FILE}.half"
    pyarrow.parquet.write_table(pyarrow.table(arrays), half)
    half.replace(folder / FILE)
    return len(rows)


def _act(row: tuple[Any, ...]) -> dict[str, Any]:
    person_id, cipher, name, born, sex, region, reason, segment, removed_on, paid_on, number = row
    status = STATUS[reason]
    is_active = status == "ACTIVE"
    cause = "REMOVED_FROM_PBI" if reason == "CHRONIC_BRIDGE" else reason
    return {
        "nik": vault().open("person/nik", person_id, cipher, load=str(newest_generation())),
        "name": name,
        "birth_date": born,
        "sex": sex,
        "region_code": region,
        "programme": "JKN",
        "segment": segment,
        "status": status,
        "since": paid_on if is_active else None,
        "inactive_since": None if is_active else removed_on,
        "cause": None if is_active else cause,
        "detail": number,
    }


# A bridge and a running request began with the removal, whose day is that of the effect or of the request.
ACTS = """
SELECT p.person_id, p.nik_cipher, p.name, p.birth_date, p.sex, p.region_code, c.reason, c.segment,
    coalesce(r.removed_on, e.from_on, c.from_on), c.from_on, d.number
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
