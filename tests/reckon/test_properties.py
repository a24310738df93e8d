"""What must hold of every rule, whoever is asked about? 20,000 varied people, 300 of them along a ladder of wages."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from payung.engine.public import DuckdbEngine, open_engine
from payung.law.public import Law
from payung.reckon.public import Rule, compiled, evaluate, rules
from tests.reckon.people import asked_sql, everything, write_people

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
    "jkn.ppu.reactivation": ["arrears_idr", "current_idr", "late_fee_idr", "admin_fine_idr"],
    "jkn.reactivation": ["arrears_idr", "current_idr"],
    "jkn.veteran.contribution": ["state_idr"],
    "jkp.pu.contribution": ["state_idr", "from_jkk_idr", "from_jkm_idr"],
    "jp.pu.contribution": ["employer_idr", "worker_idr"],
    "pmi.contribution": ["before_idr", "during_idr", "extra_idr"],
    "pmi.payment": ["first_idr", "rest_idr"],
    "pu.contribution": ["employer_idr", "worker_idr"],
}
# A higher wage, pension, balance, cost or debt never gives less of this.
RISING = {
    "jakon.contract": ("contract_value_idr", "total_idr"),
    "jakon.wage": ("wages_monthly_idr", "total_idr"),
    "jht.benefit.full": ("balance_idr", "amount_idr"),
    "jkk.benefit.aids": ("cost_idr", "paid_idr"),
    "jkk.benefit.transport": ("land_cost_idr", "land_idr"),
    "jkn.employer_admin_fine": ("owed_idr", "fine_idr"),
    "jkn.late_fee": ("owed_monthly_idr", "fee_idr"),
    "jkn.rehab.daily": ("arrears_idr", "days_max"),
    "jkn.service_fine": ("care_cost_idr", "fine_idr"),
    "jkn.veteran.contribution": ("reference_pay_monthly_idr", "total_idr"),
    "jp.wage_cap_next": ("previous_cap_idr", "next_cap_idr"),
    "pu.late_fee": ("owed_idr", "fee_idr"),
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
    "jkn.ppu.family": ("wage_monthly_idr", "extra_idr"),
    "jkn.ppu.reactivation": ("owed_monthly_idr", "total_idr"),
    "jkk.pu.risk_range": ("wage_monthly_idr", "highest_idr"),
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
# A self-employed worker is never charged a late fee; the savings of migrant workers are a choice from a list.
NOT_RISING = {"bpu.late_fee", "pmi.jht"}
# So many months, or people, pay what they would pay apart: of each input the amount that is the sum of its parts.
PARTS = {
    ("jht.balance", "months"): "paid_in_idr",
    ("jkn.pbi.contribution", "members"): "total_idr",
    ("jkn.pbi.contribution", "months"): "total_idr",
    ("jkn.pbi.leaving", "members"): "back_idr",
    ("jkn.pbpu.contribution", "members"): "total_idr",
    ("jkn.pbpu_pemda.contribution", "members"): "total_idr",
    ("jkn.ppu_bu.contribution", "extra_members"): "extra_idr",
    ("jkn.ppu_pn.contribution", "extra_members"): "extra_idr",
    ("jkn.reactivation", "members"): "total_idr",
    ("jkn.rehab.plan", "members"): "arrears_idr",
    ("pmi.contribution", "extra_months"): "extra_idr",
}
# Here the law counts up to a cap of months, in steps, asks whether there were enough, has places that cost nothing, or
# rounds once for all of them.
NOT_IN_PARTS = {
    ("bpu.late_fee", "months_late"),
    ("jkk.benefit.incapacity", "months_unable"),
    ("jkm.benefit", "months_member"),
    ("jkn.employer_admin_fine", "months_late"),
    ("jkn.late_fee", "months_late"),
    ("jkn.pbpu.enrolment", "card_members"),
    ("jkn.pbpu.enrolment", "covered_elsewhere"),
    ("jkn.pbpu.enrolment", "enrolled"),
    ("jkn.ppu.family", "children"),
    ("jkn.ppu.family", "parents"),
    ("jkn.ppu.family", "parents_in_law"),
    ("jkn.ppu.reactivation", "arrears_months"),
    ("jkn.ppu.reactivation", "fined_months"),
    ("jkn.reactivation", "arrears_months"),
    ("jkn.rehab.plan", "arrears_months"),
    ("jkn.service_fine", "arrears_months"),
    ("jp.benefit.disability", "months_member"),
    ("jp.benefit.disability", "months_paid"),
    ("jp.benefit.old_age", "months_paid"),
    ("jp.benefit.survivor", "months_member"),
    ("jp.benefit.survivor", "months_paid"),
    ("pmi.payment", "extra_months"),
    ("pu.late_fee", "months_late"),
    ("scholarship.year", "work_months"),
}
# Two children of all levels cost exactly what the present law pays at most: nobody is above.
NEVER_REACHED = {"SCHOLARSHIP_AT_CAP"}
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
    return f"WITH asked AS ({asked or asked_sql(rule)}) {compiled(rule.id, 'duckdb', law=law or everything())}"


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
    told = f"SELECT reason, outcome, count(*), count(DISTINCT ask_no) FROM ({answers(rule)}) GROUP BY ALL"
    found = duckdb.rows(told)
    assert sum(int(row[2]) for row in found) == sum(int(row[3]) for row in found) == PEOPLE
    assert {row[1] for row in found} <= {"OK", "REFUSED"}
    # The people are varied enough to meet every branch of every rule.
    assert {row[0] for row in found} == set(rule.reasons) - NEVER_REACHED


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


def test_every_rule_that_turns_an_amount_into_an_amount_is_held_to_rise() -> None:
    given = {
        one.id
        for one in rules().values()
        if any(_is_money(argument) for argument in one.arguments) and any(_is_money(column) for column in one.columns)
    }
    assert given - NOT_RISING == set(RISING)


def test_every_count_of_months_or_people_is_held_to_its_parts_or_has_none() -> None:
    counts = {
        (one.id, argument.name)
        for one in rules().values()
        for argument in one.arguments
        if argument.unit in ("months", "persons") and any(_is_money(column) for column in one.columns)
    }
    assert counts == set(PARTS) | NOT_IN_PARTS


@pytest.mark.parametrize(("rule_id", "count"), PARTS)
def test_a_period_or_a_family_that_is_split_pays_the_same(rule_id: str, count: str, duckdb: DuckdbEngine) -> None:
    rule, amount = rules()[rule_id], PARTS[rule_id, count]
    sizes = {"one": "1 + ask_no % 40", "other": "1 + ask_no // 40 % 40", "whole": "2 + ask_no % 40 + ask_no // 40 % 40"}
    parts = []
    for name, size in sizes.items():
        asked = f"SELECT * REPLACE (CAST({size} AS BIGINT) AS {count}) FROM ({asked_sql(rule)}) WHERE ask_no < 4000"
        parts.append(f"(SELECT ask_no, outcome, {amount} AS paid FROM ({answers(rule, asked)})) AS {name}")
    told = f"SELECT one.paid + other.paid AS parts, whole.paid AS whole FROM {parts[0]}"
    told += f" JOIN {parts[1]} USING (ask_no) JOIN {parts[2]} USING (ask_no)"
    told += " WHERE one.outcome = 'OK' AND other.outcome = 'OK' AND whole.outcome = 'OK'"
    assert counted(duckdb, f"SELECT count(*) FROM ({told}) WHERE whole > 0") > 0
    assert counted(duckdb, f"SELECT count(*) FROM ({told}) WHERE parts <> whole") == 0


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


def _is_money(one: Any) -> bool:
    return bool(one.type == "int64" and one.unit.split("/")[0] == "idr")


def _as_known_on(day: date) -> Law:
    """The law of that day with another future: every value that began later says something else."""
    law = everything()
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
