"""Is a load whole or absent, and harmless when repeated?"""

import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import psycopg
import pyarrow.parquet
import pytest
from django.db import connections

import payung.ledger.load.tables as loading
from payung.ledger.base.ground import migrate
from payung.ledger.base.protect import add_key
from payung.ledger.error import LoadFailed
from payung.ledger.public import coverage, current_run, load, participant, participants_of
from payung.ledger.reader.scope import _vault, system_scope
from tests.country import PEOPLE, nik_of, rows_of, write_table, write_tables


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """The country's tables in a folder that a test may spoil."""
    return write_tables(tmp_path / "tables")


def owner_rows(statement: str) -> list[tuple[Any, ...]]:
    """Rows as the owner sees them."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


def parts() -> set[str]:
    """Names of the partitions that stand."""
    return {name for (name,) in owner_rows("SELECT tablename FROM pg_tables WHERE schemaname = 'ledger_run'")}


def stand() -> tuple[list[Any], set[str]]:
    """What stands now: the newest run, all counts, and the partitions."""
    return [current_run(), coverage("nation", "", "JKN")], parts()


def test_every_row_arrives(empty_base: str, tables: Path) -> None:
    report = load(tables)
    rows = rows_of()
    expected = {
        "person": len(rows["persons"]),
        "record": len(rows["records"]),
        "membership": len(rows["memberships"]),
        "determination": len(rows["determinations"]),
        "clock": len(rows["clocks"]),
        "path": len(rows["paths"]),
        "review": 1,
        "reject": 1,
    }
    assert expected.items() <= report.rows.items()
    assert not report.is_repeated
    for table, count in expected.items():
        assert owner_rows(f"SELECT count(*) FROM ledger_run.{table}_g1") == [(count,)]
    run = current_run()
    assert run is not None
    assert (run.generation, run.law_version, run.counts["loaded"]) == (1, "test", report.rows)


def test_the_same_tables_again_change_nothing(empty_base: str, tables: Path) -> None:
    first = load(tables)
    before = stand()
    again = load(tables)
    assert again.is_repeated
    assert (again.generation, again.rows) == (first.generation, first.rows)
    assert stand() == before


def test_a_forced_load_gives_the_same_rows_without_doubles(empty_base: str, tables: Path) -> None:
    first = load(tables)
    counts = coverage("village", "32.01.02", "JKN")
    for generation in (2, 3, 4):
        again = load(tables, force=True)
        assert (again.generation, again.rows) == (generation, first.rows)
    assert coverage("village", "32.01.02", "JKN") == counts
    # The one before stays for pages that began with it; older ones are gone.
    assert {name.rpartition("_g")[2] for name in parts()} == {"3", "4"}


def test_after_a_change_of_keys_the_same_tables_are_loaded_anew(empty_base: str, tables: Path, settings: Any) -> None:
    settings.KEY_FILE = tables / "own.key"
    migrate()
    load(tables)
    add_key(tables / "own.key")
    _vault.cache_clear()
    assert not load(tables).is_repeated


def test_a_new_run_replaces_the_old(empty_base: str, tables: Path) -> None:
    load(tables)
    shutil.rmtree(tables)
    report = load(write_tables(tables, PEOPLE[:5]))
    assert report.rows["person"] == 5
    assert sum(row.people for row in coverage("nation", "", "JKN")) == 5


def test_a_load_whose_connection_is_cut_leaves_yesterday(
    empty_base: str, tables: Path, server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(tables)
    before = stand()

    def cut(connection: psycopg.Connection, *_: object) -> None:
        with psycopg.connect(server.url("admin"), autocommit=True) as admin:
            admin.execute("SELECT pg_terminate_backend(%s)", [connection.info.backend_pid])
        connection.execute("SELECT 1")

    monkeypatch.setattr(loading, "_enter_run", cut)
    with pytest.raises(psycopg.OperationalError):
        load(tables, force=True)
    assert stand() == before
    monkeypatch.undo()
    assert load(tables, force=True).generation == 2


def test_a_killed_process_leaves_yesterday(empty_base: str, tables: Path, server: Any) -> None:
    load(tables)
    before = stand()
    program = (
        "import os, signal, sys; from pathlib import Path\n"
        "import django; django.setup()\n"
        "from django.conf import settings; from django.db import connections\n"
        "settings.KEY_FILE = Path(sys.argv[3]); connections.settings['owner']['NAME'] = sys.argv[1]\n"
        "import payung.ledger.load.tables as loading\n"
        "loading._enter_run = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "loading.load(Path(sys.argv[2]), force=True)\n"
    )
    from django.conf import settings

    command = [sys.executable, "-c", program, empty_base, str(tables), str(settings.KEY_FILE)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == -9, done.stderr
    assert load(tables).is_repeated
    assert stand() == before


def test_readers_do_not_wait_for_a_load(empty_base: str, tables: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a load stands just before its commit, pages read the rows before it."""
    load(tables)
    at_the_end, may_go_on = threading.Event(), threading.Event()
    enter = loading._enter_run

    def wait(*arguments: Any) -> None:
        enter(*arguments)
        at_the_end.set()
        assert may_go_on.wait(30)

    monkeypatch.setattr(loading, "_enter_run", wait)
    loader = threading.Thread(target=lambda: load(tables, force=True))
    loader.start()
    try:
        assert at_the_end.wait(60)
        with connections["default"].cursor() as cursor:
            cursor.execute("SET lock_timeout = '1s'")
        run = current_run()
        assert run is not None
        assert run.generation == 1
        with system_scope(), connections["default"].cursor() as cursor:
            cursor.execute("SELECT count(*) FROM ledger.person WHERE generation = 1")
            assert cursor.fetchone() == (len(PEOPLE),)
    finally:
        may_go_on.set()
        loader.join()
    run = current_run()
    assert run is not None
    assert run.generation == 2


