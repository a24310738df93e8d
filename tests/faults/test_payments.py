"""Does the proof of payments hold for the program, and does it fail where a guard is taken away?

`python -m tests.faults.payments` is the proof in full: 20,000 payments, 20 killed sessions, 5 killed servers.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


def proof(*words: str) -> tuple[int, dict[str, Any]]:
    """Exit code and findings of a small proof: it has a server of its own to kill."""
    command = [sys.executable, "-m", "tests.faults.payments", "--payments", "300", "--servers", "1", *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode in (0, 1), done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return done.returncode, found


def test_nothing_is_lost_and_nothing_counts_twice() -> None:
    code, found = proof("--sessions", "2")
    assert (found["sessions_killed"], found["servers_killed"]) == (2, 1)
    assert found["calls"] > 400
    assert (code, found["lost"], found["double"], found["unbalanced"]) == (0, 0, 0, [])


@pytest.mark.parametrize(
    ("mutant", "fault"), [("no-unique-key", "double"), ("header", "double"), ("commit-later", "lost")]
)
def test_without_a_guard_the_proof_fails(mutant: str, fault: str) -> None:
    code, found = proof("--sessions", "0", "--mutant", mutant)
    assert code == 1
    assert found[fault] > 0
