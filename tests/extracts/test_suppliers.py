"""Does each supplier's file, with the names and words it uses, come out in our columns?"""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

JKN = (
    "noKartu nik noKK nama tglLahir sex namaIbu pisa jenisPeserta hakKelas tglTMT lunasSampai statusPeserta "
    "tglNonaktif sebabNonaktif kodeWilayah kodeBadanUsaha gaji noHP"
)
TK = (
    "KPJ NO_IDENTITAS NAMA_LENGKAP TEMPAT_LAHIR TANGGAL_LAHIR JENIS_KELAMIN NAMA_IBU_KANDUNG SEGMEN PROGRAM UPAH "
    "SEKTOR BLTH_AKHIR TGL_KEPESERTAAN STATUS TGL_NONAKTIF SEBAB NPP SPONSOR HP"
)
DTSEN = (
    "nomor_induk_kependudukan nomor_kartu_keluarga nama jenis_kelamin tanggal_lahir nama_ibu kode_kecamatan kode_desa "
    "desil_nasional status_bekerja status_dalam_pekerjaan_utama pbi_nas pbi_pemda penyakit_kronis disabilitas"
)
ROSTER = "No,Nama,NIK,Tgl Lahir,L/P,Kecamatan (kode),No HP,Pekerjaan,Asosiasi,Penghasilan"


@pytest.fixture
def jkn(source: Path, nik: Callable[..., str]) -> Callable[..., None]:
    """Writes members with some values changed by column name."""

    def write(*people: dict[str, object]) -> None:
        plain = {
            "nama": "Siti Aminah", "tglLahir": "1990-03-02", "sex": "P", "pisa": "1", "jenisPeserta": "PBPU",
            "hakKelas": "3", "tglTMT": "2020-01-01", "statusPeserta": "AKTIF", "kodeWilayah": "350101",
        }  # fmt: skip
        rows: list[dict[str, object]] = []
        for number, person in enumerate(people):
            own = {"noKartu": f"{number + 1:013d}", "nik": nik(date(1990, 3, 2), "P", 9000 + number)}
            rows.append(dict.fromkeys(JKN.split()) | own | plain | person)
        pq.write_table(pa.Table.from_pylist(rows), source / "peserta_jkn.parquet")

    return write


def test_acts_of_payung_itself(source: Path, nik: Callable[..., str], run: Callable[[], Any]) -> None:
    plain = {
        "name": "SITI AMINAH", "birth_date": date(1990, 3, 2), "sex": "P", "region_code": "35.01.01.2001",
        "programme": "JKN", "segment": "PBI",
    }  # fmt: skip
    removed = {
        "status": "INACTIVE", "inactive_since": date(2026, 10, 22), "cause": "REMOVED_FROM_PBI",
        "detail": "12/HUK/2026",
    }  # fmt: skip
    back = {"status": "ACTIVE", "since": date(2026, 10, 30)}
    paid = {
        "status": "ACTIVE", "programme": "JKK", "segment": "BPU", "since": date(2026, 10, 3),
        "paid_until": date(2026, 10, 1), "sponsor": "Koperasi Maju", "income_monthly_idr": 1_500_000, "sector": "TRADE",
    }  # fmt: skip
    dead = {"status": "INACTIVE", "cause": "DECEASED", "life_status": "DEAD", "died_on": date(2026, 10, 2)}
    names = dict.fromkeys(["nik", *plain, *removed, *back, *paid, *dead])
    rows = [
        names | plain | change | {"nik": nik(date(1990, 3, 2), "P", 9000 + number)}
        for number, change in enumerate((removed, back, paid, dead))
    ]
    pq.write_table(pa.Table.from_pylist(rows), source / "acts_payung.parquet")
    done = run()
    columns = "supplier, segment, programmes, register_status, inactive_since, inactive_cause, inactive_detail"
    assert done.one(columns) == (
        *("payung", "PBI", "JKN", "INACTIVE", date(2026, 10, 22), "REMOVED_FROM_PBI", "12/HUK/2026"),
    )
    assert done.one("register_status, member_since, inactive_cause", row=2) == ("ACTIVE", date(2026, 10, 30), None)
    columns = "segment, programmes, paid_until, employer_id, wage_monthly_idr, sector"
    assert done.one(columns, row=3) == (
        *("BPU", "JKK", date(2026, 10, 1), "SPONSOR:KOPERASI MAJU", 1_500_000, "TRADE"),
    )
    assert done.one("life_status, died_on, inactive_cause", row=4) == ("DEAD", date(2026, 10, 2), "DECEASED")


