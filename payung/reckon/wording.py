"""How is a value written for a person? By its unit, in Indonesian or English."""

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from payung.terms.public import day_written, month_written, read_yaml

WORDS = Path(__file__).parent / "words.yaml"
KEYS = Path(__file__).parent / "keys.yaml"
UNITS = Path(__file__).parent / "units.yaml"
PHRASES = Path(__file__).parent / "phrases.yaml"
CODE = "code"
YEAR = "year"

EMPTY = {"id": "tidak ada", "en": "none"}
YES_NO = {"id": ("tidak", "ya"), "en": ("no", "yes")}


def written(value: Any, unit: str, language: str) -> str:
    """The value as a person writes it: Rp16.800, 5 %, Februari 2026, 2 Februari 2026, ya."""
    if value is None:
        return EMPTY[language]
    if isinstance(value, bool):
        return YES_NO[language][value]
    if isinstance(value, date):
        return month_written(value, language) if unit == "month" else day_written(value, language)
    if not isinstance(value, int):
        return word_of(str(value), language) if unit == CODE else str(value)
    if unit.split("/")[0] == "idr":
        return f"Rp{grouped(value, language)}"
    if unit == YEAR:
        return str(value)
    return _percent(value, language) if unit.startswith("per_100000") else grouped(value, language)


def counted(value: Any, unit: str, language: str) -> str:
    """As `written`, with what is counted: 3 bulan, 1 person, 4 persons."""
    text = written(value, unit, language)
    words = _yaml(UNITS).get(unit.removesuffix("/year"))
    if words is None or isinstance(value, bool) or not isinstance(value, int):
        return text
    one, more = words[language]
    return f"{text} {one if value == 1 else more}"


def one_of_each(text: str, language: str) -> str:
    """A sentence in which `1 months` is 1 month."""
    for words in _yaml(UNITS).values():
        one, more = words[language]
        text = re.sub(rf"(?<![\d.,])1 {more}\b", f"1 {one}", text) if one != more else text
    return text


def phrase(name: str, language: str) -> str:
    """The words of phrases.yaml by their name."""
    return str(_yaml(PHRASES)[name][language])


def word_of(code: str, language: str) -> str:
    """What a code of an input or output means; the code itself where no word is known."""
    words = _yaml(WORDS).get(code)
    return words[language] if words else code


def key_words(key: str, language: str) -> str:
    """What the key of a table of a parameter means, its parts between commas; a part itself where it has no words."""
    return ", ".join(_key_word(part, language) for part in key.split("/"))


def has_words(key: str) -> bool:
    """Whether a key or code has words in both languages."""
    return key in _yaml(KEYS) or key in _yaml(WORDS)


def _key_word(part: str, language: str) -> str:
    # A table's own words come first: `total` is a key, and no code of an input.
    words = _yaml(KEYS).get(part)
    return words[language] if words else word_of(part, language)


@cache
def _yaml(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = read_yaml(path)
    return found


def is_sentence(value: Any) -> bool:
    """Whether a text of the law is its own words, and no code that has words in two languages."""
    return isinstance(value, str) and key_words(value, "en") == value and " " in value


def capital(text: str) -> str:
    """The text with a capital first."""
    return f"{text[:1].upper()}{text[1:]}"


def grouped(number: int, language: str) -> str:
    """A whole number with groups of three digits."""
    text = f"{number:,}"
    return text.replace(",", ".") if language == "id" else text


def _percent(rate: int, language: str) -> str:
    """A rate per 100,000 as a percentage without needless zeros."""
    whole, rest = divmod(abs(rate), 1000)
    text = f"{whole}.{rest:03}".rstrip("0").rstrip(".")
    sign = "-" if rate < 0 else ""
    return f"{sign}{text.replace('.', ',') if language == 'id' else text} %"
