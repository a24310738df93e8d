"""`payung rule`: list and show the rules of law, ask one for an array of inputs, see what changed between two days."""

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from payung.cli.ask import ask
from payung.cli.day import as_day
from payung.cli.end import End, stop
from payung.determine.public import rules as determine_rules
from payung.law.public import AlreadyLaw, NotInForce, UnknownParameter, load_law
from payung.reckon.public import (
    Argument,
    Change,
    Rule,
    TableUnreadable,
    UnknownRule,
    change_data,
    changes,
    evaluate,
    explain,
    explanation_data,
    result_data,
    rule,
    rule_data,
    rules,
    touched,
)

console = Console()
app = typer.Typer(no_args_is_help=True, help="Ask any rule of law; see what changed in the law.")
app.command("ask")(ask)

Json = Annotated[bool, typer.Option("--json", help="As JSON, for programs.")]
Day = typer.Option(parser=as_day, metavar="YYYY-MM-DD")


@app.command("list")
def list_rules(
    programme: Annotated[str, typer.Option(help="Only rules of this programme: jkn, jkk, pu, ...")] = "",
    as_json: Json = False,
) -> None:
    """List the rules, with inputs and outputs."""
    found = [one for one in rules().values() if programme in ("", one.programme)]
    if not found:
        known = ", ".join(sorted({one.programme for one in rules().values()}))
        stop(End.WORDS, f"UNKNOWN_PROGRAMME: no rule is of {programme!r}; there are {known}")
    if as_json:
        _print_json([rule_data(one) for one in found])
        return
    table = Table("aturan · rule", "arti · meaning", "isian · inputs")
    for one in found:
        table.add_row(one.id, f"{one.label_id}\n[dim]{one.label_en}[/]", ", ".join(a.name for a in one.arguments))
    console.print(table)


@app.command("show")
def show(
    rule_id: Annotated[str, typer.Argument(metavar="ID", help="A rule, as payung rule list names it.")],
    as_json: Json = False,
) -> None:
    """Show one rule: what it needs, what it answers, on which parameters, and its text."""
    one = _rule(rule_id)
    if as_json:
        _print_json(rule_data(one))
        return
    console.print(f"[bold]{one.id}[/]\n{one.label_id}\n[dim]{one.label_en}[/]\n", highlight=False)
    inputs = Table("isian · input", "satuan · unit", "arti · meaning", "yang diterima · accepted")
    for argument in one.arguments:
        name = argument.name if argument.is_needed else f"[dim]{argument.name}[/]"
        inputs.add_row(name, argument.unit, argument.label_id, "\n".join(_accepted(one, argument)))
    outputs = Table("hasil · output", "satuan · unit", "arti · meaning")
    for column in one.columns:
        outputs.add_row(column.name, column.unit, column.label_id)
    console.print(inputs, outputs)
    console.print("parameter · parameters: " + ", ".join(one.sources), highlight=False)
    console.print(
        "\n" + "".join(line for line in one.text.splitlines(keepends=True) if not line.startswith("-- ")), markup=False
    )


def _accepted(asked: Rule, argument: Argument) -> Iterator[str]:
    """What may be given, when it must be, and where somebody finds it who does not know."""
    yield argument.accepted()
    guard = asked.needs.get(argument.name)
    if guard is not None:
        yield "wajib bila · needed where " + ", ".join(
            f"{name}={'/'.join(words)}" for name, _, words in guard.conditions
        )
    if argument.find_id:
        yield f"[dim]{argument.find_id}[/]"


@app.command("eval")
def evaluate_rule(
    rule_id: Annotated[str, typer.Argument(metavar="ID", help="A rule, as payung rule list names it.")],
    on: Annotated[date, Day],
    language: Annotated[str, typer.Option(help="Add an explanation in id or en.")] = "",
    law_of: Annotated[
        date | None,
        typer.Option(
            parser=as_day, metavar="YYYY-MM-DD", help="The law as read on that day: nothing that reached back later."
        ),
    ] = None,
    switch_on: Annotated[
        list[str] | None, typer.Option(help="A parameter that is not law, for a scenario: ID or ID=YYYY-MM-DD.")
    ] = None,
) -> None:
    """Read a JSON array of inputs from stdin and write a JSON array of answers, one for each."""
    one = _rule(rule_id)
    if language not in ("", "id", "en"):
        stop(End.WORDS, f"{language!r} is no language here; there are id and en")
    rows = _read_rows(one.id)
    try:
        law = load_law().as_enacted_on(law_of) if law_of else load_law()
        answers = evaluate(one.id, on=on, inputs=rows, law=law, switched_on=_scenario(switch_on or [], on))
    except UnknownParameter as error:
        stop(End.WORDS, f"UNKNOWN_PARAMETER: {error}")
    except AlreadyLaw as error:
        stop(End.WORDS, f"ALREADY_LAW: {error}")
    except NotInForce as error:
        stop(End.WORDS, f"DAY_OUTSIDE_LAW: {error}")
    _print_json([result_data(one) | (explanation_data(explain(one, language)) if language else {}) for one in answers])


