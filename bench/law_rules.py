"""The rules of law for everybody, on DuckDB: the process that `bench/law.py` measures from outside.

`python -m bench.law_rules FOLDER --people N`     write the people and the parameters
`python -m bench.law_rules FOLDER --month`        every contribution and status rule for one month, Parquet to Parquet
`python -m bench.law_rules FOLDER --statements`   compile the statements of 24 months of status into files
`python -m bench.law_rules FOLDER --copy`         a plain copy of the people
"""

import argparse
import json
from datetime import date
from pathlib import Path
from typing import Any

from bench.law_history import ON, write_statements
from bench.people_of_law import write_people
from payung.engine.public import DuckdbEngine, open_engine
from payung.law.public import load_law
from payung.reckon.public import PARQUET, compiled, rule

# Each rule for those whom it concerns.
RULES = {
    "jkn.pbi.contribution": "segment = 'PBI'",
    "jkn.pbpu_pemda.contribution": "segment = 'PBPU_PEMDA'",
    "jkn.ppu_bu.contribution": "segment = 'PPU_BU'",
    "jkn.ppu_pn.contribution": "segment = 'PPU_PN'",
    "jkn.pbpu.contribution": "segment IN ('PBPU', 'BP')",
    "jkn.suspension": "segment NOT IN ('PBI', 'PBPU_PEMDA')",
    "pu.contribution": "work = 'PU'",
    "jkp.pu.contribution": "work = 'PU'",
    "bpu.contribution": "work = 'BPU'",
    "bpu.membership": "work = 'BPU'",
}
PEOPLE_HAVE = {
    *("segment", "wage_monthly_idr", "income_monthly_idr", "minimum_wage_monthly_idr", "sector", "risk", "scale"),
    *("employer_level", "care_class", "members", "extra_members", "with_jht", "paid_through", "age_at_joining"),
}
# The names of the parameters by those of OpenFisca's tree, with the keys that lead to one number.
PARAMETERS = {
    "pbi": ("jkn.pbi.contribution",),
    "pemda": ("jkn.pbpu_pemda.contribution",),
    "ppu_employer": ("jkn.ppu_bu.split", "employer"),
    "ppu_worker": ("jkn.ppu_bu.split", "worker"),
    "ppu_cap": ("jkn.ppu.wage_cap",),
    "extra_rate": ("jkn.ppu.extra_family_rate",),
    "class1": ("jkn.pbpu_bp.kelas1",),
    "class2": ("jkn.pbpu_bp.kelas2",),
    "class3": ("jkn.pbpu_bp.kelas3_total",),
    "class3_subsidy": ("jkn.pbpu_bp.kelas3_subsidy",),
    "class3_centre": ("jkn.pbpu_bp.kelas3_subsidy_split", "pusat"),
    "class3_region": ("jkn.pbpu_bp.kelas3_subsidy_split", "daerah"),
    "jkm_bpu": ("jkm.bpu.amount",),
    "jkk_bpu": ("jkk.bpu.rate",),
    "jht_bpu": ("jht.bpu.rate",),
    "jkm_pu": ("jkm.pu.rate",),
    "jht_employer": ("jht.pu.split", "employer"),
    "jht_worker": ("jht.pu.split", "worker"),
    "jp_employer": ("jp.split", "employer"),
    "jp_worker": ("jp.split", "worker"),
    "jp_cap": ("jp.wage_cap",),
    "jkp_state": ("jkp.rate", "gov"),
    "jkp_jkk": ("jkp.rate", "from_jkk"),
    "jkp_cap": ("jkp.wage_cap",),
    "discount_transport": ("bpu.discount_pp50", "TRANSPORT"),
    "discount_other": ("bpu.discount_pp50", "OTHER"),
    "months_late_ppu": ("jkn.suspension_rule", "months_late_ppu"),
    "months_late_pbpu": ("jkn.suspension_rule", "months_late_pbpu_bp"),
    "arrears_max": ("jkn.arrears_months_max",),
    "grace": ("bpu.grace_months",),
    **{
        f"pn_{level}_{payer}": ("jkn.ppu_pn.split", level.upper(), payer)
        for level in ("central", "region")
        for payer in ("employer", "worker")
    },
    **{f"pn_{level}_cap": ("jkn.ppu_pn.wage_cap", level.upper()) for level in ("central", "region")},
    **{
        f"jkk_{risk}": ("jkk.pu.rate_by_risk", risk)
        for risk in ("sangat_rendah", "rendah", "sedang", "tinggi", "sangat_tinggi")
    },
}


def main() -> None:
    """Do the one thing asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--people", type=int)
    for name in ("month", "statements", "copy"):
        parser.add_argument(f"--{name}", action="store_true")
    asked = parser.parse_args()
    if asked.people:
        write_people(asked.folder / "people", asked.people)
        (asked.folder / "parameters.json").write_text(json.dumps(parameters()), encoding="utf-8")
        return
    if asked.statements:
        write_statements(asked.folder)
        return
    with open_engine("duckdb", memory_limit="700MB", threads=2, temp=asked.folder / "spill") as engine:
        # Every row bears its person's number, so that rows need not wait for each other.
        engine.connection.execute("SET preserve_insertion_order = false")
        engine.register("people", asked.folder / "people")
        if asked.copy:
            engine.connection.execute(f"COPY people TO '{asked.folder}/copy.parquet' (FORMAT parquet)")
        elif asked.month:
            for rule_id, who in RULES.items():
                _write(engine, one_month(rule_id, who), asked.folder / f"{rule_id}.parquet")


def one_month(rule_id: str, who: str) -> str:
    """The rule for its people in the month, as one statement: amounts, and the days which tell the status."""
    kept = [column.name for column in rule(rule_id).columns if column.type != "text"]
    columns = ", ".join(["ask_no", *kept])
    inputs, fixed = _inputs(rule_id, ON)
    asked = f"SELECT {', '.join(['ask_no', *inputs])} FROM people WHERE {who}"
    return f"WITH asked AS ({asked}) SELECT {columns} FROM ({compiled(rule_id, 'duckdb', fixed=fixed)}) AS answered"


def parameters() -> dict[str, Any]:
    """The values over time that the other system needs, and the table of incomes."""
    law = load_law()
    found: dict[str, Any] = {}
    for name, (parameter_id, *keys) in PARAMETERS.items():
        parameter = law.parameters[parameter_id]
        scope, path = (keys[0], keys[1:]) if parameter.keyed_by else ("", keys)
        values: dict[str, int | None] = {}
        for dated in parameter.timelines[scope]:
            value: Any = dated.value
            for key in path:
                value = value.get(key)
            values[str(dated.since)] = value
        found[name] = values
    (table,) = law.parameters["jkk.bpu.income_table"].values
    found["income_table"] = [[row["min"], row["base"]] for row in table.value]
    floor = law.parameters["jkn.ppu.wage_floor"]
    found["floor_since"] = str(floor.values[0].since)
    return found


def _inputs(rule_id: str, on: date) -> tuple[list[str], dict[str, int | str | bool | date | None]]:
    """The rule's inputs: columns of the people as they are, and apart those that are the same for everybody."""
    columns = [one.name for one in rule(rule_id).arguments if one.name in PEOPLE_HAVE]
    fixed = {one.name: one.defaulted(on) for one in rule(rule_id).arguments if one.name not in PEOPLE_HAVE}
    return columns, fixed


def _write(engine: DuckdbEngine, sql: str, path: Path) -> None:
    engine.connection.execute(f"COPY ({sql}) TO '{path}' ({PARQUET})")


if __name__ == "__main__":
    main()
