"""What does BPJS Ketenagakerjaan hand over of its members?"""

from typing import Any

import numpy as np

from payung.sample.array import NO_DAY, NONE, Ints
from payung.sample.bpjstk import CAUSES, PROGRAMMES, SEGMENTS, SPONSORS, Bpjstk
from payung.sample.country import Country
from payung.sample.error import Records
from payung.sample.place import birth_places
from payung.sample.text import by_value, days, digits, flags, months, phones, plain, words
from payung.sample.work import SECTORS

SUPPLIER = "bpjs_ketenagakerjaan"
FILE = "peserta_bpjstk.txt"
CARD_BASE = 99 * 10**9
CARD_STEP = 91
EMPLOYER_BASE = 20_000_000


def columns(country: Country, members: Bpjstk, records: Records, name: Any, mother: Any) -> dict[str, Any]:
    """The file's columns as texts; a row's source is the number of the membership."""
    row = records.source
    ended = np.where(members.is_active[row], NO_DAY, members.inactive_since[row])
    return {
        "KPJ": plain(_cards(records)),
        "NO_IDENTITAS": digits(records.nik),
        "NAMA_LENGKAP": name,
        "TEMPAT_LAHIR": words(country.identity.birth_regency[records.person], birth_places()),
        "TANGGAL_LAHIR": days(records.birth, "%d/%m/%Y"),
        "JENIS_KELAMIN": words(records.sex, ("1", "2")),
        "NAMA_IBU_KANDUNG": mother,
        "SEGMEN": words(members.segment[row], SEGMENTS),
        "PROGRAM": words(members.programmes[row], PROGRAMMES),
        "UPAH": plain(members.wage[row]),
        "SEKTOR": words(members.sector[row], SECTORS),
        "BLTH_AKHIR": months(members.paid_until[row], "%Y%m"),
        "TGL_KEPESERTAAN": days(members.since[row], "%d/%m/%Y"),
        "STATUS": flags(members.is_active[row], "AKTIF", "NON AKTIF"),
        "TGL_NONAKTIF": days(np.where(ended > country.as_of, country.as_of, ended), "%d/%m/%Y"),
        "SEBAB": words(members.cause[row], CAUSES),
        "NPP": by_value(members.employer[row], lambda value: None if value == NONE else str(EMPLOYER_BASE + value)),
        "SPONSOR": words(members.sponsor[row], SPONSORS),
        "HP": phones(records.phone),
    }


def _cards(records: Records) -> Ints:
    count = len(records.person)
    key = records.source * 2 + records.is_twice
    first = np.full(int(key.max(initial=0)) + 1, count, dtype=np.int64)
    np.minimum.at(first, key, np.arange(count))
    return CARD_BASE + first[key] * CARD_STEP
