"""Which rules are there, and is each in the house form?"""

import pytest

from payung.engine.public import DIALECTS
from payung.law.public import load_law
from payung.reckon.public import Rule, UnknownRule, compiled, rule, rules

IDS = [
    "jkn.pbi.contribution",
    "jkn.pbpu.contribution",
    "jkn.ppu_bu.contribution",
]


def test_the_list_of_rules_is_known() -> None:
    assert sorted(rules()) == IDS


@pytest.mark.parametrize("one", rules().values(), ids=lambda one: one.id)
@pytest.mark.parametrize("dialect", DIALECTS)
def test_rule_compiles(one: Rule, dialect: str) -> None:
    text = compiled(one.id, dialect, law=load_law())
    assert "param(" not in text.lower()


def test_unknown_rule_names_near_ones() -> None:
    with pytest.raises(UnknownRule, match=r"jkn\.pbi\.contribution"):
        rule("jkn.pbi.contributon")
