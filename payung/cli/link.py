"""`payung link`: link the records of a folder again, judge the result against a known truth, list doubtful pairs."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from payung.cli.day import as_day
from payung.cli.end import End, stop
from payung.engine.public import open_engine
from payung.link.public import LinkQuality, evaluate
from payung.link.public import link as link_records

console = Console()
app = typer.Typer(no_args_is_help=True, help="Link records to people, judge the links, list doubtful pairs.")


@app.command("run")
def run(
    tables: Annotated[Path, typer.Option(help="Folder with records.parquet; links and persons are written beside it.")],
    as_of: Annotated[date, typer.Option(parser=as_day, metavar="YYYY-MM-DD", help="The day of the run.")],
) -> None:
    """Link the records of a folder again."""
    _need(tables / "records.parquet")
    report = link_records(tables, as_of=as_of)
    console.print(report, highlight=False)


@app.command("judge")
def judge(
    tables: Annotated[Path, typer.Option(help="Folder with links.parquet.")],
    truth: Annotated[
        Path, typer.Option(help="Folder with the truth of the sample (records.parquet, persons.parquet).")
    ],
    as_of: Annotated[
        date, typer.Option(parser=as_day, metavar="YYYY-MM-DD", help="The day on which ages are counted.")
    ],
) -> None:
    """Compare the links with the truth: precision, recall, mixed clusters, by group."""
    _need(tables / "links.parquet")
    _need(truth / "records.parquet")
    _show(evaluate(tables / "links.parquet", truth, as_of=as_of))


@app.command("review")
def review(
    tables: Annotated[Path, typer.Option(help="Folder with reviews.parquet and persons.parquet.")] = Path(
        ".data/tables"
    ),
    limit: Annotated[int, typer.Option(help="How many pairs to show.")] = 20,
) -> None:
    """List the pairs of people that may be one and must be judged by a clerk, the likeliest first."""
    _need(tables / "reviews.parquet")
    with open_engine("duckdb") as engine:
        for name in ("reviews", "persons"):
            engine.register(name, tables / f"{name}.parquet")
        rows = engine.rows(
            f"""
            SELECT v.person_id, a.name, a.birth_date, v.other_person_id, b.name, b.birth_date, v.reason
            FROM reviews v JOIN persons a ON a.person_id = v.person_id JOIN persons b ON b.person_id = v.other_person_id
            ORDER BY v.weight_per_100 DESC NULLS LAST, v.person_id, v.other_person_id LIMIT {limit}
            """
        )
    table = Table(
        "orang · person", "nama · name", "lahir · born", "orang · person", "nama · name", "lahir · born", "sebab · why"
    )
    for row in rows:
        table.add_row(*(str(value) if value is not None else "–" for value in row))
    console.print(table)


def _show(quality: LinkQuality) -> None:
    console.print(
        f"presisi · precision {quality.precision:.5f}, perolehan · recall {quality.recall:.5f}, F1 {quality.f1:.5f}\n"
        f"{quality.mixed_clusters} gugus campuran · mixed clusters "
        f"({quality.mixed_clusters_per_100k:.1f} per 100,000), "
        f"terlewat · cover missed {quality.missed_cover_share:.2%}",
        highlight=False,
    )
    table = Table()
    for column in ("hal · aspect", "kelompok · group", "pasangan · pairs", "presisi · precision", "perolehan · recall"):
        table.add_column(column, justify="left" if column.startswith(("hal", "kelompok")) else "right")
    for group in quality.groups:
        table.add_row(
            group.aspect, group.group, f"{group.true_pairs:,}", f"{group.precision:.5f}", f"{group.recall:.5f}"
        )
    console.print(table)


def _need(path: Path) -> None:
    if not path.exists():
        stop(End.TABLE, f"{path} is not there; payung run writes it")
