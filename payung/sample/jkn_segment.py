"""Through which segment is each person in JKN, is the person active, and if not, why?

Shares are those published; a family stays together.
"""

from dataclasses import dataclass

import numpy as np

from payung.sample.array import NONE, Bools, Floats, Ints, choose, fill, ints, pick, stream
from payung.sample.assumption import number, numbers, table
from payung.sample.country import Country
from payung.sample.household import CHILD, PARENT, PARENT_IN_LAW, Families
from payung.sample.jkn_worker import dependants_of, former_workers, is_dependant_child
from payung.sample.place import load_places
from payung.sample.work import EMPLOYEE, PENSIONER

SEGMENTS = ("PBI", "PBPU_PEMDA", "PPU_BU", "PPU_PN", "PBPU", "BP")
PBI, PEMDA, PPU_BU, PPU_PN, PBPU, BP = range(6)
REASONS = (
    "PAID_BY_STATE",
    "PAID_BY_REGION",
    "PAID_BY_EMPLOYER",
    "PAID_BY_SELF",
    "DEPENDANT_OF_WORKER",
    "NEWBORN_WINDOW",
    "LAYOFF_COVER",
    "CHRONIC_BRIDGE",
    "WAITING_PERIOD",
    "FIRST_PAYMENT_DUE",
    "APPOINTED_NOT_IN_FORCE",
    "REACTIVATION_RUNNING",
    "ARREARS",
    "EMPLOYER_ARREARS",
    "REGION_ARREARS",
    "INSTALMENTS_RUNNING",
    "REMOVED_FROM_PBI",
    "REGION_STOPPED_PAYING",
    "LAID_OFF",
    "RESIGNED",
    "CONTRACT_ENDED",
    "AGED_OUT",
    "FAMILY_LIMIT",
    "IDENTITY_MISMATCH",
    "DUPLICATE_MEMBERSHIP",
    "DECEASED",
    "LEFT_THE_COUNTRY",
    "NEVER_REGISTERED",
    "ATTEMPT_FAILED",
)
NUMBER = {reason: index for index, reason in enumerate(REASONS)}
NEWBORN_DAYS = 28
FAR_PROVINCES = ("53", "81", "82", "91", "92", "93", "94", "95", "96")


@dataclass
class Segments:
    """By person: segment (-1 none), reason (number in REASONS), payer (worker of a PPU membership or -1), is_extra."""

    segment: Ints
    reason: Ints
    payer: Ints
    is_extra: Bools

    def put(self, people: Ints, segment: int | Ints, reason: str) -> None:
        """Write segment and reason of some people."""
        self.segment[people] = segment
        self.reason[people] = NUMBER[reason]


class Quotas:
    """Millions of the nation as people of the sample."""

    def __init__(self, living: int) -> None:
        """Scale by the living people of the sample."""
        self.scale = living / number("population_million")
        self.active = table("jkn_active_million")
        self.inactive = table("jkn_inactive_million")
        self.way = table("jkn_on_the_way_million")

    def __call__(self, million: float) -> int:
        """People of the sample."""
        return round(million * self.scale)


def make_segments(country: Country) -> Segments:
    """Segments and reasons of everybody."""
    people = country.people
    segments = Segments(
        np.full(people, NONE, dtype=np.int64), np.full(people, NONE, dtype=np.int64),
        np.full(people, NONE, dtype=np.int64), np.zeros(people, dtype=np.bool_),
    )  # fmt: skip
    quotas = Quotas(int(country.is_alive.sum()))
    random = stream(country.seed, "jkn segment")
    _gone(random, country, quotas, segments)
    _newborns(random, country, segments)
    _workers(random, country, quotas, segments)
    _former(random, country, quotas, segments)
    _aged_out(random, country, quotas, segments)
    _apart(random, country, quotas, segments)
    _subsidised(random, country, quotas, segments)
    _self_paying(random, country, quotas, segments)
    return segments


def free_groups(families: Families, reason: Ints) -> Ints:
    """How many members of each family have no reason yet."""
    return families.of_family((reason == NONE).astype(np.int64))


def _take(random: np.random.Generator, country: Country, segments: Segments, weights: Floats, quota: int) -> Ints:
    """People without a reason yet of whole families, heavier families sooner, up to the quota."""
    families = country.families
    taken = fill(random, weights, free_groups(families, segments.reason), quota)
    is_taken = np.zeros(len(families.start), dtype=np.bool_)
    is_taken[taken] = True
    return np.flatnonzero(is_taken[families.family] & (segments.reason == NONE))


def _by_decile(country: Country, key: str) -> Floats:
    return numbers(key)[country.welfare.decile[country.families.start] - 1]


def _gone(random: np.random.Generator, country: Country, quotas: Quotas, segments: Segments) -> None:
    dead = random.permutation(np.flatnonzero(~country.is_alive))
    abroad = random.permutation(np.flatnonzero(country.welfare.is_abroad))
    mix = np.asarray([50.0, 22, 8, 3, 15, 2])
    held = quotas(quotas.inactive["DECEASED"]) + quotas(number("deceased_still_active_million"))
    segments.put(dead, NONE, "NEVER_REGISTERED")
    segments.put(dead[:held], choose(random, mix, len(dead[:held])), "DECEASED")
    segments.put(abroad, NONE, "NEVER_REGISTERED")
    left = abroad[: quotas(quotas.inactive["LEFT_THE_COUNTRY"])]
    segments.put(left, choose(random, mix, len(left)), "LEFT_THE_COUNTRY")