def test_dukcapil(write_dukcapil: Callable[..., Path], dukcapil: Callable[..., str], run: Callable[[], Any]) -> None:
    write_dukcapil(
        dukcapil(NO_PROP="11", NO_KAB="1", NO_KEC="1", NO_KEL="2001", JENIS_PKRJN="SOPIR", NO_HP="+62 812-3456-7890"),
        dukcapil(NIK="", NAMA_LGKP="LIA", STAT_HIDUP="MATI", TGL_MATI="01-02-2020", STAT_HBKEL="ISTRI",
                 JENIS_KLMIN="PEREMPUAN", STATUS_KAWIN="CERAI MATI", PDDK_SEKOLAH="Y"),
        dukcapil(NIK="", NAMA_LGKP="EKO", STAT_HIDUP="PINDAH LN"),
    )  # fmt: skip
    done = run()
    assert done.one("name, birth_date, birth_place, sex, mother_name, phone, occupation_code, occupation") == (
        "SUTRISNO", date(1980, 5, 17), "MALANG", "L", "SITI", "081234567890", 81, "SOPIR"
    )  # fmt: skip
    assert done.one("district_code, village_code, life_status, relation_code, is_married, is_student") == (
        "11.01.01", "11.01.01.2001", "ALIVE", 1, True, False
    )  # fmt: skip
    columns = "life_status, died_on, relation_code, sex, is_married, is_student, village_code"
    assert done.one(columns, row=2) == ("DEAD", date(2020, 2, 1), 3, "P", False, True, None)
    assert done.one("life_status", row=3) == ("ABROAD",)
    assert done.codes == []


JKN_WORDS: list[tuple[dict[str, object], tuple[object, ...]]] = [
    ({"jenisPeserta": "PBI (APBN)"}, ("PBI", "MEMBER", "ACTIVE", None, None)),
    ({"jenisPeserta": "PBI (APBD)", "pisa": "3"}, ("PBPU_PEMDA", "CHILD", "ACTIVE", None, None)),
    ({"jenisPeserta": "PPU SWASTA"}, ("PPU_BU", "WORKER", "ACTIVE", None, None)),
    ({"jenisPeserta": "PPU PN", "pisa": "2"}, ("PPU_PN", "SPOUSE", "ACTIVE", None, None)),
    ({"pisa": None}, ("PBPU", None, "ACTIVE", None, None)),
    ({"pisa": "4", "jenisPeserta": "BP"}, ("BP", "EXTRA", "ACTIVE", None, None)),
    (
        {"statusPeserta": "NON AKTIF", "sebabNonaktif": "SK MENSOS 3/HUK/2026"},
        ("PBPU", "MEMBER", "INACTIVE", "REMOVED_FROM_PBI", "3/HUK/2026"),
    ),
    ({"statusPeserta": "NON AKTIF KARENA PREMI"}, ("PBPU", "MEMBER", "INACTIVE", "ARREARS", None)),
    (
        {"statusPeserta": "NON AKTIF KARENA PREMI", "jenisPeserta": "PPU SWASTA"},
        ("PPU_BU", "WORKER", "INACTIVE", "EMPLOYER_ARREARS", None),
    ),
    (
        {"statusPeserta": "PENANGGUHAN PEMBAYARAN", "jenisPeserta": "PBI (APBD)"},
        ("PBPU_PEMDA", "MEMBER", "INACTIVE", "REGION_ARREARS", None),
    ),
    (
        {"statusPeserta": "NON AKTIF", "sebabNonaktif": "REAKTIVASI: VERIFIKASI DINSOS"},
        ("PBPU", "MEMBER", "INACTIVE", "REACTIVATION_RUNNING", "VERIFIKASI DINSOS"),
    ),
    (
        {"statusPeserta": "NON AKTIF", "sebabNonaktif": "CICILAN 3/12"},
        ("PBPU", "MEMBER", "INACTIVE", "INSTALMENTS_RUNNING", "3/12"),
    ),
    (
        {"statusPeserta": "GAGAL DAFTAR", "sebabNonaktif": "GAGAL: NIK TIDAK PADAN"},
        ("PBPU", "MEMBER", "ATTEMPT_FAILED", "ATTEMPT_FAILED", "NIK TIDAK PADAN"),
    ),
    ({"statusPeserta": "MENUNGGU"}, ("PBPU", "MEMBER", "WAITING", None, None)),
    ({"statusPeserta": "MENINGGAL"}, ("PBPU", "MEMBER", "INACTIVE", "DECEASED", None)),
    (
        {"statusPeserta": "NON AKTIF", "sebabNonaktif": "PINDAH BADAN USAHA"},
        ("PBPU", "MEMBER", "INACTIVE", None, "PINDAH BADAN USAHA"),
    ),
]


