"""Do the registers err as declared, does the truth name every row, and can no synthetic person be a real one?"""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from payung.sample.assumption import nested, number
from payung.terms.public import nik_district_codes
from tests.sample.conftest import Written

# Least share of records with an error, in percent: the rates of the linkage study behind this project.
FLOORS = {
    "dukcapil": {"nik_digit": 0.05, "kk_stale": 2, "mother_missing": 2, "sex_wrong": 0.1, "duplicate": 0.2},
    "bpjs_kesehatan": {
        "nik_missing": 1, "nik_digit": 1, "nik_household": 0.8, "nik_stranger": 0.2, "nik_dummy": 0.3, "kk_missing": 10,
        "kk_stale": 6, "birth_missing": 0.3, "birth_swap": 1.2, "birth_january": 1.5, "birth_year": 0.6,
        "birth_digit": 0.8, "mother_missing": 35, "sex_wrong": 0.4, "sex_missing": 0.2, "moved": 6, "phone": 55,
        "duplicate": 0.6, "name": 100,
    },
    "bpjs_ketenagakerjaan": {
        "nik_missing": 2, "nik_digit": 1.5, "nik_household": 0.3, "nik_stranger": 0.4, "nik_dummy": 0.3,
        "birth_missing": 0.3, "birth_swap": 1, "birth_january": 1, "birth_year": 0.6, "birth_digit": 0.8,
        "mother_missing": 5, "sex_wrong": 0.4, "sex_missing": 1, "phone": 85, "duplicate": 1, "name": 80,
    },
    "dtsen": {
        "nik_missing": 2.5, "nik_digit": 1.5, "nik_household": 1.2, "nik_stranger": 0.2, "nik_dummy": 0.5,
        "kk_missing": 2, "kk_stale": 6, "birth_missing": 1,
        "birth_swap": 1.8, "birth_january": 3, "birth_year": 1.2, "birth_digit": 1.2, "mother_missing": 25,
        "sex_wrong": 0.6, "sex_missing": 0.2, "moved": 5, "phone": 20, "duplicate": 0.6, "name": 120,
    },
    "roster": {
        "nik_missing": 8, "nik_digit": 3.5, "nik_household": 1.5, "nik_stranger": 0.8, "nik_dummy": 1,
        "birth_missing": 8,
        "birth_swap": 2.5, "birth_january": 5, "birth_year": 2, "birth_digit": 1.5, "sex_wrong": 1, "sex_missing": 8,
        "moved": 8, "phone": 60, "duplicate": 1.5, "name": 180,
    },
}  # fmt: skip
COLUMNS = {
    "dukcapil": ("NIK", "NAMA_LGKP", "TGL_LHR", "%d-%m-%Y", "JENIS_KLMIN", "NAMA_LGKP_IBU", "NO_KK"),
    "bpjs_kesehatan": ("nik", "nama", "tglLahir", "%Y-%m-%d", "sex", "namaIbu", "noKK"),
    "bpjs_ketenagakerjaan": (
        "NO_IDENTITAS", "NAMA_LENGKAP", "TANGGAL_LAHIR", "%d/%m/%Y", "JENIS_KELAMIN", "NAMA_IBU_KANDUNG", None,
    ),
    "dtsen": (
        "nomor_induk_kependudukan", "nama", "tanggal_lahir", "%Y-%m-%d", "jenis_kelamin", "nama_ibu",
        "nomor_kartu_keluarga",
    ),
    "kemenkes": ("nik", "nama", "tanggal_lahir", "%Y-%m-%d", "jenis_kelamin", "nama_ibu", None),
    "roster": ("NIK", "Nama", "Tgl Lahir", "%d/%m/%Y", "L/P", None, None),
}  # fmt: skip
PEOPLE_WITH_NAMESAKES = 100
SEXES = {"LAKI-LAKI": "L", "PEREMPUAN": "P", "1": "L", "2": "P", "L": "L", "P": "P"}


@pytest.mark.parametrize("supplier", FLOORS)
def test_declared_error_rates_are_at_least_the_floor(supplier: str) -> None:
    declared = nested("errors_percent")[supplier]
    assert {kind: declared[kind] for kind, floor in FLOORS[supplier].items() if declared[kind] < floor} == {}


@pytest.mark.parametrize("supplier", FLOORS)
def test_errors_found_in_the_file_are_at_least_the_floor(written: Written, supplier: str) -> None:
    found = measured(written, supplier)
    rows = len(written.files[supplier])
    short = {}
    for kind, share in found.items():
        floor = FLOORS[supplier].get(kind, 0) / 100
        if share < floor - 3 * np.sqrt(floor / rows):
            short[kind] = (share, floor)
    assert short == {}