def _newborns(random: np.random.Generator, country: Country, segments: Segments) -> None:
    born = np.flatnonzero((country.birth > country.as_of - NEWBORN_DAYS) & (segments.reason == NONE))
    segments.put(born[random.random(len(born)) < 0.55], NONE, "NEWBORN_WINDOW")


def _workers(random: np.random.Generator, country: Country, quotas: Quotas, segments: Segments) -> None:
    families, work = country.families, country.work
    free = segments.reason == NONE
    state_payer = dependants_of(families, work.is_state, free, is_dependant_child(country))
    state = np.flatnonzero(state_payer != NONE)
    _employ(segments, state, state_payer[state], PPU_PN)
    free = segments.reason == NONE
    private = (work.status == EMPLOYEE) & ~work.is_state & free
    payer = dependants_of(families, private, free, is_dependant_child(country))
    size = families.of_family((payer != NONE).astype(np.int64))
    weights: Floats = np.asarray(1.0 + country.welfare.decile[families.start] ** 1.5, dtype=np.float64)
    million = quotas.active["PPU_BU"] + quotas.active["PPU_PN"] + quotas.inactive["EMPLOYER_ARREARS"]
    wanted = quotas(million) - len(state)
    taken = np.zeros(len(families.start), dtype=np.bool_)
    taken[fill(random, weights, size, wanted)] = True
    members = np.flatnonzero((payer != NONE) & taken[families.family])
    _employ(segments, members, payer[members], PPU_BU)
    boss = work.employer[segments.payer[members]]
    per_employer = np.bincount(boss)
    late = fill(
        random,
        np.where(per_employer > 0, 1.0 / np.maximum(per_employer, 1), 0.0),
        per_employer,
        quotas(quotas.inactive["EMPLOYER_ARREARS"]),
    )
    segments.put(members[np.isin(boss, late)], PPU_BU, "EMPLOYER_ARREARS")
    _extras(random, country, quotas, segments)
    _beyond_the_limit(random, country, quotas, segments)


def _employ(segments: Segments, people: Ints, payer: Ints, segment: int) -> None:
    segments.put(people, segment, "DEPENDANT_OF_WORKER")
    workers = people[people == payer]
    segments.put(workers, segment, "PAID_BY_EMPLOYER")
    segments.payer[people] = payer


def _extras(random: np.random.Generator, country: Country, quotas: Quotas, segments: Segments) -> None:
    families = country.families
    head = segments.payer[families.start][families.family]
    able = np.isin(families.relation, (PARENT, PARENT_IN_LAW)) & (segments.reason == NONE) & (head != NONE)
    extra = pick(random, able.astype(np.float64), quotas(number("jkn_extra_members_million")))
    segments.put(extra, segments.segment[head[extra]], "DEPENDANT_OF_WORKER")
    segments.payer[extra] = head[extra]
    segments.is_extra[extra] = True


def _beyond_the_limit(random: np.random.Generator, country: Country, quotas: Quotas, segments: Segments) -> None:
    """Fourth children whom the register holds on the card of the family's only worker."""
    families = country.families
    workers = families.of_family(((segments.payer == np.arange(country.people)) & ~segments.is_extra).astype(np.int64))
    lead = segments.payer[families.start]
    one = ((lead != NONE) & (workers == 1))[families.family]
    able = one & is_dependant_child(country) & (segments.reason == NONE)
    fourth = pick(random, able.astype(np.float64), quotas(number("jkn_fourth_children_million")))
    payer = lead[families.family[fourth]]
    segments.put(fourth, segments.segment[payer], "FAMILY_LIMIT")
    segments.payer[fourth] = payer


def _former(random: np.random.Generator, country: Country, quotas: Quotas, segments: Segments) -> None:
    families = country.families
    for cause, segment in (
        ("LAID_OFF", PPU_BU),
        ("RESIGNED", PPU_BU),
        ("CONTRACT_ENDED", PPU_BU),
        ("STATE_CONTRACT_ENDED", PPU_PN),
    ):
        payer = former_workers(country, segments.reason == NONE, is_dependant_child(country))
        size = families.of_family((payer != NONE).astype(np.int64))
        taken = np.zeros(len(families.start), dtype=np.bool_)
        taken[fill(random, np.ones(len(size)), size, quotas(quotas.inactive[cause]))] = True
        members = np.flatnonzero((payer != NONE) & taken[families.family])
        segments.put(members, segment, cause.removeprefix("STATE_"))
        segments.payer[members] = payer[members]


