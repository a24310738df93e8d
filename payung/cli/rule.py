"""`payung rule`: list and show the rules of law, ask one, see what changed between two days."""

import typer

from payung.cli.on_demand import OnDemand

COMMANDS = {
    "list": "payung.cli.rule_list:list_rules",
    "show": "payung.cli.rule_list:show",
    "ask": "payung.cli.ask:ask",
    "eval": "payung.cli.rule_eval:evaluate_rule",
    "diff": "payung.cli.rule_diff:diff",
}


HELP = "Ask any rule of law; see what changed in the law."


class Rules(OnDemand):
    """The commands on rules."""

    places = COMMANDS


app = typer.Typer(
    cls=Rules, no_args_is_help=True, add_completion=False, help="Ask any rule of law; see what changed in the law."
)


@app.callback()
def rule() -> None:
    """Ask any rule of law; see what changed in the law."""
