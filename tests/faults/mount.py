"""A file system of one's own in a file: to cut its power, and to fill it, without touching the machine's."""

import os
import shutil
import subprocess
import time
from pathlib import Path

TOOLS = ("mkfs.ext4", "mount", "umount", "xfs_io")
SECONDS_TO_LET_GO = 30


class NoMount(Exception):
    """File systems cannot be mounted here; the message says what is missing."""


class LoopDisk:
    """An ext4 file system of so many megabytes in `folder`, mounted at `place`. Raises NoMount where it cannot be."""

    def __init__(self, folder: Path, megabytes: int) -> None:
        missing = [tool for tool in TOOLS if shutil.which(tool, path=_PATH) is None]
        if missing or os.geteuid() != 0:
            raise NoMount(f"needs root and {', '.join(missing or TOOLS)} (Debian: e2fsprogs, xfsprogs)")
        self.image = folder / "disk.img"
        self.place = folder / "disk"
        self.place.mkdir()
        with self.image.open("wb") as file:
            file.truncate(megabytes << 20)
        _run("mkfs.ext4", "-q", "-F", "-m", "0", str(self.image))
        self.mount()

    def mount(self) -> None:
        """Mount; the journal of the file system is played back where it was cut off."""
        _run("mount", "-o", "loop", str(self.image), str(self.place))
        self.place.chmod(0o755)

    def unmount(self) -> None:
        """Unmount, as soon as the last process has let go. Raises NoMount when none does."""
        deadline = time.monotonic() + SECONDS_TO_LET_GO
        while True:
            try:
                return _run("umount", str(self.place))
            except NoMount:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)

    def cut_power(self) -> None:
        """From now on nothing reaches the disk, and what only the machine's memory held is gone."""
        _run("xfs_io", "-x", "-c", "shutdown", str(self.place))

    def fill(self, leave_megabytes: int) -> Path:
        """A file that leaves only so much space; it is removed to free the disk."""
        ballast = self.place / "ballast"
        room = os.statvfs(self.place)
        size = room.f_bavail * room.f_frsize - (leave_megabytes << 20)
        with ballast.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, size)
        return ballast


_PATH = "/usr/sbin:/sbin:/usr/bin:/bin"


def _run(*command: str) -> None:
    done = subprocess.run(command, env={"PATH": _PATH}, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise NoMount(f"{' '.join(command)}: {(done.stderr or done.stdout).strip()}")
