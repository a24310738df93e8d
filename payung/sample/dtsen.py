"""What does the register of welfare deciles (DTSEN) hand over?"""

from typing import Any

import numpy as np

from payung.sample.array import NONE, Ints, stream
from payung.sample.assumption import nested
from payung.sample.country import Country
from payung.sample.error import Records
from payung.sample.jkn import AKTIF, Jkn
from payung.sample.jkn_segment import PBI, PEMDA
from payung.sample.place import residence, residence_codes
from payung.sample.text import days, digits, flags, plain, words
from payung.sample.welfare import ILLNESSES

SUPPLIER = "dtsen"
FILE = "dtsen_desil.csv"
# HIV is not asked in a household survey; such patients stand as nothing.
WORDS = {
    "DIABETES": "DIABETES",
    "HEART": "JANTUNG",
    "TB": "TBC",
    "KIDNEY": "GAGAL GINJAL (CUCI DARAH)",
    "CANCER": "KANKER",
    "STROKE": "STROKE",
    "THALASSAEMIA": "TALASEMIA",
    "OTHER": "LAINNYA",
}


def held(country: Country) -> Ints:
    """People of the families the register holds; the dead and departed who left the family card are not asked."""
    random = stream(country.seed, "dtsen held")
    families = country.families
    share = nested("coverage_percent")[SUPPLIER] / 100
    is_held = random.random(len(families.start)) < share
    here = country.is_alive | (random.random(country.people) < 0.3)
    return np.flatnonzero(is_held[families.family] & here & (country.birth < country.as_of - 90)).astype(np.int64)


def columns(country: Country, jkn: Jkn, records: Records, name: Any, mother: Any) -> dict[str, Any]:
    """The file's columns as texts."""
    person = records.person
    work, welfare = country.work, country.welfare
    paid = jkn.status[person] == AKTIF
    segment = jkn.segments.segment[person]
    stale = stream(country.seed, "dtsen stale").random(country.people)[person] < 0.03
    national = ((segment == PBI) & paid) ^ (stale & (segment == PBI))
    illness = [WORDS.get(one) for one in ILLNESSES]
    codes = residence_codes()
    everywhere = residence(records.village, records.district)
    return {
        "nomor_induk_kependudukan": digits(records.nik),
        "nomor_kartu_keluarga": digits(records.kk),
        "nama": name,
        "jenis_kelamin": words(records.sex, ("1", "2")),
        "tanggal_lahir": days(records.birth, "%Y-%m-%d"),
        "nama_ibu": mother,
        "kode_kecamatan": words(everywhere, [code[:8] for code in codes]),
        "kode_desa": words(everywhere, [code if len(code) > len("99.99.99") else None for code in codes]),
        "desil_nasional": plain(welfare.decile[person]),
        "status_bekerja": flags(work.status[person] != NONE, "Y", "T"),
        "status_dalam_pekerjaan_utama": plain(np.where(work.status[person] == NONE, NONE, work.status[person] + 1)),
        "pbi_nas": flags(national, "1", "0"),
        "pbi_pemda": flags((segment == PEMDA) & paid, "1", "0"),
        "penyakit_kronis": words(welfare.illness[person], illness),
        "disabilitas": flags(welfare.is_disabled[person], "1", "0"),
    }
