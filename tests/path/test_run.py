"""Are whole folders of tables turned into the same paths every time, whole families together, and is a mistake told?"""

from datetime import date
from pathlib import Path

import pyarrow.parquet
import pytest

from bench.people import write_people
from payung.determine.public import determine
from payung.engine.public import UnknownEngine, open_engine
from payung.law.public import load_law
from payung.path.public import PathReport, find_paths
from payung.terms.public import codes, table

AS_OF = date(2026, 11, 1)
PEOPLE = 6_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tables of a few thousand made-up people, determined."""
    made = tmp_path_factory.mktemp("people")
    write_people(made, people=PEOPLE, as_of=AS_OF)
    determine(made, as_of=AS_OF, law=load_law())
    return made


def test_two_runs_write_the_same_bytes(folder: Path) -> None:
    first = found(folder)
    once = (folder / "paths.parquet").read_bytes()
    again = found(folder)
    assert (folder / "paths.parquet").read_bytes() == once
    assert (again.paths, again.people, again.routes, again.best) == (
        first.paths,
        first.people,
        first.routes,
        first.best,
    )


def test_the_table_is_as_declared_and_sorted_by_its_key(folder: Path) -> None:
    report = found(folder)
    written = pyarrow.parquet.read_table(folder / "paths.parquet")
    assert tuple(written.column_names) == table("paths").column_names
    keys = list(zip(*(written[name].to_pylist() for name in table("paths").key), strict=True))
    assert keys == sorted(set(keys))
    assert report.paths == len(keys) == sum(report.routes.values())
    assert report.people == len({key[0] for key in keys})


def test_chunks_change_nothing(folder: Path) -> None:
    found(folder)
    whole = pyarrow.parquet.read_table(folder / "paths.parquet")
    report = found(folder, people_in_a_chunk=1_000)
    assert report.chunks > 1
    assert pyarrow.parquet.read_table(folder / "paths.parquet").equals(whole)
    found(folder)


def test_everybody_without_cover_has_a_route_unless_the_law_leaves_none(folder: Path) -> None:
    found(folder)
    with open_engine("duckdb") as engine:
        for name in ("determinations", "persons", "paths"):
            engine.register(name, folder / f"{name}.parquet")
        without = engine.rows(
            "SELECT DISTINCT d.reason FROM determinations d LEFT JOIN paths p "
            "ON p.person_id = d.person_id AND p.programme = 'JKN' AND p.is_best "
            "WHERE d.programme = 'JKN' AND d.status <> 'ACTIVE' AND p.person_id IS NULL"
        )
        old = engine.rows(
            "SELECT DISTINCT d.reason, age_now >= 65 FROM (SELECT *, date_diff('year', birth_date, DATE '2026-11-01')"
            " - CASE WHEN strftime(birth_date, '%m%d') > '1101' THEN 1 ELSE 0 END AS age_now FROM persons) p "
            "JOIN determinations d ON d.person_id = p.person_id AND d.programme = 'JKK' AND d.status <> 'ACTIVE' "
            "LEFT JOIN paths r ON r.person_id = d.person_id AND r.programme = 'BPU' "
            "WHERE r.person_id IS NULL AND p.works_as <> 'NONE' AND d.reason NOT IN ('DECEASED', 'LEFT_THE_COUNTRY')"
        )
    assert {reason for (reason,) in without} <= {"LEFT_THE_COUNTRY"}
    assert all(is_old for _, is_old in old)


def test_nobody_who_is_covered_for_good_gets_a_route(folder: Path) -> None:
    found(folder)
    ending = {"CHRONIC_BRIDGE", "LAYOFF_COVER", "NEWBORN_WINDOW"}
    with open_engine("duckdb") as engine:
        for name in ("determinations", "paths"):
            engine.register(name, folder / f"{name}.parquet")
        covered = engine.rows(
            "SELECT DISTINCT d.reason FROM determinations d JOIN paths p ON p.person_id = d.person_id "
            "AND p.programme = 'JKN' WHERE d.programme = 'JKN' AND d.status = 'ACTIVE'"
        )
        proposed = engine.rows("SELECT COUNT(*) FROM paths WHERE route = 'WRITE_OFF' OR article IS NULL")
    assert {reason for (reason,) in covered} <= ending
    assert proposed == [(0,)]


def test_a_proposal_is_offered_only_in_a_scenario(folder: Path) -> None:
    law = load_law().with_switched_on({codes("routes")["WRITE_OFF"].facts["law"]})
    report = find_paths(folder, as_of=AS_OF, law=law, switched_on={"WRITE_OFF"})
    assert report.routes["WRITE_OFF"] > 0
    assert "WRITE_OFF" not in found(folder).routes


def test_a_route_that_is_no_proposal_cannot_be_switched_on(folder: Path) -> None:
    with pytest.raises(ValueError, match="no proposed route is called PAY_ARREARS"):
        find_paths(folder, as_of=AS_OF, law=load_law(), switched_on={"PAY_ARREARS"})


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"persons\.parquet is missing"):
        find_paths(tmp_path, as_of=AS_OF, law=load_law())


def test_an_engine_that_does_not_exist_is_named(folder: Path) -> None:
    with pytest.raises(UnknownEngine, match="abacus"):
        find_paths(folder, as_of=AS_OF, law=load_law(), engine="abacus")


def found(folder: Path, people_in_a_chunk: int = 500_000) -> PathReport:
    """Paths of the folder on the day of the tests."""
    return find_paths(folder, as_of=AS_OF, law=load_law(), people_in_a_chunk=people_in_a_chunk)
