"""Is an official's list read as it comes, and is a bad one refused with its code?"""

from datetime import date
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest
from openpyxl import Workbook

from payung.plan.appoint.listing import read_list
from payung.plan.public import ListUnreadable

GOOD = [
    ("nik,tindakan,tanggal_berlaku\n1,HAPUS,2027-01-01\n", ["1", "HAPUS", "2027-01-01", None]),
    ("NIK;Tindakan;TMT;Sumber Dana\n1;HAPUS;01/02/2027;APBN\n", ["1", "HAPUS", "01/02/2027", "APBN"]),
    ("\ufeffno_nik\taction\teffective_on\tpayer\n1\tADD\t2027-01-01\tSTATE\n", ["1", "ADD", "2027-01-01", "STATE"]),
    ("person_id,action,effective_on,catatan\n7,ADD,2027-01-01,lain\n", [None, "ADD", "2027-01-01", None]),
]
BAD = [
    ("", "EMPTY_LIST"),
    ("nik,tindakan,tanggal_berlaku\n", "EMPTY_LIST"),
    ("nama,tindakan,tanggal_berlaku\nA,HAPUS,2027-01-01\n", "NO_NUMBER_COLUMN"),
    ("nik,tanggal_berlaku\n1,2027-01-01\n", "NO_ACTION_COLUMN"),
    ("nik,tindakan\n1,HAPUS\n", "NO_DATE_COLUMN"),
    ("nik,tindakan,tanggal_berlaku\n1,HAPUS,2027-01-01,lebih\n", "UNREADABLE"),
    ("PK\0\0nik,tindakan\n", "UNREADABLE"),
]


@pytest.mark.parametrize(("text", "expected"), GOOD)
def test_headers_of_officials_are_understood(tmp_path: Path, text: str, expected: list[str | None]) -> None:
    path = tmp_path / "daftar.csv"
    path.write_text(text, encoding="utf-8")
    (row,) = read_list(path).to_pylist()
    assert [row[name] for name in ("nik", "action", "effective_on", "payer")] == expected
    assert row["row"] == 1


@pytest.mark.parametrize(("text", "code"), BAD)
def test_a_bad_list_is_refused_as_a_whole(tmp_path: Path, text: str, code: str) -> None:
    path = tmp_path / "daftar.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ListUnreadable) as refused:
        read_list(path)
    assert refused.value.code == code


def test_letters_of_windows_do_not_stop_a_list(tmp_path: Path) -> None:
    path = tmp_path / "daftar.csv"
    path.write_bytes("nama;nik;tindakan;tanggal_berlaku\nJosé;1;HAPUS;2027-01-01\n".encode("cp1252"))
    assert [row["nik"] for row in read_list(path).to_pylist()] == ["1"]


def test_a_workbook_is_read_like_a_text_file(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    for row in (["nik", "tindakan", "tanggal_berlaku"], ["3374014101809999", "HAPUS", date(2027, 2, 1)], [1, "TAMBAH"]):
        book.active.append(row)
    book.save(tmp_path / "daftar.xlsx")
    found = [
        (row["nik"], row["action"], row["effective_on"]) for row in read_list(tmp_path / "daftar.xlsx").to_pylist()
    ]
    assert found == [("3374014101809999", "HAPUS", "2027-02-01"), ("1", "TAMBAH", None)]


def test_a_damaged_workbook_is_refused_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "daftar.xlsx"
    path.write_bytes(b"PK\x03\x04broken")
    with pytest.raises(ListUnreadable, match="UNREADABLE"):
        read_list(path)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "daftar.csv"
    path.write_bytes(b"nik,\xff\xfe\n\x80")
    with pytest.raises(ListUnreadable, match="UNREADABLE"):
        read_list(path)
    with pytest.raises(ListUnreadable, match="UNREADABLE"):
        read_list(tmp_path / "tidak-ada.csv")


def test_parquet_is_read_with_its_numbers_and_days(tmp_path: Path) -> None:
    path = tmp_path / "list.parquet"
    rows = {"person_id": [3], "action": ["REMOVE"], "effective_on": [pyarrow.scalar("2027-01-01").as_py()]}
    pyarrow.parquet.write_table(pyarrow.table(rows), path)
    assert read_list(path).to_pylist() == [
        {
            "row": 1,
            "nik": None,
            "person_id": "3",
            "action": "REMOVE",
            "effective_on": "2027-01-01",
            "payer": None,
        }
    ]
