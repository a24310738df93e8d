"""How do registers write a name differently? Variants, old spelling, slips of the hand, initials, titles, by-names."""

from collections.abc import Callable

import numpy as np

from payung.sample.array import NONE, Bools, Floats, Ints, choose
from payung.sample.assumption import numbers, table
from payung.sample.country import Country
from payung.sample.household import FEMALE
from payung.sample.name import WORDS, NameBook, Vocabulary

WIDTH = WORDS + 3  # a title before, the words, and two places behind
FIRST, LAST = 1, WORDS
OLD_SPELLINGS = (
    ("NJ", "NJ"),
    ("SY", "SJ"),
    ("NY", "NJ"),
    ("KH", "CH"),
    ("J", "DJ"),
    ("C", "TJ"),
    ("U", "OE"),
    ("Y", "J"),
)
NEW_SPELLINGS = (("OE", "U"), ("DJ", "J"), ("TJ", "C"))
NEIGHBOURS = {
    "A": "SQ",
    "E": "RW",
    "I": "UO",
    "N": "MB",
    "R": "TE",
    "S": "AD",
    "T": "RY",
    "U": "IY",
    "O": "IP",
    "M": "N",
    "L": "K",
}
LETTERS = "AEINRSTUMLKDH"
LEAST_LETTERS = 3


class NameErrors:
    """Writes true names as a register would have them, with the rates of the assumptions."""

    def __init__(self, country: Country, random: np.random.Generator) -> None:
        """Settle who has a title, and which words are variants of one another."""
        self.vocabulary: Vocabulary = country.vocabulary
        self.book: NameBook = country.book
        self.country = country
        self.rates = {key: value / 100 for key, value in table("name_errors_percent").items()}
        self.title_before, self.title_after = _titles(country, random)
        self.changed: dict[tuple[str, int], int] = {}

    def written(self, random: np.random.Generator, people: Ints, multiplier: float) -> Ints:
        """Names of people as a register writes them: rows of word numbers (title, five words, two behind)."""
        names = np.full((len(people), WIDTH), NONE, dtype=np.int64)
        names[:, FIRST : LAST + 1] = self.country.names.name[people]
        self._errors(random, names, multiplier)
        self._behind(random, names, people, multiplier)
        with_title = random.random(len(people)) < self.rates["title"]
        names[:, 0] = np.where(with_title, self.title_before[people], NONE)
        after = with_title & (names[:, -2] == NONE)
        names[:, -2] = np.where(after, self.title_after[people], names[:, -2])
        return names

    def mothers(self, random: np.random.Generator, people: Ints, multiplier: float) -> Ints:
        """Names of mothers as a register writes them."""
        names = np.full((len(people), WIDTH), NONE, dtype=np.int64)
        names[:, FIRST : LAST + 1] = self.country.names.mother[people]
        self._errors(random, names, multiplier * 0.7)
        return names

    def _errors(self, random: np.random.Generator, names: Ints, multiplier: float) -> None:
        for pool in ("muhammad", "siti", "abdul", "ahmad"):
            self._variant(random, names, pool, multiplier)
        for kind, change in self._changes().items():
            count = (names[:, FIRST : LAST + 1] >= 0).sum(axis=1)
            needs_two = kind in ("dropped", "initial", "merged", "swapped")
            able = count >= (2 if needs_two else 1)
            rate = (
                self.rates[kind] * multiplier / max(float(able.mean()), 0.5) * (1.1 if kind == "old_spelling" else 1.0)
            )
            change(random, names, np.flatnonzero(able & (random.random(len(names)) < rate)))

    def _changes(self) -> dict[str, Callable[[np.random.Generator, Ints, Ints], None]]:
        return {
            "old_spelling": self._old_spelling,
            "typo": self._typo,
            "dropped": self._drop,
            "initial": self._initial,
            "merged": self._merge,
            "swapped": self._swap,
            "nickname": self._nickname,
            "truncated": self._truncate,
        }

    def _variant(self, random: np.random.Generator, names: Ints, pool: str, multiplier: float) -> None:
        words = self.book.pools[pool]
        rows = np.flatnonzero(
            np.isin(names[:, FIRST], words.numbers) & (random.random(len(names)) < self.rates[pool] * multiplier)
        )
        other = words.numbers[choose(random, words.weights, len(rows))]
        spare = words.numbers[(np.searchsorted(np.sort(words.numbers), names[rows, FIRST]) + 1) % len(words.numbers)]
        names[rows, FIRST] = np.where(other == names[rows, FIRST], spare, other)

    def _word(self, kind: str, word: int, make: Callable[[str], str]) -> int:
        key = (kind, word)
        if key not in self.changed:
            self.changed[key] = self.vocabulary.number(make(self.vocabulary.words[word]) or self.vocabulary.words[word])
        return self.changed[key]

    def _old_spelling(self, random: np.random.Generator, names: Ints, rows: Ints) -> None:
        for place in range(FIRST, LAST + 1):
            column = names[rows, place]
            distinct, back = np.unique(column, return_inverse=True)
            changed = np.asarray(
                [NONE if w < 0 else self._word("old", int(w), _other_spelling) for w in distinct], dtype=np.int64
            )
            names[rows, place] = changed[back]

    def _typo(self, random: np.random.Generator, names: Ints, rows: Ints) -> None:
        places = _random_place(random, names, rows)
        chances = random.random((len(rows), 3))
        for row, place, chance in zip(rows, places, chances, strict=True):
            word = self.vocabulary.words[names[row, place]]
            names[row, place] = self.vocabulary.number(_mistyped(word, chance))

    def _drop(self, random: np.random.Generator, names: Ints, rows: Ints) -> None:
        places = np.where(random.random(len(rows)) < 0.15, FIRST, _random_place(random, names, rows))
        _remove(names, rows, places)

    def _initial(self, random: np.random.Generator, names: Ints, rows: Ints) -> None:
        places = _last_place(names, rows)
        for row, place in zip(rows, places, strict=True):
            names[row, place] = self._word("initial", int(names[row, place]), lambda word: word[:1])

    def _merge(self, random: np.random.Generator, names: Ints, rows: Ints) -> None:
        places = _last_place(names, rows)
        for row, place in zip(rows, places, strict=True):
            words = (self.vocabulary.words[names[row, place - 1]], self.vocabulary.words[names[row, place]])
            names[row, place - 1] = self.vocabulary.number("".join(words))
        names[rows, places] = NONE

    def _swap(self, random: np.random.Generator, names: Ints, rows: Ints) -> None:
        names[rows, FIRST], names[rows, FIRST + 1] = names[rows, FIRST + 1].copy(), names[rows, FIRST].copy()

    def _nickname(self, random: np.random.Generator, names: Ints, rows: Ints) -> None:
        for row in rows:
            names[row, FIRST] = self._word("nick", int(names[row, FIRST]), _nickname)

    def _truncate(self, random: np.random.Generator, names: Ints, rows: Ints) -> None:
        places = _last_place(names, rows)
        for row, place in zip(rows, places, strict=True):
            names[row, place] = self._word(
                "cut", int(names[row, place]), lambda word: word[: max(len(word) - 3, LEAST_LETTERS)]
            )

    def _behind(self, random: np.random.Generator, names: Ints, people: Ints, multiplier: float) -> None:
        """`bin` or `binti` with a father's name, or an alias."""
        families, true = self.country.families, self.country.names.name
        chance = random.random(len(people))
        of_father = np.flatnonzero(chance < self.rates["bin"] * multiplier)
        person = people[of_father]
        head = families.start[families.family[person]]
        father = np.where(families.relation[person] == 4, head, random.permutation(len(true))[: len(person)])
        words = np.asarray([self.vocabulary.number("BIN"), self.vocabulary.number("BINTI")])
        names[of_father, -2] = words[(families.sex[person] == FEMALE).astype(np.int64)]
        names[of_father, -1] = true[father, 0]
        low = self.rates["bin"] * multiplier
        by_name = np.flatnonzero((chance >= low) & (chance < low + self.rates["alias"] * multiplier))
        names[by_name, -2] = self.vocabulary.number("ALIAS")
        for row in by_name:
            names[row, -1] = self._word("nick", int(names[row, FIRST]), _nickname)


