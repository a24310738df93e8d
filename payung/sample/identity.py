"""Which numbers and dates does the state know people by? Legal birth dates, NIK, second NIK, family card, phone.

Every NIK has a real district code and a serial from 9001 to 9999, which no civil registry gives out, so that no
synthetic person can be a real one. Phone numbers begin with prefixes no operator holds.
"""

from dataclasses import dataclass

import numpy as np

from payung.sample.array import NONE, Bools, Ints, ages, days_of, first_day, year_month_day
from payung.sample.assumption import number, numbers
from payung.sample.household import CHILD, FEMALE, Families
from payung.sample.name import Names
from payung.sample.place import load_places

SERIALS = 999
SERIAL_BASE = 9000
PHONE_PREFIXES = np.asarray([840, 842, 844, 846, 860, 862, 864, 866], dtype=np.int64)
PHONE_NUMBERS = 10**8


@dataclass(frozen=True)
class Identity:
    """Numbers of each person: NIK, second NIK (-1: none), family card now and before, phone, regency of birth."""

    nik: Ints
    second_nik: Ints
    kk: Ints
    old_kk: Ints
    phone: Ints
    other_phone: Ints
    birth_regency: Ints


def legal_birth(random: np.random.Generator, families: Families, as_of_day: int) -> Ints:
    """Birth dates as the state writes them: many older people hold 1 January; twins keep one date."""
    year, _, _ = year_month_day(families.birth)
    chances = numbers("first_january_births_per_1000") / 1000
    era = (year >= 1955).astype(np.int64) + (year >= 1970) + (year >= 1985)
    legal = random.random(len(year)) < chances[era]
    day_kind = random.random(len(year))
    month = np.select([day_kind < 0.86, day_kind < 0.94], [1, 12], 7)
    of_month = np.where(month == 12, 31, 1)
    birth = np.where(legal, days_of(year, month, of_month), families.birth)
    birth = np.where(birth >= as_of_day, families.birth, birth)
    twin = np.append(False, (families.birth[1:] == families.birth[:-1]) & (families.family[1:] == families.family[:-1]))
    birth[twin] = birth[np.flatnonzero(twin) - 1]
    return birth


def add_namesakes(random: np.random.Generator, families: Families, village: Ints, birth: Ints, names: Names) -> None:
    """Make some adults of one district namesakes born on the same 1 January (birth and names are changed in place)."""
    district = load_places().village_district[village][families.family]
    able = np.flatnonzero((birth < first_day((1985 - 1970) * 12)) & (families.relation != CHILD))
    order = able[np.lexsort((birth[able], families.sex[able], district[able]))]
    one, other = order[:-1], order[1:]
    same = (district[one] == district[other]) & (families.sex[one] == families.sex[other])
    near = (birth[other] - birth[one] < 800) & (families.family[one] != families.family[other])
    pairs = np.flatnonzero(same & near)
    pairs = random.permutation(pairs[::2])[: int(len(birth) * number("namesakes_per_1000") / 1000 / 2)]
    one, other = one[pairs], other[pairs]
    year, _, _ = year_month_day(birth[one])
    first = days_of(year, np.ones_like(year), np.ones_like(year))
    birth[one] = first
    birth[other] = first
    names.name[other] = names.name[one]


def tell_twins_apart(random: np.random.Generator, families: Families, birth: Ints, names: Names) -> None:
    """Twins with one and the same name get two words that differ (names are changed in place)."""
    same_family = families.family[1:] == families.family[:-1]
    twin = 1 + np.flatnonzero(same_family & (birth[1:] == birth[:-1]) & (names.name[1:] == names.name[:-1]).all(axis=1))
    for person in twin:
        like = np.flatnonzero((names.system == names.system[person]) & (families.sex == families.sex[person]))
        names.name[person] = names.name[like[random.integers(0, len(like))]]


def make_identity(
    random: np.random.Generator, families: Families, village: Ints, birth: Ints, as_of_day: int
) -> Identity:
    """Numbers for everybody. The district in a NIK is that of first registration, often not that of residence."""
    places = load_places()
    home = places.village_district[village][families.family]
    first = _first_district(random, home, ages(birth, as_of_day))
    holds_second = random.random(len(birth)) < number("second_nik_per_1000") / 1000
    other = _elsewhere(random, first)
    everybody = np.arange(len(birth))
    second = everybody[holds_second]
    niks = _number_niks(
        random,
        np.concatenate([first, other[second]]),
        np.concatenate([birth, birth[second]]),
        np.concatenate([families.sex, families.sex[second]]),
    )
    second_nik = np.full(len(birth), NONE, dtype=np.int64)
    second_nik[second] = niks[len(birth) :]
    kk, old_kk = (_number_cards(random, home[families.start], as_of_day - 30 - offset) for offset in (0, 3000))
    phone, other_phone = (_phones(random, len(birth)) for _ in range(2))
    return Identity(
        niks[: len(birth)],
        second_nik,
        kk[families.family],
        old_kk[families.family],
        phone,
        other_phone,
        places.district_regency[first],
    )


def _first_district(random: np.random.Generator, home: Ints, age: Ints) -> Ints:
    moved = (age >= 18) & (random.random(len(home)) < number("registered_elsewhere_per_1000") / 1000)
    return np.where(moved, _elsewhere(random, home), home)


def _elsewhere(random: np.random.Generator, home: Ints) -> Ints:
    """Another district: of the same regency for half, of the place of another person for the rest."""
    near = np.clip(
        home + random.integers(1, 6, len(home)) * random.choice([-1, 1], len(home)), 0, len(load_places().districts) - 1
    )
    return np.where(random.random(len(home)) < 0.5, near, random.permutation(home))


def district_digits() -> Ints:
    """The six digits of each district."""
    return np.asarray([int(code.replace(".", "")) for code in load_places().districts], dtype=np.int64)


def _number_niks(random: np.random.Generator, district: Ints, birth: Ints, sex: Ints) -> Ints:
    """District, day (women + 40), month, year and a serial; a full cell sends the rest to another district."""
    year, month, of_month = year_month_day(birth)
    middle = (of_month + 40 * (sex == FEMALE)) * 10**4 + month * 100 + year % 100
    digits = district_digits()
    while True:
        head = digits[district] * 10**6 + middle
        rank = _rank(head)
        full: Bools = rank >= SERIALS
        if not full.any():
            return np.asarray(head * 10**4 + SERIAL_BASE + 1 + rank)
        district = np.where(full, _elsewhere(random, district), district)


def _number_cards(random: np.random.Generator, district: Ints, issued_before: int) -> Ints:
    """Family card numbers: district, day of issue and a serial of the same range as the NIK."""
    year, month, of_month = year_month_day(issued_before - random.integers(0, 5500, len(district)))
    head = district_digits()[district] * 10**6 + of_month * 10**4 + month * 100 + year % 100
    return np.asarray(head * 10**4 + SERIAL_BASE + 1 + _rank(head) % SERIALS)


def _rank(keys: Ints) -> Ints:
    """Place of each element among those of the same key, counted from 0."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    begins = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1]))
    within = np.arange(len(keys)) - np.repeat(begins, np.diff(np.append(begins, len(keys))))
    rank = np.empty(len(keys), dtype=np.int64)
    rank[order] = within
    return rank


def _phones(random: np.random.Generator, count: int) -> Ints:
    prefix = PHONE_PREFIXES[random.integers(0, len(PHONE_PREFIXES), count)]
    return prefix * PHONE_NUMBERS + random.integers(10**6, PHONE_NUMBERS, count)
