"""What does a scenario cost, whom does it reach, and how sure is that? Every figure with its interval and its
assumptions."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from payung.law.public import Law, load_law
from payung.plan.evidence.figure import Floats, drawn, figures
from payung.plan.run_tables import Scale, day_of, open_tables
from payung.plan.scenario import effect as effects
from payung.plan.scenario.classes import Classes, read_classes
from payung.plan.scenario.effect import Effect, World
from payung.plan.scenario.spec import Scenario, read_scenario
from payung.terms.public import day_written

INPUTS = ("persons", "memberships", "determinations", "paths")
LOW, MID, HIGH = 5, 50, 95
DIMENSIONS = ("province", "decile", "sex")
LANGUAGES = ("id", "en")


@dataclass(frozen=True)
class Span:
    """A figure with its interval: nine draws in ten lie from `low` to `high`."""

    low: int
    mid: int
    high: int


@dataclass(frozen=True)
class Assumed:
    """One assumption on which a result rests: its value and bounds, where it comes from and how sure it is."""

    id: str
    label_id: str
    label_en: str
    low: float
    value: float
    high: float
    status: str
    source: str
    why_id: str
    why_en: str


@dataclass(frozen=True)
class Outcome:
    """What a scenario does against going on as before.

    `months` gives for each programme the people covered more, month by month; `effects` the same at the end by part;
    `costs` rupiah by payer over the whole time, `monthly_costs` by month; `groups` people covered more at the end,
    `group_months` the same month by month, `benefits` rupiah brought in the whole time and `benefit_months` from the
    first month up to each, by dimension (province, decile, sex) and group.
    """

    name_id: str
    name_en: str
    as_of: date
    law_before: str
    law_after: str
    switched_on: tuple[str, ...]
    changed: tuple[str, ...]
    month_days: tuple[date, ...]
    months: Mapping[str, Sequence[Span]]
    effects: Sequence[tuple[str, str, Span]]
    said: Mapping[str, int]
    costs: Mapping[str, Span]
    monthly_costs: Mapping[str, Sequence[Span]]
    groups: Mapping[str, Sequence[tuple[str, int, Span]]]
    group_months: Mapping[str, Mapping[str, Sequence[Span]]]
    benefits: Mapping[str, Sequence[tuple[str, Span]]]
    benefit_months: Mapping[str, Mapping[str, Sequence[Span]]]
    active_before: int
    population: int
    assumptions: Sequence[Assumed]
    scale: Scale = field(default_factory=Scale)


def simulate(
    source: Path | Mapping[str, Any],
    tables: Path,
    *,
    law: Law | None = None,
    scale: Scale | None = None,
    memory_limit: str = "2GB",
    threads: int = 2,
) -> Outcome:
    """Reckon a scenario (a YAML file, or a dict of the same form) against the tables of a run.

    Raises ScenarioFault for an impossible scenario and TableMissing for a folder that is no run.
    """
    scenario = read_scenario(source, law or load_law())
    size = scale or Scale()
    with open_tables(tables, INPUTS, memory_limit=memory_limit, threads=threads) as engine:
        day = day_of(engine)
        health, work = read_classes(engine, scenario, day)
        world = World(scenario, health, work, drawn(overrides=scenario.assumptions), _quota(scenario, health, size))
    found = list(_effects(world))
    return _outcome(world, found, day, size)


def outcome_data(outcome: Outcome) -> dict[str, Any]:
    """The outcome as plain data, days as text."""
    found: dict[str, Any] = json.loads(json.dumps(asdict(outcome), default=str))
    return found


def _effects(world: World) -> Iterator[Effect]:
    yield from effects.tariffs(world)
    yield from effects.quota(world)
    for action in world.scenario.actions:
        if action.kind == "REGION_PAYS":
            yield effects.region_pays(world, action)
        elif action.kind == "SUBSIDY":
            yield effects.subsidy(world, action)
        elif action.kind == "ASSIST":
            yield effects.assist(world, action)
        elif action.kind == "WRITE_OFF":
            yield from effects.write_off(world, action)
    yield from effects.instalments(world)
    yield from effects.discount(world)
    yield from effects.benefit(world)


def _quota(scenario: Scenario, health: Classes, scale: Scale) -> dict[str, int]:
    day = scenario.month_days[-1]
    after = scale.down(int(str(scenario.after.value("jkn.pbi.national_quota", day))))
    held = int(health.people[health.cell("STATE")].sum())
    return {"held": held, "after": after}


def _outcome(world: World, found: Sequence[Effect], day: date, scale: Scale) -> Outcome:
    scenario, health = world.scenario, world.health
    programmes = sorted({one.programme for one in found if one.code != "BENEFIT"})
    payers = sorted({payer for one in found for payer in one.costs})
    costs = {payer: _sum(one.costs[payer] for one in found if payer in one.costs) for payer in payers}
    used = list(dict.fromkeys(name for one in found for name in one.assumptions))
    group_months = {name: _group_months(world, found, name) for name in DIMENSIONS}
    benefit_months = {name: _benefit_months(world, found, name) for name in DIMENSIONS}
    return Outcome(
        name_id=scenario.name_id,
        name_en=scenario.name_en,
        as_of=day,
        law_before=scenario.before.version,
        law_after=scenario.after.version,
        switched_on=tuple(sorted(scenario.after.switched_on)),
        changed=tuple(sorted(scenario.changed)),
        month_days=tuple(scenario.month_days),
        months={name: _spans(_sum(o.people for o in found if o.programme == name)) for name in programmes},
        effects=list(_by_code(found)),
        said={f"{one.code}.{key}": value for one in found for key, value in one.said.items()},
        costs={payer: _span(total.sum(axis=0)) for payer, total in costs.items()},
        monthly_costs={payer: _spans(total) for payer, total in costs.items()},
        groups={name: list(_groups(world, months, name)) for name, months in group_months.items()},
        group_months=group_months,
        benefits={name: [(group, one[-1]) for group, one in by.items()] for name, by in benefit_months.items()},
        benefit_months=benefit_months,
        active_before=int(health.people[health["is_active"].astype(bool)].sum()),
        population=int(health.people.sum()),
        assumptions=[*_assumed(scenario, used), *_supposed(scenario)],
        scale=scale,
    )


def _by_code(found: Sequence[Effect]) -> Iterator[tuple[str, str, Span]]:
    for code, programme in dict.fromkeys((one.code, one.programme) for one in found):
        alike = [one.people for one in found if (one.code, one.programme) == (code, programme)]
        yield code, programme, _span(_sum(alike)[-1])


def _group_months(world: World, found: Sequence[Effect], dimension: str) -> dict[str, list[Span]]:
    """By group, how many of its people are covered more, month by month."""
    totals: dict[str, Floats] = {}
    for one in found:
        classes = world.health if one.programme == "JKN" else world.work
        labels, places = np.unique(_labels(classes, dimension), return_inverse=True)
        shares = np.bincount(places, weights=one.reached, minlength=len(labels))
        for label, share in zip(labels, shares, strict=True):
            if share:
                totals[str(label)] = totals.get(str(label), np.zeros_like(one.people)) + share * one.people
    return {label: _spans(totals[label]) for label in sorted(totals, key=_place)}


def _groups(world: World, months: Mapping[str, list[Span]], dimension: str) -> Iterator[tuple[str, int, Span]]:
    """Group, its people, and how many of them are covered more in the last month."""
    labels = _labels(world.health, dimension)
    for label, spans in months.items():
        yield label, int(world.health.people[labels == label].sum()), spans[-1]


def _benefit_months(world: World, found: Sequence[Effect], dimension: str) -> dict[str, list[Span]]:
    """By group, rupiah that a better benefit has brought from the first month up to each."""
    labels, places = np.unique(_labels(world.work, dimension), return_inverse=True)
    totals: dict[str, Floats] = {}
    for one in found:
        if one.value is None or one.value_spread is None:
            continue
        for number, label in enumerate(labels):
            brought = one.value[:, places == number].sum(axis=1).cumsum()[:, None] * one.value_spread
            totals[str(label)] = totals.get(str(label), np.zeros_like(brought)) + brought
    return {label: _spans(totals[label]) for label in sorted(totals, key=_place)}


def _place(label: str) -> tuple[bool, int, str]:
    """Deciles and regions in the order of their numbers, what is not known last."""
    return label in ("", "0"), int(label) if label.isdigit() else 0, label


def _labels(classes: Classes, dimension: str) -> Any:
    if dimension == "province":
        return classes["regency_code"].astype("U2")
    return classes[dimension].astype(str)


def _assumed(scenario: Scenario, used: Sequence[str]) -> Iterator[Assumed]:
    for name in used:
        one = figures()[name]
        low, mid, high = scenario.assumptions.get(name, (one.low, one.value, one.high))
        status = "scenario" if name in scenario.assumptions else one.status
        yield Assumed(name, one.label_id, one.label_en, low, mid, high, status, one.study, one.why_id, one.why_en)


def _supposed(scenario: Scenario) -> Iterator[Assumed]:
    """The values of law that the scenario supposes, and the proposals that it switches on."""
    for one in scenario.supposed:
        parameter = scenario.before.parameters[one.parameter_id]
        name = " ".join(part for part in (one.parameter_id, one.scope, one.key) if part)
        number = float(one.value)
        days = f"{one.since}/{one.until or '..'}"
        why = [_days(one.since, one.until, language) for language in LANGUAGES]
        labels = (parameter.label_id, parameter.label_en)
        yield Assumed(name, *labels, number, number, number, "scenario", days, *why)
    for name in sorted(scenario.after.switched_on):
        parameter = scenario.before.parameters[name]
        labels = (parameter.label_id, parameter.label_en)
        yield Assumed(name, *labels, 1.0, 1.0, 1.0, parameter.status or "", parameter.values[0].article, "", "")


def _days(since: date, until: date | None, language: str) -> str:
    """From which day on, and to which, as a sentence of the page says it."""
    begins, ends = {"id": ("mulai", "sampai"), "en": ("from", "to")}[language]
    return f"{begins} {day_written(since, language)}" + (f" {ends} {day_written(until, language)}" if until else "")


def _sum(arrays: Iterable[Floats]) -> Floats:
    found = list(arrays)
    total: Floats = np.sum(found, axis=0)
    return total


def _spans(array: Floats) -> list[Span]:
    return [_span(row) for row in array]


def _span(values: Floats) -> Span:
    low, mid, high = np.percentile(values, (LOW, MID, HIGH))
    return Span(round(float(low)), round(float(mid)), round(float(high)))
