"""The cases a lawyer can read: which people do they describe, and what is expected of each?"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parent.parent / "cases"
AS_OF = date(2026, 11, 1)
PERSON: dict[str, Any] = {
    "birth_date": date(1986, 5, 10),
    "sex": "L",
    "life_status": "ALIVE",
    "relation_code": 1,
    "is_married": True,
    "is_student": False,
    "works_as": "NONE",
    "is_in_population": True,
    "record_count": 1,
}
MEMBERSHIP: dict[str, Any] = {
    "programme": "JKN",
    "rank": 1,
    "supplier": "bpjs",
    "row": 1,
    "role": "MEMBER",
    "care_class": 3,
    "since": date(2020, 1, 1),
    "register_status": "ACTIVE",
}


@dataclass(frozen=True)
class Case:
    """One case: where it stands, its sentence, the people it describes (the first is meant) and what is expected."""

    file: str
    says: str
    as_of: date
    persons: tuple[dict[str, Any], ...]
    memberships: tuple[dict[str, Any], ...]
    programme: str
    expect: dict[str, Any] | None
    clocks: dict[str, date] | None
    source: str

    @property
    def person_id(self) -> int:
        """Number of the person meant."""
        found: int = self.persons[0]["person_id"]
        return found


@cache
def cases() -> tuple[Case, ...]:
    """Every case of every file, with numbers of persons that are unlike over all of them."""
    found: list[Case] = []
    number = 0
    for path in sorted(FOLDER.glob("*/*.yaml")):
        if path.parent.name not in ("jkn", "tk"):
            continue
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        for entry in content["cases"]:
            case = _case(path, content.get("defaults", {}), entry, number)
            number += len(case.persons)
            found.append(case)
    return tuple(found)


def _case(path: Path, defaults: dict[str, Any], entry: dict[str, Any], number: int) -> Case:
    people = [
        {"person": {**defaults.get("person", {}), **entry.get("person", {})}, **_own(defaults, entry)},
        *entry.get("family", ()),
    ]
    persons, memberships = [], []
    for place, someone in enumerate(people):
        ids = {"person_id": number + place, "family_id": number}
        persons.append({**PERSON, **someone["person"], **ids})
        for membership in [someone["membership"], *(entry.get("memberships", ()) if place == 0 else ())]:
            if membership != "none":
                memberships.append({**MEMBERSHIP, **membership, "person_id": number + place})
    own = next((m for m in memberships if m["person_id"] == number), {"programme": "JKN"})
    return Case(
        file=f"{path.parent.name}/{path.stem}",
        says=entry["says"],
        as_of=entry.get("as_of", AS_OF),
        persons=tuple(persons),
        memberships=tuple(memberships),
        programme=entry.get("programme", own["programme"]),
        expect=None if entry["expect"] == "none" else entry["expect"],
        clocks=entry.get("clocks"),
        source=entry["source"],
    )


def _own(defaults: dict[str, Any], entry: dict[str, Any]) -> dict[str, Any]:
    default, own = defaults.get("membership", {}), entry.get("membership", {})
    if own == "none" or (default == "none" and not own):
        return {"membership": "none"}
    return {"membership": {**(default if default != "none" else {}), **own}}
