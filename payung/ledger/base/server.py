"""How is PostgreSQL started and stopped without anybody installing it?

The server lives in `<data>/postgres`, speaks only by a Unix socket, and knows callers by the user the kernel
vouches for (peer), so that no password is stored. Three roles: `payung_admin` (superuser, only prepares the base),
`payung_owner` (owns the schema; migrations and loads) and `payung_app` (the application; owns nothing).
"""

import contextlib
import fcntl
import hashlib
import os
import pwd
import secrets
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

import psycopg

from payung.ledger.base.binaries import Runner, find_runner, unprivileged_user
from payung.ledger.error import ServerFailed

ADMIN, OWNER, APP = "payung_admin", "payung_owner", "payung_app"
DATABASE = "payung"
# A Unix socket's path is at most 107 bytes; the file's own name takes 15 of them.
SOCKET_FOLDER_BYTES = 90
# Where the data goes when the server's user cannot enter the folder of the data.
ELSEWHERE = Path("/var/lib/payung")
SECONDS_TO_WAIT = 20

# Passed as options, not written to the file, so that a new version of Payung tunes an old base.
TUNING = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "256MB",
    "work_mem": "32MB",
    "maintenance_work_mem": "256MB",
    "effective_cache_size": "2GB",
    "random_page_cost": "1.1",
    "jit": "off",
    # Parallel plans take memory from /dev/shm, of which a container often has 64 MB; no page needs them.
    "max_parallel_workers_per_gather": "0",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "15min",
    "fsync": "on",
    "synchronous_commit": "on",
    "timezone": "UTC",
    # A statement in the log would carry the NIK that was asked for.
    "log_min_error_statement": "panic",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_min_messages": "warning",
}


@dataclass
class Server:
    """A running server. `with start(data) as server:` stops it at the end, unless another process had started it."""

    data: Path
    socket: Path
    runner: Runner
    is_ours: bool
    place: Path
    database: str = DATABASE
    shared_buffers: str = "256MB"

    def url(self, role: str = "app", database: str | None = None) -> str:
        """Connection URL for `app`, `owner` or `admin`."""
        names = {"app": APP, "owner": OWNER, "admin": ADMIN}
        peer = f"&requirepeer={quote(self.runner.user_name)}"
        return f"postgresql://{names[role]}@/{database or self.database}?host={quote(str(self.socket), safe='')}{peer}"

    def stop(self) -> None:
        """Stop the server; open transactions are rolled back."""
        self.runner.run("pg_ctl", "stop", "-D", str(self.place), "-m", "fast", "-w", "-t", str(SECONDS_TO_WAIT))

    def revive(self) -> bool:
        """Start the server again where it has died (a full disk, the memory's end); whether it runs now.

        Asked every few seconds by who serves pages, so that nobody has to come when there is room again.
        """
        with _alone(self.data / "postgres.lock"):
            if self.is_ours and not _is_running(self.place):
                _remove_stale_pid(self.place)
                with contextlib.suppress(ServerFailed):
                    _launch(self.place, self.socket, self.runner, self.shared_buffers)
            return _is_running(self.place)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self.is_ours:
            self.stop()


