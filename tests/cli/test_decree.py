"""Does a list become a decree by the command, whose steps two accounts take, each within its rights?"""

from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from payung.cli.decree import app
from payung.cli.end import End
from payung.ledger.public import decrees, ensure_demo_accounts, load, system_scope
from tests.act.affair import KIDNEY, RICH, nik, write_affair

SAID = ("--kind", "PBI_REMOVE", "--effective", "2026-12-01", "--on", "2026-11-02")


@pytest.fixture
def command(empty_base: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Call the command over the people of the affair; exit code and what was printed."""
    load(write_affair(tmp_path / "tables"))
    ensure_demo_accounts()
    monkeypatch.setattr("payung.cli.decree.start", lambda _: nullcontext())
    monkeypatch.setattr("payung.cli.decree.migrate", lambda: None)

    def call(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(app, list(words))
        return done.exit_code, done.output

    return call


@pytest.fixture
def file(tmp_path: Path) -> str:
    """A list of two people, one of them in treatment, and of one number that is none."""
    place = tmp_path / "daftar.csv"
    place.write_text(f"No;NIK\n1;{nik(KIDNEY)}\n2;{nik(RICH)}\n3;12\n", encoding="utf-8")
    return str(place)


def test_two_accounts_take_a_list_through_its_steps(command: Any, file: str) -> None:
    code, said = command("prepare", file, "--number", "8/HUK/2026", "--by", "ministry", *SAID)
    assert code == End.DONE, said
    assert "2 orang" in said
    assert "1  NIK bukan 16 angka" in said
    assert command("step", "8/HUK/2026", "check", "--by", "ministry")[0] == End.REFUSED
    assert command("step", "8/HUK/2026", "check", "--by", "ministry2", "--on", "2026-11-02")[0] == End.DONE
    code, said = command("step", "8/HUK/2026", "notice", "--by", "ministry", "--on", "2026-11-09")
    assert (code, "2027-01-08" in said) == (End.DONE, True)
    code, said = command("step", "8/HUK/2026", "effect", "--by", "ministry2", "--on", "2026-12-01")
    assert (code, "2027-01-08" in said) == (End.REFUSED, True)
    assert command("step", "8/HUK/2026", "effect", "--by", "ministry2", "--on", "2027-01-08")[0] == End.DONE
    assert "sudah sebelumnya" in command("step", "8/HUK/2026", "effect", "--by", "ministry2", "--on", "2027-01-08")[1]
    assert command("step", "8/HUK/2026", "reverse", "--by", "ministry2")[0] == End.REFUSED
    assert command("step", "8/HUK/2026", "reverse", "--by", "ministry2", "--reason", "salah daftar")[0] == End.DONE
    assert "8/HUK/2026" in command("list")[1]
    with system_scope():
        assert [one.stage for one in decrees()] == ["REVERSED"]


@pytest.mark.parametrize(
    ("by", "kind", "says"),
    [
        ("nobody", "PBI_REMOVE", "there is no account"),
        ("auditor", "PBI_REMOVE", "has no right"),
        ("region", "PBI_REMOVE", "cannot hand in"),
        ("ministry", "REGION_STOP", "cannot hand in"),
    ],
)
def test_an_account_does_what_its_pages_would_let_it(command: Any, file: str, by: str, kind: str, says: str) -> None:
    words = ("--number", "8", "--by", by, "--kind", kind, "--effective", "2026-12-01")
    code, said = command("prepare", file, *words)
    assert code == End.REFUSED
    assert says in said


def test_what_is_no_list_or_no_decree_is_refused(command: Any, tmp_path: Path) -> None:
    place = tmp_path / "kosong.csv"
    place.write_text("nama\nx\n", encoding="utf-8")
    code, said = command("prepare", str(place), "--number", "8", "--by", "ministry", *SAID)
    assert (code, "tidak ada kolom NIK" in said) == (End.REFUSED, True)
    assert command("step", "none", "check", "--by", "ministry2")[0] == End.NOBODY
