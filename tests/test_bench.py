"""The report of measurements: one section is replaced, the others stay to the letter; the list of sections is right."""

import importlib
import re
from pathlib import Path

from bench.__main__ import SECTIONS, main
from bench.law_answers import told_months
from bench.law_history import STATUS, write_statements
from bench.people_of_law import write_people
from bench.report import REPORT, rewritten
from bench.statements import main as run_statements
from payung.engine.public import open_engine

ORDER = ["a", "b", "c"]


def test_one_section_is_replaced_and_the_others_stay() -> None:
    report = ""
    for name in ("c", "a", "b"):
        report = rewritten(report, name, [f"## {name}", "", "old"], order=ORDER)
    assert re.findall(r"^## (\w)$", report, re.MULTILINE) == ORDER
    again = rewritten(report, "b", ["## b", "", "new"], order=ORDER)
    assert again == report.replace("## b\n\nold", "## b\n\nnew")


def test_every_section_of_the_report_is_listed_and_every_listed_one_exists() -> None:
    names = re.findall(r"^<!-- section: (\w+) -->$", REPORT.read_text(), re.MULTILINE)
    assert names == [name for name in SECTIONS if name in names]
    for place in SECTIONS.values():
        module, function = place.split(":")
        assert callable(getattr(importlib.import_module(module), function))


def test_an_unknown_section_is_named(capsys) -> None:
    assert main(["flow", "nonsense"]) == 2
    assert "no section nonsense" in capsys.readouterr().err


def test_the_days_of_change_tell_every_month_as_the_rule_does(tmp_path: Path) -> None:
    write_people(tmp_path / "people", 300)
    write_statements(tmp_path)
    run_statements(tmp_path, "days")
    told = told_months(tmp_path)
    assert told.answers > 4_000
    assert told.differing == 0
    # A day that is moved is seen: the comparison can fail.
    with open_engine("duckdb") as engine:
        for rule_id in STATUS:
            path = tmp_path / f"{rule_id}.days.parquet"
            moved = "REPLACE (CAST(covered_until - 40 AS DATE) AS covered_until)" if "suspension" in rule_id else ""
            engine.connection.execute(f"CREATE TABLE moved AS SELECT * {moved} FROM '{path}'")
            engine.connection.execute(f"COPY moved TO '{path}' (FORMAT parquet); DROP TABLE moved")
    assert told_months(tmp_path).differing > 0
