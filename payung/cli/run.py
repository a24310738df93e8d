"""`payung run`: from agency files to explained tables. Here the steps are chained."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from payung.cli.day import as_day
from payung.cli.end import End, stop
from payung.determine.public import determine
from payung.engine.public import EngineMissing, open_engine
from payung.extracts.public import DoesNotReconcile, ExtractReport, MappingFault, NoFiles, UnreadableSupplier, extract
from payung.law.public import load_law
from payung.link.public import link
from payung.path.public import find_paths
from payung.terms.public import codes, tables

console = Console()


@dataclass
class Run:
    """What a run did: rows by table, seconds by step, the law it used and the files it read with their hashes."""

    as_of: date
    engine: str
    law_version: str
    seconds: dict[str, float] = field(default_factory=dict)
    counts: dict[str, Any] = field(default_factory=dict)
    inputs: dict[str, Any] = field(default_factory=dict)
    unreadable: list[str] = field(default_factory=list)
    unclaimed: list[str] = field(default_factory=list)

    @contextmanager
    def step(self, name: str, says: str) -> Iterator[None]:
        """Time a step and show that it runs."""
        begin = time.perf_counter()
        with console.status(f"{says} …"):
            yield
        self.seconds[name] = round(time.perf_counter() - begin, 3)
        console.print(f"[green]✓[/] {says} [dim]{self.seconds[name]:.1f} s[/]", highlight=False)

    def write(self, path: Path) -> None:
        """Write run.json; everything in it but the seconds is the same for the same input."""
        content = {
            "as_of": self.as_of.isoformat(),
            "engine": self.engine,
            "law_version": self.law_version,
            "inputs": self.inputs,
            "suppliers_unreadable": self.unreadable,
            "files_unclaimed": self.unclaimed,
            "counts": self.counts,
            "seconds": self.seconds,
        }
        path.write_text(json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


def run(
    extracts: Annotated[Path, typer.Option(help="Folder of the suppliers' files, mapping.yaml beside them or none.")],
    as_of: Annotated[
        date, typer.Option(parser=as_day, metavar="YYYY-MM-DD", help="The day for which the run answers.")
    ],
    out: Annotated[Path, typer.Option(help="Folder for the Parquet tables.")],
    mapping: Annotated[Path | None, typer.Option(help="Mapping file, when it is elsewhere.")] = None,
    engine: Annotated[str, typer.Option(help="duckdb or spark (for the steps after linking).")] = "duckdb",
    memory: Annotated[str, typer.Option(help="Memory limit of the engine.")] = "3GB",
    threads: Annotated[int, typer.Option(help="Threads of the engine.")] = 2,
) -> None:
    """Read agency files, link the people, determine who is covered and find every way back."""
    if engine not in ("duckdb", "spark"):
        stop(End.WORDS, f"--engine is duckdb or spark, not {engine!r}")
    if not extracts.is_dir():
        stop(End.WORDS, f"--extracts: there is no folder {extracts}")
    try:
        done = run_steps(extracts, out, as_of=as_of, mapping=mapping, engine=engine, memory=memory, threads=threads)
    except (MappingFault, NoFiles) as error:
        stop(End.MAPPING, str(error))
    except DoesNotReconcile as error:
        stop(End.RECONCILE, str(error))
    except EngineMissing as error:
        stop(End.ENGINE, str(error))
    show(done, out)
    if done.unreadable:
        stop(End.UNREADABLE, "\n".join(done.unreadable))


def run_steps(
    extracts: Path,
    out: Path,
    *,
    as_of: date,
    mapping: Path | None = None,
    engine: str = "duckdb",
    memory: str = "3GB",
    threads: int = 2,
) -> Run:
    """Chain the steps: each reads the tables of the one before in `out` and writes its own beside them."""
    law = load_law()
    out.mkdir(parents=True, exist_ok=True)
    done = Run(as_of, engine, law.version)
    with done.step("extracts", "Membaca berkas instansi · reading the suppliers' files"):
        try:
            report = extract(extracts, out, as_of=as_of, mapping=mapping)
        except UnreadableSupplier as error:
            # The other suppliers were read, and of this one the records of the last run still stand: the flow goes on.
            report = error.report
    _note_extracts(done, report)
    with done.step("link", "Memadankan orang · linking the people"):
        link(out, as_of=as_of, memory_limit=memory, threads=threads)
    with done.step("determine", "Menetapkan kepesertaan · determining cover"):
        determine(out, as_of=as_of, law=law, engine=engine, memory_limit=memory, threads=threads)
    with done.step("path", "Mencari jalur · finding the ways back"):
        find_paths(out, as_of=as_of, law=law, engine=engine, memory_limit=memory, threads=threads)
    _note_counts(done, out)
    done.write(out / "run.json")
    return done


def show(done: Run, out: Path) -> None:
    """Print what a newcomer wants to know at the end: what was read, who is covered, what stands in the way."""
    rows = Table(title="Baris · rows", title_justify="left")
    for column in (
        "pemasok · supplier",
        "dibaca · read",
        "dipakai · kept",
        "ditolak · rejected",
        "nilai disisihkan · values set aside",
    ):
        rows.add_column(column, justify="left" if column.startswith("pemasok") else "right")
    for supplier, count in done.counts["extracts"].items():
        rows.add_row(
            supplier, *(f"{count[key]:,}" for key in ("rows_read", "rows_kept", "rows_rejected", "values_set_aside"))
        )
    console.print(rows)
    if done.unclaimed:
        names = ", ".join(done.unclaimed)
        console.print(f"[yellow]! tidak dikenali · belongs to no supplier: {names}[/]", highlight=False)
    status = Table(title=f"Kepesertaan per {done.as_of} · membership", title_justify="left")
    names = list(codes("statuses"))
    for column in ("program", *names):
        status.add_column(column, justify="left" if column == "program" else "right")
    for programme in codes("programmes"):
        by_status = done.counts["statuses"].get(programme, {})
        status.add_row(programme, *(f"{by_status.get(name, 0):,}" for name in names))
    console.print(status)
    total = sum(done.seconds.values())
    console.print(
        f"{done.counts['tables']['persons']:,} orang · people, {done.counts['tables']['paths']:,} jalur · routes, "
        f"{total:.1f} s → [bold]{out}[/]",
        highlight=False,
    )


def _note_extracts(done: Run, report: ExtractReport) -> None:
    done.inputs = report.inputs()
    done.unreadable = [f"{one.supplier}: {one.fault}" for one in report.unreadable]
    done.unclaimed = list(report.files_unclaimed)
    done.counts["extracts"] = report.counts()


def _note_counts(done: Run, out: Path) -> None:
    with open_engine("duckdb") as counter:
        present = [name for name in tables() if (out / f"{name}.parquet").exists()]
        for name in present:
            counter.register(name, out / f"{name}.parquet")
        done.counts["tables"] = {name: counter.rows(f"SELECT count(*) FROM {name}")[0][0] for name in present}
        statuses: dict[str, dict[str, int]] = {}
        for programme, status, people in counter.rows(
            "SELECT programme, status, count(*) FROM determinations GROUP BY ALL ORDER BY ALL"
        ):
            statuses.setdefault(programme, {})[status] = people
        done.counts["statuses"] = statuses
