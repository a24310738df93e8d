"""`make screenshots`: starts a sample country, photographs its pages as each role sees them, and stops it."""

import contextlib
import re
import socket
import subprocess
import sys
import time

from docs.screenshots import take
from payung.cli.examples import FOLDER
from payung.cli.up import DATA

SECONDS_TO_WAIT = 60
ACCOUNT = re.compile(r"\b([A-Z]+)\b\W+(\w+)\W+(\w{4}-\w{4}-\w{4})")


def photograph(people: int, port: int) -> None:
    """Serve so many people at the port, take every picture, and end what was started."""
    command = [sys.executable, "-m", "payung.cli.main", "up", "--people", str(people), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as served:
        try:
            url = f"http://127.0.0.1:{port}"
            passwords = _passwords(served, url)
            _wait(port)
            for file in take(url, passwords, DATA / FOLDER):
                sys.stdout.write(f"{file}\n")
        finally:
            served.terminate()


def _passwords(served: "subprocess.Popen[str]", url: str) -> dict[str, str]:
    """The password of each account, when the pages are served."""
    said = ""
    for line in served.stdout or ():
        said += line
        if url in line:
            break
    found = {user.upper(): password for _, user, password in ACCOUNT.findall(said)}
    if not found:
        raise SystemExit(f"the sample was not served:\n{said}")
    return found


def _wait(port: int) -> None:
    """Until somebody answers at the port."""
    for _ in range(SECONDS_TO_WAIT):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(1)
    raise SystemExit(f"nobody answers at port {port}")


if __name__ == "__main__":
    photograph(int(sys.argv[1]), int(sys.argv[2]))
