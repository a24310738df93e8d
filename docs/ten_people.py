"""Ten people of ten reasons, explained: `python -m docs.ten_people TABLES` writes docs/tutorials/ten-people.md."""

import sys
from pathlib import Path

from typer.testing import CliRunner

from payung.cli.main import app
from payung.engine.public import open_engine

REASONS = (
    "ARREARS",
    "REMOVED_FROM_PBI",
    "REGION_STOPPED_PAYING",
    "LAYOFF_COVER",
    "EMPLOYER_ARREARS",
    "AGED_OUT",
    "CHRONIC_BRIDGE",
    "FIRST_PAYMENT_DUE",
    "NEVER_REGISTERED",
    "DECEASED",
)
PAGE = Path(__file__).parent / "tutorials/ten-people.md"


def main(tables: Path) -> None:
    """Pick the first person of each reason and write what `payung explain` says of each."""
    lines = [
        "# Ten people",
        "",
        "What `payung explain` says of ten invented people, one for each of ten reasons, on 1 November 2026.",
        "",
        "```",
        "payung up --no-serve",
        "payung explain NIK",
        "```",
    ]
    for reason in REASONS:
        nik = _first(tables, reason)
        words = ["explain", nik, "--tables", str(tables), "--language", "en"]
        said = CliRunner().invoke(app, words, env={"COLUMNS": "110"}, catch_exceptions=False).output
        text = "\n".join(line.rstrip() for line in said.strip("\n").splitlines())
        lines += ["", f"## {reason}", "", "```", text, "```"]
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _first(tables: Path, reason: str) -> str:
    with open_engine("duckdb") as engine:
        for name in ("persons", "determinations"):
            engine.register(name, tables / f"{name}.parquet")
        rows = engine.rows(
            "SELECT nik FROM determinations JOIN persons USING (person_id) "
            f"WHERE programme = 'JKN' AND reason = '{reason}' AND nik IS NOT NULL "
            "ORDER BY record_count DESC, person_id LIMIT 1"
        )
    return str(rows[0][0])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
