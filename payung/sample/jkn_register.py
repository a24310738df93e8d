"""What does BPJS Kesehatan hand over of its members?"""

from typing import Any

import numpy as np

from payung.sample.array import NO_DAY, NONE, Ints, month_of, stream
from payung.sample.country import Country
from payung.sample.error import Records
from payung.sample.jkn import NON_AKTIF, STATUSES, Jkn
from payung.sample.jkn_segment import PPU_BU, PPU_PN
from payung.sample.place import residence, residence_codes
from payung.sample.text import days, digits, months, phones, plain, words

SUPPLIER = "bpjs_kesehatan"
FILE = "peserta_jkn.parquet"
SEGMENTS = ("PBI (APBN)", "PBI (APBD)", "PPU SWASTA", "PPU PN", "PBPU", "BP")
CARD_BASE = 9 * 10**12
CARD_STEP = 37
EMPLOYER_BASE = 80_000_000
BLOCKED_TWICE = 0.55  # of the second cards of one person, those that the register has found and blocked


def held(jkn: Jkn) -> Ints:
    """People the register holds, failed attempts included."""
    return np.flatnonzero(jkn.holds).astype(np.int64)


def columns(country: Country, jkn: Jkn, records: Records, name: Any, mother: Any) -> dict[str, Any]:
    """The file's columns as texts."""
    person = records.person
    random = stream(country.seed, "jkn register")
    blocked = records.is_twice & (random.random(len(person)) < BLOCKED_TWICE)
    causes = [*jkn.causes, "KARTU GANDA"]
    since, inactive = jkn.since[person], jkn.inactive_since[person]
    found = np.maximum(country.as_of - random.integers(10, 900, len(person)), since + 1)
    with_village = random.random(len(person)) < 0.4
    village = np.where(with_village, records.village, NONE)
    works = np.isin(jkn.segments.segment[person], (PPU_BU, PPU_PN))
    boss = np.where(works, country.work.employer[np.maximum(jkn.segments.payer[person], 0)], NONE)
    boss = np.where(works & (boss == NONE), person % 997, boss)
    return {
        "noKartu": plain(_cards(records)),
        "nik": digits(records.nik),
        "noKK": digits(records.kk),
        "nama": name,
        "tglLahir": days(records.birth, "%Y-%m-%d"),
        "sex": words(records.sex, ("L", "P")),
        "namaIbu": mother,
        "pisa": plain(jkn.role[person]),
        "jenisPeserta": words(jkn.segments.segment[person], SEGMENTS),
        "hakKelas": plain(jkn.care_class[person]),
        "tglTMT": days(since, "%Y-%m-%d"),
        "lunasSampai": months(
            np.where(blocked & (jkn.paid_until[person] != NONE), month_of(found), jkn.paid_until[person]), "%Y-%m"
        ),
        "statusPeserta": words(np.where(blocked, NON_AKTIF, jkn.status[person]), STATUSES),
        "tglNonaktif": days(
            np.where(blocked, found, np.where(jkn.cause[person] == NONE, NO_DAY, _day(jkn, person, inactive))),
            "%Y-%m-%d",
        ),
        "sebabNonaktif": words(np.where(blocked, len(causes) - 1, jkn.cause[person]), causes),
        "kodeWilayah": words(
            residence(village, records.district), [code.replace(".", "") for code in residence_codes()]
        ),
        "kodeBadanUsaha": plain(np.where(works, EMPLOYER_BASE + boss, NONE)),
        "gaji": plain(jkn.wage[person]),
        "noHP": phones(records.phone),
    }


def _day(jkn: Jkn, person: Ints, inactive: Ints) -> Ints:
    """The register keeps no day for members in arrears."""
    is_plan = np.asarray([text.startswith("CICILAN") for text in [*jkn.causes, ""]])[jkn.cause[person]]
    return np.where(is_plan, NO_DAY, inactive)


def _cards(records: Records) -> Ints:
    """Card numbers in the order of the rows; a repeated row keeps the number of the row it repeats."""
    count = len(records.person)
    key = records.source * 2 + records.is_twice
    first = np.full(int(key.max()) + 1, count, dtype=np.int64)
    np.minimum.at(first, key, np.arange(count))
    return CARD_BASE + first[key] * CARD_STEP
