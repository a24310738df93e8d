"""Which people are determined in a measurement? Writes persons and memberships of any number, as Parquet and fast.

This is no country (that is payung/sample): it is a made-up population in which every segment, cause and age occurs, in
families that follow each other, so that determine and path can be measured on millions. The same number of people gives
the same files.
"""

import argparse
from datetime import date
from pathlib import Path

from payung.engine.public import open_engine
from payung.terms.public import table

PEOPLE_AT_ONCE = 1_000_000
# Seventeen people make five families of 4, 3, 5, 2 and 3; this is the place of each within the family.
FAMILY = (
    "CASE WHEN i % 17 < 4 THEN i % 17 WHEN i % 17 < 7 THEN i % 17 - 4 WHEN i % 17 < 12 THEN i % 17 - 7 "
    "WHEN i % 17 < 14 THEN i % 17 - 12 ELSE i % 17 - 14 END"
)


def write_people(out: Path, *, people: int, as_of: date) -> None:
    """Write persons.parquet and memberships.parquet (folders of part files beyond a million people) into `out`."""
    out.mkdir(parents=True, exist_ok=True)
    ranges = [(low, min(low + PEOPLE_AT_ONCE, people)) for low in range(0, people, PEOPLE_AT_ONCE)]
    with open_engine("duckdb", memory_limit="3GB", threads=2, temp=out / "spill") as engine:
        for number, (low, high) in enumerate(ranges):
            engine.connection.execute(f"CREATE OR REPLACE TEMP TABLE drawn AS {drawn_sql(low, high, as_of)}")
            for name, sql in (("persons", PERSONS), ("memberships", MEMBERSHIPS)):
                view = f"{name}_drawn"
                select = table(name).cast_select_sql(f"({sql})")
                engine.connection.execute(f"CREATE OR REPLACE TEMP TABLE {view} AS {select}")
                engine.write(view, _target(out, name, number, len(ranges)), order_by=table(name).key)


def drawn_sql(low: int, high: int, as_of: date) -> str:
    """SELECT of the people from `low` to before `high` with their draws: place in the family, age, segment, chances."""
    return f"""
    WITH placed AS (
        SELECT i, {FAMILY} AS place, i - ({FAMILY}) AS family_id, DATE '{as_of}' AS as_of,
            CAST(date_trunc('month', DATE '{as_of}') AS DATE) AS month FROM range({low}, {high}) AS t(i)
    ), chanced AS (
        SELECT *, hash(family_id, 1) % 1000 AS f, hash(i, 2) % 1000 AS r, hash(i, 3) % 1000 AS s,
            hash(i, 4) % 1000 AS c, hash(i, 5) % 10000 AS d, hash(family_id, 6) % 34 AS p, hash(i, 7) % 1000 AS w
        FROM placed
    )
    SELECT *, CAST(CASE place WHEN 0 THEN as_of - INTERVAL (25 + s % 50) YEAR
            WHEN 1 THEN as_of - INTERVAL (22 + s % 45) YEAR
            ELSE as_of - INTERVAL (s % 26) YEAR END - INTERVAL (d % 365) DAY AS DATE) AS birth_date,
        CASE WHEN place = 0 OR (place > 1 AND d % 2 = 0) THEN 'L' ELSE 'P' END AS sex,
        CASE WHEN f < 355 THEN 'PBI' WHEN f < 530 THEN 'PBPU_PEMDA' WHEN f < 690 THEN 'PPU_BU'
            WHEN f < 760 THEN 'PPU_PN' WHEN f < 950 THEN 'PBPU' WHEN f < 970 THEN 'BP' END AS segment,
        CASE WHEN place > 1 THEN 'NONE' WHEN f BETWEEN 530 AND 759 AND place = 0 THEN 'EMPLOYEE'
            WHEN w < 120 THEN 'EMPLOYEE' WHEN w < 560 OR place = 0 THEN 'SELF' ELSE 'NONE' END AS works_as
    FROM chanced
    """


