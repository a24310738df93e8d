"""How is the law shown to readers? One Markdown page for each parameter, an index, and a report of what to check."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from payung.law.chart import chart
from payung.law.citation import cited
from payung.law.law import Law
from payung.law.parameter import DatedValue, Parameter, Value
from payung.terms.public import name_of

CHECK_EVERY_DAYS = 365
WEAK = {"one_source": "rests on one source", "memory": "rests on memory"}


@dataclass(frozen=True)
class Finding:
    """One thing a human should look at: the parameter, the day its value begins (None: the whole), and why.

    `scope` is that of the value where the parameter has a timeline for each, as the region of a minimum wage.
    """

    parameter_id: str
    since: date | None
    why: str
    scope: str = ""


def pages(law: Law) -> Iterator[tuple[str, str]]:
    """Pairs of file name and text: `index.md` first, then `<programme>/<name>.md` for each parameter.

    A number that moved has its picture, `<name>.svg`, drawn up to the last day on which any parameter was checked.
    """
    yield "index.md", _index(law)
    last = max(parameter.checked_on for parameter in law.parameters.values())
    for parameter in law.parameters.values():
        picture = chart(parameter, last)
        yield _file(parameter), _page(law, parameter, has_picture=picture is not None)
        if picture is not None:
            yield _file(parameter).removesuffix("md") + "svg", picture + "\n"


def report(law: Law, as_of: date) -> list[Finding]:
    """What a human should look at: values on one source or memory, disputed ones, and parameters due for a check.

    A parameter is due on the day its file names (`checked.again`), else a year after its last check.
    """
    return [finding for parameter in law.parameters.values() for finding in _findings(parameter, as_of)]


def _findings(parameter: Parameter, as_of: date) -> Iterator[Finding]:
    for scope, timeline in parameter.timelines.items():
        for value in timeline:
            if value.confidence in WEAK:
                yield Finding(parameter.id, value.since, WEAK[value.confidence], scope)
            if value.disputed:
                yield Finding(parameter.id, value.since, "a source contradicts it", scope)
    if parameter.check_again is not None and parameter.check_again <= as_of:
        yield Finding(parameter.id, None, f"due for a check since {parameter.check_again}")
    elif (as_of - parameter.checked_on).days > CHECK_EVERY_DAYS:
        yield Finding(parameter.id, None, f"last checked on {parameter.checked_on}")


def _file(parameter: Parameter) -> str:
    folder, name = parameter.id.split(".", 1)
    return f"{folder}/{name}.md"


def _index(law: Law) -> str:
    lines = [
        "# Legal parameters",
        "",
        f"Law version `{law.version[:12]}`. {len(law.parameters)} parameters,"
        f" {sum(len(parameter.values) for parameter in law.parameters.values())} dated values.",
        "",
        "| id | Indonesian | English | status |",
        "|---|---|---|---|",
    ]
    for one in law.parameters.values():
        lines.append(f"| [{one.id}]({_file(one)}) | {one.label_id} | {one.label_en} | {one.status or 'law'} |")
    return "\n".join(lines) + "\n"


def _page(law: Law, parameter: Parameter, *, has_picture: bool) -> str:
    lines = [f"# {parameter.id}", "", parameter.label_en + ".", "", f"*{parameter.label_id}*", ""]
    if has_picture:
        lines += [f"![{parameter.label_en}]({parameter.id.split('.', 1)[1]}.svg)", ""]
    if parameter.status:
        lines += [f"**Not law: {parameter.status}.** Used only where a scenario switches it on.", ""]
    lines += [
        f"Programme {parameter.programme}. Unit: {_unit(parameter.unit)}. Last checked {parameter.checked_on}.",
        "",
    ]
    if parameter.note:
        lines += [parameter.note, ""]
    for scope, timeline in parameter.timelines.items():
        if scope:
            named = name_of(scope)
            lines += [f"## {parameter.keyed_by}: {scope}{f' {named}' if named else ''}", ""]
        for value in reversed(timeline):
            lines += _value_lines(law, value, "###" if scope else "##")
    return "\n".join(lines).rstrip() + "\n"


def _value_lines(law: Law, value: DatedValue, heading: str) -> list[str]:
    lines = [f"{heading} From {value.since or 'no date'}{f' to {value.until}' if value.until else ''}", ""]
    lines += [*_shown(value.value), "", f"{cited(value.article, 'en')} ({value.confidence.replace('_', ' ')}).", ""]
    if value.disputed:
        lines += ["A source contradicts this value.", ""]
    if value.enacted:
        until_then = "until then the value before it held" if value.enacted.goes_on else "until then there was none"
        sure = value.enacted.confidence.replace("_", " ")
        lines += [f"It became law on {value.enacted.on} ({sure}); {until_then}.", ""]
    if value.note:
        lines += [value.note, ""]
    for source_id in value.sources:
        source = law.sources[source_id]
        text = source.title or source_id
        lines.append(f"* [{text}]({source.url})" if source.url else f"* {text}")
    return [*lines, ""]


def _unit(unit: str | dict[str, str]) -> str:
    if isinstance(unit, dict):
        return ", ".join(f"{key} in {one}" for key, one in unit.items())
    return unit


def _shown(value: Value) -> list[str]:
    """A table for rows, a list for a mapping or list, one bold line for a single value."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        head = list(value[0])
        rows = [f"| {' | '.join(_plain(row[column]) for column in head)} |" for row in value]
        return [f"| {' | '.join(head)} |", "|" + "---|" * len(head), *rows]
    if isinstance(value, list):
        return [f"* {_plain(item)}" for item in value]
    if isinstance(value, dict):
        return [f"* {key}: {_plain(item)}" for key, item in value.items()]
    return [f"**{_plain(value)}**"]


def _plain(item: Any) -> str:
    if item is None:
        return "not known"
    if isinstance(item, bool):
        return "yes" if item else "no"
    if isinstance(item, int):
        return f"{item:,}"
    if isinstance(item, dict):
        return ", ".join(f"{key} {_plain(inner)}" for key, inner in item.items())
    if isinstance(item, list):
        return "; ".join(_plain(inner) for inner in item)
    return str(item)
