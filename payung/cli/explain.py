"""`payung explain`: one person in plain words, from the tables of a run."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from payung.cli.end import End, stop
from payung.determine.public import sentence
from payung.engine.public import DuckdbEngine, open_engine
from payung.law.public import cited
from payung.path.public import route_sentence
from payung.terms.public import codes, day_written, name_of

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

    def day(self, day: date | None) -> str:
        """A day in long form; a dash for none."""
        return day_written(day, self.language) if day else "–"

    def money(self, amount: int | None) -> str:
        """Rupiah with their thousands; a dash for an amount nobody knows."""
        if amount is None:
            return "–"
        text = f"Rp{amount:,}"
        return text if self.language == "en" else text.replace(",", ".")


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
        f"{words.say('lahir', 'born')} {words.day(person['birth_date'])}",
        ", ".join(name for name in place if name) or words.say("wilayah tidak diketahui", "region unknown"),
    ]
    return " · ".join(parts)


def _show_determination(alike: list[Row], clocks: list[Row], words: Words) -> None:
    row = alike[0]
    programmes = ", ".join(one["programme"] for one in alike)
    console.print()
    _line(
        f"{MARKS[row['status']]} [bold]{programmes}[/] {words.label('statuses', row['status'])}: "
        f"{words.label('reasons', row['reason'])}"
    )
    _line(escape(sentence(row, words.language).removeprefix(row["programme"] + ": ")), 3)
    facts = [
        f"{word} {words.day(row[name])}"
        for name, word in (("since", words.say("sejak", "since")), ("until", words.say("sampai", "until")))
        if row[name]
    ]
    facts += [
        f"{words.say('diputus oleh', 'decided by')} {words.label('movers', row['decided_by'])}",
        f"{words.say('giliran', 'next move')}: {words.label('movers', row['next_move_by'])}",
    ]
    _line(f"[dim]{' · '.join(facts)}[/]", 3)
    _line(f"[dim]§ {escape(cited(row['article'], words.language))}[/]", 3)
    if row["agrees"] is False:
        differs = words.say("catatan register berbeda dari hukum", "the register differs from the law")
        _line(f"[yellow]! {differs}: {row['register_status']}[/]", 3)
    for clock in clocks:
        left = f"{clock['days_left']} {words.say('hari lagi', 'days left')}"
        _line(f"⏲ {words.label('clocks', clock['clock'])}: {words.day(clock['closes'])} ({left})", 3)


def _show_routes(routes: list[Row], words: Words) -> None:
    console.print(f"\n[bold]{words.say('Jalur menuju aktif', 'Routes to active')}[/]")
    for row in routes:
        mark = "[bold green]★[/]" if row["is_best"] else " "
        title = f"[bold]{row['programme']}[/] {words.label('routes', row['route'])}"
        now = f"{words.money(row['price_now_idr'])} {words.say('sekarang', 'now')}"
        monthly = f"{words.money(row['price_monthly_idr'])} {words.say('per bulan', 'a month')}"
        day = f"{words.say('paling cepat', 'earliest')} {words.day(row['earliest_on'])}"
        _line(f"{mark} {title}: {now}, {monthly}, {day}")
        who = " → ".join(words.label("movers", mover) for mover in row["movers"].split(">"))
        _line(f"[dim]{who} · § {escape(cited(row['article'], words.language))}[/]", 5)
        if row["warning"]:
            _line(f"[yellow]! {words.label('warnings', row['warning'])}[/]", 5)
        if row["is_best"]:
            _line(escape(route_sentence(row, words.language)), 5)


def _show_records(records: list[Row], words: Words) -> None:
    console.print(f"\n[bold]{words.say('Dipadankan dari', 'Linked from')}[/]")
    for row in records:
        _line(
            f"{words.label('suppliers', row['supplier'])}, {words.say('baris', 'row')} {row['row']}: "
            f"{escape(row['name'] or '–')}, {row['nik'] or 'NIK –'}, {words.day(row['birth_date'])} "
            f"[dim]({words.label('methods', row['method'])})[/]",
            3,
        )
    console.print()


def _line(text: str, indent: int = 0) -> None:
    """A line that stays at its indent where it is too long for the screen."""
    console.print(Padding(Text.from_markup(text), (0, 0, 0, indent), expand=False))
