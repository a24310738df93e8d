"""What are people called? Names by name system, sex and year of birth, as words numbered in one growing vocabulary."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import yaml

from payung.sample.array import NONE, Bools, Floats, Ints, choose
from payung.sample.assumption import nested
from payung.sample.household import FEMALE, HUSBAND, IN_LAW, KIN, PARENT_IN_LAW, SERVANT, WIFE, Families
from payung.sample.place import load_places

FOLDER = Path(__file__).parent / "names"
WORDS = 5
ERAS = ("old", "middle", "young")
MIDDLE_SINCE, YOUNG_SINCE = 1965, 1995
BROUGHT_IN = (HUSBAND, WIFE, IN_LAW, PARENT_IN_LAW, KIN, SERVANT)  # relatives who do not bear the family's own name


@dataclass
class Vocabulary:
    """Words by number. Words may be added; numbers never change."""

    words: list[str] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, word: str) -> int:
        """Number of a word, new if need be."""
        if word not in self.numbers:
            self.numbers[word] = len(self.words)
            self.words.append(word)
        return self.numbers[word]

    def render(self, names: Ints) -> Any:
        """Names (rows of word numbers, -1 for none) as an Arrow array of text; null where a name has no word."""
        words = pa.array(self.words, pa.string())
        columns = [words.take(pa.array(names[:, k], mask=names[:, k] < 0)) for k in range(names.shape[1])]
        # Arrow drops a row all of whose parts are null, so such rows are joined as empty texts first.
        empty = pa.array((names < 0).all(axis=1))
        columns[0] = pc.if_else(empty, "", columns[0])
        joined = pc.binary_join_element_wise(*columns, " ", null_handling="skip")
        return pc.if_else(empty, pa.scalar(None, pa.string()), joined)


@dataclass(frozen=True)
class Pool:
    """Words of one pool in order of popularity: their numbers and the edges of their chances."""

    numbers: Ints
    weights: Floats


class NameBook:
    """Draws names for people of a name system, sex and era."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Read the pools and patterns into the vocabulary."""
        self.vocabulary = vocabulary
        self.pools = {name: self._pool(words) for name, words in _pools().items()}
        self.patterns = _patterns()
        self.systems = tuple(self.patterns)

    def draw(
        self, random: np.random.Generator, system: Ints, sex: Ints, birth_year: Ints, family_chance: Floats
    ) -> Ints:
        """Names as rows of word numbers (people x 5); family_chance in 0..1 decides the words of the family."""
        names = np.full((len(system), WORDS), NONE, dtype=np.int64)
        era = (birth_year >= MIDDLE_SINCE).astype(np.int64) + (birth_year >= YOUNG_SINCE)
        cell = (system * 2 + sex) * len(ERAS) + era
        order = np.argsort(cell, kind="stable")
        edges = np.searchsorted(cell[order], np.arange(len(self.systems) * 2 * len(ERAS) + 1))
        for number in range(len(edges) - 1):
            rows = order[edges[number] : edges[number + 1]]
            if len(rows):
                of_system, sex_era = divmod(number, 2 * len(ERAS))
                one_sex, one_era = divmod(sex_era, len(ERAS))
                patterns = self.patterns[self.systems[of_system]]["P" if one_sex == FEMALE else "L"][ERAS[one_era]]
                self._draw_cell(random, names, rows, patterns, family_chance)
        return _without_echo(names)

    def word(self, random: np.random.Generator, pool: str, count: int) -> Ints:
        """Numbers of words of one pool."""
        one = self.pools[pool]
        return one.numbers[choose(random, one.weights, count)]

    def _draw_cell(
        self,
        random: np.random.Generator,
        names: Ints,
        rows: Ints,
        patterns: list[tuple[float, list[str]]],
        family_chance: Floats,
    ) -> None:
        which = choose(random, np.asarray([weight for weight, _ in patterns]), len(rows))
        for number, (_, slots) in enumerate(patterns):
            people = rows[which == number]
            for place, slot in enumerate(slots):
                pool = self.pools[slot.rstrip("*")]
                if slot.endswith("*"):
                    edges = np.cumsum(pool.weights)
                    found = np.searchsorted(edges / edges[-1], family_chance[people], side="right")
                    names[people, place] = pool.numbers[np.minimum(found, len(edges) - 1)]
                else:
                    names[people, place] = pool.numbers[choose(random, pool.weights, len(people))]

    def _pool(self, words: list[tuple[str, float]]) -> Pool:
        numbers = np.asarray([self.vocabulary.number(word) for word, _ in words], dtype=np.int64)
        return Pool(numbers, np.asarray([weight for _, weight in words]))


