"""Are the files of another hand read as they are, with every row accounted for and every value understood?"""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from payung.engine.public import open_engine
from payung.extracts.public import ExtractReport, extract

HERE = Path(__file__).parent
AS_OF = date(2026, 11, 1)
READ = {"bpjs_kesehatan": 10_240, "bpjs_ketenagakerjaan": 2_556, "dtsen": 6_413, "dukcapil": 11_671, "roster": 1_884}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> ExtractReport:
    return extract(HERE, tmp_path_factory.mktemp("stranger"), as_of=AS_OF)


def rows(report: ExtractReport, sql: str) -> list[tuple[object, ...]]:
    with open_engine("duckdb") as engine:
        engine.register("records", report.records)
        engine.register("rejects", report.rejects)
        return engine.rows(sql)


def test_every_row_is_accounted_for(report: ExtractReport) -> None:
    assert {one.supplier: one.rows_read for one in report.suppliers} == READ
    assert report.rows_read == sum(READ.values()) == 32_764
    for one in report.suppliers:
        assert one.rows_read == one.rows_kept + one.rows_rejected
    kept = dict(rows(report, "SELECT supplier, count(DISTINCT row) FROM records GROUP BY supplier"))
    dropped = dict(
        rows(report, "SELECT supplier, count(DISTINCT row) FROM rejects WHERE is_row_dropped GROUP BY supplier")
    )
    assert {supplier: kept[supplier] + dropped.get(supplier, 0) for supplier in kept} == READ
    both = "SELECT count(*) FROM records r JOIN rejects j USING (supplier, row) WHERE j.is_row_dropped"
    assert rows(report, both) == [(0,)]


def test_only_rows_entered_twice_are_dropped(report: ExtractReport) -> None:
    dropped = rows(report, "SELECT supplier, code, count(*) FROM rejects WHERE is_row_dropped GROUP BY 1, 2")
    assert dropped == [("dukcapil", "REPEATED_ROW", 19)]


def test_row_numbers_are_those_of_the_workbook(report: ExtractReport) -> None:
    sheet = load_workbook(HERE / "daftar_pekerja_informal.xlsx", read_only=True).active
    assert sheet is not None
    names = {int(str(row[0])): str(row[1]) for row in sheet.iter_rows(min_row=4, values_only=True)}
    assert dict(rows(report, "SELECT row, name FROM records WHERE supplier = 'roster'")) == names
    [(row, line)] = rows(report, "SELECT row, line FROM rejects WHERE supplier = 'roster' ORDER BY row LIMIT 1")
    assert int(str(line)) == int(str(row)) + 3


def test_row_numbers_are_those_of_the_text_file(report: ExtractReport) -> None:
    lines = (HERE / "penduduk_dukcapil.csv").read_text().splitlines()
    found = rows(report, "SELECT row, name, birth_date FROM records WHERE supplier = 'dukcapil' ORDER BY row")
    for row, name, born in found[::97]:
        cells = lines[int(str(row))].split(";")
        assert isinstance(born, date)
        assert (cells[2], cells[4]) == (name, born.strftime("%d-%m-%Y"))


def test_years_of_two_digits_and_codes_without_dots_are_understood(report: ExtractReport) -> None:
    [(name, born, code, sector)] = rows(
        report, "SELECT name, birth_date, district_code, sector FROM records WHERE supplier = 'roster' AND row = 2"
    )
    assert (name, born, code, sector) == ("HERI EGA SARYADI", date(2002, 2, 6), "35.01.01", "FISHERY")
    unread = rows(
        report,
        "SELECT count(*) FROM rejects WHERE supplier = 'roster' AND \"column\" = 'Tgl Lahir' AND code LIKE 'DATE_%'",
    )
    assert unread == [(0,)]


def test_words_of_their_own_become_our_codes(report: ExtractReport) -> None:
    causes = rows(
        report,
        "SELECT inactive_cause, count(*) FROM records WHERE supplier = 'bpjs_kesehatan' "
        "AND register_status = 'INACTIVE' GROUP BY 1 ORDER BY 1",
    )
    assert causes == [
        ("AGED_OUT", 75),
        ("ARREARS", 708),
        ("EMPLOYER_ARREARS", 35),
        ("LAID_OFF", 178),
        ("REGION_STOPPED_PAYING", 317),
        ("REMOVED_FROM_PBI", 704),
        ("RESIGNED", 64),
    ]
    ill = rows(report, "SELECT illness, count(*) FROM records WHERE illness IS NOT NULL GROUP BY 1 ORDER BY 1")
    assert ill == [("CANCER", 17), ("DIABETES", 125), ("HEART", 72), ("KIDNEY", 28), ("TB", 42)]
    assert rows(report, "SELECT count(*) FROM rejects WHERE code = 'UNKNOWN_WORD'") == [(0,)]


def test_a_register_without_status_has_none(report: ExtractReport) -> None:
    found = rows(
        report,
        "SELECT count(register_status), count(paid_until), max(paid_until) FROM records "
        "WHERE supplier = 'bpjs_ketenagakerjaan'",
    )
    assert found == [(0, 2556, AS_OF)]


def test_fillers_are_no_nik(report: ExtractReport) -> None:
    fillers = ["1234567890" + "123456", "9" * 16, "0" * 12 + "9000"]
    listed = ", ".join(f"'{filler}'" for filler in fillers)
    assert rows(report, f"SELECT count(*) FROM records WHERE nik IN ({listed})") == [(0,)]
    assert rows(report, "SELECT count(*) > 30 FROM rejects WHERE code = 'NIK_DUMMY' AND NOT is_row_dropped") == [
        (True,)
    ]


def test_two_runs_give_the_same_bytes(report: ExtractReport, tmp_path: Path) -> None:
    again = extract(HERE, tmp_path, as_of=AS_OF)
    assert again.records.read_bytes() == report.records.read_bytes()
    assert again.rejects.read_bytes() == report.rejects.read_bytes()
    assert again.inputs() == report.inputs()
    assert len(again.inputs()) == 6
