"""Does the embedded server start whatever it finds, and does it let in only whom it should?"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from payung.ledger.base import binaries, server
from payung.ledger.base.ground import start
from payung.ledger.error import ServerFailed


def _open_folder(name: str) -> Iterator[Path]:
    """A data folder that the server's user can enter (pytest's own are of mode 700)."""
    path = Path(f"/tmp/payung-test-{name}-{os.getpid()}")
    path.mkdir(mode=0o755)
    yield path
    subprocess.run(["rm", "-rf", str(path)], check=True)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder that the tests start from one after the other: preparing it once saves their time."""
    yield from _open_folder("server")


@pytest.fixture
def fresh() -> Iterator[Path]:
    """A folder in which nothing is prepared."""
    yield from _open_folder("fresh")


def rows(url: str, statement: str) -> list[tuple[object, ...]]:
    """All rows of a statement."""
    with psycopg.connect(url) as connection:
        return connection.execute(statement).fetchall()


def postmaster(running: server.Server) -> int:
    """Process number of the server."""
    return int((running.place / "postmaster.pid").read_text().splitlines()[0])


def test_a_server_is_safe_by_its_settings(server: server.Server) -> None:
    told = dict(rows(server.url("admin"), "SELECT name, setting FROM pg_settings"))
    assert told["listen_addresses"] == ""
    assert told["fsync"] == told["full_page_writes"] == told["synchronous_commit"] == told["data_checksums"] == "on"
    assert told["log_min_error_statement"] == "panic"
    assert told["log_parameter_max_length_on_error"] == "0"
    assert int(told["server_version_num"]) >= 180_000
    assert server.socket.stat().st_mode & 0o077 == 0
    assert len(os.fsencode(server.socket / ".s.PGSQL.5432")) <= 107


def test_the_application_owns_nothing(server: server.Server, template: str) -> None:
    roles = rows(
        server.url("admin"),
        "SELECT rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication FROM pg_roles"
        " WHERE rolname IN ('payung_app', 'payung_owner') ORDER BY 1",
    )
    assert roles == [("payung_app", *[False] * 5), ("payung_owner", *[False] * 5)]
    owned = "SELECT count(*) FROM pg_class WHERE relowner = 'payung_app'::regrole"
    assert rows(server.url("admin"), owned) == [(0,)]
    with psycopg.connect(server.url("app")) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("CREATE TABLE public.mine (a int)")
    with psycopg.connect(server.url("app")) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("CREATE TEMP TABLE mine (a int)")


def test_the_kernel_vouches_for_the_caller(server: server.Server) -> None:
    """Neither another role nor another user of the machine comes in."""
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(server.url("app").replace("payung_app", "postgres"))
    url = server.url("app").replace("requirepeer=", "requirepeer=not-")
    with pytest.raises(psycopg.OperationalError, match="requirepeer"):
        psycopg.connect(url)


def test_who_did_not_start_it_does_not_stop_it(folder: Path) -> None:
    with server.start(folder, shared_buffers="16MB") as first:
        with server.start(folder) as second:
            assert first.is_ours
            assert not second.is_ours
            assert postmaster(first) == postmaster(second)
        assert rows(first.url(), "SELECT 1") == [(1,)]
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(first.url())


def test_after_kill_9_it_starts_with_its_rows(folder: Path) -> None:
    running = server.start(folder, shared_buffers="16MB")
    with psycopg.connect(running.url("owner"), autocommit=True) as connection:
        connection.execute("CREATE TABLE public.kept AS SELECT generate_series(1, 1000) AS n")
        os.kill(postmaster(running), signal.SIGKILL)
        time.sleep(0.1)
    with server.start(folder, shared_buffers="16MB") as again:
        assert again.is_ours
        assert rows(again.url("owner"), "SELECT count(*) FROM public.kept") == [(1000,)]


