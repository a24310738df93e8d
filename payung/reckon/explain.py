"""What does a result say to a person? The sentence, the steps with their numbers, then the articles."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from payung.law.public import cited, load_law
from payung.reckon.argument import MONEY
from payung.reckon.bearing import bearing
from payung.reckon.deciding import deciding
from payung.reckon.error import InputError, RuleMalformed
from payung.reckon.evaluate import ERROR, Result, used_once
from payung.reckon.nothing import Nothing
from payung.reckon.rule import Rule, reasons, rule
from payung.reckon.simplify import stripped
from payung.reckon.trace import Term, trace, walked
from payung.reckon.use import UsedValue
from payung.reckon.wording import capital, counted, is_sentence, key_words, one_of_each, phrase, written
from payung.reckon.working import Piece, Pieces, Working, keys_of

CLAUSE = re.compile(r"\[([^\]]*)\]")
PLACEHOLDER = re.compile(r"\{(\w+)\}")
GIVEN, LAW, RECKONED = "given", "law", "reckoned"
KINDS = (GIVEN, LAW, RECKONED)
WEAK = {
    "one_source": {"id": "satu sumber", "en": "one source"},
    "memory": {"id": "dari ingatan", "en": "from memory"},
}
CONTESTED = {"id": "diperdebatkan atau bukan hukum", "en": "contested or not law"}


@dataclass(frozen=True)
class Step:
    """One line of an explanation.

    `kind` is given (an input), law (a number of the law) or reckoned; `name` the input, parameter or output; `pieces`
    the line after its label, where a number of the law carries the legal value it is; `rests_on` every legal value
    on which the line rests; `why` of an amount that is nothing, where its working does not say it.
    """

    kind: str
    name: str
    label: str
    pieces: Pieces
    rests_on: tuple[UsedValue, ...] = ()
    why: str = ""

    @property
    def text(self) -> str:
        """The line as plain text, with why an amount is nothing."""
        return f"{self.label}: {self.said}{f' ({self.why})' if self.why else ''}"

    @property
    def said(self) -> str:
        """The line without its label."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True)
class Explanation:
    """A result in words: one sentence, the steps (given, the law's numbers, reckoned), the articles.

    `used` are the legal values that bear on the answer. Of a row that could not be answered the sentence is the first
    error, `notes` are the others, and there are no steps.
    """

    language: str
    sentence: str
    steps: tuple[Step, ...] = ()
    articles: tuple[str, ...] = ()
    used: tuple[UsedValue, ...] = ()
    notes: tuple[str, ...] = ()

    def of(self, kind: str) -> tuple[Step, ...]:
        """The steps of a kind: given, law or reckoned."""
        return tuple(step for step in self.steps if step.kind == kind)

    def rests_on(self, output: str) -> tuple[UsedValue, ...]:
        """The legal values on which one output rests; none for an output that has no line."""
        return next((step.rests_on for step in self.of(RECKONED) if step.name == output), ())

    @property
    def text(self) -> str:
        """The whole as plain text."""
        parts = ["\n".join((self.sentence, *self.notes))]
        groups = [(kind, [step.text for step in self.of(kind)]) for kind in KINDS]
        for name, lines in (*groups, ("articles", self.articles)):
            if lines:
                parts.append("\n".join([f"{phrase(name, self.language)}:", *(f"  {line}" for line in lines)]))
        return "\n\n".join(parts)


def explain(result: Result, language: str = "id") -> Explanation:
    """The result in `id` or `en`. Raises KeyError for another language.

    Raises RuleMalformed where what is worked out here differs from what was answered: one of both is wrong.
    """
    asked = rule(result.rule_id)
    if result.outcome == ERROR:
        # One day on which the law lacks several values is one fault.
        first = {(error.code, error.field): error for error in reversed(result.errors)}
        said = [_told(asked, error, language) for error in result.errors if first[error.code, error.field] is error]
        return Explanation(language, said[0], notes=tuple(said[1:]))
    telling = _Telling(asked, result, language)
    steps = (*telling.given(), *telling.law(), *telling.reckoned())
    return Explanation(
        language,
        _sentence(asked, result, language),
        steps,
        tuple(dict.fromkeys(_article(one, language) for one in telling.used)),
        telling.used,
    )


