"""How does an answer stand on the page? Lines with amounts and their working, each with the articles it rests on."""

from collections.abc import Iterator
from dataclasses import dataclass

from payung.reckon.public import Explanation, Piece, Result, Rule, Step, UsedValue, counted, explain, rule
from payung.web.anyone.payers import Part, bar, paid_by

EQUALS = " = "
TOTAL = "total_"


@dataclass(frozen=True)
class Article:
    """One parameter on which an answer rests, with its number among the answer's articles."""

    number: int
    used: UsedValue
    label: str


@dataclass(frozen=True)
class Line:
    """An amount, day or word of an answer: label, value, the working before it, and the articles it rests on.

    `opens` is the parameter which the value itself is, where the law says it outright; `why` of what is nothing.
    """

    label: str
    value: str
    working: tuple[Piece, ...]
    opens: str
    articles: tuple[Article, ...]
    is_money: bool
    is_total: bool
    why: str


@dataclass(frozen=True)
class Answer:
    """What one rule answers, ready for the page."""

    rule: Rule
    title: str
    result: Result
    explanation: Explanation
    lines: tuple[Line, ...]
    articles: tuple[Article, ...]
    paid: dict[str, int]
    parts: tuple[Part, ...]

    @property
    def is_refused(self) -> bool:
        """Whether the law says no."""
        return self.result.outcome == "REFUSED"

    @property
    def given(self) -> tuple[Step, ...]:
        """The facts that bear on it."""
        return self.explanation.of("given")

    @property
    def decided(self) -> tuple[Step, ...]:
        """The comparisons on which the answer turned."""
        return tuple(step for step in self.explanation.of("reckoned") if step.name == "reason")


def answered(result: Result, language: str) -> Answer:
    """The answer of a rule in a language; of a row that could not be answered, an answer without lines."""
    asked = rule(result.rule_id)
    told = explain(result, language)
    articles = _articles(told, language)
    lines = tuple(_lines(asked, result, told, articles))
    paid = paid_by(result)
    return Answer(
        asked, asked.label(language), result, told, lines, tuple(articles.values()), paid, bar([paid], language)
    )


def _articles(told: Explanation, language: str) -> dict[str, Article]:
    """One for each parameter, numbered as they come."""
    found: dict[str, Article] = {}
    for used in told.used:
        if used.parameter_id not in found:
            found[used.parameter_id] = Article(len(found) + 1, used, used.label(language))
    return found


def _lines(asked: Rule, result: Result, told: Explanation, articles: dict[str, Article]) -> Iterator[Line]:
    """Every output that says something; what is nothing by its kind, as the fee of who owes none, is left out."""
    steps = {step.name: step for step in told.of("reckoned")}
    has_amounts = any(result.values[column.name] for column in asked.columns if column.is_money)
    for column in asked.columns:
        step, value = steps.get(column.name), result.values.get(column.name)
        if step is None:
            continue
        is_total = column.name.startswith(TOTAL)
        opened = [piece.used.parameter_id for piece in step.pieces if piece.used]
        working = _working(step)
        if value == 0 and not working and not opened and has_amounts and not is_total:
            continue
        rests_on = dict.fromkeys(one.parameter_id for one in told.rests_on(column.name))
        yield Line(
            step.label,
            counted(value, column.unit, told.language),
            working,
            opened[0] if opened and not working else "",
            tuple(articles[one] for one in rests_on),
            column.is_money,
            is_total,
            step.why,
        )


def _working(step: Step) -> tuple[Piece, ...]:
    """The line without the value at its end; nothing where the value is all there is."""
    places = [place for place, piece in enumerate(step.pieces) if piece.text == EQUALS]
    is_last = places and not any(piece.text == "; " for piece in step.pieces[places[-1] :])
    if not is_last:
        return step.pieces if len(step.pieces) > 1 else ()
    # Whether it was rounded is said after the value, and belongs to the working.
    return (*step.pieces[: places[-1]], *step.pieces[places[-1] + 2 :])
