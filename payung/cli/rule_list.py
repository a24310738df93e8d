"""`payung rule list` and `payung rule show`: which rules are there, and what does one need and answer?"""

from collections.abc import Iterator
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from payung.cli.end import End, stop
from payung.cli.rule_words import Json, RuleId, print_json, rule_of
from payung.reckon.public import Argument, Rule, rule_data, rules

console = Console()


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
        print_json([rule_data(one) for one in found])
        return
    table = Table("aturan · rule", "arti · meaning", "isian · inputs")
    for one in found:
        table.add_row(one.id, f"{one.label_id}\n[dim]{one.label_en}[/]", ", ".join(a.name for a in one.arguments))
    console.print(table)


def show(
    rule_id: RuleId,
    as_json: Json = False,
) -> None:
    """Show one rule: what it needs, what it answers, on which parameters, and its text."""
    one = rule_of(rule_id)
    if as_json:
        print_json(rule_data(one))
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
