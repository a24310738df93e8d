"""Which files can a newcomer hand in? Lists of people of the sample country, with the faults that they have.

`daftar-pekerja.csv` is what an association enrols, `daftar-karyawan.csv` what an employer registers, with families;
`daftar-keputusan.csv` is what an official tries before signing. A simulated bank pays to the numbers of
`rekening-virtual.txt`.
"""

import csv
import shutil
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from payung.engine.public import open_engine

FOLDER = "examples"
WORKERS, PAYROLL, DECREE = "daftar-pekerja.csv", "daftar-karyawan.csv", "daftar-keputusan.csv"
ACCOUNTS = "rekening-virtual.txt"
WORKER_HEAD = ("NIK", "Nama", "Tgl Lahir", "L/P", "Desa (kode)", "Pekerjaan", "Penghasilan")
PAYROLL_HEAD = (
    *("NIK", "Nama", "Tgl Lahir", "L/P", "Desa (kode)", "Upah", "Mulai Bekerja", "Hubungan"),
    *("Berhenti", "Sebab Berhenti"),
)
DECREE_HEAD = ("nik", "tindakan", "tanggal_berlaku", "pembayar")
GOOD, FAULTY, HIT, EMPLOYED = 32, 3, 600, 24
# What is told where the tables know no income; an invented figure for invented people.
INCOME = 1_500_000
WAGE, LOW_WAGE = 5_500_000, 900_000
SOMEBODY_ELSE = "SESEORANG LAIN"


def write_examples(data: Path, tables: Path, as_of: date, region: str) -> Path:
    """Write the lists into a folder of `data`, the workers of a regency; the folder. Same tables, same lists."""
    folder = data / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with open_engine("duckdb") as engine:
        for name in ("persons", "determinations"):
            engine.register(name, tables / f"{name}.parquet")
        workers = [
            row
            for kind, most in KINDS.items()
            for row in engine.rows(WORKERS_SQL.format(region=region, kind=kind, most=most))
        ]
        payroll = engine.rows(PAYROLL_SQL.format(region=region, most=EMPLOYED))
        decree = engine.rows(DECREE_SQL.format(most=HIT))
    _write(folder / WORKERS, WORKER_HEAD, _with_faults([_worker(row) for row in workers]))
    _write(folder / PAYROLL, PAYROLL_HEAD, _with_slips([_employee(row, as_of) for row in payroll]))
    effective_on = date(as_of.year + (as_of.month > 9), (as_of.month + 2) % 12 + 1, 1)
    _write(folder / DECREE, DECREE_HEAD, [(nik, action, effective_on.isoformat(), "APBN") for nik, action, _ in decree])
    return folder


def _worker(row: Sequence[object]) -> tuple[str, ...]:
    nik, name, birth_date, sex, village, income = row
    day = f"{birth_date:%d/%m/%Y}" if isinstance(birth_date, date) else ""
    return (str(nik), str(name), day, str(sex or ""), str(village or ""), "OJEK", str(income or INCOME))


def _employee(row: Sequence[object], as_of: date) -> tuple[str, ...]:
    nik, name, birth_date, sex, village, role = row
    day = f"{birth_date:%d/%m/%Y}" if isinstance(birth_date, date) else ""
    work = (str(WAGE), f"{as_of:%d/%m/%Y}") if role == "PEKERJA" else ("", "")
    return (str(nik), str(name), day, str(sex or ""), str(village or ""), *work, str(role), "", "")