@dataclass(frozen=True)
class Names:
    """Names of people and of their mothers as word numbers (people x 5), and the name system of each person."""

    system: Ints
    name: Ints
    mother: Ints


def name_people(
    random: np.random.Generator, book: NameBook, families: Families, village: Ints, birth_year: Ints
) -> Names:
    """Names of everybody: children share the family's name, and their mother's name is that of the woman at home."""
    people = len(families.family)
    system = _systems(random, book, families, village)
    family_chance = random.random(len(families.start))[families.family]
    outside = np.isin(families.relation, BROUGHT_IN)
    family_chance = np.where(outside, random.random(people), family_chance)
    name = book.draw(random, system, families.sex, birth_year, family_chance)
    sibling_mother = np.where(families.relation == 4, families.family, len(families.start) + np.arange(people))
    _, first, inverse = np.unique(sibling_mother, return_index=True, return_inverse=True)
    mother_year = birth_year[first] - random.integers(18, 38, len(first))
    drawn = book.draw(random, system[first], np.full(len(first), FEMALE), mother_year, random.random(len(first)))
    mother = drawn[inverse]
    woman, is_woman_there = _mother_in_house(families)
    known = (families.relation == 4) & is_woman_there[families.family]
    mother[known] = name[woman[families.family[known]]]
    return Names(system, name, mother)


def _systems(random: np.random.Generator, book: NameBook, families: Families, village: Ints) -> Ints:
    places = load_places()
    province = places.village_province(village)
    mix = nested("names_by_province")
    chosen = np.zeros(len(province), dtype=np.int64)
    for number, code in enumerate(places.provinces):
        here = np.flatnonzero(province == number)
        weights = np.asarray([float(mix[code].get(system, 0)) for system in book.systems])
        chosen[here] = choose(random, weights, len(here))
    of_person = chosen[families.family]
    married_in = np.isin(families.relation, BROUGHT_IN) & (random.random(len(of_person)) < 0.1)
    return np.where(married_in, random.permutation(of_person), of_person)


def _mother_in_house(families: Families) -> tuple[Ints, Bools]:
    woman = np.full(len(families.start), NONE, dtype=np.int64)
    head = (families.relation == 1) & (families.sex == FEMALE)
    woman[families.family[head]] = np.flatnonzero(head)
    wife = families.relation == WIFE
    woman[families.family[wife]] = np.flatnonzero(wife)
    return woman, woman >= 0


def _without_echo(names: Ints) -> Ints:
    for place in range(1, WORDS):
        same = (names[:, place] >= 0) & (names[:, place] == names[:, place - 1])
        names[same, place:-1] = names[same, place + 1 :]
        names[same, -1] = NONE
    return names


@cache
def _pools() -> dict[str, list[tuple[str, float]]]:
    found: dict[str, list[tuple[str, float]]] = {}
    for file in sorted(FOLDER.glob("*.yaml")):
        if file.stem == "patterns":
            continue
        for name, words in yaml.safe_load(file.read_text(encoding="utf-8")).items():
            found[name] = (
                _ranked(_built(words)) if not isinstance(words, dict) or "heads" in words else _weighted(words)
            )
    return found


def _built(words: str | dict[str, str]) -> list[str]:
    if isinstance(words, str):
        return list(dict.fromkeys(words.split()))
    heads, tails = words["heads"].split(), words["tails"].split()
    return list(dict.fromkeys(head + tail for tail in tails for head in heads))


def _ranked(words: list[str]) -> list[tuple[str, float]]:
    """A long tail: the twentieth name is about half as common as the first."""
    return [(word.replace("_", " "), 1.0 / (rank + 20) ** 0.9) for rank, word in enumerate(words)]


def _weighted(words: dict[str, float]) -> list[tuple[str, float]]:
    return [(str(word).replace("_", " "), float(weight)) for word, weight in words.items()]


@cache
def _patterns() -> dict[str, dict[str, dict[str, list[tuple[float, list[str]]]]]]:
    raw = yaml.safe_load((FOLDER / "patterns.yaml").read_text(encoding="utf-8"))
    return {
        system: {
            sex: {era: [_pattern(one) for one in text.split("|")] for era, text in eras.items()}
            for sex, eras in sexes.items()
        }
        for system, sexes in raw.items()
    }


def _pattern(text: str) -> tuple[float, list[str]]:
    weight, *slots = text.split()
    return float(weight), slots