PERSONS = """
SELECT i AS person_id, family_id,
    printf('%02d%02d%02d%02d%02d%02d9%03d', 11 + p, 1 + family_id % 20, 1 + family_id % 9,
        day(birth_date) + CASE sex WHEN 'P' THEN 40 ELSE 0 END, month(birth_date), year(birth_date) % 100, c) AS nik,
    printf('%02d%02d%02d%02d%02d%02d9%03d', 11 + p, 1 + family_id % 20, 1 + family_id % 9,
        1 + family_id % 28, 1 + family_id % 12, 10 + family_id % 14, family_id % 1000) AS kk,
    CASE sex WHEN 'P' THEN 'SITI ' ELSE 'AHMAD ' END || upper(hex(hash(i))[1:6]) AS name, birth_date, sex,
    printf('%02d', 11 + p) AS province_code, printf('%02d.%02d', 11 + p, 1 + family_id % 20) AS regency_code,
    printf('%02d.%02d.%02d', 11 + p, 1 + family_id % 20, 1 + family_id % 9) AS district_code,
    printf('%02d.%02d.%02d.2%03d', 11 + p, 1 + family_id % 20, 1 + family_id % 9, family_id % 12) AS village_code,
    CASE WHEN r < 600 THEN printf('08%010d', hash(i, 8) % 10000000000) END AS phone,
    CASE WHEN c < 6 THEN 'DEAD' WHEN c < 8 THEN 'ABROAD' ELSE 'ALIVE' END AS life_status,
    CASE WHEN c < 5 THEN CAST(as_of - INTERVAL (d % 900) DAY AS DATE) END AS died_on,
    CASE place WHEN 0 THEN 1 WHEN 1 THEN 3 ELSE 4 END AS relation_code, place < 2 AS is_married,
    place > 1 AND d % 3 > 0 AS is_student, w < 15 AS is_disabled, place = 1 AND w < 30 AS is_pregnant,
    CASE WHEN w BETWEEN 100 AND 160 THEN 'DIABETES' WHEN w BETWEEN 161 AND 170 THEN 'KIDNEY' END AS illness,
    CASE WHEN f < 900 THEN CAST(1 + hash(family_id, 9) % 10 AS BIGINT) END AS decile, works_as,
    CASE works_as WHEN 'NONE' THEN 1 WHEN 'SELF' THEN 9 ELSE CASE segment WHEN 'PPU_PN' THEN 5 ELSE 15 END END
        AS occupation_code,
    CASE WHEN works_as = 'SELF' AND r < 200 THEN 'KOPERASI ' || (family_id % 90) END AS association,
    CASE WHEN works_as = 'NONE' THEN NULL WHEN r < 120 THEN 'TRANSPORT' WHEN r < 500 THEN 'AGRICULTURE' ELSE 'TRADE' END
        AS sector,
    CASE WHEN works_as <> 'NONE' THEN 800000 + 100000 * (d % 80) END AS income_monthly_idr,
    c < 990 AS is_in_population, 2 + d % 4 AS record_count
FROM drawn
"""

