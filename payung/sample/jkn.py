"""How does the JKN register hold each member: since when, paid until, status, cause, class, role, wage?"""

from dataclasses import dataclass

import numpy as np

from payung.sample.array import (
    NO_DAY,
    NONE,
    Bools,
    Floats,
    Ints,
    choose,
    day,
    days_of,
    first_day,
    first_of,
    month_number,
    month_of,
    stream,
    to_date,
    year_month_day,
)
from payung.sample.assumption import load, number, numbers
from payung.sample.country import Country
from payung.sample.household import CHILD, HUSBAND, WIFE
from payung.sample.jkn_segment import BP, NUMBER, PBI, PBPU, PEMDA, PPU_BU, PPU_PN, Segments, make_segments

STATUSES = (
    "AKTIF",
    "NON AKTIF",
    "NON AKTIF KARENA PREMI",
    "PENANGGUHAN PEMBAYARAN",
    "MENINGGAL",
    "GAGAL DAFTAR",
    "MENUNGGU",
)
AKTIF, NON_AKTIF, PREMI, PENANGGUHAN, MENINGGAL, GAGAL, MENUNGGU = range(7)
STEPS = ("SURAT FASKES", "VERIFIKASI DINSOS", "SIKS-NG", "VERIFIKASI KEMENSOS", "AKTIVASI BPJS")
FAILURES = (
    "NIK TIDAK PADAN",
    "KK TIDAK SESUAI",
    "ANGGOTA KELUARGA BELUM LENGKAP",
    "REKENING AUTODEBIT DITOLAK",
    "SISTEM TIDAK MERESPONS",
)
ARREARS_BANDS = ((1, 3), (4, 6), (7, 12), (13, 24), (25, 60))
FIRST_DAY = first_day((2014 - 1970) * 12)
CATASTROPHIC = (1, 3, 4, 6, 7)  # heart, kidney, cancer, stroke, thalassaemia
BRIDGE_MONTHS = 3
COVER_MONTHS = 6
MONTHLY_REMOVALS = 9
PENSIONABLE_WAGE = 4_000_000


@dataclass
class Jkn:
    """The register's view of each person; months are months since 1970, days are days since 1970.

    cause: number of a text in `causes` (-1 none); role: 1 member, 2 spouse, 3 child, 4 extra; wage only for workers.
    """

    segments: Segments
    status: Ints
    cause: Ints
    causes: list[str]
    since: Ints
    paid_until: Ints
    inactive_since: Ints
    care_class: Ints
    role: Ints
    wage: Ints

    @property
    def holds(self) -> Bools:
        """People the register holds, failed attempts included."""
        return np.asarray(self.segments.segment != NONE)


def make_jkn(country: Country) -> Jkn:
    """Memberships of everybody, with dates that fit the reason."""
    segments = make_segments(country)
    people = country.people
    none = np.full(people, NONE, dtype=np.int64)
    jkn = Jkn(
        segments, np.where(segments.segment == NONE, NONE, AKTIF), none.copy(), [], _since(country), none.copy(),
        np.full(people, NO_DAY, dtype=np.int64), _care_class(country, segments), _role(country, segments), none.copy(),
    )  # fmt: skip
    is_worker = segments.payer == np.arange(people)
    jkn.wage[is_worker] = np.maximum(country.work.income[is_worker], 1_800_000)
    random = stream(country.seed, "jkn")
    now = month_number(country.as_of)
    _paid(random, country, jkn, now)
    _removed(random, country, jkn, now)
    _region_and_employer(random, country, jkn, now)
    _left_work(random, country, jkn, now)
    _own_payment(random, country, jkn, now)
    _other(random, country, jkn)
    _lag(random, jkn)
    jkn.since = np.where(jkn.inactive_since != NO_DAY, np.minimum(jkn.since, jkn.inactive_since - 31), jkn.since)
    soon = segments.reason == NUMBER["APPOINTED_NOT_IN_FORCE"]
    jkn.since = np.where(soon, jkn.since, np.minimum(jkn.since, country.as_of))
    tried = segments.reason == NUMBER["ATTEMPT_FAILED"]
    jkn.since = np.where(tried, NO_DAY, np.maximum(jkn.since, country.birth))
    return jkn


