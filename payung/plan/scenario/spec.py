"""What does a scenario change, and is it possible? Read from YAML or a dict; an impossible part is refused by its
field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from payung.law.public import Law, LawError, NotSwitchedOn, Supposition, supposing
from payung.plan.error import ScenarioFault
from payung.plan.evidence.figure import figures

FOLDER = Path(__file__).parent
MONTHS_MOST = 60
FIELDS = {"name", "from", "months", "switch_on", "changes", "actions", "assumptions"}
CHANGE_FIELDS = {"parameter", "from", "until", "value", "scope", "key"}
PAYERS = ("STATE", "PEMDA")
# Fields of each action beside kind, from and whom.
ACTIONS = {
    "SUBSIDY": {"payer", "percent", "months"},
    "ASSIST": {"help", "percent_reached", "cost_idr"},
    "WRITE_OFF": {"announced"},
    "REGION_PAYS": {"people"},
    "FILL_QUOTA": set(),
}
WHOM_FIELDS = {"region", "deciles"}


@dataclass(frozen=True)
class Whom:
    """Whom an action is for: a region by the start of its code (empty: everywhere), and deciles from and to (0:
    all)."""

    region: str = ""
    decile_from: int = 0
    decile_to: int = 10


@dataclass(frozen=True)
class Action:
    """One action: its kind, the first month, whom it is for, and its own numbers (`facts`)."""

    kind: str
    since: date
    whom: Whom
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Scenario:
    """A change of law or budget: first month, number of months, the law before and after, actions, own
    assumptions."""

    name_id: str
    name_en: str
    since: date
    months: int
    before: Law
    after: Law
    changed: frozenset[str]
    supposed: tuple[Supposition, ...]
    actions: tuple[Action, ...]
    assumptions: Mapping[str, tuple[float, float, float]] = field(default_factory=dict)

    @property
    def month_days(self) -> list[date]:
        """The first day of each month."""
        first = self.since.year * 12 + self.since.month - 1
        return [date((first + n) // 12, (first + n) % 12 + 1, 1) for n in range(self.months)]

    def month_of(self, day: date) -> int:
        """The number of the month in which a day lies, 0 the first."""
        return (day.year - self.since.year) * 12 + day.month - self.since.month


@cache
def levers() -> dict[str, dict[str, Any]]:
    """Parameters whose change has a model of its effect (`levers.yaml`)."""
    found: dict[str, dict[str, Any]] = yaml.safe_load((FOLDER / "levers.yaml").read_text(encoding="utf-8"))
    return found


def read_scenario(source: Path | Mapping[str, Any], law: Law) -> Scenario:
    """The scenario of a YAML file or a dict. Raises ScenarioFault with the field and the code of what is wrong."""
    raw = _raw(source)
    for unknown in sorted(set(raw) - FIELDS):
        raise ScenarioFault("UNKNOWN_FIELD", unknown)
    since = _day(raw.get("from"), "from").replace(day=1)
    months = _whole(raw.get("months", 24), "months", 1, MONTHS_MOST)
    before = law
    after, switched = _switched(raw.get("switch_on") or {}, law)
    supposed = tuple(_changes(raw.get("changes") or []))
    after = _supposed(after, supposed)
    actions = tuple(_action(entry, f"actions[{n}]", since, months) for n, entry in enumerate(raw.get("actions") or []))
    if any(one.kind == "WRITE_OFF" for one in actions) and "jkn.arrears_writeoff_2026" not in after.switched_on:
        raise ScenarioFault("NOT_SWITCHED_ON", "switch_on", "jkn.arrears_writeoff_2026")
    changed = frozenset(one.parameter_id for one in supposed)
    if not (changed or switched or actions):
        raise ScenarioFault("NOTHING_CHANGES", "changes")
    name = raw.get("name") or "Skenario"
    names = name if isinstance(name, dict) else {"id": name, "en": name}
    return Scenario(
        str(names.get("id", "Skenario")),
        str(names.get("en", names.get("id", "Scenario"))),
        since,
        months,
        before,
        after,
        changed,
        supposed,
        actions,
        dict(_assumptions(raw.get("assumptions") or {})),
    )


def _raw(source: Path | Mapping[str, Any]) -> Mapping[str, Any]:
    if isinstance(source, Path):
        try:
            source = yaml.safe_load(source.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            raise ScenarioFault("NOT_A_SCENARIO", "", str(error)) from error
    if not isinstance(source, Mapping):
        raise ScenarioFault("NOT_A_SCENARIO", "")
    return source


def _switched(raw: Any, law: Law) -> tuple[Law, bool]:
    entries = raw if isinstance(raw, Mapping) else dict.fromkeys(raw)
    days = {str(key): _day(day, f"switch_on.{key}") for key, day in entries.items()}
    for parameter_id in days:
        if parameter_id not in law.parameters:
            raise ScenarioFault("UNKNOWN_PARAMETER", f"switch_on.{parameter_id}")
        if not law.parameters[parameter_id].status:
            raise ScenarioFault("ALREADY_LAW", f"switch_on.{parameter_id}")
    return (law.with_switched_on(days), True) if days else (law, False)


def _changes(raw: Any) -> Iterator[Supposition]:
    for number, entry in enumerate(_list(raw, "changes")):
        at = f"changes[{number}]"
        _known(entry, CHANGE_FIELDS, at)
        parameter_id = str(entry.get("parameter", ""))
        lever = levers().get(parameter_id)
        if lever is None:
            raise ScenarioFault("NOT_MODELLED", f"{at}.parameter", parameter_id)
        keys = lever.get("keys", [""])
        key = str(entry.get("key", keys[0] if len(keys) == 1 else ""))
        if key not in keys:
            raise ScenarioFault("OUT_OF_RANGE", f"{at}.key", ", ".join(keys))
        value = entry.get("value")
        if type(value) not in (int, bool):
            raise ScenarioFault("IMPOSSIBLE_VALUE", f"{at}.value", str(value))
        until = _day(entry["until"], f"{at}.until") if entry.get("until") else None
        since = _day(entry.get("from"), f"{at}.from")
        yield Supposition(parameter_id, since, value, until, str(entry.get("scope", "")), key)


def _supposed(law: Law, supposed: tuple[Supposition, ...]) -> Law:
    for number, one in enumerate(supposed):
        at = f"changes[{number}]"
        try:
            law = supposing(law, [one])
        except NotSwitchedOn as error:
            raise ScenarioFault("NOT_SWITCHED_ON", f"{at}.parameter", str(error)) from error
        except LawError as error:
            raise ScenarioFault("IMPOSSIBLE_VALUE", f"{at}.value", str(error)) from error
    return law


def _action(entry: Any, at: str, first: date, months: int) -> Action:
    if not isinstance(entry, Mapping) or entry.get("kind") not in ACTIONS:
        raise ScenarioFault("UNKNOWN_ACTION", f"{at}.kind")
    kind = str(entry["kind"])
    _known(entry, {"kind", "from", "whom", *ACTIONS[kind]}, at)
    since = _day(entry["from"], f"{at}.from") if entry.get("from") else first
    facts: dict[str, Any] = {}
    for name in sorted(ACTIONS[kind]):
        facts[name] = _fact(name, entry.get(name), f"{at}.{name}", since)
    for day in (since, facts.get("announced", since)):
        if not 0 <= (day.year - first.year) * 12 + day.month - first.month < months:
            raise ScenarioFault("DAY_OUTSIDE", f"{at}.from", str(day))
    return Action(kind, since, _whom(entry.get("whom") or {}, f"{at}.whom"), facts)


def _fact(name: str, value: Any, at: str, since: date) -> Any:
    if name == "payer":
        return _one_of(value or "PEMDA", PAYERS, at)
    if name == "help":
        return _one_of(value or "COMPLETED", ("ONLINE", "COMPLETED"), at)
    if name == "announced":
        return _day(value, at) if value else since
    least, most, default = {
        "percent": (1, 100, 50),
        "percent_reached": (1, 100, 10),
        "months": (1, MONTHS_MOST, 12),
        "cost_idr": (0, 10_000_000, 0),
        "people": (1, 300_000_000, None),
    }[name]
    return _whole(default if value is None else value, at, least, most)


def _whom(raw: Any, at: str) -> Whom:
    _known(raw, WHOM_FIELDS, at)
    deciles = raw.get("deciles") or [0, 10]
    if not isinstance(deciles, list) or len(deciles) != 2:
        raise ScenarioFault("OUT_OF_RANGE", f"{at}.deciles", "[1, 10]")
    low, high = (_whole(one, f"{at}.deciles", 0, 10) for one in deciles)
    return Whom(str(raw.get("region", "") or ""), low, high)


def _assumptions(raw: Any) -> Iterator[tuple[str, tuple[float, float, float]]]:
    for key, value in raw.items():
        if key not in figures() or figures()[key].form != "RANGE":
            raise ScenarioFault("UNKNOWN_ASSUMPTION", f"assumptions.{key}")
        numbers = value if isinstance(value, list) else [value] * 3
        is_range = len(numbers) == 3 and all(isinstance(one, int | float) for one in numbers)
        if not is_range or not 0 <= numbers[0] <= numbers[1] <= numbers[2] <= 2:
            raise ScenarioFault("OUT_OF_RANGE", f"assumptions.{key}", "[low, mid, high]")
        yield str(key), (float(numbers[0]), float(numbers[1]), float(numbers[2]))


def _known(entry: Any, fields: set[str], at: str) -> None:
    if not isinstance(entry, Mapping):
        raise ScenarioFault("NOT_A_SCENARIO", at)
    for unknown in sorted(set(entry) - fields):
        raise ScenarioFault("UNKNOWN_FIELD", f"{at}.{unknown}")


def _list(raw: Any, at: str) -> list[Any]:
    if not isinstance(raw, list):
        raise ScenarioFault("NOT_A_SCENARIO", at)
    return raw


def _one_of(value: Any, allowed: tuple[str, ...], at: str) -> str:
    if value not in allowed:
        raise ScenarioFault("OUT_OF_RANGE", at, ", ".join(allowed))
    return str(value)


def _whole(value: Any, at: str, least: int, most: int) -> int:
    if type(value) is not int or not least <= value <= most:
        raise ScenarioFault("OUT_OF_RANGE", at, f"{least} - {most}")
    return value


def _day(value: Any, at: str) -> date:
    if type(value) is date:
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise ScenarioFault("NOT_A_DAY", at, str(value)) from error
