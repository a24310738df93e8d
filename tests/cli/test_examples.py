"""Can the files that a newcomer is given be handed in, do they hold faults, and are they the same twice?"""

import csv
from datetime import UTC, datetime, time
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model

from payung.act.public import ensure_demo_list, read_list
from payung.cli.examples import DECREE, PAYROLL, WAGE, WORKERS, write_examples
from payung.ledger.public import demo_village, enrolment_lists, ensure_demo_accounts, load, scope
from tests.country import AS_OF, write_tables

REGION = "32.01"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example files of the country of the tests."""
    data = tmp_path_factory.mktemp("examples")
    return write_examples(data, write_tables(data / "tables"), AS_OF, REGION)


def test_the_list_of_workers_is_read_whole_and_has_faults(folder: Path) -> None:
    rows = read_list(folder / WORKERS, WORKERS, on=AS_OF, with_jht=False)
    with (folder / WORKERS).open(encoding="utf-8") as handle:
        assert len(rows) == sum(1 for _ in handle) - 1
    assert {fault for row in rows for fault in row.faults} == {"NIK_FAULTY", "REPEATED_ROW"}
    assert any(row.told.income_monthly_idr is None for row in rows)
    assert any(row.told.nik and row.told.income_monthly_idr and not row.faults for row in rows)


def test_an_employers_list_names_workers_and_what_they_earn(folder: Path) -> None:
    rows = read_list(folder / PAYROLL, PAYROLL, on=AS_OF, with_jht=False)
    workers = [row.told for row in rows if row.told.role == "WORKER"]
    assert workers
    assert {told.start_on for told in workers} <= {AS_OF, None}
    # Of three workers or more one has no wage and one no first day; of one the wage is below the minimum.
    assert {told.income_monthly_idr for told in workers} - {WAGE}


def test_the_decree_takes_out_and_puts_in_no_more_than_that(folder: Path) -> None:
    with (folder / DECREE).open(encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    actions = [row["tindakan"] for row in rows]
    assert actions.count("TAMBAH") <= actions.count("HAPUS")
    assert {row["tanggal_berlaku"] for row in rows} <= {"2027-02-01"}
    assert len({row["nik"] for row in rows}) == len(rows)


def test_the_same_tables_give_the_same_files(folder: Path, tmp_path: Path) -> None:
    again = write_examples(tmp_path, folder.parent / "tables", AS_OF, REGION)
    for name in (WORKERS, PAYROLL, DECREE):
        assert (again / name).read_bytes() == (folder / name).read_bytes()


def test_a_region_without_workers_gets_an_empty_list(folder: Path, tmp_path: Path) -> None:
    again = write_examples(tmp_path, folder.parent / "tables", AS_OF, "00.00")
    assert (again / WORKERS).read_text(encoding="utf-8").count("\n") == 1


def test_the_demo_collective_hands_it_in_once(empty_base: str, tmp_path: Path) -> None:
    load(write_tables(tmp_path / "tables"))
    ensure_demo_accounts()
    file = write_examples(tmp_path, tmp_path / "tables", AS_OF, demo_village()[:5]) / WORKERS
    at = datetime.combine(AS_OF, time(14), UTC)
    nobody = write_examples(tmp_path / "other", tmp_path / "tables", AS_OF, "00.00") / WORKERS
    assert ensure_demo_list(nobody, on=AS_OF, at=at) == 0
    assert ensure_demo_list(file, on=AS_OF, at=at) == file.read_text(encoding="utf-8").count("\n") - 1 > 5
    with scope(get_user_model().objects.get(username="collective")):
        [handed_in] = enrolment_lists()
    assert handed_in.rows_taken > 0
    assert handed_in.rows_refused > 0
    assert ensure_demo_list(file, on=AS_OF, at=at) == 0
