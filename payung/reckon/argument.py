"""What does a rule ask for, and is what was given of that kind? One Argument a line `-- arg:` of a rule's header."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from payung.reckon.error import InputError, RuleMalformed, input_error

type Cell = int | str | bool | date | None

TYPES = ("int64", "text", "date", "bool")
MONEY = "idr"
# No amount a product with a rate could make too large for 64 bits, and none that a person, firm or contract has.
MONEY_MAX = 10_000_000_000_000
COUNT_MAX = 1_000_000
ON = "on"
MONTH = re.compile(r"\d{4}-\d{2}")


@dataclass(frozen=True)
class Argument:
    """One input of a rule: name, type (int64, text, date, bool), unit, limits, allowed values, default, labels.

    `default` is a value of the type, the text `on` for the day of the question, or None where there is none.
    An argument without default that is not optional must be given. A month is kept as its first day.
    """

    name: str
    type: str
    unit: str
    minimum: int | None
    maximum: int | None
    values: tuple[Cell, ...]
    default: Cell
    is_optional: bool
    label_id: str
    label_en: str

    @property
    def is_needed(self) -> bool:
        """Whether a row without it cannot be answered."""
        return self.default is None and not self.is_optional

    @property
    def is_month(self) -> bool:
        """Whether the day stands for its whole month."""
        return self.type == "date" and self.unit == "month"

    def label(self, language: str) -> str:
        """The label in `id` or `en`."""
        return self.label_en if language == "en" else self.label_id

    def accepted(self) -> str:
        """What may be given, in words a caller can act on."""
        if self.values:
            return ", ".join(str(value) for value in self.values)
        if self.type == "date":
            return "a month as YYYY-MM" if self.is_month else "a day as YYYY-MM-DD"
        if self.type == "int64":
            return f"a whole number of {self.unit} from {self.minimum} to {self.maximum}"
        return "true or false" if self.type == "bool" else "a text"

    def defaulted(self, on: date) -> Cell:
        """The value of a row that does not give it."""
        value: Cell = on if self.type == "date" and self.default == ON else self.default
        return _first_of_month(value) if self.is_month and isinstance(value, date) else value

    def check(self, given: object) -> tuple[Cell, InputError | None]:
        """The value as the rule wants it, or why it cannot be taken."""
        value = self._read(given)
        if value is None:
            return None, input_error("WRONG_TYPE", self.name, self.accepted(), given=_shown(given))
        if self.values and value not in self.values:
            return None, input_error("NOT_ALLOWED", self.name, self.accepted(), given=_shown(given))
        if self.type == "int64" and isinstance(value, int):
            return self._within(value)
        return value, None

    def _within(self, value: int) -> tuple[Cell, InputError | None]:
        if self.minimum is not None and value < self.minimum:
            return None, input_error("BELOW_MINIMUM", self.name, self.accepted(), given=value)
        if self.maximum is not None and value > self.maximum:
            return None, input_error("ABOVE_MAXIMUM", self.name, self.accepted(), given=value)
        return value, None

    def _read(self, given: object) -> Cell:
        if self.type == "bool":
            return given if isinstance(given, bool) else None
        if self.type == "int64":
            return given if isinstance(given, int) and not isinstance(given, bool) else None
        if self.type == "text":
            return given if isinstance(given, str) else None
        day = _read_day(given, may_be_month=self.is_month)
        return _first_of_month(day) if day and self.is_month else day


def read_argument(line: str) -> Argument:
    """The argument a header line declares: `name type unit [min=..] [max=..] [values=A,B] [default=..] [optional]`.

    Raises RuleMalformed for a word that is none of these, or without both labels.
    """
    declared, label_id, label_en = split_labels(line)
    name, kind, unit, *rest = declared.split()
    if kind not in TYPES:
        raise RuleMalformed(f"{name}: {kind} is none of {', '.join(TYPES)}")
    options: dict[str, str] = {}
    for word in rest:
        key, _, value = word.partition("=")
        if key not in ("min", "max", "values", "default", "optional"):
            raise RuleMalformed(f"{name}: {word} is not understood")
        options[key] = value
    minimum, maximum = _limits(kind, unit, options)
    return Argument(
        name=name,
        type=kind,
        unit=unit,
        minimum=minimum,
        maximum=maximum,
        values=tuple(_constant(kind, one) for one in options["values"].split(",")) if "values" in options else (),
        default=_constant(kind, options["default"]) if "default" in options else None,
        is_optional="optional" in options,
        label_id=label_id,
        label_en=label_en,
    )


def split_labels(line: str) -> tuple[str, str, str]:
    """What stands before the labels, the Indonesian and the English label of a header line."""
    parts = [part.strip() for part in line.split(" | ")]
    if len(parts) != 3 or not all(parts):
        raise RuleMalformed(f"{line!r} needs a declaration, an Indonesian and an English label, parted by ' | '")
    return parts[0], parts[1], parts[2]


def _limits(kind: str, unit: str, options: dict[str, str]) -> tuple[int | None, int | None]:
    if kind != "int64":
        return None, None
    largest = MONEY_MAX if unit.split("/")[0] == MONEY else COUNT_MAX
    return int(options.get("min", 0)), int(options.get("max", largest))


def _constant(kind: str, word: str) -> Cell:
    if kind == "int64":
        return int(word)
    if kind == "bool":
        return word == "true"
    return word if kind == "text" or word == ON else date.fromisoformat(word)


def _read_day(given: object, *, may_be_month: bool) -> date | None:
    if isinstance(given, date) and not isinstance(given, datetime):
        return given
    if not isinstance(given, str):
        return None
    text = f"{given}-01" if may_be_month and MONTH.fullmatch(given) else given
    try:
        return date.fromisoformat(text) if len(text) == len("YYYY-MM-DD") else None
    except ValueError:
        return None


def _first_of_month(day: date) -> date:
    return day.replace(day=1)


def _shown(given: object) -> str:
    """What was given, short enough for a message."""
    text = "null" if given is None else repr(given)
    return text if len(text) <= 40 else f"{text[:37]}..."