def measured(written: Written, supplier: str) -> dict[str, float]:
    """Share of records with each error, found by comparing the file with the truth."""
    nik, _, birth, form, sex, mother, kk = COLUMNS[supplier]
    rows = written.of(supplier)
    rows = rows[~rows.is_bad]
    given, true = rows[nik], rows.true_nik
    is_dummy = given.isin(["0" * 16, "1" * 16, "9" * 16, "1234567890" + "123456"])
    is_other = given.notna() & ~is_dummy & (given != true) & (given != rows.true_second_nik)
    family = given.map(written.persons.set_index("nik").family)
    near = [is_near(a, b) if other else False for a, b, other in zip(given, true, is_other, strict=True)]
    born = pd.to_datetime(rows[birth], format=form)
    truth = pd.to_datetime(rows.true_birth_date)
    wrong = born.notna() & (born != truth)
    is_swap = (
        wrong & (born.dt.day == truth.dt.month) & (born.dt.month == truth.dt.day) & (born.dt.year == truth.dt.year)
    )
    is_january = wrong & (born.dt.day == 1) & (born.dt.month == 1) & (born.dt.year == truth.dt.year) & ~is_swap
    same_sex = rows[sex].map(SEXES)
    found = {
        "nik_missing": given.isna().mean(),
        "nik_dummy": is_dummy.mean(),
        "nik_digit": float(np.mean(near)),
        "nik_household": (is_other & (family == rows.true_family)).mean(),
        "nik_stranger": (is_other & family.notna() & (family != rows.true_family) & ~np.asarray(near)).mean(),
        "birth_missing": born.isna().mean(),
        "birth_swap": is_swap.mean(),
        "birth_january": is_january.mean() * 1.02,
        "birth_year": (wrong & (born.dt.year != truth.dt.year)).mean(),
        "birth_digit": (wrong & (born.dt.year == truth.dt.year) & ~is_swap & ~is_january).mean(),
        "sex_missing": rows[sex].isna().mean(),
        "sex_wrong": (same_sex.notna() & (same_sex != rows.true_sex)).mean(),
        "duplicate": rows.is_duplicate.mean(),
    }
    if mother:
        found["mother_missing"] = rows[mother].isna().mean()
    if kk:
        found["kk_missing"] = rows[kk].isna().mean()
        found["kk_stale"] = (rows[kk].notna() & (rows[kk] != rows.true_kk)).mean()
    return {kind: float(share) for kind, share in found.items()}


def is_near(given: str, true: str) -> bool:
    """One digit wrong, or two neighbours turned round."""
    places = [k for k in range(16) if given[k] != true[k]]
    return len(places) == 1 or (len(places) == 2 and places[1] == places[0] + 1)


def test_names_differ_as_registers_differ(written: Written) -> None:
    jkn = written.of("bpjs_kesehatan")
    same = (jkn.nama == jkn.true_name).mean()
    assert 0.7 < same < 0.9
    muhammads = jkn[jkn.true_name.str.match(r"(MUHAMMAD|MUHAMAD|MOHAMAD|MOCHAMAD|MOH\.|MUH\.|M\.) ")]
    assert (muhammads.nama.str.split().str[0] != muhammads.true_name.str.split().str[0]).mean() > 0.38
    roster = written.of("roster")
    assert (roster.Nama == roster.true_name).mean() < same


def test_names_are_those_of_the_place(written: Written) -> None:
    people = written.persons
    born = pd.to_datetime(people.birth_date)
    java = people[(people.name_system == "jawa") & (born < "1965-01-01")]
    assert 0.35 < (~java.name.str.contains(" ")).mean() < 0.7
    bali = people[people.name_system == "bali"]
    assert bali.name.str.contains(r"\b(?:WAYAN|MADE|NYOMAN|KETUT|KADEK|KOMANG|PUTU)\b").mean() > 0.75
    batak = people[(people.name_system == "batak") & (people.relation_code == 4)]
    last = batak.name.str.split().str[-1]
    assert (last.groupby(batak.family).nunique() == 1).mean() > 0.98
    assert people.name.nunique() > 60_000
    most = people.name.value_counts(normalize=True)
    assert most.iloc[0] < 0.003


def test_every_row_of_every_file_has_its_person(written: Written) -> None:
    counts = written.records.groupby("supplier").size().to_dict()
    assert counts == written.report.rows
    for supplier, rows in written.files.items():
        assert counts[supplier] == len(rows)
    numbered = written.records.groupby("supplier").row
    assert (numbered.nunique() == numbered.max()).all()
    assert (numbered.min() == 1).all()
    assert written.records.true_person_id.isin(written.persons.true_person_id).all()


