"""Do calls in a rule become dated CASE expressions which mean the same as asking the law?"""

from datetime import date, timedelta

import duckdb
import pytest
import sqlglot
from sqlglot import exp

from payung.law.public import CallMalformed, KeyMissing, Law, NotSwitchedOn, UnknownParameter, load_law

LAW = load_law()


def compiled(sql: str, law: Law = LAW, dialect: str = "duckdb") -> str:
    return law.inline(sqlglot.parse_one(sql, dialect="duckdb")).sql(dialect=dialect)


def answer(expression: str, law: Law = LAW, **columns: object) -> object:
    """What the compiled expression yields over one row, whose columns are given as SQL."""
    row = ", ".join(f"{value} AS {name}" for name, value in columns.items()) or "1 AS nothing"
    [(found,)] = duckdb.sql(compiled(f"SELECT {expression} AS answer FROM (SELECT {row})", law)).fetchall()
    return found


def numbered() -> list[str]:
    """Parameters which hold one number or flag, with no keys."""
    return [
        one.id
        for one in LAW.parameters.values()
        if not one.status and not one.keyed_by and all(type(value.value) in (int, bool) for value in one.values)
    ]


@pytest.mark.parametrize("parameter_id", numbered())
def test_param_equals_the_law_on_every_boundary(parameter_id: str) -> None:
    parameter = LAW.parameter(parameter_id)
    edges = {value.since for value in parameter.values} | {value.until for value in parameter.values} - {None}
    days = sorted({edge + timedelta(step) for edge in edges if edge for step in (-1, 0, 1)})
    rows = ", ".join(f"(DATE '{day}')" for day in days)
    sql = f"SELECT day, param('{parameter_id}', day) AS v FROM (VALUES {rows}) AS t(day) ORDER BY day"
    expected = [(day, next((value.value for value in parameter.values if value.holds(day)), None)) for day in days]
    assert duckdb.sql(compiled(sql)).fetchall() == expected


def test_a_number_is_bigint_so_that_money_does_not_overflow() -> None:
    assert answer("param('jp.wage_cap', day) * param('jp.wage_cap', day)", day="DATE '2026-05-01'") == 11_086_300**2
    assert answer("typeof(param('jp.wage_cap', day))", day="DATE '2000-05-01'") == "BIGINT"
    assert answer("typeof(param('jp.wage_cap', DATE '2000-05-01'))") == "BIGINT"


def test_a_rate_is_per_100000() -> None:
    assert answer(
        "wage * param('jkn.ppu_bu.split', m, 'employer') // 100000", wage=5_000_000, m="DATE '2026-01-01'"
    ) == (200_000)


def test_a_key_may_be_a_column() -> None:
    columns = {"m": "DATE '2026-01-01'"}
    assert answer("param('jkk.pu.rate_by_risk', m, risk)", risk="'tinggi'", **columns) == 1_270
    assert answer("param('jkk.pu.rate_by_risk', m, risk)", risk="'unheard'", **columns) is None
    assert answer("param('jkp.cash', m, n)", n=6, **columns) == 60_000
    assert answer("param('scholarship.amounts', m, level, 'years')", level="'SMP'", **columns) == 3


@pytest.mark.parametrize(
    ("month", "sector", "expected"),
    [
        ("2025-12-01", "'TRANSPORT'", 0),
        ("2026-01-01", "'TRANSPORT'", 50_000),
        ("2026-03-01", "'TRADE'", 0),
        ("2026-04-01", "'TRADE'", 50_000),
        ("2026-12-01", "NULL", 50_000),
        ("2027-01-01", "'OTHER'", 0),
        ("2027-03-01", "'TRANSPORT'", 50_000),
        ("2027-04-01", "'TRANSPORT'", 0),
    ],
)
def test_the_discount_is_chosen_by_sector_and_month(month: str, sector: str, expected: int) -> None:
    call = "COALESCE(param('bpu.discount_pp50', m, CAST(sector AS VARCHAR)), 0)"
    assert answer(call, m=f"DATE '{month}'", sector=sector) == expected
    assert answer(call.replace("m,", f"DATE '{month}',"), sector=sector) == expected


@pytest.mark.parametrize(
    ("income", "base"),
    [
        (0, 1_000_000),
        (-5, 1_000_000),
        (1_099_000, 1_000_000),
        (1_099_500, 1_000_000),  # in the gap between two rows: the lower one
        (1_100_000, 1_200_000),
        (2_699_999, 2_600_000),
        (2_700_000, 2_950_000),
        (8_199_000, 7_950_000),
        (8_200_000, 8_700_000),
        (20_200_000, 20_700_000),
        (900_000_000, 20_700_000),
        ("NULL", None),
    ],
)
def test_bracket_finds_the_row(income: object, base: int | None) -> None:
    call = "bracket('jkk.bpu.income_table', m, CAST(income AS BIGINT))"
    assert answer(call, m="DATE '2026-01-01'", income=income) == base
    assert answer(call, m="DATE '2015-06-30'", income=income) is None


