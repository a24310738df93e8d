"""Is every legal value asked by a rule, or is it said why not?"""

import re
from datetime import date

from payung.law.public import load_law
from payung.reckon.public import evaluate
from tests.test_tidy import PACKAGE

# What no rule, code list or page asks for, and why it is kept: the law of a time is whole only with what it dropped.
WITHOUT_RULE = {
    "bpu.discount_2025_package": "a plan that another discount replaced before it was law",
    "jht.permenaker_2_2022_cancelled": "repealed before it took effect",
    "jkn.pbpu_bp.kelas3_2016_cancelled": "repealed before it took effect",
    "jkn.pbi.deactivation_may_2025": "an event; the register's day of removal is what counts for a person",
    "jkn.pbi.decree_feb_2026": "an event; the register's day of removal is what counts for a person",
    "jkn.ppu.rate_total": "the sum of the shares, of which the rules reckon each by itself",
    "jkn.ppu_bu.wage_base": "words about what a wage is; the caller brings the wage",
    "jkn.ppu_pn.wage_base": "words about what a wage is; the caller brings the wage",
    "pmi.jht_options": "the same amounts as the table pmi.jht_choices, which the rule reads",
}


def named() -> set[str]:
    """Ids that any rule, list of codes or step of the product asks for.

    Left out are the parameters' own files, and the list of whom a change of law touches, which asks for no value.
    """
    files = {p for p in PACKAGE.rglob("*") if p.suffix in {".sql", ".py", ".yaml"}} - {PACKAGE / "reckon/touches.yaml"}
    text = "\n".join(p.read_text(encoding="utf-8") for p in files if PACKAGE / "law/parameters" not in p.parents)
    return set(re.findall(r"\w+(?:\.\w+)+", text)) & set(load_law().ids())


def test_every_parameter_is_used_or_listed_with_a_reason() -> None:
    assert sorted(set(load_law().ids()) - named()) == sorted(WITHOUT_RULE)


def test_the_shares_of_employer_and_worker_are_the_whole_rate() -> None:
    law = load_law()
    whole = {one.since: one.value for one in law.parameter("jkn.ppu.rate_total").values}
    shares = {one.since: sum(one.value.values()) for one in law.parameter("jkn.ppu_bu.split").values}  # type: ignore[union-attr]
    assert shares == whole


def test_the_pension_age_of_a_year_of_birth_is_the_first_that_is_reached() -> None:
    """Of the birthdays and the days on which the age rises, the first on which somebody is as old as the law asks."""
    law = load_law()
    rises = [value.since for value in law.parameter("jp.pension_age").values if value.since]
    births = [date(year, *day) for year in range(1960, 2001) for day in ((1, 1), (7, 15), (12, 31))]
    answers = evaluate("jp.start", on=date(2026, 11, 1), inputs=[{"birth_date": birth} for birth in births])
    for birth, answer in zip(births, answers, strict=True):
        days = sorted([*rises, *(birth.replace(year=birth.year + age) for age in range(56, 66))])
        old = [
            day for day in days if day >= rises[0] and _age(birth, day) >= int(str(law.value("jp.pension_age", day)))
        ]
        assert answer.values["reaches_on"] == old[0]


def _age(birth: date, on: date) -> int:
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))
