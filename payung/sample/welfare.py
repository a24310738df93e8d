"""How well off and how healthy are people? Welfare decile, illness in care, disability, pregnancy, death."""

from dataclasses import dataclass

import numpy as np

from payung.sample.array import NO_DAY, NONE, Bools, Floats, Ints, ages, pick
from payung.sample.assumption import number, table
from payung.sample.household import CHILD, FEMALE, HUSBAND, WIFE, Families
from payung.sample.place import load_places, province_values
from payung.sample.work import CASUAL_FARM, CASUAL_OTHER, EMPLOYEE, EMPLOYER, UNPAID, Work

ILLNESSES = ("DIABETES", "HEART", "TB", "KIDNEY", "CANCER", "HIV", "STROKE", "THALASSAEMIA", "OTHER")


@dataclass
class Welfare:
    """decile: 1 poorest to 10 (of the family, for each person); illness: number or -1; died_on: day or NO_DAY."""

    decile: Ints
    illness: Ints
    is_disabled: Bools
    is_pregnant: Bools
    is_married: Bools
    died_on: Ints
    is_abroad: Bools


def make_welfare(
    random: np.random.Generator, families: Families, village: Ints, birth: Ints, work: Work, as_of_day: int
) -> Welfare:
    """Welfare and health of everybody; the dead and those who left the country no longer work."""
    age = ages(birth, as_of_day)
    decile = _deciles(random, families, village, work)[families.family]
    died_on = _deaths(random, age, birth, as_of_day)
    is_abroad = np.zeros(len(age), dtype=np.bool_)
    able = ((age >= 20) & (age < 50) & (died_on == NO_DAY)) * np.where(decile < 7, 1.0, 0.4)
    is_abroad[pick(random, able, int(number("abroad_per_100000") * len(age) / 100_000))] = True
    gone = (died_on != NO_DAY) | is_abroad
    for values in (work.status, work.sector, work.employer, work.income):
        values[gone] = NONE
    work.is_state[gone] = False
    return Welfare(
        decile,
        np.where(gone, NONE, _illnesses(random, age)),
        random.random(len(age)) < number("disabled_percent") / 100,
        _pregnancies(random, families, age) & ~gone,
        _marriages(random, families, age),
        died_on,
        is_abroad,
    )


def _deciles(random: np.random.Generator, families: Families, village: Ints, work: Work) -> Ints:
    points = np.select(
        [
            work.is_state,
            work.status == EMPLOYER,
            work.status == EMPLOYEE,
            work.status == CASUAL_FARM,
            work.status == CASUAL_OTHER,
            work.status == UNPAID,
        ],
        [2.2, 2.0, 1.0, -0.7, -0.5, -0.1],
        np.where(work.status >= 0, 0.3, -0.35),
    )
    score: Floats = np.add.reduceat(points, families.start) / np.sqrt(families.size)
    places = load_places()
    poverty = province_values("poverty_percent_by_province")[places.village_province(village)]
    score = score - poverty * 0.07 + places.is_town[places.village_regency(village)] * 0.35
    score = score + random.normal(0, 0.75, len(score))
    order = np.argsort(score, kind="stable")
    before = np.cumsum(families.size[order]) - families.size[order] / 2
    decile = np.empty(len(score), dtype=np.int64)
    decile[order] = np.floor(before / families.size.sum() * 10).astype(np.int64) + 1
    return np.clip(decile, 1, 10)


def _illnesses(random: np.random.Generator, age: Ints) -> Ints:
    chances = table("illness_per_10000_adults")
    factor = np.where(age < 18, 0.1, np.where(age >= 55, 3.0, 1.0))
    found = np.full(len(age), NONE, dtype=np.int64)
    chance = random.random(len(age))
    for number_, name in enumerate(ILLNESSES):
        share = chances[name] / 10_000 * factor
        found[(chance >= 0) & (chance < share)] = number_
        chance = chance - share
    return found


def _pregnancies(random: np.random.Generator, families: Families, age: Ints) -> Bools:
    able = (families.sex == FEMALE) & (age >= 18) & (age <= 42) & (families.relation != CHILD)
    return np.asarray(able & (random.random(len(age)) < number("pregnant_percent") / 100))


def _marriages(random: np.random.Generator, families: Families, age: Ints) -> Bools:
    spouse = np.isin(families.relation, (HUSBAND, WIFE))
    has_spouse = families.of_family(spouse.astype(np.int64)) > 0
    head = (families.relation == 1) & has_spouse[families.family]
    other = ~np.isin(families.relation, (1, HUSBAND, WIFE, CHILD)) & (age >= 24) & (random.random(len(age)) < 0.45)
    grown = (families.relation == CHILD) & (age >= 22) & (random.random(len(age)) < 0.08)
    return np.asarray(head | spouse | other | grown)


def _deaths(random: np.random.Generator, age: Ints, birth: Ints, as_of_day: int) -> Ints:
    hazard = np.exp(0.085 * age) + np.where(age < 1, 12.0, 0.4)
    dead = pick(random, hazard, round(number("deceased_per_100000") * len(age) / 100_000))
    died_on = np.full(len(age), NO_DAY, dtype=np.int64)
    died_on[dead] = as_of_day - random.integers(2, int(number("death_window_days")), len(dead))
    return np.where(died_on < birth, NO_DAY, died_on)
