"""Which names are the same name? Titles, bin/binti, Muhammad and M., old spelling and spaces taken out of the way.

Each distinct name is read once and yields the forms the later stages compare:

| form | what it is | H. M. Joesoef bin Kasim, S.Pd |
|---|---|---|
| `clean` | titles, degrees, alias, father's name gone; common first names in one spelling | MUHAMMAD JOESOEF |
| `key` | how `clean` sounds, without spaces | MUHAMADIUSUP |
| `sorted_key` | the same, its parts in alphabetical order | IUSUPMUHAMAD |
| `core` | the sound without the parts half the country shares (MUHAMMAD, SITI, NI, WAYAN, ...) | IUSUP |
| `first`, `last` | first and last part of `core` | IUSUP, IUSUP |
| `core_tokens`, `tokens` | parts of the core, of the whole, as they sound | IUSUP; MUHAMAD IUSUP |
| `letters` | first letter of each part | MJ |
| `token_count` | number of parts | 2 |
"""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

WORDS = Path(__file__).parent / "words.yaml"

PLAIN = re.compile(r"[A-Z ]+")
NOT_A_LETTER = re.compile(r"[^A-Z ]+")
NO_SOUND = re.compile(r"['`’]")
ASIDE = re.compile(r"\([^)]*\)|\[[^]]*\]|[@/].*")
ABDUL_JOINED = re.compile(r"ABD(?:U|OE)(L|R+|S+|N+|D+|T+|Z+)(.{3,})")
FIRST_JOINED = re.compile(r"(MUHAMMAD|MUHAMAD|MOHAMMAD|MOHAMAD|MOCHAMAD|MOCHAMMAD|AHMAD|ACHMAD|SITI)(.{4,})")
OLD_SPELLING = re.compile(r"DJ|TJ|SJ|OE|NJ")
LONE_J = re.compile(r"(?<![DTSN])J")
DOUBLE = re.compile(r"(.)\1+")
SILENT_H = re.compile(r"(?<=[BCDGJKPSTZ])H|H$")

# In this order: an old DJ must become J, and a Z too, after every J that is a Y has been read as one.
SOUNDS = (
    ("DJ", "1"),
    ("TJ", "C"),
    ("SJ", "SY"),
    ("NJ", "NY"),
    ("OE", "U"),
    ("SY", "S"),
    ("AE", "AI"),
    ("IE", "I"),
    ("UW", "U"),
    ("Y", "I"),
    ("O", "U"),
    ("V", "P"),
    ("F", "P"),
    ("Q", "K"),
    ("X", "KS"),
    ("Z", "J"),
    ("1", "J"),
)


class NameForms(NamedTuple):
    """The forms of one name; every form is empty where nothing is left of the name."""

    name: str
    clean: str
    key: str
    sorted_key: str
    core: str
    first: str
    last: str
    core_tokens: str
    tokens: str
    letters: str
    token_count: int


def normalise(names: Iterable[str]) -> list[NameForms]:
    """The forms of each name, in the order given; the caller hands distinct names, because names repeat a lot."""
    return [_forms(name) for name in names]


def clean_tokens(name: str) -> list[str]:
    """The name's own parts without titles, degrees, alias and father's name, common first names in one spelling."""
    return _forms(name).clean.split()


def sound(token: str, is_old_spelling: bool = False) -> str:
    """How a part sounds: old and new spelling, doubled letters, Y/I, O/U, F/V/P, Q/K, Z/J and silent H as one.

    A lone J is read as Y only in a name written in the old spelling (Djojo is Joyo, Joesoef is Yusuf).
    """
    text = LONE_J.sub("Y", token) if is_old_spelling else token
    for written, heard in SOUNDS:
        text = text.replace(written, heard)
    text = SILENT_H.sub("", DOUBLE.sub(r"\1", text))
    return DOUBLE.sub(r"\1", text) or token


class _Part(NamedTuple):
    """One written part of a name: what it is in one spelling, how that sounds, and what of it counts as core."""

    clean: tuple[str, ...]
    heard: tuple[str, ...]
    core: tuple[str, ...]
    letters: str


