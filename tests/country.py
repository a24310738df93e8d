"""A dozen invented people of different reasons, as the tables a run hands over. For tests of what comes after.

`write_tables(folder)` writes every table declared in payung/terms/tables. Families: 1-3 and 4-5 (Bogor), then singles.
Every NIK has a serial number from 9000 on, so that it belongs to nobody.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet

from payung.terms.public import codes, law_of, tables

AS_OF = date(2026, 11, 1)
TYPES = {"text": pyarrow.string(), "int64": pyarrow.int64(), "date": pyarrow.date32(), "bool": pyarrow.bool_()}
BOGOR, OTHER_BOGOR, SEMARANG, MATARAM = "32.01.02.2001", "32.01.02.2002", "33.74.01.1001", "52.71.01.1001"

Row = dict[str, Any]


@dataclass(frozen=True)
class Human:
    """One invented person: who, where, and how each programme stands (reason by programme, segment)."""

    name: str
    sex: str
    born: date
    village: str
    family: int
    reasons: Mapping[str, tuple[str, str | None]]
    has_nik: bool = True
    decile: int | None = None
    works_as: str = "NONE"
    income: int | None = None
    arrears: int = 0
    route: str | None = None
    work_route: str | None = None
    clock: str | None = None
    # The village whose district the NIK names, where it is not the one lived in now.
    numbered_in: str | None = None


PEOPLE = (
    Human(
        "SITI AMINAH",
        "P",
        date(1984, 3, 12),
        BOGOR,
        1,
        {"JKN": ("ARREARS", "PBPU"), "JKK": ("NEVER_REGISTERED", None)},
        works_as="SELF",
        income=2_500_000,
        arrears=5,
        route="PAY_ARREARS",
        work_route="BPU_SELF",
    ),
    Human(
        "MOH. DJOKO SOESILO",
        "L",
        date(1980, 7, 2),
        BOGOR,
        1,
        {"JKN": ("ARREARS", "PBPU"), "JKK": ("GRACE", "BPU")},
        works_as="SELF",
        income=2_500_000,
        arrears=5,
        route="INSTALMENTS",
        clock="BPU_GRACE_3M",
    ),
    Human(
        "AYU LESTARI", "P", date(2012, 1, 30), BOGOR, 1, {"JKN": ("ARREARS", "PBPU")}, arrears=5, route="PAY_ARREARS"
    ),
    Human(
        "BUDI SANTOSO",
        "L",
        date(1975, 5, 20),
        OTHER_BOGOR,
        4,
        {"JKN": ("PAID_BY_EMPLOYER", "PPU_BU"), "JKK": ("PAID_BY_EMPLOYER", "PU")},
        works_as="EMPLOYEE",
        income=5_000_000,
    ),
    Human("DEWI SARTIKA", "P", date(1978, 9, 9), OTHER_BOGOR, 4, {"JKN": ("DEPENDANT_OF_WORKER", "PPU_BU")}),
    Human(
        "SLAMET",
        "L",
        date(1969, 12, 31),
        SEMARANG,
        6,
        {"JKN": ("REMOVED_FROM_PBI", "PBI"), "JKK": ("NEVER_REGISTERED", None)},
        decile=3,
        works_as="SELF",
        income=1_200_000,
        route="REACTIVATE_PBI",
        work_route="BPU_SPONSORED",
        clock="PBI_REACTIVATION_6M",
    ),
    Human("SITI NURHALIZA", "P", date(1990, 4, 4), SEMARANG, 7, {"JKN": ("PAID_BY_STATE", "PBI")}, decile=1),
    Human(
        "MUHAMMAD RIZKI PRATAMA",
        "L",
        date(1999, 8, 17),
        SEMARANG,
        8,
        {"JKN": ("LAID_OFF", "PPU_BU"), "JKK": ("LAID_OFF", "PU")},
        works_as="NONE",
        route="REGISTER_PBPU",
    ),
    Human(
        "I WAYAN SUDARMA",
        "L",
        date(1988, 2, 29),
        MATARAM,
        9,
        {"JKN": ("PAID_BY_REGION", "PBPU_PEMDA"), "JKK": ("PAID_BY_SELF", "BPU")},
        works_as="SELF",
        income=3_000_000,
    ),
    Human(
        "NURUL HIDAYAH",
        "P",
        date(2001, 6, 15),
        MATARAM,
        10,
        {"JKN": ("NEVER_REGISTERED", None)},
        has_nik=False,
        route="PROPOSE_PBI",
    ),
    Human(
        "HJ. FATIMAH, S.PD",
        "P",
        date(1960, 10, 10),
        MATARAM,
        11,
        {"JKN": ("IDENTITY_MISMATCH", "PBPU")},
        route="REPAIR_IDENTITY",
    ),
    Human("AGUS", "L", date(1955, 1, 1), "", 12, {"JKN": ("WAITING_PERIOD", "PBPU")}, clock="WAITING_14"),
)


def nik_of(number: int, human: Human | None = None) -> str | None:
    """NIK of the person of this number (from 1), of PEOPLE or another country; None where the person has none."""
    human = human or PEOPLE[number - 1]
    if not human.has_nik:
        return None
    district = (human.numbered_in or human.village or "32.01.01.0000").replace(".", "")[:6]
    day = human.born.day + (40 if human.sex == "P" else 0)
    return f"{district}{day:02d}{human.born:%m%y}{9000 + number % 1000}"


def card_of(number: int) -> str:
    """Card number (noKartu) of the person of this number."""
    return f"000{9_000_000_000 + number}"


def write_tables(folder: Path, people: tuple[Human, ...] = PEOPLE) -> Path:
    """Write every table of a run into the folder, run.json beside them; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = rows_of(people)
    for name, found in rows.items():
        write_table(folder, name, found)
    told = {
        "as_of": AS_OF.isoformat(),
        "engine": "duckdb",
        "law_version": "test",
        "inputs": {"bpjs_kesehatan": {"peserta.csv": "0" * 64}},
        "counts": {"tables": {name: len(found) for name, found in rows.items()}},
        "seconds": {},
    }
    (folder / "run.json").write_text(json.dumps(told), encoding="utf-8")
    return folder


