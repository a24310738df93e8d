"""From agency files to paths for one province-size country: how long, and in how much memory?"""

import tempfile
from pathlib import Path

from bench.measure import Measure, measure

AS_OF = "2026-11-01"
GOAL_S, GOAL_MB = 180, 4096


def bench_flow(people: int = 285_000) -> tuple[list[str], bool]:
    """Sample and run for so many people: the run under 3 minutes and 4 GB."""
    with tempfile.TemporaryDirectory(prefix="payung-flow-") as scratch:
        files, tables = Path(scratch) / "files", Path(scratch) / "tables"
        made = measure("payung.cli.main", "sample", "--people", str(people), "--out", str(files))
        done = measure("payung.cli.main", "run", "--extracts", str(files), "--as-of", AS_OF, "--out", str(tables))
    is_met = done.wall_s < GOAL_S and done.peak_mb < GOAL_MB
    return [
        "## From agency files to paths",
        "",
        f"{people:,} people, six suppliers. Goal: under {GOAL_S} s and {GOAL_MB:,} MB."
        f" **{'Met' if is_met else 'Missed'}.**",
        "",
        "| what | wall s | cpu s | peak MB |",
        "|---|---:|---:|---:|",
        _row("payung sample", made),
        _row("payung run", done),
    ], is_met


def _row(name: str, done: Measure) -> str:
    return f"| {name} | {done.wall_s:.1f} | {done.cpu_s:.1f} | {done.peak_mb:,.0f} |"
