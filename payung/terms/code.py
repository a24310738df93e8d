"""What do the codes mean? Statuses, reasons, clocks, routes, movers and the rest, with labels in two languages."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from payung.terms.yaml_file import read_yaml

FOLDER = Path(__file__).parent / "codes"


@dataclass(frozen=True)
class Code:
    """One code of a list: Indonesian and English label, a plain sentence where there is one, and its other facts."""

    code: str
    label_id: str
    label_en: str
    plain_id: str
    plain_en: str
    facts: dict[str, Any]

    def label(self, language: str) -> str:
        """The label in `id` or `en`."""
        return self.label_en if language == "en" else self.label_id

    def plain(self, language: str) -> str:
        """The sentence for people in `id` or `en`; the label where no sentence is given."""
        return self.plain_en if language == "en" else self.plain_id

    def about(self, language: str) -> str:
        """The same sentence to somebody else than the person of whom it speaks, in `id` or `en`."""
        told = self.facts.get("about")
        return str(told[language]) if told else self.plain(language)


@cache
def codes(name: str) -> dict[str, Code]:
    """Every code of a list (`reasons`, `clocks`, `routes`, `movers`, `statuses`, `programmes`, `segments`, ...).

    Raises FileNotFoundError when there is no such list.
    """
    raw = read_yaml(FOLDER / f"{name}.yaml")
    return {code: _code(code, entry) for code, entry in raw.items()}


def law_of(entry: Code, programme: str, segment: str | None) -> str:
    """The id of the legal parameter on which a reason or clock rests for this programme and segment."""
    law: dict[str, str] = entry.facts["law"]
    family = "jkn" if programme == "JKN" else ("bpu" if segment in (None, "BPU") else "pu")
    return law.get(family) or law.get("any") or next(iter(law.values()))


def _code(code: str, entry: dict[str, Any]) -> Code:
    label = entry["label"]
    plain = entry.get("plain", label)
    facts = {key: value for key, value in entry.items() if key not in ("label", "plain")}
    return Code(code, label["id"], label["en"], plain["id"], plain["en"], facts)
