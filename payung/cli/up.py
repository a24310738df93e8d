"""`payung up`: everything on one machine. Sample country, tables, embedded PostgreSQL, pages, the jobs of the night."""

import hashlib
import json
import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.table import Table

import payung
from payung.act.public import (
    ensure_demo_claims,
    ensure_demo_decrees,
    ensure_demo_list,
    ensure_demo_payroll,
    enter_past,
    fill_outbox,
    gateways,
    job,
    prepare_pensions,
    send_due,
)
from payung.cli import serving
from payung.cli.before import write_before
from payung.cli.beside import serve_beside
from payung.cli.day import DEFAULT_DAY, as_day
from payung.cli.end import End, stop
from payung.cli.examples import ACCOUNTS, PAYROLL, WORKERS, write_examples
from payung.cli.pack import OPTIONS
from payung.cli.retention import keep_retention
from payung.cli.run import run_steps, show
from payung.follow.public import open_shipped, shipped_options
from payung.law.public import load_law
from payung.ledger.public import (
    DemoAccount,
    LedgerError,
    current_run,
    demo_village,
    ensure_demo_accounts,
    load,
    migrate,
    payable_accounts,
    start,
    system_scope,
)
from payung.sample.public import write_sample

console = Console()
DATA = Path(".data")
BEFORE = "tables-before"
# How soon a database that died is started again.
SECONDS_BETWEEN_LOOKS = 2
AFTER_THE_PAST = timedelta(hours=4)
ACCOUNTS_MOST = 200


def up(
    people: Annotated[int, typer.Option(min=1_000, help="People of the sample country.")] = 100_000,
    seed: Annotated[int, typer.Option(help="The same seed gives the same country.")] = 1,
    as_of: Annotated[date, typer.Option(parser=as_day, metavar="YYYY-MM-DD", help="The day of the run.")] = DEFAULT_DAY,
    port: Annotated[int, typer.Option(help="Port of the pages on 127.0.0.1.")] = 8000,
    bank_port: Annotated[
        int | None, typer.Option(help="Port the banks call (SNAP BI) \\[that of the pages + 1].")
    ] = None,
    data: Annotated[Path, typer.Option(help="Folder for everything that is made.")] = DATA,
    serve: Annotated[bool, typer.Option(help="Serve the pages when all is loaded.")] = True,
) -> None:
    """Build the sample country, link, determine, find paths, load, and serve the pages and the banks' calls."""
    ports = port, bank_port or port + 1
    if serve:
        _need_free(*ports)
    data.mkdir(parents=True, exist_ok=True)
    key = _key(people, seed, as_of)
    tables = data / "tables"
    if _made(tables) != key:
        _build(data, tables, people, seed, as_of)
        (tables / "made.json").write_text(json.dumps(key), encoding="utf-8")
    _load_and_serve(data, tables, ports, serve)


def _build(data: Path, tables: Path, people: int, seed: int, day: date) -> None:
    files = data / "files"
    with console.status(f"Menyusun negeri contoh {people:,} orang · making the sample country …"):
        write_sample(files, people=people, seed=seed, as_of=day)
    console.print(f"[green]✓[/] Negeri contoh {people:,} orang · sample country", highlight=False)
    show(run_steps(files, tables, as_of=day), tables)
    with console.status("Keadaan sebulan sebelumnya · a month before …"):
        write_before(tables, data / BEFORE, day)


def _load_and_serve(data: Path, tables: Path, ports: tuple[int, int], serve: bool) -> None:
    os.environ.setdefault("PAYUNG_DEMO", "1")
    os.environ.setdefault("PAYUNG_ORIGIN", f"http://{serving.HOST}:{ports[0]}")
    try:
        with start(data) as database:
            with console.status("Memuat ke PostgreSQL · loading into PostgreSQL …"):
                migrate()
                if current_run() is None and (data / BEFORE).is_dir():
                    load(data / BEFORE)
                report = load(tables)
                open_shipped(report.as_of)
            console.print(f"[green]✓[/] Dimuat ke PostgreSQL · loaded into PostgreSQL [dim]{report.seconds:.1f} s[/]")
            _show_accounts(ensure_demo_accounts())
            with console.status("Keputusan contoh · example decrees …"):
                ensure_demo_decrees(report.as_of, load_law())
            _tell_past(data)
            with console.status("Pilihan untuk rapat, retensi · options for the meeting, retention …"):
                shipped_options(tables, data / OPTIONS)
                keep_retention(data)
            ensure_demo_claims(report.as_of, datetime.now(UTC))
            prepare_pensions(report.as_of.replace(day=1), at=datetime.now(UTC))
            _lay_out_examples(data, tables, report.as_of)
            if serve:
                _serve(ports, data, database.revive)
    except LedgerError as error:
        stop(End.DATABASE, str(error))


