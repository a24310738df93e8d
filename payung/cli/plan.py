"""`payung plan`: try a decree before it is signed, a change of law before it is made, and find a region's cheapest
way up."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from payung.cli.day import as_day
from payung.cli.end import End, stop
from payung.engine.public import open_engine
from payung.law.public import load_law
from payung.plan.public import (
    BetterList,
    DryRun,
    ListUnreadable,
    NoSuchRegion,
    NotSolved,
    Outcome,
    Quota,
    QuotaUnreadable,
    RegionAnswer,
    RegionPlan,
    Scale,
    ScenarioFault,
    Span,
    TableMissing,
    better_list,
    dry_run,
    outcome_data,
    read_quota,
    region_actions,
    region_plans,
    simulate,
)
from payung.terms.public import codes, name_of

console = Console()
app = typer.Typer(
    no_args_is_help=True, help="Try a decree, a change of law, a region's plan, before anything is changed."
)

Tables = Annotated[Path, typer.Option(help="Folder of the tables of a run.")]
ScaleOf = Annotated[str, typer.Option(help="What the tables stand for, as PEOPLE:NATION, where they are a sample.")]
Json = Annotated[bool, typer.Option("--json", help="As JSON, for programs.")]
RATE = 100_000


@app.command("appoint")
def appoint(
    decree: Annotated[Path, typer.Argument(metavar="LIST", help="CSV or Parquet: nik, action, effective_on, payer.")],
    out: Annotated[Path, typer.Option(help="Folder for the answer's tables.")],
    tables: Tables = Path(".data/tables"),
    quota: Annotated[Path | None, typer.Option(help="CSV of regency_code and quota; else places as they are.")] = None,
    notice_days: Annotated[int | None, typer.Option(min=0, max=365, help="Days between notice and effect.")] = None,
    better: Annotated[bool, typer.Option("--better", help="Make the better list of the same size too.")] = False,
    scale: ScaleOf = "",
) -> None:
    """Try a decree list: who is hit, what is left to them, regions, budgets, days; nothing is changed."""
    size, law = _scale(scale), load_law()
    choices = {} if notice_days is None else {"notice_days": notice_days}
    try:
        places = _quota(quota, size)
        with console.status("Menguji keputusan · trying the decree …"):
            found = dry_run(decree, tables, out, law=law, quota=places, scale=size, choices=choices)
        _show_decree(found, out)
        if better and found.accepted:
            with console.status("Menyusun daftar yang lebih baik · making the better list …"):
                _show_better(_better(found, tables, out, places, size), out)
    except ListUnreadable as error:
        fault = codes("decree_faults")[error.code]
        stop(End.REFUSED, f"{fault.label_id} · {fault.label_en}: {fault.plain_en} {error.detail}".strip())
    except TableMissing as error:
        stop(End.TABLE, str(error))
    except QuotaUnreadable as error:
        stop(End.WORDS, str(error))
    except NotSolved as error:
        stop(End.REFUSED, str(error))
    if found.is_refused:
        refused = [
            f"{codes('decree_faults')[code].label_en}: {codes('decree_faults')[code].plain_en}"
            for code in found.refusals
        ]
        stop(End.REFUSED, "\n  ".join(refused))


@app.command("scenario")
def scenario(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The scenario, YAML.")],
    tables: Tables = Path(".data/tables"),
    scale: ScaleOf = "",
    as_json: Json = False,
) -> None:
    """Reckon a scenario: people, rupiah by payer, region, decile and sex, month by month, with intervals."""
    try:
        found = simulate(file, tables, scale=_scale(scale))
    except ScenarioFault as error:
        fault = codes("scenario_faults")[error.code]
        stop(End.REFUSED, f"{error.field}: {fault.label_en}: {fault.plain_en} {error.detail}".strip())
    except TableMissing as error:
        stop(End.TABLE, str(error))
    if as_json:
        sys.stdout.write(json.dumps(outcome_data(found), ensure_ascii=False, indent=2) + "\n")
        return
    _show_outcome(found)


@app.command("region")
def region(
    code: Annotated[str, typer.Argument(metavar="CODE", help="A regency (32.01) or a province (32).")],
    target: Annotated[
        list[int] | None, typer.Option(min=1, max=99, help="Percent of the registered; may be repeated.")
    ] = None,
    tables: Tables = Path(".data/tables"),
    months: Annotated[int, typer.Option(min=1, max=60, help="For how long the share must hold.")] = 12,
    view: Annotated[str, typer.Option(help="Whose cost is made least: region or public.")] = "region",
    places: Annotated[int, typer.Option(min=0, help="Free places on the state list.")] = 0,
) -> None:
    """Find the cheapest actions that bring a region past each goal and keep it there."""
    if view not in ("region", "public"):
        stop(End.WORDS, f"--view is region or public, not {view!r}")
    try:
        goals = target or [80, 85, 95]
        found = region_plans(code, tables, targets=goals, months=months, view=view, places=places)
    except NoSuchRegion as error:
        stop(End.NOBODY, str(error))
    except TableMissing as error:
        stop(End.TABLE, str(error))
    _show_region(found)
    if not all(plan.is_reached for plan in found.plans):
        stop(End.REFUSED, "a goal cannot be reached with the routes that are open; the nearest plan is shown")


def _better(found: DryRun, tables: Path, out: Path, places: Quota | None, scale: Scale) -> BetterList:
    day = _first_effect(out)
    return better_list(tables, out, remove=found.removed, add=found.added, effective_on=day, quota=places, scale=scale)


def _first_effect(out: Path) -> date:
    with open_engine("duckdb") as engine:
        engine.register("hits", out / "decree_hits.parquet")
        ((day,),) = engine.rows("SELECT min(effective_on) FROM hits")
    return as_day(str(day))


def _scale(text: str) -> Scale:
    if not text:
        return Scale()
    people, _, nation = text.replace(",", "").partition(":")
    if not (people.isdigit() and nation.isdigit() and 0 < int(people) <= int(nation)):
        stop(End.WORDS, f"--scale is PEOPLE:NATION, as 100000:288300000, not {text!r}")
    return Scale(int(people), int(nation))


def _quota(path: Path | None, scale: Scale) -> Quota | None:
    if path is None:
        return None
    law = load_law()
    values = law.parameter("jkn.pbi.national_quota").values
    return read_quota(path, scale.down(int(str(values[-1].value))))


def _show_decree(found: DryRun, out: Path) -> None:
    facts = Table(title="Keputusan · decree", title_justify="left", show_header=False)
    facts.add_column()
    facts.add_column(justify="right")
    for words, number in (
        ("baris diterima · rows taken", f"{found.accepted:,} / {found.rows:,}"),
        ("dikeluarkan · removed", f"{found.removed:,}"),
        ("ditambahkan · added", f"{found.added:,}"),
        ("menjadi aktif · newly covered", f"{found.newly_active:,}"),
        ("kehilangan jaminan tanpa jalur gratis · dropped without a free route", f"{found.dropped:,}"),
        ("di antaranya dalam perawatan · of them in treatment", f"[red]{found.in_treatment_dropped:,}[/]"),
        ("layak menurut desil dan dikeluarkan · eligible, yet removed", f"{found.eligible_removed:,}"),
        ("daerah turun dari ambang UHC · regencies falling below UHC", f"{found.regions_below_after:,}"),
        ("kuota nasional · national quota", f"{found.national['after']:,} / {found.national['quota']:,}"),
    ):
        facts.add_row(words, number)
    console.print(facts)
    hit = Table(
        "kelompok · group",
        "dikeluarkan · removed",
        "tanpa jalur gratis · dropped",
        title="Rentan · vulnerable",
        title_justify="left",
    )
    for code, (people, dropped) in found.groups.items():
        entry = codes("vulnerable_groups")[code]
        hit.add_row(f"{entry.label_id} · {entry.label_en}", f"{people:,}", f"{dropped:,}")
    console.print(hit)
    for code, number in found.faults.items():
        entry = codes("decree_faults")[code]
        console.print(
            f"[yellow]![/] {number:,} × {entry.label_id} · {entry.label_en}. {entry.plain_en}", highlight=False
        )
    console.print(f"→ [bold]{out}[/]", highlight=False)


def _show_better(found: BetterList, out: Path) -> None:
    console.print(
        f"[green]★[/] daftar yang lebih baik · better list: {found.removed:,} − , {found.added:,} +, dalam perawatan "
        f"kehilangan jaminan · in treatment dropped: [bold]{found.in_treatment_dropped:,}[/], dilindungi · protected: "
        f"{found.protected:,}, tagihan keluarga · families' bill: Rp{found.bill_now_idr:,} "
        f"→ {out / 'better_rows.parquet'}",
        highlight=False,
    )
    if found.short_removed or found.short_added:
        console.print(
            f"[yellow]![/] tidak terpenuhi tanpa melanggar aturan · cannot be met: {found.short_removed:,} −, "
            f"{found.short_added:,} +",
            highlight=False,
        )


def _show_outcome(found: Outcome) -> None:
    console.print(f"[bold]{found.name_id}[/] · {found.as_of} · {len(found.month_days)} bulan · months", highlight=False)
    people = Table(
        "bagian · part",
        "program",
        "orang · people",
        title="Dijamin pada bulan terakhir · covered in the last month",
        title_justify="left",
    )
    for code, programme, span in found.effects:
        people.add_row(code, programme, _span(span))
    console.print(people)
    costs = Table("pembayar · payer", "seluruh masa · whole time", title="Biaya · cost", title_justify="left")
    for payer, span in found.costs.items():
        costs.add_row(payer, _span(span, "Rp"))
    console.print(costs)
    for dimension, rows in found.groups.items():
        table = Table(dimension, "orang · people", "dijamin lebih · covered more", title_justify="left")
        for group, number, span in rows:
            table.add_row(name_of(group) or group or "–", f"{number:,}", _span(span))
        console.print(table)
    rests = Table(
        "asumsi · assumption", "nilai · value", "dasar · status", title="Bertumpu pada · rests on", title_justify="left"
    )
    for one in found.assumptions:
        rests.add_row(
            one.label_id, f"{one.low:,.3g} – {one.value:,.4g} – {one.high:,.3g}", f"{one.status}: {one.source[:60]}"
        )
    console.print(rests)


def _span(span: Span, unit: str = "") -> str:
    return f"{unit}{span.mid:,} [dim]({span.low:,} … {span.high:,})[/]"


def _show_region(found: RegionAnswer) -> None:
    here = found.standing
    console.print(
        f"[bold]{name_of(here.code) or here.code}[/] {found.as_of}: {here.active:,} / {here.registered:,} = "
        f"{here.share / 1000:.2f} %",
        highlight=False,
    )
    for plan in found.plans:
        _show_plan(plan)


def _show_plan(plan: RegionPlan) -> None:
    mark = "[green]✓[/]" if plan.is_sure else "[yellow]◐[/]" if plan.is_reached else "[red]✗[/]"
    low, mid, high = (one / 1000 for one in plan.share)
    table = Table("tindakan · action", "orang · people", "dijamin · covered", "biaya · cost", title_justify="left")
    table.title = f"{mark} {plan.target} %: Rp{plan.lead_idr:,} → {mid:.1f} % ({low:.1f} … {high:.1f})"
    for line in plan.lines:
        cost = ", ".join(f"{payer} Rp{amount:,}" for payer, amount in line.by_payer.items())
        reached = f"{line.covered[1]:,} ({line.covered[0]:,} … {line.covered[2]:,})"
        covered = f"keluar · off {reached}" if line.leaves_register else reached
        table.add_row(region_actions()[line.route]["label"]["id"], f"{line.people:,}", covered, cost)
    console.print(table)
