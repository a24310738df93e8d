"""What must hold of every rule, whoever is asked about? 20,000 varied people, 300 of them along a ladder of wages."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from payung.engine.public import DuckdbEngine, open_engine
from payung.law.public import Law, load_law
from payung.reckon.public import Rule, compiled, evaluate, rules
from tests.reckon.people import asked_sql, write_people

PEOPLE = 20_000
# What the payers pay, and what they pay together.
SHARES = {
    "bpu.contribution": ["jkk_idr", "jkm_idr", "jht_idr"],
    "jakon.contract": ["jkk_idr", "jkm_idr"],
    "jakon.wage": ["jkk_idr", "jkm_idr"],
    "jht.pu.contribution": ["employer_idr", "worker_idr"],
    "jkk.benefit.incapacity": ["first_idr", "second_idr", "later_idr"],
    "jkk.benefit.transport": ["land_idr", "sea_idr", "air_idr"],
    "jkk.pu.contribution": ["employer_idr"],
    "jkm.benefit": ["lump_idr", "periodic_idr", "funeral_idr"],
    "jkm.pu.contribution": ["employer_idr"],
    "jkn.bp_pn.contribution": ["state_idr", "pensioner_idr"],
    "jkn.pbi.contribution": ["state_idr"],
    "jkn.pbpu.contribution": ["central_idr", "region_idr", "member_idr"],
    "jkn.pbpu_pemda.contribution": ["region_idr"],
    "jkn.ppu_bu.contribution": ["employer_idr", "worker_idr", "extra_idr"],
    "jkn.ppu_pn.contribution": ["state_idr", "worker_idr", "extra_idr"],
    "jkn.reactivation": ["arrears_idr", "current_idr"],
    "jkn.veteran.contribution": ["state_idr"],
    "jkp.pu.contribution": ["state_idr", "from_jkk_idr", "from_jkm_idr"],
    "jp.pu.contribution": ["employer_idr", "worker_idr"],
    "pmi.contribution": ["before_idr", "during_idr", "extra_idr"],
    "pu.contribution": ["employer_idr", "worker_idr"],
}
# A higher wage, pension or balance never gives less of this.
RISING = {
    "bpu.contribution": ("income_monthly_idr", "total_idr"),
    "jht.balance": ("wage_monthly_idr", "balance_end_idr"),
    "jht.benefit.partial": ("balance_idr", "amount_idr"),
    "jht.bpu.contribution": ("income_monthly_idr", "total_idr"),
    "jht.pu.contribution": ("wage_monthly_idr", "total_idr"),
    "jkk.benefit.death": ("wage_monthly_idr", "total_idr"),
    "jkk.benefit.incapacity": ("wage_monthly_idr", "total_idr"),
    "jkk.benefit.partial_disability": ("wage_monthly_idr", "benefit_idr"),
    "jkk.benefit.total_disability": ("wage_monthly_idr", "total_idr"),
    "jkk.bpu.contribution": ("income_monthly_idr", "total_idr"),
    "jkk.pu.contribution": ("wage_monthly_idr", "total_idr"),
    "jkm.pu.contribution": ("wage_monthly_idr", "total_idr"),
    "jkn.bp_pn.contribution": ("pension_monthly_idr", "total_idr"),
    "jkn.ppu_bu.contribution": ("wage_monthly_idr", "total_idr"),
    "jkn.ppu_pn.contribution": ("wage_monthly_idr", "total_idr"),
    "jkp.benefit.cash": ("wage_monthly_idr", "total_idr"),
    "jkp.pu.contribution": ("wage_monthly_idr", "total_idr"),
    "jp.benefit.disability": ("average_wage_idr", "pension_monthly_idr"),
    "jp.benefit.old_age": ("average_wage_idr", "pension_monthly_idr"),
    "jp.benefit.survivor": ("average_wage_idr", "pension_monthly_idr"),
    "jp.benefit.indexed": ("pension_monthly_idr", "next_idr"),
    "jp.pu.contribution": ("wage_monthly_idr", "total_idr"),
    "pu.contribution": ("wage_monthly_idr", "total_idr"),
}
LADDER = (
    "SELECT CAST(pow(1.17, step) * 1000 AS BIGINT) AS wage_idr FROM range(110) AS r(step)"
    " UNION SELECT unnest([4999999, 5000000, 5000001, 11086299, 11086300, 11086301, 11999999, 12000000, 12000001])"
)


@pytest.fixture(scope="module")
def duckdb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckdbEngine]:
    """DuckDB with the people."""
    path = tmp_path_factory.mktemp("people") / "people.parquet"
    with open_engine("duckdb", memory_limit="1GB", threads=1) as engine:
        write_people(path, engine, PEOPLE)
        engine.register("people", path)
        yield engine


def answers(rule: Rule, asked: str = "", law: Law | None = None) -> str:
    """The rule over people, as one statement; `asked` stands for the whole table of inputs where given."""
    return f"WITH asked AS ({asked or asked_sql(rule)}) {compiled(rule.id, 'duckdb', law=law or load_law())}"


def counted(duckdb: DuckdbEngine, sql: str) -> int:
    """The one number a statement answers."""
    return int(duckdb.connection.execute(sql).fetchone()[0])


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.id)
def test_no_amount_is_negative(rule: Rule, duckdb: DuckdbEngine) -> None:
    numbers = [column.name for column in rule.columns if column.type == "int64"]
    below = " OR ".join(f"{name} < 0" for name in numbers) or "FALSE"
    # Where a needed amount is missing the law had no value on that day, and nothing is answered.
    needed = [f"{column.name} IS NOT NULL" for column in rule.columns if not column.is_optional]
    whole = " AND ".join(needed) or "TRUE"
    assert counted(duckdb, f"SELECT count(*) FROM ({answers(rule)}) WHERE {whole} AND ({below})") == 0


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.id)
def test_everybody_gets_one_answer_with_a_reason(rule: Rule, duckdb: DuckdbEngine) -> None:
    told = f"SELECT count(DISTINCT ask_no) FROM ({answers(rule)}) WHERE outcome IN ('OK', 'REFUSED')"
    assert counted(duckdb, f"{told} AND reason IS NOT NULL") == PEOPLE
    assert counted(duckdb, f"SELECT count(*) FROM ({answers(rule)})") == PEOPLE


@pytest.mark.parametrize("rule_id", SHARES)
def test_the_shares_are_the_whole(rule_id: str, duckdb: DuckdbEngine) -> None:
    whole = answers(rules()[rule_id])
    shares = " + ".join(SHARES[rule_id])
    assert counted(duckdb, f"SELECT count(*) FROM ({whole}) WHERE total_idr > 0") > 0
    assert counted(duckdb, f"SELECT count(*) FROM ({whole}) WHERE {shares} <> total_idr") == 0


def test_every_rule_with_a_total_is_held_to_its_shares_or_has_none() -> None:
    totals = {one.id for one in rules().values() if any(column.name == "total_idr" for column in one.columns)}
    # Others pay nothing of these, or the parts are multiplied and capped (scholarships) or outside the rule (beneath).
    alone = {"jht.bpu.contribution", "jkk.bpu.contribution", "jkm.bpu.contribution", "jkp.benefit.cash", "pmi.jht"}
    alone |= {"scholarship.total", "jkk.benefit.death", "jkk.benefit.total_disability"}
    assert totals - alone == set(SHARES)


@pytest.mark.parametrize("rule_id", RISING)
def test_more_never_gives_less(rule_id: str, duckdb: DuckdbEngine) -> None:
    rule = rules()[rule_id]
    wage, amount = RISING[rule_id]
    people = f"SELECT * FROM ({asked_sql(rule)}) WHERE ask_no < 300"
    asked = f"SELECT * REPLACE (ask_no * 1000 + step AS ask_no, wage_idr AS {wage}) FROM ({people}) CROSS JOIN"
    asked += f" (SELECT wage_idr, row_number() OVER (ORDER BY wage_idr) AS step FROM ({LADDER}))"
    before = f"lag({amount}) OVER (PARTITION BY ask_no // 1000 ORDER BY ask_no)"
    ladder = f"SELECT {amount} AS amount, {before} AS before FROM ({answers(rule, asked)}) WHERE outcome = 'OK'"
    assert counted(duckdb, f"SELECT count(*) FROM ({ladder}) WHERE amount > before") > 0
    assert counted(duckdb, f"SELECT count(*) FROM ({ladder}) WHERE amount < before") == 0


@pytest.mark.parametrize("known_on", [date(2016, 7, 1), date(2020, 1, 1), date(2020, 12, 31), date(2025, 1, 31)])
@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.id)
def test_a_later_law_never_changes_an_earlier_month(rule: Rule, known_on: date, duckdb: DuckdbEngine) -> None:
    days = [argument.name for argument in rule.arguments if argument.type == "date"]
    earlier = " AND ".join(f"COALESCE({name}, DATE '{known_on}') <= DATE '{known_on}'" for name in days) or "TRUE"
    asked = f"SELECT * FROM ({asked_sql(rule)}) WHERE {earlier}"
    then, now = answers(rule, asked, _as_known_on(known_on)), answers(rule, asked)
    # A day the rule works out itself (a due day, the month after) may lie later: there the later law holds.
    late = [column.name for column in rule.columns if column.type == "date"]
    within = " AND ".join(f"COALESCE({name}, DATE '{known_on}') <= DATE '{known_on}'" for name in late) or "TRUE"
    differing = f"SELECT * FROM ({now}) WHERE {within} EXCEPT SELECT * FROM ({then})"
    assert counted(duckdb, f"SELECT count(*) FROM ({differing})") == 0


def test_a_longer_time_is_the_sum_of_its_parts() -> None:
    """Unable to work for n months pays what month 1 to n pay one by one; saved months add up."""
    base: dict[str, Any] = {"event_on": date(2026, 1, 1), "segment": "PU", "wage_monthly_idr": 4_321_987}
    totals = [
        result.values["total_idr"]
        for result in evaluate(
            "jkk.benefit.incapacity", on=date(2026, 1, 1), inputs=[{**base, "months_unable": n} for n in range(30)]
        )
    ]
    steps = [int(later or 0) - int(earlier or 0) for earlier, later in pairwise(totals)]
    assert steps[:12] == [4_321_987] * 12
    assert all(abs(step * 2 - 4_321_987) <= 1 for step in steps[12:])
    saved = {"segment": "BPU", "wage_monthly_idr": 2_500_000, "yield_rate": 0}
    ask = [{**saved, "months": 7}, {**saved, "months": 17}, {**saved, "months": 24}]
    first, second, whole = evaluate("jht.balance", on=date(2026, 1, 1), inputs=ask)
    assert int(first.values["paid_in_idr"] or 0) + int(second.values["paid_in_idr"] or 0) == whole.values["paid_in_idr"]


def _as_known_on(day: date) -> Law:
    """The law of that day with another future: every value that began later says something else."""
    law = load_law()
    other = {}
    for one in law.parameters.values():
        timelines = {
            scope: tuple(
                value if value.since is None or value.since <= day else replace(value, value=_changed(value.value))
                for value in timeline
            )
            for scope, timeline in one.timelines.items()
        }
        other[one.id] = replace(one, timelines=timelines)
    return replace(law, parameters=other, version=f"{law.version} with another future after {day}")


def _changed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _changed(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_changed(inner) for inner in value]
    if isinstance(value, bool):
        return not value
    return value * 3 + 7 if isinstance(value, int) else value
