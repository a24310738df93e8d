"""Which questions does the calculator ask, what may be typed into a field, and what did a reader type?"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext

from payung.law.public import load_law
from payung.reckon.public import Argument, Rule, rule, word_of
from payung.terms.public import read_yaml

QUESTIONS = Path(__file__).parent / "questions.yaml"
ASKED_WHILE = Path(__file__).parent / "asked_while.yaml"
MONEY = re.compile(r"(?:[Rr][Pp]\.?\s*)?(\d{1,3}(?:[.,\s]\d{3})+|\d+)")
SHARE = re.compile(r"(\d{1,3})(?:[.,](\d{1,3}))?\s*%?")
THOUSANDTHS = 1000
WHOLE = 100_000
TYPED_MAX = 100


@dataclass(frozen=True)
class Question:
    """What a reader wants to know: its words and the rules that answer it, by its part of the address."""

    slug: str
    label: Mapping[str, str]
    rule_ids: tuple[str, ...]

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that answer it."""
        return tuple(rule(one) for one in self.rule_ids)


@dataclass(frozen=True)
class Group:
    """Questions of one kind of reader."""

    name: str
    label: Mapping[str, str]
    questions: tuple[Question, ...]


@dataclass
class Field:
    """One field of a form: how it looks, what stands in it, and what is wrong with it."""

    name: str
    kind: str
    label: str
    hint: str
    is_needed: bool
    typed: str
    is_optional: bool = False
    is_more: bool = False
    is_changed: bool = False
    options: list[tuple[str, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


@cache
def groups() -> tuple[Group, ...]:
    """The questions in groups, as the page shows them."""
    raw = read_yaml(QUESTIONS)
    return tuple(
        Group(
            one["group"],
            one["label"],
            tuple(Question(asked["slug"], asked["label"], tuple(asked["rules"])) for asked in one["questions"]),
        )
        for one in raw
    )


@cache
def question(slug: str) -> Question | None:
    """The question at this address, None where there is none."""
    return next((one for group in groups() for one in group.questions if one.slug == slug), None)


def arguments(asked: Question) -> dict[str, Argument]:
    """The inputs of the question's rules; the same name is asked once, needed where one rule needs it."""
    found: dict[str, Argument] = {}
    for one in (argument for part in asked.rules for argument in part.arguments):
        if one.name not in found or (one.is_needed and not found[one.name].is_needed):
            found[one.name] = one
    return found


def read(argument: Argument, typed: str) -> Any:
    """What was typed, as the rule takes it; the text itself where it cannot be read, for the rule to refuse."""
    words = typed.strip()
    if not words:
        return None
    if argument.type == "bool":
        return {"ya": True, "tidak": False}.get(words, words)
    if argument.type != "int64":
        return words
    if argument.unit.startswith("per_100000"):
        share = SHARE.fullmatch(words)
        return int(share[1]) * THOUSANDTHS + int((share[2] or "").ljust(3, "0")) if share else words
    # Beyond the longest amount anybody has, the rule says that it cannot be read: thousands of digits are no number.
    money = MONEY.fullmatch(words) if len(words) <= TYPED_MAX else None
    return int(re.sub(r"\D", "", money[1])) if money else words


def form(asked: Question, given: Mapping[str, str], language: str, on: date) -> list[Field]:
    """The fields of the form, with what was typed into them: what must be given first.

    What changes nothing on the days that are asked about, as a relief that is over, has no field unless it was given.
    """
    found = arguments(asked)
    fields = [
        field_of(one, given.get(one.name, ""), language, on)
        for one in found.values()
        if one.name in given or _bears(one, found, given, on)
    ]
    if not any(one.is_needed and one.kind == "number" for one in fields):
        # Then the numbers that may be nothing are the question itself.
        for one in fields:
            one.is_more = False
    return sorted(fields, key=lambda field: not field.is_needed)


def undated(asked: Question, given: Mapping[str, str], on: date) -> dict[str, str]:
    """The days which are today unless said, and which an address does not say."""
    return {
        one.name: str(one.defaulted(on))[: 7 if one.is_month else 10]
        for one in arguments(asked).values()
        if one.type == "date" and one.default is not None and not given.get(one.name, "").strip()
    }


def _bears(argument: Argument, among: Mapping[str, Argument], given: Mapping[str, str], on: date) -> bool:
    """Whether the parameter for which alone it is asked is in force on a day that the question asks about."""
    parameter_id = _asked_while().get(argument.name)
    if parameter_id is None:
        return True
    days = [one.check(given.get(one.name) or one.defaulted(on))[0] for one in among.values() if one.type == "date"]
    values = load_law().parameters[parameter_id].values
    return any(value.holds(day) for value in values for day in days if isinstance(day, date))


@cache
def _asked_while() -> dict[str, str]:
    found: dict[str, str] = read_yaml(ASKED_WHILE)
    return found


def field_of(argument: Argument, typed: str, language: str, on: date) -> Field:
    """The field that asks for an input, with what was typed into it or the default."""
    label = argument.title(language)
    options: list[tuple[str, str]] = []
    kind, hint = "text", ""
    default = argument.defaulted(on)
    given = typed
    if argument.type == "bool":
        kind, options = "select", [("ya", gettext("Ya")), ("tidak", gettext("Tidak"))]
        typed = typed or ("" if default is None else "ya" if default else "tidak")
    elif argument.values:
        kind = "select"
        options = [(str(value), word_of(str(value), language)) for value in argument.values]
        typed = typed or ("" if default is None else str(default))
    elif argument.type == "date":
        kind = "month" if argument.is_month else "date"
        typed = typed or (str(default)[: 7 if argument.is_month else 10] if default else "")
    elif argument.unit.split("/")[0] == "idr":
        kind, hint = "number", gettext("rupiah, misalnya 1.500.000")
    elif argument.unit.startswith("per_100000"):
        kind, hint = "number", gettext("persen, misalnya 5,7")
        typed = typed or ("" if default is None else str(int(str(default)) // THOUSANDTHS))
    else:
        kind = "number"
        typed = typed or ("" if default is None else str(default))
    if kind == "number" and not typed and default == 0:
        typed = "0"
    # What hardly anybody has to say stands behind "more": a number that is nothing, or may be left out.
    is_more = kind == "number" and (argument.is_optional or default in (0, WHOLE))
    is_changed = bool(given) and read(argument, given) != default
    return Field(
        argument.name, kind, label, hint, argument.is_needed, typed, argument.is_optional, is_more, is_changed, options
    )
