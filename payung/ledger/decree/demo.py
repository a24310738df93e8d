"""Whom may an example of a decree name? People of the sample, with numbers, and only where demos are allowed."""

from dataclasses import dataclass

from django.conf import settings
from django.db import connection

from payung.ledger.reader.account import NoDemo
from payung.ledger.reader.scope import newest_generation, system_scope, vault


@dataclass(frozen=True)
class DemoPerson:
    """Somebody of the sample country, with the NIK in clear."""

    person_id: int
    nik: str
    is_ill: bool


def demo_people(reason: str, limit: int, *, region: str = "", is_ill: bool | None = None) -> list[DemoPerson]:
    """People of a region with a reason of JKN, the ill or the others where it is said. Raises NoDemo."""
    if not settings.IS_DEMO:
        raise NoDemo("set PAYUNG_DEMO=1 to have example decrees")
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(PEOPLE, [newest_generation(), reason, region, region + "~", is_ill, is_ill, limit])
        load = str(newest_generation())
        return [
            DemoPerson(person_id, vault().open("person/nik", person_id, cipher, load=load) or "", is_ill)
            for person_id, cipher, is_ill in cursor.fetchall()
        ]


def demo_village() -> str:
    """The village of the demo account of a village officer; nothing where there is none."""
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.region_code FROM ledger.profile p JOIN public.auth_user u ON u.id = p.user_id"
            " WHERE p.role = 'VILLAGE' AND u.username = 'village'"
        )
        row = cursor.fetchone()
    return row[0] if row else ""


# A NIK that several bear would be judged AMBIGUOUS; an example has some of those, not all.
PEOPLE = """
SELECT p.person_id, p.nik_cipher, p.illness IS NOT NULL
FROM ledger.determination d JOIN ledger.person p ON p.generation = d.generation AND p.person_id = d.person_id
WHERE d.generation = %s AND d.programme = 'JKN' AND d.reason = %s AND d.region_code >= %s AND d.region_code < %s
    AND p.nik_cipher IS NOT NULL AND (%s::boolean IS NULL OR (p.illness IS NOT NULL) = %s::boolean)
ORDER BY p.person_id LIMIT %s
"""
