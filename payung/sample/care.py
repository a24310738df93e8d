"""Whom does the care list of the Ministry of Health hold? People in care now, the pregnant among them."""

from typing import Any

import numpy as np

from payung.sample.array import Ints, stream
from payung.sample.assumption import nested
from payung.sample.country import Country
from payung.sample.error import Records
from payung.sample.place import residence, residence_codes
from payung.sample.text import days, digits, flags, words
from payung.sample.welfare import ILLNESSES

SUPPLIER = "kemenkes"
FILE = "daftar_perawatan.csv"
# One code of ICD-10 for each illness; Z99.2 is dependence on dialysis.
CODES = {
    "DIABETES": "E11.9",
    "HEART": "I25.1",
    "TB": "A15.0",
    "KIDNEY": "Z99.2",
    "CANCER": "C50.9",
    "HIV": "B20",
    "STROKE": "I63.9",
    "THALASSAEMIA": "D56.1",
    "OTHER": "J44.9",
}


def held(country: Country) -> Ints:
    """The living in care or pregnant whom a facility has reported."""
    welfare = country.welfare
    is_in_care = (welfare.illness >= 0) | welfare.is_pregnant
    is_told = stream(country.seed, "care held").random(country.people) < nested("coverage_percent")[SUPPLIER] / 100
    return np.flatnonzero(is_in_care & is_told & country.is_alive).astype(np.int64)


def columns(country: Country, records: Records, name: Any, mother: Any) -> dict[str, Any]:
    """The file's columns as texts."""
    welfare = country.welfare
    codes = residence_codes()
    everywhere = residence(records.village, records.district)
    return {
        "nik": digits(records.nik),
        "nama": name,
        "tanggal_lahir": days(records.birth, "%Y-%m-%d"),
        "jenis_kelamin": words(records.sex, ("male", "female")),
        "nama_ibu": mother,
        "kode_kecamatan": words(everywhere, [code[:8] for code in codes]),
        "kode_desa": words(everywhere, [code if len(code) > len("99.99.99") else None for code in codes]),
        "kode_diagnosis": words(welfare.illness[records.person], [CODES[one] for one in ILLNESSES]),
        "hamil": flags(welfare.is_pregnant[records.person], "Y", "T"),
    }
