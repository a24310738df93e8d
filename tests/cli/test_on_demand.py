"""Does a list of commands say what each says of itself, and load none of them?"""

import inspect
import subprocess
import sys
from importlib import import_module

import pytest
import typer
from typer.testing import CliRunner

from payung.cli.main import COMMANDS, app
from payung.cli.on_demand import said_of
from payung.cli.rule import COMMANDS as RULES


@pytest.mark.parametrize("place", [*COMMANDS.values(), *RULES.values()])
def test_the_words_of_a_list_are_those_of_the_command(place: str) -> None:
    module, _, name = place.partition(":")
    found = getattr(import_module(module), name)
    own = found.info.help if isinstance(found, typer.Typer) else inspect.getdoc(found)
    assert own
    assert said_of(module, name) == own


def test_a_command_of_a_group_of_one_is_called_by_its_name() -> None:
    done = CliRunner().invoke(app, ["simulate", "--help"])
    assert "bank" in done.output
    # Words that only the bank knows are handed on to it, its own name is not.
    done_by = subprocess.run(
        [sys.executable, "-m", "payung.cli.main", "simulate", "bank", "--lines", "0"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done_by.returncode == 2
    assert "argument --lines" in done_by.stderr


def test_what_has_no_words_is_empty() -> None:
    assert said_of("payung.cli.on_demand", "no_such_command") == ""
    assert said_of("payung.cli.no_such_module", "x") == ""


@pytest.mark.parametrize("words", [["--help"], ["rule", "--help"]])
def test_help_loads_no_command(words: list[str]) -> None:
    code = (
        "import sys; from typer.testing import CliRunner; from payung.cli.main import app;"
        f"done = CliRunner().invoke(app, {words!r}); assert done.exit_code == 0, done.output;"
        "print(done.output); loaded = {one.partition('.')[0] for one in sys.modules};"
        "assert not loaded & {'django', 'duckdb', 'sqlglot', 'pyarrow', 'numpy'}, loaded"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "eval" in done.stdout or "rule" in done.stdout
