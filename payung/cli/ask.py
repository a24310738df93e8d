"""`payung rule ask`: one rule, the facts typed as name=value, the answer in words with its working and its articles."""

from datetime import date
from typing import Annotated

import typer
from rich.console import Console

from payung.cli.day import as_day, today
from payung.cli.end import End, stop
from payung.reckon.public import Argument, Cell, Rule, UnknownRule, counted, evaluate, explain, rule

console = Console(highlight=False, soft_wrap=True)
BOOLS = {"true": True, "false": False, "ya": True, "tidak": False, "yes": True, "no": False}
HELP = "name=value, as payung rule show names them: wage_monthly_idr=15000000"


def ask(
    rule_id: Annotated[str, typer.Argument(metavar="ID", help="A rule, as payung rule list names it.")],
    facts: Annotated[list[str] | None, typer.Argument(metavar="NAME=VALUE...", help=HELP)] = None,
    on: Annotated[date | None, typer.Option(parser=as_day, metavar="YYYY-MM-DD", help="Without it: today.")] = None,
    language: Annotated[str, typer.Option(help="id or en.")] = "id",
) -> None:
    """Ask one rule for one person and read the answer: a sentence, the working, the articles."""
    try:
        one = rule(rule_id)
    except UnknownRule as error:
        stop(End.WORDS, f"UNKNOWN_RULE: {error}")
    if language not in ("id", "en"):
        stop(End.WORDS, f"{language!r} is no language here; there are id and en")
    (result,) = evaluate(one.id, on=on or today(), inputs=[_row(one, facts or [])])
    console.print(explain(result, language).text, markup=False)
    if result.errors:
        console.print(f"\n{_needed(one, language)}", markup=False)
        raise typer.Exit(End.WORDS)


def _row(one: Rule, facts: list[str]) -> dict[str, Cell]:
    """The facts by name, each read as its input wants it; what cannot be read stays text, for the rule to refuse."""
    found: dict[str, Cell] = {}
    for fact in facts:
        name, equals, value = fact.partition("=")
        if not equals:
            stop(End.WORDS, f"{fact!r} is not name=value; {one.id} takes {', '.join(a.name for a in one.arguments)}")
        argument = one.argument(name)
        found[name] = _read(argument, value) if argument else value
    return found


def _read(argument: Argument, typed: str) -> Cell:
    if argument.type == "bool":
        return BOOLS.get(typed.lower(), typed)
    digits = typed.replace(".", "").replace("_", "")
    return int(digits) if argument.type == "int64" and digits.removeprefix("-").isdecimal() else typed


def _needed(one: Rule, language: str) -> str:
    """What the rule takes, a line for each input, with what stands where nothing is said."""
    lines = ["Isian:" if language == "id" else "Inputs:"]
    for argument in one.arguments:
        has_default = argument.default is not None and argument.default != "on"
        unsaid = f" ({counted(argument.default, argument.unit, language)})" if has_default else ""
        mark = "*" if argument.is_needed else " "
        codes = "|".join(str(value) for value in argument.values)
        takes = codes or argument.hint(language)
        lines.append(f" {mark} {argument.name}=  {argument.title(language)}{unsaid}. {takes}")
    return "\n".join(lines)
