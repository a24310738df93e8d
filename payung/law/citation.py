"""How is an article cited? As the parameter writes it, or in English: the act's name written out, its short name kept.

`Perpres 82/2018 Ps 42(1)` becomes `Article 42(1) of Presidential Regulation 82/2018 (Perpres 82/2018)`. Names of acts,
parts and remarks are data (`citations.yaml`); a remark without English stays as it is, and a test names it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from payung.terms.public import read_yaml

CITATIONS = Path(__file__).parent / "citations.yaml"
ENGLISH = "en"
AND = "&"

NUMBER = r"[A-Z0-9.]+(?:/[A-Z0-9.]+)+(?:, \d+/\d+)*"
PLACE = (
    r"(?:Ps|Lampiran)(?:(?:, |[-/]| & | dan | )?(?:Ps\b|Lampiran\b|angka\b|\d+[A-Z]*\b|\(\d+[a-z]?\)[a-z]?|[IVX]+\b))*"
)
DAY = re.compile(r"\b(\d{1,2})-(\d{1,2})-(\d{4})\b")
# What a name in the braces of a remark stands for; any other stands for words.
FORMS = {"day": r"\d{1,2}-\d{1,2}-\d{4}", "year": r"\d{4}", "amount": r"\d[\d.,]*"}
# What parts one remark from the next: punctuation with its blank, and brackets.
BETWEEN = re.compile(r"(; |: |, (?=[A-Z])|\(|\)|^ | $|&)")
AMOUNT = re.compile(r"\d+(?:\.\d{3})+|\d+,\d+")
SWAPPED = str.maketrans(".,", ",.")
LETTERED = re.compile(r"(\(\d+[a-z]?\))([a-z])\b")


@dataclass(frozen=True)
class _Words:
    acts: dict[str, str]
    parts: dict[str, str]
    months: list[str]
    remarks: dict[str, str]
    patterns: list[tuple[re.Pattern[str], str]]

    @property
    def reference(self) -> re.Pattern[str]:
        """An act with its number, or a number alone that goes on with the act before it, and the places in it."""
        names = "|".join(re.escape(name) for name in sorted(self.acts, key=len, reverse=True))
        return re.compile(rf"(?:\b({names}) (?:No\. )?|(?<=[;,.] ))({NUMBER})(?: \(({PLACE})\)| ({PLACE}))?")


def cited(article: str, language: str) -> str:
    """The citation in `id`, as it is written, or in `en`. Several, joined by semicolons, may stand in one text."""
    if language != ENGLISH or not article:
        return article
    return _english(article)


def unknown_remarks(article: str) -> list[str]:
    """What of a citation has no English."""
    return [text for text, english in _remarks(article) if english is None]


@lru_cache(maxsize=4096)
def _english(article: str) -> str:
    return "".join(_written(article))


def _written(article: str) -> Iterator[str]:
    for text, english in _pieces(article):
        yield text if english is None else english


def _remarks(article: str) -> Iterator[tuple[str, str | None]]:
    return ((text, english) for text, english in _pieces(article) if any(letter.isalpha() for letter in text))


def _pieces(article: str) -> Iterator[tuple[str, str | None]]:
    """Each reference, remark and mark of punctuation with its English; None where there is none."""
    end, act = 0, ""
    for found in _words().reference.finditer(article):
        name, number = found[1] or act, found[2]
        if not name:
            continue
        act = name
        yield from _gap(article[end : found.start()])
        short = f"{name} {number}"
        place = _place(found[3] or found[4])
        full = f"{_words().acts[name]} {number}"
        yield found[0], f"{place} of {full} ({short})" if place else f"{full} ({short})"
        end = found.end()
    yield from _gap(article[end:])


def _gap(text: str) -> Iterator[tuple[str, str | None]]:
    """What stands between two references."""
    for piece in BETWEEN.split(text):
        bare = piece.strip()
        if not any(letter.isalpha() for letter in bare):
            yield piece, _numerals(piece).replace(AND, _words().parts[AND])
        else:
            english = _remark(bare)
            yield bare, piece.replace(bare, english) if english is not None else None


def _remark(text: str) -> str | None:
    if text in _words().remarks:
        return _words().remarks[text]
    for pattern, english in _words().patterns:
        found = pattern.fullmatch(text)
        if found:
            return english.format(**{name: _numerals(word) for name, word in found.groupdict().items()})
    return None


def _place(text: str | None) -> str:
    """Articles and annexes of an act: `Ps 5(3)-(4) dan Ps 36` is `Article 5(3)-(4) and Article 36`."""
    if not text:
        return ""
    parts = _words().parts
    several = re.sub(r"\bPs (?=\d+[A-Z]*(?:\(\d+[a-z]?\))*(?:, |-|/| dan | & )\d)", f"{parts['Ps+']} ", text)
    english = re.sub(r"\b(Ps|Lampiran|angka|dan)\b|&", lambda found: parts[found[0]], several)
    return LETTERED.sub(r"\1(\2)", english)


def _numerals(text: str) -> str:
    """Days and numbers as English writes them."""
    days = DAY.sub(lambda found: f"{int(found[1])} {_words().months[int(found[2]) - 1]} {found[3]}", text)
    return AMOUNT.sub(lambda found: found[0].translate(SWAPPED), days)


@cache
def _words() -> _Words:
    raw: dict[str, Any] = read_yaml(CITATIONS)
    patterns = [(_pattern(text), english) for text, english in raw["remarks"].items() if "{" in text]
    return _Words(raw["acts"], raw["parts"], raw["months"], raw["remarks"], patterns)


def _pattern(text: str) -> re.Pattern[str]:
    """A remark whose names in braces stand for any words."""
    parts = re.split(r"(\{\w+\})", text)
    return re.compile("".join(_form(part[1:-1]) if part[:1] == "{" else re.escape(part) for part in parts))


def _form(name: str) -> str:
    return f"(?P<{name}>{FORMS.get(name, '.+')})"