def test_a_number_that_now_belongs_to_another_process_does_not_stop_it(folder: Path) -> None:
    """After a reboot the number in postmaster.pid may be anybody's, even a process of the server's own user."""
    running = server.start(folder, shared_buffers="16MB")
    left = (running.place / "postmaster.pid").read_text().splitlines()
    running.stop()
    user = running.runner.user
    stranger = subprocess.Popen(["sleep", "60"], user=user.pw_uid if user else None)
    try:
        (running.place / "postmaster.pid").write_text("\n".join([str(stranger.pid), *left[1:]]) + "\n")
        with server.start(folder, shared_buffers="16MB") as again:
            assert again.is_ours
            assert rows(again.url(), "SELECT 1") == [(1,)]
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_killed_preparation_is_begun_anew(fresh: Path) -> None:
    (fresh / "postgres").mkdir(mode=0o700)
    binaries.find_runner().give(fresh / "postgres")
    (fresh / "postgres" / "base").mkdir()
    (fresh / "postgres" / "postgresql.conf").write_text("half a fi")
    with server.start(fresh, shared_buffers="16MB") as again:
        assert rows(again.url(), "SELECT 1") == [(1,)]


def test_a_long_path_gets_a_short_socket(fresh: Path) -> None:
    deep = fresh / ("a" * 60) / ("b" * 60)
    with server.start(deep, shared_buffers="16MB") as running:
        assert running.socket.parent == Path("/tmp")
        assert rows(server.url_of(deep), "SELECT 1") == [(1,)]
    running.socket.rmdir()


def test_a_socket_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "elsewhere"
    target.mkdir()
    trap = tmp_path / "socket"
    trap.symlink_to(target)
    with pytest.raises(ServerFailed, match="belongs to somebody else"):
        server._make_socket_folder(trap, binaries.find_runner())


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the server to another user")
def test_a_closed_home_does_not_stop_root(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the programs nor the data can be reached by the server's user: both go where it can."""
    fresh.chmod(0o700)
    monkeypatch.setattr(server, "ELSEWHERE", Path(f"{fresh}-elsewhere"))
    monkeypatch.setattr(binaries, "COPIES", Path(f"{fresh}-copies"))
    binaries.COPIES.mkdir()
    monkeypatch.setattr(binaries, "_starts", lambda installed, user: binaries.COPIES in installed.parents)
    try:
        with server.start(fresh, shared_buffers="16MB") as running:
            assert (fresh / "postgres").is_symlink()
            assert binaries.COPIES in running.runner.folder.parents
            assert rows(server.url_of(fresh), "SELECT 1") == [(1,)]
        first = running.place
        (fresh / "postgres").unlink()
        with server.start(fresh, shared_buffers="16MB") as again:
            assert again.place != first
            assert not first.exists()
    finally:
        subprocess.run(["rm", "-rf", str(server.ELSEWHERE), str(binaries.COPIES)], check=True)


def test_a_server_that_cannot_start_says_why(folder: Path) -> None:
    running = server.start(folder, shared_buffers="16MB")
    running.stop()
    with pytest.raises(ServerFailed, match="shared_buffers"):
        server.start(folder, shared_buffers="1PB")


def test_two_processes_that_start_at_once_share_one_server(fresh: Path) -> None:
    program = (
        "import sys, time; from pathlib import Path; from payung.ledger.base.server import start\n"
        "with start(Path(sys.argv[1]), shared_buffers='16MB') as running:\n"
        "    print(running.is_ours); time.sleep(2 if running.is_ours else 0)\n"
    )
    both = [
        subprocess.Popen([sys.executable, "-c", program, str(fresh)], stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = sorted(process.communicate(timeout=60)[0].strip() for process in both)
    assert said == ["False", "True"]


def test_a_given_database_is_not_started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    data = os.environ["PAYUNG_DATA"]
    monkeypatch.setenv("PAYUNG_DATA", data)
    monkeypatch.setenv("PAYUNG_DATABASE_URL", "postgresql://payung_app@db.example/payung")
    with start(tmp_path) as given:
        assert given.url("app") == given.url("owner") == "postgresql://payung_app@db.example/payung"
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_died_is_started_again_by_who_looks_after_it(folder: Path) -> None:
    with start(folder, shared_buffers="16MB") as running:
        assert isinstance(running, server.Server)
        first = postmaster(running)
        assert running.revive()
        assert postmaster(running) == first
        os.kill(first, signal.SIGKILL)
        deadline = time.monotonic() + 20
        while not (running.revive() and postmaster(running) != first) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert rows(running.url("app"), "SELECT 1") == [(1,)]
        assert postmaster(running) != first
