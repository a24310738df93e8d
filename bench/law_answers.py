"""Do both systems answer the same? Compares the files written for `bench/law.py`, amount by amount, month by month."""

from dataclasses import dataclass
from pathlib import Path

from bench.law_history import MONTHLY, STATUS, month_by_month, months, told
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


@dataclass(frozen=True)
class Compared:
    """How many answers were compared one by one, and how many of them differ."""

    answers: int
    differing: int


def told_months(folder: Path) -> Compared:
    """Months of persons as the days of change tell them, against the rule asked for that month."""
    answers = differing = 0
    with _engine(folder) as engine:
        engine.register("people", folder / "people")
        for rule_id in STATUS:
            days = told(rule_id, folder / f"{rule_id}.days.parquet")
            sql = f"""
                SELECT count(*), count(*) FILTER (a.reason IS DISTINCT FROM b.reason) FROM ({days}) AS a
                FULL JOIN ({month_by_month(rule_id)}) AS b USING (ask_no, month)"""
            ((compared, wrong),) = engine.rows(sql)
            answers, differing = answers + int(compared), differing + int(wrong)
    return Compared(answers, differing)


def other_months(folder: Path) -> Compared:
    """Statuses and amounts of persons and months, against what the other system tells."""
    answers = differing = 0
    with _engine(folder) as engine:
        for rule_id, variables in MONTHLY.items():
            names = [f'"{name}_{month:%Y-%m}"' for name in variables for month in months()]
            gaps = [f"(CAST(ours.{one} AS INT) IS DISTINCT FROM CAST(theirs.{one} AS INT))::INT" for one in names]
            sql = f"""
                SELECT count(*), sum({" + ".join(gaps)}) FROM '{folder}/{rule_id}.every_month.parquet' AS ours
                JOIN '{folder}/openfisca_months.parquet' AS theirs USING (ask_no)"""
            ((people, wrong),) = engine.rows(sql)
            answers, differing = answers + int(people) * len(names), differing + int(wrong)
    return Compared(answers, differing)


def _engine(folder: Path) -> DuckdbEngine:
    return open_engine("duckdb", memory_limit="3GB", threads=2, temp=folder / "spill")
