"""What is kept, dropped, set aside and told; do the numbers reconcile; what happens when a file cannot be read?"""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from payung.extracts.public import DoesNotReconcile, MappingFault, NoFiles, extract
from payung.terms.public import table

AS_OF = date(2026, 11, 1)
ROSTER = "Nama,NIK,Tgl Lahir,Kecamatan (kode)\n"


def test_tables_are_as_declared_and_in_order(
    source: Path, write_dukcapil: Callable[..., Path], dukcapil: Callable[..., str], run: Callable[[], Any]
) -> None:
    write_dukcapil(dukcapil(TGL_LHR="x", NO_KEC="99"), dukcapil(NIK="12"))
    (source / "dtsen_desil.csv").write_text("nomor_induk_kependudukan,nama\n,SITI\n")
    done = run()
    for name, path in (("records", done.report.records), ("rejects", done.report.rejects)):
        assert tuple(pq.read_schema(path).names) == table(name).column_names
    assert done.rows("SELECT supplier, row FROM records") == [("dtsen", 1), ("dukcapil", 1), ("dukcapil", 2)]
    keys = done.rows('SELECT supplier, file, row, "column", code FROM rejects')
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys) == 3


def test_people_are_kept_and_what_cannot_stand_for_one_is_dropped(
    write_dukcapil: Callable[..., Path], dukcapil: Callable[..., str], nik: Callable[..., str], run: Callable[[], Any]
) -> None:
    write_dukcapil(
        dukcapil(),
        dukcapil(NAMA_LGKP="SUTRISNO B"),
        dukcapil(),
        dukcapil(NAMA_LGKP="", NIK="123"),
        dukcapil(NAMA_LGKP="-", NIK=nik(serial=9002)),
        dukcapil(NIK="", TGL_LHR="", NAMA_LGKP="SITI"),
        dukcapil(NIK="", TGL_LHR="", NAMA_LGKP="SITI"),
    )
    done = run()
    assert done.codes == [(3, "", "REPEATED_ROW"), (4, "", "NO_NAME_NO_NIK")]
    assert [row for (row,) in done.rows("SELECT row FROM records")] == [1, 2, 5, 6, 7]
    [report] = done.report.suppliers
    assert (report.rows_read, report.rows_kept, report.rows_rejected) == (7, 5, 2)
    [(reason,)] = done.rows("SELECT reason FROM rejects WHERE row = 3")
    assert "baris 1;" in reason


def test_a_number_that_stands_once_in_the_register(
    source: Path, nik: Callable[..., str], run: Callable[[], Any]
) -> None:
    lines = [f"K1|{nik()}|A|BPU", f"K2|{nik()}|B|BPU", f"K1|{nik(serial=9002)}|C|BPU", "|X|D|BPU", "||E|BPU"]
    text = "\n".join(("KPJ|NO_IDENTITAS|NAMA_LENGKAP|SEGMEN", *lines)) + "\n"
    (source / "peserta_bpjstk.txt").write_text(text)
    done = run()
    assert [name for (name,) in done.rows("SELECT name FROM records ORDER BY row")] == ["A", "B", "D", "E"]
    assert done.codes == [(3, "KPJ", "REPEATED_KEY"), (4, "NO_IDENTITAS", "NIK_NOT_DIGITS")]


def test_values_are_set_aside_and_masked(
    write_dukcapil: Callable[..., Path], dukcapil: Callable[..., str], nik: Callable[..., str], run: Callable[[], Any]
) -> None:
    number = nik(district="990101")
    write_dukcapil(
        dukcapil(NIK=number, NO_KK="12345", NO_HP="0812345678901234567", NAMA_LGKP=f"A {nik()}", NO_KEC="88")
    )
    done = run()
    assert done.one("nik, kk, phone, district_code") == (None, None, None, None)
    assert [code for _, _, code in done.codes] == ["NIK_DISTRICT", "PHONE_NUMBER", "KK_NUMBER", "UNKNOWN_REGION"]
    shown = dict(done.rows('SELECT "column", value FROM rejects'))
    assert shown["NIK"] == "990101********01"
    assert shown["NO_KK"] == "12********"
    assert shown["NO_HP"] == "081234********67"
    assert shown["NO_PROP + NO_KAB + NO_KEC"] == "350188"
    assert number not in str(done.rows("SELECT * FROM rejects"))
    assert done.report.suppliers[0].values_set_aside == 4


def test_a_number_inside_another_value_is_masked_too(
    write_dukcapil: Callable[..., Path], dukcapil: Callable[..., str], nik: Callable[..., str], run: Callable[[], Any]
) -> None:
    write_dukcapil(dukcapil(NAMA_LGKP=f"={nik()}"))
    assert run().rows("SELECT value FROM rejects WHERE code = 'FORMULA'") == [("=********",)]


def test_a_nik_that_too_many_use_is_no_nik(source: Path, nik: Callable[..., str], run: Callable[[], Any]) -> None:
    shared, often = nik(), nik(serial=9002)
    people = (
        [f"P{n},{shared},," for n in range(13)] + [f"Q{n},{often},," for n in range(12)] + [f",{shared},01/01/1990,"]
    )
    (source / "daftar_pekerja_informal.csv").write_text(ROSTER + "\n".join(people) + "\n")
    done = run()
    assert done.rows("SELECT DISTINCT nik FROM records ORDER BY nik") == [(often,), (None,)]
    assert done.rows("SELECT code, is_row_dropped, count(*) FROM rejects GROUP BY 1, 2 ORDER BY 3") == [
        ("NO_NAME_NO_NIK", True, 1), ("NIK_SHARED", False, 13)
    ]  # fmt: skip


