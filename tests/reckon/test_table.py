"""Does a table of millions get the answers that its rows would get one by one, refusals for want of law included?"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow.parquet
import pytest

from payung.engine.public import DuckdbEngine, open_engine
from payung.reckon.public import Rule, evaluate, evaluate_table, rules
from tests.reckon.people import asked_sql, write_people

ON = date(2026, 11, 1)
PEOPLE = 300
REJECTS = {"MISSING_FIELD", "NOT_ALLOWED", "BELOW_MINIMUM", "ABOVE_MAXIMUM", "DAY_OUT_OF_RANGE"}


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckdbEngine]:
    """Varied people, many of them on days before the law of some rule."""
    path = tmp_path_factory.mktemp("people") / "people.parquet"
    with open_engine("duckdb", memory_limit="1GB", threads=1) as engine:
        write_people(path, engine, PEOPLE)
        engine.register("people", path)
        yield engine


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.id)
def test_a_table_says_what_its_rows_say(rule: Rule, people: DuckdbEngine, tmp_path: Path) -> None:
    source, out = tmp_path / "asked.parquet", tmp_path / "answered.parquet"
    asked = f"SELECT * EXCLUDE (ask_no) FROM ({asked_sql(rule)}) ORDER BY ask_no"
    people.connection.execute(f"COPY ({asked}) TO '{source}' (FORMAT parquet)")
    report = evaluate_table(rule.id, source, out, on=ON)
    names = [column.name for column in rule.columns]
    told = list(enumerate(evaluate(rule.id, on=ON, inputs=source)))
    # A wrong input of a row is a reject of the table: here only one that another input makes necessary is missing.
    faulty = [
        {"ask_no": n, "code": e.code, "field": e.field} for n, one in told for e in one.errors if e.code in REJECTS
    ]
    assert {one["code"] for one in faulty} <= ({"MISSING_FIELD"} if rule.needs else set())
    assert (report.answered, report.rejected) == (PEOPLE - len(faulty), len(faulty))
    assert pyarrow.parquet.read_table(out.with_name("answered.rejects.parquet")).to_pylist() == faulty
    one_by_one = [
        {
            "ask_no": number,
            "outcome": one.outcome,
            "reason": one.reason,
            **{name: one.values.get(name) for name in names},
        }
        for number, one in told
        if one.reason not in REJECTS
    ]
    assert pyarrow.parquet.read_table(out).to_pylist() == one_by_one


def test_many_answers_stand_in_the_order_of_their_rows(tmp_path: Path) -> None:
    source, out = tmp_path / "asked.parquet", tmp_path / "answered.parquet"
    with open_engine("duckdb", memory_limit="1GB", threads=1) as engine:
        # Several row groups, which two threads share.
        asked = "SELECT 600000 + n AS income_monthly_idr, 'TRADE' AS sector FROM range(400000) AS r(n)"
        engine.connection.execute(f"COPY ({asked}) TO '{source}' (FORMAT parquet, ROW_GROUP_SIZE 20000)")
    evaluate_table("bpu.contribution", source, out, on=ON)
    assert pyarrow.parquet.read_table(out)["ask_no"].to_pylist() == list(range(400_000))


def test_what_is_not_law_is_switched_on_for_a_table_too(tmp_path: Path) -> None:
    source, out = tmp_path / "asked.parquet", tmp_path / "answered.parquet"
    row = {"arrears_months": 30, "care_class": 3, "decile": 2, "has_moved_to_state": True}
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist([row] * 5_000), source)
    for switched_on, reason in (((), "NOT_LAW"), (("jkn.arrears_writeoff_2026",), "WRITTEN_OFF")):
        evaluate_table("jkn.arrears.write_off", source, out, on=ON, switched_on=switched_on)
        told = pyarrow.parquet.read_table(out)
        assert set(told["reason"].to_pylist()) == {reason}
        assert told["ask_no"].to_pylist() == list(range(5_000))
