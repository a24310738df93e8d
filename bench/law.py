"""How much do the rules of law cost for everybody? One process for each way, measured from outside.

`python -m bench.law FOLDER --people N`     write the people and the parameters
`python -m bench.law FOLDER --month`        every contribution and status rule for one month, Parquet to Parquet
`python -m bench.law FOLDER --months`       24 months of status
`python -m bench.law FOLDER --copy`         a plain copy of the people
"""

import argparse
import json
from datetime import date
from pathlib import Path
from typing import Any

from bench.people_of_law import write_people
from payung.engine.public import DuckdbEngine, open_engine
from payung.law.public import load_law
from payung.reckon.public import compiled, rule

ON = date(2026, 11, 1)
MONTHS = 24
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
STATUS = ("jkn.suspension", "bpu.membership")
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
    for name in ("month", "months", "copy"):
        parser.add_argument(f"--{name}", action="store_true")
    asked = parser.parse_args()
    if asked.people:
        write_people(asked.folder / "people", asked.people)
        (asked.folder / "parameters.json").write_text(json.dumps(parameters()), encoding="utf-8")
        return
    with open_engine("duckdb", memory_limit="700MB", threads=2, temp=asked.folder / "spill") as engine:
        engine.register("people", asked.folder / "people")
        if asked.copy:
            _write(engine, "SELECT * FROM people", asked.folder / "copy.parquet")
        elif asked.month:
            for rule_id, who in RULES.items():
                _write(engine, one_month(rule_id, who), asked.folder / f"{rule_id}.parquet")
        else:
            for rule_id in STATUS:
                _write(engine, many_months(rule_id, RULES[rule_id]), asked.folder / f"{rule_id}.months.parquet")


def one_month(rule_id: str, who: str) -> str:
    """The rule for its people in the month, as one statement: the amounts and days, as the other system writes them."""
    asked = _asked(rule_id, f"FROM people WHERE {who}", str(ON))
    columns = ", ".join(["ask_no", *(column.name for column in rule(rule_id).columns if column.type != "text")])
    return f"WITH asked AS ({asked}) SELECT {columns} FROM ({_text(rule_id)}) AS answered"


def many_months(rule_id: str, who: str) -> str:
    """The days on which a person's status changes: with them the status of every month is told, past and to come.

    The rule is asked once; that its answer for each of the 24 months is the one these days tell is checked beside it.
    """
    days = {"jkn.suspension": "first_unpaid, covered_until", "bpu.membership": "grace_until, ends_on"}[rule_id]
    return f"SELECT ask_no, {days} FROM ({one_month(rule_id, who)})"


def month_by_month(rule_id: str, who: str) -> str:
    """The rule asked anew on the first day of each of 24 months: the slow way, to check the other."""
    month = f"CAST(DATE '{ON}' - INTERVAL (month_no) MONTH AS DATE)"
    people = f"FROM people, (SELECT unnest(range({MONTHS})) AS month_no) WHERE {who}"
    asked = _asked(rule_id, people, str(ON)).replace(f"DATE '{ON}' AS asked_on", f"{month} AS asked_on")
    asked = asked.replace("SELECT ask_no,", "SELECT ask_no * 100 + month_no AS ask_no,", 1)
    return f"WITH asked AS ({asked}) {_text(rule_id)}"


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


def _asked(rule_id: str, people: str, on: str) -> str:
    """The inputs of a rule: columns of the people, else the rule's own default."""
    have = {
        *("ask_no", "segment", "wage_monthly_idr", "income_monthly_idr", "minimum_wage_monthly_idr", "sector", "risk"),
        *(
            "scale",
            "employer_level",
            "care_class",
            "members",
            "extra_members",
            "with_jht",
            "paid_through",
            "age_at_joining",
        ),
    }
    inputs = ["ask_no"]
    for one in rule(rule_id).arguments:
        if one.name in have:
            inputs.append(one.name)
        elif one.type == "date":
            inputs.append(f"DATE '{on}' AS {one.name}")
        elif one.default is None:
            inputs.append(f"NULL AS {one.name}")
        else:
            inputs.append(
                f"{str(one.default).upper() if isinstance(one.default, bool) else repr(one.default)} AS {one.name}"
            )
    return f"SELECT {', '.join(inputs)} {people}"


def _text(rule_id: str) -> str:
    return compiled(rule_id, "duckdb", law=load_law())


def _write(engine: DuckdbEngine, sql: str, path: Path) -> None:
    engine.connection.execute(f"COPY ({sql}) TO '{path}' (FORMAT parquet)")


if __name__ == "__main__":
    main()
