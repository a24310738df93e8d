"""Which people are in JKN through somebody's work: the worker, the spouse, and up to three children?"""

import numpy as np

from payung.sample.array import NONE, Bools, Ints
from payung.sample.country import Country
from payung.sample.household import CHILD, HUSBAND, WIFE, Families
from payung.sample.work import EMPLOYEE

CHILDREN_COVERED = 3
FORMER_AGES = (21, 56)


def is_dependant_child(country: Country) -> Bools:
    """Children who can be covered: under 21, or under 25 and studying, and without a wage of their own."""
    young = (country.age < 21) | (country.work.is_student & (country.age < 25))
    return np.asarray(
        (country.families.relation == CHILD) & young & (country.work.status != EMPLOYEE) & ~country.welfare.is_married
    )


def dependants_of(families: Families, works: Bools, free: Bools, child: Bools) -> Ints:
    """The worker who covers each person (-1: none): oneself, the spouse, or a parent who heads the family."""
    lead = _lead(families, works)[families.family]
    spouse = np.isin(families.relation, (1, HUSBAND, WIFE))
    payer = np.where(works, np.arange(len(works)), NONE)
    covered = ~works & free & (lead != NONE) & (spouse | _first_three(families, child & free & (lead != NONE)))
    return np.where(covered, lead, payer)


def former_workers(country: Country, free: Bools, child: Bools) -> Ints:
    """As dependants_of, for families whose head could have been an employee once and is not one now."""
    families = country.families
    age = country.age
    able = (
        (families.relation == 1)
        & (age >= FORMER_AGES[0])
        & (age <= FORMER_AGES[1])
        & (country.work.status != EMPLOYEE)
        & free
    )
    return dependants_of(families, able, free, child)


def _lead(families: Families, works: Bools) -> Ints:
    """The head where the head works, else the spouse who does, else -1."""
    lead = np.full(len(families.start), NONE, dtype=np.int64)
    spouse = np.flatnonzero(works & np.isin(families.relation, (HUSBAND, WIFE)))
    lead[families.family[spouse]] = spouse
    head = np.flatnonzero(works & (families.relation == 1))
    lead[families.family[head]] = head
    return lead


def _first_three(families: Families, child: Bools) -> Bools:
    count = np.cumsum(child)
    before = (count - child)[families.start][families.family]
    return np.asarray(child & (count - before <= CHILDREN_COVERED))
