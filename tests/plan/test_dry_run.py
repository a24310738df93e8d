"""Does a dry run judge every row, say who is hit and what is left, add up, and change nothing?"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest

from payung.law.public import load_law
from payung.plan.public import DryRun, Quota, TableMissing, dry_run, read_report
from payung.terms.public import codes, table
from tests.plan.small import AS_OF, nik_of, persons

HEAD = "nik,tindakan,tanggal_berlaku,pembayar\n"
DAY = "2027-02-01"
OUTPUTS = ("decree_rows", "decree_hits", "decree_regions", "decree_payers", "decree_batches")
# What is written of a row, and the fault found; None is taken. No person is meant twice.
ROWS = [
    ("{1},HAPUS,2027-02-01,APBN", None),
    ("{11},TAMBAH,01-02-2027,PBI", None),
    ("{24},HAPUS,2027-02-01,APBD", None),
    ("{22},tambah,01/02/2027,", None),
    (",HAPUS,2027-02-01,APBN", "NO_NUMBER"),
    ("{2},LIHAT,2027-02-01,APBN", "UNKNOWN_ACTION"),
    ("{3},HAPUS,,APBN", "NO_EFFECT_DATE"),
    ("{4},HAPUS,segera,APBN", "NO_EFFECT_DATE"),
    ("{5},HAPUS,2026-11-01,APBN", "EFFECT_DATE_PAST"),
    ("{7},HAPUS,2027-02-01,swasta", "UNKNOWN_PAYER"),
    ("3201019999999999,HAPUS,2027-02-01,APBN", "UNKNOWN_PERSON"),
    ("{25},TAMBAH,2027-02-01,APBN", "DEAD"),
    ("{23},HAPUS,2027-02-01,APBN", "NOT_ON_LIST"),
    ("{8},HAPUS,2027-02-01,APBD", "NOT_ON_LIST"),
    ("{6},TAMBAH,2027-02-01,APBN", "ALREADY_ON_LIST"),
    ("{20},TAMBAH,2027-02-01,APBN", "EMPLOYER_MUST_COVER"),
    ("{17},HAPUS,2027-02-01,APBN", "REPEATED"),
    ("{17},TAMBAH,2027-02-01,APBN", "REPEATED"),
]


def write(folder: Path, *lines: str) -> Path:
    """A list with these lines, `{n}` standing for the NIK of the person n."""
    niks = {str(row["person_id"]): row["nik"] for row in persons()}
    text = "\n".join(lines)
    for number, nik in niks.items():
        text = text.replace(f"{{{number}}}", nik)
    path = folder / "daftar.csv"
    path.write_text(HEAD + text + "\n", encoding="utf-8")
    return path


def rows(out: Path, name: str) -> list[dict[str, Any]]:
    """The rows of one of the tables written."""
    found: list[dict[str, Any]] = pyarrow.parquet.read_table(out / f"{name}.parquet").to_pylist()
    return found


@pytest.fixture(scope="module")
def done(tables: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[DryRun, Path]:
    """A decree that removes families 1, 4, 9 (the wife) and 17, and adds two poor people of Bogor."""
    out = tmp_path_factory.mktemp("decree")
    off = [f"{{{number}}},HAPUS,{DAY},APBN" for number in (1, 2, 3, 4, 5, 9, 17)]
    on = [f"{{{number}}},TAMBAH,{DAY},APBN" for number in (11, 12)]
    return dry_run(write(out, *off, *on), tables, out), out


def hits(out: Path) -> Mapping[int, dict[str, Any]]:
    """Who is hit, by number."""
    return {row["person_id"]: row for row in rows(out, "decree_hits")}


@pytest.fixture(scope="module")
def judged(tables: Path, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """The rows of one list in which every fault occurs."""
    out = tmp_path_factory.mktemp("faults")
    dry_run(write(out, *(line for line, _ in ROWS)), tables, out)
    return rows(out, "decree_rows")


@pytest.mark.parametrize("place", range(len(ROWS)), ids=[f"{fault}-{line}" for line, fault in ROWS])
def test_each_row_is_judged(judged: list[dict[str, Any]], place: int) -> None:
    _, fault = ROWS[place]
    assert judged[place]["row"] == place + 1
    assert judged[place]["fault"] == fault
    assert judged[place]["outcome"] == ("ACCEPTED" if fault is None else "REJECTED")
    assert fault is None or fault in codes("decree_faults")


def test_a_list_of_which_nothing_can_be_used_is_refused(tables: Path, tmp_path: Path) -> None:
    found = dry_run(write(tmp_path, "3201019999999999,HAPUS,2027-02-01,APBN"), tables, tmp_path)
    assert (found.refusals, found.faults) == (("NOTHING_ACCEPTED",), {"UNKNOWN_PERSON": 1})
    assert rows(tmp_path, "decree_hits") == []


def test_who_is_hit_and_how_vulnerable(done: tuple[DryRun, Path]) -> None:
    report, out = done
    found = hits(out)
    assert found[1]["vulnerable_groups"] == "DIALYSIS"
    assert found[1]["is_in_treatment"]
    assert found[5]["vulnerable_groups"] == "PREGNANT"
    assert found[2]["vulnerable_groups"] == ""
    assert list(report.groups) == list(codes("vulnerable_groups"))
    hit = {code: counts for code, counts in report.groups.items() if counts != (0, 0)}
    assert hit == {"DIALYSIS": (1, 1), "PREGNANT": (1, 1)}
    assert (report.removed, report.added, report.newly_active) == (7, 2, 2)
    assert (report.in_treatment, report.in_treatment_dropped, report.bridged) == (2, 2, 1)


def test_the_bridge_of_the_ill_is_told_with_its_end_and_is_not_cover(done: tuple[DryRun, Path]) -> None:
    found = hits(done[1])
    assert (found[1]["reason_after"], found[1]["covered_until"]) == ("CHRONIC_BRIDGE", date(2027, 1, 31))
    assert found[1]["is_dropped"]
    assert (found[5]["reason_after"], found[5]["is_active_after"]) == ("REMOVED_FROM_PBI", False)


def test_what_is_left_is_a_route_of_ones_own_with_its_price(done: tuple[DryRun, Path]) -> None:
    found = hits(done[1])
    assert (found[9]["route"], found[9]["route_kind"], found[9]["price_now_idr"]) == ("JOIN_FAMILY_WORKER", "FREE", 0)
    assert not found[9]["is_dropped"]
    rate = load_law().value("jkn.pbpu_bp.kelas3_member_pays", AS_OF)
    assert (found[2]["route"], found[2]["route_kind"], found[2]["people"]) == ("BACK_PAY", "PAID", 3)
    assert found[2]["price_now_idr"] == 3 * int(str(rate))
    assert found[2]["days_without"] == 0
    assert found[11]["route_kind"] is None


def test_regions_add_up(done: tuple[DryRun, Path]) -> None:
    report, out = done
    regions = {row["regency_code"]: row for row in rows(out, "decree_regions")}
    bogor, semarang = regions["32.01"], regions["33.74"]
    assert (bogor["on_list_before"], bogor["on_list_after"]) == (9, 5)
    assert (bogor["removed"], bogor["added"], bogor["dropped"]) == (6, 2, 5)
    assert bogor["active_after"] == bogor["active_before"] - 6 + 2
    assert bogor["registered_after"] == bogor["registered_before"] + 2
    assert bogor["share_after"] == bogor["active_after"] * 100_000 // bogor["registered_after"]
    assert (semarang["removed"], semarang["added"], semarang["quota"]) == (1, 0, 5)
    assert report.national["after"] == sum(row["on_list_after"] for row in regions.values())


def test_payers(done: tuple[DryRun, Path]) -> None:
    found = {(row["payer"], row["basis"]): row for row in rows(done[1], "decree_payers")}
    rate = int(str(load_law().value("jkn.pbi.contribution", AS_OF)))
    assert found["STATE", "DECREE"]["people"] == -5
    assert found["STATE", "DECREE"]["monthly_idr"] == -5 * rate
    own = int(str(load_law().value("jkn.pbpu_bp.kelas3_member_pays", AS_OF)))
    assert found["FAMILY", "OWN_ROUTE"]["now_idr"] == 6 * own
    assert found["PEMDA", "OTHER_BUDGET"]["people"] == 6


def test_days_of_notice_objection_and_undoing(done: tuple[DryRun, Path]) -> None:
    found = rows(done[1], "decree_batches")
    assert [(row["regency_code"], row["action"], row["people"]) for row in found] == [
        ("32.01", "ADD", 2),
        ("32.01", "REMOVE", 6),
        ("33.74", "REMOVE", 1),
    ]
    one = found[1]
    assert (one["notice_on"], one["objection_until"]) == (date(2026, 12, 3), date(2027, 1, 2))
    assert one["undo_until"] == date(2027, 7, 31)
    assert not one["is_notice_too_late"]


def test_a_notice_that_cannot_be_given_any_more_is_marked(tables: Path, tmp_path: Path) -> None:
    path = write(tmp_path, "{1},HAPUS,2026-12-01,APBN")
    dry_run(path, tables, tmp_path)
    assert rows(tmp_path, "decree_batches")[0]["is_notice_too_late"]
    dry_run(path, tables, tmp_path, choices={"notice_days": 30})
    assert not rows(tmp_path, "decree_batches")[0]["is_notice_too_late"]


@pytest.mark.parametrize(
    ("quota", "refusals"),
    [
        (Quota(15, {"32.01": 10}), ("OVER_NATIONAL_QUOTA", "OVER_REGENCY_QUOTA")),
        (Quota(16, {"32.01": 11}), ()),
    ],
)
def test_a_list_over_its_quota_is_refused(
    tables: Path, tmp_path: Path, quota: Quota, refusals: tuple[str, ...]
) -> None:
    found = dry_run(
        write(tmp_path, "{11},TAMBAH,2027-02-01,APBN", "{12},TAMBAH,2027-02-01,APBN"), tables, tmp_path, quota=quota
    )
    assert found.refusals == refusals
    assert read_report(tmp_path)["is_refused"] is bool(refusals)


def test_without_a_quota_of_its_own_a_regency_keeps_the_places_it_holds(tables: Path, tmp_path: Path) -> None:
    found = dry_run(write(tmp_path, "{11},TAMBAH,2027-02-01,APBN"), tables, tmp_path)
    assert (found.refusals, found.quota_origin) == (("OVER_REGENCY_QUOTA",), "CURRENT")


def test_nothing_is_changed_and_two_runs_are_alike(tables: Path, done: tuple[DryRun, Path], tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in tables.glob("*.parquet")}
    again = dry_run(done[1] / "daftar.csv", tables, tmp_path)
    assert again == done[0]
    for name in OUTPUTS:
        assert (tmp_path / f"{name}.parquet").read_bytes() == (done[1] / f"{name}.parquet").read_bytes()
        assert tuple(pyarrow.parquet.read_schema(tmp_path / f"{name}.parquet").names) == table(name).column_names
    assert {path.name: path.read_bytes() for path in tables.glob("*.parquet")} == before


def test_a_folder_that_is_no_run_is_told(tmp_path: Path) -> None:
    with pytest.raises(TableMissing, match="payung run"):
        dry_run(write(tmp_path, f"{nik_of(1)},HAPUS,{DAY},APBN"), tmp_path / "none", tmp_path / "out")
