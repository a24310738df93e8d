"""What the commands on rules share: a rule by its id, the switch for JSON, and how JSON is written."""

import json
import sys
from typing import Annotated, Any

import typer

from payung.cli.end import End, stop
from payung.reckon.public import Rule, UnknownRule, rule

Json = Annotated[bool, typer.Option("--json", help="As JSON, for programs.")]
RuleId = Annotated[str, typer.Argument(metavar="ID", help="A rule, as payung rule list names it.")]


def rule_of(rule_id: str) -> Rule:
    """The rule of this id; the command ends where there is none."""
    try:
        return rule(rule_id)
    except UnknownRule as error:
        stop(End.WORDS, f"UNKNOWN_RULE: {error}")


def print_json(data: Any) -> None:
    """Plain JSON on stdout: no colour, no wrapping, so that a program can read it."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