@dataclass(frozen=True)
class GivenServer:
    """A server that others run (PAYUNG_DATABASE_URL); its roles and base were made by its administrator."""

    app_url: str
    owner_url: str

    def url(self, role: str = "app") -> str:
        """Connection URL for `app` or `owner`."""
        return {"app": self.app_url, "owner": self.owner_url}[role]

    def revive(self) -> bool:
        """Nothing: others look after it."""
        return True

    def stop(self) -> None:
        """Nothing: it is not ours."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()


def start(data: Path, *, shared_buffers: str = "256MB") -> Server:
    """Start the server of this data folder, preparing it at first; join it when it already runs.

    Raises ServerFailed with the last lines of the server's log.
    """
    data = data.resolve()
    data.mkdir(parents=True, exist_ok=True)
    runner = find_runner()
    with _alone(data / "postgres.lock"):
        place = _place(data, runner)
        if not (place / "PG_VERSION").exists():
            _prepare(place, runner)
        socket = socket_folder(data)
        is_ours = not _is_running(place)
        if is_ours:
            _make_socket_folder(socket, runner)
            _remove_stale_pid(place)
            _launch(place, socket, runner, shared_buffers)
        server = Server(data, socket, runner, is_ours, place=place, shared_buffers=shared_buffers)
        _ensure_roles(server)
    return server


def socket_folder(data: Path) -> Path:
    """Folder of the socket for this data folder ; short even where the path of the data is long."""
    inside = data.resolve() / "postgres" / "socket"
    if len(os.fsencode(inside)) <= SOCKET_FOLDER_BYTES:
        return inside
    mark = hashlib.sha256(os.fsencode(inside)).hexdigest()[:16]
    return Path("/tmp") / f"payung-{mark}"


def url_of(data: Path, role: str = "app") -> str:
    """URL of the embedded server of this data folder, whether it runs yet or not."""
    place = data / "postgres"
    user = None
    if os.geteuid() == 0:
        user = pwd.getpwuid(place.stat().st_uid) if place.exists() else unprivileged_user()
    return Server(data, socket_folder(data), Runner(Path(), user), is_ours=False, place=place).url(role)


def _place(data: Path, runner: Runner) -> Path:
    link = data / "postgres"
    if link.exists():
        return link.resolve()
    if link.is_symlink():
        link.unlink()
    if runner.can_enter(data):
        link.mkdir(mode=0o700)
        runner.give(link)
        return link
    return _place_elsewhere(link, runner)


def _place_elsewhere(link: Path, runner: Runner) -> Path:
    ELSEWHERE.mkdir(mode=0o755, exist_ok=True)
    for home in ELSEWHERE.glob("*/home"):
        # What an earlier folder of this path left behind: nothing points to it any more, and its key is gone.
        if home.read_text(encoding="utf-8") == str(link) and not _is_running(home.parent / "postgres"):
            shutil.rmtree(home.parent)
    folder = ELSEWHERE / secrets.token_hex(6)
    folder.mkdir(mode=0o755)
    (folder / "home").write_text(str(link), encoding="utf-8")
    place = folder / "postgres"
    place.mkdir(mode=0o700)
    runner.give(place)
    link.symlink_to(place)
    return place


def _prepare(place: Path, runner: Runner) -> None:
    for leftover in place.iterdir():
        # An initdb that was killed leaves half a base.
        shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()
    options = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--data-checksums"]
    runner.run("initdb", "-D", str(place), "-U", ADMIN, "--auth=peer", *options)
    caller = pwd.getpwuid(os.geteuid()).pw_name
    for name, text in {
        "pg_hba.conf": "local all all peer map=payung\n",
        "pg_ident.conf": "".join(f"payung {caller} {role}\n" for role in (ADMIN, OWNER, APP)),
    }.items():
        (place / name).write_text(text, encoding="utf-8")


def _make_socket_folder(socket: Path, runner: Runner) -> None:
    socket.mkdir(mode=0o700, exist_ok=True)
    allowed = {os.geteuid(), runner.user.pw_uid if runner.user else os.geteuid()}
    if socket.is_symlink() or socket.stat().st_uid not in allowed:
        raise ServerFailed(f"{socket} belongs to somebody else; remove it")
    socket.chmod(0o700)
    runner.give(socket)


def _launch(place: Path, socket: Path, runner: Runner, shared_buffers: str) -> None:
    settings = TUNING | {"unix_socket_directories": str(socket.resolve()), "shared_buffers": shared_buffers}
    options = " ".join(f"-c {key}='{value}'" for key, value in settings.items())
    log = place / "server.log"
    deadline = time.monotonic() + SECONDS_TO_WAIT
    while True:
        done = runner.run(
            "pg_ctl", "start", "-D", str(place), "-l", str(log), "-o", options, "-w", "-t", "120", check=False
        )
        if done.returncode == 0:
            return
        words = log.read_text(encoding="utf-8", errors="replace")[-2000:] if log.exists() else done.stderr
        # After kill -9 the children of the dead server need a moment to notice and to let go of the memory.
        is_lingering = "shared memory block" in words or "lock file" in words
        if not is_lingering or time.monotonic() > deadline:
            raise ServerFailed(f"PostgreSQL did not start: {words.strip()}")
        time.sleep(0.3)
        _remove_stale_pid(place)


def _is_running(place: Path) -> bool:
    pid = _postmaster(place)
    return pid is not None and pid in _processes_in(place)


def _remove_stale_pid(place: Path) -> None:
    # A number left by a killed server may meanwhile belong to a zombie or to another program; PostgreSQL would then
    # refuse to start for ever. Only when no process at all lives in the folder is the file a leftover.
    if _postmaster(place) is not None and not _processes_in(place):
        (place / "postmaster.pid").unlink(missing_ok=True)


def _postmaster(place: Path) -> int | None:
    try:
        return int((place / "postmaster.pid").read_text(encoding="ascii").splitlines()[0])
    except (FileNotFoundError, IndexError, ValueError):
        return None


def _processes_in(place: Path) -> set[int]:
    # Every process of a server has the data folder as its working directory.
    found = set()
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if (entry / "cwd").readlink() == place:
                found.add(int(entry.name))
    return found


def _ensure_roles(server: Server) -> None:
    with psycopg.connect(server.url("admin", "postgres"), autocommit=True) as connection:
        roles = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
        for role in (OWNER, APP):
            if role not in roles:
                connection.execute(f"CREATE ROLE {role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS")
        # A statement or a forgotten transaction of the application cannot hold others up for ever.
        connection.execute(f"ALTER ROLE {APP} SET statement_timeout = '15s'")
        connection.execute(f"ALTER ROLE {APP} SET idle_in_transaction_session_timeout = '60s'")
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [server.database]).fetchone():
            create_database(connection, server.database)


def create_database(connection: psycopg.Connection, name: str, template: str = "template1") -> None:
    """A base owned by `payung_owner` into which nobody else may connect but `payung_app`."""
    connection.execute(f'CREATE DATABASE "{name}" OWNER {OWNER} TEMPLATE "{template}" STRATEGY wal_log')
    connection.execute(f'REVOKE ALL ON DATABASE "{name}" FROM PUBLIC')
    connection.execute(f'GRANT CONNECT ON DATABASE "{name}" TO {APP}')


@contextlib.contextmanager
def _alone(lock: Path) -> Iterator[None]:
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
