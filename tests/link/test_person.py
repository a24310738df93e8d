"""Which value of which register describes a person, what work the person does, and how persons are numbered."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.link.people import BUDI, RINA, linked, record, rows_of


def persons_of(folder: Path, records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The persons that the records become."""
    linked(folder, records)
    return rows_of(folder, "persons")


def test_the_civil_register_is_believed_first(tmp_path: Path) -> None:
    records = [
        record("roster", BUDI, name="BUDI", phone="081234567890", association="KUB BAHARI"),
        record("dtsen", BUDI, district_code="32.01.02", village_code=None, decile=3, illness="TB"),
        record("dukcapil", BUDI, mother_name=None, relation_code=1, is_married=True, occupation_code=11),
    ]
    (person,) = persons_of(tmp_path, records)
    assert person["name"] == "BUDI SANTOSO"
    assert (person["province_code"], person["regency_code"]) == ("32", "32.01")
    assert (person["district_code"], person["village_code"]) == ("32.01.01", "32.01.01.2001")
    assert (person["phone"], person["association"]) == ("081234567890", "KUB BAHARI")
    assert (person["decile"], person["illness"]) == (3, "TB")
    assert (person["relation_code"], person["is_married"], person["occupation_code"]) == (1, True, 11)
    assert (person["is_in_population"], person["record_count"]) == (True, 3)


def test_who_treats_is_believed_first_of_an_illness(tmp_path: Path) -> None:
    told = [record("dtsen", BUDI, illness="OTHER"), record("kemenkes", BUDI, illness="HIV")]
    (person,) = persons_of(tmp_path, [record("dukcapil", BUDI), *told])
    assert person["illness"] == "HIV"


def test_the_village_lies_in_the_district(tmp_path: Path) -> None:
    moved = record("opensid", BUDI, district_code="32.01.02", village_code="32.01.02.2002")
    (person,) = persons_of(tmp_path, [record("dukcapil", BUDI, village_code=None), moved])
    assert (person["district_code"], person["village_code"]) == ("32.01.01", None)


@pytest.mark.parametrize(
    ("dead", "life_status"),
    [
        (["dukcapil"], "DEAD"),
        (["dtsen"], "ALIVE"),
        (["dtsen", "bpjs_kesehatan"], "DEAD"),
        (["roster", "dtsen"], "DEAD"),
        (["payung"], "DEAD"),
    ],
)
def test_death_needs_the_civil_register_a_proved_claim_or_two_others(
    tmp_path: Path, dead: list[str], life_status: str
) -> None:
    records = [
        record(supplier, BUDI, life_status="DEAD" if supplier in dead else "ALIVE", died_on=date(2026, 3, 1))
        for supplier in ("dukcapil", "dtsen", "bpjs_kesehatan", "roster", "payung")
    ]
    (person,) = persons_of(tmp_path, records)
    assert person["life_status"] == life_status
    assert person["died_on"] == (date(2026, 3, 1) if life_status == "DEAD" else None)


def test_abroad_is_told_by_the_civil_register(tmp_path: Path) -> None:
    (person,) = persons_of(tmp_path, [record("dukcapil", BUDI, life_status="ABROAD"), record("dtsen", BUDI)])
    assert person["life_status"] == "ABROAD"


@pytest.mark.parametrize(
    ("others", "card", "works_as"),
    [
        ([record("bpjs_ketenagakerjaan", BUDI, segment="PU", register_status="ACTIVE")], None, "EMPLOYEE"),
        ([record("bpjs_ketenagakerjaan", BUDI, segment="PU", register_status="INACTIVE")], None, "NONE"),
        ([record("bpjs_ketenagakerjaan", BUDI, segment="PU", paid_until=date(2026, 10, 1))], None, "EMPLOYEE"),
        ([record("bpjs_ketenagakerjaan", BUDI, segment="PU", paid_until=date(2024, 1, 1))], None, "NONE"),
        ([record("bpjs_ketenagakerjaan", BUDI, segment="BPU", register_status="INACTIVE")], None, "SELF"),
        ([record("bpjs_kesehatan", BUDI, segment="PPU_BU", role="WORKER", register_status="ACTIVE")], None, "EMPLOYEE"),
        ([record("bpjs_kesehatan", BUDI, segment="PPU_BU", role="SPOUSE", register_status="ACTIVE")], None, "NONE"),
        ([record("bpjs_kesehatan", BUDI, segment="PPU_BU", employer_id="E1", register_status="ACTIVE")], 2, "EMPLOYEE"),
        ([record("roster", BUDI)], 15, "SELF"),
        ([], 15, "EMPLOYEE"),
        ([], 9, "SELF"),
        ([record("dtsen", BUDI, occupation_code=9)], 1, "SELF"),
        ([], 2, "NONE"),
        ([], 89, "NONE"),
        ([], None, "NONE"),
    ],
)
def test_what_work_a_person_does(tmp_path: Path, others: list[dict[str, Any]], card: int | None, works_as: str) -> None:
    (person,) = persons_of(tmp_path, [record("dukcapil", BUDI, occupation_code=card), *others])
    assert person["works_as"] == works_as


def test_a_child_does_not_work(tmp_path: Path) -> None:
    child = {**BUDI, "birth_date": date(2015, 8, 15), "nik": "3201011508159001"}
    (person,) = persons_of(tmp_path, [record("dukcapil", child, occupation_code=9), record("roster", child)])
    assert person["works_as"] == "NONE"


def test_a_family_is_numbered_together(tmp_path: Path) -> None:
    far = {**BUDI, "name": "AGUS", "nik": "1101011508859001", "kk": "1101010101109001", "district_code": "11.01.01",
           "mother_name": "MURNI", "village_code": None}  # fmt: skip
    alone = {**BUDI, "name": "TONO", "nik": "3201012008909001", "kk": None, "birth_date": date(1990, 8, 20),
             "mother_name": "WATI"}  # fmt: skip
    people = [BUDI, far, alone, RINA]
    persons = persons_of(tmp_path, [record("dukcapil", person) for person in people])
    assert [(row["name"], row["person_id"], row["family_id"]) for row in persons] == [
        ("AGUS", 1, 1),
        ("BUDI SANTOSO", 2, 2),
        ("RINA WULANDARI", 3, 2),
        ("TONO", 4, 4),
    ]


def test_a_card_of_a_whole_village_is_no_family(tmp_path: Path) -> None:
    names = ["ADI", "BAYU", "CANDRA", "DEDI", "EKO", "FAJAR", "GALIH", "HADI"]
    crowd = [
        record("dukcapil", BUDI, name=f"{first} {second}", nik=f"32010115{month:02}{year}9001",
               birth_date=date(1900 + year, month, 15), mother_name=None)
        for month, first in enumerate(names, 1)
        for year, second in zip((60, 65, 70, 75), ("WIJAYA", "SALEH", "PUTRA", "HALIM"), strict=True)
    ]  # fmt: skip
    persons = persons_of(tmp_path, crowd)
    assert len(persons) == len(crowd) > 30
    assert all(row["family_id"] == row["person_id"] for row in persons)


def test_a_nik_names_one_person(tmp_path: Path) -> None:
    borrower = record("roster", BUDI, name="AGUS PRASETYO", birth_date=date(2004, 2, 29), mother_name=None)
    persons = persons_of(tmp_path, [record("dukcapil", BUDI), borrower])
    assert {row["name"]: row["nik"] for row in persons} == {"BUDI SANTOSO": BUDI["nik"], "AGUS PRASETYO": None}