MEMBERSHIPS = """
SELECT i AS person_id, 'JKN' AS programme, 1 AS rank, segment, 'bpjs_kesehatan' AS supplier, i + 1 AS row,
    printf('0009%09d', i) AS card_no,
    CASE WHEN segment NOT LIKE 'PPU%' THEN 'MEMBER' WHEN place = 0 THEN 'WORKER' WHEN place = 1 THEN 'SPOUSE'
        ELSE 'CHILD' END AS role,
    CASE WHEN segment IN ('PBPU', 'BP', 'PPU_PN') THEN 1 + family_id % 3 ELSE 3 END AS care_class,
    CAST(CASE WHEN r < 15 THEN as_of - INTERVAL (d % 40) DAY ELSE month - INTERVAL (1 + d % 120) MONTH END AS DATE)
        AS since,
    CAST(CASE WHEN segment IN ('PBI', 'PBPU_PEMDA') OR r < 15 THEN NULL
        WHEN segment LIKE 'PPU%' THEN month - INTERVAL (CASE WHEN f % 50 = 0 THEN 2 + f % 7 ELSE 1 END) MONTH
        WHEN family_id % 100 < 55 THEN month - INTERVAL (family_id % 2) MONTH
        ELSE month - INTERVAL (2 + family_id % 60) MONTH END AS DATE) AS paid_until,
    CASE WHEN r < 10 THEN 'WAITING' WHEN r = 10 THEN 'ATTEMPT_FAILED' WHEN cause IS NOT NULL THEN 'INACTIVE'
        WHEN segment IN ('PBPU', 'BP') AND family_id % 100 >= 55 THEN 'INACTIVE' ELSE 'ACTIVE' END AS register_status,
    CAST(CASE WHEN cause IS NOT NULL THEN month - INTERVAL (d % 30) MONTH END AS DATE) AS inactive_since,
    cause AS inactive_cause, CASE WHEN cause IS NOT NULL THEN 'SK ' || (d % 40) END AS inactive_detail,
    CASE WHEN segment LIKE 'PPU%' THEN 'BU' || (family_id % 20000) END AS employer_id,
    CASE WHEN segment LIKE 'PPU%' THEN 2500000 + 100000 * (family_id % 90) END AS wage_monthly_idr, NULL AS sector
FROM (
    SELECT *, CASE
        WHEN s = 999 THEN 'IDENTITY_MISMATCH' WHEN s = 998 THEN 'DUPLICATE_MEMBERSHIP' WHEN s = 997 THEN 'DECEASED'
        WHEN segment = 'PBI' AND f % 20 < 3
            THEN CASE WHEN r < 30 THEN 'REACTIVATION_RUNNING' ELSE 'REMOVED_FROM_PBI' END
        WHEN segment = 'PBPU_PEMDA' AND f % 20 < 3
            THEN CASE WHEN f % 2 = 0 THEN 'REGION_ARREARS' ELSE 'REGION_STOPPED_PAYING' END
        WHEN segment LIKE 'PPU%' AND place > 1 AND as_of - INTERVAL 21 YEAR >= birth_date AND w < 700 THEN 'AGED_OUT'
        WHEN segment LIKE 'PPU%' AND f % 11 = 0 THEN CASE f % 3 WHEN 0 THEN 'LAID_OFF' WHEN 1 THEN 'RESIGNED'
            ELSE 'EMPLOYER_ARREARS' END
        WHEN segment IN ('PBPU', 'BP') AND family_id % 100 >= 55 THEN CASE WHEN f % 10 = 0 THEN 'INSTALMENTS_RUNNING'
            ELSE 'ARREARS' END
        END AS cause
    FROM drawn WHERE segment IS NOT NULL
)
UNION ALL
SELECT i, programme, 1, kind, 'bpjs_ketenagakerjaan', 2 * i + 1, printf('26%09d', i), 'WORKER', NULL,
    CAST(month - INTERVAL (1 + d % 90) MONTH AS DATE),
    CAST(CASE WHEN r < 650 THEN month - INTERVAL (r % 2) MONTH ELSE month - INTERVAL (2 + d % 24) MONTH END AS DATE),
    CASE WHEN cause IS NOT NULL OR r >= 650 THEN 'INACTIVE' ELSE 'ACTIVE' END,
    CAST(CASE WHEN cause IS NOT NULL THEN month - INTERVAL (d % 20) MONTH END AS DATE), cause, NULL,
    CASE WHEN kind = 'PU' THEN 'BU' || (family_id % 20000) WHEN w < 100 THEN 'SPONSOR:DESA' END,
    1000000 + 100000 * (d % 80), CASE WHEN r < 120 THEN 'TRANSPORT' ELSE 'TRADE' END
FROM (
    SELECT *, CASE WHEN works_as = 'EMPLOYEE' THEN 'PU' ELSE 'BPU' END AS kind,
        CASE WHEN works_as = 'EMPLOYEE' AND d % 17 = 0 THEN 'LAID_OFF' WHEN works_as = 'EMPLOYEE' AND d % 19 = 0
            THEN 'FUND_PAID_OUT' END AS cause
    FROM drawn WHERE works_as = 'EMPLOYEE' AND c < 600 OR works_as = 'SELF' AND c < 150
) AS workers
JOIN (VALUES ('JKK', 0), ('JKM', 0), ('JHT', 1), ('JP', 2), ('JKP', 2)) AS t(programme, level)
    ON level = 0 OR workers.works_as = 'EMPLOYEE' OR (level = 1 AND d % 5 = 0)
"""


def _target(out: Path, name: str, number: int, count: int) -> Path:
    if count == 1:
        return out / f"{name}.parquet"
    folder = out / f"{name}.parquet"
    folder.mkdir(exist_ok=True)
    return folder / f"part-{number:05}.parquet"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Write persons and memberships for a measurement.")
    parser.add_argument("out", type=Path)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--as-of", type=date.fromisoformat, default=date(2026, 11, 1))
    chosen = parser.parse_args()
    write_people(chosen.out, people=chosen.people, as_of=chosen.as_of)
