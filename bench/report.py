"""How does the report of measurements look, and how is one section of it replaced?"""

import os
import platform
import re
from collections.abc import Sequence
from datetime import date

from bench.measure import ROOT

REPORT = ROOT / "docs/operate/bench.md"
HEAD = """# Measured

Written by `make bench`, one section by `python -m bench NAME`. Whole processes, start-up included, as the operating
system counts them; where the machine is shared, processor seconds are the fair measure.
"""
_MARK = re.compile(r"^<!-- section: (\w+) -->\n", re.MULTILINE)


def rewritten(report: str, name: str, lines: Sequence[str], *, order: Sequence[str], head: str = HEAD) -> str:
    """The report with the section's lines in place of the old ones, sections in the given order, others untouched."""
    _, *parts = _MARK.split(report)
    sections = dict(zip(parts[::2], parts[1::2], strict=True))
    sections[name] = "\n".join([*lines, "", where(), ""])
    kept = [f"<!-- section: {one} -->\n{sections[one].strip()}\n" for one in order if one in sections]
    return "\n".join([head, *kept])


def where() -> str:
    """The day and the machine, as a line under a section."""
    today = date.today().isoformat()  # noqa: DTZ011
    return f"*{today}, {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}.*"
