"""What does one legal parameter say? Reads and checks `parameters/<programme>/<name>.yaml` and `sources/*.yaml`."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from payung.law.error import ParameterMalformed

FOLDER = Path(__file__).parent
CONFIDENCES = ("text_seen", "two_sources", "one_source", "memory")
STATUSES = ("contested", "proposed", "cancelled", "history")
UNDATED = "undated"
SOURCE = re.compile(r"^([^\s#:][^\s:]*):", flags=re.MULTILINE)
PREVIOUS = "PREVIOUS"

type Leaf = bool | int | str | date | None
type Value = Leaf | list[Any] | dict[str | int, Any]


@dataclass(frozen=True)
class Source:
    """A law, letter, page or public code in which a value was read: kind, title or address."""

    id: str
    kind: str
    title: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class Enacted:
    """When a value that reaches back became law, how sure that day is, and what held until then.

    `goes_on` is true where the value before it went on until the day, false where there was none.
    """

    on: date
    goes_on: bool
    confidence: str


@dataclass(frozen=True)
class DatedValue:
    """One value and the days it holds: from `since` to `until`, both included; None is open.

    `since` is None for a plan that never got a date. `disputed` marks a value that some source contradicts. `enacted`
    is told of a value that became law after its first day.
    """

    since: date | None
    until: date | None
    value: Value
    article: str
    sources: tuple[str, ...]
    confidence: str
    disputed: bool = False
    note: str | None = None
    articles_quoted: tuple[str, ...] = ()
    articles_from_memory: tuple[str, ...] = ()
    enacted: Enacted | None = None

    def holds(self, on: date) -> bool:
        """Whether this value is in force on a day."""
        return self.since is not None and self.since <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True)
class Parameter:
    """One legal parameter: its labels, unit, and dated values in order of time.

    `timelines` has one timeline under the empty key, or, where values of several scopes overlap in time, one for
    each scope (`keyed_by` says by what); `otherwise` is the scope of every key that is not listed.
    `status` is None for law in force, else contested, proposed, cancelled or history.
    """

    id: str
    label_id: str
    label_en: str
    programme: str
    unit: str | dict[str, str]
    timelines: Mapping[str, tuple[DatedValue, ...]]
    checked_on: date
    check_again: date | None = None
    status: str | None = None
    keyed_by: str | None = None
    otherwise: str | None = None
    note: str | None = None

    @property
    def values(self) -> tuple[DatedValue, ...]:
        """Every dated value of every scope."""
        return tuple(value for timeline in self.timelines.values() for value in timeline)

    def timeline(self, key: str) -> tuple[DatedValue, ...] | None:
        """The timeline of a scope, that of `otherwise` for any other key, None where there is neither."""
        return self.timelines.get(key) or self.timelines.get(self.otherwise or "")


class Shelf[Entry](Mapping[str, Entry]):
    """Entries by id, each made when it is first asked for: one question needs few of all the parameters."""

    def __init__(self, ids: Iterable[str], make: Callable[[str], Entry]) -> None:
        self._ids = tuple(ids)
        self._known = frozenset(self._ids)
        self._make = cache(make)

    def __getitem__(self, key: str) -> Entry:
        if key not in self._known:
            raise KeyError(key)
        return self._make(key)

    def __contains__(self, key: object) -> bool:
        return key in self._known

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)


def read_parameters(texts: Mapping[str, str], registered: Collection[str]) -> Mapping[str, Parameter]:
    """Every parameter by id, from the text of its file; each is read and checked when it is first asked for.

    Asking raises ParameterMalformed where the text is not in the house form or cites a source that is not registered.
    """

    def read(parameter_id: str) -> Parameter:
        found = _parameter(parameter_id, texts[parameter_id])
        for value in found.values:
            for source in value.sources:
                if source not in registered:
                    raise ParameterMalformed(f"{parameter_id}: source {source} is not registered in sources/")
        return found

    return Shelf(texts, read)


class Sources(Mapping[str, Source]):
    """Every registered source by id, read when the first is asked for: an answer needs their names alone."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    @cached_property
    def _found(self) -> Mapping[str, Source]:
        return read_sources(self._texts)

    def __getitem__(self, key: str) -> Source:
        return self._found[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


def source_ids(texts: Mapping[str, str]) -> frozenset[str]:
    """The ids that the files of sources register: the names at the margin."""
    return frozenset(name for text in texts.values() for name in SOURCE.findall(text))


def read_sources(texts: Mapping[str, str]) -> dict[str, Source]:
    """Every registered source by id, from the texts by file. Raises ParameterMalformed when one is registered twice."""
    found: dict[str, Source] = {}
    for name, text in texts.items():
        for source_id, entry in _read_yaml(name, text).items():
            if source_id in found:
                raise ParameterMalformed(f"{name}: source {source_id} is registered twice")
            if not (entry.get("title") or entry.get("url")):
                raise ParameterMalformed(f"{name}: source {source_id} has neither title nor url")
            found[source_id] = Source(source_id, entry["kind"], entry.get("title"), entry.get("url"))
    return found


class _Loader(yaml.CSafeLoader):
    """A YAML loader which refuses a key given twice: a second value of one day would silently win."""


def _mapping_once(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    keys = [loader.construct_object(key, deep=True) for key, _ in node.value]
    repeated = {key for key in keys if keys.count(key) > 1}
    if repeated:
        raise yaml.constructor.ConstructorError(
            None, None, f"key given twice: {', '.join(sorted(map(str, repeated)))}", node.start_mark
        )
    return loader.construct_mapping(node, deep=True)


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping_once)


def _read_yaml(name: str, text: str) -> dict[Any, Any]:
    try:
        content = yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        raise ParameterMalformed(f"{name}: {error}") from error
    if not isinstance(content, dict):
        raise ParameterMalformed(f"{name}: not a mapping")
    return content


def _parameter(parameter_id: str, text: str) -> Parameter:
    raw = _read_yaml(parameter_id, text)
    try:
        keyed: dict[str, str] = raw.get("keyed", {})
        timelines = raw["values"] if keyed else {"": raw["values"]}
        parameter = Parameter(
            id=parameter_id,
            label_id=raw["label"]["id"],
            label_en=raw["label"]["en"],
            programme=raw["programme"],
            unit=raw["unit"],
            timelines={key: _timeline(entries) for key, entries in timelines.items()},
            checked_on=raw["checked"]["on"],
            check_again=raw["checked"].get("again"),
            status=raw.get("status"),
            keyed_by=keyed.get("by"),
            otherwise=keyed.get("otherwise"),
            note=raw.get("note"),
        )
    except KeyError as error:
        raise ParameterMalformed(f"{parameter_id}: {error} is missing") from error
    for problem in _problems(parameter):
        raise ParameterMalformed(f"{parameter_id}: {problem}")
    return parameter


def _timeline(entries: dict[Any, dict[str, Any]]) -> tuple[DatedValue, ...]:
    return tuple(
        DatedValue(
            since=None if since == UNDATED else since,
            until=entry.get("until"),
            value=entry["value"],
            article=entry["article"],
            sources=tuple(entry["sources"]),
            confidence=entry["confidence"],
            disputed=entry.get("disputed", False),
            note=entry.get("note"),
            articles_quoted=tuple(entry.get("articles_quoted", ())),
            articles_from_memory=tuple(entry.get("articles_from_memory", ())),
            enacted=_enacted(entry.get("enacted")),
        )
        for since, entry in entries.items()
    )


def _enacted(entry: dict[str, Any] | None) -> Enacted | None:
    return Enacted(entry["day"], entry["until_then"] == PREVIOUS, entry["confidence"]) if entry else None


def _problems(parameter: Parameter) -> Iterator[str]:
    if parameter.status not in (None, *STATUSES):
        yield f"status {parameter.status} is none of {', '.join(STATUSES)}"
    if parameter.otherwise and parameter.otherwise not in parameter.timelines:
        yield f"otherwise names {parameter.otherwise}, which has no values"
    for value in parameter.values:
        if value.confidence not in CONFIDENCES:
            yield f"confidence {value.confidence} is none of {', '.join(CONFIDENCES)}"
        if not value.sources:
            yield f"the value of {value.since} cites no source"
        if value.enacted and (value.since is None or value.enacted.on <= value.since):
            yield f"the value of {value.since} was enacted before its first day: that need not be said"
        if value.enacted and value.enacted.confidence not in CONFIDENCES:
            yield f"confidence {value.enacted.confidence} is none of {', '.join(CONFIDENCES)}"
        if value.since is None and parameter.status is None:
            yield "only what is not yet law may be undated"
    for timeline in parameter.timelines.values():
        yield from _order_problems(timeline)


def _order_problems(timeline: tuple[DatedValue, ...]) -> Iterator[str]:
    dated = [value for value in timeline if value.since is not None]
    for value in dated:
        for day in (value.since, value.until):
            if day is not None and type(day) is not date:
                yield f"{day!r} is not a day"
                return
        if value.since and value.until and value.until < value.since:
            yield f"the value of {value.since} ends before it begins"
    for earlier, later in pairwise(dated):
        if earlier.since and later.since and later.since <= earlier.since:
            yield f"{later.since} stands after {earlier.since}: values go from old to new"
        if later.since and (earlier.until or date.max - timedelta(1)) >= later.since:
            yield f"the values of {earlier.since} and {later.since} overlap: close the earlier one with until"
