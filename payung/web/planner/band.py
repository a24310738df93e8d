"""How is a figure with its interval drawn over months? A band and a line as SVG, its last values also in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from payung.plan.public import Span

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 640, 260, 8, 28, 22


@dataclass(frozen=True)
class Mark:
    """A line of the picture with its number, or a month below it."""

    x: float
    y: float
    value: int
    day: date | None = None


@dataclass(frozen=True)
class Band:
    """A picture: the points of the band and of the line, marks at the side and below, and where nothing lies."""

    band: str
    line: str
    marks: tuple[Mark, ...]
    months: tuple[Mark, ...]
    zero_y: float
    last: Span
    width: int = WIDTH
    height: int = HEIGHT


def band(spans: Sequence[Span], days: Sequence[date]) -> Band:
    """The picture of spans, one for each month."""
    low, high = min(0, *(one.low for one in spans)), max(0, *(one.high for one in spans))
    step = _step(high - low)
    low, high = low // step * step, -(-high // step) * step or step

    def y(value: float) -> float:
        return round(TOP + (HEIGHT - TOP - BOTTOM) * (high - value) / (high - low), 1)

    def x(number: int) -> float:
        return round(LEFT + (WIDTH - 2 * LEFT) * number / max(len(spans) - 1, 1), 1)

    upper = [f"{x(n)},{y(one.high)}" for n, one in enumerate(spans)]
    lower = [f"{x(n)},{y(one.low)}" for n, one in enumerate(spans)]
    every = max(1, -(-len(days) // 6))
    return Band(
        band=" ".join([*upper, *reversed(lower)]),
        line=" ".join(f"{x(n)},{y(one.mid)}" for n, one in enumerate(spans)),
        marks=tuple(Mark(LEFT, y(value), value) for value in range(low, high + 1, step)),
        months=tuple(Mark(x(n), HEIGHT - 8, 0, day) for n, day in enumerate(days) if n % every == 0),
        zero_y=y(0),
        last=spans[-1],
    )


def _step(reach: int) -> int:
    """The smallest of 1, 2, 5, 10, 20 ... of which at most six make up the reach."""
    size = 1
    while True:
        for step in (size, 2 * size, 5 * size):
            if reach <= 6 * step:
                return step
        size *= 10
