"""Who is in BPJS Ketenagakerjaan, through which segment, paid until when, and why did the others leave?"""

from dataclasses import dataclass, fields

import numpy as np

from payung.sample.array import (
    NO_DAY,
    NONE,
    Bools,
    Floats,
    Ints,
    choose,
    first_of,
    month_number,
    month_of,
    pick,
    stream,
)
from payung.sample.assumption import nested, number, table
from payung.sample.country import Country
from payung.sample.jkn import Jkn
from payung.sample.jkn_segment import NUMBER
from payung.sample.place import load_places, province_values
from payung.sample.work import BUILDING, CASUAL_OTHER, EMPLOYEE, FARM, TRANSPORT

SEGMENTS = ("PU", "BPU", "JAKON", "PMI")
PU, BPU, JAKON, PMI = range(4)
PROGRAMMES = ("JKK,JKM", "JKK,JKM,JHT", "JKK,JKM,JHT,JP", "JKK,JKM,JHT,JP,JKP")
CAUSES = ("PHK", "RESIGN", "KONTRAK HABIS", "KLAIM JHT", "MENINGGAL", "BADAN USAHA MENUNGGAK", "MENUNGGAK IURAN")
SPONSORS = (
    "PEMKAB",
    "DANA DESA",
    "CSR PERUSAHAAN DAERAH",
    "BAZNAS DAERAH",
    "KOPERASI",
    "SERTAKAN",
    "ASOSIASI",
    "PLATFORM",
)
OF_STATE_BUDGET = (0, 1)
GRACE_MONTHS = 3
DECLARED = np.asarray([1_000_000, 1_500_000, 2_000_000, 3_000_000])
SECTOR_OF_OUTPUT = ("PERTANIAN", "PERIKANAN", "PERDAGANGAN", "TRANSPORTASI", "INDUSTRI", "KONSTRUKSI", "JASA")


@dataclass
class Bpjstk:
    """Memberships, one a row; cause, employer and sponsor are -1 where there is none."""

    person: Ints
    segment: Ints
    programmes: Ints
    wage: Ints
    sector: Ints
    paid_until: Ints
    since: Ints
    is_active: Bools
    inactive_since: Ints
    cause: Ints
    employer: Ints
    sponsor: Ints

    def joined(self, other: "Bpjstk") -> "Bpjstk":
        """Both lists after one another."""
        return Bpjstk(*(np.concatenate([getattr(self, one.name), getattr(other, one.name)]) for one in fields(self)))


def make_bpjstk(country: Country, jkn: Jkn) -> Bpjstk:
    """Active members by province and segment as published, and the inactive by cause."""
    random = stream(country.seed, "bpjstk")
    scale = float(country.is_alive.sum()) / number("population_million")
    now = month_number(country.as_of)
    wanted = table("tk_active_million")
    workers = _wage_workers(random, country, jkn, wanted["PU"] * scale)
    builders = _builders(random, country, workers, wanted["JAKON"] * scale)
    selves = _self_employed(random, country, np.concatenate([workers, builders]), wanted["BPU"] * scale)
    migrants = _migrants(random, country, wanted["PMI"] * scale)
    made = _active(random, country, workers, PU, now)
    for people, segment in ((selves, BPU), (builders, JAKON), (migrants, PMI)):
        made = made.joined(_active(random, country, people, segment, now))
    return made.joined(_inactive(random, country, jkn, made.person, number("tk_inactive_million") * scale, now))


def _wage_workers(random: np.random.Generator, country: Country, jkn: Jkn, wanted: float) -> Ints:
    """Employees by province; where a province has too few, the rest live in its neighbours."""
    able = (country.work.status == EMPLOYEE) & ~country.work.is_state & (country.age >= 17) & (country.age < 60)
    in_jkn = np.isin(jkn.segments.reason, (NUMBER["PAID_BY_EMPLOYER"], NUMBER["EMPLOYER_ARREARS"]))
    weights = able * np.where(in_jkn, 12.0, 1.0)
    province = country.province
    quota = np.rint(_by_province(country) * wanted).astype(np.int64)
    room = np.bincount(province[able], minlength=len(quota)) * 92 // 100
    neighbours = nested("tk_neighbours")
    codes = load_places().provinces
    for code, others in neighbours.items():
        excess = max(int(quota[codes.index(code)] - room[codes.index(code)]), 0)
        quota[codes.index(code)] -= excess
        for other in others:
            quota[codes.index(other)] += excess // len(others)
    over = np.maximum(quota - room, 0).sum()
    quota = np.minimum(quota, room)
    quota += np.floor(over * (room - quota) / max((room - quota).sum(), 1)).astype(np.int64)
    return np.concatenate(
        [pick(random, weights * (province == number_), int(count)) for number_, count in enumerate(quota)]
    )


