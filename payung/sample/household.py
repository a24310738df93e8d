"""Who lives together? Family cards with head, spouse, children and kin, with the age groups and sexes of the census.

A pool of thinkable households is drawn first; weights over the pool are then found (the ones nearest to equal weights,
by entropy) with which the expected number of people in every age group and sex is the census's. Households are drawn
from the pool by these weights.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from payung.sample.array import NONE, Floats, Ints, choose, stream
from payung.sample.assumption import nested, number

POOL = 12_000
BANDS = 17
CHILDREN = 6
HEAD, HUSBAND, WIFE, CHILD, IN_LAW, GRANDCHILD, PARENT, PARENT_IN_LAW, KIN, SERVANT = range(1, 11)
MALE, FEMALE = 0, 1
NEWTON_STEPS = 40


@dataclass(frozen=True)
class Families:
    """People in families; the members of a family follow each other.

    family: number of the family of each person; start and size: first person and number of people of each family;
    relation: place on the family card (1 head, 2 husband, 3 wife, 4 child, ...); sex: 0 male, 1 female;
    birth: days since 1970.
    """

    family: Ints
    start: Ints
    size: Ints
    relation: Ints
    sex: Ints
    birth: Ints

    def of_family(self, values: Ints) -> Ints:
        """Sum of a value over the members of each family."""
        return np.add.reduceat(values, self.start).astype(np.int64)


@dataclass(frozen=True)
class Pool:
    """Thinkable households, one row each: relation, sex and age of up to eleven members; -1 where there is none."""

    relation: Ints
    sex: Ints
    age: Ints


def make_families(people: int, seed: int, as_of_day: int) -> Families:
    """Families of exactly so many people; the last one is cut short if need be."""
    pool, weights = thinkable()
    random = stream(seed, "household")
    sizes = (pool.relation > 0).sum(axis=1)
    drawn = choose(random, weights, int(people / number("household_size") * 1.1) + 50)
    families = int(np.searchsorted(np.cumsum(sizes[drawn]), people, side="left")) + 1
    drawn = drawn[:families]
    present = (pool.relation > 0)[drawn]
    family = np.repeat(np.arange(families, dtype=np.int64), sizes[drawn])[:people]
    relation, sex, age = (array[drawn][present][:people] for array in (pool.relation, pool.sex, pool.age))
    year_days = np.floor(age * 365.2425).astype(np.int64)
    birth = as_of_day - year_days - random.integers(1, 365, people)
    start = np.flatnonzero(np.diff(family, prepend=-1)).astype(np.int64)
    size = np.diff(np.append(start, people)).astype(np.int64)
    birth = _with_twins(random, Families(family, start, size, relation, sex, birth))
    return Families(family, start, size, relation, sex, np.minimum(birth, as_of_day - 1))


@cache
def thinkable() -> tuple[Pool, Floats]:
    """The pool and the weights of its households; the same for every seed, so that it is made once."""
    pool = make_pool()
    return pool, balance(pool)


def make_pool() -> Pool:
    """The pool of thinkable households."""
    random = stream(POOL, "household pool")
    age = np.full((POOL, 3 + CHILDREN + 2), NONE, dtype=np.int64)
    relation = np.zeros_like(age)
    sex = random.integers(0, 2, age.shape)
    _couples(random, relation, sex, age)
    _children(random, relation, sex, age)
    _kin(random, relation, sex, age)
    age = np.where(relation > 0, np.clip(age, 0, 99), NONE)
    return Pool(relation, np.where(relation > 0, sex, NONE), age)


def balance(pool: Pool) -> Floats:
    """Weights over the pool with which age groups and sexes are the census's, nearest to equal ones by entropy."""
    counts = _counts(pool)
    targets = nested("age_sex_thousand")
    people = np.asarray([*targets["male"], *targets["female"]], dtype=np.float64)
    wanted = people / people.sum() * number("household_size")
    slope = np.zeros(2 * BANDS)
    for _ in range(NEWTON_STEPS):
        weights = _softmax(counts @ slope)
        mean = weights @ counts
        gap = wanted - mean
        if np.abs(gap).max() < 1e-9:
            break
        spread = (counts * weights[:, None]).T @ counts - np.outer(mean, mean)
        step = np.linalg.solve(spread + 1e-10 * np.eye(2 * BANDS), gap)
        slope = slope + step * min(1.0, 1.5 / float(np.abs(step).max()))
    return _softmax(counts @ slope)


