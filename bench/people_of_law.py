"""Which people are asked about in the measurements of the law? One row a person, with what ten rules need to know."""

from pathlib import Path

from payung.engine.public import open_engine

# The shares of the segments are near those of the country; amounts lie on both sides of every cap. Within a part file
# people stand by segment and work, as registers of segments are handed over.
PEOPLE = """
SELECT i AS ask_no,
  CASE WHEN f < 355 THEN 'PBI' WHEN f < 530 THEN 'PBPU_PEMDA' WHEN f < 690 THEN 'PPU_BU' WHEN f < 760 THEN 'PPU_PN'
    WHEN f < 980 THEN 'PBPU' ELSE 'BP' END AS segment,
  CASE WHEN f BETWEEN 530 AND 689 THEN 'PU' WHEN w < 400 THEN 'BPU' ELSE 'NONE' END AS work,
  CAST(1000000 + pow(3.2, (hash(i, 3) % 1000) / 250.0) * 400000 AS BIGINT) // 1000 * 1000 AS wage_monthly_idr,
  CAST(600000 + hash(i, 4) % 6000000 AS BIGINT) // 1000 * 1000 AS income_monthly_idr,
  CAST(2200000 + hash(i, 5) % 3300000 AS BIGINT) AS minimum_wage_monthly_idr,
  ['TRANSPORT', 'AGRICULTURE', 'FISHERY', 'TRADE', 'SERVICES', 'OTHER'][1 + CAST(hash(i, 6) % 6 AS BIGINT)] AS sector,
  ['sangat_rendah', 'rendah', 'sedang', 'tinggi', 'sangat_tinggi'][1 + CAST(hash(i, 7) % 5 AS BIGINT)] AS risk,
  ['mikro', 'kecil', 'menengah_besar'][1 + CAST(hash(i, 8) % 3 AS BIGINT)] AS scale,
  CASE WHEN hash(i, 9) % 3 = 0 THEN 'CENTRAL' ELSE 'REGION' END AS employer_level,
  CAST(CASE WHEN hash(i, 10) % 10 < 7 THEN 3 ELSE 1 + hash(i, 10) % 2 END AS BIGINT) AS care_class,
  CAST(1 + hash(i, 11) % 5 AS BIGINT) AS members, CAST(hash(i, 12) % 20 // 19 AS BIGINT) AS extra_members,
  hash(i, 13) % 2 = 0 AS with_jht,
  CAST(DATE '2026-11-01' - INTERVAL (hash(i, 14) % 40) MONTH AS DATE) AS paid_through,
  CAST(18 + hash(i, 15) % 50 AS BIGINT) AS age_at_joining
FROM (SELECT i, hash(i, 1) % 1000 AS f, hash(i, 2) % 1000 AS w FROM range({low}, {high}) AS r(i))
ORDER BY segment, work, ask_no
"""
AT_ONCE = 1_000_000


def write_people(folder: Path, people: int) -> None:
    """Write `people` rows as Parquet part files into a folder; the same number gives the same files."""
    folder.mkdir(parents=True, exist_ok=True)
    with open_engine("duckdb", memory_limit="1GB", threads=2) as engine:
        for low in range(0, people, AT_ONCE):
            sql = PEOPLE.format(low=low, high=min(low + AT_ONCE, people))
            engine.connection.execute(f"COPY ({sql}) TO '{folder}/{low:012}.parquet' (FORMAT parquet)")