def _rows(jkn: Jkn, reason: str) -> Ints:
    return np.flatnonzero(jkn.segments.reason == NUMBER[reason])


def _cause(jkn: Jkn, people: Ints, text: str) -> None:
    if text not in jkn.causes:
        jkn.causes.append(text)
    jkn.cause[people] = jkn.causes.index(text)


def _since(country: Country) -> Ints:
    random = stream(country.seed, "jkn since")
    days = (
        np.floor(random.beta(1.1, 1.6, len(country.families.start)) * (country.as_of - 100 - FIRST_DAY)).astype(
            np.int64
        )
        + FIRST_DAY
    )
    return first_of(month_of(np.maximum(days[country.families.family], country.birth + 20)))


def _care_class(country: Country, segments: Segments) -> Ints:
    random = stream(country.seed, "care class")
    own = choose(random, np.asarray([9.0, 13, 78]), len(country.families.start))[country.families.family] + 1
    payer = np.maximum(segments.payer, 0)
    by_work = np.where((country.work.income[payer] > PENSIONABLE_WAGE) | country.work.is_state[payer], 1, 2)
    by_segment = np.select(
        [np.isin(segments.segment, (PPU_BU, PPU_PN)), segments.segment == PBPU, segments.segment == BP],
        [by_work, own, 2],
        3,
    )
    return np.where(segments.segment == NONE, NONE, by_segment)


def _role(country: Country, segments: Segments) -> Ints:
    relation = country.families.relation
    by_card = np.select([np.isin(relation, (HUSBAND, WIFE)), relation == CHILD], [2, 3], 1)
    is_spouse = np.isin(relation, (1, HUSBAND, WIFE))
    in_work = segments.payer != NONE
    is_worker = segments.payer == np.arange(len(relation))
    by_work = np.select([is_worker, segments.is_extra, is_spouse], [1, 4, 2], 3)
    return np.where(in_work, by_work, by_card)


def _paid(random: np.random.Generator, country: Country, jkn: Jkn, now: int) -> None:
    """Members in order have paid for the last month or the running one; the state's list has no month paid."""
    segment = jkn.segments.segment
    of_family = random.random(len(country.families.start))[country.families.family]
    chance = np.where(jkn.segments.payer != NONE, of_family[np.maximum(jkn.segments.payer, 0)], of_family)
    ahead = np.select([chance < 0.62, chance < 0.95, chance < 0.98], [-1, 0, 1], 3)
    pays = np.isin(segment, (PPU_BU, PPU_PN, PBPU, BP, PEMDA))
    jkn.paid_until[:] = np.where(pays, now + np.where(segment == PBPU, ahead, np.minimum(ahead, 0)), NONE)


def _removed(random: np.random.Generator, country: Country, jkn: Jkn, now: int) -> None:
    rows = random.permutation(_rows(jkn, "REMOVED_FROM_PBI"))
    running = round(len(rows) * load()["jkn_inactive_million"].value["REACTIVATION_RUNNING"] / 21.1)
    decrees = [(str(one["decree"]), day(one["day"]), float(one["million"])) for one in load()["pbi_removals"].value]
    monthly = number("pbi_removals_monthly_million")
    for back in range(MONTHLY_REMOVALS):
        on = first_day(now - back)
        decrees.append((f"SK MENSOS {300 + (now - back) % 120}/HUK/{to_date(on).year}", on, monthly))
    decrees = [one for one in decrees if one[1] <= country.as_of]
    which = choose(random, np.asarray([one[2] for one in decrees]), len(rows))
    recent = np.asarray([number_ for number_, one in enumerate(decrees) if one[1] > country.as_of - 150])
    ill = np.isin(country.welfare.illness[rows], CATASTROPHIC) & (random.random(len(rows)) < 0.2)
    which[ill] = recent[random.integers(0, len(recent), int(ill.sum()))]
    which[:running] = recent[random.integers(0, len(recent), running)]
    jkn.inactive_since[rows] = np.asarray([one[1] for one in decrees])[which]
    jkn.status[rows] = NON_AKTIF
    for number_, one in enumerate(decrees):
        _cause(jkn, rows[which == number_], one[0])
    for number_, step in enumerate(STEPS):
        _cause(jkn, rows[:running][number_ :: len(STEPS)], f"REAKTIVASI: {step}")
    jkn.segments.reason[rows[:running]] = NUMBER["REACTIVATION_RUNNING"]
    rest = rows[running:]
    bridge = first_day(now - BRIDGE_MONTHS)
    ill = np.isin(country.welfare.illness[rest], CATASTROPHIC) & (jkn.inactive_since[rest] > bridge)
    jkn.segments.reason[rest[ill]] = NUMBER["CHRONIC_BRIDGE"]


