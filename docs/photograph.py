"""`make screenshots`: starts a sample country, photographs its pages as a ministry sees them, and stops it."""

import contextlib
import re
import socket
import subprocess
import sys
import time

from docs.screenshots import take

SECONDS_TO_WAIT = 60
ACCOUNT = re.compile(r"\bministry\b\W+(\w{4}-\w{4}-\w{4})")


def photograph(people: int, port: int) -> None:
    """Serve so many people at the port, take every picture, and end what was started."""
    command = [sys.executable, "-m", "payung.cli.main", "up", "--people", str(people), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as served:
        try:
            url = f"http://127.0.0.1:{port}"
            password = _password(served, url)
            _wait(port)
            for file in take(url, "ministry", password):
                sys.stdout.write(f"{file}\n")
        finally:
            served.terminate()


def _password(served: "subprocess.Popen[str]", url: str) -> str:
    """The password of the ministry's account, when the pages are served."""
    said = ""
    for line in served.stdout or ():
        said += line
        if url in line:
            break
    found = ACCOUNT.search(said)
    if found is None:
        raise SystemExit(f"the sample was not served:\n{said}")
    return found[1]


def _wait(port: int) -> None:
    """Until somebody answers at the port."""
    for _ in range(SECONDS_TO_WAIT):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(1)
    raise SystemExit(f"nobody answers at port {port}")


if __name__ == "__main__":
    photograph(int(sys.argv[1]), int(sys.argv[2]))
