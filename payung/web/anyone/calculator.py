"""What does the law give me? Contributions, the way back and benefits, for anybody, without signing in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from payung.reckon.public import Explanation, Result, UsedValue, evaluate, explain, rules, written
from payung.web.anyone.question import Field, Question, arguments, form, groups, question, read
from payung.web.page import page
from payung.web.templatetags.words import language


@dataclass(frozen=True)
class Answer:
    """What one rule answers: the sentence, its amounts by label, and the law it rests on."""

    result: Result
    explanation: Explanation
    amounts: tuple[tuple[str, str], ...]
    law: tuple[UsedValue, ...]

    @property
    def is_refused(self) -> bool:
        """Whether the law says no."""
        return self.result.outcome == "REFUSED"


@page("public")
def calculator(request: HttpRequest) -> HttpResponse:
    """The questions, in groups."""
    return render(request, "anyone/calculator.html", {"groups": groups(), "rule_count": len(rules())})


@page("public")
def calculate(request: HttpRequest, slug: str) -> HttpResponse:
    """One question: the form, and the answer for what the address says. Nothing is kept."""
    asked = question(slug)
    if asked is None:
        raise Http404
    return answer_page(request, asked)


def answer_page(request: HttpRequest, asked: Question) -> HttpResponse:
    """The page of a question: an empty form, the faults at their fields, or the answers."""
    on = timezone.localdate()
    given = {name: str(value) for name, value in request.GET.items()}
    fields = form(asked, given, language(), on)
    answers: list[Answer] = []
    if given:
        answers = list(_answers(asked, given, on, fields))
    has_fault = any(one.faults for one in fields)
    context = {"asked": asked, "fields": fields, "answers": [] if has_fault else answers, "has_fault": has_fault}
    context["link"] = request.build_absolute_uri() if answers and not has_fault else ""
    return render(request, "anyone/question.html", context, status=422 if has_fault else 200)


def _answers(asked: Question, given: dict[str, str], on: date, fields: list[Field]) -> Iterator[Answer]:
    by_name = {one.name: one for one in fields}
    for part in asked.rules:
        row = {one.name: read(one, given.get(one.name, "")) for one in part.arguments}
        (result,) = evaluate(part.id, on=on, inputs=[{name: value for name, value in row.items() if value is not None}])
        for error in result.errors:
            named = error.field if error.field in by_name else next(iter(arguments(asked)))
            message = error.message(language())
            if message not in by_name[named].faults:
                by_name[named].faults.append(message)
        yield Answer(result, explain(result, language()), tuple(_amounts(result)), _law(result))


def _amounts(result: Result) -> Iterator[tuple[str, str]]:
    for column in rules()[result.rule_id].columns:
        value = result.values.get(column.name)
        if value is not None:
            label = column.label_en if language() == "en" else column.label_id
            yield label, written(value, column.unit, language())


def _law(result: Result) -> tuple[UsedValue, ...]:
    """One line for each parameter the answer rests on."""
    first: dict[str, UsedValue] = {}
    for used in result.used:
        first.setdefault(used.parameter_id, used)
    return tuple(first.values())
