"""How may a list name its columns, actions and payers, and what does a careful decree do beyond the law?"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from payung.terms.public import codes

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Practice:
    """One choice of a careful decree that no law fixes: its value, status (proposed, assumption), label and
    source."""

    id: str
    value: int
    status: str
    label_id: str
    label_en: str
    source: str


@cache
def practice() -> dict[str, Practice]:
    """Every choice by its id (`practice.yaml`)."""
    raw = yaml.safe_load((FOLDER / "practice.yaml").read_text(encoding="utf-8"))
    return {
        key: Practice(key, e["value"], e["status"], e["label"]["id"], e["label"]["en"], e["source"])
        for key, e in raw.items()
    }


@cache
def words() -> dict[str, dict[str, Any]]:
    """Names of columns, actions and payers, and on what routes rest (`words.yaml`)."""
    found: dict[str, dict[str, Any]] = yaml.safe_load((FOLDER / "words.yaml").read_text(encoding="utf-8"))
    return found


def word_rows(name: str) -> list[tuple[str, str]]:
    """Pairs of a word as a list may write it and its code, of `actions` or `payers`."""
    return [(word, code) for code, known in words()[name].items() for word in known]


def route_rows() -> list[tuple[str, str, str]]:
    """Payer, route, and on what the route rests when this payer stops: OWN, OTHER_BUDGET or SAME_LIST."""
    routes = [code for code, route in codes("routes").items() if route.facts["programme"] == "JKN"]
    return [(payer, route, rests.get(route, "OWN")) for payer, rests in words()["routes"].items() for route in routes]


def values_sql(columns: str, rows: Sequence[tuple[str, ...]]) -> str:
    """SELECT of a few rows of words."""
    cells = ", ".join("({})".format(", ".join(_text(cell) for cell in row)) for row in rows)
    return f"SELECT {columns} FROM (VALUES {cells}) AS given({columns})"


def group_sql() -> str:
    """SELECT of person_id and group_code for every vulnerable group a person of `persons` belongs to."""
    parts = [
        f"SELECT person_id, {_text(code)} AS group_code, CAST({number} AS BIGINT) AS group_no, "
        f"{str(entry.facts['is_in_treatment']).upper()} AS is_in_treatment FROM persons WHERE {_condition(entry.facts)}"
        for number, (code, entry) in enumerate(codes("vulnerable_groups").items())
    ]
    return "\nUNION ALL\n".join(parts)


def _condition(facts: dict[str, Any]) -> str:
    if "illness" in facts:
        return "illness IN ({})".format(", ".join(_text(one) for one in facts["illness"]))
    if "column" in facts:
        return f"COALESCE({facts['column']}, FALSE)"
    if "newborn" in facts:
        return "days_between(as_of(), birth_date) <= param('jkn.newborn.register_days', as_of())"
    return f"age_years(birth_date, as_of()) >= {int(facts['age_years_min'])}"


def _text(value: str) -> str:
    return "'{}'".format(value.replace("'", "''"))
