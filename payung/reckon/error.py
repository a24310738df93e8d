"""What can go wrong before a rule is asked, and what is said about one wrong row?"""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from payung.terms.public import read_yaml

WORDS = Path(__file__).parent / "errors.yaml"


class ReckonError(Exception):
    """A rule cannot be asked at all: it is unknown, or its file is not in the house form."""


class UnknownRule(ReckonError):
    """No rule has this id; `near` holds the ids that are spelled alike."""

    def __init__(self, rule_id: str, known: Iterable[str]) -> None:
        ids = list(known)
        close = difflib.get_close_matches(rule_id, ids, n=5, cutoff=0.5)
        parts = [one for one in ids if rule_id and rule_id in one]
        self.near = list(dict.fromkeys([*close, *parts]))[:5]
        hint = f"; near it: {', '.join(self.near)}" if self.near else f"; there are {len(ids)}, see payung rule list"
        super().__init__(f"no rule is called {rule_id!r}{hint}")


class RuleMalformed(ReckonError):
    """A rule's file is not in the house form, or it answers what its header does not say."""


class TableUnreadable(ReckonError):
    """The inputs are neither a list of rows nor a readable Parquet table."""


@dataclass(frozen=True)
class InputError:
    """Why one row is not answered: a stable code, the field, a message in two languages, and what is accepted.

    The messages name field and parameter as a program does; `facts` are what they are filled with; `places` say in `id`
    and `en` where the value is found, where that is known.
    """

    code: str
    field: str
    message_id: str
    message_en: str
    accepted: str
    facts: tuple[tuple[str, str], ...] = ()
    places: tuple[str, str] = ("", "")

    def message(self, language: str, **words: str) -> str:
        """The message in `id` or `en`; `words` take the place of the facts of their names, for people."""
        place = self.places[language == "en"]
        if words:
            said = error_words()[self.code]["en" if language == "en" else "id"].format(**dict(self.facts) | words)
        else:
            said = self.message_en if language == "en" else self.message_id
        return f"{said} {place}" if place else said


def input_error(code: str, field: str, accepted: str, **facts: object) -> InputError:
    """An error of one of the codes in errors.yaml, its messages filled with the facts."""
    words = error_words()[code]
    filled = {"field": field, "accepted": accepted, **facts}
    told = tuple((name, str(fact)) for name, fact in filled.items())
    return InputError(code, field, words["id"].format(**filled), words["en"].format(**filled), accepted, told)


@cache
def error_words() -> dict[str, dict[str, str]]:
    """Message templates of every code in `id` and `en`."""
    words: dict[str, dict[str, str]] = read_yaml(WORDS)
    return words
