"""Which rules can be asked? Reads `rules/<programme>/<rule>.sql`: a header of comments and one SELECT over `asked`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path

import sqlglot
from sqlglot import exp

from payung.reckon.argument import MONEY, TYPES, Argument, read_argument, split_labels
from payung.reckon.error import RuleMalformed, UnknownRule
from payung.reckon.use import Guard, Use, read_guard, read_uses
from payung.terms.public import read_yaml

FOLDER = Path(__file__).parent / "rules"
REASONS = Path(__file__).parent / "reasons.yaml"
LINE = re.compile(r"^-- ([a-z]+(?:\.[A-Za-z_]+)*): (.+)$", flags=re.MULTILINE)
CODE_LITERAL = re.compile(r"'([A-Z][A-Z0-9_]*)'")
ONCE = ("id", "label", "sources", "in", "out")
INPUT = "asked"
KEY = "ask_no"
FIXED = (KEY, "outcome", "reason")
OUTCOMES = ("OK", "REFUSED")


@dataclass(frozen=True)
class Column:
    """One output of a rule: name, type (int64, text, date, bool), unit, the codes it may hold, labels.

    `is_optional` marks what may be null though the outcome is OK.
    """

    name: str
    type: str
    unit: str
    values: tuple[str, ...]
    is_optional: bool
    label_id: str
    label_en: str

    @property
    def is_money(self) -> bool:
        """Whether it is rupiah."""
        return self.unit.split("/")[0] == MONEY

    def label(self, language: str) -> str:
        """The label in `id` or `en`."""
        return self.label_en if language == "en" else self.label_id


@dataclass(frozen=True)
class Rule:
    """One rule of law as it can be asked: what it needs, what it answers, on which parameters, in which words.

    `guards` say under which answers a parameter counts as used, `needs` under which other inputs an optional one must
    be given, `lapsing` the parameters, or parts of them, without which the rule goes on outside their days. `sayings`
    are sentence templates by language and, where the sentence depends on it, by reason (`id`, `en`, `id.NO_FEE`).
    `nothings` say why an output is nothing, by language and output (`id.lump_idr`), where the reason does not.
    """

    id: str
    label_id: str
    label_en: str
    sources: tuple[str, ...]
    arguments: tuple[Argument, ...]
    columns: tuple[Column, ...]
    guards: Mapping[str, Guard]
    needs: Mapping[str, Guard]
    lapsing: frozenset[str]
    sayings: Mapping[str, str]
    nothings: Mapping[str, str]
    text: str

    @cached_property
    def tree(self) -> exp.Expression:
        """The parsed text, read when it is first needed: a list of rules waits for none. Nobody may change it."""
        return sqlglot.parse_one(self.text, dialect="duckdb")

    @cached_property
    def uses(self) -> tuple[Use, ...]:
        """Each call of a parameter in the text, held against the header. Raises RuleMalformed where they differ."""
        try:
            uses = read_uses(self.tree)
        except RuleMalformed as error:
            raise RuleMalformed(f"{self.id}: {error}") from error
        for problem in _differences(self, uses):
            raise RuleMalformed(f"{self.id}: {problem}")
        return uses

    @property
    def programme(self) -> str:
        """The folder in which the rule stands: jkn, jkk, pu, ..."""
        return self.id.partition(".")[0]

    @property
    def step_name(self) -> str:
        """The name under which its step is readable."""
        return self.id.replace(".", "_")

    def label(self, language: str) -> str:
        """The label in `id` or `en`."""
        return self.label_en if language == "en" else self.label_id

    @property
    def reasons(self) -> tuple[str, ...]:
        """The codes with which it may say why it answers as it does: those of reasons.yaml that stand in its text."""
        literals = set(CODE_LITERAL.findall(self.text))
        return tuple(code for code in reasons() if code in literals)

    def argument(self, name: str) -> Argument | None:
        """The argument of this name."""
        return next((argument for argument in self.arguments if argument.name == name), None)

    def column(self, name: str) -> Column | None:
        """The output of this name."""
        return next((column for column in self.columns if column.name == name), None)


@dataclass(frozen=True)
class Reason:
    """Why a rule answers as it does: a stable code and its labels."""

    code: str
    label_id: str
    label_en: str

    def label(self, language: str) -> str:
        """The label in `id` or `en`."""
        return self.label_en if language == "en" else self.label_id


def rule(rule_id: str) -> Rule:
    """The rule of this id. Raises UnknownRule with near names."""
    if rule_id not in _paths():
        raise UnknownRule(rule_id, _paths())
    return _read(rule_id)


@cache
def rules() -> dict[str, Rule]:
    """Every rule by id. Raises RuleMalformed with the file's name when one is not in the house form."""
    return {rule_id: _read(rule_id) for rule_id in _paths()}


@cache
def reasons() -> dict[str, Reason]:
    """Every reason by code."""
    raw = read_yaml(REASONS)
    return {code: Reason(code, words["id"], words["en"]) for code, words in raw.items()}


def read_rule(rule_id: str, text: str) -> Rule:
    """The rule a file's text declares, checked as a whole; the id must be that of its place. Raises RuleMalformed."""
    found = _declared(rule_id, text)
    # Asked for here, so that a text which differs from its header is refused at once.
    _ = found.uses
    return found


