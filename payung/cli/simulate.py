"""`payung simulate`: others' machines, played on this one."""

import subprocess
import sys

import typer

app = typer.Typer(no_args_is_help=True, help="Play the machines of others, which misbehave on demand.")


@app.callback()
def simulate() -> None:
    """Play the machines of others, which misbehave on demand."""


@app.command(
    "bank",
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []},
    add_help_option=False,
)
def bank(context: typer.Context) -> None:
    """A bank that tells payments by SNAP BI, misbehaves as asked, and judges the answers (--help for all it can do)."""
    # Another entrance: it is started as a program of its own, as a bank would be.
    done = subprocess.run([sys.executable, "-m", "payung.api.bank", *context.args], check=False)
    raise typer.Exit(done.returncode)