def test_jkn_words(jkn: Callable[..., None], run: Callable[[], Any]) -> None:
    jkn(*(changed for changed, _ in JKN_WORDS))
    columns = "segment, role, register_status, inactive_cause, inactive_detail"
    done = run()
    assert done.rows(f"SELECT {columns} FROM records ORDER BY row") == [expected for _, expected in JKN_WORDS]
    assert [code for _, _, code in done.codes] == ["UNKNOWN_WORD"]


def test_jkn_values(jkn: Callable[..., None], run: Callable[[], Any]) -> None:
    jkn(
        {"lunasSampai": "2026-10", "kodeWilayah": "1101012001", "gaji": "4.200.000", "kodeBadanUsaha": "BU01"},
        {"tglNonaktif": date(2026, 2, 1).isoformat(), "jenisPeserta": "PBI (APBN)", "noHP": "8123456789"},
    )
    done = run()
    columns = "source_no, name, paid_until, district_code, village_code, wage_monthly_idr, employer_id, programmes"
    assert done.one(columns) == (
        "0000000000001", "SITI AMINAH", date(2026, 10, 1), "11.01.01", "11.01.01.2001", 4_200_000, "BU01", "JKN"
    )  # fmt: skip
    columns = "inactive_since, is_pbi_national, is_pbi_regional, phone, care_class, member_since, register_status_text"
    assert done.one(columns, row=2) == (date(2026, 2, 1), True, False, "08123456789", 3, date(2020, 1, 1), "AKTIF")
    assert done.codes == []


def test_jkn_of_any_plain_type(source: Path, run: Callable[[], Any], nik: Callable[..., str]) -> None:
    number = nik(date(1990, 3, 2), "P")
    table = pa.table({
        "noKartu": pa.array([9000000000001, 9000000000002]),
        "nik": pa.array([float(number), None]),
        "nama": pa.array(["A", "B"]).dictionary_encode(),
        "tglLahir": pa.array([date(1990, 3, 2), None]),
        "jenisPeserta": pa.array([b"PBPU", b"BP"]),
        "hakKelas": pa.array([3, 1], pa.int8()),
        "statusPeserta": pa.array(["AKTIF", "AKTIF"]),
    })  # fmt: skip
    pq.write_table(table, source / "peserta_jkn.parquet")
    done = run()
    found = done.rows("SELECT source_no, nik, name, birth_date, segment, care_class FROM records ORDER BY row")
    assert found == [
        ("9000000000001", number, "A", date(1990, 3, 2), "PBPU", 3),
        ("9000000000002", None, "B", None, "BP", 1),
    ]


def test_bpjs_ketenagakerjaan(source: Path, run: Callable[[], Any], nik: Callable[..., str]) -> None:
    born = "17/05/1980"
    lines = [
        f"K1|{nik()}|Sutrisno|Malang|{born}|1|Siti|PU|JKK,JKM,JHT,JP|4200000|TRANSPORTASI|202610|01/12/2015|AKTIF|||N9||081234567890",
        f"K2||Ani||{born}|2||BPU|JKM,JKK|1200000|JASA|202512|01/12/2020|NON AKTIF|01/04/2026|MENUNGGAK||DESA MAJU|",
    ]
    (source / "peserta_bpjstk.txt").write_text("\n".join((TK.replace(" ", "|"), *lines)) + "\n")
    done = run()
    columns = "source_no, segment, programmes, role, wage_monthly_idr, sector, paid_until, member_since, employer_id"
    assert done.one(columns) == (
        "K1", "PU", "JKK,JKM,JHT,JP", "WORKER", 4_200_000, "TRANSPORT", date(2026, 10, 1), date(2015, 12, 1), "N9"
    )  # fmt: skip
    columns = "sex, segment, programmes, register_status, inactive_since, inactive_cause, employer_id"
    expected = ("P", "BPU", "JKK,JKM", "INACTIVE", date(2026, 4, 1), "ARREARS", "SPONSOR:DESA MAJU")
    assert done.one(columns, row=2) == expected


