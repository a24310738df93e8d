"""How long do a decree dry run of 1.1 million people and a scenario over 10 million people and 24 months take?"""

import shutil
import tempfile
from pathlib import Path

from bench.measure import Measure, measure

PEOPLE = 10_000_000
WALL_S, PEAK_MB = 60, 3072


def bench_plan() -> tuple[list[str], bool]:
    """Both over the same tables: each under 60 s and 3 GB. The better list is measured beside them, without a goal."""
    folder = Path(tempfile.mkdtemp(prefix="payung-bench-plan-"))
    try:
        measure("bench.people", str(folder), "--people", str(PEOPLE))
        measure("bench.deciding", str(folder))
        measure("bench.planning", str(folder), "list")
        found = {what: measure("bench.planning", str(folder), what) for what in ("decree", "scenario", "better")}
    finally:
        shutil.rmtree(folder)
    return _lines(found)


def _lines(found: dict[str, Measure]) -> tuple[list[str], bool]:
    goals = [found[what] for what in ("decree", "scenario")]
    is_met = all(one.wall_s < WALL_S and one.peak_mb < PEAK_MB for one in goals)
    names = {
        "decree": "dry run of a decree that removes 1,100,000",
        "scenario": "scenario of 24 months, seven parts",
        "better": "better list of 1,100,000 off and 500,000 on (no goal)",
    }
    rows = [
        f"| {names[what]} | {one.wall_s:.1f} | {one.cpu_s:.1f} | {one.peak_mb:,.0f} |" for what, one in found.items()
    ]
    return [
        "## Plans",
        "",
        f"Over the tables of {PEOPLE:,} people. Goal of the first two: under {WALL_S} s and {PEAK_MB:,} MB each. "
        f"**{'Met' if is_met else 'Missed'}.**",
        "",
        "| what | wall s | cpu s | peak MB |",
        "|---|---:|---:|---:|",
        *rows,
    ], is_met
