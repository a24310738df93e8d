"""`payung rule`: does it answer as the law does, and does it say what is wrong instead of breaking?"""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from payung.cli.main import app
from payung.law.public import ParameterMalformed
from payung.reckon.public import rules
from tests.plan.small import write_small

RULE = "bpu.contribution"
GOOD = {"income_monthly_idr": 1_000_000, "sector": "OTHER", "contribution_month": "2025-12"}
DEEP = "[" * 100_000


def ask(*words: str, stdin: str | bytes = "") -> tuple[int, str, str]:
    """The exit code, stdout and stderr."""
    done = CliRunner().invoke(app, ["rule", *words], input=stdin, env={"COLUMNS": "200"})
    # Anything but a wish to end is a traceback in somebody's terminal.
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout, " ".join(done.stderr.split())


def test_an_array_is_answered_row_by_row() -> None:
    rows = [GOOD, {**GOOD, "income_monthly_idr": -1}, 7, GOOD]
    code, said, _ = ask("eval", RULE, "--on", "2026-11-01", "--language", "en", stdin=json.dumps(rows))
    assert code == 0
    first, negative, no_row, last = json.loads(said)
    assert first["outputs"] == last["outputs"]
    assert first["outputs"]["total_idr"] == 16_800
    assert "16,800" in first["explanation"]
    lines = {line["output"]: line for line in first["working"]}
    assert lines["total_idr"]["text"] == "Rp10,000 + Rp6,800 = Rp16,800"
    assert lines["jkm_idr"]["rests_on"] == ["jkm.bpu.amount"]
    (used,) = (one for one in first["parameters"] if one["id"] == "jkm.bpu.amount")
    assert (used["value"], used["on"]) == (6_800, "2025-12-01")
    assert used["article"]
    assert used["sources"]
    assert (negative["errors"][0]["code"], negative["errors"][0]["field"]) == ("BELOW_MINIMUM", "income_monthly_idr")
    assert no_row["errors"][0]["code"] == "NOT_A_ROW"
    assert negative["working"] == no_row["working"] == []


def test_a_newcomer_asks_by_hand_and_reads_the_working() -> None:
    code, said, _ = ask("ask", "jkn.ppu_bu.contribution", "wage_monthly_idr=15.000.000", "--on", "2026-11-01")
    assert code == 0
    assert "Rp12.000.000 × 4 % = Rp480.000" in said
    assert "Perpres 82/2018 Ps 31" in said
    code, said, _ = ask("ask", "jkn.ppu_bu.contribution", "--on", "2026-11-01", "--language", "en")
    assert code == 2
    assert "The field Monthly basic pay and fixed allowances is missing." in said
    assert " * wage_monthly_idr=" in said


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        (["wage"], "is not name=value"),
        (["upah=3"], "UNKNOWN_FIELD|tidak mengenal isian upah"),
        (["wage_monthly_idr=banyak"], "tidak dapat dibaca"),
        (["wage_monthly_idr=" + "9" * 30], "terlalu besar"),
    ],
)
def test_a_slip_of_a_newcomer_is_told(facts: list[str], says: str) -> None:
    code, said, error = ask("ask", "jkn.ppu_bu.contribution", *facts, "--on", "2026-11-01")
    assert code == 2
    assert re.search(says, said + error)


def test_asking_loads_no_more_than_it_needs() -> None:
    """A rule is asked in a fresh process without the database of the pages, the worker or tables of data frames."""
    script = (
        "import sys; from typer.testing import CliRunner; from payung.cli.main import app;"
        "done = CliRunner().invoke(app, ['rule', 'eval', 'pu.due_day', '--on', '2026-11-01'], input='[{}]');"
        "print(done.exit_code, *sorted({'django', 'pandas', 'procrastinate', 'openpyxl'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["0"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "NOT_JSON"),
        ("income: 3", "NOT_JSON"),
        ("[{]", "NOT_JSON"),
        (b"\xff\xfe[", "NOT_JSON"),
        (f"[{'9' * 5_000}]", "NOT_JSON"),
        (DEEP, "NOT_JSON"),
        ('{"a": 1}', "NOT_AN_ARRAY"),
        ("null", "NOT_AN_ARRAY"),
        ("3", "NOT_AN_ARRAY"),
    ],
    ids=range(9),
)
def test_what_is_no_array_is_refused_by_name(text: str | bytes, code: str) -> None:
    ended, said, error = ask("eval", RULE, "--on", "2026-11-01", stdin=text)
    assert (ended, said) == (2, "")
    assert code in error
    assert "array" in error


@pytest.mark.parametrize(
    "row",
    [
        '{"income_monthly_idr": 1, "income_monthly_idr": 2}',
        '{"income_monthly_idr": NaN}',
        '{"income_monthly_idr": 1e999}',
        '{"\\ud800": 1}',
        '{"sector": "\\ud800"}',
        "{}",
    ],
)
def test_an_odd_row_is_an_answer_with_errors(row: str) -> None:
    code, said, _ = ask("eval", RULE, "--on", "2026-11-01", stdin=f"[{row}]")
    assert code == 0
    (answer,) = json.loads(said)
    assert answer["outcome"] == "ERROR"
    assert all(one["code"] and one["accepted"] for one in answer["errors"])
    assert all(one["field"] for one in answer["errors"]) or answer["reason"] == "NOT_A_ROW"


