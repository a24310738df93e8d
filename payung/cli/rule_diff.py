"""`payung rule diff`: what changed in the law between two days, which rules read it, and whom does it touch?"""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from payung.cli.day import as_day
from payung.cli.end import End, stop
from payung.cli.rule_words import Json, print_json
from payung.determine.public import rules as determine_rules
from payung.law.public import cited
from payung.reckon.public import Change, TableUnreadable, change_data, changes, touched

console = Console()


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
        print_json(
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
        console.print(f"  {cited(one.article, 'en')}", style="dim", highlight=False, markup=False)
        reading = ", ".join([*one.rules, *_status_rules(one.parameter_id)])
        console.print(f"  aturan · rules: {reading or '–'}", highlight=False, markup=False)
        if people is not None:
            console.print(f"  orang · people: {people:,}", highlight=False)


def _counts(found: list[Change], tables: Path | None) -> dict[tuple[str, str], int]:
    if tables is None:
        return {}
    try:
        return touched(found, tables)
    except TableUnreadable as error:
        stop(End.TABLE, str(error))


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