def test_dtsen(source: Path, run: Callable[[], Any], nik: Callable[..., str]) -> None:
    first, second = nik(date(1990, 3, 2), "P"), nik(date(1980, 5, 17))
    lines = [
        f"{first},,Siti,2,1990-03-02,,11.01.01,11.01.01.2001,3,Y,5,1,0,GAGAL GINJAL (CUCI DARAH),0",
        f'{second},,Budi,1,1980-05-17,,11.01.01,,11,T,,0,0,"",1',
    ]
    (source / "dtsen_desil.csv").write_text("\n".join((DTSEN.replace(" ", ","), *lines)) + "\n")
    done = run()
    columns = (
        "decile, occupation, occupation_code, is_pbi_national, is_pbi_regional, illness, is_disabled, village_code"
    )
    assert done.one(columns) == (3, "PEKERJA BEBAS PERTANIAN", None, True, False, "KIDNEY", False, "11.01.01.2001")
    assert done.one(columns, row=2) == (None, "TIDAK BEKERJA", 1, False, False, None, True, None)
    assert done.codes == [(2, "desil_nasional", "NUMBER_OUT_OF_RANGE")]


def test_the_care_list(source: Path, run: Callable[[], Any], nik: Callable[..., str]) -> None:
    codes = ("B20", "Z99.2", "A15.0", "C50.9", "O80", "Z34.9", "", "J45")
    people = [nik(date(1990, 3, 2 + place), "P") for place in range(len(codes))]
    lines = [
        f"{number},Siti,1990-03-{2 + place:02d},female,11.01.01,{code},{'Y' if not code else ''}"
        for place, (number, code) in enumerate(zip(people, codes, strict=True))
    ]
    head = "nik,nama,tanggal_lahir,jenis_kelamin,kode_kecamatan,kode_diagnosis,hamil"
    (source / "daftar_perawatan_2026.csv").write_text("\n".join((head, *lines)) + "\n")
    done = run()
    assert done.rows("SELECT illness, is_pregnant FROM records ORDER BY row") == [
        ("HIV", None),
        ("KIDNEY", None),
        ("TB", None),
        ("CANCER", None),
        (None, True),
        (None, True),
        (None, True),
        ("OTHER", None),
    ]
    assert (done.one("sex, supplier"), done.codes) == (("P", "kemenkes"), [])


def test_roster_as_text(source: Path, run: Callable[[], Any], nik: Callable[..., str]) -> None:
    line = f"1,Tri,{nik()},17/05/80,L,350101,,Sopir angkot,Organda,2500000"
    (source / "daftar_pekerja_informal.csv").write_text(f"{ROSTER}\n{line}\n")
    columns = "name, birth_date, occupation_code, sector, association, wage_monthly_idr"
    assert run().one(columns) == ("TRI", date(1980, 5, 17), 81, "TRANSPORT", "Organda", 2_500_000)


def test_the_count_goes_on_over_the_files_of_a_supplier(source: Path, run: Callable[[], Any]) -> None:
    for name, people in (("a", "SITI\nSARI\n\nDEWI\n"), ("b", "BUDI\n")):
        (source / f"daftar_pekerja_informal_{name}.csv").write_text(f"Nama\n{people}")
    done = run()
    found = done.rows("SELECT row, file, name FROM records ORDER BY row")
    assert found == [
        (1, "daftar_pekerja_informal_a.csv", "SITI"),
        (2, "daftar_pekerja_informal_a.csv", "SARI"),
        (3, "daftar_pekerja_informal_a.csv", "DEWI"),
        (4, "daftar_pekerja_informal_b.csv", "BUDI"),
    ]
    assert [(file.name, file.rows_read) for file in done.report.suppliers[0].files] == [
        ("daftar_pekerja_informal_a.csv", 3), ("daftar_pekerja_informal_b.csv", 1)
    ]  # fmt: skip
