"""Is every legal value asked by a rule, or is it said why not?"""

import re

from payung.law.public import load_law
from tests.test_tidy import PACKAGE

# What no rule, code list or page asks for, and why it is kept: the law of a time is whole only with what it dropped.
WITHOUT_RULE = {
    "bpu.discount_2025_package": "a plan that another discount replaced before it was law",
    "jht.permenaker_2_2022_cancelled": "repealed before it took effect",
    "jkn.pbpu_bp.kelas3_2016_cancelled": "repealed before it took effect",
    "jkn.hospital_no_refusal_circular": "an order to hospitals; it changes nobody's status or price",
    "jkn.kris.deadline": "how a ward is built; contributions still follow the classes",
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
