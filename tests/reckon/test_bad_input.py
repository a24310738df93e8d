"""What does a wrong input say? A typed error with code, field and what is accepted; the other rows are answered."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest

from payung.law.public import AlreadyLaw, NotInForce, UnknownParameter
from payung.reckon.public import TableUnreadable, UnknownRule, evaluate, evaluate_table, explain, result_data, rules

ON = date(2026, 11, 1)
RULE = "jkk.benefit.incapacity"
GOOD: dict[str, Any] = {"wage_monthly_idr": 5_000_000, "months_unable": 3, "segment": "PU", "event_on": "2026-03-10"}
DEEP: list[Any] = []
for _ in range(100_000):
    DEEP = [DEEP]

# One input in place of a good one: its field, the code, a part of what is accepted.
BAD: list[tuple[str, Any, str, str]] = [
    ("wage_monthly_idr", -1, "BELOW_MINIMUM", "from 0 to"),
    ("wage_monthly_idr", True, "WRONG_TYPE", "a whole number of idr/month"),
    ("wage_monthly_idr", 5e6, "WRONG_TYPE", "a whole number"),
    ("wage_monthly_idr", "5000000", "WRONG_TYPE", "a whole number"),
    ("wage_monthly_idr", float("nan"), "WRONG_TYPE", "a whole number"),
    ("wage_monthly_idr", float("inf"), "WRONG_TYPE", "a whole number"),
    ("wage_monthly_idr", None, "MISSING_FIELD", "a whole number"),
    ("wage_monthly_idr", 2**63, "ABOVE_MAXIMUM", "to 100000000000"),
    ("wage_monthly_idr", 10**5_000, "ABOVE_MAXIMUM", "to 100000000000"),
    ("wage_monthly_idr", [], "WRONG_TYPE", "a whole number"),
    ("wage_monthly_idr", DEEP, "WRONG_TYPE", "a whole number"),
    ("months_unable", -(2**63), "BELOW_MINIMUM", "from 0"),
    ("segment", "KING", "NOT_ALLOWED", "PU, BPU"),
    ("segment", "pu", "NOT_ALLOWED", "PU, BPU"),
    ("segment", "\ud800", "NOT_ALLOWED", "PU, BPU"),
    ("segment", 1, "WRONG_TYPE", "PU, BPU"),
    ("event_on", "2026-02-30", "WRONG_TYPE", "a day as YYYY-MM-DD"),
    ("event_on", "2026-W10-3", "WRONG_TYPE", "a day as YYYY-MM-DD"),
    ("event_on", "20260310", "WRONG_TYPE", "a day as YYYY-MM-DD"),
    ("event_on", "٢٠٢٦-٠٣-١٠", "WRONG_TYPE", "a day as YYYY-MM-DD"),
    ("event_on", "2026-03", "WRONG_TYPE", "a day as YYYY-MM-DD"),
    ("event_on", datetime(2026, 3, 10), "WRONG_TYPE", "a day as YYYY-MM-DD"),
    ("event_on", "9999-12-31", "DAY_OUT_OF_RANGE", "to 2200-12-31"),
    ("event_on", "0001-01-01", "DAY_OUT_OF_RANGE", "from 1900-01-01"),
    ("event_on", "2010-01-01", "DAY_OUTSIDE_LAW", "or later"),
    ("wage", 5_000_000, "UNKNOWN_FIELD", "wage_monthly_idr"),
    ("\ud800" * 1_000, 1, "UNKNOWN_FIELD", "wage_monthly_idr"),
]


def test_an_input_that_another_makes_necessary_is_named(tmp_path: Path) -> None:
    rows = [{"relation": "CHILD"}, {"relation": "SPOUSE"}, {"relation": "CHILD", "birth_date": "2015-06-01"}]
    child, spouse, born = evaluate("jkn.ppu.family_member", on=ON, inputs=rows)
    assert [(error.code, error.field) for error in child.errors] == [("MISSING_FIELD", "birth_date")]
    assert (spouse.outcome, born.outcome) == ("OK", "OK")
    table = pyarrow.table({"relation": ["CHILD", "SPOUSE"], "birth_date": pyarrow.nulls(2, pyarrow.date32())})
    pyarrow.parquet.write_table(table, tmp_path / "asked.parquet")
    report = evaluate_table("jkn.ppu.family_member", tmp_path / "asked.parquet", tmp_path / "out.parquet", on=ON)
    assert (report.answered, report.rejected) == (1, 1)
    (refused,) = pyarrow.parquet.read_table(tmp_path / "out.rejects.parquet").to_pylist()
    assert refused == {"ask_no": 0, "code": "MISSING_FIELD", "field": "birth_date"}


@pytest.mark.parametrize("rule_id", ["jkk.pu.contribution", "pu.contribution"])
def test_who_does_not_know_the_risk_group_is_told_where_it_stands(rule_id: str) -> None:
    given = {"wage_monthly_idr": 5_000_000, "contribution_month": "2026-03"}
    missing, unknown = evaluate(rule_id, on=ON, inputs=[given, {**given, "risk": "unknown"}])
    for result, code in ((missing, "MISSING_FIELD"), (unknown, "NOT_ALLOWED")):
        (error,) = result.errors
        assert (error.code, error.field) == (code, "risk")
        assert "sangat_tinggi" in error.accepted
        for language in ("id", "en"):
            assert "jkk.pu.risk_range" in error.message(language)
    (lowest,) = evaluate("jkk.pu.risk_range", on=ON, inputs=[given])
    (known,) = evaluate("jkk.pu.contribution", on=ON, inputs=[{**given, "risk": "sangat_rendah"}])
    assert lowest.values["lowest_idr"] == known.values["total_idr"]


@pytest.mark.parametrize(("name", "value", "code", "accepted"), BAD, ids=[f"{one[2]}-{n}" for n, one in enumerate(BAD)])
def test_a_wrong_input_is_named_and_the_rest_is_answered(name: str, value: Any, code: str, accepted: str) -> None:
    before, bad, after = evaluate(RULE, on=ON, inputs=[GOOD, {**GOOD, name: value}, GOOD])
    assert before.outcome == after.outcome == "OK"
    assert before.values == after.values
    (error,) = bad.errors
    assert (bad.outcome, bad.reason, dict(bad.values)) == ("ERROR", code, {})
    assert error.code == code
    assert error.field == name or code == "UNKNOWN_FIELD"
    assert accepted in error.accepted
    told = json.dumps(result_data(bad), ensure_ascii=False)
    assert len(told.encode("utf-8")) < 2_000
    assert explain(bad, "id").text
    assert explain(bad, "en").text


@pytest.mark.parametrize("row", [None, 7, "x", [], [1]])
def test_what_is_no_row_is_told_what_a_row_holds(row: Any) -> None:
    bad, good = evaluate(RULE, on=ON, inputs=[row, GOOD])
    assert (bad.outcome, bad.reason) == ("ERROR", "NOT_A_ROW")
    assert "wage_monthly_idr" in bad.errors[0].accepted
    assert good.outcome == "OK"


def test_every_wrong_field_of_a_row_is_named() -> None:
    (bad,) = evaluate(RULE, on=ON, inputs=[{"wage_monthly_idr": "x", "months_unable": -1, "colour": "red"}])
    assert {(one.code, one.field) for one in bad.errors} >= {
        ("WRONG_TYPE", "wage_monthly_idr"),
        ("BELOW_MINIMUM", "months_unable"),
        ("UNKNOWN_FIELD", "colour"),
    }


def test_no_rows_have_no_answers() -> None:
    assert evaluate(RULE, on=ON, inputs=[]) == []


def test_a_day_of_the_question_beyond_the_calendar_is_told_at_the_field_it_fills() -> None:
    (bad,) = evaluate(RULE, on=date.max, inputs=[{"wage_monthly_idr": 1, "months_unable": 1}])
    assert (bad.reason, bad.errors[0].field) == ("DAY_OUT_OF_RANGE", "event_on")


@pytest.mark.parametrize("inputs", [GOOD, "[]", b"[]", 7, None, iter([])])
def test_what_is_no_list_of_rows_is_refused_as_a_whole(inputs: Any) -> None:
    with pytest.raises(TableUnreadable, match="wanted a list of rows"):
        evaluate(RULE, on=ON, inputs=inputs)


def test_an_unknown_rule_names_near_ones() -> None:
    with pytest.raises(UnknownRule, match=r"jkk\.benefit\.incapacity"):
        evaluate("jkk.benefit.incapacty", on=ON, inputs=[])


def test_what_is_only_proposed_is_never_used_silently() -> None:
    plan = "jkn.arrears_writeoff_2026"
    (rule_id,) = (one.id for one in rules().values() if plan in one.sources)
    needed = {"arrears_months": 30, "care_class": 3, "decile": 2, "has_moved_to_state": True}
    (bad,) = evaluate(rule_id, on=ON, inputs=[needed])
    assert (bad.outcome, bad.reason) == ("ERROR", "NOT_LAW")
    assert plan in bad.errors[0].accepted
    (answered,) = evaluate(rule_id, on=ON, inputs=[needed], switched_on=[plan])
    assert answered.outcome != "ERROR"
    for wrong, error in (
        ({"jkn.nothing": ON}, UnknownParameter),
        ({"jkn.pbi.contribution": ON}, AlreadyLaw),
        (["jkn.pbi.contribution_proposed_2026"], NotInForce),
    ):
        with pytest.raises(error):
            evaluate(rule_id, on=ON, inputs=[needed], switched_on=wrong)


def test_a_table_rejects_the_rows_that_are_wrong(tmp_path: Path) -> None:
    columns = {
        "wage_monthly_idr": [5_000_000, -1, None, 5_000_000, 5_000_000],
        "months_unable": [3, 3, 3, 3, 3],
        "event_on": [date(2026, 3, 10)] * 3 + [date(9999, 12, 31), date(2010, 1, 1)],
    }
    source, out, rejects = (tmp_path / f"{name}.parquet" for name in ("in", "out", "rejects"))
    pyarrow.parquet.write_table(pyarrow.table(columns), source)
    report = evaluate_table(RULE, source, out, on=ON, rejects=rejects)
    assert (report.rows, report.answered, report.rejected) == (5, 2, 3)
    assert pyarrow.parquet.read_table(rejects).to_pylist() == [
        {"ask_no": 1, "code": "BELOW_MINIMUM", "field": "wage_monthly_idr"},
        {"ask_no": 2, "code": "MISSING_FIELD", "field": "wage_monthly_idr"},
        {"ask_no": 3, "code": "DAY_OUT_OF_RANGE", "field": "event_on"},
    ]
    told = {row["ask_no"]: row["reason"] for row in pyarrow.parquet.read_table(out).to_pylist()}
    assert told[4] == "DAY_OUTSIDE_LAW"


@pytest.mark.parametrize("kind", [pyarrow.uint64(), pyarrow.float64(), pyarrow.string(), pyarrow.bool_()])
def test_a_table_of_another_type_is_refused_as_a_whole(kind: Any, tmp_path: Path) -> None:
    path = tmp_path / "in.parquet"
    table = pyarrow.table({"wage_monthly_idr": pyarrow.array([None], kind), "months_unable": [3]})
    pyarrow.parquet.write_table(table, path)
    with pytest.raises(TableUnreadable, match="wage_monthly_idr is"):
        evaluate_table(RULE, path, tmp_path / "out.parquet", on=ON)