def _region_and_employer(random: np.random.Generator, country: Country, jkn: Jkn, now: int) -> None:
    late = _rows(jkn, "REGION_ARREARS")
    behind = random.integers(1, 10, 1 + int(country.regency.max()))
    jkn.paid_until[late] = now - 1 - behind[country.regency[late]]
    jkn.status[late] = PENANGGUHAN
    _cause(jkn, late, "PEMDA MENUNGGAK")
    boss = _rows(jkn, "EMPLOYER_ARREARS")
    of_employer = random.integers(1, 14, 2 + int(country.work.employer.max()))
    jkn.paid_until[boss] = now - 1 - of_employer[country.work.employer[jkn.segments.payer[boss]]]
    jkn.status[boss] = PENANGGUHAN
    _cause(jkn, boss, "BADAN USAHA MENUNGGAK")
    for rows in (late, boss):
        jkn.inactive_since[rows] = first_of(jkn.paid_until[rows] + 2)
    stopped = _rows(jkn, "REGION_STOPPED_PAYING")
    months_ago = random.integers(0, 26, 1 + int(country.regency.max()))[country.regency[stopped]]
    _end(jkn, stopped, now - months_ago, "APBD BERAKHIR")
    soon = _rows(jkn, "APPOINTED_NOT_IN_FORCE")
    jkn.since[soon] = first_of(np.full(len(soon), now + 1))
    jkn.paid_until[soon] = NONE
    jkn.status[soon] = MENUNGGU


def _end(jkn: Jkn, people: Ints, month: Ints, cause: str) -> None:
    jkn.inactive_since[people] = first_of(month)
    jkn.paid_until[people] = np.where(jkn.segments.segment[people] == PBI, NONE, month - 1)
    jkn.status[people] = NON_AKTIF
    _cause(jkn, people, cause)


def _left_work(random: np.random.Generator, country: Country, jkn: Jkn, now: int) -> None:
    recent = random.random(country.people) < number("layoff_recent_percent") / 100
    ago = np.where(
        recent, random.integers(0, COVER_MONTHS, country.people), random.integers(COVER_MONTHS + 1, 60, country.people)
    )
    for reason, cause in (("LAID_OFF", "PHK"), ("RESIGNED", "RESIGN"), ("CONTRACT_ENDED", "KONTRAK HABIS")):
        rows = _rows(jkn, reason)
        _end(jkn, rows, now - ago[jkn.segments.payer[rows]], cause)
    laid_off = _rows(jkn, "LAID_OFF")
    covered = jkn.inactive_since[laid_off] > first_day(now - COVER_MONTHS)
    jkn.segments.reason[laid_off[covered]] = NUMBER["LAYOFF_COVER"]
    grown = _rows(jkn, "AGED_OUT")
    year, month, of_month = year_month_day(country.birth[grown])
    studied = (country.age[grown] >= 25) & (random.random(len(grown)) < 0.3)
    birthday = days_of(year + np.where(studied, 25, 21), month, np.minimum(of_month, 28))
    _end(jkn, grown, month_of(np.minimum(birthday, country.as_of - 31)) + 1, "ANAK > 21 TH")


