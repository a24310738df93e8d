"""Do both systems answer the same? Compares the files written for `bench/law.py`, amount by amount, month by month."""

from dataclasses import dataclass
from pathlib import Path

from bench.law_rules import STATUS, month_by_month, told
from payung.engine.public import DuckdbEngine, open_engine

# OpenFisca's variable, Payung's rule and column.
PAIRS = {
    "jkn_price": ("jkn.pbpu.contribution", "total_idr"),
    "jkn_member": ("jkn.pbpu.contribution", "member_idr"),
    "jkn_employer": ("jkn.ppu_bu.contribution", "employer_idr"),
    "jkn_worker": ("jkn.ppu_bu.contribution", "worker_idr"),
    "jkk": ("pu.contribution", "jkk_idr"),
    "jht_employer": ("pu.contribution", "jht_employer_idr"),
    "jp_employer": ("pu.contribution", "jp_employer_idr"),
    "pu_total": ("pu.contribution", "total_idr"),
    "jkp_from_jkk": ("jkp.pu.contribution", "from_jkk_idr"),
    "bpu_total": ("bpu.contribution", "total_idr"),
    "jkn_months_unpaid": ("jkn.suspension", "months_unpaid"),
    "jkn_months_billed": ("jkn.suspension", "months_billed"),
}


@dataclass(frozen=True)
class Difference:
    """How often one amount differs between the two, by more than one rupiah, and by how much at most."""

    name: str
    people: int
    differing: int
    beyond_one: int
    largest_idr: int


def differences(folder: Path) -> list[Difference]:
    """The differences of every compared amount, in the order of `PAIRS`."""
    with _engine(folder) as engine:
        found = []
        for name, (rule_id, column) in PAIRS.items():
            gap = f"abs(CAST(theirs.{name} AS BIGINT) - ours.{column})"
            sql = f"""
                SELECT count(*), count(*) FILTER ({gap} > 0), count(*) FILTER ({gap} > 1), max({gap})
                FROM '{folder}/{rule_id}.parquet' AS ours
                JOIN '{folder}/openfisca_month.parquet' AS theirs USING (ask_no)"""
            found.append(Difference(name, *(int(one) for one in engine.rows(sql)[0])))
    return found


def wrong_months(folder: Path) -> int:
    """How many months of persons are told otherwise by the days of change than by asking the rule for that month."""
    with _engine(folder) as engine:
        engine.register("people", folder / "people")
        wrong = 0
        for rule_id in STATUS:
            days = told(rule_id, folder / f"{rule_id}.months.parquet")
            sql = f"""
                SELECT count(*) FILTER (a.reason IS DISTINCT FROM b.reason), count(*) FROM ({days}) AS a
                FULL JOIN ({month_by_month(rule_id)}) AS b USING (ask_no, month)"""
            ((differing, compared),) = engine.rows(sql)
            wrong += int(differing) + (compared == 0)
    return wrong


def _engine(folder: Path) -> DuckdbEngine:
    return open_engine("duckdb", memory_limit="3GB", threads=2, temp=folder / "spill")