def _tell_past(data: Path) -> None:
    """A year of bills and payments of the sample country, and the notices of its day."""
    run = current_run()
    if run is None:
        return
    with console.status("Tagihan dan pembayaran setahun · a year of bills and payments …"):
        begin = time.perf_counter()
        past = enter_past(run.id, run.as_of)
        at = _morning(run.as_of)
        fill_outbox(as_of=run.as_of, at=at)
        send_due(gateways(data, dict(os.environ)), at=at)
    seconds = time.perf_counter() - begin
    if past.bills:
        words = f"{past.bills:,} tagihan, {past.payments:,} pembayaran · bills and payments"
        console.print(f"[green]✓[/] {words} [dim]{seconds:.1f} s[/]", highlight=False)


def _lay_out_examples(data: Path, tables: Path, as_of: date) -> None:
    """Files to try the upload pages with; the demo collective and employer have handed one in each."""
    folder = write_examples(data, tables, as_of, demo_village()[:5])
    with system_scope():
        (folder / ACCOUNTS).write_text("".join(f"{one}\n" for one in payable_accounts(ACCOUNTS_MOST)), encoding="utf-8")
    # After the year that was entered as the past, which is known from noon of the day.
    at = _morning(as_of) + AFTER_THE_PAST
    ensure_demo_list(folder / WORKERS, on=as_of, at=at)
    ensure_demo_payroll(folder / PAYROLL, on=as_of, at=at)
    console.print(f"[green]✓[/] Berkas untuk dicoba · files to try: [bold]{folder}[/]", highlight=False)


def _morning(day: date) -> datetime:
    return datetime.combine(day, clock(10), ZoneInfo("Asia/Jakarta"))


def _show_accounts(accounts: list[DemoAccount]) -> None:
    table = Table(title="Akun contoh · demo accounts", title_justify="left")
    for column in ("peran · role", "nama pengguna · user", "kata sandi · password"):
        table.add_column(column)
    for account in accounts:
        table.add_row(account.role, account.username, account.password)
    console.print(table)


def _need_free(pages: int, banks: int) -> None:
    """End at once where a port is taken, and not after a country was built."""
    for port, what, option in ((pages, "the pages", "--port"), (banks, "the banks' calls", "--bank-port")):
        if not serving.is_free(port):
            stop(End.PORT, f"{what} cannot be served on port {port}, which is taken; choose another with {option}")


def _serve(ports: tuple[int, int], data: Path, revive: Callable[[], bool]) -> None:
    pages, banks = ports
    console.print(f"\n[bold]http://{serving.HOST}:{pages}[/]  (Ctrl+C: berhenti · stop)", highlight=False)
    console.print(f"Bank (SNAP BI): http://{serving.HOST}:{banks}/snap\n", style="dim", highlight=False)
    work = [sys.executable, "-m", "payung.cli.main", "work", "--data", str(data)]
    beside = [serving.banks(banks), *([*work, "--queue", queue] for queue in (job.LONG, job.SHORT))]
    signal.signal(signal.SIGTERM, _interrupt)
    if serve_beside(serving.pages(pages), beside, between=SECONDS_BETWEEN_LOOKS, look=revive) > 0:
        stop(End.PORT, f"the pages could not be served on port {pages}; another port is chosen with --port")


def _interrupt(*_: object) -> None:
    """A request to end is treated like Ctrl+C, so that pages and database are stopped and not left behind."""
    raise KeyboardInterrupt


def _key(people: int, seed: int, day: date) -> dict[str, str | int]:
    return {"people": people, "seed": seed, "as_of": day.isoformat(), "code": _fingerprint()}


def _made(tables: Path) -> dict[str, str | int] | None:
    path = tables / "made.json"
    found: dict[str, str | int] | None = json.loads(path.read_text(encoding="utf-8")) if path.exists() else None
    return found


def _fingerprint() -> str:
    """Hash of every text below the Django line, so that a changed rule or law makes the tables anew."""
    root = Path(payung.__file__).parent
    folders = ("terms", "law", "engine", "extracts", "sample", "link", "determine", "path")
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in {".py", ".sql", ".yaml", ".json", ".csv"}:
                digest.update(path.relative_to(root).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()
