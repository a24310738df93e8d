"""Does one text give the same answer on DuckDB, PostgreSQL and Spark? Days, integer division, overflow."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from payung.engine.public import MacroArguments, Step, UnknownEngine, chain_sql, compile_sql, open_engine
from tests.engines import engine_of, evaluate, write_parquet

AS_OF = date(2026, 11, 1)
KINDS = ["duckdb", "postgres", pytest.param("spark", marks=[pytest.mark.spark, pytest.mark.xdist_group("spark")])]
COLUMNS = {"n": "int64", "day": "date", "other": "date", "amount": "int64"}
ROWS: list[dict[str, Any]] = [
    {"n": 1, "day": date(2024, 1, 31), "other": date(2023, 12, 1), "amount": 999},
    {"n": 2, "day": date(2024, 2, 29), "other": date(2024, 2, 1), "amount": 4_000_000_000_000},
    {"n": 3, "day": date(2023, 12, 31), "other": date(2024, 1, 1), "amount": 1},
    {"n": 4, "day": None, "other": date(2024, 1, 1), "amount": None},
]
# expression over the columns above -> the answer for each row, in order of n
CASES: list[tuple[str, list[Any]]] = [
    ("add_days(day, 1)", [date(2024, 2, 1), date(2024, 3, 1), date(2024, 1, 1), None]),
    ("add_days(day, -n)", [date(2024, 1, 30), date(2024, 2, 27), date(2023, 12, 28), None]),
    ("add_months(day, 1)", [date(2024, 2, 29), date(2024, 3, 29), date(2024, 1, 31), None]),
    ("add_months(day, -2)", [date(2023, 11, 30), date(2023, 12, 29), date(2023, 10, 31), None]),
    ("add_years(day, 1)", [date(2025, 1, 31), date(2025, 2, 28), date(2024, 12, 31), None]),
    ("months_last_day(day, 1)", [date(2024, 2, 29), date(2024, 3, 28), date(2024, 1, 30), None]),
    ("months_last_day(day, 13)", [date(2025, 2, 28), date(2025, 3, 28), date(2025, 1, 30), None]),
    # Six months from 28, 29, 30 and 31 August, into a leap year and into a common one.
    ("months_last_day(add_days(make_day(2023, 8, 27), n), 6)", [date(2024, 2, day) for day in (27, 28, 29, 29)]),
    ("months_last_day(add_days(make_day(2022, 8, 27), n), 6)", [date(2023, 2, day) for day in (27, 28, 28, 28)]),
    ("month_start(day)", [date(2024, 1, 1), date(2024, 2, 1), date(2023, 12, 1), None]),
    ("month_end(add_months(day, 1))", [date(2024, 2, 29), date(2024, 3, 31), date(2024, 1, 31), None]),
    ("days_between(day, other)", [61, 28, -1, None]),
    ("months_between(day, other)", [1, 0, -1, None]),
    ("age_years(day, as_of())", [2, 2, 2, None]),
    ("age_years(day, make_day(2025, 2, 28))", [1, 0, 1, None]),
    ("age_years(day, make_day(2025, 3, 1))", [1, 1, 1, None]),
    ("birthday(day, 1)", [date(2025, 1, 31), date(2025, 3, 1), date(2024, 12, 31), None]),
    ("age_years(day, birthday(day, 21))", [21, 21, 21, None]),
    ("age_years(day, add_days(birthday(day, 21), -1))", [20, 20, 20, None]),
    ("year_of(day)", [2024, 2024, 2023, None]),
    ("iso_weekday(day)", [3, 4, 7, None]),
    ("amount // 1000", [0, 4_000_000_000, 0, None]),
    ("(amount + 1) // (n + 1)", [500, 1_333_333_333_333, 0, None]),
    ("amount * 174 // 100000", [1, 6_960_000_000, 0, None]),
    ("day IS NOT DISTINCT FROM other", [False, False, False, False]),
]


@pytest.fixture(params=KINDS)
def engine(request: pytest.FixtureRequest) -> Any:
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else None
    with engine_of(request.param, url) as opened:
        yield opened


@pytest.fixture
def days(tmp_path: Path) -> dict[str, Path]:
    write_parquet(tmp_path / "days.parquet", COLUMNS, ROWS)
    return {"days": tmp_path / "days.parquet"}


def test_every_macro_means_the_same(engine: Any, days: dict[str, Path]) -> None:
    answers = ", ".join(f"{text} AS answer_{number:02}" for number, (text, _) in enumerate(CASES))
    steps = [Step("answers", f"SELECT n, {answers} FROM days")]
    rows = evaluate(engine, days, steps, "SELECT * FROM answers ORDER BY n", as_of=AS_OF)
    for number, (text, expected) in enumerate(CASES):
        assert [row[number + 1] for row in rows] == expected, text


def test_a_sum_is_divided_as_whole_rupiah(engine: Any, days: dict[str, Path]) -> None:
    steps = [
        Step("total", "SELECT SUM(amount) AS amount FROM days"),
        Step("half", "SELECT amount // 3 AS third FROM total"),
    ]
    rows = evaluate(engine, days, steps, "SELECT third FROM half")
    assert [(int(row[0]), type(row[0])) for row in rows] == [(1_333_333_333_666, int)]


def test_money_beyond_64_bits_is_an_error_and_never_a_wrong_sum(engine: Any, days: dict[str, Path]) -> None:
    steps = [Step("too_much", "SELECT amount * CAST(4000000000000 AS BIGINT) AS product FROM days WHERE n = 2")]
    with pytest.raises(Exception, match=r"(?i)out of range|overflow"):
        evaluate(engine, days, steps, "SELECT product FROM too_much")


def test_money_beyond_32_bits_is_plain(engine: Any, days: dict[str, Path]) -> None:
    steps = [Step("much", "SELECT CAST(3000000000 AS BIGINT) * n AS product FROM days WHERE n = 3")]
    assert evaluate(engine, days, steps, "SELECT product FROM much") == [(9_000_000_000,)]


def test_steps_follow_each_other_as_one_statement(engine: Any, days: dict[str, Path]) -> None:
    steps = [Step("a", "SELECT n, amount // 2 AS half FROM days"), Step("b", "SELECT n FROM a WHERE half > 0")]
    for name, path in days.items():
        engine.register(name, path)
    assert engine.rows(chain_sql(steps, "b", engine.dialect) + " ORDER BY n") == [(1,), (2,)]


def test_a_macro_called_wrongly_is_named() -> None:
    with pytest.raises(MacroArguments, match="add_days takes 2 arguments"):
        compile_sql("SELECT add_days(day) FROM days", "duckdb")
    with pytest.raises(MacroArguments, match="no day"):
        compile_sql("SELECT as_of()", "duckdb")


def test_an_unknown_engine_is_named() -> None:
    with pytest.raises(UnknownEngine, match="no engine is called 'oracle'"):
        open_engine("oracle")
