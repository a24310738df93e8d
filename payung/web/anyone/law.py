"""What does the law say, since when, and who says so? Every parameter and every rule, open to anybody."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe

from payung.law.public import DatedValue, Parameter, Words, chart, load_law
from payung.reckon.public import Rule, UnknownRule, capital, counted, key_words, rule, rules
from payung.terms.public import name_of
from payung.web.anyone.calculator import answer_page
from payung.web.anyone.question import Question, groups
from payung.web.page import page
from payung.web.templatetags.words import language


@page("public")
def law(request: HttpRequest) -> HttpResponse:
    """Every parameter by programme, and every rule."""
    parameters: dict[str, list[dict[str, Any]]] = {}
    today = timezone.localdate()
    for one in load_law().parameters.values():
        parameters.setdefault(one.programme, []).append({"one": one, "label": label_of(one), "now": _now(one, today)})
    programmes: dict[str, list[Rule]] = {}
    for rule_ in rules().values():
        programmes.setdefault(rule_.programme, []).append(rule_)
    context = {"programmes": sorted(parameters.items()), "rules": programmes, "version": load_law().version}
    return render(request, "anyone/law.html", context)


@page("public")
def parameter(request: HttpRequest, parameter_id: str) -> HttpResponse:
    """One parameter: what holds today, a picture, its values over time, sources, how sure we are, who reads it."""
    found = load_law().parameters.get(parameter_id)
    if found is None:
        raise Http404
    today = timezone.localdate()
    drawn = chart(found, today, Words(_number, lambda key: key_words(key, language()), label_of(found)))
    timelines = [_timeline(found, scope, timeline, today) for scope, timeline in found.timelines.items()]
    context = {
        "parameter": found,
        "label": label_of(found),
        # Our own markup: numbers, days and names of our own files, escaped where they are text.
        "chart": mark_safe(drawn) if drawn else "",
        "timelines": timelines,
        "is_due": found.check_again is not None and found.check_again <= today,
        "readers": [one for one in rules().values() if parameter_id in one.sources],
    }
    return render(request, "anyone/parameter.html", context)


@page("public")
def rule_page(request: HttpRequest, rule_id: str) -> HttpResponse:
    """One rule: what it asks, what it answers, what it says, on which parameters it rests, and its text."""
    try:
        found = rule(rule_id)
    except UnknownRule as error:
        raise Http404 from error
    book = load_law()
    text = "".join(line for line in found.text.splitlines(keepends=True) if not line.startswith("-- "))
    asked = [one for group in groups() for one in group.questions if rule_id in one.rule_ids]
    context = {
        "rule": found,
        "label": found.label(language()),
        "inputs": [(one.title(language()), one, one.hint(language())) for one in found.arguments],
        "outputs": [(one.label(language()), one) for one in found.columns],
        "questions": asked,
        "text": text.strip(),
        "parameters": [(label_of(book.parameters[one]), book.parameters[one]) for one in found.sources],
    }
    return render(request, "anyone/rule.html", context)


@page("public")
def ask_rule(request: HttpRequest, rule_id: str) -> HttpResponse:
    """Any rule as a question of its own."""
    try:
        found = rule(rule_id)
    except UnknownRule as error:
        raise Http404 from error
    label = {"id": found.label_id, "en": found.label_en}
    return answer_page(request, Question(rule_id, label, (rule_id,)))


def label_of(found: Parameter) -> str:
    """The parameter's label in the reader's language."""
    return (found.label_en if language() == "en" else found.label_id).replace("->", "→")


def _number(value: int, unit: str) -> str:
    return counted(value, unit, language())


def _now(found: Parameter, today: date) -> str:
    """The one number that holds today; nothing where there are several, or a table, or words."""
    held = [value for value in found.values if value.holds(today)]
    is_number = len(held) == 1 and isinstance(held[0].value, int) and not isinstance(held[0].value, bool)
    if found.status or not is_number or not isinstance(found.unit, str):
        return ""
    return _cell(held[0].value, found.unit)


def _timeline(found: Parameter, scope: str, timeline: tuple[DatedValue, ...], today: date) -> dict[str, Any]:
    """The values of one scope, newest first; `is_single` where each is one value and fits a line."""
    values = [_dated(found, value, today) for value in reversed(timeline)]
    is_single = all(len(one["rows"]) == len(one["rows"][0]) == 1 for one in values if one["rows"])
    return {"scope": _scope(scope), "values": values, "is_single": is_single}


def _scope(scope: str) -> str:
    """What a timeline is for: the name of a region, or the words of a key."""
    return (name_of(scope) or key_words(scope, language())) if scope else ""


def _dated(of: Parameter, value: DatedValue, today: date) -> dict[str, Any]:
    """A value as the page shows it: one cell, lines of name and value, or a table under `head`."""
    book = load_law()
    head, rows = _rows(of, value.value)
    return {
        "value": value,
        "is_in_force": value.holds(today),
        "head": head,
        "rows": rows,
        "is_day": value.since is not None and value.since == value.until,
        "sources": [book.sources[one] for one in value.sources],
    }


def _rows(of: Parameter, value: Any) -> tuple[list[str], list[list[str]]]:
    """The heads of a table's columns, and its lines of cells."""
    units = {str(name): one for name, one in of.unit.items()} if isinstance(of.unit, dict) else {}
    unit = of.unit if isinstance(of.unit, str) else ""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        names = list(value[0])
        body = [[_cell(row[name], units.get(name, unit)) for name in names] for row in value]
        return [capital(key_words(name, language())) for name in names], body
    if isinstance(value, list):
        return [], [[_cell(one, unit)] for one in value]
    if isinstance(value, dict):
        return [], [
            [capital(key_words(str(key), language())), _inner(key, one, units, unit)] for key, one in value.items()
        ]
    return [], [[_cell(value, unit)]]


def _inner(key: str | int, value: Any, units: dict[str, str], unit: str) -> str:
    """What stands at a key: a value, a list, or keys of its own in one line."""
    if isinstance(value, dict):
        inner = (f"{key_words(str(name), language())} {_inner(name, one, units, unit)}" for name, one in value.items())
        return ", ".join(inner)
    own = units.get(str(key), unit)
    return ", ".join(_cell(one, own) for one in value) if isinstance(value, list) else _cell(value, own)


def _cell(value: Any, unit: str) -> str:
    return key_words(value, language()) if isinstance(value, str) else counted(value, unit, language())
