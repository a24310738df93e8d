"""Are all the rules there, does each name the law it asks, and is each text understood by every engine?"""

import re
from datetime import date

import pytest
import sqlglot

from payung.determine.public import Rule, determination_steps, rules
from payung.engine.public import DIALECTS, compile_step
from payung.law.public import load_law
from payung.terms.public import codes

ASKED = re.compile(r"(?:param|basis|bracket)\('([a-z0-9_.]+)'")
RULES = [
    *("all.due", "jkn.guarantee", "jkn.member", "jkn.own", "jkn.worker", "jkn.child", "jkn.cover", "jkn.newborn"),
    *("jkn.span", "tk.paid_month", "tk.member", "tk.own", "tk.span", "tk.never", "tk.relief"),
    *("all.determination", "jkn.clock", "tk.clock", "all.clock"),
]


def test_the_list_of_rules() -> None:
    assert [rule.id for rule in rules()] == RULES


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_a_rule_names_the_parameters_it_asks(rule: Rule) -> None:
    asked = set(ASKED.findall(rule.step.sql))
    assert asked <= set(rule.sources)
    law = load_law()
    for source in rule.sources:
        if not source.startswith("terms/"):
            assert law.parameter(source).id == source


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_a_rule_fits_a_screen(rule: Rule) -> None:
    assert len(rule.step.sql.splitlines()) <= 80
    lines = [line for line in rule.step.sql.splitlines() if not line.startswith(("-- sources", "-- in"))]
    assert [line for line in lines if len(line) > 122] == []


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_step_is_read_by_every_engine(dialect: str) -> None:
    for step in determination_steps():
        text = compile_step(step, dialect, as_of=date(2026, 11, 1), inline=load_law().inline)
        assert sqlglot.parse_one(text, dialect=dialect) is not None


def test_every_reason_that_a_rule_gives_is_known() -> None:
    known = set(codes("reasons")) | set(codes("clocks"))
    grounds = [rule for rule in rules() if rule.id in ("jkn.own", "tk.own", "jkn.cover", "jkn.span")]
    given = {word for rule in grounds for word in re.findall(r"(?:THEN|ELSE) '([A-Z_0-9]{4,})'", rule.step.sql)}
    assert given - known == set()
