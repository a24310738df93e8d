"""Can a newcomer write a country, link it and judge the links?"""

from pathlib import Path

from typer.testing import CliRunner

from payung.cli.main import app

runner = CliRunner()


def test_assumptions_are_printed() -> None:
    result = runner.invoke(app, ["sample", "--assumptions"])
    assert result.exit_code == 0
    assert "57.7" in result.output


def test_a_folder_must_be_named() -> None:
    assert runner.invoke(app, ["sample", "--people", "10"]).exit_code == 2


def test_a_small_country_is_linked_and_judged(tmp_path: Path) -> None:
    files, tables = tmp_path / "files", tmp_path / "tables"
    assert runner.invoke(app, ["sample", "--people", "2000", "--out", str(files)]).exit_code == 0
    words = ["run", "--extracts", str(files), "--as-of", "2026-11-01", "--out", str(tables)]
    assert runner.invoke(app, words).exit_code == 0
    again = runner.invoke(app, ["link", "run", "--tables", str(tables), "--as-of", "2026-11-01"])
    assert again.exit_code == 0
    judged = ["link", "judge", "--tables", str(tables), "--truth", str(files / "truth"), "--as-of", "2026-11-01"]
    result = runner.invoke(app, judged)
    assert result.exit_code == 0
    assert "precision" in result.output
    assert runner.invoke(app, ["link", "review", "--tables", str(tables)]).exit_code == 0
    assert runner.invoke(app, ["link", "review", "--tables", str(tmp_path)]).exit_code == 7
