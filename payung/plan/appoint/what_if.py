"""What would hold if a payer stopped or began to pay for these people? The rules of determine and path, asked again.

The families of the people meant are copied with their memberships as the decree would leave them, and the same rules
of law say who is then covered and by which routes those who are not come back. Prices are those of the day of the
data, as if the decree took effect on it.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from payung.determine.public import health_steps
from payung.engine.public import DuckdbEngine, Step, open_engine, run_in_chunks
from payung.law.public import Law
from payung.path.public import path_steps
from payung.plan.appoint.words import group_sql, route_rows, values_sql
from payung.plan.run_tables import sql_text
from payung.terms.public import table

FOLDER = Path(__file__).parent
PEOPLE_AT_ONCE = 400_000
TOUCHED = """
SELECT
  person_id, action, payer, effective_on, CASE payer WHEN 'STATE' THEN 'PBI' ELSE 'PBPU_PEMDA' END AS segment,
  CASE payer WHEN 'STATE' THEN 'REMOVED_FROM_PBI' ELSE 'REGION_STOPPED_PAYING' END AS cause
FROM {source}
"""
FAMILY = """
SELECT p.person_id FROM persons AS p WHERE p.family_id IN (
  SELECT q.family_id FROM persons AS q JOIN touched AS t ON t.person_id = q.person_id)
"""


def write_hits(
    engine: DuckdbEngine, source: str, out: Path, *, as_of: date, law: Law, memory_limit: str, threads: int
) -> None:
    """Write `decree_hits.parquet` (one file or a folder of parts) for the people of the view `source`.

    `engine` can read persons, memberships and determinations of the run and `source` (person_id, action, payer,
    effective_on). What lies between goes into `out` and is removed.
    """
    between = out / "what_if"
    between.mkdir(parents=True, exist_ok=True)
    _write_between(engine, source, between)
    hits = out / "decree_hits.parquet"
    inputs = {name: between / f"{name}.parquet" for name in ("persons", "memberships_before", "determinations_before")}
    inputs["touched"] = between / "touched.parquet"
    with open_engine("duckdb", memory_limit=memory_limit, threads=threads, temp=between / "spill") as asked:
        run_in_chunks(
            asked,
            what_if_steps(),
            inputs=inputs,
            outputs={table("decree_hits"): hits},
            as_of=as_of,
            inline=law.inline,
            people_in_a_chunk=PEOPLE_AT_ONCE,
        )
    for path in inputs.values():
        path.unlink()


def what_if_steps() -> Sequence[Step]:
    """Steps from persons, memberships_before, determinations_before and touched to `decree_hits`."""
    health = health_steps()
    last = health[-1]
    return [
        Step("touched_family", "SELECT person_id FROM persons"),
        Step("memberships", sql_text(FOLDER, "after_membership"), output=table("memberships")),
        *health[:-1],
        Step("health", last.select_sql(), is_kept=True),
        Step(
            "determinations",
            "SELECT * FROM health UNION ALL SELECT * FROM determinations_before WHERE programme <> 'JKN'",
            output=table("determinations"),
        ),
        *path_steps(is_health_only=True),
        Step("route_rests", values_sql("payer, route, rests_on", route_rows())),
        Step("route_left", sql_text(FOLDER, "left")),
        Step("person_group", group_sql()),
        Step("decree_hits", sql_text(FOLDER, "hit"), output=table("decree_hits")),
    ]


def _write_between(engine: DuckdbEngine, source: str, between: Path) -> None:
    """The touched families as Parquet, so that they can be asked chunk by chunk. No rule of law is in these
    copies."""
    engine.run([Step("touched", TOUCHED.format(source=source)), Step("touched_family", FAMILY)])
    # Of other programmes only work accident cover decides a route: who has an employer that pays.
    for name, target, which in (
        ("persons", "persons", ""),
        ("memberships", "memberships_before", "programme = 'JKN' AND "),
        ("determinations", "determinations_before", "programme IN ('JKN', 'JKK') AND "),
    ):
        wanted = f"SELECT * FROM {name} WHERE {which}person_id IN (SELECT person_id FROM touched_family)"
        engine.run([Step("copied", wanted, is_kept=False)])
        engine.write("copied", between / f"{target}.parquet")
    engine.write("touched", between / "touched.parquet", order_by=("person_id",))
    for name in ("copied", "touched_family", "touched"):
        engine.drop(name)