def _couples(random: np.random.Generator, relation: Ints, sex: Ints, age: Ints) -> None:
    head_age = (
        choose(random, np.concatenate([np.linspace(1, 9, 12), np.full(30, 10), np.linspace(9, 0.6, 33)]), POOL) + 19
    )
    alone = random.random(POOL) < np.select([head_age < 25, head_age < 55, head_age < 65], [0.35, 0.07, 0.1], 0.24)
    no_spouse = ~alone & (random.random(POOL) < np.where(head_age < 60, 0.1, 0.28))
    married = ~alone & ~no_spouse
    woman_heads = np.where(married, random.random(POOL) < 0.03, random.random(POOL) < np.where(alone, 0.5, 0.76))
    sex[:, 0] = woman_heads
    age[:, 0] = head_age
    relation[:, 0] = HEAD
    gap = np.rint(random.normal(3.4, 3.2, POOL)).astype(np.int64)
    sex[:, 1] = np.where(woman_heads, MALE, FEMALE)
    age[:, 1] = np.maximum(np.where(woman_heads, head_age + gap, head_age - gap), 18)
    relation[:, 1] = np.where(married, np.where(woman_heads, HUSBAND, WIFE), 0)


def _children(random: np.random.Generator, relation: Ints, sex: Ints, age: Ints) -> None:
    has_spouse = relation[:, 1] > 0
    mother = np.where(sex[:, 0] == FEMALE, age[:, 0], np.where(has_spouse, age[:, 1], age[:, 0] - 3))
    wanted = np.minimum(random.poisson(2.25, POOL), CHILDREN)
    single = ~has_spouse & (random.random(POOL) < 0.35)
    lone_young = ~has_spouse & (age[:, 0] < 25)
    wanted = np.where(single | lone_young, 0, wanted)
    order = np.arange(CHILDREN)
    born_at = (
        np.rint(random.normal(23.0, 3.2, POOL))[:, None]
        + np.cumsum(random.integers(2, 6, (POOL, CHILDREN)), axis=1)
        - 3
    )
    child_age = mother[:, None] - np.maximum(born_at, 17).astype(np.int64)
    leaves_at = random.normal(25.5, 4.5, (POOL, CHILDREN))
    home = (order < wanted[:, None]) & (child_age >= 0) & (born_at <= 43) & (child_age < leaves_at)
    where = slice(2, 2 + CHILDREN)
    age[:, where] = child_age
    relation[:, where] = np.where(home, CHILD, 0)
    sex[:, where] = random.random((POOL, CHILDREN)) < 0.488


def _kin(random: np.random.Generator, relation: Ints, sex: Ints, age: Ints) -> None:
    head = age[:, 0]
    parent, grandchild, other = 2 + CHILDREN, 3 + CHILDREN, 4 + CHILDREN
    has_parent = (head < 58) & (random.random(POOL) < 0.11)
    relation[:, parent] = np.where(has_parent, np.where(random.random(POOL) < 0.7, PARENT, PARENT_IN_LAW), 0)
    age[:, parent] = head + random.integers(20, 36, POOL)
    sex[:, parent] = random.random(POOL) < 0.68
    has_grandchild = (head > 48) & (random.random(POOL) < 0.15)
    relation[:, grandchild] = np.where(has_grandchild, GRANDCHILD, 0)
    age[:, grandchild] = np.minimum(random.integers(0, 18, POOL), np.maximum(head - 42, 0))
    kind = choose(random, np.asarray([93.0, 5.4, 0.5, 1.1]), POOL)
    relation[:, other] = np.asarray([0, KIN, SERVANT, IN_LAW])[kind]
    age[:, other] = np.where(kind == 3, random.integers(20, 34, POOL), random.integers(12, 60, POOL))
    no_child_to_marry = ~((relation[:, 2:parent] == CHILD) & (age[:, 2:parent] >= 20)).any(axis=1)
    relation[:, other] = np.where((kind == 3) & no_child_to_marry, KIN, relation[:, other])


def _counts(pool: Pool) -> Floats:
    column = np.minimum(pool.age // 5, BANDS - 1) + pool.sex * BANDS
    counts = np.zeros((POOL, 2 * BANDS))
    rows = np.broadcast_to(np.arange(POOL)[:, None], pool.age.shape)
    present = pool.relation > 0
    np.add.at(counts, (rows[present], column[present]), 1.0)
    return counts


def _softmax(scores: Floats) -> Floats:
    heights = np.exp(scores - scores.max())
    return np.asarray(heights / heights.sum())


def _with_twins(random: np.random.Generator, families: Families) -> Ints:
    birth = families.birth.copy()
    younger = np.arange(1, len(birth))
    siblings = (
        (families.family[1:] == families.family[:-1])
        & (families.relation[1:] == CHILD)
        & (families.relation[:-1] == CHILD)
    )
    twins = younger[siblings & (random.random(len(younger)) < number("twins_per_1000_sibling_pairs") / 1000)]
    twins = twins[~np.isin(twins - 1, twins)]
    birth[twins] = birth[twins - 1]
    return birth
