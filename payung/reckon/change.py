"""What changed in the law between two days, which rules read it, and whom does it touch?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from payung.engine.public import open_engine
from payung.law.public import DatedValue, Law, Parameter, load_law
from payung.reckon.error import TableUnreadable
from payung.reckon.rule import rules
from payung.terms.public import read_yaml

TOUCHES = Path(__file__).parent / "touches.yaml"


@dataclass(frozen=True)
class Change:
    """One legal value that began, ended or gave way to another on a day; None stands for no value.

    `scope` names the timeline of a parameter whose values differ by scope (sector, level). `rules` are the rules that
    read the parameter.
    """

    parameter_id: str
    label_id: str
    label_en: str
    scope: str
    on: date
    before: Any
    after: Any
    article: str
    rules: tuple[str, ...]


def changes(begin: date, end: date, *, law: Law | None = None) -> list[Change]:
    """Every change of law from the day after `begin` to `end`, in order of day. What is not law is left out."""
    book = law or load_law()
    found = [change for one in book.parameters.values() for change in _changes(book, one, begin, end)]
    return sorted(found, key=lambda change: (change.on, change.parameter_id, change.scope))


def touched(changed: list[Change], tables: Path) -> dict[tuple[str, str], int]:
    """How many people each changed parameter touches, by parameter and scope, as far as their segment tells.

    `tables` is the folder of a run with memberships.parquet: people with a standing membership of the programme and
    segments which touches.yaml names, living ones. A parameter which it does not name has no count. Raises
    TableUnreadable where a table is not there.
    """
    for name in ("persons", "memberships"):
        if not (tables / f"{name}.parquet").exists():
            raise TableUnreadable(f"{tables / f'{name}.parquet'} is not there; payung run writes it")
    groups = _groups()
    counts: dict[tuple[str, str], int] = {}
    with open_engine("duckdb") as engine:
        for name in ("persons", "memberships"):
            engine.register(name, tables / f"{name}.parquet")
        for change in changed:
            group = groups.get(change.parameter_id)
            if group is not None:
                ((count,),) = engine.rows(_count_sql(group, change.scope))
                counts[change.parameter_id, change.scope] = int(count)
    return counts


def _changes(law: Law, parameter: Parameter, begin: date, end: date) -> Iterator[Change]:
    if parameter.status and parameter.id not in law.switched_on:
        return
    reading = tuple(sorted(one.id for one in rules().values() if parameter.id in one.sources))
    for scope, timeline in parameter.timelines.items():
        for day in _edges(timeline):
            if not begin < day <= end:
                continue
            before, after = _holding(timeline, day - timedelta(days=1)), _holding(timeline, day)
            old, new = before.value if before else None, after.value if after else None
            if old == new:
                continue
            article = after.article if after else before.article if before else ""
            labels = (parameter.label_id, parameter.label_en)
            yield Change(parameter.id, *labels, scope, day, old, new, article, reading)


def _edges(timeline: tuple[DatedValue, ...]) -> list[date]:
    """Days on which a value begins, and days after one ends."""
    begun = {value.since for value in timeline if value.since is not None}
    ended = {value.until + timedelta(days=1) for value in timeline if value.until is not None}
    return sorted(begun | ended)


def _holding(timeline: tuple[DatedValue, ...], day: date) -> DatedValue | None:
    return next((value for value in timeline if value.holds(day)), None)


type Group = dict[str, list[str]]


def _groups() -> dict[str, Group]:
    """Programmes, segments, classes and sectors of the people whom a parameter touches, by parameter."""
    raw = read_yaml(TOUCHES)
    return {parameter: entry["who"] for entry in raw for parameter in entry["parameters"]}


def _count_sql(group: Group, scope: str) -> str:
    """People of the group; a scope that names a sector narrows it, OTHER is every sector which has none of its own."""
    conditions = [f"m.programme IN ({_listed(group['programmes'])})", f"m.segment IN ({_listed(group['segments'])})"]
    if "care_classes" in group:
        conditions.append(f"m.care_class IN ({', '.join(str(one) for one in group['care_classes'])})")
    if "sectors" in group and scope:
        own = _listed([one for one in group["sectors"] if one != "OTHER"])
        conditions.append(f"m.sector = '{scope}'" if scope != "OTHER" else f"COALESCE(m.sector, '') NOT IN ({own})")
    return (
        "SELECT count(DISTINCT m.person_id) FROM memberships AS m JOIN persons AS p ON p.person_id = m.person_id "
        f"WHERE m.rank = 1 AND p.life_status = 'ALIVE' AND {' AND '.join(conditions)}"
    )


def _listed(words: list[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)
