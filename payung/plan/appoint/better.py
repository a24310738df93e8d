"""Which list removes and adds as many people as a decree wants, and does less harm? Made anew from everybody, not
from the list.

Nobody in treatment is on it who would be without cover; nobody within the decile limit is removed; nobody above it
is added; nobody without a NIK is named, since no decree could take them.
"""

import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from string import Template
from typing import Any

from payung.engine.public import DuckdbEngine, Step
from payung.law.public import Law, load_law
from payung.plan.appoint.choose import Choice, PeopleClass, Regency, choose
from payung.plan.appoint.quota import Quota, quota_of_law
from payung.plan.appoint.what_if import write_hits
from payung.plan.appoint.words import group_sql, values_sql
from payung.plan.run_tables import Scale, day_of, open_tables, sql_text
from payung.terms.public import table

FOLDER = Path(__file__).parent
INPUTS = ("persons", "memberships", "determinations", "paths")
REPORT = "better_list.json"
# Of a nation the last tenth of a percent costs four times the time and nine times the memory of all before it.
GAP = 1e-3


@dataclass(frozen=True)
class BetterList:
    """The better list in figures; its people stand in `better_rows`.

    `short_removed` and `short_added` say how many of the wanted number cannot be removed or added without breaking a
    rule; `protected` how many stay because they are in treatment; `bill_now_idr` is what families removed would pay
    first in all, and `without_route` how many of them have no route of their own. `gap` is how far the choice may be
    from the best.
    """

    as_of: date
    effective_on: date
    law_version: str
    wanted_removed: int
    wanted_added: int
    removed: int
    added: int
    short_removed: int
    short_added: int
    protected: int
    in_treatment_dropped: int
    bill_now_idr: int
    without_route: int
    vulnerable_added: int
    by_decile: Mapping[str, tuple[int, int]]
    over_quota: Mapping[str, int]
    crossed: tuple[str, ...]
    classes: int
    gap: float
    national: Mapping[str, int]


def better_list(
    tables: Path,
    out: Path,
    *,
    remove: int,
    add: int,
    effective_on: date,
    law: Law | None = None,
    quota: Quota | None = None,
    scale: Scale | None = None,
    seconds: float = 120,
    memory_limit: str = "2GB",
    threads: int = 2,
) -> BetterList:
    """Choose whom to remove from the state list and whom to add, and write better_rows and the report into `out`.

    `seconds` limits the solver. Raises TableMissing and NotSolved. The same tables give the same list.
    """
    book, places_in = law or load_law(), scale or Scale()
    out.mkdir(parents=True, exist_ok=True)
    between = out / "better"
    with open_tables(tables, INPUTS, memory_limit=memory_limit, threads=threads, temp=out / "spill") as engine:
        day = day_of(engine)
        places = quota or quota_of_law(engine, book, places_in)
        engine.run(
            [Step("person_group", group_sql()), Step("candidate", sql_text(FOLDER, "candidate"))],
            as_of=day,
            inline=book.inline,
        )
        asked = f"SELECT person_id, action, payer, DATE '{effective_on}' AS effective_on FROM candidate"
        engine.run([Step("asked_of", f"{asked} WHERE action = 'REMOVE'")])
        write_hits(engine, "asked_of", between, as_of=day, law=book, memory_limit=memory_limit, threads=threads)
        engine.register("hits", between / "decree_hits.parquet")
        steps = [Step(name, sql_text(FOLDER, name)) for name in ("member", "class", "regency_before")]
        engine.run(steps, as_of=day, inline=book.inline)
        classes, regencies = _classes(engine), _regencies(engine, book, day)
        found = choose(classes, regencies, places, remove=remove, add=add, seconds=seconds, gap=GAP)
        _write(engine, found, out, effective_on)
        held = sum(one.on_list for one in regencies)
        report = _report(engine, found, places, held, len(classes), (day, effective_on, book.version, remove, add))
    # What a large list leaves here is a folder of parts, not one file.
    shutil.rmtree(between)
    content = {**asdict(report), "as_of": day.isoformat(), "effective_on": effective_on.isoformat()}
    (out / REPORT).write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return report


