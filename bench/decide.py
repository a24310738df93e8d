"""Determine and path for a nation: how long, against a plain copy of the same Parquet, and in how much memory?"""

import shutil
import tempfile
from pathlib import Path

from bench.measure import measure

SIZES = (1_000_000, 3_000_000, 10_000_000)
GOAL_RATIO, GOAL_MB = 6, 2048


def bench_decide(sizes: tuple[int, ...] = SIZES) -> tuple[list[str], bool]:
    """Determine and path at each size: at most 6 times the copy, under 2 GB, linear."""
    rows, is_met = [], True
    with tempfile.TemporaryDirectory(prefix="payung-decide-") as scratch:
        for people in sizes:
            folder = Path(scratch) / f"people-{people}"
            folder.mkdir()
            row, is_within = _one_size(folder, people)
            rows.append(row)
            is_met = is_met and is_within
            shutil.rmtree(folder)
    return [
        "## Determine and path, Parquet to Parquet",
        "",
        f"Goal at every size: at most {GOAL_RATIO} times the copy, under {GOAL_MB:,} MB."
        f" **{'Met' if is_met else 'Missed'}.**",
        "",
        "| people | copy s | determine + path s | ratio | ratio of cpu s | people a second | peak MB |",
        "|---:|---:|---:|---:|---:|---:|---:|",
        *rows,
    ], is_met


def _one_size(folder: Path, people: int) -> tuple[str, bool]:
    measure("bench.people", str(folder), "--people", str(people))
    # The copy runs before and after, so that a machine whose speed drifts does not decide the ratio.
    before = measure("bench.deciding", str(folder), "--copy")
    done = measure("bench.deciding", str(folder))
    after = measure("bench.deciding", str(folder), "--copy")
    copy_s = (before.wall_s + after.wall_s) / 2
    ratio, cpu_ratio = done.wall_s / copy_s, 2 * done.cpu_s / (before.cpu_s + after.cpu_s)
    row = (
        f"| {people:,} | {copy_s:.1f} | {done.wall_s:.1f} | {ratio:.2f} | {cpu_ratio:.2f} "
        f"| {people / done.wall_s:,.0f} | {done.peak_mb:,.0f} |"
    )
    return row, ratio <= GOAL_RATIO and done.peak_mb < GOAL_MB
