"""The command `payung`. What a command needs is loaded when it is called: asking one rule waits for nothing else."""

import sys
from typing import Any

import typer

from payung.cli.end import End, stop
from payung.cli.on_demand import OnDemand

# Each command, and where it is: a function, or an app with commands of its own.
COMMANDS = {
    "up": "payung.cli.up:up",
    "acts": "payung.cli.acts:acts",
    "decree": "payung.cli.decree:app",
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


class Commands(OnDemand):
    """All of them."""

    places = COMMANDS

    def invoke(self, ctx: Any) -> Any:
        """Run a command. A slip in a file of the law is told by its name: a lawyer who made it reads no traceback."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            # What was never loaded cannot have raised it.
            law = sys.modules.get("payung.law.public")
            if law is not None and isinstance(error, law.ParameterMalformed):
                stop(End.WORDS, f"LAW_MALFORMED: {error}")
            raise


app = typer.Typer(
    name="payung",
    cls=Commands,
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
