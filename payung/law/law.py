"""What does the law say on a day? The one object through which parameters are asked and compiled into rules."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

from sqlglot import exp

from payung.law import compile as compiler
from payung.law.error import AlreadyLaw, KeyMissing, NotInForce, NotSwitchedOn, UnknownParameter
from payung.law.parameter import (
    FOLDER,
    DatedValue,
    Parameter,
    Source,
    Sources,
    Value,
    read_parameters,
    source_ids,
)


@dataclass(frozen=True, eq=False)
class Law:
    """Every parameter and source, as read from one folder.

    `version` is the hash of the files and of what a scenario switched on: equal versions mean equal law.
    `switched_on` lists the ids of parameters that are not law but which this scenario uses.
    """

    parameters: Mapping[str, Parameter]
    sources: Mapping[str, Source]
    version: str
    switched_on: frozenset[str] = field(default_factory=frozenset)

    def checked(self) -> "Law":
        """The same law, every parameter and source read. Raises ParameterMalformed where one is not in form."""
        _ = list(self.parameters.values()), list(self.sources.values())
        return self

    def ids(self) -> list[str]:
        """Ids of all parameters, law or not, in order."""
        return sorted(self.parameters)

    def parameter(self, parameter_id: str) -> Parameter:
        """The parameter of this id, if it may be used.

        Raises UnknownParameter, and NotSwitchedOn where it is not law and no scenario switched it on.
        """
        found = self.parameters.get(parameter_id)
        if found is None:
            raise UnknownParameter(f"no parameter {parameter_id!r} in payung/law/parameters")
        if found.status and parameter_id not in self.switched_on:
            raise NotSwitchedOn(f"{parameter_id} is {found.status}, not law: a scenario must switch it on by name")
        return found

    def dated(self, parameter_id: str, on: date, scope: str = "") -> DatedValue:
        """The dated value in force on a day, with article, sources and confidence.

        `scope` is needed for a parameter keyed by scope only. Raises as `parameter` does, NotInForce and KeyMissing.
        """
        parameter = self.parameter(parameter_id)
        timeline = parameter.timeline(scope)
        if timeline is None or (parameter.keyed_by and not scope):
            raise KeyMissing(f"{parameter_id} is keyed by {parameter.keyed_by}: {', '.join(parameter.timelines)}")
        for value in timeline:
            if value.holds(on):
                return value
        raise NotInForce(f"{parameter_id} has no value on {on}")

    def value(self, parameter_id: str, on: date, *keys: str | int) -> Value:
        """The value in force on a day: of the whole parameter, or of the part the keys lead to.

        Money is in rupiah, a rate an integer per 100,000. Raises as `dated` does.
        """
        keyed = self.parameter(parameter_id).keyed_by is not None
        scope, path = (str(keys[0]) if keys else "", keys[1:]) if keyed else ("", keys)
        value = self.dated(parameter_id, on, scope).value
        for key in path:
            if not isinstance(value, dict) or key not in value:
                raise KeyMissing(f"{parameter_id} has no key {key!r} on {on}")
            value = value[key]
        return value

    def basis(self, parameter_id: str, on: date, scope: str = "") -> str:
        """Law and article in force on a day, as text. Raises as `dated` does."""
        parameter = self.parameter(parameter_id)
        if parameter.keyed_by and not scope:
            return self.dated(parameter_id, on, self._scope_in_force(parameter, on)).article
        return self.dated(parameter_id, on, scope).article

    def with_switched_on(self, ids: Iterable[str] | Mapping[str, date]) -> "Law":
        """The same law with some parameters that are not law switched on, for a scenario.

        A mapping gives the day from which each holds; an undated plan needs it. Raises UnknownParameter, AlreadyLaw,
        and NotInForce for an undated plan without a day.
        """
        days = dict(ids) if isinstance(ids, Mapping) else dict.fromkeys(ids)
        parameters = dict(self.parameters)
        for parameter_id, day in days.items():
            if parameter_id not in parameters:
                plans = ", ".join(sorted(one.id for one in parameters.values() if one.status))
                raise UnknownParameter(f"no parameter {parameter_id!r} to switch on; not law are: {plans}")
            if not parameters[parameter_id].status:
                raise AlreadyLaw(f"{parameter_id} is law with its own days: nothing is left to switch on")
            parameters[parameter_id] = _begun(parameters[parameter_id], day)
        scenario = ",".join(f"{key}@{day}" for key, day in sorted(days.items(), key=lambda item: item[0]))
        version = sha256(f"{self.version}+{scenario}".encode()).hexdigest()[:16]
        return replace(self, parameters=parameters, version=version, switched_on=self.switched_on | frozenset(days))

    def as_enacted_on(self, day: date) -> "Law":
        """The same law without what became law later and reached back: as it was read on a day.

        A value that is told no day of enactment counts as known from its first day.
        """
        parameters = {
            one.id: replace(one, timelines={scope: _rolled_back(line, day) for scope, line in one.timelines.items()})
            for one in self.parameters.values()
        }
        version = sha256(f"{self.version}+enacted by {day}".encode()).hexdigest()[:16]
        return replace(self, parameters=parameters, version=version)

    def inline(self, tree: exp.Expression) -> exp.Expression:
        """A parsed rule with every param(), bracket() and basis() replaced by a dated CASE expression.

        See `payung.law.compile`. The given tree is left as it was. Raises LawError where a call cannot be compiled.
        """
        return compiler.inline(tree, self)

    def _scope_in_force(self, parameter: Parameter, on: date) -> str:
        for scope, timeline in parameter.timelines.items():
            if any(value.holds(on) for value in timeline):
                return scope
        raise NotInForce(f"{parameter.id} has no value on {on}")


@cache
def load_law(folder: Path = FOLDER) -> Law:
    """The law as the project's files hold it: the texts are read once for each folder, each parameter when it is asked.

    A parameter that is not in the house form, or cites a source that is not registered, raises ParameterMalformed when
    it is asked for; `Law.checked` asks for all.
    """
    parameters = {f"{path.parent.name}.{path.stem}": path for path in sorted(folder.glob("parameters/*/*.yaml"))}
    sources = {path.name: path for path in sorted(folder.glob("sources/*.yaml"))}
    digest, texts = sha256(), dict[Path, str]()
    for path in (*parameters.values(), *sources.values()):
        raw = path.read_bytes()
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + raw + b"\0")
        texts[path] = raw.decode("utf-8")
    registered = {name: texts[path] for name, path in sources.items()}
    return Law(
        read_parameters({one: texts[path] for one, path in parameters.items()}, source_ids(registered)),
        Sources(registered),
        digest.hexdigest()[:16],
    )


def _rolled_back(timeline: tuple[DatedValue, ...], day: date) -> tuple[DatedValue, ...]:
    """The timeline as it stood on a day: where a value was not law yet, the one before it goes on, or there is none."""
    kept: list[DatedValue] = []
    for value in timeline:
        if value.enacted is None or value.enacted.on <= day:
            kept.append(value)
        elif value.enacted.goes_on and kept:
            kept.append(replace(kept[-1], since=value.since, until=value.until))
        else:
            # It holds on no day; what kind of value it is must still be known to the rules that read it.
            kept.append(replace(value, since=None, until=None))
    return tuple(kept)


def _begun(parameter: Parameter, day: date | None) -> Parameter:
    """The parameter with its first value beginning on `day`, where one is given."""
    if day is None:
        if any(value.since is None for value in parameter.values):
            raise NotInForce(f"{parameter.id} never got a date: say from which day the scenario uses it")
        return parameter
    timelines = {}
    for scope, timeline in parameter.timelines.items():
        first, *rest = timeline
        open_end = None if first.until is not None and first.until < day else first.until
        timelines[scope] = (replace(first, since=day, until=open_end), *rest)
    return replace(parameter, timelines=timelines)
