"""How does a stranger with a pencil read a line of arithmetic? From nothing but the numbers that are printed in it."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor

from payung.reckon.wording import phrase
from payung.terms.day import MONTHS

NUMBER = r"(?:Rp)?-?[\d.,]+(?: %)?(?: [a-zA-Z][a-zA-Z ]*)?"
TOKEN = re.compile(rf"{NUMBER}|[()×÷+−]")
DAY = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}")
ADDED = re.compile(r"([+−]) (\d+) ([a-z]+)")
MONEY, RATE, COUNT = "money", "rate", "count"
STEP = {MONEY: Fraction(1), RATE: Fraction(1, 100_000), COUNT: Fraction(1)}
LIMITS = ("least.binds", "least.open", "greatest.binds", "greatest.open")
COMPARED = ("LT.number", "LTE.number", "GT.number", "GTE.number")


@dataclass(frozen=True)
class Number:
    """A printed number and what kind it is."""

    value: Fraction
    kind: str


def sentences(line: str) -> list[str]:
    """The sentences of a line: between semicolons that stand in no brackets."""
    found, depth = [""], 0
    for letter in line:
        depth += (letter == "(") - (letter == ")")
        if letter == ";" and depth == 0:
            found.append("")
        else:
            found[-1] += letter
    return [one.strip() for one in found]


def check(sentence: str, language: str) -> str:
    """The number a sentence comes to, as printed; an AssertionError where its own numbers do not give it."""
    for name in LIMITS:
        if phrase(name, language) in sentence:
            return _limit(name, sentence, language)
    for name in COMPARED:
        if phrase(name, language) in sentence:
            return _comparison(name, sentence, language)
    if " = " not in sentence:
        return sentence
    formula, told = sentence.rsplit(" = ", 1)
    if phrase("counted_from", language) in formula:
        assert _last_of(formula, language) == _day(told, language), sentence
        return told
    if DAY.match(formula):
        assert _later(formula, language) == _day(told, language), sentence
        return told
    up, down = phrase("up", language), phrase("down", language)
    printed = told.removesuffix(up).removesuffix(down)
    result = number(printed, language)
    exact, found = _Reader(formula, language, result.kind, is_up=told.endswith(up)).read()
    assert found == result.value, f"{sentence}: it comes to {found}"
    assert (exact != found) == (told != printed), f"{sentence}: rounded without a word, or a word too many"
    return printed


def number(text: str, language: str) -> Number:
    """A printed number: rupiah, per cent or a count of something."""
    digits = re.match(r"(Rp)?(-?[\d.,]+)( %)?", text)
    assert digits, f"no number: {text}"
    plain = digits[2].rstrip(".,")
    plain = plain.replace(".", "").replace(",", ".") if language == "id" else plain.replace(",", "")
    value = Fraction(plain)
    if digits[3]:
        return Number(value / 100, RATE)
    return Number(value, MONEY if digits[1] else COUNT)


def _limit(name: str, sentence: str, language: str) -> str:
    left, right = sentence.split(phrase(name, language))
    other, bound = number(left, language).value, number(right, language).value
    printed = re.match(NUMBER, right)
    assert printed
    if name.endswith("open"):
        assert (other <= bound) if name == "least.open" else (other >= bound), sentence
        return left
    assert (other > bound) if name == "least.binds" else (other < bound), sentence
    return printed[0].strip()


def _comparison(name: str, sentence: str, language: str) -> str:
    left, right = (number(one, language).value for one in sentence.split(phrase(name, language)))
    held = {"LT": left < right, "LTE": left <= right, "GT": left > right, "GTE": left >= right}
    assert held[name.partition(".")[0]], sentence
    return sentence


def _later(formula: str, language: str) -> date:
    """The day of a formula: a day, and months, years or days added or taken off one after another."""
    start = DAY.match(formula)
    assert start
    found = _day(start[0], language)
    for sign, count, unit in ADDED.findall(formula[start.end() :]):
        number = int(count) * (1 if sign == "+" else -1)
        if unit.rstrip("s") in ("hari", "day"):
            found += timedelta(days=number)
        else:
            months = number * (12 if unit.rstrip("s") in ("tahun", "year") else 1) + found.year * 12 + found.month - 1
            last = monthrange(months // 12, months % 12 + 1)[1]
            found = date(months // 12, months % 12 + 1, min(found.day, last))
    return found


def _last_of(formula: str, language: str) -> date:
    """The last of some months counted from a day: of whole months the day before, else the last of a shorter month."""
    count, start = formula.split(phrase("counted_from", language))
    there = _later(f"{start} + {count.removesuffix('s')}", language)
    return there if there.day < _day(start, language).day else there - timedelta(days=1)


def _day(text: str, language: str) -> date:
    day, month, year = text.split(" ")
    return date(int(year), MONTHS[language].index(month) + 1, int(day))


@dataclass
class _Reader:
    """A formula read from left to right."""

    formula: str
    language: str
    kind: str
    is_up: bool

    def read(self) -> tuple[Fraction, Fraction]:
        """What it is exactly, and with each product rounded."""
        self.tokens = [one.strip() for one in TOKEN.findall(self.formula)]
        assert "".join(self.tokens).replace(" ", "") == self.formula.replace(" ", ""), self.formula
        self.exact = True
        found = self._sum(self.kind)
        assert not self.tokens, self.formula
        # A fraction that was lost anywhere was lost in the whole.
        return (found.value if self.exact else found.value + 1), found.value

    def _sum(self, kind: str | None) -> Number:
        total, kinds = Fraction(0), []
        sign = -1 if self._take("−") else 1
        while True:
            part = self._product(kind)
            total += sign * part.value
            kinds.append(part.kind)
            if not self.tokens or self.tokens[0] not in "+−":
                return Number(total, kinds[0] if len(set(kinds)) == 1 else COUNT)
            sign = -1 if self.tokens.pop(0) == "−" else 1

    def _product(self, kind: str | None) -> Number:
        first = self._factor()
        value, tops, bottoms = first.value, [first.kind], []
        while self.tokens and self.tokens[0] in "×÷":
            is_times = self.tokens.pop(0) == "×"
            other = self._factor()
            value = value * other.value if is_times else value / other.value
            (tops if is_times else bottoms).append(other.kind)
        own = kind or self._kind(tops, bottoms)
        whole = (ceil if self.is_up else floor)(value / STEP[own]) * STEP[own]
        self.exact = self.exact and whole == value
        return Number(Fraction(whole), own)

    def _factor(self) -> Number:
        if self._take("("):
            found = self._sum(None)
            assert self._take(")"), self.formula
            return found
        return number(self.tokens.pop(0), self.language)

    def _kind(self, tops: list[str], bottoms: list[str]) -> str:
        if tops.count(MONEY) > bottoms.count(MONEY):
            return MONEY
        return RATE if RATE in tops and MONEY not in tops else COUNT

    def _take(self, sign: str) -> bool:
        is_next = bool(self.tokens) and self.tokens[0] == sign
        if is_next:
            self.tokens.pop(0)
        return is_next