def read_better(out: Path) -> dict[str, Any] | None:
    """The report of a better list as plain data, None where none was made."""
    path = out / REPORT
    if not path.exists():
        return None
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def better_lines(tables: Path, out: Path) -> list[tuple[str, str, str, str]]:
    """The better list as a decree: NIK, action, day and payer of each."""
    with open_tables(tables, ("persons",)) as engine:
        engine.register("better_rows", out / "better_rows.parquet")
        return [
            (str(number), str(action), str(day), str(payer))
            for number, action, day, payer in engine.rows(
                "SELECT p.nik, b.action, b.effective_on, b.payer FROM better_rows AS b "
                "JOIN persons AS p USING (person_id) WHERE p.nik IS NOT NULL ORDER BY b.person_id"
            )
        ]


def _classes(engine: DuckdbEngine) -> list[PeopleClass]:
    return [
        PeopleClass(int(number), action, code, int(level), kind, new, vulnerable, int(people), int(price), int(lost))
        for number, action, code, level, kind, new, vulnerable, people, price, lost in engine.rows(
            "SELECT class_no, action, regency_code, level, kind, is_new, is_vulnerable, people, price_idr, active_lost "
            "FROM class ORDER BY class_no"
        )
    ]


def _regencies(engine: DuckdbEngine, law: Law, day: date) -> list[Regency]:
    active_min = int(str(law.value("jkn.uhc.active_min", day)))
    rows = engine.rows("SELECT regency_code, registered, active, on_list FROM regency_before ORDER BY regency_code")
    return [
        Regency(code, int(registered), int(active), int(held), active_min) for code, registered, active, held in rows
    ]


def _write(engine: DuckdbEngine, found: Choice, out: Path, effective_on: date) -> None:
    taken = [(str(number), str(people)) for number, people in sorted(found.take.items())] or [("0", "0")]
    cast = "SELECT CAST(number AS BIGINT) AS class_no, CAST(people AS BIGINT) AS take"
    sql = Template(sql_text(FOLDER, "chosen")).substitute(effective_on=effective_on)
    engine.run([Step("class_take", f"{cast} FROM ({values_sql('number, people', taken)}) AS t")])
    engine.run([Step("better_rows", sql, output=table("better_rows"))])
    engine.write("better_rows", out / "better_rows.parquet", order_by=("person_id",))


def _report(
    engine: DuckdbEngine,
    found: Choice,
    places: Quota,
    held: int,
    classes: int,
    asked: tuple[date, date, str, int, int],
) -> BetterList:
    day, effective_on, version, remove, add = asked
    (counts,) = engine.rows(COUNTS)
    removed, added, bill, without_route, vulnerable, dropped = (int(one) for one in counts)
    ((protected,),) = engine.rows("SELECT COUNT(*) FROM hits WHERE is_in_treatment AND is_dropped")
    deciles = engine.rows(
        "SELECT COALESCE(CAST(decile AS VARCHAR), ''), COUNT(*) FILTER (action = 'REMOVE'), "
        "COUNT(*) FILTER (action = 'ADD') FROM better_rows GROUP BY decile ORDER BY decile NULLS LAST"
    )
    return BetterList(
        as_of=day,
        effective_on=effective_on,
        law_version=version,
        wanted_removed=remove,
        wanted_added=add,
        removed=removed,
        added=added,
        short_removed=found.short_removed,
        short_added=found.short_added,
        protected=int(protected),
        in_treatment_dropped=dropped,
        bill_now_idr=bill,
        without_route=without_route,
        vulnerable_added=vulnerable,
        by_decile={code: (int(off), int(on)) for code, off, on in deciles},
        over_quota=found.over_quota,
        crossed=found.crossed,
        classes=classes,
        gap=found.gap,
        national={"quota": places.national, "before": held, "after": held - removed + added},
    )


COUNTS = """
SELECT
  COUNT(*) FILTER (b.action = 'REMOVE'), COUNT(*) FILTER (b.action = 'ADD'),
  COALESCE(SUM(m.price_idr) FILTER (b.action = 'REMOVE'), 0),
  COUNT(*) FILTER (b.action = 'REMOVE' AND b.route_kind NOT IN ('FREE', 'PAID')),
  COUNT(*) FILTER (b.action = 'ADD' AND m.is_vulnerable), COUNT(*) FILTER (h.is_in_treatment AND h.is_dropped)
FROM better_rows AS b
JOIN member AS m ON m.person_id = b.person_id
LEFT JOIN hits AS h ON h.person_id = b.person_id AND b.action = 'REMOVE'
"""
