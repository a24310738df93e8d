"""One synthetic country before any register has written it down: people, families, places, names, work, welfare."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from payung.sample.array import NO_DAY, Bools, Ints, ages, day, stream, year_month_day
from payung.sample.household import Families, make_families
from payung.sample.identity import Identity, add_namesakes, legal_birth, make_identity, tell_twins_apart
from payung.sample.name import NameBook, Names, Vocabulary, name_people
from payung.sample.place import load_places, settle
from payung.sample.welfare import Welfare, make_welfare
from payung.sample.work import Work, make_work


@dataclass(frozen=True)
class Country:
    """Everything true of the people, as arrays by person; village is that of the family, by person."""

    as_of: int
    seed: int
    families: Families
    village: Ints
    birth: Ints
    age: Ints
    vocabulary: Vocabulary
    book: NameBook
    names: Names
    identity: Identity
    work: Work
    welfare: Welfare

    @property
    def people(self) -> int:
        """How many people there are, the dead of the last two years included."""
        return len(self.birth)

    @property
    def is_alive(self) -> Bools:
        """Alive on the day of the sample."""
        return np.asarray(self.welfare.died_on == NO_DAY)

    @property
    def province(self) -> Ints:
        """Number of the province of residence."""
        return load_places().village_province(self.village)

    @property
    def regency(self) -> Ints:
        """Number of the regency of residence."""
        return load_places().village_regency(self.village)


def make_country(people: int, seed: int, as_of: date) -> Country:
    """The country of so many people; the same seed gives the same country."""
    now = day(as_of)
    families = make_families(people, seed, now)
    village = settle(families.size, people)
    birth = legal_birth(stream(seed, "legal birth"), families, now)
    vocabulary = Vocabulary()
    book = NameBook(vocabulary)
    names = name_people(stream(seed, "name"), book, families, village, year_month_day(birth)[0])
    add_namesakes(stream(seed, "namesake"), families, village, birth, names)
    tell_twins_apart(stream(seed, "twin"), families, birth, names)
    identity = make_identity(stream(seed, "identity"), families, village, birth, now)
    work = make_work(stream(seed, "work"), families, village, birth, now)
    welfare = make_welfare(stream(seed, "welfare"), families, village, birth, work, now)
    home = village[families.family]
    return Country(now, seed, families, home, birth, ages(birth, now), vocabulary, book, names, identity, work, welfare)