def write_table(folder: Path, name: str, rows: list[Row]) -> None:
    """Write rows as one declared table; a column a row does not name is null."""
    declared = tables()[name]
    arrays = {c.name: pyarrow.array([row.get(c.name) for row in rows], TYPES[c.type]) for c in declared.columns}
    unknown = {key for row in rows for key in row} - set(declared.column_names)
    assert unknown == set(), f"{name} has no column {unknown}"
    pyarrow.parquet.write_table(pyarrow.table(arrays), folder / f"{name}.parquet")


def rows_of(people: tuple[Human, ...] = PEOPLE) -> dict[str, list[Row]]:
    """The rows of every table, by file name."""
    rows: dict[str, list[Row]] = {name: [] for name in tables()}
    for number, human in enumerate(people, 1):
        rows["persons"].append(_person(number, human))
        for place, (supplier, source_no) in enumerate((("dukcapil", None), ("bpjs_kesehatan", card_of(number)))):
            rows["records"].append(_record(number, human, supplier, source_no))
            method = "ALONE" if place == 0 else ("NIK" if human.has_nik else "MODEL")
            rows["links"].append(
                {
                    "supplier": supplier,
                    "row": number,
                    "person_id": number,
                    "method": method,
                    "weight_per_100": 1250 if method == "MODEL" else None,
                }
            )
        for programme, (reason, segment) in human.reasons.items():
            rows["determinations"].append(_determination(number, human, programme, reason, segment))
            if segment:
                rows["memberships"].append(_membership(number, human, programme, segment))
        rows["clocks"] += _clocks(number, human)
        rows["paths"] += _paths(number, human)
    if len(people) >= 7:
        rows["reviews"].append(
            {"person_id": 1, "other_person_id": 7, "weight_per_100": 310, "reason": "NEAR_THRESHOLD"}
        )
    rows["rejects"].append(
        {
            "supplier": "bpjs_kesehatan",
            "file": "peserta.csv",
            "row": 99,
            "line": 100,
            "column": "NIK",
            "value": "3201••",
            "code": "NIK_IMPOSSIBLE",
            "reason": "NIK bukan 16 angka; perbaiki di sumbernya",
            "is_row_dropped": False,
        }
    )
    return rows


