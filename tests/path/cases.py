"""The cases of routes: which family does each describe, and what is expected of its first member?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from payung.terms.public import codes

FOLDER = Path(__file__).resolve().parent.parent / "cases" / "path"
AS_OF = date(2026, 11, 1)
PERSON: dict[str, Any] = {
    "birth_date": date(1986, 5, 10),
    "sex": "L",
    "life_status": "ALIVE",
    "relation_code": 1,
    "works_as": "NONE",
    "regency_code": "32.01",
    "is_in_population": True,
    "record_count": 1,
}
MEMBERSHIP: dict[str, Any] = {"programme": "JKN", "rank": 1, "supplier": "bpjs", "row": 1, "care_class": 3}
DETERMINATION: dict[str, Any] = {"programme": "JKN", "arrears_months": 0}


@dataclass(frozen=True)
class Setting:
    """What a run needs beside the people: the day, the proposals switched on, the regencies known to have priority."""

    as_of: date
    switched_on: frozenset[str]
    priority_regencies: frozenset[str]

    def __str__(self) -> str:
        return "-".join([str(self.as_of), *sorted(self.switched_on), *sorted(self.priority_regencies)])


@dataclass(frozen=True)
class Case:
    """One case: its file, sentence and setting, the tables of the family, and the expected row of one route.

    `expect` None means that the route is not offered; `best` names the route of rank 1.
    """

    file: str
    says: str
    setting: Setting
    tables: Mapping[str, tuple[dict[str, Any], ...]]
    route: str
    expect: dict[str, Any] | None
    best: str | None
    source: str

    @property
    def person_id(self) -> int:
        """Number of the person meant."""
        found: int = self.tables["persons"][0]["person_id"]
        return found

    @property
    def programme(self) -> str:
        """JKN or BPU, to which the route belongs."""
        found: str = codes("routes")[self.route].facts["programme"]
        return found


@cache
def cases() -> tuple[Case, ...]:
    """Every case of every file; the numbers of persons are unlike over all of them."""
    found: list[Case] = []
    number = 0
    for path in sorted(FOLDER.glob("*.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        for entry in content["cases"]:
            case = _case(path.stem, content, entry, number)
            number += len(case.tables["persons"])
            found.append(case)
    return tuple(found)


@cache
def settings() -> tuple[Setting, ...]:
    """Every setting in which a case stands, in the order of their first case."""
    return tuple(dict.fromkeys(case.setting for case in cases()))


def tables_of(setting: Setting) -> dict[str, list[dict[str, Any]]]:
    """Persons, memberships and determinations of all cases of a setting."""
    found: dict[str, list[dict[str, Any]]] = {"persons": [], "memberships": [], "determinations": []}
    for case in cases():
        if case.setting == setting:
            for name, rows in case.tables.items():
                found[name].extend(rows)
    return found


def _case(file: str, content: dict[str, Any], entry: dict[str, Any], number: int) -> Case:
    as_of = entry.get("as_of", AS_OF)
    people = [_meant(content.get("defaults", {}), entry), *entry.get("family", ())]
    tables: dict[str, list[dict[str, Any]]] = {"persons": [], "memberships": [], "determinations": []}
    for place, someone in enumerate(people):
        ids = {"person_id": number + place}
        tables["persons"].append({**PERSON, **someone["person"], **ids, "family_id": number})
        if someone["membership"] != "none":
            tables["memberships"].append({**MEMBERSHIP, **someone["membership"], **ids})
        others = entry.get("others", ()) if place == 0 else ()
        for said in (*_each_programme(someone["determination"]), *others):
            status = codes("reasons")[said["reason"]].facts["status"]
            tables["determinations"].append({**DETERMINATION, **said, **ids, "as_of": as_of, "status": status})
    return Case(
        file=file,
        says=entry["says"],
        setting=Setting(as_of, frozenset(entry.get("switched_on", ())), frozenset(entry.get("priority_regencies", ()))),
        tables={name: tuple(rows) for name, rows in tables.items()},
        route=entry.get("route", content["route"]),
        expect=None if entry["expect"] == "none" else entry["expect"],
        best=entry.get("best"),
        source=entry["source"],
    )


def _meant(defaults: dict[str, Any], entry: dict[str, Any]) -> dict[str, Any]:
    """The first member of the family: the file's defaults with what the case says otherwise."""
    default, own = defaults.get("membership", {}), entry.get("membership", {})
    has_none = own == "none" or (default == "none" and not own)
    return {
        "person": {**defaults.get("person", {}), **entry.get("person", {})},
        "membership": "none" if has_none else {**(default if default != "none" else {}), **own},
        "determination": {**defaults.get("determination", {}), **entry.get("determination", {})},
    }


def _each_programme(said: dict[str, Any]) -> list[dict[str, Any]]:
    """A determination of JKK stands for JKM too, unless `jkm_reason` says otherwise."""
    own = {key: value for key, value in said.items() if key != "jkm_reason"}
    if own.get("programme") != "JKK":
        return [own]
    return [own, {**own, "programme": "JKM", "reason": said.get("jkm_reason", own["reason"])}]
