"""Who works, as what, where and for how much? Status, sector, occupation, employer, wage; pupils and students."""

from dataclasses import dataclass

import numpy as np

from payung.sample.array import NONE, Bools, Floats, Ints, ages, choose, pick
from payung.sample.assumption import nested, number, numbers, table
from payung.sample.household import CHILD, FEMALE, HEAD, WIFE, Families
from payung.sample.place import load_places, province_values

STATUSES = ("own_account", "helped_by_unpaid", "employer", "employee", "casual_farm", "casual_other", "unpaid_family")
OWN, HELPED, EMPLOYER, EMPLOYEE, CASUAL_FARM, CASUAL_OTHER, UNPAID = range(7)
SECTORS = ("PERTANIAN", "PERIKANAN", "PERDAGANGAN", "TRANSPORTASI", "INDUSTRI", "KONSTRUKSI", "JASA")
FARM, FISH, TRADE, TRANSPORT, INDUSTRY, BUILDING, SERVICE = range(7)
# Occupation codes by sector, for those who work for themselves and for casual workers.
OWN_WORK = (
    (9, 9, 9, 10),
    (11,),
    (8, 84, 84, 88),
    (14, 81),
    (12, 30, 27, 88),
    (26, 13),
    (24, 30, 32, 34, 35, 46, 25, 88, 29),
)
CASUAL_WORK = ((20, 20, 22, 19), (21,), (19,), (19, 81), (19,), (19, 26, 27), (19, 23, 23))
STATE_WORK = np.asarray([5, 5, 5, 5, 65, 65, 6, 7, 18, 18, 64, 73, 74])
NOT_WORKING, HOUSEWORK, PUPIL, PENSIONER, PRIVATE, TRADER = 1, 2, 3, 4, 15, 88
WORKING_AGES = np.asarray([15, 20, 25, 35, 45, 55, 65, 75])


@dataclass
class Work:
    """What each person does. status and sector: -1 when not working; employer: -1 when none; income in rupiah a month.

    occupation is the code on the family card, which may be out of date; is_state: works for the state.
    """

    status: Ints
    sector: Ints
    occupation: Ints
    is_state: Bools
    employer: Ints
    income: Ints
    is_student: Bools

    def works_as(self) -> Ints:
        """0 works for a wage, 1 works for oneself, as casual or unpaid family worker, 2 does not work."""
        return np.where(self.status < 0, 2, np.where(self.status == EMPLOYEE, 0, 1))


def make_work(random: np.random.Generator, families: Families, village: Ints, birth: Ints, as_of_day: int) -> Work:
    """Work of everybody, with the official shares of status nation-wide and the informal share of each province."""
    age = ages(birth, as_of_day)
    is_student = _students(random, age)
    home = village[families.family]
    employed = _employed(random, age, families.sex, is_student)
    status = _statuses(random, families, age, home, employed)
    sector = _sectors(random, status, home)
    is_state = _state_workers(random, status, sector, age)
    sector[is_state] = SERVICE
    occupation = _occupations(
        random, families, age, is_student, Work(status, sector, status, is_state, status, status, is_student)
    )
    employer = _employers(random, status, is_state, home)
    return Work(
        status, sector, occupation, is_state, employer, _incomes(random, status, is_state, employer), is_student
    )


def informal_share() -> Floats:
    """Informal share of the employed by number of the province: as known, else by a model that meets the nation's."""
    people = np.bincount(load_places().village_province(np.arange(len(load_places().villages))), load_places().weight)
    known = table("informal_percent_by_province")
    codes = load_places().provinces
    is_known = np.asarray([code in known for code in codes], dtype=np.bool_)
    given = np.asarray([known.get(code, 0.0) for code in codes])
    members = province_values("tk_active_by_province")
    listed = members > 0
    rest = np.where(listed, 0.0, people)
    members = np.where(listed, members, number("tk_active_rest") * rest / rest.sum())
    score = -number("informal_slope") * np.log(members / people)
    wanted = number("informal_percent") * people.sum() - (given * people)[is_known].sum()
    free = ~is_known
    level = 0.0
    for _ in range(60):
        share = np.clip(level + score, 32, 85)
        level += (wanted - (share * people)[free].sum()) / people[free].sum()
    return np.where(is_known, given, np.clip(level + score, 32, 85)) / 100


def _students(random: np.random.Generator, age: Ints) -> Bools:
    chance = numbers("student_percent_by_age") / 100
    band = np.select(
        [(age >= 5) & (age <= 6), (age >= 7) & (age <= 15), (age >= 16) & (age <= 18), (age >= 19) & (age <= 24)],
        [0, 1, 2, 3],
        4,
    )
    return np.asarray(random.random(len(age)) < np.append(chance, 0.0)[band])


def _employed(random: np.random.Generator, age: Ints, sex: Ints, is_student: Bools) -> Ints:
    chances = nested("employed_by_age")
    band = np.searchsorted(WORKING_AGES, age, side="right") - 1
    by_sex = np.asarray([chances["male"], chances["female"]], dtype=np.float64) / 100
    chance = np.where(band >= 0, by_sex[sex, np.maximum(band, 0)], 0.0) * np.where(is_student, 0.12, 1.0)
    wanted = round(number("employed_per_population") * len(age))
    return pick(random, (chance / np.maximum(1.02 - chance, 0.02)), wanted)


