"""`payung explain`: one person in plain words, from the tables of a run."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.panel import Panel

from payung.cli.end import End, stop
from payung.determine.public import sentence
from payung.engine.public import DuckdbEngine, open_engine
from payung.path.public import route_sentence
from payung.terms.public import codes, name_of

console = Console()
NEEDED = ("persons", "links", "records", "memberships", "determinations", "clocks", "paths")
MARKS = {
    "ACTIVE": "[green]●[/]",
    "WAITING": "[yellow]◐[/]",
    "SUSPENDED": "[red]○[/]",
    "ENDED": "[red]○[/]",
    "NEVER": "[dim]○[/]",
}

# Programmes whose determinations are alike in these are said in one breath.
SAME = ("status", "reason", "since", "until", "article", "agrees")
RECORDS = """
    SELECT r.supplier, r.row, r.name, r.nik, r.birth_date, l.method
    FROM records r JOIN links l USING (supplier, row) WHERE l.person_id = $1 ORDER BY ALL
"""

Row = dict[str, Any]


@dataclass(frozen=True)
class Words:
    """The few words around the facts, in one language."""

    language: str

    def say(self, indonesian: str, english: str) -> str:
        """The word in this language."""
        return english if self.language == "en" else indonesian

    def label(self, name: str, code: str | None) -> str:
        """Label of a code; a dash for none."""
        return codes(name)[code].label(self.language) if code else "–"


def explain(
    number: Annotated[str, typer.Argument(help="NIK (16 digits) or card number (noKartu, KPJ).")],
    tables: Annotated[Path, typer.Option(help="Folder of the tables of a run.")] = Path(".data/tables"),
    language: Annotated[str, typer.Option(help="id or en.")] = "id",
) -> None:
    """Say of one person what holds, why, by which article, whose move it is and the cheapest way back."""
    missing = [name for name in NEEDED if not (tables / f"{name}.parquet").exists()]
    if missing:
        stop(End.TABLE, f"{tables} has no table {', '.join(missing)}; make them with: payung run --out {tables}")
    with open_engine("duckdb") as engine:
        for name in NEEDED:
            engine.register(name, tables / f"{name}.parquet")
        found = _find(engine, "".join(letter for letter in number if letter.isalnum()))
        if not found:
            stop(End.NOBODY, f"nobody in {tables} has the NIK or card number {number}")
        for person_id in found:
            _show(engine, person_id, Words(language))


def _find(engine: DuckdbEngine, number: str) -> list[int]:
    rows = engine.connection.execute(
        """
        SELECT person_id FROM persons WHERE nik = $1
        UNION SELECT person_id FROM memberships WHERE card_no = $1
        UNION SELECT l.person_id FROM records r JOIN links l USING (supplier, row) WHERE r.nik = $1 OR r.source_no = $1
        ORDER BY person_id
        """,
        [number],
    ).fetchall()
    return [row[0] for row in rows]


def _rows(engine: DuckdbEngine, sql: str, person_id: int) -> list[Row]:
    cursor = engine.connection.execute(sql, [person_id])
    columns = [column[0] for column in cursor.description]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def _show(engine: DuckdbEngine, person_id: int, words: Words) -> None:
    person = _rows(engine, "SELECT * FROM persons WHERE person_id = $1", person_id)[0]
    console.print(Panel(_head(person, words), title=f"[bold]{person['name'] or '–'}[/]", title_align="left"))
    clocks = _rows(engine, "SELECT * FROM clocks WHERE person_id = $1 ORDER BY closes, clock, programme", person_id)
    rows = _rows(engine, "SELECT * FROM determinations WHERE person_id = $1 ORDER BY programme", person_id)
    rows.sort(key=lambda row: list(codes("programmes")).index(row["programme"]))
    for _, group in groupby(rows, key=lambda row: [row[key] for key in SAME]):
        alike = list(group)
        running = {
            (c["clock"], c["closes"]): c for c in clocks if c["programme"] in {row["programme"] for row in alike}
        }
        _show_determination(alike, list(running.values()), words)
    routes = _rows(engine, "SELECT * FROM paths WHERE person_id = $1 ORDER BY programme DESC, rank", person_id)
    if routes:
        _show_routes(routes, words)
    _show_records(_rows(engine, RECORDS, person_id), words)


def _head(person: Row, words: Words) -> str:
    place = [
        name_of(person[key])
        for key in ("village_code", "district_code", "regency_code", "province_code")
        if person[key]
    ]
    parts = [
        f"NIK {person['nik'] or '–'}",
        f"{words.say('lahir', 'born')} {_day(person['birth_date'])}",
        ", ".join(name for name in place if name) or words.say("wilayah tidak diketahui", "region unknown"),
    ]
    return " · ".join(parts)


def _show_determination(alike: list[Row], clocks: list[Row], words: Words) -> None:
    row = alike[0]
    programmes = ", ".join(one["programme"] for one in alike)
    console.print(
        f"\n{MARKS[row['status']]} [bold]{programmes}[/] {words.label('statuses', row['status'])}: "
        f"{words.label('reasons', row['reason'])}",
        highlight=False,
    )
    console.print(f"   {sentence(row, words.language).removeprefix(row['programme'] + ': ')}", highlight=False)
    facts = [
        f"{words.say('sejak', 'since')} {_day(row['since'])}",
        f"{words.say('sampai', 'until')} {_day(row['until'])}",
        f"{words.say('diputus oleh', 'decided by')} {words.label('movers', row['decided_by'])}",
        f"{words.say('giliran', 'next move')}: {words.label('movers', row['next_move_by'])}",
    ]
    console.print(f"   [dim]{' · '.join(facts)}[/]", highlight=False)
    console.print(f"   [dim]§ {row['article']}[/]", highlight=False)
    if row["agrees"] is False:
        differs = words.say("catatan register berbeda dari hukum", "the register differs from the law")
        console.print(f"   [yellow]! {differs}: {row['register_status']}[/]", highlight=False)
    for clock in clocks:
        left = f"{clock['days_left']} {words.say('hari lagi', 'days left')}"
        console.print(
            f"   ⏲ {words.label('clocks', clock['clock'])}: {_day(clock['closes'])} ({left})", highlight=False
        )


def _show_routes(routes: list[Row], words: Words) -> None:
    console.print(f"\n[bold]{words.say('Jalur menuju aktif', 'Routes to active')}[/]")
    for row in routes:
        mark = "[bold green]★[/]" if row["is_best"] else " "
        title = f"[bold]{row['programme']}[/] {words.label('routes', row['route'])}"
        now = f"{_money(row['price_now_idr'])} {words.say('sekarang', 'now')}"
        monthly = f"{_money(row['price_monthly_idr'])} {words.say('per bulan', 'a month')}"
        day = f"{words.say('paling cepat', 'earliest')} {_day(row['earliest_on'])}"
        console.print(f"{mark} {title}: {now}, {monthly}, {day}", highlight=False)
        who = " → ".join(words.label("movers", mover) for mover in row["movers"].split(">"))
        console.print(f"     [dim]{who} · § {row['article']}[/]", highlight=False)
        if row["warning"]:
            console.print(f"     [yellow]! {words.label('warnings', row['warning'])}[/]", highlight=False)
        if row["is_best"]:
            console.print(f"     {route_sentence(row, words.language)}", highlight=False)


def _show_records(records: list[Row], words: Words) -> None:
    console.print(f"\n[bold]{words.say('Dipadankan dari', 'Linked from')}[/]")
    for row in records:
        console.print(
            f"   {row['supplier']} {words.say('baris', 'row')} {row['row']}: {row['name'] or '–'}, "
            f"{row['nik'] or 'NIK –'}, {_day(row['birth_date'])} [dim]({row['method']})[/]",
            highlight=False,
        )
    console.print()


def _day(day: date | None) -> str:
    return day.isoformat() if day else "–"


def _money(amount: int | None) -> str:
    return "–" if amount is None else f"Rp{amount:,}".replace(",", ".")
