"""What does a register get wrong? From true people to the records a supplier holds, with the declared error rates.

Order: true duplicates inside the register, NIK, family card, birth date, mother, sex, residence, phone, name; at last a
few rows no reader should keep, and the order of the rows is shuffled so that no number tells who is who.
"""

from dataclasses import dataclass, fields

import numpy as np

from payung.sample.array import NO_DAY, NONE, Bools, Floats, Ints, days_of, year_month_day
from payung.sample.assumption import nested, number, table
from payung.sample.country import Country
from payung.sample.name_error import NameErrors
from payung.sample.place import load_places

BAD = ("", "impossible_nik", "future_birth", "unknown_region", "repeated_key")
IMPOSSIBLE_NIK, FUTURE_BIRTH, UNKNOWN_REGION, REPEATED_KEY = range(1, 5)
DIGITS_TO_MISTYPE = np.asarray([0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14])
PAIRS_TO_TURN = np.asarray([0, 1, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13])
DUMMIES = (0, int("1" * 16), int("9" * 16), int("1234567890" + "123456"))
MONTH_PLACE = 10**6
FREE_OF = 0.95  # of the records can carry an error of a kind that needs, say, a second person in the family


@dataclass
class Records:
    """Rows of one supplier's file: the person, and what the register says of them; -1 or NO_DAY where it says nothing.

    source: number of the membership or person the row was made from; bad: number in BAD; is_twice: a true duplicate.
    """

    person: Ints
    source: Ints
    is_twice: Bools
    nik: Ints
    kk: Ints
    birth: Ints
    sex: Ints
    district: Ints
    village: Ints
    phone: Ints
    name: Ints
    mother: Ints
    bad: Ints

    def at(self, rows: Ints) -> "Records":
        """Some of the rows, in the order given."""
        return Records(*(getattr(self, one.name)[rows] for one in fields(self)))


