"""Same seed, same bytes? Do small countries, early days and refusals work, and can the readers read the files?"""

from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from payung.extracts.public import extract
from payung.sample.assumption import load
from payung.sample.public import assumptions, write_sample
from payung.sample.workbook import column_letters, write_workbook

AS_OF = date(2026, 11, 1)


def test_same_seed_same_bytes(tmp_path: Path) -> None:
    reports = [write_sample(tmp_path / name, people=2_000, seed=3, as_of=AS_OF) for name in ("one", "two")]
    assert reports[0] == reports[1]
    for name in reports[0].hashes:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name


def test_another_seed_is_another_country(tmp_path: Path) -> None:
    one, other = (write_sample(tmp_path / str(seed), people=1_000, seed=seed, as_of=AS_OF) for seed in (3, 4))
    assert not set(one.hashes.values()) & (set(other.hashes.values()) - {one.hashes["mapping.yaml"]})


def test_an_earlier_day_knows_no_later_decree(tmp_path: Path) -> None:
    write_sample(tmp_path, people=3_000, seed=3, as_of=date(2025, 6, 30))
    jkn = pd.read_parquet(tmp_path / "peserta_jkn.parquet")
    assert (jkn.tglNonaktif.dropna() <= "2025-06-30").all()
    assert not jkn.sebabNonaktif.dropna().str.contains("/HUK/2026").any()
    waiting = jkn.statusPeserta == "MENUNGGU"
    assert (jkn.tglTMT[~waiting].dropna() <= "2025-06-30").all()


@pytest.mark.parametrize(("people", "seed"), [(99, 1), (50_000_001, 1), (1_000, -1)])
def test_impossible_wishes_are_refused(tmp_path: Path, people: int, seed: int) -> None:
    with pytest.raises(ValueError, match="must"):
        write_sample(tmp_path, people=people, seed=seed, as_of=AS_OF)
    assert list(tmp_path.iterdir()) == []


def test_the_smallest_country_is_written_whole(tmp_path: Path) -> None:
    report = write_sample(tmp_path, people=100, seed=1, as_of=AS_OF)
    assert len(pd.read_parquet(tmp_path / "truth" / "persons.parquet")) == 100
    assert sum(report.rows.values()) == len(pd.read_parquet(tmp_path / "truth" / "records.parquet"))


def test_assumptions_are_all_printed() -> None:
    text = assumptions()
    for one in load().values():
        assert f"{one.id} [{one.status}]" in text
        assert one.source in text
    assert "population_thousand_by_province [official]" in text


def test_the_readers_read_every_file_and_find_the_bad_rows(tmp_path: Path) -> None:
    report = write_sample(tmp_path / "in", people=2_000, seed=5, as_of=AS_OF)
    read = extract(tmp_path / "in", tmp_path / "out", as_of=AS_OF, mapping=tmp_path / "in" / "mapping.yaml")
    assert {one.supplier: one.rows_read for one in read.suppliers} == report.rows
    assert [one.supplier for one in read.suppliers if one.fault is not None] == []
    truth = pd.read_parquet(tmp_path / "in" / "truth" / "records.parquet")
    rejects = pd.read_parquet(read.rejects)
    bad = truth[truth.is_bad & (truth.bad_kind != "repeated_key")].merge(rejects, on=["supplier", "row"], how="left")
    told = bad.groupby(["supplier", "row"]).code.agg(set)
    expected = {"impossible_nik": "NIK_DATE", "future_birth": "BIRTH_DATE_FUTURE", "unknown_region": "UNKNOWN_REGION"}
    kinds = bad.groupby(["supplier", "row"]).bad_kind.first()
    assert [key for key, kind in kinds.items() if expected[kind] not in told[key]] == []
    assert (rejects.is_row_dropped & rejects.code.str.startswith("REPEATED")).sum() >= (
        truth.bad_kind == "repeated_key"
    ).sum()


def test_a_workbook_is_read_back_as_written(tmp_path: Path) -> None:
    rows: list[list[str | None]] = [["a", "b<&>"], [None, "ü"], ["1", None]]
    write_workbook(tmp_path / "one.xlsx", "Lembar", rows)
    sheet = openpyxl.load_workbook(tmp_path / "one.xlsx")["Lembar"]
    assert [list(row) for row in sheet.iter_rows(values_only=True)] == rows
    assert [column_letters(number) for number in (0, 25, 26, 43, 702)] == ["A", "Z", "AA", "AR", "AAA"]


def test_the_village_workbook_has_its_44_columns_and_end_mark(tmp_path: Path) -> None:
    write_sample(tmp_path, people=1_000, seed=1, as_of=AS_OF)
    sheet = openpyxl.load_workbook(tmp_path / "data_penduduk_opensid.xlsx")["Data Penduduk"]
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows[0]) == 44
    assert rows[-1][1] == "###"
    assert len(rows) > 30
