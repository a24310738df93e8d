"""What does a supplier's text mean? The vocabulary of conversions: one text in, one value or the code of a fault out.

Registers hold few distinct dates, words and codes, so these functions run once for each distinct text of a column;
names and numbers of persons, which are nearly all distinct, are cleaned by the engine (`convert.py`).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

from payung.extracts.field import Field
from payung.extracts.words import ABSENT, CELL_ERRORS, FLAGS, MONTHS, PROGRAMMES, SEXES, occupations
from payung.terms.public import dotted, names

AGE_YEARS_MOST = 125
YEARS_AHEAD = 10
RUPIAH_MOST = 10**12

type Value = str | int | bool | date | None


@dataclass(frozen=True)
class Converted:
    """The value a text stands for, or the code of the fault that set it aside; both None when the text says nothing."""

    value: Value = None
    fault: str | None = None


NOTHING = Converted()


def convert(text: str, field: Field, as_of: date) -> Converted:
    """What `text` means in this field on this day; `field.kind` chooses the conversion."""
    clean = " ".join(text.split())
    if clean.upper() in ABSENT:
        return NOTHING
    if clean[0] in "=@":
        return Converted(fault="FORMULA")
    if "�" in clean:
        return Converted(fault="BAD_BYTES")
    if clean.upper() in CELL_ERRORS:
        return Converted(fault="CELL_ERROR")
    return CONVERSIONS[field.kind](clean, field, as_of)


def word(text: str, field: Field, _as_of: date) -> Converted:
    """A word of the supplier as our code, by the field's list of words; a star stands for any text."""
    found = _match(text, field)
    if found is not None:
        return Converted(typed(found[1]))
    return NOTHING if field.is_open else Converted(fault="UNKNOWN_WORD")


def rest(text: str, field: Field, _as_of: date) -> Converted:
    """What follows the matched word (`SK MENSOS 3/HUK/2026` gives `3/HUK/2026`); the whole text of an unknown word."""
    found = _match(text, field)
    if found is None:
        return Converted(text)
    pattern = found[0]
    if not pattern.endswith("*") or pattern.startswith("*"):
        return NOTHING
    return Converted(text[len(pattern) - 1 :].strip(" :;-") or None)


def flag(text: str, field: Field, as_of: date) -> Converted:
    """Yes or no."""
    if field.words:
        return word(text, field, as_of)
    known = FLAGS.get(text.upper())
    return Converted(fault="UNKNOWN_WORD") if known is None else Converted(known)


def sex(text: str, field: Field, as_of: date) -> Converted:
    """L or P, from the words registers use."""
    found = _match(text, field)
    known = found[1] if found else SEXES.get(text.upper())
    return Converted(known) if known else Converted(fault="UNKNOWN_WORD")


def day(text: str, field: Field, as_of: date) -> Converted:
    """A date in one of the field's forms; ISO dates, as workbooks and Parquet hold them, are always understood."""
    is_past = field.kind in ("birth_date", "past_date")
    found = next((m for form in (*field.forms, "yyyy-mm-dd") if (m := _pattern(form).fullmatch(text))), None)
    if found is None:
        return Converted(fault="DATE_UNREADABLE")
    parts = found.groupdict()
    if not int(parts.get("d") or 1) and not _month(parts["m"]):
        return NOTHING
    try:
        value = date(
            _year(parts["y"], parts["m"], parts.get("d") or "1", as_of, is_past),
            _month(parts["m"]),
            int(parts.get("d") or 1),
        )
    except ValueError:
        return Converted(fault="DATE_IMPOSSIBLE")
    return _plausible(value, field.kind, as_of)


def district(text: str, _field: Field, _as_of: date) -> Converted:
    """A district, dotted, from a code of 6 or 10 digits with or without dots."""
    code = _dotted(text)[:8]
    return Converted(code) if code in names("districts") else Converted(fault="UNKNOWN_REGION")


def village(text: str, _field: Field, _as_of: date) -> Converted:
    """A village, dotted, from a code of 10 digits; a district's code names no village and is no fault."""
    code = _dotted(text)
    if len(code) == 8:
        return NOTHING
    return Converted(code) if code in names("villages") else Converted(fault="UNKNOWN_REGION")


def integer(text: str, field: Field, _as_of: date) -> Converted:
    """A whole number between the field's least and most."""
    found = re.fullmatch(r"(\d{1,9})(\.0+)?", text)
    if not found:
        return Converted(fault="NUMBER_OUT_OF_RANGE")
    number = int(found.group(1))
    is_in_range = field.least <= number <= field.most
    return Converted(number) if is_in_range else Converted(fault="NUMBER_OUT_OF_RANGE")


