"""One person at a desk: how long does an answer take on live rows in PostgreSQL, and how long without a database?"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import sqlglot
from sqlglot import exp

from bench.people import write_people
from payung.determine.public import determination_steps
from payung.engine.public import PostgresEngine, Step, chain_sql
from payung.law.public import load_law
from payung.ledger.public import Server, start
from payung.reckon.public import evaluate, rules

AS_OF = date(2026, 11, 1)
PEOPLE, TIMES, BARE_TIMES = 20_000, 1_000, 15
LIVE_GOAL_MS, BARE_GOAL_MS = 1, 30
INPUTS = ("persons", "memberships")
INDEXES = (
    *("all_persons (family_id)", "all_persons (person_id)", "all_memberships (person_id)"),
    "tk_paid_month (due_kind, paid_until)",
)
# Health cover is that of a family; work is one's own.
ONE_PERSON = """WITH persons AS (
    SELECT * FROM all_persons WHERE family_id = (SELECT family_id FROM all_persons WHERE person_id = $1)
), memberships AS (
    SELECT m.* FROM all_memberships AS m JOIN persons AS p USING (person_id)
    WHERE m.programme = 'JKN' OR m.person_id = $1
)"""


@dataclass(frozen=True)
class Asked:
    """Milliseconds of questions by the clock on the wall, and of processor time for one question in the mean."""

    wall_ms: list[float]
    cpu_ms: float

    @property
    def p50_ms(self) -> float:
        """Half of the questions took no longer."""
        return statistics.median(self.wall_ms)


def bench_one_person() -> tuple[list[str], bool]:
    """The median of many questions: all programmes of a person from live rows, and every rule for one row without."""
    with tempfile.TemporaryDirectory(prefix="payung-person-") as folder:
        Path(folder).chmod(0o755)
        with start(Path(folder)) as server:
            if not isinstance(server, Server):
                raise SystemExit("unset PAYUNG_DATABASE_URL: the embedded server is measured")
            live = _live(Path(folder), server.url("admin"))
    bare = _bare()
    slowest = max(bare, key=lambda one: bare[one].cpu_ms)
    is_met = live.cpu_ms < LIVE_GOAL_MS and bare[slowest].cpu_ms < BARE_GOAL_MS
    every = Asked([one.p50_ms for one in bare.values()], statistics.median(one.cpu_ms for one in bare.values()))
    return [
        "## One person",
        "",
        f"Goals: all programmes of one person on live rows in PostgreSQL, prepared, in under {LIVE_GOAL_MS} ms; any"
        f" rule without a database in under {BARE_GOAL_MS} ms; judged by processor time."
        f" **{'Met' if is_met else 'Missed'}.** Load of the machine meanwhile: {os.getloadavg()[1]:.1f}.",
        "",
        "| what | p50 ms by the clock | cpu ms |",
        "|---|---:|---:|",
        _row(f"status, reason, days and article in six programmes, among {PEOPLE:,} people", live),
        _row(f"one rule with its law, median of {len(bare)} rules", every),
        _row(f"one rule with its law, the slowest: {slowest}", bare[slowest]),
    ], is_met


def _live(folder: Path, url: str) -> Asked:
    """Questions of one person each, in a session that prepared the question once."""
    write_people(folder / "people", people=PEOPLE, as_of=AS_OF)
    standing, asked = _split(determination_steps())
    law = load_law()
    with PostgresEngine(url) as engine:
        for name in INPUTS:
            engine.register(f"all_{name}", folder / "people" / f"{name}.parquet")
        engine.run(standing, as_of=AS_OF, inline=law.inline)
        run: Callable[[str], Any] = engine.connection.execute
        for place in INDEXES:
            run(f"CREATE INDEX ON {place}")
        run("ANALYZE")
        chain = chain_sql(asked, "determinations", "postgres", as_of=AS_OF, inline=law.inline)
        run(f"PREPARE one(bigint) AS {ONE_PERSON}, {chain.removeprefix('WITH ')} WHERE person_id = $1")
        run("SET plan_cache_mode = force_generic_plan")
        ((backend,),) = run("SELECT pg_backend_pid()").fetchall()
        for number in range(20):
            run(f"EXECUTE one({number})")
        before = _cpu_ms(backend)
        wall = [_timed(lambda n=n: run(f"EXECUTE one({n * 37 % PEOPLE})").fetchall()) for n in range(TIMES)]
        return Asked(wall, (_cpu_ms(backend) - before) / TIMES)


def _cpu_ms(process: int) -> float:
    """Processor milliseconds of a process so far."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _split(steps: list[Step]) -> tuple[list[Step], list[Step]]:
    """Steps that need no person, which stand ready, and those that are asked for one."""
    needing = set(INPUTS)
    standing, asked = [], []
    for step in steps:
        read = {table.name for table in sqlglot.parse_one(step.sql, dialect="duckdb").find_all(exp.Table)}
        if read & needing:
            needing.add(step.name)
        (asked if step.name in needing else standing).append(step)
    return standing, asked


def _bare() -> dict[str, Asked]:
    """Each rule for one row, the values of law on which the answer rests included."""
    law = load_law()
    found = {}
    for rule_id, one in rules().items():
        row = {argument.name: _some(argument) for argument in one.arguments if argument.is_needed}
        evaluate(rule_id, on=AS_OF, inputs=[row], law=law)
        before = time.process_time()
        wall = [_timed(lambda a=rule_id, r=row: evaluate(a, on=AS_OF, inputs=[r], law=law)) for _ in range(BARE_TIMES)]
        found[rule_id] = Asked(wall, 1000 * (time.process_time() - before) / BARE_TIMES)
    return found


def _some(argument: Any) -> object:
    if argument.values:
        return argument.values[0]
    return {"int64": max(argument.minimum or 0, 1), "date": AS_OF.isoformat(), "bool": True, "text": "x"}[argument.type]


def _timed(ask: Callable[[], object]) -> float:
    begin = time.perf_counter()
    ask()
    return 1000 * (time.perf_counter() - begin)


def _row(name: str, asked: Asked) -> str:
    return f"| {name} | {asked.p50_ms:.1f} | {asked.cpu_ms:.1f} |"
