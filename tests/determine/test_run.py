"""Are the files written whole, sorted, the same each time, and the same in any number of chunks?"""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest

from bench.people import write_people
from payung.determine.public import DayBeforeTheLaw, determine
from payung.law.public import load_law
from payung.terms.public import table

AS_OF = date(2026, 11, 1)
PEOPLE = 4_000


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("people")
    write_people(folder, people=PEOPLE, as_of=AS_OF)
    return folder


def rows_of(path: Path) -> list[dict[str, Any]]:
    """All rows of a Parquet file or folder."""
    found: list[dict[str, Any]] = pyarrow.parquet.read_table(path).to_pylist()
    return found


def decided(people: Path, as_of: date, **how: Any) -> dict[tuple[int, str], dict[str, Any]]:
    """Determinations of the people on a day, by person and programme."""
    determine(people, as_of=as_of, law=load_law(), memory_limit="1GB", **how)
    return {(row["person_id"], row["programme"]): row for row in rows_of(people / "determinations.parquet")}


def test_the_files_are_declared_sorted_and_counted(people: Path) -> None:
    report = determine(people, as_of=AS_OF, law=load_law(), memory_limit="1GB")
    for name in ("determinations", "clocks"):
        rows = rows_of(people / f"{name}.parquet")
        keys = [tuple(row[column] for column in table(name).key) for row in rows]
        assert tuple(rows[0]) == table(name).column_names
        assert keys == sorted(set(keys))
        assert len(rows) == getattr(report, name)
    assert sum(report.by_status.values()) == report.determinations


def test_two_runs_give_the_same_bytes(people: Path) -> None:
    files = [people / "determinations.parquet", people / "clocks.parquet"]
    first = [decided(people, AS_OF) and file.read_bytes() for file in files]
    assert [decided(people, AS_OF) and file.read_bytes() for file in files] == first


def test_chunks_do_not_change_the_answer(people: Path) -> None:
    whole = decided(people, AS_OF)
    assert decided(people, AS_OF, people_in_a_chunk=700) == whole


def test_everybody_alive_has_one_row_of_health_insurance(people: Path) -> None:
    found = decided(people, AS_OF)
    members = {row["person_id"] for row in rows_of(people / "memberships.parquet") if row["programme"] == "JKN"}
    meant = {
        person["person_id"]
        for person in rows_of(people / "persons.parquet")
        if person["life_status"] == "ALIVE"
        or person["person_id"] in members
        or (person["died_on"] is not None and person["died_on"] > AS_OF)
    }
    assert {person for person, programme in found if programme == "JKN"} == meant
    unfilled = [row for row in found.values() if not (row["article"] and row["decided_by"] and row["next_move_by"])]
    assert unfilled == []


@pytest.mark.parametrize("last", [date(2026, 11, 16), date(2026, 11, 30), date(2026, 12, 31)])
def test_a_status_holds_to_its_last_day_and_not_longer(people: Path, last: date) -> None:
    ending = {key: row for key, row in decided(people, AS_OF).items() if row["until"] == last}
    assert ending
    on_the_day, the_day_after = decided(people, last), decided(people, last + timedelta(days=1))
    assert [key for key, row in ending.items() if on_the_day[key]["status"] != row["status"]] == []
    assert [key for key, row in ending.items() if the_day_after[key]["status"] == row["status"]] == []


@pytest.mark.parametrize("first", [date(2026, 11, 1), date(2026, 10, 16), date(2026, 8, 1)])
def test_a_reason_begins_on_its_first_day(people: Path, first: date) -> None:
    def told(row: dict[str, Any]) -> tuple[Any, ...]:
        return row["status"], row["reason"], row["since"]

    begun = {key: row for key, row in decided(people, AS_OF).items() if row["since"] == first}
    assert begun
    on_the_day, the_day_before = decided(people, first), decided(people, first - timedelta(days=1))
    assert [key for key, row in begun.items() if told(on_the_day[key]) != told(row)] == []
    assert [key for key, row in begun.items() if told(the_day_before[key]) == told(row)] == []


def test_a_day_before_the_rules_is_refused(people: Path) -> None:
    with pytest.raises(DayBeforeTheLaw, match="2014-01-01"):
        determine(people, as_of=date(2013, 12, 31), law=load_law())


def test_missing_tables_are_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"persons\.parquet"):
        determine(tmp_path, as_of=AS_OF, law=load_law())
