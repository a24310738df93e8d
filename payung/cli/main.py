"""The command `payung`. What a command needs is loaded when it is called: asking one rule waits for nothing else."""

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

# Each command, and where it is: a function, or an app with commands of its own.
COMMANDS = {
    "up": "payung.cli.up:up",
    "acts": "payung.cli.acts:acts",
    "run": "payung.cli.run:run",
    "night": "payung.cli.night:night",
    "work": "payung.cli.work:work",
    "explain": "payung.cli.explain:explain",
    "pack": "payung.cli.pack:pack",
    "sample": "payung.cli.sample:sample",
    "law": "payung.cli.law:app",
    "link": "payung.cli.link:app",
    "plan": "payung.cli.plan:app",
    "rule": "payung.cli.rule:app",
    "simulate": "payung.cli.simulate:app",
    "token": "payung.cli.token:app",
}


class OnDemand(TyperGroup):
    """The commands by name, each loaded when it is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Every command, in the order in which a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of this name, None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        found = getattr(import_module(module), name)
        if not isinstance(found, typer.Typer):
            alone = typer.Typer(add_completion=False, rich_markup_mode="rich")
            alone.command(cmd_name)(found)
            found = alone
        command = typer.main.get_command(found)
        command.name = cmd_name
        return command


app = typer.Typer(
    name="payung",
    cls=OnDemand,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    help="Who is not actively covered by Indonesian social security, why, and the cheapest lawful way back.",
)


@app.callback()
def payung() -> None:
    """Who is not actively covered by Indonesian social security, why, and the cheapest lawful way back."""


if __name__ == "__main__":
    app()
