"""Are worksheets read as the clerk sees them: titles, dates, numbers, formulas, end marks?"""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from payung.extracts.workbook import cell_text

ROSTER = ("No", "Nama", "NIK", "Tgl Lahir", "L/P", "Kecamatan (kode)", "No HP", "Pekerjaan", "Asosiasi", "Penghasilan")
OPENSID_USED = (
    "nama", "no_kk", "nik", "sex", "tempatlahir", "tanggallahir", "pendidikan_sedang_id", "pekerjaan_id",
    "status_kawin", "kk_level", "nama_ibu", "cacat_id", "hamil", "status_dasar", "id_asuransi",
)  # fmt: skip
OPENSID = ("alamat", "dusun", "rw", "rt", *OPENSID_USED, "no_asuransi", "lat", "lng", "ket")


def save(path: Path, rows: list[list[object]], title: str = "Daftar") -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    book.save(path)


def test_titles_dates_numbers_and_formulas(source: Path, run: Callable[[], Any], nik: Callable[..., str]) -> None:
    first, second = nik(date(1969, 3, 1)), nik(date(2002, 2, 6))
    rows: list[list[object]] = [
        ["DAFTAR PEKERJA"],
        [],
        list(ROSTER),
        [1, "Tri", first, datetime(1969, 3, 1), "L", 350101, 81234567890, "ojek daring", "Koperasi Driver", 2_500_000],
        [],
        [2, "Heri  Ega", second, "06/02/02", "L", "35.01.01", "+62 812-3456-789", "nelayan", None, "Rp 1.500.000"],
        [3, "=CONCAT(A1)", second, "=TODAY()", None, None, None, "tukang sihir", None, None],
        [4, "Bejo", 3501011705809000, "01/01/1970", None, None, None, None, None, None],
        ["Jumlah", None, None, None, None, None, None, None, None, None],
    ]
    save(source / "daftar_pekerja_informal.xlsx", rows)
    done = run()
    columns = "name, birth_date, district_code, phone, occupation_code, sector, association, wage_monthly_idr"
    assert done.one(columns) == (
        "TRI", date(1969, 3, 1), "35.01.01", "081234567890", 81, "TRANSPORT", "Koperasi Driver", 2_500_000
    )  # fmt: skip
    assert done.one(columns, row=2) == (
        "HERI EGA", date(2002, 2, 6), "35.01.01", "08123456789", 11, "FISHERY", None, 1_500_000
    )  # fmt: skip
    assert done.one("name, nik, birth_date, occupation", row=3) == (None, second, None, "TUKANG SIHIR")
    assert done.one("name, nik", row=4) == ("BEJO", None)
    assert done.codes == [
        (3, "Nama", "FORMULA"),
        (3, "Tgl Lahir", "FORMULA"),
        (4, "NIK", "NIK_AS_NUMBER"),
        (5, "", "NO_NAME_NO_NIK"),
    ]
    assert done.rows("SELECT row, line FROM rejects ORDER BY row DESC LIMIT 1") == [(5, 9)]
    assert done.report.rows_read == 5


def test_a_village_workbook_ends_at_its_mark(source: Path, run: Callable[[], Any], nik: Callable[..., str]) -> None:
    person = dict.fromkeys(OPENSID) | {
        "nama": "Siti Aminah", "no_kk": "350101" + "1205100001", "nik": nik(date(1990, 3, 2), "P"), "sex": 2,
        "tempatlahir": "Malang", "tanggallahir": "1990-03-02", "pendidikan_sedang_id": 18, "pekerjaan_id": 2,
        "status_kawin": 2, "kk_level": 3, "nama_ibu": "Rohani", "cacat_id": 7, "hamil": 1, "status_dasar": 1,
        "id_asuransi": 2,
    }  # fmt: skip
    child = person | {"nama": "Budi", "nik": 0, "sex": 1, "kk_level": 4, "hamil": None, "id_asuransi": 4}
    end = [None, "###", *[None] * 21]
    after = list((person | {"nama": "Bukan Orang"}).values())
    save(
        source / "data_penduduk_opensid.xlsx",
        [list(OPENSID), list(person.values()), list(child.values()), end, after],
        title="Data Penduduk",
    )
    (source / "mapping.yaml").write_text('opensid:\n  columns:\n    district_code: {value: "35.01.01"}\n')
    done = run()
    assert done.report.rows_read == done.report.rows_kept == 2
    columns = "name, sex, relation_code, is_married, is_student, is_disabled, is_pregnant, life_status, district_code"
    assert done.one(columns) == ("SITI AMINAH", "P", 3, True, False, False, True, "ALIVE", "35.01.01")
    assert done.one("is_pbi_national, is_pbi_regional, occupation_code") == (True, False, 2)
    assert done.one("name, nik, is_pbi_regional, is_pregnant", row=2) == ("BUDI", None, True, None)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, None),
        (" a ", " a "),
        (True, "TRUE"),
        (7, "7"),
        (7.0, "7"),
        (7.5, "7.5"),
        (date(2002, 2, 6), "2002-02-06"),
        (datetime(2002, 2, 6), "2002-02-06"),
        (datetime(2002, 2, 6, 7, 30), "2002-02-06 07:30:00"),
        (3501011705809000, "3.50101170580900E+15"),
        (3.501011705809e15, "3.50101170580900E+15"),
        (3501011705809001, "3501011705809001"),
    ],
)
def test_cells_as_texts(value: object, text: str | None) -> None:
    assert cell_text(value) == text