@app.command("diff")
def diff(
    begin: Annotated[date, typer.Option("--from", parser=as_day, metavar="YYYY-MM-DD", help="The earlier day.")],
    end: Annotated[date, typer.Option("--to", parser=as_day, metavar="YYYY-MM-DD", help="The later day.")],
    tables: Annotated[Path | None, typer.Option(help="Folder of a run: counts the people each change touches.")] = None,
    as_json: Json = False,
) -> None:
    """Say what changed in the law between two days, which rules read it, and how many people it touches."""
    if end < begin:
        stop(End.WORDS, f"{end} is before {begin}")
    found = changes(begin, end)
    counts = _counts(found, tables)
    if as_json:
        _print_json(
            [
                change_data(one)
                | {"status_rules": _status_rules(one.parameter_id), "people": counts.get((one.parameter_id, one.scope))}
                for one in found
            ]
        )
        return
    for one in found:
        people = counts.get((one.parameter_id, one.scope))
        name = f"{one.parameter_id} {one.scope}".strip()
        console.print(f"[bold]{one.on}  {name}[/]\n  {one.label_id}\n  [dim]{one.label_en}[/]", highlight=False)
        console.print("\n".join(f"  {line}" for line in _difference(one)), highlight=False, markup=False)
        console.print(f"  {one.article}", highlight=False, markup=False)
        reading = ", ".join([*one.rules, *_status_rules(one.parameter_id)])
        console.print(f"  aturan · rules: {reading or '–'}", highlight=False, markup=False)
        if people is not None:
            console.print(f"  orang · people: {people:,}", highlight=False)


def _rule(rule_id: str) -> Rule:
    try:
        return rule(rule_id)
    except UnknownRule as error:
        stop(End.WORDS, f"UNKNOWN_RULE: {error}")


def _scenario(words: list[str], on: date) -> dict[str, date]:
    """The parameters switched on, each from its day; without one from the day of the question."""
    pairs = [word.partition("=") for word in words]
    return {parameter: as_day(day) if day else on for parameter, _, day in pairs}


def _read_rows(rule_id: str) -> list[Any]:
    if sys.stdin.isatty():
        # Somebody sits there and sees nothing happen: say what is awaited, and the way that needs no JSON.
        stop(End.WORDS, f"NO_INPUT: stdin must bring a JSON array of inputs; by hand: payung rule ask {rule_id}")
    try:
        rows = json.load(sys.stdin, object_pairs_hook=_object)
    except (ValueError, RecursionError) as error:
        # Of bad text, and of numbers or nesting beyond what can be read.
        stop(End.WORDS, f"NOT_JSON: stdin is no JSON array of objects, one for each answer: {error}")
    if not isinstance(rows, list):
        stop(End.WORDS, "NOT_AN_ARRAY: stdin must hold a JSON array, one object of inputs for each answer")
    return rows


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any] | list[tuple[str, Any]]:
    """The fields by name; where one is named twice it stays a list, which is refused as no row: neither is guessed."""
    fields = dict(pairs)
    return fields if len(fields) == len(pairs) else pairs


def _counts(found: list[Change], tables: Path | None) -> dict[tuple[str, str], int]:
    if tables is None:
        return {}
    try:
        return touched(found, tables)
    except TableUnreadable as error:
        stop(End.TABLE, str(error))


def _print_json(data: Any) -> None:
    """Plain JSON on stdout: no colour, no wrapping, so that a program can read it."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")


def _difference(change: Change) -> list[str]:
    """What changed, value by value; of a value with keys only the keys that differ."""
    before, after = change.before, change.after
    if isinstance(before, dict) and isinstance(after, dict):
        keys = [key for key in {**before, **after} if before.get(key) != after.get(key)]
        return [f"{key}: {_shown(before.get(key))} → {_shown(after.get(key))}" for key in keys]
    return [f"{_shown(before)} → {_shown(after)}"]


def _status_rules(parameter_id: str) -> list[str]:
    """Rules of the status flow that read the parameter."""
    return sorted(one.id for one in determine_rules() if parameter_id in one.sources)


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return f"[{len(value)}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_shown(one)}" for key, one in value.items()) + "}"
    return (
        "–" if value is None else f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)
    )