def rupiah(text: str, _field: Field, _as_of: date) -> Converted:
    """Whole rupiah from `4200000`, `4.200.000`, `Rp 4.200.000,00`, `4,200,000.00`; parts of a rupiah are dropped."""
    plain = re.sub(r"^RP\.?|\s|,-$", "", text.upper())
    plain = re.sub(r"[.,]\d{1,2}$", "", plain)
    if not re.fullmatch(r"\d+|\d{1,3}(\.\d{3})+|\d{1,3}(,\d{3})+", plain):
        return Converted(fault="MONEY_UNREADABLE")
    amount = int(re.sub(r"\D", "", plain))
    return Converted(amount) if amount <= RUPIAH_MOST else Converted(fault="MONEY_UNREADABLE")


def occupation(text: str, field: Field, as_of: date) -> Converted:
    """Number of an occupation of the family-card list, from its number, its label or the field's words."""
    found = _match(text, field)
    if found is not None:
        return Converted(typed(found[1]))
    number = occupations().get(re.sub(r"[^A-Z0-9]", "", text.upper()))
    if number is not None:
        return Converted(number)
    return NOTHING if field.is_open else Converted(fault="UNKNOWN_WORD")


def programmes(text: str, _field: Field, _as_of: date) -> Converted:
    """Programmes in the declared order, joined by commas; the known ones are kept when one is unknown."""
    given = {part for part in re.split(r"[,;/+&\s]+", text.upper()) if part}
    known = ",".join(programme for programme in PROGRAMMES if programme in given)
    return Converted(known or None, None if given <= set(PROGRAMMES) else "UNKNOWN_WORD")


def typed(code: str | None) -> Value:
    """A code of a layout as a value: `true` and `false` are flags, digits are numbers, all else is text."""
    if code in ("true", "false"):
        return code == "true"
    return int(code) if code is not None and code.isdigit() else code


CONVERSIONS: dict[str, Callable[[str, Field, date], Converted]] = {
    "word": word,
    "rest": rest,
    "flag": flag,
    "sex": sex,
    "date": day,
    "birth_date": day,
    "past_date": day,
    "month": day,
    "district": district,
    "village": village,
    "integer": integer,
    "rupiah": rupiah,
    "occupation": occupation,
    "programmes": programmes,
}


def _dotted(text: str) -> str:
    """A code dotted; the plain forms, of which a nation's file holds tens of thousands, by the shortest way."""
    if text.isdigit() and len(text) == 10:
        return f"{text[:2]}.{text[2:4]}.{text[4:6]}.{text[6:]}"
    return text if len(text) in (8, 13) and text[2] == "." else dotted(text)


def _match(text: str, field: Field) -> tuple[str, str | None] | None:
    """The word or pattern that fits and its code: first the exact words, then the patterns in written order."""
    upper = text.upper()
    exact = next(((given, code) for given, code in field.words if given == upper), None)
    return exact or next(((given, code) for given, code in field.words if "*" in given and _fits(upper, given)), None)


def _fits(upper: str, pattern: str) -> bool:
    return re.fullmatch(".*".join(re.escape(part) for part in pattern.split("*")), upper) is not None


@cache
def _pattern(form: str) -> re.Pattern[str]:
    """A form such as dd-mm-yyyy as a regular expression; a time of day after the date is passed over."""
    is_packed = re.fullmatch(r"[dmy]+", form) is not None
    two = r"\d{2}" if is_packed else r"\d{1,2}"
    groups = {"dd": f"(?P<d>{two})", "mon": r"(?P<m>[A-Za-z]+)", "mm": f"(?P<m>{two})"}
    groups |= {"yyyy": r"(?P<y>\d{4})", "yy": r"(?P<y>\d{2})"}
    tokens = re.findall(r"dd|mon|mm|yyyy|yy|.", form)
    return re.compile("".join(groups.get(token, re.escape(token)) for token in tokens) + r"([ T]\d{1,2}:\d{2}.*)?")


def _month(text: str) -> int:
    return int(text) if text.isdigit() else MONTHS.get(text.upper(), 0)


def _year(year: str, month: str, day_of_month: str, as_of: date, is_past: bool) -> int:
    """A year of two digits is the latest one that can be: not after `as_of` for what has happened already."""
    if len(year) == 4:
        return int(year)
    candidate = as_of.year // 100 * 100 + int(year)
    if is_past:
        is_after = (candidate, _month(month), int(day_of_month)) > (as_of.year, as_of.month, as_of.day)
        return candidate - 100 if is_after else candidate
    return candidate - 100 if candidate > as_of.year + YEARS_AHEAD else candidate


def _plausible(value: date, kind: str, as_of: date) -> Converted:
    if kind == "birth_date" and value > as_of:
        return Converted(fault="BIRTH_DATE_FUTURE")
    if kind == "past_date" and value > as_of:
        return Converted(fault="DATE_FUTURE")
    if kind == "birth_date" and value.year < as_of.year - AGE_YEARS_MOST:
        return Converted(fault="BIRTH_DATE_TOO_OLD")
    return Converted(value.replace(day=1) if kind == "month" else value)
