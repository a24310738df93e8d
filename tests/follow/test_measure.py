"""Is each indicator the count it says, does the account of flows add up, and are the files the same each time?"""

import csv
import io
import json
from typing import Any

import pytest

from payung.follow.export import as_csv, as_json, as_sdmx_csv, exported
from payung.follow.flow import flow_account, flow_accounts
from payung.follow.flow_file import flows_as_csv, flows_as_json, flows_as_sdmx_csv
from payung.follow.funnel import data_funnel, published
from payung.follow.measure import compared, figures
from payung.ledger.public import kept, load
from payung.terms.public import codes
from tests.country import PEOPLE, write_tables


def counts(programme: str = "JKN", region: str = "") -> dict[str, tuple[int | None, int | None]]:
    """Numerator and denominator of each indicator."""
    return {one.now.indicator.id: (one.now.numerator, one.now.denominator) for one in compared(programme, region)}


@pytest.mark.django_db
def test_the_indicators_of_twelve_people() -> None:
    found = counts()
    assert found["registered_share"] == (11, 12)
    assert found["active_share"] == (4, 12)
    assert found["active_of_registered"] == (4, 11)
    assert found["inactive_arrears"] == (3, 8)
    assert found["inactive_payer_lost"] == (2, 8)
    assert found["paid_by_others"] == (2, 4)
    assert found["best_route_now"][0] == 700_000
    assert found["clocks_30"] == (2, None)
    assert found["uhc_regions"] == (0, 3)
    assert found["lapse_rate"] == (None, None)


@pytest.mark.django_db
def test_small_counts_of_regions_are_hidden_and_say_so() -> None:
    by_region = figures("JKN", "", kept.loads(1)[0])
    province = {one.indicator.id: one for one in by_region["33"]}
    assert province["inactive_payer_lost"].is_hidden
    assert province["inactive_payer_lost"].numerator is None
    assert not by_region[""][0].is_hidden
    exact = {one.indicator.id: one for one in figures("JKN", "", kept.loads(1)[0], is_exact=True)["33"]}
    assert not exact["inactive_payer_lost"].is_hidden


@pytest.mark.django_db
def test_an_indicator_counts_known_codes_only() -> None:
    for one in compared("JKN"):
        for part in ("numerator", "denominator"):
            wanted = one.now.indicator.count.get(part, {})
            assert set(wanted.get("reason", ())) <= set(codes("reasons"))
            assert set(wanted.get("segment", ())) <= set(codes("segments"))
            assert set(wanted.get("status", ())) <= set(codes("statuses"))
        assert set(one.now.indicator.count.get("without", ())) <= set(codes("clocks"))


@pytest.mark.django_db
def test_files_are_the_same_each_time_and_carry_their_lineage() -> None:
    for write in (as_csv, as_json, as_sdmx_csv):
        assert write(exported("JKN")) == write(exported("JKN"))
    rows = list(csv.DictReader(io.StringIO(as_csv(exported("JKN")).removeprefix("\ufeff"))))
    active = next(row for row in rows if (row["indicator"], row["region"]) == ("active_share", ""))
    assert (active["numerator"], active["denominator"], active["value"]) == ("4", "12", "33.3")
    assert active["run_id"] == str(kept.loads(1)[0].run_id)
    hidden = [row for row in rows if row["is_hidden"] == "true"]
    assert hidden != []
    assert {(row["numerator"], row["value"]) for row in hidden} == {("", "")}


# The head and the columns of the form MS-Ind (BPS Regulation 5/2020).
MS_IND = {
    *("nama_kegiatan", "kode_kegiatan", "penyelenggara", "nama_indikator", "konsep", "definisi", "interpretasi"),
    *("metode_rumus_penghitungan", "ukuran", "satuan", "klasifikasi_penyajian", "indikator_komposit"),
    *("publikasi_ketersediaan_indikator_pembangun", "nama_indikator_pembangun", "nama_variabel_pembangun"),
    *("kegiatan_penghasil_variabel_pembangun", "level_estimasi", "dapat_diakses_umum"),
}