def _forms(name: str) -> NameForms:
    tokens = name.split() if PLAIN.fullmatch(name) else _letters(name)
    tokens = _without_tail(_without_titles(_without_degrees(tokens)))
    if not tokens:
        return NameForms(name, "", "", "", "", "", "", "", "", "", 0)
    is_old = "J" in name and OLD_SPELLING.search(name) is not None
    parts = [_part(token, False, is_old) for token in tokens]
    if len(tokens) > 1:
        parts[0] = _part(tokens[0], True, is_old)
    clean = [word for part in parts for word in part.clean]
    heard = [sound for part in parts for sound in part.heard]
    core = [sound for part in parts for sound in part.core] or [h for h in heard if len(h) > 1] or heard
    return NameForms(
        name,
        " ".join(clean),
        "".join(heard),
        "".join(sorted(heard)),
        "".join(core),
        core[0],
        core[-1],
        " ".join(core),
        " ".join(heard),
        "".join([part.letters for part in parts]),
        len(clean),
    )


@cache
def _part(token: str, is_first_of_more: bool, is_old_spelling: bool) -> _Part:
    clean = _first_spelled(token) if is_first_of_more else _spelled(token)
    heard = tuple(sound(word, is_old_spelling) for word in clean)
    core = tuple(h for word, h in zip(clean, heard, strict=True) if len(word) > 1 and word not in _words("common"))
    return _Part(clean, heard, core, "".join(word[0] for word in clean))


def _letters(name: str) -> list[str]:
    """Parts of letters: the dots of S.PD go with the word, the dot of M.YUSUF parts it.

    What follows a comma is a degree, or a part of the name that was put last.
    """
    text = ASIDE.sub(" ", NO_SOUND.sub("", name.upper()))
    head, _, tail = text.partition(",")
    if head.strip() and _is_degrees(tail):
        tail = ""
    tokens: list[str] = []
    for word in f"{head} {tail}".replace("-", " ").split():
        joined = NOT_A_LETTER.sub("", word)
        tokens.extend([joined] if joined in _words("degrees") else NOT_A_LETTER.sub(" ", word).split())
    return tokens


def _is_degrees(text: str) -> bool:
    words = [NOT_A_LETTER.sub("", word) for word in text.replace(",", " ").split()]
    return all(word in _words("degrees") or len(word) <= 2 for word in words)


def _without_degrees(tokens: list[str]) -> list[str]:
    degrees = _words("degrees")
    while len(tokens) > 1:
        if tokens[-1] in degrees:
            tokens = tokens[:-1]
        elif len(tokens) > 2 and len(tokens[-2]) == 1 and tokens[-2] + tokens[-1] in degrees:
            tokens = tokens[:-2]
        else:
            break
    return tokens


def _without_titles(tokens: list[str]) -> list[str]:
    titles = _words("titles")
    while len(tokens) > 1 and tokens[0] in titles:
        tokens = tokens[1:]
    return tokens


def _without_tail(tokens: list[str]) -> list[str]:
    """The name before bin, binti or alias; the word itself may be a name where it comes first."""
    ends = _words("ends")
    if ends.isdisjoint(tokens):
        return tokens
    found = [place for place, token in enumerate(tokens) if place > 0 and token in ends]
    return tokens[: found[0]] if found else tokens


def _first_spelled(token: str) -> tuple[str, ...]:
    """M. and St. are Muhammad and Siti only where more of the name follows."""
    if token in _words("muhammad_before_more"):
        return ("MUHAMMAD",)
    return ("SITI",) if token in _words("siti_before_more") else _spelled(token)


def _spelled(token: str) -> tuple[str, ...]:
    for spelling in ("MUHAMMAD", "AHMAD", "SITI", "ABDUL"):
        if token in _words(spelling.lower()):
            return (spelling,)
    if token in _words("one_word"):
        return (token,)
    if joined := ABDUL_JOINED.fullmatch(token):
        article, rest = joined.groups()
        return ("ABDUL", rest if article == "L" else article[0] + rest)
    if joined := FIRST_JOINED.fullmatch(token):
        return (*_spelled(joined.group(1)), joined.group(2))
    return (token,)


@cache
def _words(kind: str) -> frozenset[str]:
    return _all_words()[kind]


@cache
def _all_words() -> dict[str, frozenset[str]]:
    raw = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return {kind: frozenset(words.split()) for kind, words in raw.items()}