def test_bad_rows_are_told_and_are_bad(written: Written) -> None:
    bad = written.records[written.records.is_bad]
    assert bad.groupby("supplier").size().to_dict() == written.report.bad_rows
    assert 0.0008 < len(bad) / len(written.records) < 0.002
    rows = written.of("dukcapil")
    kind = rows.bad_kind
    assert (rows[kind == "impossible_nik"].NIK.str[8:10].astype(int) > 12).all()
    assert (pd.to_datetime(rows[kind == "future_birth"].TGL_LHR, format="%d-%m-%Y") > "2026-11-01").all()
    assert (rows[kind == "unknown_region"].NO_PROP == "99").all()
    again = rows[kind == "repeated_key"].NIK
    assert rows.NIK.value_counts()[again].min() >= 2
    cards = written.of("bpjs_kesehatan")
    assert cards.noKartu.duplicated().sum() == (cards.bad_kind == "repeated_key").sum() > 0


def test_no_number_can_be_a_real_persons(written: Written) -> None:
    people = written.persons
    both = pd.concat([people.nik, people.second_nik.dropna()])
    assert both.is_unique
    assert both.str[:6].isin(nik_district_codes()).all()
    assert both.str[12:].astype(int).between(9001, 9999).all()
    for supplier, rows in written.files.items():
        for column in (COLUMNS[supplier][0], COLUMNS[supplier][6]):
            if column:
                numbers = rows[column].dropna()
                dummies = {"0" * 16, "1" * 16, "9" * 16, "1234567890" + "123456"}
                assert numbers[~numbers.isin(dummies)].str[12].eq("9").all(), (supplier, column)
                assert numbers.str.len().eq(16).all()
    phones = written.files["bpjs_kesehatan"].noHP.dropna()
    assert phones.str.match(r"08[46][0246]\d{8}$").all()
    assert written.files["bpjs_kesehatan"].noKartu.str.match(r"9\d{12}$").all()
    assert written.files["bpjs_ketenagakerjaan"].KPJ.str.match(r"99\d{9}$").all()


def test_the_nik_says_birth_and_sex(written: Written) -> None:
    people = written.persons
    born = people.birth_date.astype(str)
    day = born.str[8:10].astype(int) + 40 * (people.sex == "P")
    told = day.astype(str).str.zfill(2) + born.str[5:7] + born.str[2:4]
    assert (people.nik.str[6:12] == told).all()


def test_twins_namesakes_and_second_numbers_occur(written: Written) -> None:
    people = written.persons
    children = people[people.relation_code == 4]
    twins = children[children.duplicated(["family", "birth_date"], keep=False)]
    assert len(twins) > 400
    assert not twins.duplicated(["family", "birth_date", "name"]).any()
    born = pd.to_datetime(people.birth_date)
    january = people[(born.dt.day == 1) & (born.dt.month == 1)]
    alike = january[january.duplicated(["name", "birth_date", "sex"], keep=False)]
    assert len(alike) > PEOPLE_WITH_NAMESAKES
    assert people.second_nik.notna().mean() * 1000 == pytest.approx(number("second_nik_per_1000"), abs=1)


def test_the_dead_are_still_in_the_registers(written: Written) -> None:
    dead = written.persons[written.persons.died_on.notna()]
    register = written.of("dukcapil")
    told = register[register.true_true_person_id.isin(dead.true_person_id)].STAT_HIDUP.value_counts(normalize=True)
    assert told["MATI"] == pytest.approx(0.7, abs=0.06)
    assert told["HIDUP"] == pytest.approx(0.3, abs=0.06)
    jkn = written.of("bpjs_kesehatan")
    status = jkn[jkn.true_true_person_id.isin(dead.true_person_id)].statusPeserta.value_counts()
    assert status["MENINGGAL"] > 300
    assert status["AKTIF"] > 100


def test_the_order_of_rows_tells_nothing(written: Written) -> None:
    for supplier, rows in written.records.groupby("supplier"):
        correlation = np.corrcoef(rows.row, rows.true_person_id)[0, 1]
        assert abs(correlation) < 4 / np.sqrt(len(rows)), supplier


def test_words_are_those_the_readers_know(written: Written) -> None:
    jkn = written.files["bpjs_kesehatan"]
    known = r"SK MENSOS \d+/HUK/\d{4}|APBD BERAKHIR|PEMDA MENUNGGAK|PHK|RESIGN|KONTRAK HABIS|ANAK > 21 TH|"
    known += r"BADAN USAHA MENUNGGAK|DATA TIDAK PADAN|KARTU GANDA|MENINGGAL|PINDAH LN|REAKTIVASI: .+|"
    known += r"CICILAN \d+/\d+|GAGAL: .+"
    causes = jkn.sebabNonaktif.dropna().unique()
    assert [cause for cause in causes if not re.fullmatch(known, cause)] == []
    assert jkn[jkn.jenisPeserta == "PBI (APBN)"].lunasSampai.isna().all()
    paid = jkn[jkn.jenisPeserta.isin(["PPU SWASTA", "PBPU", "BP"]) & (jkn.statusPeserta == "AKTIF")]
    assert paid.lunasSampai.notna().all()
    assert Path(written.folder / "mapping.yaml").read_text().count("village_code") == 1
