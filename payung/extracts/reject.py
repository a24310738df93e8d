"""What is wrong with a row, a value, a file or a mapping, and what can a clerk do? Sentences are in `faults.yaml`."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).parent / "faults.yaml"

ROW_DROPPED = "ROW_DROPPED"
VALUE_SET_ASIDE = "VALUE_SET_ASIDE"
NOTED = "NOTED"
SUPPLIER_STOPPED = "SUPPLIER_STOPPED"
MAPPING = "MAPPING"


@dataclass(frozen=True)
class Fault:
    """A code, what it does to the row or supplier, and its sentence in Indonesian and English."""

    code: str
    effect: str
    sentence_id: str
    sentence_en: str


@cache
def faults() -> dict[str, Fault]:
    """Every fault by its code."""
    raw = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {
        code: Fault(code, effect, sentence["id"], sentence["en"])
        for effect, entries in raw.items()
        for code, sentence in entries.items()
    }


def told(code: str, **told_by: object) -> str:
    """The Indonesian sentence of a code with what it speaks of put in."""
    return faults()[code].sentence_id.format(**told_by)


def told_in_english(code: str, **told_by: object) -> str:
    """The English sentence of a code with what it speaks of put in."""
    return faults()[code].sentence_en.format(**told_by)


class ExtractError(Exception):
    """Something outside the program stops the reading of suppliers' files."""


class MappingFault(ExtractError):
    """mapping.yaml (or a layout) says what cannot be; `sentences` name file, line and entry, one for each fault."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


class SourceFault(ExtractError):
    """A whole file cannot be read: its code, the file where it is not the one being read, line and column."""

    def __init__(
        self, code: str, *, file: str | None = None, line: int = 0, column: str = "", **told_by: object
    ) -> None:
        super().__init__(f"{told(code, **told_by)} / {told_in_english(code, **told_by)}")
        self.code = code
        self.file = file
        self.line = line
        self.column = column
        self.reason = told(code, **told_by)


class DoesNotReconcile(ExtractError):
    """Rows counted in a file are not the rows kept and rejected: a fault of the program, never of the clerk."""
