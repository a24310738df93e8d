"""What does the law give me? Contributions, the way back and benefits, for anybody, without signing in."""

from collections.abc import Iterator
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from payung.reckon.public import Result, Rule, error_facts, evaluate, rules
from payung.web.anyone.answer import Answer, answered
from payung.web.anyone.payers import bar
from payung.web.anyone.question import (
    Field,
    Question,
    arguments,
    form,
    groups,
    question,
    read,
    undated,
)
from payung.web.page import page
from payung.web.templatetags.words import language


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
    """The page of a question: an empty form, the faults at their fields, or the answers.

    An address that leaves out a day which is today unless said is sent on to the one that says it: a link which is
    shared answers the same tomorrow.
    """
    on = timezone.localdate()
    given = {name: str(value) for name, value in request.GET.items()}
    fields = form(asked, given, language(), on)
    results = list(_results(asked, given, on)) if given else []
    _tell_faults(asked, results, fields)
    faulty = [one for one in fields if one.faults]
    days = undated(asked, given, on)
    if results and not faulty and days:
        query = request.GET.copy()
        query.update(days)
        return redirect(f"{request.path}?{query.urlencode()}")
    answers = [] if faulty else [answered(one, language()) for one in results]
    context = {"asked": asked, "fields": fields, "answers": answers, "faulty": faulty, "together": _together(answers)}
    context["has_more"] = any(one.is_more for one in fields)
    context["is_more_open"] = any(one.is_more and (one.faults or one.is_changed) for one in fields)
    context["link"] = request.build_absolute_uri() if answers else ""
    return render(request, "anyone/question.html", context, status=422 if faulty else 200)


def _results(asked: Question, given: dict[str, str], on: date) -> Iterator[Result]:
    for part in asked.rules:
        row = {one.name: read(one, given.get(one.name, "")) for one in part.arguments}
        yield from evaluate(part.id, on=on, inputs=[{name: value for name, value in row.items() if value is not None}])


def _tell_faults(asked: Question, results: list[Result], fields: list[Field]) -> None:
    """Put each fault beside its field, once, in the reader's words; one of a reckoned day beside the first field."""
    by_name = {one.name: one for one in fields}
    told: set[tuple[str, str]] = set()
    for part, result in zip(asked.rules, results, strict=False):
        for error in result.errors:
            name = error.field if error.field in by_name else next(iter(arguments(asked)))
            if (name, error.code) not in told:
                told.add((name, error.code))
                words = error.message(language(), **error_facts(part, error, language()))
                by_name[name].faults.append(_message(part, error.field, words))


def _message(part: Rule, field: str, told: str) -> str:
    argument = part.argument(field)
    return f"{told} {argument.hint(language())}".strip() if argument and argument.type == "int64" else told


def _together(answers: list[Answer]) -> dict[str, object] | None:
    """Who pays what of all contributions of one month, where a question asks for more than one."""
    paid = [one.paid for one in answers if one.paid and not one.is_refused]
    if len(paid) < 2:
        return None
    parts = bar(paid, language())
    return {"parts": parts, "total": sum(part.amount_idr for part in parts)}
