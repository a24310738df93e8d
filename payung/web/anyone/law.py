"""What does the law say, since when, and who says so? Every parameter and every rule, open to anybody."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe

from payung.law.public import DatedValue, Parameter, chart, load_law
from payung.reckon.public import UnknownRule, rule, rules, written
from payung.web.anyone.calculator import answer_page
from payung.web.anyone.question import Question
from payung.web.page import page
from payung.web.templatetags.words import language


@page("public")
def law(request: HttpRequest) -> HttpResponse:
    """Every parameter by programme, and every rule."""
    parameters: dict[str, list[Parameter]] = {}
    for one in load_law().parameters.values():
        parameters.setdefault(one.programme, []).append(one)
    context = {"programmes": sorted(parameters.items()), "rules": list(rules().values()), "version": load_law().version}
    return render(request, "anyone/law.html", context)


@page("public")
def parameter(request: HttpRequest, parameter_id: str) -> HttpResponse:
    """One parameter: its values over time, a picture, sources, how sure we are, and which rules read it."""
    book = load_law()
    found = book.parameters.get(parameter_id)
    if found is None:
        raise Http404
    today = timezone.localdate()
    drawn = chart(found, today)
    context = {
        "parameter": found,
        # Our own markup: numbers, days and names of our own files, escaped where they are text.
        "chart": mark_safe(drawn) if drawn else "",
        "timelines": [
            (scope, [_dated(found, value, today) for value in reversed(timeline)])
            for scope, timeline in found.timelines.items()
        ],
        "readers": [one for one in rules().values() if parameter_id in one.sources],
    }
    return render(request, "anyone/parameter.html", context)


@page("public")
def rule_page(request: HttpRequest, rule_id: str) -> HttpResponse:
    """One rule: what it asks, what it answers, on which parameters it rests, and its text."""
    try:
        found = rule(rule_id)
    except UnknownRule as error:
        raise Http404 from error
    book = load_law()
    text = "".join(line for line in found.text.splitlines(keepends=True) if not line.startswith("-- "))
    context = {"rule": found, "text": text.strip(), "parameters": [book.parameters[one] for one in found.sources]}
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


def _dated(of: Parameter, value: DatedValue, today: date) -> dict[str, Any]:
    """A value as the page shows it."""
    book = load_law()
    return {
        "value": value,
        "is_in_force": value.holds(today),
        "rows": _rows(of, value.value),
        "sources": [book.sources[one] for one in value.sources],
    }


def _rows(of: Parameter, value: Any) -> list[list[str]]:
    """A value as lines of cells: one for a single value, a name and a value for a mapping, a table for rows."""
    units = of.unit if isinstance(of.unit, dict) else {}
    unit = of.unit if isinstance(of.unit, str) else ""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        head = list(value[0])
        body = [[written(row[name], units.get(name, unit), language()) for name in head] for row in value]
        return [head, *body]
    if isinstance(value, list):
        return [[written(one, unit, language())] for one in value]
    if isinstance(value, dict):
        return [[str(key), *_cells(inner, units.get(str(key), unit))] for key, inner in value.items()]
    return [[written(value, unit, language())]]


def _cells(value: Any, unit: str) -> list[str]:
    if isinstance(value, dict):
        return [", ".join(f"{key} {_cells(inner, unit)[0]}" for key, inner in value.items())]
    if isinstance(value, list):
        return [", ".join(written(one, unit, language()) for one in value)]
    return [written(value, unit, language())]
