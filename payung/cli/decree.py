"""`payung decree`: a list as large as the nation becomes a decree; two people take its steps, as on the pages.

What a page takes is limited by how long somebody waits for it; here a list is read in pieces and may be of any size.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn

import django
import typer
from django.contrib.auth import get_user_model
from rich.console import Console
from rich.table import Table

from payung.act.public import (
    DecreeListUnreadable,
    DecreeStep,
    Handed,
    check_decree,
    give_notice,
    prepare_decree,
    put_in_force,
    read_decree_list,
    reverse_decree,
    withdraw_decree,
)
from payung.cli.day import as_day, today
from payung.cli.end import End, stop
from payung.law.public import load_law
from payung.ledger.public import (
    DecreeRow,
    Hand,
    LedgerError,
    decrees,
    may,
    migrate,
    profile_of,
    scope,
    start,
    system_scope,
)
from payung.terms.public import codes, name_of

console = Console()
app = typer.Typer(
    no_args_is_help=True, help="Decrees too large for a page: prepare, check, tell, put in force, reverse."
)
REGENCY = 5
DATA = Annotated[Path, typer.Option(help="Folder of the database.")]
BY = Annotated[str, typer.Option(help="Account in whose name it is done; its role and region bound it.")]
ON = Annotated[
    date | None, typer.Option(parser=as_day, metavar="YYYY-MM-DD", help="Day on which it is done; today without it.")
]
DAY = Annotated[date, typer.Option(parser=as_day, metavar="YYYY-MM-DD", help="First day of effect.")]
DECIDED = Annotated[
    date | None, typer.Option(parser=as_day, metavar="YYYY-MM-DD", help="Day of the decision; that of --on without it.")
]


class Kind(StrEnum):
    """What a decree does."""

    PBI_REMOVE = "PBI_REMOVE"
    PBI_ADD = "PBI_ADD"
    REGION_ADD = "REGION_ADD"
    REGION_STOP = "REGION_STOP"


class Step(StrEnum):
    """A step of a decree that was prepared."""

    CHECK = "check"
    NOTICE = "notice"
    EFFECT = "effect"
    REVERSE = "reverse"
    WITHDRAW = "withdraw"


PERMISSIONS = {
    Step.CHECK: "decree.check",
    Step.NOTICE: "decree.prepare",
    Step.EFFECT: "decree.check",
    Step.REVERSE: "decree.check",
    Step.WITHDRAW: "decree.prepare",
}


@app.command("prepare")
def prepare(
    file: Annotated[Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False, help="CSV, XLSX or Parquet.")],
    number: Annotated[str, typer.Option(help="Number of the decree.")],
    kind: Annotated[Kind, typer.Option(help="What it does.")],
    effective: DAY,
    by: BY,
    decided: DECIDED = None,
    quota: Annotated[int | None, typer.Option(min=0, help="People the list may hold.")] = None,
    uhc: Annotated[bool, typer.Option("--uhc", help="BPJS granted UHC Prioritas and nothing is owed.")] = False,
    on: ON = None,
    data: DATA = Path(".data"),
) -> None:
    """Match a list row by row and enter it as a decree; nothing takes effect by it. Killed, it leaves nothing."""
    day = on or today()
    with _opened(data), file.open("rb") as opened:
        user = _account(by, "decree.prepare")
        region = profile_of(user).region_code[:REGENCY]  # type: ignore[union-attr]
        if kind.startswith("REGION") != bool(region):
            stop(End.REFUSED, f"{by} speaks for {name_of(region) or 'the nation'} and cannot hand in {kind}")
        try:
            with console.status("Membaca daftar · reading the list …"):
                listed = read_decree_list(file.name, opened)
        except DecreeListUnreadable as error:
            _refuse(error.code)
        asked = Handed(number, kind, decided or day, effective, region if name_of(region) else "", quota, uhc)
        with console.status(f"Memadankan {len(listed.niks):,} baris · matching the rows …"):
            done = prepare_decree(asked, listed, on=day, by=Hand(user.pk, by), law=load_law())
        _tell(done)


@app.command("step")
def step(
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="Number or id of the decree.")],
    what: Annotated[Step, typer.Argument(metavar="STEP", help="check, notice, effect, reverse or withdraw.")],
    by: BY,
    reason: Annotated[str, typer.Option(help="Why; needed to reverse or withdraw.")] = "",
    on: ON = None,
    data: DATA = Path(".data"),
) -> None:
    """Take the next step of a decree, as its page would; asked again it answers as the first time."""
    with _opened(data):
        user = _account(by, PERMISSIONS[what])
        with scope(user):
            found = _found(number)
        if not found.region_code.startswith(profile_of(user).region_code):  # type: ignore[union-attr]
            stop(End.REFUSED, f"{found.number} is a decree of another agency than that of {by}")
        told: dict[str, Any] = {"on": on or today(), "by": Hand(user.pk, by)}
        done: Callable[[], DecreeStep] = {
            Step.CHECK: lambda: check_decree(found.decree_id, **told),
            Step.NOTICE: lambda: give_notice(found.decree_id, **told, law=load_law()),
            Step.EFFECT: lambda: put_in_force(found.decree_id, **told, law=load_law()),
            Step.REVERSE: lambda: reverse_decree(found.decree_id, reason=reason, **told),
            Step.WITHDRAW: lambda: withdraw_decree(found.decree_id, reason=reason, **told),
        }[what]
        with console.status(f"{found.number}: {what} …"):
            answered = done()
        _tell(answered)


@app.command("list")
def show(data: DATA = Path(".data")) -> None:
    """The newest decrees, and where each stands."""
    table = Table("nomor · number", "isi · what", "tahap · stage", "baris · rows", "orang · people", "berlaku · effect")
    with _opened(data), system_scope():
        for one in decrees():
            stage = codes("decree_stages")[one.stage]
            told = (one.number, one.kind, f"{stage.label_id} · {stage.label_en}", f"{one.rows:,}", f"{one.taken:,}")
            table.add_row(*told, str(one.effective_on))
    console.print(table)


@contextmanager
def _opened(data: Path) -> Iterator[None]:
    try:
        with start(data):
            django.setup()
            migrate()
            yield
    except LedgerError as error:
        stop(End.DATABASE, str(error))


def _account(name: str, permission: str) -> Any:
    user = get_user_model().objects.filter(username=name, is_active=True).first()
    if user is None:
        stop(End.REFUSED, f"there is no account {name!r}")
    if not may(user, permission):
        stop(End.REFUSED, f"the account {name!r} has no right to this ({permission})")
    return user


def _found(number: str) -> DecreeRow:
    """The decree of a number or an id, among those the scope sees."""
    found = [one for one in decrees(limit=1_000) if number in (one.number, str(one.decree_id))]
    if not found:
        stop(End.NOBODY, f"there is no decree {number!r}; `payung decree list` names them")
    if len(found) > 1:
        ids = ", ".join(str(one.decree_id) for one in found)
        stop(End.REFUSED, f"several agencies have a decree {number!r}; name it by its id: {ids}")
    return found[0]


def _tell(done: DecreeStep) -> None:
    verdicts = codes("decree_verdicts")
    for code, rows in done.figures.items():
        console.print(
            f"  {rows:>12,}  {verdicts[str(code)].label_id} · {verdicts[str(code)].label_en}", highlight=False
        )
    if done.refusal:
        _refuse(done.refusal, done.day)
    stage = codes("decree_stages")[str(done.stage)]
    again = "  (sudah sebelumnya · already done before)" if done.is_repeat else ""
    words = f"{stage.label_id} · {stage.label_en}: {done.people:,} orang · people"
    day = f", {done.day}" if done.day else ""
    console.print(f"[green]✓[/] {words}{day}{again}\n  {done.decree_id}", highlight=False)


def _refuse(code: str, day: date | None = None) -> NoReturn:
    entry = codes("decree_refusals")[code]
    when = f" ({day})" if day else ""
    stop(End.REFUSED, f"{entry.label_id} · {entry.label_en}{when}: {entry.plain_id} · {entry.plain_en}")