def spoil(tables: Path, name: str, column: str, value: object) -> None:
    """Write a table again with another value in the first row."""
    rows = rows_of()[name]
    write_table(tables, name, [{**rows[0], column: value}, *rows[1:]])


@pytest.mark.parametrize(
    ("name", "column", "value", "says"),
    [
        ("determinations", "reason", "BECAUSE", "determinations.reason: .'BECAUSE'. is not in the list reasons"),
        ("determinations", "next_move_by", "WHOEVER", "not in the list movers"),
        ("clocks", "clock", "TICK", "not in the list clocks"),
        ("paths", "route", "RUN", "not in the list routes"),
        ("determinations", "person_id", 999, "person 999 is not in persons"),
        ("links", "person_id", 999, "person 999 is not in persons"),
        ("links", "row", 999, "1 rows have no link"),
    ],
)
def test_tables_that_do_not_fit_are_refused(
    empty_base: str, tables: Path, name: str, column: str, value: object, says: str
) -> None:
    load(tables)
    before = stand()
    spoil(tables, name, column, value)
    with pytest.raises(LoadFailed, match=says):
        load(tables)
    assert stand() == before


def test_a_missing_table_or_column_is_named(empty_base: str, tables: Path) -> None:
    found = pyarrow.parquet.read_table(tables / "clocks.parquet")
    pyarrow.parquet.write_table(found.drop_columns(["closes"]), tables / "clocks.parquet")
    with pytest.raises(LoadFailed, match=r"clocks.parquet has no column closes"):
        load(tables)
    (tables / "paths.parquet").unlink()
    (tables / "reviews.parquet").unlink()
    with pytest.raises(LoadFailed, match=r"has no paths.parquet, reviews.parquet"):
        load(tables)
    assert parts() == set()


def test_a_run_of_two_days_is_refused(empty_base: str, tables: Path) -> None:
    spoil(tables, "determinations", "as_of", PEOPLE[0].born)
    with pytest.raises(LoadFailed, match="speak of 2 days"):
        load(tables)


def test_a_table_in_part_files_and_an_empty_one_are_loaded(empty_base: str, tables: Path) -> None:
    found = pyarrow.parquet.read_table(tables / "persons.parquet")
    (tables / "persons.parquet").unlink()
    (tables / "persons.parquet").mkdir()
    for part, (start, length) in enumerate(((0, 5), (5, 7))):
        pyarrow.parquet.write_table(found.slice(start, length), tables / "persons.parquet" / f"part-{part}.parquet")
    write_table(tables, "rejects", [])
    report = load(tables)
    assert report.rows["person"] == len(PEOPLE)
    assert report.rows["reject"] == 0


def test_a_run_of_nobody_is_a_run(empty_base: str, tmp_path: Path) -> None:
    folder = write_tables(tmp_path / "nobody", ())
    report = load(folder)
    assert report.rows["person"] == 0
    assert coverage("nation", "", "JKN") == []


def test_a_participant_stays_when_people_are_numbered_anew(empty_base: str, tables: Path) -> None:
    load(tables)
    with system_scope():
        before = participants_of([1, 6])
    load(tables, force=True)
    with system_scope() as asked:
        assert asked.generation == 2
        assert participants_of([1, 6]) == before
        row = participant(before[1])
        assert row is not None
        assert (row.nik, row.person_id) == (nik_of(1), 1)
