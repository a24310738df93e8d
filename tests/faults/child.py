"""A PostgreSQL server that is this process's own child, to be killed and started again.

A killed server whose parent does not wait for it stays as a zombie, and its folder counts as in use; so the server is
started here by `Popen` and waited for, not by pg_ctl.
"""

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path

import psycopg

from payung.ledger.base.server import TUNING, Server, socket_folder

SECONDS_TO_START = 60


class DoesNotStart(Exception):
    """The server does not start; the message is the end of its log."""


class ChildServer:
    """The server of a prepared data folder as a child: `start`, `kill`, `kill_backend`, `stop`."""

    def __init__(self, prepared: Server, **settings: str) -> None:
        self.prepared = prepared
        self.settings = TUNING | {"shared_buffers": "64MB"} | settings
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, again and again while the dead one's children let go of the memory; return when it answers.

        Raises DoesNotStart.
        """
        deadline = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < deadline:
            self._spawn()
            while self.process is not None and self.process.poll() is None:
                if self._answers():
                    return
                time.sleep(0.05)
            time.sleep(0.1)
        raise DoesNotStart(self._log().read_text(errors="replace")[-500:])

    def kill(self) -> None:
        """Kill the server itself with SIGKILL, as a crash of the machine's memory manager would."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def kill_all(self) -> None:
        """Kill the server and every one of its sessions at once, as a power cut does."""
        self.kill()
        # A session that waits for one that died holding a lock would wait for ever, with nobody left to end it.
        for entry in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if (entry / "cwd").readlink() == self.prepared.place:
                    os.kill(int(entry.name), signal.SIGKILL)

    def kill_backend(self, chance: float) -> bool:
        """Kill one of the application's sessions with SIGKILL; the server then restarts all of them."""
        with contextlib.suppress(psycopg.Error), psycopg.connect(self.prepared.url("admin", "postgres")) as connection:
            asked = "SELECT pid FROM pg_stat_activity WHERE usename = 'payung_app' ORDER BY pid"
            pids = [pid for (pid,) in connection.execute(asked)]
            if pids:
                os.kill(pids[int(chance * len(pids))], signal.SIGKILL)
                return True
        return False

    def stop(self) -> None:
        """Stop in order."""
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait()
            self.process = None

    def _spawn(self) -> None:
        socket = socket_folder(self.prepared.data)
        place = self.prepared.place
        settings = self.settings | {"unix_socket_directories": str(socket.resolve())}
        options = [word for key, value in settings.items() for word in ("-c", f"{key}={value}")]
        user = self.prepared.runner.user
        identity = {} if user is None else {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        with self._log().open("ab") as log:
            self.process = subprocess.Popen(
                [str(self.prepared.runner.folder / "postgres"), "-D", str(place), *options],
                cwd="/",
                env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"},
                stdout=log,
                stderr=log,
                **identity,  # type: ignore[arg-type]
            )

    def _log(self) -> Path:
        return self.prepared.data / "child.log"

    def _answers(self) -> bool:
        try:
            with psycopg.connect(self.prepared.url("admin", "postgres"), connect_timeout=2) as connection:
                connection.execute("SELECT 1")
        except psycopg.Error:
            return False
        return True
