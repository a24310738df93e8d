"""What would the law say if one value were another from a day on? For scenarios, which never change the law
itself."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256

from payung.law.error import LawError
from payung.law.law import Law
from payung.law.parameter import DatedValue, Parameter, Value

ARTICLE = "Skenario"


class SuppositionWrong(LawError):
    """A supposed value is impossible: of another kind than the law's, below zero, or ends before it begins."""


@dataclass(frozen=True)
class Supposition:
    """One value that a scenario supposes: of a parameter, of one scope or one key of it, from a day, until a day."""

    parameter_id: str
    since: date
    value: int | bool
    until: date | None = None
    scope: str = ""
    key: str = ""


def supposing(law: Law, supposed: Iterable[Supposition]) -> Law:
    """The same law with these values in place of its own on their days; its version differs.

    After `until` the law's own value holds again. Raises UnknownParameter, NotSwitchedOn, NotInForce and KeyMissing
    as the law does, and SuppositionWrong.
    """
    book = law
    for one in supposed:
        parameters = {**book.parameters, one.parameter_id: _supposed(book, one)}
        version = sha256(f"{book.version}+{one}".encode()).hexdigest()[:16]
        book = replace(book, parameters=parameters, version=version)
    return book


def _supposed(law: Law, one: Supposition) -> Parameter:
    parameter = law.parameter(one.parameter_id)
    if one.until is not None and one.until < one.since:
        raise SuppositionWrong(f"{one.parameter_id}: {one.until} is before {one.since}")
    own = _own(law, one)
    value = _merged(one, own)
    timeline = parameter.timelines.get(one.scope) or parameter.timelines[parameter.otherwise or ""]
    supposed = DatedValue(one.since, one.until, value, ARTICLE, (), "memory", note="a scenario's own value")
    timelines = {**parameter.timelines, one.scope: tuple(_with(timeline, supposed))}
    return replace(parameter, timelines=timelines)


def _own(law: Law, one: Supposition) -> DatedValue:
    """The value whose form the supposed one must have: that of its first day, else the last that ever held."""
    parameter = law.parameter(one.parameter_id)
    timeline = parameter.timeline(one.scope) or ()
    held = [value for value in timeline if value.holds(one.since)]
    found = held or [value for value in timeline if value.since is not None and value.since <= one.since]
    if not found:
        return law.dated(one.parameter_id, one.since, one.scope)
    return found[-1]


def _merged(one: Supposition, own: DatedValue) -> Value:
    before = own.value
    if isinstance(before, dict):
        if one.key not in before:
            raise SuppositionWrong(f"{one.parameter_id} needs one of the keys {', '.join(map(str, before))}")
        return {**before, one.key: _checked(one, before[one.key])}
    if one.key:
        raise SuppositionWrong(f"{one.parameter_id} has no keys")
    return _checked(one, before)


def _checked(one: Supposition, before: object) -> int | bool:
    if type(one.value) is not type(before):
        raise SuppositionWrong(f"{one.parameter_id}: {one.value!r} is not of the kind of {before!r}")
    if one.value < 0:
        raise SuppositionWrong(f"{one.parameter_id}: {one.value} is below zero")
    return one.value


def _with(timeline: Iterable[DatedValue], new: DatedValue) -> list[DatedValue]:
    """The timeline with the new value in its place: what it covers gives way, and comes back after its end."""
    found: list[DatedValue] = []
    day = timedelta(days=1)
    assert new.since is not None
    for value in timeline:
        if value.since is None:
            continue
        if value.since < new.since:
            end = min(value.until or date.max, new.since - day)
            found.append(replace(value, until=end))
        if new.until is not None and (value.until is None or value.until > new.until):
            found.append(replace(value, since=max(value.since, new.until + day)))
    return sorted([*found, new], key=lambda value: value.since or date.min)
