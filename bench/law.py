"""The law for everybody, beside OpenFisca: how much processor time and memory do the same rules cost in the same run?

OpenFisca-core is installed into a venv of the measurement's own; its rules are in `bench/openfisca/system.py`. Both
read the same people, and their answers are compared amount by amount.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from bench.law_answers import Difference, differences, other_months, told_months
from bench.measure import KEPT, ROOT, Measure, measure, measure_command

PEOPLE, PEOPLE_OF_MONTHS = 10_000_000, 1_000_000
FEW, TIMES = 1_000, 5
OTHER = "openfisca-core>=46,<47"
GOAL_MB, GOAL_CPU, GOAL_MEMORY, GOAL_COPY, GOAL_MONTHS = 1024, 3, 6, 4, 10


def bench_law(people: int = PEOPLE, people_of_months: int = PEOPLE_OF_MONTHS) -> tuple[list[str], bool]:
    """All contribution and status rules for one month, then 24 months of status, each beside OpenFisca and a copy."""
    other = _other_python()
    with tempfile.TemporaryDirectory(prefix="payung-law-") as scratch:
        month, month_is_met = _month(Path(scratch) / "month", people, other)
        months, months_is_met = _months(Path(scratch) / "months", people_of_months, other)
    return [*month, "", *months], month_is_met and months_is_met


def _month(folder: Path, people: int, other: str) -> tuple[list[str], bool]:
    _write_people(folder, people)
    before = _ours(folder, "copy")
    ours = _ours(folder, "month")
    theirs = _theirs(folder, "month", other)
    after = _ours(folder, "copy")
    copy_s, copy_cpu_s = (before.wall_s + after.wall_s) / 2, (before.cpu_s + after.cpu_s) / 2
    cpu, memory, copies = theirs.cpu_s / ours.cpu_s, theirs.peak_mb / ours.peak_mb, ours.cpu_s / copy_cpu_s
    is_met = ours.peak_mb < GOAL_MB and cpu >= GOAL_CPU and memory >= GOAL_MEMORY and copies <= GOAL_COPY
    differing = _apart(differences, folder)
    _theirs(folder, "int", other)
    whole = int((folder / "openfisca_int.txt").read_text())
    return [
        "## The law for everybody, beside OpenFisca",
        "",
        f"Ten rules of contribution and status, {people:,} people, one month, Parquet to Parquet. Goals: under"
        f" {GOAL_MB:,} MB; OpenFisca-core 46 with the same rules needs at least {GOAL_CPU} times the processor time and"
        f" {GOAL_MEMORY} times the memory; at most {GOAL_COPY} plain copies of the input. **{_word(is_met)}.**",
        "",
        "| what | wall s | cpu s | peak MB |",
        "|---|---:|---:|---:|",
        _row("plain DuckDB copy, mean of two", Measure(copy_s, copy_cpu_s, before.peak_mb)),
        _row("Payung", ours),
        _row("OpenFisca", theirs),
        f"| OpenFisca to Payung | {theirs.wall_s / ours.wall_s:.1f} | **{cpu:.1f}** | **{memory:.1f}** |",
        f"| Payung to copy | {ours.wall_s / copy_s:.1f} | **{copies:.1f}** | |",
        "",
        *_told(differing, whole),
    ], is_met


def _told(differing: list[Difference], whole: int) -> list[str]:
    """OpenFisca keeps amounts as float32 and int32; what that does to rupiah."""
    return [
        "OpenFisca keeps amounts as float32 and int32. Amounts that differ from Payung's whole rupiah, reckoned with"
        " 64-bit integers:",
        "",
        "| amount | people | differ | of them by more than Rp1 | largest difference Rp |",
        "|---|---:|---:|---:|---:|",
        *(
            f"| {one.name} | {one.people:,} | {one.differing:,} | {one.beyond_one:,} | {one.largest_idr:,} |"
            for one in differing
        ),
        "",
        f"An int variable given Rp3,000,000,000 answers Rp{whole:,}.",
    ]


def _months(folder: Path, people: int, other: str) -> tuple[list[str], bool]:
    few = folder.with_name("few")
    for at, number in ((folder, people), (few, FEW)):
        _write_people(at, number)
        compiling = _ours(at, "statements")
    days, every, theirs = (
        Work(*(_least(lambda at=at, ask=ask: ask(at)) for at in (folder, few)))
        for ask in (_days, _every_month, lambda at: _theirs(at, "months", other))
    )
    told, written = _apart(told_months, folder), _apart(other_months, folder)
    is_same = told.answers > 0 < written.answers and told.differing == written.differing == 0
    is_met = min(theirs.whole.cpu_s / days.whole.cpu_s, theirs.cpu_s / days.cpu_s) >= GOAL_MONTHS and is_same
    return [
        "### 24 months of status",
        "",
        f"{people:,} people. Goal: OpenFisca needs at least {GOAL_MONTHS} times the processor time, both as whole"
        f" processes and with their start-up taken off. **{_word(is_met)}.** Payung asks each rule once for the days on"
        f" which a status changes, and these tell every month: of {told.answers:,} months of persons told by them"
        f" and asked anew one by one, {told.differing} differ. Written out month by month in the columns that OpenFisca"
        f" writes, {written.differing} of {written.answers:,} answers differ from OpenFisca's.",
        "",
        f"| what, least of {TIMES} runs | cpu s, whole process | of it start-up | peak MB |",
        "|---|---:|---:|---:|",
        _work_row("Payung, the days of change", days),
        _work_row("Payung, every month written out", every),
        _work_row("OpenFisca, every month written out", theirs),
        _ratio_row("OpenFisca to Payung, the days of change", theirs, days),
        _ratio_row("OpenFisca to Payung, every month", theirs, every),
        "",
        "Both start from what was prepared before the measurement from the same law: Payung from statements of SQL"
        f" (compiled in {compiling.cpu_s:.2f} s of processor time, once for a version of the law), OpenFisca from one"
        f" file of parameters. Start-up is a run over {FEW:,} people.",
    ], is_met


@dataclass(frozen=True)
class Work:
    """A process over all people, and the same over few: what remains is the work."""

    whole: Measure
    start: Measure

    @property
    def cpu_s(self) -> float:
        """Processor seconds without the start-up."""
        return max(self.whole.cpu_s - self.start.cpu_s, 0.01)


def _work_row(name: str, work: Work) -> str:
    return f"| {name} | {work.whole.cpu_s:.2f} | {work.start.cpu_s:.2f} | {work.whole.peak_mb:,.0f} |"


def _ratio_row(name: str, theirs: Work, ours: Work) -> str:
    whole = theirs.whole.cpu_s / ours.whole.cpu_s
    memory = theirs.whole.peak_mb / ours.whole.peak_mb
    return f"| {name} | {whole:.1f} | without it **{theirs.cpu_s / ours.cpu_s:.1f}** | {memory:.1f} |"


def _other_python() -> str:
    """The interpreter of a venv with OpenFisca-core, made where there is none."""
    folder = KEPT / "openfisca"
    python = folder / "bin/python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", OTHER, "pyarrow"]
        subprocess.run(install, check=True)
    return str(python)


def _write_people(folder: Path, people: int) -> None:
    folder.mkdir()
    measure("bench.law_rules", str(folder), "--people", str(people))


def _ours(folder: Path, what: str) -> Measure:
    return measure("bench.law_rules", str(folder), f"--{what}")


def _days(folder: Path) -> Measure:
    return measure_command(sys.executable, str(ROOT / "bench/statements.py"), str(folder), "days")


def _every_month(folder: Path) -> Measure:
    return measure_command(sys.executable, str(ROOT / "bench/statements.py"), str(folder), "every_month")


def _theirs(folder: Path, what: str, python: str) -> Measure:
    return measure_command(python, str(ROOT / "bench/openfisca/system.py"), str(folder), what)


def _least(ask: Callable[[], Measure]) -> Measure:
    """The cheapest of some runs: what a start costs must not be lost in the noise of a shared machine."""
    return min((ask() for _ in range(TIMES)), key=lambda done: done.cpu_s)


def _apart[Found](ask: Callable[[Path], Found], folder: Path) -> Found:
    """Ask in a process of its own: the system counts the memory of this one to each process that it starts."""
    with ProcessPoolExecutor(1) as pool:
        return pool.submit(ask, folder).result()


def _row(name: str, done: Measure) -> str:
    return f"| {name} | {done.wall_s:.1f} | {done.cpu_s:.1f} | {done.peak_mb:,.0f} |"


def _word(is_met: bool) -> str:
    return "Met" if is_met else "Missed"
