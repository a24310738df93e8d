"""Is a file that cannot be read at all told with what a clerk can do about it?"""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl import Workbook

from payung.extracts.public import faults


def parquet(path: Path, **columns: object) -> bytes:
    pq.write_table(pa.table(columns), path)
    return path.read_bytes()


def workbook(path: Path, *rows: list[object], title: str = "Daftar") -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path.read_bytes()


def damaged_workbook(path: Path) -> bytes:
    workbook(path, ["Nama"], ["SITI"])
    parts = {name: zipfile.ZipFile(path).read(name) for name in zipfile.ZipFile(path).namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content[: len(content) // 2] if "sheet1" in name else content)
    return path.read_bytes()


MEMBERS = {"noKartu": ["1"], "nik": [""], "nama": ["A"], "jenisPeserta": ["BP"], "statusPeserta": ["AKTIF"]}
CASES: list[tuple[str, str, Callable[[Path], bytes], str]] = [
    ("EMPTY_FILE", "penduduk_dukcapil.csv", lambda _: b"", "kosong"),
    ("EMPTY_FILE", "penduduk_dukcapil.csv", lambda _: b"\n ;; \n\n", "kosong"),
    ("EMPTY_FILE", "daftar_pekerja_informal.xlsx", lambda path: workbook(path), "kosong"),
    ("NO_HEADER", "penduduk_dukcapil.csv", lambda _: b"a;b\n1;2\n", "NIK, NAMA_LGKP"),
    ("NO_HEADER", "daftar_pekerja_informal.xlsx", lambda path: workbook(path, ["a"], ["b"]), "Nama"),
    ("MISSING_COLUMN", "penduduk_dukcapil.csv", lambda _: b"NIK;NO_KK;NAMA\n1;2;3\n", "NIK, NO_KK, NAMA"),
    ("MISSING_COLUMN", "peserta_jkn.parquet", lambda path: parquet(path, noKartu=["1"], nik=["2"]), "nama"),
    ("REPEATED_HEADER", "penduduk_dukcapil.csv", lambda _: b"NIK;NAMA_LGKP;nik\n1;2;3\n", "NIK"),
    ("WRONG_SEPARATOR", "penduduk_dukcapil.csv", lambda _: b"NIK,NAMA_LGKP\n1,2\n", '","'),
    ("WRONG_ENCODING", "penduduk_dukcapil.csv", lambda _: "NIK;NAMA_LGKP\n1;2\n".encode("utf-16"), "utf-8"),
    ("WRONG_ENCODING", "penduduk_dukcapil.csv", lambda _: b"NIK;NAMA_LGKP\n" + b";REN\xc9\n" * 9, "utf-8"),
    ("WRONG_KIND", "penduduk_dukcapil.csv", lambda path: parquet(path, a=["1"]), "Parquet"),
    ("WRONG_KIND", "peserta_jkn.parquet", lambda _: b"NIK;NAMA\n", "Parquet"),
    ("WRONG_KIND", "daftar_pekerja_informal.xlsx", lambda _: b"No,Nama\n", "XLSX"),
    ("UNREADABLE_FILE", "peserta_jkn.parquet", lambda path: parquet(path, **MEMBERS)[:-30], "terpotong"),
    ("UNREADABLE_FILE", "daftar_pekerja_informal.xlsx", lambda path: workbook(path, ["Nama"])[:-90], "terpotong"),
    ("UNREADABLE_FILE", "daftar_pekerja_informal.xlsx", damaged_workbook, "rusak"),
    (
        "UNREADABLE_FILE",
        "peserta_jkn.parquet",
        lambda path: parquet(path, **(MEMBERS | {"nama": [["A", "B"]]})),
        "rusak",
    ),
    ("SHEET_MISSING", "data_penduduk_opensid.xlsx", lambda path: workbook(path, ["nik"], title="Lain"), "Lain"),
]


@pytest.mark.parametrize(("code", "name", "content", "told"), CASES, ids=[f"{c[0]}-{c[1]}" for c in CASES])
def test_a_file_that_cannot_be_read(
    source: Path, run: Callable[[], Any], code: str, name: str, content: Callable[[Path], bytes], told: str
) -> None:
    path = source / name
    path.write_bytes(content(path))
    done = run()
    assert done.stopped is not None
    [(row, found, reason)] = done.rows("SELECT row, code, reason FROM rejects")
    assert (row, found) == (0, code)
    assert told in reason
    assert name in str(done.stopped)
    assert done.report.rows_read == 0


def test_a_file_the_mapping_names_but_nobody_sent(source: Path, run: Callable[[], Any]) -> None:
    (source / "mapping.yaml").write_text("dtsen:\n  file: desil.csv\n")
    done = run()
    assert done.stopped is not None
    assert done.rows("SELECT file, code FROM rejects") == [("desil.csv", "FILE_MISSING")]


def test_a_file_two_suppliers_claim(source: Path, run: Callable[[], Any]) -> None:
    (source / "mapping.yaml").write_text("dtsen:\n  file: a.csv\nroster:\n  file: a.csv\n")
    (source / "a.csv").write_text("Nama,nomor_induk_kependudukan\nSITI,\n")
    done = run()
    assert done.rows("SELECT supplier, code FROM rejects") == [("dtsen", "CLAIMED_TWICE"), ("roster", "CLAIMED_TWICE")]


def test_a_column_the_mapping_names_must_be_there(source: Path, run: Callable[[], Any]) -> None:
    (source / "mapping.yaml").write_text("roster:\n  columns:\n    association: Kelompok Tani\n")
    (source / "daftar_pekerja_informal.csv").write_text("Nama,Asosiasi\nSITI,X\n")
    assert run().rows('SELECT code, "column" FROM rejects') == [("MISSING_COLUMN", "Kelompok Tani")]


def test_every_fault_is_provoked_somewhere() -> None:
    """Each code of faults.yaml is named in a test of this folder."""
    tests = "".join(path.read_text() for path in Path(__file__).parent.glob("test_*.py"))
    mapped = {code for code in faults() if code.startswith("MAPPING_")}
    assert [code for code in faults() if code not in mapped and code not in tests] == []
