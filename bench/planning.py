"""A decree dry run or a scenario over a folder of tables: the thing that is measured.

`python -m bench.planning FOLDER list` writes the decree list, `... decree` tries it, `... better` makes the better
list, `... scenario` reckons a scenario.
"""

import sys
from datetime import date
from pathlib import Path

from payung.engine.public import open_engine, parquet_sql
from payung.plan.public import better_list, dry_run, simulate

MEMORY = "1500MB"
REMOVED = 1_100_000
EFFECT = date(2027, 2, 1)
SCENARIO = {
    "name": "ukuran",
    "from": "2027-01-01",
    "months": 24,
    "switch_on": {"jkn.arrears_writeoff_2026": "2027-01-01"},
    "changes": [
        {"parameter": "jkn.pbi.contribution", "from": "2027-01-01", "value": 57_250},
        {
            "parameter": "bpu.discount_pp50",
            "scope": "OTHER",
            "from": "2027-01-01",
            "until": "2027-12-31",
            "value": 50_000,
        },
        {"parameter": "jkm.benefit", "key": "total", "from": "2027-01-01", "value": 50_000_000},
    ],
    "actions": [
        {"kind": "SUBSIDY", "payer": "PEMDA", "percent": 50, "months": 12},
        {"kind": "ASSIST", "help": "COMPLETED", "percent_reached": 10, "cost_idr": 25_000},
        {"kind": "WRITE_OFF", "from": "2027-07-01", "announced": "2027-01-01"},
    ],
}


def write_list(folder: Path) -> None:
    """Write a list that takes 1.1 million people of the higher deciles off the state list, whole families together."""
    persons, determinations = (parquet_sql(folder / f"{name}.parquet") for name in ("persons", "determinations"))
    with open_engine("duckdb", memory_limit=MEMORY, threads=2) as engine:
        engine.connection.execute(
            f"COPY (SELECT person_id, 'REMOVE' AS action, '{EFFECT}' AS effective_on, 'STATE' AS payer "
            f"FROM {determinations} AS d JOIN {persons} AS p USING (person_id) "
            f"WHERE programme = 'JKN' AND reason = 'PAID_BY_STATE' AND decile > 5 AND life_status = 'ALIVE' "
            f"ORDER BY person_id LIMIT {REMOVED}) TO '{folder / 'list.csv'}' (HEADER)"
        )


def main(folder: Path, what: str) -> None:
    """Do the thing named."""
    if what == "list":
        write_list(folder)
    elif what == "decree":
        found = dry_run(folder / "list.csv", folder, folder / "decree", memory_limit=MEMORY, threads=2)
        sys.stdout.write(f"{found.accepted} accepted, {found.dropped} dropped\n")
    elif what == "better":
        better = better_list(
            folder, folder / "better", remove=REMOVED, add=500_000, effective_on=EFFECT, memory_limit=MEMORY, threads=2
        )
        sys.stdout.write(f"{better.removed} off, {better.added} on, gap {better.gap}, {better.classes} classes\n")
    else:
        done = simulate(SCENARIO, folder, memory_limit=MEMORY, threads=2)
        sys.stdout.write(f"{done.population} people, {done.effects}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
