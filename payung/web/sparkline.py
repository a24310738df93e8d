"""How has a number moved from load to load? A small line drawn on the server, its values also in words."""

from collections.abc import Sequence
from datetime import date

from django.utils.html import format_html
from django.utils.safestring import SafeString

WIDTH, HEIGHT, MARGIN = 320, 64, 6


def sparkline(points: Sequence[tuple[date, int]]) -> SafeString:
    """The line of (day, number) points, oldest first; the lowest line of the picture is nothing."""
    top = max((number for _, number in points), default=0) or 1
    step = (WIDTH - 2 * MARGIN) / max(len(points) - 1, 1)
    places = [
        (MARGIN + number * step, HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * value / top)
        for number, (_, value) in enumerate(points)
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    last_x, last_y = places[-1]
    return format_html(
        '<svg class="sparkline" viewBox="0 0 {} {}" role="img" aria-label="{}"><polyline points="{}"/>'
        '<circle cx="{}" cy="{}" r="4"/></svg>',
        *(WIDTH, HEIGHT, ", ".join(f"{day.isoformat()}: {value}" for day, value in points)),
        *(line, f"{last_x:.1f}", f"{last_y:.1f}"),
    )