def _titles(country: Country, random: np.random.Generator) -> tuple[Ints, Ints]:
    band = np.select([country.welfare.decile <= 5, country.welfare.decile <= 8], [0, 1], 2)
    has = (country.age >= 25) & (random.random(country.people) < numbers("titled_percent")[band] / 100)
    is_before = random.random(country.people) < 0.55
    before_m = country.book.word(random, "title_before_m", country.people)
    before_f = country.book.word(random, "title_before_f", country.people)
    after = country.book.word(random, "title_after", country.people)
    before = np.where(country.families.sex == FEMALE, before_f, before_m)
    return np.where(has & is_before, before, NONE), np.where(has & ~is_before, after, NONE)


def _random_place(random: np.random.Generator, names: Ints, rows: Ints) -> Ints:
    count = (names[rows, FIRST : LAST + 1] >= 0).sum(axis=1)
    return FIRST + np.floor(random.random(len(rows)) * count).astype(np.int64)


def _last_place(names: Ints, rows: Ints) -> Ints:
    return np.asarray(FIRST + (names[rows, FIRST : LAST + 1] >= 0).sum(axis=1) - 1, dtype=np.int64)


def _remove(names: Ints, rows: Ints, places: Ints) -> None:
    for place in range(FIRST, LAST):
        shift: Bools = places <= place
        names[rows[shift], place] = names[rows[shift], place + 1]
    names[rows, LAST] = NONE


def _other_spelling(word: str) -> str:
    for new, old in NEW_SPELLINGS:
        if new in word:
            return word.replace(new, old)
    for new, old in OLD_SPELLINGS:
        if new in word:
            return word.replace(new, old)
    return _doubled(word)


def _doubled(word: str) -> str:
    return word[:-1] + "H" if word.endswith("K") else word.replace("A", "AH", 1) if len(word) < 5 else word + "H"


def _nickname(word: str) -> str:
    return word[-5:] if len(word) > 6 else word[:3]


def _mistyped(word: str, chance: Floats) -> str:
    place = 1 + int(chance[0] * max(len(word) - 1, 1))
    letter = word[place] if place < len(word) else "A"
    kind = int(chance[1] * 4)
    if kind == 0 or len(word) <= LEAST_LETTERS:
        return word[:place] + LETTERS[int(chance[2] * len(LETTERS))] + word[place:]
    if kind == 1:
        return word[:place] + word[place + 1 :]
    if kind == 2 and place + 1 < len(word):
        return word[:place] + word[place + 1] + letter + word[place + 2 :]
    near = NEIGHBOURS.get(letter, LETTERS)
    return word[:place] + near[int(chance[2] * len(near))] + word[place + 1 :]