def _with_slips(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The rows, some of which lack a wage, a first day or a worker, or tell a wage below the minimum."""
    workers = [place for place, row in enumerate(rows) if row[7] == "PEKERJA"]
    slips = dict(zip(workers[-3:], ({5: str(LOW_WAGE)}, {5: ""}, {6: ""}), strict=False))
    return [
        tuple(slips.get(place, {}).get(column, cell) for column, cell in enumerate(row))
        for place, row in enumerate(rows)
    ]


def _with_faults(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The rows, and after them some of those faults that no person of the tables has by itself."""
    if not rows:
        return rows
    nik, name, *rest = rows[0]
    spoilt = [
        *(("", name, *rest), (nik[:-1], name, *rest), (nik, SOMEBODY_ELSE, *rest), (nik, "", *rest)),
        *((nik, name, *rest[:-1], ""), rows[0]),
    ]
    return rows + spoilt


def _write(path: Path, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(head)
        writer.writerows(rows)


# People who can be enrolled, who are covered already, the dead, and children.
KINDS = {
    "p.works_as = 'SELF' AND p.life_status = 'ALIVE' AND d.status <> 'ACTIVE'": GOOD,
    "p.works_as = 'SELF' AND p.life_status = 'ALIVE' AND d.status = 'ACTIVE'": FAULTY,
    "p.life_status = 'DEAD'": FAULTY,
    "p.life_status = 'ALIVE' AND p.birth_date > d.as_of - INTERVAL 12 YEAR": FAULTY,
}
WORKERS_SQL = """
SELECT p.nik, p.name, p.birth_date, p.sex, p.village_code, p.income_monthly_idr
FROM persons p JOIN determinations d ON d.person_id = p.person_id AND d.programme = 'JKK'
WHERE p.regency_code = '{region}' AND p.nik IS NOT NULL AND p.village_code IS NOT NULL AND {kind}
ORDER BY p.occupation_code <> 81, p.person_id LIMIT {most}
"""
# Employees of whom the work programmes know nothing yet, each with the spouse and children on the family card.
PAYROLL_SQL = """
WITH worker AS (
    SELECT p.person_id, p.family_id, p.relation_code FROM persons p
    JOIN determinations k ON k.person_id = p.person_id AND k.programme = 'JKK'
    JOIN determinations n ON n.person_id = p.person_id AND n.programme = 'JKN'
    WHERE p.regency_code = '{region}' AND p.nik IS NOT NULL AND p.village_code IS NOT NULL AND p.life_status = 'ALIVE'
        AND k.status <> 'ACTIVE' AND n.reason NOT IN ('PAID_BY_EMPLOYER', 'DEPENDANT_OF_WORKER')
        AND p.relation_code IN (1, 2) AND p.birth_date < k.as_of - INTERVAL 22 YEAR
        AND p.birth_date > k.as_of - INTERVAL 50 YEAR
    QUALIFY row_number() OVER (PARTITION BY p.family_id ORDER BY p.person_id) = 1
    ORDER BY p.works_as <> 'EMPLOYEE', p.person_id DESC LIMIT {most})
SELECT p.nik, p.name, p.birth_date, p.sex, p.village_code, CASE WHEN p.person_id = w.person_id THEN 'PEKERJA'
    WHEN p.relation_code = 4 THEN 'ANAK' WHEN p.sex = 'P' THEN 'ISTRI' ELSE 'SUAMI' END
FROM worker w JOIN persons p ON p.family_id = w.family_id
WHERE p.nik IS NOT NULL AND p.life_status = 'ALIVE' AND (p.person_id = w.person_id OR p.relation_code IN (1, 2, 3, 4))
ORDER BY w.person_id, p.person_id <> w.person_id, p.person_id
"""
# Of those whom the state pays for, some who stand too high; and as many of the same regency in their place, the poorest
# without cover first, so that no quota is passed.
DECREE_SQL = """
WITH asked AS (
    SELECT p.person_id, p.nik, p.regency_code, d.reason = 'PAID_BY_STATE' AS is_paid, p.decile
    FROM persons p JOIN determinations d USING (person_id)
    WHERE d.programme = 'JKN' AND p.nik IS NOT NULL AND p.life_status = 'ALIVE'
        AND (d.reason = 'PAID_BY_STATE' AND p.decile >= 6 OR d.status <> 'ACTIVE' AND p.decile <= 5)
), leaving AS (SELECT * FROM asked WHERE is_paid ORDER BY person_id LIMIT {most}
), coming AS (
    SELECT *, row_number() OVER (PARTITION BY regency_code ORDER BY decile, person_id) AS place
    FROM asked WHERE NOT is_paid
), places AS (SELECT regency_code, count(*) AS places FROM leaving GROUP BY ALL)
SELECT nik, 'HAPUS' AS action, person_id FROM leaving
UNION ALL
SELECT nik, 'TAMBAH', person_id FROM coming JOIN places USING (regency_code) WHERE place <= places
ORDER BY action, person_id
"""
