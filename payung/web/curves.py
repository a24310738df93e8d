"""How do curves of several cohorts look side by side? A picture drawn on the server; its figures are in a table too."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from payung.follow.public import Cohort

WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 720, 340, 46, 34, 12, 30
MONTHS, MONTH_STEP = 60, 12
COLOURS = 6


def curves(cohorts: Sequence[Cohort], labels: Sequence[str], name: str, unit: str) -> SafeString:
    """Share still covered over five years, a line and its band for each cohort; `labels` in the same order."""
    low = min((one.curve.low[min(len(one.curve.low) - 1, MONTHS)] for one in cohorts), default=0.0)
    # The picture begins at the quarter below the lowest curve; its scale says so.
    base = min(max(0.0, int(low * 4) / 4), 0.75)
    parts = format_html_join(
        "",
        '<polygon class="band band-{}" points="{}"/>'
        '<polyline class="line line-{}" points="{}"><title>{}</title></polyline>',
        (
            (number % COLOURS, _band(one, base), number % COLOURS, _line(one, base), label)
            for number, (one, label) in enumerate(zip(cohorts, labels, strict=True))
        ),
    )
    return format_html(
        '<svg class="curves" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}</svg>',
        *(WIDTH, HEIGHT, name, _frame(unit, base), parts),
    )


def _x(month: int) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * month / MONTHS


def _y(share: float, base: float) -> float:
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - max(share - base, 0.0) / (1 - base))


def _line(one: Cohort, base: float) -> str:
    """Steps: a share holds until the month in which somebody lapses."""
    points, before = [], 1.0
    for month, share in zip(one.curve.months[: MONTHS + 1], one.curve.share, strict=False):
        points += [(month, before), (month, share)]
        before = share
    return " ".join(f"{_x(month):.1f},{_y(share, base):.1f}" for month, share in points)


def _band(one: Cohort, base: float) -> str:
    months = one.curve.months[: MONTHS + 1]
    over = [(month, one.curve.high[place]) for place, month in enumerate(months)]
    under = [(month, one.curve.low[place]) for place, month in enumerate(months)]
    return " ".join(f"{_x(month):.1f},{_y(share, base):.1f}" for month, share in [*over, *reversed(under)])


def _frame(unit: str, base: float) -> SafeString:
    across = format_html_join(
        "",
        '<line class="grid" x1="{}" x2="{}" y1="{}" y2="{}"/><text x="{}" y="{}" text-anchor="end">{}%</text>',
        (
            (LEFT, WIDTH - RIGHT, *[f"{_y(one, base):.1f}"] * 2, LEFT - 6, f"{_y(one, base) + 4:.1f}", round(100 * one))
            for one in (base + (1 - base) * part / 4 for part in range(5))
        ),
    )
    down = format_html_join(
        "",
        '<text x="{}" y="{}" text-anchor="middle">{}</text>',
        ((f"{_x(month):.1f}", HEIGHT - 12, f"{month} {unit}") for month in range(MONTH_STEP, MONTHS + 1, MONTH_STEP)),
    )
    return format_html("{}{}", across, down)
