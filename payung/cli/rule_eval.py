"""`payung rule eval`: one rule for an array of inputs, for programs."""

import json
import sys
from datetime import date
from typing import Annotated, Any

import typer

from payung.cli.day import as_day
from payung.cli.end import End, stop
from payung.cli.rule_words import RuleId, print_json, rule_of
from payung.law.public import AlreadyLaw, NotInForce, UnknownParameter, load_law
from payung.reckon.public import evaluate, explain, explanation_data, result_data

Day = typer.Option(parser=as_day, metavar="YYYY-MM-DD")


def evaluate_rule(
    rule_id: RuleId,
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
    one = rule_of(rule_id)
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
    print_json([result_data(one) | (explanation_data(explain(one, language)) if language else {}) for one in answers])


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