def _declared(rule_id: str, text: str) -> Rule:
    """The rule as its header declares it; what it calls is read and checked when it is first asked for."""
    lines = LINE.findall(text)
    header = {key: value for key, value in lines if key in ONCE}
    missing = [key for key in ONCE if key not in header]
    if missing:
        raise RuleMalformed(f"{rule_id}: the header lacks {', '.join(missing)}")
    if header["id"] != rule_id:
        raise RuleMalformed(f"{rule_id}: the header calls it {header['id']}")
    label_id, _, label_en = header["label"].partition(" | ")
    try:
        found = Rule(
            id=rule_id,
            label_id=label_id,
            label_en=label_en,
            sources=tuple(header["sources"].split(", ")),
            arguments=_arguments(lines),
            columns=tuple(_column(value) for key, value in lines if key == "res"),
            guards=dict(read_guard(value) for key, value in lines if key == "when"),
            needs=dict(read_guard(value) for key, value in lines if key == "needs"),
            lapsing=frozenset(one for key, value in lines if key == "lapsing" for one in value.split(", ")),
            sayings=_sayings(lines),
            nothings=_nothings(lines),
            text=text,
        )
    except RuleMalformed as error:
        raise RuleMalformed(f"{rule_id}: {error}") from error
    for problem in _problems(found):
        raise RuleMalformed(f"{rule_id}: {problem}")
    return found


@cache
def _paths() -> dict[str, Path]:
    """The file of each rule by the id that its place gives it."""
    return {f"{path.parent.name}.{path.stem}": path for path in sorted(FOLDER.glob("*/*.sql"))}


@cache
def _read(rule_id: str) -> Rule:
    """One rule is read when it is asked for: a single question need not wait for all the others."""
    return _declared(rule_id, _paths()[rule_id].read_text(encoding="utf-8"))


def _arguments(lines: list[tuple[str, str]]) -> tuple[Argument, ...]:
    """The inputs, each with the place that a line `find: name | Indonesian | English` gives it."""
    found = [read_argument(value) for key, value in lines if key == "arg"]
    places = {name: (find_id, find_en) for name, find_id, find_en in (split_labels(v) for k, v in lines if k == "find")}
    for name in places.keys() - {argument.name for argument in found}:
        raise RuleMalformed(f"the place of {name} belongs to no input")
    return tuple(
        replace(one, find_id=places[one.name][0], find_en=places[one.name][1]) if one.name in places else one
        for one in found
    )


def _column(line: str) -> Column:
    declared, label_id, label_en = split_labels(line)
    name, kind, unit, *rest = declared.split()
    listed = [word.removeprefix("values=") for word in rest if word.startswith("values=")]
    others = [word for word in rest if not word.startswith("values=")]
    # A text without its codes would leave a stranger guessing.
    if kind not in TYPES or others not in ([], ["optional"]) or len(listed) != (kind == "text"):
        raise RuleMalformed(f"{line!r}: an output is `name type unit [optional]`, and a text has `values=A,B`")
    values = tuple(listed[0].split(",")) if listed else ()
    return Column(name, kind, unit, values, bool(others), label_id, label_en)


def _sayings(lines: list[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for key, value in lines:
        if key.startswith("say."):
            found.setdefault(key.removeprefix("say."), []).append(value)
    return {key: " ".join(parts) for key, parts in found.items()}


def _nothings(lines: list[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, said_id, said_en in (split_labels(value) for key, value in lines if key == "nothing"):
        found |= {f"id.{name}": said_id, f"en.{name}": said_en}
    return found


def _problems(one: Rule) -> list[str]:
    names = {argument.name for argument in one.arguments} | {column.name for column in one.columns} | {*FIXED}
    problems = [f"{language} has no sentence" for language in ("id", "en") if language not in one.sayings]
    amounts = {column.name for column in one.columns if column.is_money}
    problems += [f"{name} is no amount" for name in {key.partition(".")[2] for key in one.nothings} - amounts]
    inputs = {argument.name for argument in one.arguments}
    for needed, guard in one.needs.items():
        problems += [f"{needed} is needed by {name}, no input" for name in {needed, *guard.names} - inputs]
        problems += [f"{needed} is needed where an input is not" for _, wanted, _ in guard.conditions if not wanted]
    for parameter_id, guard in one.guards.items():
        problems += [f"the guard of {parameter_id} names {name}" for name in guard.names - names]
    return problems


def _differences(one: Rule, uses: tuple[Use, ...]) -> list[str]:
    """Where the calls of the text are not what the header says of them."""
    names = {argument.name for argument in one.arguments} | {column.name for column in one.columns} | {*FIXED}
    problems = [f"{use} names {name}, neither an input nor an output" for use in uses for name in use.names - names]
    called = {use.parameter_id for use in uses}
    if called != set(one.sources):
        problems.append(f"sources and calls differ: {', '.join(sorted(called ^ set(one.sources)))}")
    parts = {part for use in uses for part in use.parts}
    return problems + [f"{named} is not called" for named in sorted({*one.guards, *one.lapsing} - parts)]