@dataclass
class _Telling:
    """One answer on its way into words."""

    asked: Rule
    result: Result
    language: str
    traced: Mapping[str, Term] = field(init=False)
    used: tuple[UsedValue, ...] = field(init=False)
    working: Working = field(init=False)

    def __post_init__(self) -> None:
        self.traced = trace(self.asked.id, self.result.law, self.result.inputs)
        told = {"outcome": self.result.outcome, "reason": self.result.reason, **self.result.values}
        for name, term in self.traced.items():
            if term.value != told[name]:
                raise RuleMalformed(f"{self.asked.id} answers {name} {told[name]}, and works out {term.value}")
        self.used = self.result.used
        outputs = [(self.traced[one.name], one.unit) for one in self.asked.columns]
        self.working = Working(self.language, {key: unit for term, unit in outputs for key in keys_of(term)})

    def given(self) -> Iterator[Step]:
        """The inputs that bear on the answer."""
        for one in bearing(self.asked, self.result.law, self.result.inputs, self.traced):
            text = counted(self.result.inputs[one.name], one.unit, self.language)
            yield Step(GIVEN, one.name, one.title(self.language), (Piece(text),))

    def law(self) -> Iterator[Step]:
        """The law's numbers; of a table or a list the article is named, its rows would say nothing in a line."""
        for one in self.used:
            # So of a text that is no code: it stands for the law's own words, in their language.
            if not isinstance(one.value, dict | list) and not is_sentence(one.value):
                label = one.label(self.language)
                label = f"{label} ({key_words(one.key, self.language)})" if one.key else label
                # A word of the law is a code whatever the unit of its table says.
                is_word = isinstance(one.value, str)
                text = key_words(one.value, self.language) if is_word else counted(one.value, one.unit, self.language)
                yield Step(LAW, one.parameter_id, label, (Piece(text, one),), (one,))

    def reckoned(self) -> Iterator[Step]:
        """What decided, then every output with its working."""
        outputs = [self.traced[column.name] for column in self.asked.columns]
        for test in deciding(self.traced["reason"], outputs, self.working.units.keys()):
            left, right = test.parts
            before: list[Pieces] = []
            first, second = self.working.named(left, "", before), self.working.named(right, "", before)
            kind = "day" if isinstance(left.value, date) else "number"
            between = phrase(f"{test.name}.{kind}", self.language)
            line = (*first, Piece(between), *second)
            pieces = tuple(piece for one in (*before, line) for piece in (Piece("; "), *one))[1:]
            yield Step(RECKONED, "reason", self._label(left), pieces, _used([test]))
        nothing = Nothing(self.asked, self.result, self.language)
        for column in self.asked.columns:
            term = self.traced[column.name]
            if term.value is not None:
                pieces = self.working.line(term, column.unit)
                why = nothing.why(column, term) if len(pieces) == 1 else ""
                yield Step(RECKONED, column.name, column.label(self.language), pieces, _used([term]), why)

    def _label(self, term: Term) -> str:
        """How a side of a comparison is called: as the input or output it is, else as the answer's reason."""
        one = stripped(term, self.working.units.keys())
        argument = self.asked.argument(one.name) if one.kind == "given" else None
        if argument is not None:
            return argument.title(self.language)
        column = next((each for each in self.asked.columns if self.traced[each.name].key == one.key), None)
        if column is not None:
            return column.label(self.language)
        return capital(reasons()[self.result.reason].label(self.language))


def _used(terms: Iterable[Term]) -> tuple[UsedValue, ...]:
    return tuple(used_once(term.used for term in walked(*terms) if term.used is not None))


def _told(asked: Rule, error: InputError, language: str) -> str:
    """An error as a person understands it: the input by its label, and what it accepts in words."""
    facts = error_facts(asked, error, language)
    argument = asked.argument(error.field)
    if error.code == "DAY_OUTSIDE_LAW":
        told = error.message(language, **facts)
        return f"{told} {phrase('from', language).format(**facts)}" if "first" in facts else told
    if argument is None:
        return f"{error.message(language)} ({error.accepted})"
    told = error.message(language, **facts)
    return told if error.code == "NOT_LAW" else f"{told} {argument.hint(language)}".strip()


def error_facts(asked: Rule, error: InputError, language: str) -> dict[str, str]:
    """The words for what an error names: labels of the field and of the parameter, days in long form."""
    facts = dict(error.facts)
    words: dict[str, str] = {}
    argument, column = asked.argument(error.field), asked.column(error.field)
    unit = ""
    if argument is not None:
        words["field"], unit = argument.title(language), argument.unit
    elif column is not None:
        words["field"], unit = column.label(language), column.unit
    parameter = load_law().parameters.get(facts.get("parameter", ""))
    if parameter is not None:
        words["parameter"] = parameter.label_en if language == "en" else parameter.label_id
    for name in ("given", "first"):
        if error.code == "DAY_OUTSIDE_LAW" and facts[name] != "None":
            words[name] = written(date.fromisoformat(facts[name]), unit, language)
    return words


def _sentence(asked: Rule, result: Result, language: str) -> str:
    by_reason = asked.sayings.get(f"{language}.{result.reason}")
    if by_reason is None and result.outcome != "OK":
        return f"{capital(reasons()[result.reason].label(language))}."
    values = {**result.inputs, **result.values}
    units = {one.name: one.unit for one in asked.arguments} | {one.name: one.unit for one in asked.columns}
    shown = {name: written(values[name], unit, language) for name, unit in units.items()}
    said = _without_nothing(by_reason or asked.sayings[language], asked, values)
    return one_of_each(said.format(**shown), language)


def _without_nothing(saying: str, asked: Rule, values: Mapping[str, Any]) -> str:
    """The template without its clauses in square brackets that speak of an amount which is nothing."""
    units = {one.name: one.unit for one in asked.arguments} | {one.name: one.unit for one in asked.columns}
    amounts = {name for name, unit in units.items() if unit.split("/")[0] == MONEY}

    def clause(found: re.Match[str]) -> str:
        nothing = [name for name in PLACEHOLDER.findall(found[1]) if name in amounts and not values[name]]
        return "" if nothing else found[1]

    return CLAUSE.sub(clause, saying)


def _article(used: UsedValue, language: str) -> str:
    """Law and article, since when, and how far it may be trusted."""
    since = written(used.in_force_from, "day", language)
    words = [f"{'mulai' if language == 'id' else 'from'} {since}"] if used.in_force_from else []
    words += [WEAK[used.confidence][language]] if used.confidence in WEAK else []
    words += [CONTESTED[language]] if used.is_contested else []
    return f"{cited(used.article, language)} ({used.parameter_id}{', ' if words else ''}{', '.join(words)})"
