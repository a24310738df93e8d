"""What does the civil register hand over?"""

from typing import Any

import numpy as np

from payung.sample.array import NO_DAY, Bools, Ints, stream
from payung.sample.assumption import nested, number
from payung.sample.country import Country
from payung.sample.error import Records
from payung.sample.household import CHILD
from payung.sample.place import birth_places, residence, residence_codes
from payung.sample.text import days, digits, flags, phones, words
from payung.terms.public import occupation_labels

SUPPLIER = "dukcapil"
FILE = "penduduk_dukcapil.csv"
RELATIONS = (
    None,
    "KEPALA KELUARGA",
    "SUAMI",
    "ISTRI",
    "ANAK",
    "MENANTU",
    "CUCU",
    "ORANGTUA",
    "MERTUA",
    "FAMILI LAIN",
    "PEMBANTU",
)
ALIVE, DEAD, ABROAD = range(3)
UNREGISTERED_UNTIL_DAYS = 60


def held(country: Country) -> Ints:
    """People the civil register holds: nearly all; of the newborn many are missing."""
    random = stream(country.seed, "dukcapil held")
    share = np.full(country.people, nested("coverage_percent")[SUPPLIER] / 100)
    share[country.birth > country.as_of - UNREGISTERED_UNTIL_DAYS] = 0.6
    return np.flatnonzero(random.random(country.people) < share).astype(np.int64)


def columns(country: Country, records: Records, name: Any, mother: Any) -> dict[str, Any]:
    """The file's columns as texts."""
    person = records.person
    welfare = country.welfare
    known = _death_known(country)[person]
    status = np.select([known, welfare.is_abroad[person]], [DEAD, ABROAD], ALIVE)
    labels = [occupation_labels().get(code) for code in range(max(occupation_labels()) + 1)]
    return {
        "NIK": digits(records.nik),
        "NO_KK": digits(records.kk),
        "NAMA_LGKP": name,
        "TMPT_LHR": words(country.identity.birth_regency[person], birth_places()),
        "TGL_LHR": days(records.birth, "%d-%m-%Y"),
        "JENIS_KLMIN": words(records.sex, ("LAKI-LAKI", "PEREMPUAN")),
        "STAT_HBKEL": words(country.families.relation[person], RELATIONS),
        "STATUS_KAWIN": _marriage(country, person),
        "JENIS_PKRJN": words(country.work.occupation[person], labels),
        "PDDK_SEKOLAH": flags(country.work.is_student[person], "Y", "T"),
        "NAMA_LGKP_IBU": mother,
        "NO_PROP": _code(records, 0, 2),
        "NO_KAB": _code(records, 3, 5),
        "NO_KEC": _code(records, 6, 8),
        "NO_KEL": _code(records, 9, 13),
        "STAT_HIDUP": words(status, ("HIDUP", "MATI", "PINDAH LN")),
        "TGL_MATI": days(np.where(known, welfare.died_on[person], NO_DAY), "%d-%m-%Y"),
        "NO_HP": phones(records.phone),
    }


def _death_known(country: Country) -> Bools:
    told = stream(country.seed, "death reported").random(country.people) < number("death_reported_percent") / 100
    return np.asarray(~country.is_alive & told)


def _marriage(country: Country, person: Ints) -> Any:
    age, relation = country.age[person], country.families.relation[person]
    chance = stream(country.seed, "marriage").random(country.people)[person]
    alone = (age >= 30) & (relation != CHILD)
    status = np.select(
        [country.welfare.is_married[person], alone & (chance < 0.62), alone & (chance < 0.9)], [0, 3, 2], 1
    )
    return words(status, ("KAWIN", "BELUM KAWIN", "CERAI HIDUP", "CERAI MATI"))


def _code(records: Records, begin: int, end: int) -> Any:
    """A part of the code of residence; empty where the register knows only the district."""
    parts = [code[begin:end] or None for code in residence_codes()]
    return words(residence(records.village, records.district), parts)