def _own_payment(random: np.random.Generator, country: Country, jkn: Jkn, now: int) -> None:
    families = len(country.families.start)
    bands = np.asarray(ARREARS_BANDS)[choose(random, numbers("pbpu_arrears_months"), families)]
    months = random.integers(bands[:, 0], bands[:, 1] + 1)[country.families.family]
    late = _rows(jkn, "ARREARS")
    jkn.paid_until[late] = now - 1 - months[late]
    plan = _rows(jkn, "INSTALMENTS_RUNNING")
    owed = np.clip(months, 4, 24)
    jkn.paid_until[plan] = now - 1 - owed[plan]
    of_plan = random.integers(0, 12, families)[country.families.family]
    for person in plan:
        parts = int(min(owed[person], 12))
        _cause(jkn, np.asarray([person]), f"CICILAN {int(of_plan[person]) % (parts - 1) + 1}/{parts}")
    both = np.concatenate([late, plan])
    jkn.status[both] = PREMI
    earliest = first_of(jkn.paid_until[both])
    jkn.since[both] = np.minimum(jkn.since[both], earliest)
    new = {"WAITING_PERIOD": (0, 13), "FIRST_PAYMENT_DUE": (15, 29)}
    for reason, (low, high) in new.items():
        rows = _rows(jkn, reason)
        ago = random.integers(low, high + 1, families)[country.families.family]
        jkn.since[rows] = country.as_of - ago[rows]
        jkn.paid_until[rows] = NONE
        jkn.status[rows] = MENUNGGU


def _other(random: np.random.Generator, country: Country, jkn: Jkn) -> None:
    failed = _rows(jkn, "ATTEMPT_FAILED")
    which = random.integers(0, len(FAILURES), len(country.families.start))[country.families.family]
    for number_, text in enumerate(FAILURES):
        _cause(jkn, failed[which[failed] == number_], f"GAGAL: {text}")
    jkn.status[failed] = GAGAL
    jkn.inactive_since[failed] = country.as_of - random.integers(3, 300, len(failed))
    jkn.since[failed] = NO_DAY
    jkn.paid_until[failed] = NONE
    for reason, cause in (("IDENTITY_MISMATCH", "DATA TIDAK PADAN"), ("DUPLICATE_MEMBERSHIP", "KARTU GANDA")):
        rows = _rows(jkn, reason)
        _end(jkn, rows, month_of(country.as_of - random.integers(20, 1200, len(rows))), cause)
    _dead(random, country, jkn)
    left = _rows(jkn, "LEFT_THE_COUNTRY")
    jkn.status[left] = NON_AKTIF
    _cause(jkn, left, "PINDAH LN")
    jkn.inactive_since[left] = first_of(month_of(country.as_of - random.integers(40, 900, len(left))))
    jkn.paid_until[left] = np.where(jkn.segments.segment[left] == PBI, NONE, month_of(jkn.inactive_since[left]) - 1)


def _dead(random: np.random.Generator, country: Country, jkn: Jkn) -> None:
    """The first part of the dead is known to JKN; the rest it still holds active."""
    dead = _rows(jkn, "DECEASED")
    inactive = float(load()["jkn_inactive_million"].value["DECEASED"])
    known = random.random(len(dead)) < inactive / (inactive + number("deceased_still_active_million"))
    told = dead[known]
    died = country.welfare.died_on[told]
    jkn.inactive_since[told] = np.minimum(died + random.integers(5, 100, len(told)), country.as_of)
    jkn.paid_until[told] = np.where(jkn.segments.segment[told] == PBI, NONE, month_of(died))
    jkn.status[told] = MENINGGAL
    _cause(jkn, told, "MENINGGAL")


def _lag(random: np.random.Generator, jkn: Jkn) -> None:
    share: Floats = random.random(len(jkn.status))
    slow = share < number("register_lag_per_1000") / 1000
    jkn.status[slow & (jkn.status == PREMI)] = AKTIF
    paid = slow & (jkn.status == AKTIF) & (jkn.segments.reason == NUMBER["PAID_BY_SELF"])
    jkn.status[paid] = PREMI
