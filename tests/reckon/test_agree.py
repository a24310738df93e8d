"""Do rules that answer a part of the same question agree? Several hundred people, asked of both."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from payung.engine.public import open_engine
from payung.reckon.public import Result, evaluate, rule
from tests.reckon.people import asked_sql, write_people

ON = date(2026, 11, 1)
PEOPLE = 400
# One rule and an output of it, another and an output of that; inputs of the second that have another name or value.
PAIRS: list[tuple[str, str, str, str, dict[str, Any]]] = [
    ("pu.contribution", "jkk_idr", "jkk.pu.contribution", "total_idr", {}),
    ("pu.contribution", "jkm_idr", "jkm.pu.contribution", "total_idr", {}),
    ("pu.contribution", "jht_worker_idr", "jht.pu.contribution", "worker_idr", {}),
    ("pu.contribution", "jp_employer_idr", "jp.pu.contribution", "employer_idr", {}),
    ("bpu.contribution", "jkk_idr", "jkk.bpu.contribution", "total_idr", {}),
    ("bpu.contribution", "jkm_idr", "jkm.bpu.contribution", "total_idr", {}),
    ("bpu.contribution", "jht_idr", "jht.bpu.contribution", "total_idr", {}),
    ("jkk.pu.risk_range", "lowest_idr", "jkk.pu.contribution", "gross_idr", {"risk": "sangat_rendah"}),
    ("jkk.pu.risk_range", "highest_idr", "jkk.pu.contribution", "gross_idr", {"risk": "sangat_tinggi"}),
    ("jkn.ppu.family", "extra_idr", "jkn.ppu_bu.contribution", "extra_idr", {"extra_members": "further"}),
    ("jkn.pbi.leaving", "monthly_idr", "jkn.pbpu.contribution", "member_idr", {}),
    ("jkn.pbi.leaving", "wait_pay_from", "jkn.pbpu.first_payment", "pay_from", {"choice": "WAIT"}),
    ("jkn.reactivation", "monthly_idr", "jkn.pbpu.contribution", "member_idr", {}),
    ("jkn.rehab.plan", "current_idr", "jkn.pbpu.contribution", "member_idr", {}),
    ("jkn.pbpu.enrolment", "family_idr", "jkn.pbpu.contribution", "member_idr", {"members": "must_enrol"}),
    ("jkn.ppu.reactivation", "months_billed", "jkn.reactivation", "months_billed", {"care_class": 3}),
    ("pmi.payment", "total_idr", "pmi.contribution", "total_idr", {"registered_on": "asked_on"}),
    ("pmi.payment", "first_idr", "pmi.contribution", "before_idr", {"registered_on": "asked_on"}),
    ("jkn.ppu.family_member", "covered_until", "jkn.ppu.child", "covered_until", {}),
    ("jkk.benefit.death", "base_idr", "jkk.benefit.total_disability", "base_idr", {}),
    ("jkk.benefit.death", "base_idr", "jkk.benefit.incapacity", "base_idr", {"months_unable": 1}),
    ("jp.benefit.disability", "full_idr", "jp.benefit.survivor", "full_idr", {"heir": "anak"}),
]
# Where the second is asked of fewer: other scales join fewer programmes, savings are a choice, a mover pays no month,
# too short a membership is judged otherwise for the disabled and for survivors.
ONLY: dict[tuple[str, str], dict[str, Any]] = {
    ("pu.contribution", "jht_worker_idr"): {"scale": "kecil"},
    ("pu.contribution", "jp_employer_idr"): {"scale": "menengah_besar"},
    ("bpu.contribution", "jht_idr"): {"with_jht": True},
    ("jkn.rehab.plan", "current_idr"): {"has_moved_segment": False},
    ("jp.benefit.disability", "full_idr"): {"months_paid": 200},
    ("jkn.ppu.family_member", "covered_until"): {"relation": "CHILD", "is_married": False, "has_income": False},
}


@cache
def _rows(rule_id: str, folder: Path) -> list[dict[str, Any]]:
    path = folder / "people.parquet"
    with open_engine("duckdb", memory_limit="1GB", threads=1) as engine:
        if not path.exists():
            write_people(path, engine, PEOPLE)
        engine.register("people", path)
        cursor = engine.connection.execute(f"{asked_sql(rule(rule_id))} ORDER BY ask_no")
        names = [column[0] for column in cursor.description]
        found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return [{name: value for name, value in row.items() if name != "ask_no"} for row in found]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the people are kept."""
    return tmp_path_factory.mktemp("people")


@pytest.mark.parametrize(("one", "amount", "other", "same", "put"), PAIRS, ids=lambda value: str(value)[:40])
def test_two_rules_say_the_same(
    one: str, amount: str, other: str, same: str, put: dict[str, Any], folder: Path
) -> None:
    rows = [{**row, **ONLY.get((one, amount), {})} for row in _rows(one, folder)]
    told = [result for result in evaluate(one, on=ON, inputs=rows) if result.outcome != "ERROR"]
    answers = evaluate(other, on=ON, inputs=[_asked(result, other, put) for result in told])
    both = [(a.values[amount], b.values[same]) for a, b in zip(told, answers, strict=True) if _comparable(a, b)]
    assert len(both) >= PEOPLE // 20
    assert [pair for pair in both if pair[0] != pair[1]] == []


def _asked(result: Result, other: str, put: dict[str, Any]) -> dict[str, Any]:
    """The inputs of the other rule: what the first was asked or answered, under the same name or the one put there."""
    known = {**result.inputs, **result.values}
    taken = {name: known.get(value, value) if isinstance(value, str) else value for name, value in put.items()}
    wanted = {argument.name for argument in rule(other).arguments}
    return {name: value for name, value in {**known, **taken}.items() if name in wanted}


def _comparable(one: Result, other: Result) -> bool:
    """Both answered; a refusal whose amounts are left out says nothing."""
    return other.outcome != "ERROR" and "REFUSED" not in (one.outcome, other.outcome)
