"""A few invented families in two regencies, determined and with their paths: what the tests of plans ask about.

Bogor (32.01): PBI families 1 (decile 8, the father on dialysis), 4 (decile 9), 6 (decile 2), 8 (decile not known), 9
(decile 7, a working husband on the same card), poor families outside the list from 11 on. Semarang (33.74): PBI
families from 15 on, a company worker and a family in arrears. NIK have serials from 9000 on.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from payung.determine.public import determine
from payung.law.public import load_law
from payung.path.public import find_paths
from tests.country import write_table

AS_OF = date(2026, 11, 1)
BOGOR, SEMARANG = "32.01.02.2001", "33.74.01.1001"
Row = dict[str, Any]

# family, village, decile, segment, cause, then members: sex, age, what is said of the person.
FAMILIES: tuple[tuple[int, str, int | None, str | None, str | None, tuple[tuple[str, int, Row], ...]], ...] = (
    (1, BOGOR, 8, "PBI", None, (("L", 50, {"illness": "KIDNEY"}), ("P", 47, {}), ("P", 17, {}))),
    (4, BOGOR, 9, "PBI", None, (("L", 44, {}), ("P", 40, {"is_pregnant": True}))),
    (6, BOGOR, 2, "PBI", None, (("P", 66, {}), ("L", 35, {"is_disabled": True}))),
    (8, BOGOR, None, "PBI", None, (("L", 30, {}),)),
    (9, BOGOR, 7, "PBI", None, (("P", 34, {}), ("L", 37, {"segment": "PPU_BU"}))),
    (11, BOGOR, 1, None, None, (("L", 55, {"illness": "TB"}), ("P", 52, {}))),
    (13, BOGOR, 3, None, None, (("P", 28, {}), ("L", 5, {}))),
    (15, SEMARANG, 10, "PBI", None, (("L", 61, {}), ("P", 59, {}))),
    (17, SEMARANG, 6, "PBI", None, (("L", 25, {}),)),
    (18, SEMARANG, 4, "PBI", None, (("L", 41, {"illness": "DIABETES"}), ("P", 39, {}))),
    (20, SEMARANG, 5, "PPU_BU", None, (("L", 33, {}), ("P", 31, {}))),
    (22, SEMARANG, 2, "PBPU", "ARREARS", (("L", 48, {}), ("P", 45, {}))),
    (24, SEMARANG, 1, "PBPU_PEMDA", None, (("P", 70, {}),)),
    (25, SEMARANG, 2, None, None, (("L", 22, {"life_status": "DEAD"}), ("P", 24, {}))),
)


def nik_of(number: int) -> str:
    """The NIK of the person of this number."""
    return next(row["nik"] for row in persons() if row["person_id"] == number)


def persons() -> list[Row]:
    """Rows of the table persons."""
    return [row for row, _ in _people()]


def write_small(folder: Path) -> Path:
    """Write persons, memberships, determinations, clocks and paths of these families; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    people = list(_people())
    write_table(folder, "persons", [row for row, _ in people])
    write_table(folder, "memberships", [membership for _, membership in people if membership])
    determine(folder, as_of=AS_OF, law=load_law())
    find_paths(folder, as_of=AS_OF, law=load_law())
    return folder


def _people() -> Iterator[tuple[Row, Row | None]]:
    for family, village, decile, segment, cause, members in FAMILIES:
        for place, (sex, age, said) in enumerate(members):
            number = family + place
            born = date(AS_OF.year - age, 3, 1 + number % 20)
            day = born.day + (40 if sex == "P" else 0)
            own = {key: value for key, value in said.items() if key != "segment"}
            own_segment = said.get("segment", segment)
            row = {
                "person_id": number,
                "family_id": family,
                "nik": f"{village.replace('.', '')[:6]}{day:02d}{born:%m%y}{9000 + number}",
                "kk": f"{village.replace('.', '')[:6]}010120{9000 + family}",
                "name": f"ORANG {number}",
                "birth_date": born,
                "sex": sex,
                "province_code": village[:2],
                "regency_code": village[:5],
                "district_code": village[:8],
                "village_code": village,
                "life_status": "ALIVE",
                "relation_code": 1 if place == 0 else (3 if age >= 20 else 4),
                "is_married": age >= 20 and len(members) > 1,
                "works_as": "EMPLOYEE" if own_segment == "PPU_BU" and place == 0 else "NONE",
                "decile": decile,
                "is_in_population": True,
                "record_count": 2,
                **own,
            }
            yield row, _membership(number, place, own_segment, cause)


def _membership(number: int, place: int, segment: str | None, cause: str | None) -> Row | None:
    if segment is None:
        return None
    is_paid = segment in ("PPU_BU", "PBPU")
    months_back = 6 if cause else 0
    return {
        "person_id": number,
        "programme": "JKN",
        "rank": 1,
        "segment": segment,
        "supplier": "bpjs_kesehatan",
        "row": number,
        "role": ("WORKER" if place == 0 or number == 10 else "SPOUSE") if segment == "PPU_BU" else "MEMBER",
        "care_class": 3,
        "since": date(2020, 1, 1),
        "paid_until": date(2026, 10 - months_back, 1) if is_paid else None,
        "register_status": "INACTIVE" if cause else "ACTIVE",
        "inactive_since": date(2026, 6, 1) if cause else None,
        "inactive_cause": cause,
        "wage_monthly_idr": 5_000_000 if segment == "PPU_BU" else None,
    }
