"""Does an amount of nothing say why, by the rule's own text?"""

from datetime import date

import pytest

from payung.reckon.public import evaluate, explain, rule
from tests.reckon.cases import Case, cases

ON = date(2026, 11, 1)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("rule_id", sorted({case.rule_id for case in cases()}))
def test_every_nothing_without_a_working_says_why(rule_id: str, language: str) -> None:
    for case in cases():
        if case.rule_id == rule_id:
            for name, said in bare(case, language):
                assert said, f"{case}: {name}"


def bare(case: Case, language: str) -> list[tuple[str, str]]:
    """The amounts of a case that are nothing and have no working, each with what is said of it."""
    (result,) = evaluate(case.rule_id, on=case.on, inputs=[case.given], switched_on=case.switched_on)
    if result.outcome == "ERROR":
        return []
    amounts = {column.name for column in rule(case.rule_id).columns if column.is_money}
    steps = explain(result, language).of("reckoned")
    return [
        (step.name, step.why)
        for step in steps
        if step.name in amounts and result.values[step.name] == 0 and len(step.pieces) == 1
    ]


SAID = [
    (
        "jkn.service_fine",
        {"admitted_on": "2026-03-01", "reactivated_on": "2026-02-20", "arrears_months": 3, "care_cost_idr": 4_000_000}
        | {"care": "OUTPATIENT"},
        "Fine: Rp0 (outpatient care is not fined)",
    ),
    (
        "bpu.contribution",
        {"contribution_month": "2025-12", "income_monthly_idr": 1_000_000, "sector": "TRADE"},
        "Old age (JHT): Rp0 (With old-age savings (JHT): no)",
    ),
    (
        "pu.contribution",
        {"contribution_month": "2026-03", "wage_monthly_idr": 10_000_000, "risk": "rendah", "scale": "mikro"},
        "Paid by the worker: Rp0 (Scale of the enterprise: micro enterprise)",
    ),
    (
        "jkk.pu.risk_range",
        {"contribution_month": "2026-03", "wage_monthly_idr": 10_000_000},
        "Share of the worker: Rp0 (the employer pays all of it)",
    ),
    (
        "jkn.reactivation",
        {"paid_on": "2026-03-05", "arrears_months": 0, "care_class": 3},
        "Arrears billed now: 0 months × Rp35,000 = Rp0",
    ),
]


@pytest.mark.parametrize(("rule_id", "given", "line"), SAID, ids=[rule_id for rule_id, _, _ in SAID])
def test_what_is_said_of_nothing(rule_id: str, given: dict[str, object], line: str) -> None:
    (result,) = evaluate(rule_id, on=ON, inputs=[given])
    assert line in [step.text for step in explain(result, "en").steps]


def test_a_clause_about_nothing_falls_away_from_the_sentence() -> None:
    given = {"contribution_month": "2026-03", "wage_monthly_idr": 5_000_000}
    alone, more = evaluate("jkn.ppu_bu.contribution", on=ON, inputs=[given, given | {"extra_members": 1}])
    said = "The contribution of March 2026 is Rp250,000: the employer pays Rp200,000, the worker Rp50,000"
    assert explain(alone, "en").sentence == f"{said}."
    assert explain(more, "en").sentence.endswith("the worker Rp50,000 and Rp50,000 for further family.")


def test_one_of_each_is_singular() -> None:
    given = {"paid_on": "2026-03-05", "arrears_months": 1, "care_class": 3}
    one, eleven = evaluate("jkn.reactivation", on=ON, inputs=[given, given | {"arrears_months": 11}])
    assert "for 1 month of arrears" in explain(one, "en").sentence
    assert "for 11 months of arrears" in explain(eleven, "en").sentence
