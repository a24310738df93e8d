"""Does the report tell a proof that holds from one that fails, that a mutant passes, or that cannot be run?"""

from pathlib import Path
from typing import Any

import pytest

from tests.faults import __main__ as report

FINE = {"acts": 400, "difference": ""}
DIFFERS = {"acts": 30, "difference": "x"}


def written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sound: Any, mutant: Any) -> tuple[int, str]:
    """Exit code and report of the proof of acts, with these findings of the program and of its mutants."""
    monkeypatch.setattr(report, "REPORT", tmp_path / "faults.md")
    monkeypatch.setattr(report, "_run", lambda _, words: mutant if "--mutant" in words else sound)
    code = report.main(["acts"])
    return code, (tmp_path / "faults.md").read_text()


def test_a_proof_holds_only_when_every_mutant_is_caught(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    code, text = written(monkeypatch, tmp_path, (0, FINE, 1.0), (1, DIFFERS, 1.0))
    assert (code, "**Holds.**" in text, "**NO**" in text) == (0, True, False)
    code, text = written(monkeypatch, tmp_path, (0, FINE, 1.0), (0, FINE, 1.0))
    assert (code, "**NO**" in text) == (1, True)
    code, text = written(monkeypatch, tmp_path, (1, DIFFERS, 1.0), (1, DIFFERS, 1.0))
    assert (code, "**FAILS.**" in text) == (1, True)


def test_what_cannot_be_tried_here_is_said_loudly(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    skipped = (report.SKIPPED, {"skipped": "needs root"}, 0.1)
    code, text = written(monkeypatch, tmp_path, skipped, skipped)
    assert (code, "**Not proved on this machine**: needs root." in text) == (0, True)
    assert "NOT PROVED HERE" in capsys.readouterr().err


def test_an_unknown_proof_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert report.main(["nothing"]) == 2
    assert "no proof nothing" in capsys.readouterr().err
