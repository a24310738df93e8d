"""How did a legal value move? A step chart as SVG text, for the pages and the documents."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from xml.sax.saxutils import escape

from payung.law.parameter import DatedValue, Parameter

ONE_DAY = timedelta(days=1)
# Drawn small, so that its words can still be read on a phone.
WIDTH, HEIGHT = 420, 220
LEFT, RIGHT, TOP, BOTTOM = 92, 12, 12, 28
LINES_MAX = 4
LEGEND = 16
YEARS_MAX = 6
YEAR_DAYS = 366
DASHES = ("", "6 3", "2 3", "8 3 2 3")


@dataclass(frozen=True)
class Words:
    """How a chart speaks: a number of a unit, a key of the value, and the title."""

    number: Callable[[int, str], str]
    key: Callable[[str], str]
    title: str


@dataclass(frozen=True)
class Line:
    """One line of the chart: its name and, from each day, its value (None: none in force)."""

    name: str
    points: tuple[tuple[date, int | None], ...]


def chart(parameter: Parameter, until: date, words: Words | None = None) -> str | None:
    """The parameter's numbers over time up to a day, as SVG; None where it has no number or never changed.

    `words` says how numbers, keys and the title are written; without it as the documents do, in English.
    """
    if len(parameter.timelines) > LINES_MAX:
        # The first four of thirty-eight regions would say nothing of the others.
        return None
    said = words or Words(_plain, lambda key: key, parameter.label_en)
    lines = [Line(said.key(line.name) if line.name else "", line.points) for line in _lines(parameter)][:LINES_MAX]
    days = sorted({day for line in lines for day, _ in line.points})
    if len(days) < 2 or days[0] >= until:
        return None
    top = max((value for line in lines for _, value in line.points if value is not None), default=0)
    if top <= 0:
        return None
    unit = next((unit for unit in _units(parameter) if unit), "")
    frame = _Frame(days[0], max(until, days[-1]), top, lambda value: said.number(value, unit))
    parts = [*frame.axes(), *(part for number, line in enumerate(lines) for part in frame.drawn(number, line))]
    named = [line.name for line in lines if line.name]
    title = escape(": ".join([said.title, *([", ".join(named)] if named else [])]))
    height = HEIGHT + LEGEND * len(named)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" class="chart" role="img"'
        f' color="#24356b" font-family="sans-serif" font-size="12"><title>{title}</title>{"".join(parts)}</svg>'
    )


def _units(parameter: Parameter) -> Iterator[str]:
    yield from (parameter.unit,) if isinstance(parameter.unit, str) else parameter.unit.values()


def _plain(value: int, unit: str) -> str:
    """A rate as a percentage, any other number with its thousands."""
    return f"{value / 1000:g} %" if unit.startswith("per_100000") else f"{value:,}"


def _lines(parameter: Parameter) -> Iterator[Line]:
    for scope, timeline in parameter.timelines.items():
        dated = [value for value in timeline if value.since is not None]
        if not dated:
            continue
        if all(_is_number(value.value) for value in dated):
            yield Line(scope, tuple(_points(dated, ())))
            continue
        names = dict.fromkeys(key for value in dated if isinstance(value.value, dict) for key in value.value)
        for name in names:
            points = tuple(_points(dated, (name,)))
            if any(number is not None for _, number in points):
                yield Line(f"{scope} {name}".strip(), points)


def _points(dated: Sequence[DatedValue], keys: tuple[str | int, ...]) -> Iterator[tuple[date, int | None]]:
    for number, value in enumerate(dated):
        found = value.value
        for key in keys:
            found = found.get(key) if isinstance(found, dict) else None
        assert value.since is not None
        yield value.since, found if _is_number(found) else None  # type: ignore[misc]
        later = dated[number + 1].since if number + 1 < len(dated) else None
        if value.until is not None and later != value.until + ONE_DAY:
            yield value.until, None


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


@dataclass(frozen=True)
class _Frame:
    first: date
    last: date
    top: int
    say: Callable[[int], str]

    def x(self, day: date) -> float:
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def y(self, value: int) -> float:
        return round(HEIGHT - BOTTOM - value / self.top * (HEIGHT - TOP - BOTTOM), 1)

    def axes(self) -> Iterator[str]:
        for value in (0, self.top // 2, self.top):
            y = self.y(value)
            yield f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}" stroke="currentColor" opacity="0.2"/>'
            said = escape(self.say(value))
            yield f'<text x="{LEFT - 8}" y="{y + 4}" text-anchor="end" fill="currentColor">{said}</text>'
        years = range(self.first.year + 1, self.last.year + 1)
        every = max(1, -(-len(years) // YEARS_MAX))
        for year in years[::every]:
            x = self.x(date(year, 1, 1))
            yield f'<text x="{x}" y="{HEIGHT - 8}" text-anchor="middle" fill="currentColor">{year}</text>'

    def drawn(self, number: int, line: Line) -> Iterator[str]:
        path: list[str] = []
        held: int | None = None
        for day, value in line.points:
            if held is not None:
                path.append(f"H{self.x(day)}")
            if value is not None:
                path.append(f"{'V' if held is not None else f'M{self.x(day)} '}{self.y(value)}")
            held = value
        if held is not None:
            path.append(f"H{self.x(self.last)}")
        dash = f' stroke-dasharray="{DASHES[number]}"' if DASHES[number] else ""
        yield f'<path d="{"".join(path)}" fill="none" stroke="currentColor" stroke-width="2.5"{dash}/>'
        if line.name:
            x, y = LEFT, HEIGHT + 12 + LEGEND * number
            yield f'<path d="M{x} {y - 4}h26" fill="none" stroke="currentColor" stroke-width="2.5"{dash}/>'
            yield f'<text x="{x + 32}" y="{y}" fill="currentColor">{escape(line.name)}</text>'
