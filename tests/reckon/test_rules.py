"""Which rules are there, and is each in the house form?"""

from datetime import date

import pytest

from payung.engine.public import DIALECTS
from payung.law.public import load_law
from payung.reckon.public import Rule, UnknownRule, compiled, rule, rules

IDS = [
    "bpu.contribution",
    "bpu.due_day",
    "bpu.join",
    "bpu.late_fee",
    "bpu.membership",
    "jakon.contract",
    "jakon.wage",
    "jht.balance",
    "jht.benefit.full",
    "jht.benefit.partial",
    "jht.bpu.contribution",
    "jht.pu.contribution",
    "jkk.benefit.aids",
    "jkk.benefit.death",
    "jkk.benefit.incapacity",
    "jkk.benefit.partial_disability",
    "jkk.benefit.total_disability",
    "jkk.benefit.transport",
    "jkk.bpu.contribution",
    "jkk.claim",
    "jkk.pu.contribution",
    "jkk.pu.risk_range",
    "jkm.benefit",
    "jkm.bpu.contribution",
    "jkm.pu.contribution",
    "jkn.arrears.write_off",
    "jkn.bp_pn.contribution",
    "jkn.due_day",
    "jkn.employer_admin_fine",
    "jkn.hospital_duty",
    "jkn.kris",
    "jkn.late_fee",
    "jkn.layoff",
    "jkn.newborn",
    "jkn.pbi.contribution",
    "jkn.pbi.eligibility",
    "jkn.pbi.guarantee",
    "jkn.pbi.leaving",
    "jkn.pbi.quota",
    "jkn.pbi.reactivation",
    "jkn.pbi.way_back",
    "jkn.pbpu.contribution",
    "jkn.pbpu.enrolment",
    "jkn.pbpu.first_payment",
    "jkn.pbpu_pemda.contribution",
    "jkn.ppu.care_class",
    "jkn.ppu.child",
    "jkn.ppu.family",
    "jkn.ppu.family_member",
    "jkn.ppu.reactivation",
    "jkn.ppu_bu.contribution",
    "jkn.ppu_pn.care_class",
    "jkn.ppu_pn.contribution",
    "jkn.reactivation",
    "jkn.rehab.daily",
    "jkn.rehab.plan",
    "jkn.service_fine",
    "jkn.suspension",
    "jkn.uhc",
    "jkn.veteran.contribution",
    "jkp.arrears_payer",
    "jkp.benefit.cash",
    "jkp.eligibility",
    "jkp.prerequisite",
    "jkp.pu.contribution",
    "jp.benefit.disability",
    "jp.benefit.indexed",
    "jp.benefit.old_age",
    "jp.benefit.survivor",
    "jp.pu.contribution",
    "jp.start",
    "jp.wage_cap_next",
    "pmi.contribution",
    "pmi.jht",
    "pmi.payment",
    "pu.contribution",
    "pu.due_day",
    "pu.late_fee",
    "pu.months_late",
    "pu.obligation",
    "scholarship.total",
    "scholarship.year",
    "tk.cover",
]


def test_the_list_of_rules_is_known() -> None:
    assert sorted(rules()) == IDS


@pytest.mark.parametrize("one", rules().values(), ids=lambda one: one.id)
@pytest.mark.parametrize("dialect", DIALECTS)
def test_rule_compiles(one: Rule, dialect: str) -> None:
    text = compiled(one.id, dialect, law=load_law())
    assert "param(" not in text.lower()


@pytest.mark.parametrize("one", rules().values(), ids=lambda one: one.id)
def test_rule_compiles_with_the_law_as_it_was_read_on_a_day(one: Rule) -> None:
    assert "param(" not in compiled(one.id, "duckdb", law=load_law().as_enacted_on(date(2015, 7, 1))).lower()


def test_unknown_rule_names_near_ones() -> None:
    with pytest.raises(UnknownRule, match=r"jkn\.pbi\.contribution"):
        rule("jkn.pbi.contributon")
