"""What does a rule ask for, and is what was given of that kind? One Argument a line `-- arg:` of a rule's header."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime

from payung.reckon.error import InputError, RuleMalformed, input_error
from payung.reckon.wording import CODE, counted, phrase, written

type Cell = int | str | bool | date | None

TYPES = ("int64", "text", "date", "bool")
MONEY = "idr"
# No amount a product with a rate could make too large for 64 bits, and none that a person, firm or contract has.
MONEY_MAX = 10_000_000_000_000
COUNT_MAX = 1_000_000
# Days beyond a calendar that anybody could mean are slips of the pen, and beyond year 9999 no day can be told.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 12, 31)
ON = "on"
MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
SCALE = re.compile(r",? per 100[.,]000\b")
SHOWN_MAX = 40
LISTED_MAX = 6


@dataclass(frozen=True)
class Argument:
    """One input of a rule: name, type (int64, text, date, bool), unit, limits, allowed values, default, labels.

    `default` is a value of the type, the text `on` for the day of the question, or None where there is none.
    An argument without default that is not optional must be given. A month is kept as its first day. The places say
    where somebody finds the value who does not know it; they are empty where nothing need be said.
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
    find_id: str = ""
    find_en: str = ""

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

    def title(self, language: str) -> str:
        """The label without the list of what may be chosen; a rate is written in per cent, and needs no scale."""
        label = self.label(language).split(":")[0] if self.values else self.label(language)
        return SCALE.sub("", label)

    def hint(self, language: str) -> str:
        """What may be given, in words for people; of a long list the first few."""
        if self.values:
            words = [written(value, CODE, language) for value in self.values]
            rest = phrase("more", language).format(count=len(words) - LISTED_MAX) if len(words) > LISTED_MAX else ""
            return phrase("one_of", language).format(values=", ".join([*words[:LISTED_MAX], *([rest] if rest else [])]))
        if self.type == "bool":
            return phrase("yes_or_no", language)
        limits = (FIRST_DAY, LAST_DAY) if self.type == "date" else (self.minimum, self.maximum)
        first, last = (counted(one, self.unit, language) for one in limits)
        return phrase("between", language).format(first=first, last=last) if self.type in ("date", "int64") else ""

    def with_place(self, error: InputError) -> InputError:
        """The error, with where the value is found after what was wrong with it."""
        return replace(error, places=(self.find_id, self.find_en))

    def accepted(self) -> str:
        """What may be given, in words a caller can act on."""
        if self.values:
            return ", ".join(str(value) for value in self.values)
        if self.type == "date":
            form = "a month as YYYY-MM" if self.is_month else "a day as YYYY-MM-DD"
            first, last = (f"{day:%Y-%m}" if self.is_month else str(day) for day in (FIRST_DAY, LAST_DAY))
            return f"{form}, from {first} to {last}"
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
        return self.within(value)

    def within(self, value: Cell) -> tuple[Cell, InputError | None]:
        """The value, or why it lies outside the limits of the input; no value lies within."""
        code = ""
        if isinstance(value, date):
            code = "" if FIRST_DAY <= value <= LAST_DAY else "DAY_OUT_OF_RANGE"
        elif self.type == "int64" and isinstance(value, int):
            below, above = (
                self.minimum is not None and value < self.minimum,
                self.maximum is not None and value > self.maximum,
            )
            code = "BELOW_MINIMUM" if below else "ABOVE_MAXIMUM" if above else ""
        return (None, input_error(code, self.name, self.accepted(), given=_shown(value))) if code else (value, None)

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


def field_shown(name: object) -> str:
    """The name of a field as somebody gave it, short and printable, for a message."""
    return name if isinstance(name, str) and name.isprintable() and len(name) <= SHOWN_MAX else _shown(name)


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
    # The library reads other forms too, of weeks and without hyphens; only the one that is promised is taken.
    try:
        return date.fromisoformat(text) if DAY.fullmatch(text) else None
    except ValueError:
        return None


def _first_of_month(day: date) -> date:
    return day.replace(day=1)


def _shown(given: object) -> str:
    """What was given, short enough for a message."""
    if isinstance(given, date):
        return given.isoformat()
    try:
        text = "null" if given is None else repr(given)
    except (ValueError, RecursionError):
        # A number of thousands of digits, or lists in lists without end, cannot be written.
        text = f"{type(given).__name__} ..."
    return text if len(text) <= SHOWN_MAX else f"{text[: SHOWN_MAX - 3]}..."