def test_every_row_of_the_table_is_reached_and_its_columns_agree() -> None:
    rows = LAW.value("jkk.bpu.income_table", date(2026, 1, 1))
    assert isinstance(rows, list)
    assert len(rows) == 33
    for row in rows:
        assert answer("bracket('jkk.bpu.income_table', m, i)", m="DATE '2026-01-01'", i=row["min"]) == row["base"]
        assert row["jkk"] * 100 == row["base"]
        assert row["jht"] * 50 == row["base"]


def test_bracket_yields_another_column() -> None:
    call = "bracket('jakon.jkk_contract_bands', m, v, 'rate')"
    assert answer(call, m="DATE '2026-01-01'", v=99_999_999) == 210
    assert answer(call, m="DATE '2026-01-01'", v=100_000_000) == 170


def test_basis_follows_the_day() -> None:
    assert answer("basis('jkn.reactivation_payment', d)", d="DATE '2020-06-01'") == "Perpres 64/2020 Ps 42(3a)-(3b)"
    assert answer("basis('jkn.reactivation_payment', d)", d="DATE '2018-01-01'") is None
    assert "PP 50/2025 Ps 5" in str(answer("basis('bpu.discount_pp50', d, s)", d="DATE '2026-05-01'", s="'TRADE'"))
    assert "PP 50/2025" in str(answer("basis('bpu.discount_pp50', d)", d="DATE '2026-02-01'"))


def test_basis_of_a_column_names_its_parameter() -> None:
    for listed in ("", ", 'jkn.due_day', 'pu.due_day'"):
        call = f"basis_of(named, d{listed})"
        assert answer(call, named="'jkn.due_day'", d="DATE '2026-01-01'") == "Perpres 82/2018 Ps 39(1) dan (4)"
        assert answer(call, named="'jkn.arrears_writeoff_2026'", d="DATE '2026-11-01'") is None


def test_a_literal_day_leaves_one_value() -> None:
    assert (
        compiled("SELECT param('jkn.pbpu_bp.kelas1', DATE '2020-03-31') AS x") == "SELECT CAST(160000 AS BIGINT) AS x"
    )
    assert compiled("SELECT basis('jp.pension_age', DATE '2026-01-01') AS x") == "SELECT 'PP 45/2015 Ps 15(3)' AS x"
    assert compiled("SELECT param('jp.wage_cap', (CAST('2014-01-01' AS DATE))) AS x") == (
        "SELECT CAST(NULL AS BIGINT) AS x"
    )


def test_calls_may_stand_in_calls() -> None:
    call = "bracket('jkk.bpu.income_table', m, param('jkp.wage_cap', m) - param('jkm.bpu.amount', m))"
    assert answer(call, m="DATE '2026-01-01'") == 4_950_000


def test_the_given_tree_is_left_as_it_was() -> None:
    tree = sqlglot.parse_one("SELECT param('jkn.due_day', m) FROM t", dialect="duckdb")
    before = tree.sql()
    LAW.inline(tree)
    assert tree.sql() == before


@pytest.mark.parametrize("dialect", ["duckdb", "postgres", "spark"])
def test_every_parameter_compiles_for_every_engine(dialect: str) -> None:
    for parameter_id in numbered():
        text = compiled(
            f"SELECT param('{parameter_id}', m) AS v, basis('{parameter_id}', m) AS b FROM t", dialect=dialect
        )
        again = sqlglot.parse_one(text, dialect=dialect)
        assert not list(again.find_all(exp.Anonymous)), text


@pytest.mark.parametrize(
    ("call", "error"),
    [
        ("param('jkn.nothing', m)", UnknownParameter),
        ("param('jkn.pbpu_bp.kelas3_2016_cancelled', m)", NotSwitchedOn),
        ("basis('jkn.arrears_writeoff_2026', m)", NotSwitchedOn),
        ("param('jkn.arrears_writeoff_2026', DATE '2026-11-01', 'months_cap')", NotSwitchedOn),
        ("param('jkn.ppu_bu.split', m)", KeyMissing),
        ("param('jkn.ppu_bu.split', m, 'boss')", KeyMissing),
        ("param('jkn.due_day', m, 'day')", KeyMissing),
        ("param('jkn.ppu_bu.wage_base', m)", KeyMissing),
        ("param('bpu.discount_pp50', m)", KeyMissing),
        ("bracket('jkn.due_day', m, x)", KeyMissing),
        ("bracket('jkk.bpu.income_table', m, x, 'salary')", KeyMissing),
        ("bracket('jkk.bpu.income_table', m)", CallMalformed),
        ("param(name, m)", CallMalformed),
    ],
)
def test_a_wrong_call_does_not_compile(call: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        compiled(f"SELECT {call} FROM t")


def test_a_scenario_compiles_what_it_switched_on() -> None:
    law = LAW.with_switched_on({"jkn.pbi.contribution_proposed_2026": date(2027, 1, 1)})
    call = "COALESCE(param('jkn.pbi.contribution_proposed_2026', m), param('jkn.pbi.contribution', m))"
    assert answer(call, law, m="DATE '2026-12-01'") == 42_000
    assert answer(call, law, m="DATE '2027-01-01'") == 57_250
