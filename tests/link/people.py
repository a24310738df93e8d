"""Handmade records of invented people, linked in a folder: what the tests of linking share."""

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet

from payung.link.public import link
from payung.terms.public import table
from tests.engines import write_parquet

AS_OF = date(2026, 11, 1)

BUDI = {
    "nik": "3201011508859001",
    "kk": "3201010101109001",
    "name": "BUDI SANTOSO",
    "birth_date": date(1985, 8, 15),
    "sex": "L",
    "mother_name": "SITI RAHAYU",
    "district_code": "32.01.01",
    "village_code": "32.01.01.2001",
}
RINA = {
    "nik": "3201015703889001",
    "kk": "3201010101109001",
    "name": "RINA WULANDARI",
    "birth_date": date(1988, 3, 17),
    "sex": "P",
    "mother_name": "SUKARTI",
    "district_code": "32.01.01",
    "village_code": "32.01.01.2001",
}


def record(supplier: str, person: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """One record of a person in a register, with what differs there."""
    return {"supplier": supplier, "file": f"{supplier}.csv", **person, **changes}


def write_records(folder: Path, records: list[dict[str, Any]]) -> None:
    """Write records.parquet; the rows of each supplier are counted from 1 in the order given."""
    rows: dict[str, int] = {}
    numbered = []
    for entry in records:
        rows[entry["supplier"]] = rows.get(entry["supplier"], 0) + 1
        numbered.append({**entry, "row": rows[entry["supplier"]]})
    columns = {column.name: column.type for column in table("records").columns}
    write_parquet(folder / "records.parquet", columns, numbered)


def linked(folder: Path, records: list[dict[str, Any]]) -> list[int]:
    """Link the records and answer the person_id of each, in the order given."""
    write_records(folder, records)
    link(folder, as_of=AS_OF)
    found = {(row["supplier"], row["row"]): row["person_id"] for row in rows_of(folder, "links")}
    seen: dict[str, int] = {}
    answer = []
    for entry in records:
        seen[entry["supplier"]] = seen.get(entry["supplier"], 0) + 1
        answer.append(found[entry["supplier"], seen[entry["supplier"]]])
    return answer


def rows_of(folder: Path, name: str) -> list[dict[str, Any]]:
    """The rows of a table that linking wrote."""
    rows: list[dict[str, Any]] = pyarrow.parquet.read_table(folder / f"{name}.parquet").to_pylist()
    return rows