def _statuses(random: np.random.Generator, families: Families, age: Ints, home: Ints, employed: Ints) -> Ints:
    status = np.full(len(age), NONE, dtype=np.int64)
    shares = table("work_status_percent")
    chance = informal_share()[load_places().village_province(home[employed])]
    # Young and middle-aged people work for a wage more often than the old.
    tilt = np.where(age[employed] < 45, 0.92, 1.16)
    chance = 1 - (1 - chance) * (2 - tilt) / np.mean(2 - tilt)
    informal = random.random(len(employed)) < chance
    formal = employed[~informal]
    is_employer = random.random(len(formal)) < shares["employer"] / (shares["employer"] + shares["employee"])
    status[formal] = np.where(is_employer, EMPLOYER, EMPLOYEE)
    rest = employed[informal]
    helps = (
        np.isin(families.relation[rest], (WIFE, CHILD)) * 1.6 + (age[rest] < 30) * 0.5 + random.gumbel(size=len(rest))
    )
    total = sum(shares[name] for name in STATUSES) - shares["employer"] - shares["employee"]
    unpaid_count = round(len(rest) * shares["unpaid_family"] / total)
    by_help = rest[np.argsort(-helps, kind="stable")]
    status[by_help[:unpaid_count]] = UNPAID
    paid = by_help[unpaid_count:]
    kinds = np.asarray([OWN, HELPED, CASUAL_FARM, CASUAL_OTHER])
    weights = np.asarray([shares[STATUSES[int(kind)]] for kind in kinds])
    status[paid] = kinds[choose(random, weights, len(paid))]
    return status


def _sectors(random: np.random.Generator, status: Ints, home: Ints) -> Ints:
    sector = np.full(len(status), NONE, dtype=np.int64)
    shares = nested("sector_percent_by_work_status")
    for kind, name in enumerate(STATUSES):
        rows = np.flatnonzero(status == kind)
        sector[rows] = choose(random, np.asarray(shares[name], dtype=np.float64), len(rows))
    places = load_places()
    in_town = places.is_town[places.village_regency(home)] == 1
    leaves = in_town & (sector == FARM) & (status != CASUAL_FARM) & (random.random(len(status)) < 0.8)
    sector[leaves] = np.asarray([TRADE, SERVICE, INDUSTRY])[
        choose(random, np.asarray([50.0, 35, 15]), int(leaves.sum()))
    ]
    return sector


def _state_workers(random: np.random.Generator, status: Ints, sector: Ints, age: Ints) -> Bools:
    wanted = int(number("state_workers_million") / number("population_million") * len(status))
    able = (status == EMPLOYEE) & (age >= 19) & (age < 61)
    chosen = pick(random, able * np.where(sector == SERVICE, 6.0, 0.2), wanted)
    is_state = np.zeros(len(status), dtype=np.bool_)
    is_state[chosen] = True
    return is_state


def _occupations(random: np.random.Generator, families: Families, age: Ints, is_student: Bools, work: Work) -> Ints:
    at_home = (families.sex == FEMALE) & (age >= 20) & (families.relation != CHILD)
    retired = (age >= 58) & (families.relation == HEAD) & (random.random(len(age)) < 0.16)
    code = np.select([is_student, retired, at_home], [PUPIL, PENSIONER, HOUSEWORK], NOT_WORKING)
    for sector in range(len(SECTORS)):
        for kinds, words in (
            ((OWN, HELPED, EMPLOYER, UNPAID), OWN_WORK[sector]),
            ((CASUAL_FARM, CASUAL_OTHER), CASUAL_WORK[sector]),
        ):
            rows = np.flatnonzero(np.isin(work.status, kinds) & (work.sector == sector))
            code[rows] = np.asarray(words)[random.integers(0, len(words), len(rows))]
    employees = np.flatnonzero(work.status == EMPLOYEE)
    code[employees] = np.asarray([PRIVATE, 16, 17, 18, 81, 23])[
        choose(random, np.asarray([88.0, 3, 1, 3, 3, 2]), len(employees))
    ]
    state = np.flatnonzero(work.is_state)
    code[state] = STATE_WORK[random.integers(0, len(STATE_WORK), len(state))]
    stale = (work.status >= 0) & ~work.is_state & (random.random(len(age)) < number("occupation_stale_percent") / 100)
    return np.where(stale, np.where(random.random(len(age)) < 0.5, TRADER, NOT_WORKING), code)


def _employers(random: np.random.Generator, status: Ints, is_state: Bools, home: Ints) -> Ints:
    """Number of the employer: people of a regency share its employers, a few of them large; the state is apart."""
    places = load_places()
    regency = places.village_regency(home)
    count = max(int(len(status) / number("private_employers_people")), 20)
    per_regency = np.maximum(np.bincount(regency, minlength=len(places.regencies)) * count // len(status), 1)
    base = np.cumsum(per_regency) - per_regency
    within = np.floor(random.random(len(status)) ** 2.2 * per_regency[regency]).astype(np.int64)
    employer = np.where(status == EMPLOYEE, base[regency] + within, NONE)
    return np.where(is_state, int(per_regency.sum()) + regency, employer)


def _incomes(random: np.random.Generator, status: Ints, is_state: Bools, employer: Ints) -> Ints:
    middle = np.asarray([1_900_000, 2_000_000, 4_200_000, 3_300_000, 1_200_000, 1_900_000, 0, 0])[status]
    middle = np.where(is_state, 4_800_000, middle)
    raw = middle * np.exp(random.normal(0, 0.5, len(status)))
    return np.where(status < 0, NONE, np.round(raw / 50_000).astype(np.int64) * 50_000)