def test_disagreement_is_noted_and_both_values_stay(
    write_dukcapil: Callable[..., Path], dukcapil: Callable[..., str], nik: Callable[..., str], run: Callable[[], Any]
) -> None:
    write_dukcapil(dukcapil(TGL_LHR="01-01-1980", JENIS_KLMIN="PEREMPUAN"), dukcapil(NIK="", JENIS_KLMIN="PEREMPUAN"))
    done = run()
    assert done.one("nik, birth_date, sex") == (nik(), date(1980, 1, 1), "P")
    assert done.codes == [(1, "JENIS_KLMIN", "NIK_SEX_DIFFERS"), (1, "TGL_LHR", "NIK_BIRTH_DATE_DIFFERS")]
    assert (done.report.suppliers[0].values_noted, done.report.suppliers[0].values_set_aside) == (2, 0)


def test_names_lose_what_cannot_be_seen(
    write_dukcapil: Callable[..., Path], dukcapil: Callable[..., str], run: Callable[[], Any]
) -> None:
    write_dukcapil(dukcapil(NAMA_LGKP="\u00a0siti\u200b  Nur\tAini \x01"))
    assert run().one("name") == ("SITI NUR AINI",)


def test_headers_may_differ_in_case_and_spaces_and_columns_may_be_missing(source: Path, run: Callable[[], Any]) -> None:
    (source / "penduduk_dukcapil.csv").write_text("nama lgkp;nik;tgl lhr\nSITI;;01-02-1990\n")
    done = run()
    assert done.one("name, birth_date, sex, district_code, life_status") == ("SITI", date(1990, 2, 1), None, None, None)


def test_counts_and_hashes_for_the_run(
    source: Path, write_dukcapil: Callable[..., Path], dukcapil: Callable[..., str], run: Callable[[], Any]
) -> None:
    write_dukcapil(dukcapil())
    (source / "mapping.yaml").write_text("dukcapil:\n  separator: ';'\n")
    (source / "lain.csv").write_text("a\n")
    report = run().report
    assert set(report.inputs()) == {"penduduk_dukcapil.csv", "mapping.yaml"}
    assert all(len(digest) == 64 for digest in report.inputs().values())
    assert report.counts()["dukcapil"] == {
        "rows_read": 1, "rows_kept": 1, "rows_rejected": 0, "values_set_aside": 0, "values_noted": 0,
        "rows_carried_over": 0,
    }  # fmt: skip
    assert report.files_unclaimed == ("lain.csv",)


def test_rows_that_go_missing_are_found_and_nothing_is_replaced(
    tmp_path: Path,
    source: Path,
    write_dukcapil: Callable[..., Path],
    dukcapil: Callable[..., str],
    run: Callable[[], Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write_dukcapil(dukcapil(), "", dukcapil(NAMA_LGKP="B"))
    before = run().report.records.read_bytes()
    write_dukcapil(dukcapil(NAMA_LGKP="C"), "", dukcapil(NAMA_LGKP="D"))

    def lossy(self: Any, line: str, quoting: bool = True) -> None:
        self._row -= 1

    monkeypatch.setattr("payung.extracts.separated.Separated._fields", lossy)
    monkeypatch.setattr("payung.extracts.separated.Separated._break", lambda *_, **__: None)
    with pytest.raises(DoesNotReconcile, match="2 rows in the file, 0 accounted for"):
        extract(source, tmp_path / "out", as_of=AS_OF)
    assert (tmp_path / "out" / "records.parquet").read_bytes() == before
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["records.parquet", "rejects.parquet"]


def test_an_unreadable_supplier_stops_alone_and_loses_nothing(
    source: Path, write_dukcapil: Callable[..., Path], dukcapil: Callable[..., str], run: Callable[[], Any]
) -> None:
    write_dukcapil(dukcapil())
    (source / "daftar_pekerja_informal.csv").write_text(ROSTER + "SITI,,,\nSARI,,,\n")
    assert run().stopped is None
    (source / "daftar_pekerja_informal.csv").write_text(ROSTER + "DEWI,,,\n")
    write_dukcapil(dukcapil(), header="A;B")
    done = run()
    assert done.stopped is not None
    assert "NIK" in str(done.stopped)
    assert done.rows("SELECT supplier, name FROM records") == [("dukcapil", "SUTRISNO"), ("roster", "DEWI")]
    stopped, other = done.report.suppliers
    assert (stopped.rows_read, stopped.rows_kept, stopped.rows_carried_over) == (0, 0, 1)
    assert (other.rows_read, other.rows_kept, other.fault) == (1, 1, None)
    told = done.rows("SELECT supplier, file, row, code, is_row_dropped FROM rejects")
    assert told == [("dukcapil", "penduduk_dukcapil.csv", 0, "NO_HEADER", True)]


def test_nothing_to_read_is_said_with_the_names_looked_for(source: Path, tmp_path: Path) -> None:
    with pytest.raises(NoFiles, match="penduduk_dukcapil"):
        extract(source, tmp_path / "out", as_of=AS_OF)


def test_a_wrong_mapping_stops_before_anything_is_read(
    source: Path, tmp_path: Path, write_dukcapil: Callable[..., Path], dukcapil: Callable[..., str]
) -> None:
    write_dukcapil(dukcapil())
    (source / "mapping.yaml").write_text("dukcapil:\n  kolom: {}\n")
    with pytest.raises(MappingFault, match="baris 2, dukcapil > kolom"):
        extract(source, tmp_path / "out", as_of=AS_OF)
    assert not (tmp_path / "out").exists()
