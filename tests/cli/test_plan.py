"""Do the plan commands show their answer, and do they end with the code that says what happened?"""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from payung.cli.main import app
from tests.plan.small import nik_of, write_small

SCENARIO = "name: uji\nfrom: 2027-01-01\nmonths: 6\nactions:\n  - {kind: FILL_QUOTA}\n"


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of a few families."""
    return write_small(tmp_path_factory.mktemp("plan"))


def ask(*words: str | Path) -> tuple[int, str]:
    """The exit code and what was said."""
    done = CliRunner().invoke(app, ["plan", *map(str, words)])
    return done.exit_code, done.output


def test_a_decree_is_tried_and_a_better_list_made(tables: Path, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"nik,action,effective_on\n{nik_of(1)},REMOVE,2027-02-01\n{nik_of(4)},REMOVE,2027-02-01\n")
    code, said = ask("appoint", path, "--tables", tables, "--out", tmp_path / "out", "--better")
    assert code == 0, said
    assert "dialysis" in said
    assert (tmp_path / "out" / "better_rows.parquet").exists()


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("nik,effective_on\n1,2027-02-01\n", "there is no column of actions", 11),
        ("nik,action,effective_on\n1,REMOVE,2027-02-01\n", "no row can be used", 11),
    ],
)
def test_a_bad_list_ends_with_its_reason(tables: Path, tmp_path: Path, text: str, words: str, code: int) -> None:
    path = tmp_path / "list.csv"
    path.write_text(text)
    ended, said = ask("appoint", path, "--tables", tables, "--out", tmp_path / "out")
    assert (ended, words in said) == (code, True), said


def test_a_scenario_is_shown_and_given_as_json(tables: Path, tmp_path: Path) -> None:
    path = tmp_path / "skenario.yaml"
    path.write_text(SCENARIO)
    code, said = ask("scenario", path, "--tables", tables)
    assert (code, "places that are really filled" in said or "tempat yang sungguh" in said) == (0, True), said
    code, said = ask("scenario", path, "--tables", tables, "--json")
    assert len(json.loads(said)["month_days"]) == 6


def test_an_impossible_scenario_ends_with_its_field(tables: Path, tmp_path: Path) -> None:
    path = tmp_path / "skenario.yaml"
    path.write_text(SCENARIO.replace("6", "600"))
    code, said = ask("scenario", path, "--tables", tables)
    assert (code, "months" in said) == (11, True)
    assert ask("scenario", path, "--tables", tmp_path / "none")[0] in (7, 11)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("32.01", "--target", "50"), 0),
        (("32.01", "--target", "99"), 11),
        (("99.99",), 5),
        (("32.01", "--view", "raja"), 2),
    ],
)
def test_a_region_is_planned(tables: Path, words: tuple[str, ...], code: int) -> None:
    assert ask("region", *words, "--tables", tables)[0] == code


def test_a_folder_that_is_no_run_is_told(tmp_path: Path) -> None:
    assert ask("region", "32.01", "--tables", tmp_path)[0] == 7
