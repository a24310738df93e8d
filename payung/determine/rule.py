"""Which rules are there, and in which order do they run? Reads `rules/order.yaml` and the SQL files it names."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from payung.engine.public import Step
from payung.terms.public import read_yaml, table

FOLDER = Path(__file__).parent / "rules"
HEADER = re.compile(r"^-- (id|label|sources|in|out): (.+)$", flags=re.MULTILINE)


@dataclass(frozen=True)
class Rule:
    """One rule of law: its id, label in two languages, the parameters it rests on, and the step that evaluates it."""

    id: str
    label_id: str
    label_en: str
    sources: tuple[str, ...]
    step: Step


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule in the order in which they run."""
    entries = read_yaml(FOLDER / "order.yaml")
    return tuple(_rule(entry) for entry in entries)


def _rule(entry: dict[str, str | bool]) -> Rule:
    text = (FOLDER / f"{entry['rule']}.sql").read_text(encoding="utf-8")
    header = dict(HEADER.findall(text))
    label_id, label_en = header["label"].split(" | ")
    output = table(str(entry["output"])) if "output" in entry else None
    step = Step(str(entry["step"]), text, output, is_kept=not entry.get("is_view", False))
    return Rule(header["id"], label_id, label_en, tuple(header["sources"].split(", ")), step)