@pytest.mark.django_db
def test_metadata_has_the_fields_of_satu_data_indonesia() -> None:
    found = json.loads(as_json(exported("JKN")))["metadata"]["active_share"]
    assert set(found) == MS_IND | {"di_luar_formulir"}
    for field in ("nama_indikator", "konsep", "definisi", "interpretasi", "metode_rumus_penghitungan", "ukuran"):
        assert found[field]
    for field in ("satuan", "nama_variabel_pembangun", "level_estimasi", "penyelenggara"):
        assert found[field]
    assert set(found["di_luar_formulir"]) == {"pembilang", "penyebut", "tanggal_data", "asal_usul"}
    assert found["kegiatan_penghasil_variabel_pembangun"]
    composite = json.loads(as_json(exported("JKN")))["metadata"]["uhc_regions"]
    assert composite["nama_indikator_pembangun"]
    assert composite["nama_variabel_pembangun"] == []


@pytest.mark.django_db
def test_sdmx_csv_has_its_three_leading_columns_and_one_key_a_row() -> None:
    content = as_sdmx_csv(exported("JKN"))
    assert content.count("\r\n") == content.count("\n")
    rows = list(csv.reader(io.StringIO(content)))
    assert rows[0][:3] == ["STRUCTURE", "STRUCTURE_ID", "ACTION"]
    assert {tuple(row[:3]) for row in rows[1:]} == {("dataflow", "PAYUNG:COVERAGE(1.0.0)", "I")}
    keys = [tuple(row[3:7]) for row in rows[1:]]
    assert len(keys) == len(set(keys))
    # Without a value: suppressed, or a rate of flows that a first load cannot have.
    assert {(row[11], row[12]) for row in rows[1:] if row[7] == ""} == {("Q", "C"), ("O", "F")}


@pytest.mark.django_db
def test_the_funnel_of_the_data_and_the_three_figures_of_2026() -> None:
    found = data_funnel()
    assert found is not None
    assert [(one.code, one.people) for one in found.stages][:3] == [
        ("removed_not_active", 1),
        ("in_window", 1),
        ("free_way_is_best", 1),
    ]
    assert [one.people for one in published()] == [120_472, 105_508, 106_153, 102_921]


@pytest.fixture
def two(empty_base: str, tmp_path: Any) -> None:
    """Two loads in a base of their own, of which the second has lost two people."""
    load(write_tables(tmp_path / "one"))
    load(write_tables(tmp_path / "two", PEOPLE[:10]))


def test_the_account_of_flows_adds_up(two: None) -> None:
    found = flow_account("JKN")
    assert found is not None
    for one in (*found.payers, *found.causes):
        assert None not in (one.before, one.left, one.came, one.now)
        assert (one.before or 0) - (one.left or 0) + (one.came or 0) == one.now
    assert sum(one.left or 0 for one in (*found.payers, *found.causes)) == 2
    assert [(one.from_place, one.to_status, one.people) for one in found.moves] == [
        ("IDENTITY_MISMATCH", "ABSENT", 1),
        ("WAITING_PERIOD", "ABSENT", 1),
    ]
    assert (found.inactive.before, found.inactive.left, found.inactive.came, found.inactive.now) == (8, 2, 0, 6)
    accounts = flow_accounts("JKN")
    for write in (flows_as_csv, flows_as_json, flows_as_sdmx_csv):
        assert write(accounts) == write(flow_accounts("JKN"))
    rows = list(csv.DictReader(io.StringIO(flows_as_csv(accounts).removeprefix("\ufeff"))))
    whole = next(row for row in rows if (row["region"], row["status"], row["payer"]) == ("", "NOT_ACTIVE", ""))
    assert [whole[name] for name in ("before", "left", "came", "moved", "now")] == ["8", "2", "0", "0", "6"]
    assert {row["left"] for row in rows if row["is_hidden"] == "true"} == {""}
    assert {row["region"] for row in rows} == {"", "32", "33", "52"}
    assert set(json.loads(flows_as_json(accounts))["columns"]) == {"before", "left", "came", "moved", "now"}
    told = list(csv.DictReader(io.StringIO(flows_as_sdmx_csv(accounts))))
    keys = [tuple(row[name] for name in list(row)[3:9]) for row in told]
    assert len(keys) == len(set(keys))
    assert {(row["OBS_STATUS"], row["CONF_STATUS"]) for row in told if not row["OBS_VALUE"]} == {("Q", "C")}
    assert counts()["reactivation_rate"] == (0, 6)
    assert counts()["lapse_rate"] == (0, 4)