def _by_province(country: Country) -> Floats:
    members = province_values("tk_active_by_province")
    people = np.bincount(country.province, minlength=len(members)).astype(np.float64)
    rest = np.where(members > 0, 0.0, people)
    members = np.where(members > 0, members, number("tk_active_rest") * rest / max(rest.sum(), 1.0))
    return np.asarray(members / members.sum())


def _builders(random: np.random.Generator, country: Country, taken: Ints, wanted: float) -> Ints:
    able = (country.work.sector == BUILDING) & (country.age >= 17) & (country.age < 62)
    able[taken] = False
    return pick(random, able * 1.0 + ((country.work.status == CASUAL_OTHER) & able) * 2.0, round(wanted))


def _self_employed(random: np.random.Generator, country: Country, taken: Ints, wanted: float) -> Ints:
    work = country.work
    able = (work.status >= 0) & (work.status != EMPLOYEE) & (country.age >= 17) & (country.age < 72)
    able[taken] = False
    weights = able * np.where(work.sector == TRANSPORT, 3.5, 1.0) * np.where(country.age >= 65, 0.25, 1.0)
    share = _by_province(country)
    people = np.bincount(country.province, minlength=len(share)) / country.people
    weights = weights * np.sqrt(share / np.maximum(people, 1e-6))[country.province]
    return pick(random, weights, round(wanted))


def _migrants(random: np.random.Generator, country: Country, wanted: float) -> Ints:
    able = (country.age >= 19) & (country.age < 50) & (country.work.status < 0) & country.is_alive
    return pick(random, able.astype(np.float64) * np.where(country.welfare.is_abroad, 40.0, 1.0), round(wanted))


def _active(random: np.random.Generator, country: Country, people: Ints, segment: int, now: int) -> Bpjstk:
    count = len(people)
    behind = np.where(random.random(count) < 0.4, 0, 1)
    wage = np.maximum(country.work.income[people], 1_500_000)
    sponsor = np.full(count, NONE, dtype=np.int64)
    programmes = choose(
        random,
        np.asarray([[0, 8, 30, 62], [88, 12, 0, 0], [100, 0, 0, 0], [100, 0, 0, 0]], dtype=np.float64)[segment],
        count,
    )
    if segment == BPU:
        wage = DECLARED[choose(random, np.asarray([82.0, 8, 7, 3]), count)]
        in_grace = random.random(count) < number("tk_grace_percent") / 100
        behind = np.where(in_grace, random.integers(2, GRACE_MONTHS + 2, count), behind)
        sponsored = random.random(count) < number("tk_sponsored_percent") / 100
        platform = sponsored & (country.work.sector[people] == TRANSPORT)
        sponsor = np.where(
            sponsored, np.where(platform, len(SPONSORS) - 1, random.integers(0, len(SPONSORS) - 1, count)), NONE
        )
        behind = np.where(sponsored, np.minimum(behind, 1), behind)
    since = _since(random, country, people, np.full(count, now) - behind)
    employer = country.work.employer[people] if segment == PU else np.full(count, NONE, dtype=np.int64)
    sector = np.maximum(country.work.sector[people], 0) if segment != PMI else np.full(count, len(SECTOR_OF_OUTPUT) - 1)
    return Bpjstk(
        people, np.full(count, segment), programmes, wage, sector, now - behind, since, np.ones(count, dtype=np.bool_),
        np.full(count, NO_DAY), np.full(count, NONE), employer, sponsor,
    )  # fmt: skip


def _since(random: np.random.Generator, country: Country, people: Ints, before: Ints) -> Ints:
    grown = month_of(country.birth[people]) + 17 * 12
    longest = np.maximum(np.minimum(before - grown, 190), 2)
    return first_of(before - 1 - np.floor(random.beta(0.9, 2.2, len(people)) * (longest - 1)).astype(np.int64))


