"""What does one village's own workbook say of its people? The 44 columns of the village information system OpenSID."""

from typing import Any

import numpy as np

from payung.sample.array import NONE, Ints, stream
from payung.sample.country import Country
from payung.sample.error import Records
from payung.sample.household import FEMALE
from payung.sample.jkn import AKTIF, Jkn
from payung.sample.jkn_segment import PBI, PEMDA
from payung.sample.place import birth_places, focus_village, load_places
from payung.sample.text import days, digits, flags, plain, words

SUPPLIER = "opensid"
FILE = "data_penduduk_opensid.xlsx"
SHEET = "Data Penduduk"
MAPPING = "mapping.yaml"
END_MARK = "###"
COLUMNS = (
    "alamat", "dusun", "rw", "rt", "nama", "no_kk", "nik", "sex", "tempatlahir", "tanggallahir", "agama_id",
    "pendidikan_kk_id", "pendidikan_sedang_id", "pekerjaan_id", "status_kawin", "kk_level", "warganegara_id",
    "ayah_nik", "nama_ayah", "ibu_nik", "nama_ibu", "golongan_darah_id", "akta_lahir", "dokumen_pasport",
    "tanggal_akhir_paspor", "dokumen_kitas", "akta_perkawinan", "tanggalperkawinan", "akta_perceraian",
    "tanggalperceraian", "cacat_id", "cara_kb_id", "hamil", "ktp_el", "status_rekam", "alamat_sekarang",
    "status_dasar", "suku", "tag_id_card", "id_asuransi", "no_asuransi", "lat", "lng", "ket",
)  # fmt: skip
HAMLETS = ("DUSUN I", "DUSUN II", "DUSUN III")
MARRIED, SINGLE, WIDOWED = "2", "1", "4"
NO_DISABILITY, DISABLED = "7", "1"
NOT_IN_SCHOOL, IN_SCHOOL = "1", "6"
INSURANCE = ("1", "2", "3", "4")  # none, paid by the state, other JKN, paid by the region


def held(country: Country) -> Ints:
    """People of the one village."""
    focus, _ = focus_village(country.people)
    return np.flatnonzero(country.village == focus).astype(np.int64)


def mapping(people: int) -> str:
    """The mapping a clerk would put beside the files: which village the workbook is of stands nowhere in the sheet."""
    code = load_places().villages[focus_village(people)[0]]
    return (
        "# The village whose workbook lies here; the sheet itself does not name it.\n"
        f'opensid:\n  columns:\n    village_code: {{value: "{code}"}}\n    district_code: {{value: "{code[:8]}"}}\n'
    )


def columns(country: Country, jkn: Jkn, records: Records, name: Any, mother: Any) -> dict[str, Any]:
    """The filled columns as texts; the rest of the 44 stay empty."""
    person = records.person
    work, welfare = country.work, country.welfare
    family = country.families.family[person]
    married = welfare.is_married[person]
    widowed = ~married & (country.age[person] >= 45)
    dead = ~country.is_alive[person] & (stream(country.seed, "village deaths").random(country.people)[person] < 0.8)
    able = (country.families.sex[person] == FEMALE) & (country.age[person] >= 15)
    return {
        "alamat": words(family % 40, [f"JL. DESA NO. {number}" for number in range(1, 41)]),
        "dusun": words(family % len(HAMLETS), HAMLETS),
        "rw": plain(family % 4 + 1),
        "rt": plain(family % 12 + 1),
        "nama": name,
        "no_kk": digits(records.kk),
        "nik": digits(records.nik),
        "sex": words(records.sex, ("1", "2")),
        "tempatlahir": words(country.identity.birth_regency[person], birth_places()),
        "tanggallahir": days(records.birth, "%Y-%m-%d"),
        "pendidikan_sedang_id": flags(work.is_student[person], IN_SCHOOL, NOT_IN_SCHOOL),
        "pekerjaan_id": plain(work.occupation[person]),
        "status_kawin": words(np.select([married, widowed], [1, 2], 0), (SINGLE, MARRIED, WIDOWED)),
        "kk_level": plain(country.families.relation[person]),
        "warganegara_id": words(np.zeros_like(person), ("1",)),
        "nama_ibu": mother,
        "cacat_id": flags(welfare.is_disabled[person], DISABLED, NO_DISABILITY),
        "hamil": words(np.select([welfare.is_pregnant[person], able], [0, 1], NONE), ("1", "2")),
        "status_dasar": words(np.select([dead, welfare.is_abroad[person]], [1, 2], 0), ("1", "2", "6")),
        "id_asuransi": words(_insurance(jkn, person), INSURANCE),
    }


def _insurance(jkn: Jkn, person: Ints) -> Ints:
    """What the village believes: often the state of the year before, so it says nothing of who is active now."""
    segment = jkn.segments.segment[person]
    kind = np.select([segment == NONE, segment == PBI, segment == PEMDA], [0, 1, 3], 2)
    return np.where((jkn.status[person] != AKTIF) & (person % 3 == 0), 0, kind)