def _aged_out(random: np.random.Generator, country: Country, quotas: Quotas, segments: Segments) -> None:
    families, age = country.families, country.age
    lead = segments.payer[families.start][families.family]
    grown = (
        (families.relation == CHILD)
        & (age >= 21)
        & (~country.work.is_student | (age >= 25))
        & (segments.reason == NONE)
    )
    weights = (grown & (lead != NONE)) * np.where(age < 30, 1.0, 0.15)
    out = pick(random, weights, quotas(quotas.inactive["AGED_OUT"]))
    segments.put(out, segments.segment[lead[out]], "AGED_OUT")
    segments.payer[out] = lead[out]


def _apart(random: np.random.Generator, country: Country, quotas: Quotas, segments: Segments) -> None:
    """Pensioners, failed attempts, the never registered, and cards set aside for repair."""
    families = country.families
    head = families.start
    pensioner = (country.work.occupation[head] == PENSIONER) * 20.0 + (
        (country.welfare.decile[head] >= 9) & (country.age[head] >= 45)
    ) * 3.0
    segments.put(_take(random, country, segments, pensioner, quotas(quotas.active["BP"])), BP, "PAID_BY_SELF")
    far = np.isin(np.asarray(load_places().provinces), FAR_PROVINCES)[country.province[head]]
    never = number("population_million") - number("jkn_registered_million") - number("jkn_attempt_failed_million")
    weights = np.where(far, 5.0, 1.0) * np.where(country.welfare.decile[head] <= 3, 2.0, 1.0)
    segments.put(_take(random, country, segments, weights, quotas(never * 0.5)), NONE, "NEVER_REGISTERED")
    alone = np.where(country.age == 0, 12.0, np.where((country.age >= 17) & (country.age <= 26), 2.5, 1.0)) * (
        segments.reason == NONE
    )
    segments.put(pick(random, alone, quotas(never * 0.5)), NONE, "NEVER_REGISTERED")
    ones = np.ones(len(head))
    segments.put(
        _take(random, country, segments, ones, quotas(number("jkn_attempt_failed_million"))), PBPU, "ATTEMPT_FAILED"
    )
    for cause in ("IDENTITY_MISMATCH", "DUPLICATE_MEMBERSHIP"):
        some = pick(random, (segments.reason == NONE).astype(np.float64), quotas(quotas.inactive[cause]))
        segments.put(some, ints(PBI, PEMDA, PBPU)[choose(random, np.asarray([50.0, 20, 30]), len(some))], cause)


def _subsidised(random: np.random.Generator, country: Country, quotas: Quotas, segments: Segments) -> None:
    head = country.families.start
    removed = quotas.inactive["REMOVED_FROM_PBI"] + quotas.inactive["REACTIVATION_RUNNING"]
    weights = _by_decile(country, "pbi_percent_by_decile") / 100
    segments.put(_take(random, country, segments, weights**1.6, quotas(quotas.active["PBI"])), PBI, "PAID_BY_STATE")
    off = _take(random, country, segments, _by_decile(country, "pbi_removed_percent_by_decile"), quotas(removed))
    segments.put(off, PBI, "REMOVED_FROM_PBI")
    regency = country.regency[head]
    generous = np.exp(stream(country.seed, "regency").normal(0, 0.7, len(load_places().regencies)))
    weights = _by_decile(country, "pemda_percent_by_decile") * generous[regency]
    paid = _take(
        random, country, segments, weights, quotas(quotas.active["PBPU_PEMDA"] + quotas.inactive["REGION_ARREARS"])
    )
    segments.put(paid, PEMDA, "PAID_BY_REGION")
    per_regency = np.bincount(country.regency[paid], minlength=len(generous))
    late = fill(random, 1.0 / np.maximum(per_regency, 1), per_regency, quotas(quotas.inactive["REGION_ARREARS"]))
    segments.put(paid[np.isin(country.regency[paid], late)], PEMDA, "REGION_ARREARS")
    weights = weights / np.maximum(generous[regency] ** 2, 0.05)
    stopped = _take(random, country, segments, weights, quotas(quotas.inactive["REGION_STOPPED_PAYING"]))
    segments.put(stopped, PEMDA, "REGION_STOPPED_PAYING")
    soon = _take(random, country, segments, weights, quotas(quotas.way["APPOINTED_NOT_IN_FORCE"]))
    segments.put(soon, np.where(np.arange(len(soon)) % 3 == 0, PEMDA, PBI), "APPOINTED_NOT_IN_FORCE")


def _self_paying(random: np.random.Generator, country: Country, quotas: Quotas, segments: Segments) -> None:
    decile = country.welfare.decile[country.families.start].astype(np.float64)
    for reason in ("WAITING_PERIOD", "FIRST_PAYMENT_DUE"):
        segments.put(_take(random, country, segments, decile, quotas(quotas.way[reason])), PBPU, reason)
    segments.put(_take(random, country, segments, decile**1.5, quotas(quotas.active["PBPU"])), PBPU, "PAID_BY_SELF")
    segments.put(
        _take(random, country, segments, decile, quotas(quotas.inactive["INSTALMENTS_RUNNING"])),
        PBPU,
        "INSTALMENTS_RUNNING",
    )
    segments.put(np.flatnonzero(segments.reason == NONE), PBPU, "ARREARS")