def _inactive(random: np.random.Generator, country: Country, jkn: Jkn, active: Ints, wanted: float, now: int) -> Bpjstk:
    """Those who left: the laid off of JKN first, then grown people, a few of them back with a new membership."""
    causes = nested("tk_inactive_percent")
    able = (country.age >= 19) & (country.age < 66) & country.is_alive
    weights = (
        able * np.where(country.work.status == EMPLOYEE, 2.0, 1.0) * (_by_province(country) ** 0.5)[country.province]
    )
    weights[active] *= 0.25
    parts: list[Bpjstk] = []
    for name, percent in causes.items():
        count = round(wanted * percent / 100)
        people = _leavers(random, country, jkn, weights, name, count)
        weights[people] = 0
        parts.append(_left(random, country, jkn, people, name, now))
    made = parts[0]
    for part in parts[1:]:
        made = made.joined(part)
    return made


def _leavers(random: np.random.Generator, country: Country, jkn: Jkn, weights: Floats, name: str, count: int) -> Ints:
    if name == "DECEASED":
        return pick(random, (~country.is_alive & (country.age >= 20) & (country.age < 70)).astype(np.float64), count)
    if name == "EMPLOYER_ARREARS":
        weights = weights * np.where(jkn.segments.reason == NUMBER[name], 50.0, (country.work.status == EMPLOYEE) * 1.0)
    elif name in ("LAID_OFF", "RESIGNED", "CONTRACT_ENDED"):
        reasons = (NUMBER[name], NUMBER["LAYOFF_COVER"]) if name == "LAID_OFF" else (NUMBER[name],)
        first = np.isin(jkn.segments.reason, reasons) & (jkn.segments.payer == np.arange(country.people))
        weights = weights * np.where(first, 60.0, 1.0)
    elif name == "BPU_LAPSED":
        weights = weights * np.where(country.work.status >= 0, 1.0, 0.3) * (country.work.status != EMPLOYEE)
    return pick(random, weights, count)


def _left(random: np.random.Generator, country: Country, jkn: Jkn, people: Ints, name: str, now: int) -> Bpjstk:
    count = len(people)
    segment = {"BPU_LAPSED": BPU, "JAKON_ENDED": JAKON}.get(name, PU)
    words = {
        "RESIGNED": 1,
        "LAID_OFF": 0,
        "CONTRACT_ENDED": 2,
        "FUND_PAID_OUT": 3,
        "EMPLOYER_ARREARS": 5,
        "JAKON_ENDED": 2,
        "DECEASED": 4,
    }
    low = {"BPU_LAPSED": GRACE_MONTHS + 2, "EMPLOYER_ARREARS": 3}.get(name, 1)
    ended = now - np.floor(random.beta(0.9, 1.8, count) * 70).astype(np.int64) - low
    same = (jkn.inactive_since[people] != NO_DAY) & np.isin(name, ("LAID_OFF", "RESIGNED", "CONTRACT_ENDED"))
    same &= jkn.segments.payer[people] == people
    ended = np.where(same, month_of(np.maximum(jkn.inactive_since[people], 0)) - 1, ended)
    if name == "DECEASED":
        ended = month_of(np.maximum(country.welfare.died_on[people], 0))
    since = _since(random, country, people, ended)
    programmes = np.where(segment == PU, choose(random, np.asarray([0.0, 10, 60, 30]), count), 0)
    wage = np.where(segment == PU, np.maximum(country.work.income[people], 2_000_000), DECLARED[0])
    boss = random.integers(0, 1 + int(country.work.employer.max()), count) if segment == PU else np.full(count, NONE)
    sector = np.where(
        country.work.sector[people] < 0,
        random.integers(FARM, len(SECTOR_OF_OUTPUT), count),
        country.work.sector[people],
    )
    cause = np.full(count, words.get(name, NONE))
    sponsor = np.full(count, NONE)
    if name == "BPU_LAPSED":
        ended_by_sponsor = random.random(count) < 0.3
        cause = np.where(ended_by_sponsor, words["CONTRACT_ENDED"], len(CAUSES) - 1)
        sponsor = np.where(ended_by_sponsor, random.choice(OF_STATE_BUDGET, count), NONE)
    off = first_of(ended + np.where(segment == BPU, GRACE_MONTHS + 1, 1))
    return Bpjstk(
        people,
        np.full(count, segment),
        programmes,
        wage,
        sector,
        ended,
        since,
        np.zeros(count, dtype=np.bool_),
        off,
        cause,
        boss,
        sponsor,
    )
