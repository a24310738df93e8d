"""How long does a command take and how much memory does it need, as the operating system counts it?"""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# What a measurement needs and may keep from one time to the next.
KEPT = ROOT / ".bench"


@dataclass(frozen=True)
class Measure:
    """Wall and processor seconds of one finished command, and the peak memory of its largest process."""

    wall_s: float
    cpu_s: float
    peak_mb: float


def measure(*words: str) -> Measure:
    """Run `python -m <words>` to its end and measure it; a command that fails raises CalledProcessError."""
    return measure_command(sys.executable, "-m", *words)


def measure_command(*words: str) -> Measure:
    """Run a command to its end and measure it; compiled modules are kept, as where a program is installed."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(KEPT / "pycache")
    begin = time.perf_counter()
    process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.DEVNULL, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    code = os.waitstatus_to_exitcode(status)
    if code != 0:
        raise subprocess.CalledProcessError(code, words)
    return Measure(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