class Register:
    """Makes the records of one supplier."""

    def __init__(self, supplier: str, country: Country, names: NameErrors, random: np.random.Generator) -> None:
        """Take the supplier's error rates from the assumptions."""
        self.country = country
        self.names = names
        self.random = random
        self.rates = {key: float(value) / 100 for key, value in nested("errors_percent")[supplier].items()}

    def records(self, person: Ints, source: Ints, *, has_region: bool = True) -> Records:
        """Records of the people given (one each, and the duplicates among them), wrong as often as the rates say."""
        twice = np.flatnonzero(self.random.random(len(person)) < self._chance_of_duplicate(person))
        is_twice = np.concatenate([np.zeros(len(person), dtype=np.bool_), np.ones(len(twice), dtype=np.bool_)])
        person, source = np.concatenate([person, person[twice]]), np.concatenate([source, source[twice]])
        district, village = self._residence(person)
        multiplier = self.rates["name"]
        made = Records(
            person=person,
            source=source,
            is_twice=is_twice,
            nik=self._nik(person, is_twice),
            kk=self._kk(person, is_twice),
            birth=self._birth(person),
            sex=self._sex(person),
            district=district,
            village=village,
            phone=self._phone(person),
            name=self.names.written(self.random, person, multiplier),
            mother=self._mother(person, multiplier),
            bad=np.zeros(len(person), dtype=np.int64),
        )
        made = self._with_bad_rows(made, has_region=has_region)
        return made.at(self.random.permutation(len(made.person)))

    def _which(self, count: int, kinds: dict[str, float]) -> Ints:
        """At most one kind of error for each record: its number from 1, or 0."""
        edges: Floats = np.cumsum([self.rates[kind] * factor for kind, factor in kinds.items()])
        found = np.searchsorted(edges, self.random.random(count), side="right")
        return np.where(found == len(edges), 0, found + 1)

    def _chance_of_duplicate(self, person: Ints) -> Floats:
        """Where a NIK stands only once, only those who hold a second one are in the register twice."""
        if self.rates["nik_missing"] > 0:
            return np.full(len(person), self.rates["duplicate"])
        holds_second = self.country.identity.second_nik[person] != NONE
        share = min(self.rates["duplicate"] / max(float(holds_second.mean()), 1e-4), 1.0)
        return np.where(holds_second, share, 0.0)

    def _nik(self, person: Ints, is_twice: Bools) -> Ints:
        identity, random = self.country.identity, self.random
        nik = identity.nik[person]
        uses_second = is_twice | (random.random(len(person)) < self.rates["second_nik"])
        second = (identity.second_nik[person] != NONE) & uses_second
        nik = np.where(second, identity.second_nik[person], nik)
        kinds = {
            "nik_missing": 1.0,
            "nik_digit": 1.0,
            "nik_household": 1 / FREE_OF,
            "nik_stranger": 1.0,
            "nik_dummy": 1.0,
        }
        kind = self._which(len(person), kinds)
        stranger = identity.nik[random.integers(0, self.country.people, len(person))]
        dummy = np.asarray(DUMMIES)[random.integers(0, len(DUMMIES), len(person))]
        choices = [
            np.full(len(person), NONE),
            _mistyped(random, nik),
            identity.nik[self._other_member(person)],
            stranger,
            dummy,
        ]
        return np.select([kind == number_ for number_ in range(1, 6)], choices, nik)

    def _other_member(self, person: Ints) -> Ints:
        families = self.country.families
        family = families.family[person]
        size, start = families.size[family], families.start[family]
        step = 1 + np.floor(self.random.random(len(person)) * np.maximum(size - 1, 1)).astype(np.int64)
        return start + (person - start + step) % size

    def _kk(self, person: Ints, is_twice: Bools) -> Ints:
        identity = self.country.identity
        kind = self._which(len(person), {"kk_missing": 1.0, "kk_stale": 1.0})
        stale = (kind == 2) | (is_twice & (kind != 1))
        absent = np.full(len(person), NONE)
        return np.select([kind == 1, stale], [absent, identity.old_kk[person]], identity.kk[person])

    def _birth(self, person: Ints) -> Ints:
        random = self.random
        birth = self.country.birth[person]
        year, month, of_month = year_month_day(birth)
        ones = np.ones_like(year)
        can_swap = (of_month <= 12) & (of_month != month)
        swap_factor = 1 / max(float(can_swap.mean()), 0.2)
        kinds = {"birth_missing": 1.0, "birth_january": 1 / FREE_OF, "birth_year": 1.0, "birth_digit": 1 / FREE_OF}
        kind = self._which(len(person), kinds)
        chance = self.rates["birth_swap"] * swap_factor / max(float((kind == 0).mean()), 0.5)
        swap = can_swap & (kind == 0) & (random.random(len(person)) < chance)
        other_year = np.maximum(year + random.choice(np.asarray([-10, -2, -1, -1, 1, 1, 2, 10]), len(person)), 1915)
        other_day = np.clip(of_month + random.choice(np.asarray([-10, -2, -1, 1, 2, 10]), len(person)), 1, 28)
        other_day = np.where(other_day == of_month, np.maximum(of_month - 3, 1), other_day)
        choices = [
            np.full(len(person), NO_DAY),
            days_of(year, ones, ones),
            days_of(other_year, month, np.minimum(of_month, 28)),
            days_of(year, month, other_day),
        ]
        wrong = np.select([kind == number_ for number_ in range(1, 5)], choices, birth)
        wrong = np.where(swap, days_of(year, of_month, month), wrong)
        return np.where(wrong >= self.country.as_of, birth, wrong)

    def _sex(self, person: Ints) -> Ints:
        sex = self.country.families.sex[person]
        kind = self._which(len(person), {"sex_wrong": 1.0, "sex_missing": 1.0})
        return np.select([kind == 1, kind == 2], [1 - sex, np.full(len(person), NONE)], sex)

    def _residence(self, person: Ints) -> tuple[Ints, Ints]:
        places, random = load_places(), self.random
        village = self.country.village[person]
        district = places.village_district[village]
        moved = random.random(len(person)) < self.rates["moved"]
        step = random.integers(1, 8, len(person)) * random.choice(np.asarray([-1, 1]), len(person))
        other = np.clip(district + step, 0, len(places.districts) - 1)
        other = np.where(other == district, np.maximum(district - 1, 0), other)
        other = np.where(random.random(len(person)) < 0.3, random.permutation(district), other)
        return np.where(moved, other, district), np.where(moved, NONE, village)

    def _phone(self, person: Ints) -> Ints:
        identity, random = self.country.identity, self.random
        has = (random.random(len(person)) < self.rates["phone"]) & (self.country.age[person] >= 12)
        has |= (random.random(len(person)) < self.rates["phone"]) & (self.country.age[person] < 12)
        parent = self.country.families.start[self.country.families.family[person]]
        own = identity.phone[np.where(self.country.age[person] < 12, parent, person)]
        stale = random.random(len(person)) < number("phone_stale_percent") / 100
        return np.where(has, np.where(stale, identity.other_phone[person], own), NONE)

    def _mother(self, person: Ints, multiplier: float) -> Ints:
        mother = self.names.mothers(self.random, person, multiplier)
        mother[self.random.random(len(person)) < self.rates["mother_missing"]] = NONE
        return mother

    def _with_bad_rows(self, made: Records, *, has_region: bool) -> Records:
        """A few rows go wrong beyond use; the last kind repeats a whole row."""
        random, share = self.random, table("bad_rows_per_10000")
        rows = random.permutation(len(made.person))
        count = {kind: int(np.ceil(len(rows) * share[kind] / 10_000)) for kind in BAD[1:]}
        nik, birth, region, again = np.split(rows, np.cumsum([count[kind] for kind in BAD[1:]]))[:4]
        good = nik[made.nik[nik] > 10**15]
        month = made.nik[good] // MONTH_PLACE % 100
        made.nik[good] += (random.integers(13, 100, len(good)) - month) * MONTH_PLACE
        made.bad[good] = IMPOSSIBLE_NIK
        made.birth[birth] = self.country.as_of + random.integers(30, 4000, len(birth))
        made.bad[birth] = FUTURE_BIRTH
        if has_region:
            made.district[region] = len(load_places().districts)
            made.village[region] = NONE
            made.bad[region] = UNKNOWN_REGION
        again = again[(made.nik[again] != NONE) & (made.birth[again] != NO_DAY)]
        repeated = made.at(np.concatenate([np.arange(len(rows)), again]))
        repeated.bad[len(rows) :] = REPEATED_KEY
        return repeated


def _mistyped(random: np.random.Generator, nik: Ints) -> Ints:
    """One digit wrong or two turned round; never the number's nor the serial's first, which keeps it unreal."""
    place = 10 ** DIGITS_TO_MISTYPE[random.integers(0, len(DIGITS_TO_MISTYPE), len(nik))]
    digit = nik // place % 10
    wrong = nik + ((digit + random.integers(1, 10, len(nik))) % 10 - digit) * place
    low = 10 ** PAIRS_TO_TURN[random.integers(0, len(PAIRS_TO_TURN), len(nik))]
    one, other = nik // low % 10, nik // (low * 10) % 10
    turned = nik + (other - one) * low + (one - other) * low * 10
    mistyped: Ints = np.where((random.random(len(nik)) < 0.3) & (one != other), turned, wrong)
    return mistyped
