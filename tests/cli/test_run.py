"""Does `payung run` take another hand's files as they are, account for every row and explain every person?"""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from payung.cli.main import app
from payung.engine.public import DuckdbEngine, open_engine
from payung.terms.public import codes, tables

STRANGER = Path(__file__).resolve().parent.parent / "stranger"
ROWS = 32_764
# What a run writes; the other declared tables are made by plans and by acts.
MADE = ("records", "rejects", "links", "reviews", "persons", "memberships", "determinations", "clocks", "paths")
runner = CliRunner()


def run_into(out: Path, extracts: Path = STRANGER, *more: str) -> str:
    """Run over the files and answer what was printed; anything but exit code 0 fails the test."""
    words = ["run", "--extracts", str(extracts), "--as-of", "2026-11-01", "--out", str(out), *more]
    result = runner.invoke(app, words, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stranger")
    run_into(folder)
    return folder


@pytest.fixture(scope="module")
def made(out: Path) -> DuckdbEngine:
    engine = open_engine("duckdb", memory_limit="1GB")
    for name in MADE:
        engine.register(name, out / f"{name}.parquet")
    return engine


def test_every_row_is_accounted_for(out: Path, made: DuckdbEngine) -> None:
    counts = json.loads((out / "run.json").read_text())["counts"]["extracts"]
    assert sum(one["rows_read"] for one in counts.values()) == ROWS
    assert all(one["rows_read"] == one["rows_kept"] + one["rows_rejected"] for one in counts.values())
    dropped = made.rows("SELECT count(DISTINCT (supplier, file, row)) FROM rejects WHERE is_row_dropped")[0][0]
    assert made.rows("SELECT count(*) FROM records")[0][0] + dropped == ROWS


def test_every_table_is_as_declared(made: DuckdbEngine) -> None:
    for name in MADE:
        table = tables()[name]
        found = made.rows(f"SELECT column_name, column_type FROM (DESCRIBE {name})")
        assert found == [(column.name, column.sql_type) for column in table.columns], name
        doubles = made.rows(
            f"SELECT count(*) FROM {name} GROUP BY {', '.join(f'"{k}"' for k in table.key)} HAVING count(*) > 1"
        )
        assert doubles == [], name


def test_every_record_belongs_to_one_person(made: DuckdbEngine) -> None:
    assert made.rows("SELECT count(*) FROM records ANTI JOIN links USING (supplier, row)") == [(0,)]
    assert made.rows("SELECT count(*) FROM links ANTI JOIN persons USING (person_id)") == [(0,)]
    assert made.rows("SELECT count(*) FROM persons ANTI JOIN links USING (person_id)") == [(0,)]


def test_every_person_is_explained(made: DuckdbEngine) -> None:
    jkn = "(SELECT person_id FROM determinations WHERE programme = 'JKN')"
    silent = f"SELECT count(*) FROM persons ANTI JOIN {jkn} USING (person_id) WHERE life_status = 'ALIVE'"
    assert made.rows(silent) == [(0,)]
    vague = "decided_by IS NULL OR next_move_by IS NULL OR article IS NULL OR law IS NULL"
    assert made.rows(f"SELECT count(*) FROM determinations WHERE {vague}") == [(0,)]
    reasons = {row[0] for row in made.rows("SELECT DISTINCT reason FROM determinations")}
    assert reasons <= set(codes("reasons"))
    for reason, status in made.rows("SELECT DISTINCT reason, status FROM determinations"):
        assert codes("reasons")[reason].facts["status"] == status
    # Pages name whom they find active without a segment a newborn.
    without = "SELECT DISTINCT reason FROM determinations WHERE status = 'ACTIVE' AND segment IS NULL"
    assert set(made.rows(without)) <= {("NEWBORN_WINDOW",)}


def test_everybody_who_is_not_covered_has_a_way(made: DuckdbEngine) -> None:
    lost = made.rows(
        """
        SELECT reason, count(*) FROM determinations d
        ANTI JOIN (SELECT person_id FROM paths WHERE programme = 'JKN') p USING (person_id)
        WHERE programme = 'JKN' AND status IN ('SUSPENDED', 'ENDED', 'NEVER') AND reason <> 'LEFT_THE_COUNTRY'
        GROUP BY reason
        """
    )
    assert lost == []
    assert made.rows(
        "SELECT count(*) FROM (SELECT sum(is_best::INT) b FROM paths GROUP BY person_id, programme) WHERE b <> 1"
    ) == [(0,)]


def test_two_runs_give_the_same_bytes(out: Path, tmp_path: Path) -> None:
    run_into(tmp_path)
    for name in MADE:
        assert (tmp_path / f"{name}.parquet").read_bytes() == (out / f"{name}.parquet").read_bytes(), name
    first, second = (json.loads((folder / "run.json").read_text()) for folder in (out, tmp_path))
    assert {**first, "seconds": None} == {**second, "seconds": None}
    assert set(first["seconds"]) == {"extracts", "link", "determine", "path"}
    assert all(re.fullmatch(r"[0-9a-f]{64}", digest) for digest in first["inputs"].values())


@pytest.mark.spark
@pytest.mark.xdist_group("spark")
def test_spark_determines_the_same(out: Path, made: DuckdbEngine, tmp_path: Path) -> None:
    run_into(tmp_path, STRANGER, "--engine", "spark")
    for name in ("determinations", "clocks", "paths"):
        made.register(f"{name}_on_spark", tmp_path / f"{name}.parquet")
        columns = ", ".join(f'"{column}"' for column in tables()[name].column_names)
        for one, other in ((name, f"{name}_on_spark"), (f"{name}_on_spark", name)):
            differ = made.rows(f"SELECT {columns} FROM {one} EXCEPT SELECT {columns} FROM {other} LIMIT 3")
            assert differ == [], (name, differ)


def test_a_person_is_explained_by_nik_and_by_card(out: Path, made: DuckdbEngine) -> None:
    nik, card, article = made.rows(
        """
        SELECT p.nik, m.card_no, d.article FROM determinations d JOIN persons p USING (person_id)
        JOIN memberships m USING (person_id, programme)
        WHERE programme = 'JKN' AND reason = 'REMOVED_FROM_PBI' AND nik IS NOT NULL AND rank = 1
        ORDER BY person_id LIMIT 1
        """
    )[0]
    for number in (nik, card):
        result = runner.invoke(app, ["explain", number, "--tables", str(out)], env={"COLUMNS": "300"})
        assert result.exit_code == 0
        assert "dikeluarkan dari daftar PBI" in result.output
        assert article in result.output
        assert "★" in result.output
    english = runner.invoke(app, ["explain", nik, "--tables", str(out), "--language", "en"], env={"COLUMNS": "300"})
    assert "removed from the PBI list" in english.output


def test_ends_are_told_apart(out: Path, tmp_path: Path) -> None:
    explained = runner.invoke(app, ["explain", "0" * 16, "--tables", str(out)])
    assert explained.exit_code == 5
    assert runner.invoke(app, ["explain", "0" * 16, "--tables", str(tmp_path)]).exit_code == 7
    words = ["run", "--as-of", "2026-11-01", "--out", str(tmp_path / "out")]
    assert runner.invoke(app, [*words, "--extracts", str(tmp_path / "nowhere")]).exit_code == 2
    assert runner.invoke(app, [*words, "--extracts", str(tmp_path)]).exit_code == 4
    assert runner.invoke(app, [*words, "--extracts", str(STRANGER), "--engine", "oracle"]).exit_code == 2
    assert (
        runner.invoke(app, ["run", "--extracts", str(STRANGER), "--as-of", "soon", "--out", str(tmp_path)]).exit_code
        == 2
    )


def test_an_unreadable_supplier_ends_with_its_code_and_loses_nothing(out: Path, tmp_path: Path) -> None:
    for file in STRANGER.iterdir():
        (tmp_path / file.name).write_bytes(b"" if file.suffix == ".parquet" else file.read_bytes())
    before = {
        name: (out / f"{name}.parquet").read_bytes() for name in ("records", "persons", "determinations", "paths")
    }
    words = ["run", "--extracts", str(tmp_path), "--as-of", "2026-11-01", "--out", str(out)]
    result = runner.invoke(app, words)
    assert result.exit_code == 3
    assert "bpjs_kesehatan" in result.output
    assert {name: (out / f"{name}.parquet").read_bytes() for name in before} == before
