"""`make bench`: every figure the project promises, measured in one go, written to docs/operate/bench.md."""

import os
import platform
import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path

from bench.measure import ROOT, Measure, measure

AS_OF = "2026-11-01"
REPORT = ROOT / "docs/operate/bench.md"


def main() -> None:
    """Run every measurement; a goal that is missed is written as missed and ends the run with code 1."""
    scratch = Path(tempfile.mkdtemp(prefix="payung-bench-"))
    try:
        flow, flow_ok = bench_flow(scratch)
        decide, decide_ok = bench_decide(scratch)
    finally:
        shutil.rmtree(scratch)
    REPORT.write_text("\n".join([*_head(), *flow, "", *decide, ""]), encoding="utf-8")
    sys.stdout.write(REPORT.read_text(encoding="utf-8"))
    sys.exit(0 if flow_ok and decide_ok else 1)


def bench_flow(scratch: Path, people: int = 285_000) -> tuple[list[str], bool]:
    """From agency files to paths for one province-size country: under 3 minutes and 4 GB."""
    files, tables = scratch / "files", scratch / "tables"
    made = measure("payung.cli.main", "sample", "--people", str(people), "--out", str(files))
    done = measure("payung.cli.main", "run", "--extracts", str(files), "--as-of", AS_OF, "--out", str(tables))
    is_met = done.wall_s < 180 and done.peak_mb < 4096
    lines = [
        "## From agency files to paths",
        "",
        f"{people:,} people, six suppliers. Goal: under 180 s and 4,096 MB. **{'Met' if is_met else 'Missed'}.**",
        "",
        "| what | wall s | cpu s | peak MB |",
        "|---|---:|---:|---:|",
        _row("payung sample", made),
        _row("payung run", done),
    ]
    shutil.rmtree(tables)
    shutil.rmtree(files)
    return lines, is_met


def bench_decide(scratch: Path, sizes: tuple[int, ...] = (1_000_000, 3_000_000, 10_000_000)) -> tuple[list[str], bool]:
    """Determine and path against a plain copy of the same Parquet: at most 6 times its time, under 2 GB, linear."""
    lines = [
        "## Determine and path, Parquet to Parquet",
        "",
        "| people | copy s | determine + path s | ratio | people a second | peak MB |",
        "|---:|---:|---:|---:|---:|---:|",
    ]
    is_met = True
    for people in sizes:
        folder = scratch / f"people-{people}"
        folder.mkdir()
        measure("bench.people", str(folder), "--people", str(people))
        # The copy runs before and after, so that a machine whose speed drifts does not decide the ratio.
        before = measure("bench.decide", str(folder), "--copy")
        done = measure("bench.decide", str(folder))
        after = measure("bench.decide", str(folder), "--copy")
        copy_s = (before.wall_s + after.wall_s) / 2
        ratio = done.wall_s / copy_s
        is_met = is_met and ratio <= 6 and done.peak_mb < 2048
        lines.append(
            f"| {people:,} | {copy_s:.1f} | {done.wall_s:.1f} | {ratio:.2f} "
            f"| {people / done.wall_s:,.0f} | {done.peak_mb:,.0f} |"
        )
        shutil.rmtree(folder)
    lines.insert(2, f"Goal at every size: ratio at most 6, under 2,048 MB. **{'Met' if is_met else 'Missed'}.**")
    lines.insert(3, "")
    return lines, is_met


def _head() -> list[str]:
    return [
        "# Measured",
        "",
        f"Written by `make bench` on {date.today().isoformat()}: {platform.machine()}, {os.cpu_count()} cores, "  # noqa: DTZ011
        f"Python {platform.python_version()}. Whole processes, start-up included, as the operating system counts them.",
        "",
    ]


def _row(name: str, done: Measure) -> str:
    return f"| {name} | {done.wall_s:.1f} | {done.cpu_s:.1f} | {done.peak_mb:,.0f} |"


if __name__ == "__main__":
    main()
