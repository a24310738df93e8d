"""Do workers run beside the pages, come back when they end, and end with them?"""

import contextlib
import os
import sys
import time
from pathlib import Path

from payung.cli.beside import serve_beside

# Writes its own number at its start; the first one ends by itself.
WORKER = """
import os, sys, time
with open(sys.argv[1], "a") as file:
    file.write(f"{os.getpid()}\\n")
if len(open(sys.argv[1]).readlines()) > 1:
    time.sleep(60)
"""
# Runs on beside it.
OTHER = """
import os, sys, time
open(sys.argv[1], "w").write(str(os.getpid()))
time.sleep(60)
"""


def test_a_worker_that_ends_is_started_again_and_ends_with_the_pages(tmp_path: Path) -> None:
    started, other = tmp_path / "started", tmp_path / "other"
    # The pages end, by themselves and with a code, once the second worker runs.
    pages = (
        "import pathlib, sys, time\n"
        f"file, other = pathlib.Path({str(started)!r}), pathlib.Path({str(other)!r})\n"
        "def read(path): return path.read_text() if path.exists() else ''\n"
        "while not read(other) or read(file).count('\\n') < 2: time.sleep(0.02)\n"
        "sys.exit(3)"
    )
    looks: list[float] = []
    code = serve_beside(
        [sys.executable, "-c", pages],
        [[sys.executable, "-c", WORKER, str(started)], [sys.executable, "-c", OTHER, str(other)]],
        between=0.1,
        look=lambda: looks.append(time.monotonic()),
    )
    assert code == 3
    assert looks
    workers = [int(number) for number in started.read_text().split()]
    assert len(workers) == 2
    assert not [number for number in (*workers, int(other.read_text())) if is_alive(number)]


def is_alive(number: int) -> bool:
    """Whether a process of this number is there."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(number, 0)
        return True
    return False