def _person(number: int, human: Human) -> Row:
    return {
        "person_id": number,
        "family_id": human.family,
        "nik": nik_of(number, human),
        "kk": f"{(human.village or '32.01.01').replace('.', '')[:6]}010120{9000 + human.family}",
        "name": human.name,
        "birth_date": human.born,
        "sex": human.sex,
        **_residence(human),
        "phone": f"0812{9_000_000 + number}",
        "life_status": "ALIVE",
        "relation_code": 1 if human.family == number else 4,
        "decile": human.decile,
        "works_as": human.works_as,
        "income_monthly_idr": human.income,
        "is_in_population": True,
        "record_count": 2,
    }


def _residence(human: Human) -> Row:
    cuts = {"province_code": 2, "regency_code": 5, "district_code": 8, "village_code": 13}
    return {name: human.village[:length] or None for name, length in cuts.items()}


def _record(number: int, human: Human, supplier: str, source_no: str | None) -> Row:
    return {
        "supplier": supplier,
        "file": f"{supplier}.csv",
        "row": number,
        "source_no": source_no,
        "nik": nik_of(number, human),
        "name": human.name,
        "birth_date": human.born,
        "sex": human.sex,
        "district_code": human.village[:8] or None,
        "village_code": human.village or None,
        "life_status": "ALIVE" if supplier == "dukcapil" else None,
    }


def _membership(number: int, human: Human, programme: str, segment: str) -> Row:
    is_jkn = programme == "JKN"
    status = codes("reasons")[human.reasons[programme][0]].facts["status"]
    return {
        "person_id": number,
        "programme": programme,
        "rank": 1,
        "segment": segment,
        "supplier": "bpjs_kesehatan" if is_jkn else "bpjs_ketenagakerjaan",
        "row": number,
        "card_no": card_of(number),
        "role": "MEMBER",
        "care_class": 3 if is_jkn else None,
        "since": date(2019, 1, 1),
        "paid_until": AS_OF.replace(month=AS_OF.month - human.arrears),
        "register_status": "ACTIVE" if status == "ACTIVE" else "INACTIVE",
    }


def _determination(number: int, human: Human, programme: str, reason: str, segment: str | None) -> Row:
    found = codes("reasons")[reason]
    status = found.facts["status"]
    return {
        "person_id": number,
        "programme": programme,
        "as_of": AS_OF,
        "segment": segment,
        "status": status,
        "reason": reason,
        "since": date(2026, 6, 1) if segment else None,
        "until": date(2026, 11, 30) if status == "ACTIVE" else None,
        "arrears_months": human.arrears if reason == "ARREARS" else 0,
        "decided_by": found.facts["decided_by"],
        "next_move_by": found.facts["next_move_by"],
        "law": law_of(found, programme, segment),
        "article": "Perpres 64/2020 42(1)",
        "register_status": ("ACTIVE" if status == "ACTIVE" else "INACTIVE") if segment else None,
        "agrees": True if segment else None,
    }


def _clocks(number: int, human: Human) -> list[Row]:
    if human.clock is None:
        return []
    programme = "JKK" if human.clock.startswith("BPU") else "JKN"
    return [
        {
            "person_id": number,
            "programme": programme,
            "clock": human.clock,
            "opens": date(2026, 9, 1),
            "closes": AS_OF + timedelta(days=30),
            "days_left": 30,
            "article": "Perpres 64/2020 42(1)",
        }
    ]


def _paths(number: int, human: Human) -> list[Row]:
    rows = []
    if human.route:
        rows += [
            _path(number, "JKN", human.route, 1, 140_000 * human.arrears),
            _path(number, "JKN", "REGION_APPOINTS", 2, 0),
        ]
    if human.work_route:
        rows.append(_path(number, "BPU", human.work_route, 1, 16_800))
    return rows


def _path(number: int, programme: str, route: str, rank: int, price: int) -> Row:
    return {
        "person_id": number,
        "programme": programme,
        "route": route,
        "rank": rank,
        "is_best": rank == 1,
        "why_not_best": None if rank == 1 else "LATER",
        "price_now_idr": price,
        "price_monthly_idr": 105_000 if programme == "JKN" else 16_800,
        "people": 3,
        "months": 5 if price else 0,
        "movers": "PERSON>BPJS_KESEHATAN",
        "documents": "KTP,KK",
        "earliest_on": AS_OF,
        "warning": "FINE_WINDOW_45" if route == "PAY_ARREARS" else None,
        "law": codes("routes")[route].facts["law"],
        "article": "Perpres 64/2020 42(1)",
    }
