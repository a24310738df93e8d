"""The steps of a decree, for tests: prepared, checked, told, in force, and what it then says of a person."""

from datetime import date
from typing import Any

from django.db import connection

from payung.act.decree.appoint import Handed, check, give_notice, prepare, put_in_force
from payung.act.decree.named import DecreeList
from payung.law.public import load_law
from payung.ledger.public import Hand, decree_cover, subject_of_person
from tests.act.affair import nik

LAW = load_law()
MAKER, SECOND, CLERK = Hand(1, "pembuat"), Hand(2, "pemeriksa"), Hand(3, "petugas desa")
# The affair: decided on 19 January, in effect on 1 February, told to nobody. Here with the days of the sample's year.
DECIDED, EFFECT = date(2026, 11, 2), date(2026, 12, 1)
NOTICED = date(2026, 11, 9)
FIRST_DAY = date(2027, 1, 8)


def listed(*numbers: int, more: tuple[str | None, ...] = ()) -> DecreeList:
    """A list that names people by number, and some NIK besides."""
    return DecreeList("daftar.csv", bytes(32), (*(nik(number) for number in numbers), *more))


def handed(**changes: Any) -> Handed:
    """The decree of the affair, with changes."""
    said: dict[str, Any] = {"number": "3/HUK/2026", "kind": "PBI_REMOVE", "decided_on": DECIDED, "effective_on": EFFECT}
    return Handed(**said | changes)


def prepared(*numbers: int, **changes: Any) -> Any:
    """The id of a decree that was prepared and checked."""
    step = prepare(handed(**changes), listed(*numbers), on=DECIDED, by=MAKER, law=LAW)
    assert step.refusal is None
    assert check(step.decree_id, on=DECIDED, by=SECOND).stage == "CHECKED"
    return step.decree_id


def in_force(*numbers: int, **changes: Any) -> Any:
    """The id of a decree that took effect on its first lawful day."""
    decree_id = prepared(*numbers, **changes)
    give_notice(decree_id, on=NOTICED, by=MAKER, law=LAW)
    assert put_in_force(decree_id, on=FIRST_DAY, by=SECOND, law=LAW).refusal is None
    return decree_id


def said_of(number: int, on: date) -> str | None:
    """What decrees say of a person on a day."""
    found = subject_of_person(number)
    assert found
    cover = decree_cover([found[0]], on).get(found[0])
    return cover.reason if cover else None


def count(table: str) -> int:
    """Rows of a table."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ledger.{table}")
        return int(cursor.fetchone()[0])