@pytest.mark.parametrize(
    ("law_of", "member_idr", "shown"),
    [("2020-05-05", 160_000, "Rp160,000"), ("2020-05-06", 80_000, "Rp80,000"), ("", 80_000, "Rp80,000")],
)
def test_the_law_of_a_day_is_another_input_than_the_month(law_of: str, member_idr: int, shown: str) -> None:
    words = ["eval", "jkn.pbpu.contribution", "--on", "2020-04-01", "--language", "en"]
    code, said, _ = ask(*words, *(["--law-of", law_of] if law_of else []), stdin='[{"care_class": 1}]')
    assert code == 0
    (answer,) = json.loads(said)
    assert answer["outputs"]["member_idr"] == member_idr
    assert {one["value"] for one in answer["parameters"]} == {member_idr}
    assert shown in answer["explanation"]


def test_no_rows_have_no_answers() -> None:
    assert ask("eval", RULE, "--on", "2026-11-01", stdin="[]")[:2] == (0, "[]\n")


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (["eval", "bpu.contribtion", "--on", "2026-11-01"], "UNKNOWN_RULE: no rule is called 'bpu.contribtion'"),
        (["show", "[/x]"], "UNKNOWN_RULE"),
        (["list", "--programme", "JKN "], "there are bpu, jakon, jht"),
        (["eval", RULE], "--on"),
        (["eval", RULE, "--on", "2026-02-30"], "is no day"),
        (["eval", RULE, "--on", "2026-W10-3"], "is no day"),
        (["eval", RULE, "--on", "kemarin"], "is no day"),
        (["eval", RULE, "--on", "2026-11-01", "--language", "fr"], "there are id and en"),
        (["eval", RULE, "--on", "2026-11-01", "--switch-on", "x"], "UNKNOWN_PARAMETER"),
        (["eval", RULE, "--on", "2026-11-01", "--switch-on", "jkm.bpu.amount"], "ALREADY_LAW"),
        (["eval", RULE, "--on", "2026-11-01", "--switch-on", "x=y"], "is no day"),
        (["diff", "--from", "2026-11-02", "--to", "2026-11-01"], "is before"),
        (["diff", "--from", "2026-01-01", "--to", "2026-11-01", "--tables", "/nowhere"], "payung run writes it"),
    ],
    ids=lambda one: " ".join(one[:2]) if isinstance(one, list) else None,
)
def test_wrong_words_are_refused(words: list[str], error: str) -> None:
    ended, _, said = ask(*words, stdin="[]")
    assert ended in (2, 7)
    assert error in said


@pytest.mark.parametrize(
    ("rule_id", "told"),
    [("jkn.ppu.family_member", "needed where relation=CHILD"), ("pu.contribution", "jkk.pu.risk_range")],
)
def test_a_rule_shows_when_an_input_is_needed_and_where_it_is_found(rule_id: str, told: str) -> None:
    code, said, _ = ask("show", rule_id)
    assert code == 0
    assert told in " ".join(said.replace("│", " ").split())


def test_the_list_is_whole() -> None:
    _, said, _ = ask("list", "--json")
    assert [one["id"] for one in json.loads(said)] == list(rules())


def test_a_change_of_law_tells_how_many_people_it_touches(tmp_path: Path) -> None:
    tables = write_small(tmp_path)
    span = ["diff", "--from", "2025-12-31", "--to", "2026-11-01", "--tables", str(tables)]
    code, said, _ = ask(*span, "--json")
    assert code == 0
    found: list[dict[str, Any]] = json.loads(said)
    assert all(one["parameter"] and one["on"] and one["article"] for one in found)
    counts = {one["parameter"]: one["people"] for one in found}
    # Two who pay for themselves, and three workers whose due days move with them.
    assert (counts["jkn.rehab.v3"], counts["calendar.holiday"], counts["jp.wage_cap"]) == (2, 5, 0)
    _, shown, _ = ask(*span)
    assert "orang · people: 5" in shown
    bare = json.loads(ask(*span[:5], "--json")[1])
    assert {one["people"] for one in bare} == {None}


def test_a_slip_in_the_law_is_told_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def slip(*_: object, **__: object) -> None:
        raise ParameterMalformed("jkm.bpu.amount: source pp-98-2027 is not registered in sources/")

    monkeypatch.setattr("payung.cli.rule_eval.evaluate", slip)
    code, said, error = ask("eval", RULE, "--on", "2026-11-01", stdin="[{}]")
    assert (code, said) == (2, "")
    assert "LAW_MALFORMED: jkm.bpu.amount: source pp-98-2027 is not registered" in error
