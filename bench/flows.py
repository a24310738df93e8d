"""How long do a load's flows by region take, how do they grow with the people, and how fast are they read?

`python -m bench flows`: two loads of a made-up nation in 514 regencies, by the statements of a load, for three sizes,
each in a new base: everybody in JKN, four in ten in the programmes of work; of a hundred people eight change their
payer or cause, two move house, one comes and one goes. Then the flows of the nation and its provinces, and of a
province and its regencies, are read as the page reads them: for the first time, when it is also decided what is hidden,
and again.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import psycopg
from django.db import connection
from psycopg import sql

from bench.measure import ROOT
from payung.follow.public import flow_accounts
from payung.ledger.load.history import FLOWS, STOCK
from payung.ledger.load.tables import COVERAGE
from payung.ledger.public import Server, migrate, start
from payung.terms.public import names

PEOPLE = 3_000_000
TABLES = ("person", "determination", "coverage_count")
LINEAR_GOAL, FIRST_GOAL_S, AGAIN_GOAL_S = 1.3, 1.0, 0.3


@dataclass(frozen=True)
class Run:
    """One size: what the flows of a load cost in time, memory and disk, their rows; seconds of reading."""

    people: int
    flows_s: float
    cpu_s: float
    peak_mb: float
    aside_mb: float
    rows: int
    nation_first_s: float
    nation_again_s: float
    province_first_s: float
    province_again_s: float


def bench_flows(people: int = PEOPLE) -> tuple[list[str], bool]:
    """The part of the report about flows by region, and whether they grow as the people do and are read at once."""
    runs = [_in_a_process(size) for size in (people // 12, people // 3, people)]
    small, whole = runs[0], runs[-1]
    linear = (whole.cpu_s / whole.people) / (small.cpu_s / small.people)
    first = max(max(run.nation_first_s, run.province_first_s) for run in runs)
    again = max(max(run.nation_again_s, run.province_again_s) for run in runs)
    is_met = linear <= LINEAR_GOAL and first <= FIRST_GOAL_S and again <= AGAIN_GOAL_S
    lines = [
        "## Flows by region",
        "",
        f"Two loads of a made-up nation in {len(names('regencies'))} regencies, compared by the statement of a load."
        f" Goals: a person of the largest at most {LINEAR_GOAL} times the processor time of one of the smallest; the"
        f" page's flows read within {FIRST_GOAL_S:.0f} s for the first time, {AGAIN_GOAL_S} s again."
        f" **{'Met' if is_met else 'Missed'}**: {linear:.2f}; {first:.2f} s, {again:.2f} s.",
        "",
        "| people | flows s | cpu s | people a second of cpu | peak MB of the session, shared buffers included"
        " | sorted on disk MB | rows kept | nation read first s | again s | a province first s | again s |",
        "|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {run.people:,} | {run.flows_s:.1f} | {run.cpu_s:.1f} | {run.people / run.cpu_s:,.0f} |"
        f" {run.peak_mb:,.0f} |"
        f" {run.aside_mb:,.0f} | {run.rows:,} | {run.nation_first_s:.2f} | {run.nation_again_s:.2f} |"
        f" {run.province_first_s:.2f} | {run.province_again_s:.2f} |"
        for run in runs
    ]
    return lines, is_met


def main(people: int) -> None:
    """Measure one size and write it as JSON."""
    with tempfile.TemporaryDirectory(prefix="payung-flows-") as folder:
        Path(folder).chmod(0o755)
        with start(Path(folder)) as server:
            if not isinstance(server, Server):
                raise SystemExit("unset PAYUNG_DATABASE_URL: the embedded server is measured")
            sys.stdout.write(json.dumps(asdict(_measured(server, people))))
            connection.close()


def _in_a_process(people: int) -> Run:
    command = [sys.executable, "-m", "bench.flows", str(people)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return Run(**json.loads(done.stdout))


def _measured(server: Server, people: int) -> Run:
    migrate()
    with psycopg.connect(server.url("admin"), autocommit=True) as admin:
        for generation in (1, 2):
            _fill(admin, generation, people)
        admin.execute("CHECKPOINT")
    with psycopg.connect(server.url("admin"), autocommit=True) as admin:
        aside = _aside(admin)
        (pid,) = admin.execute("SELECT pg_backend_pid()").fetchone() or (0,)
        begin, spent = time.perf_counter(), _cpu_s(pid)
        rows = admin.execute(_named(FLOWS, 2), {"generation": 2}).rowcount
        flows_s, cpu_s, peak_mb = time.perf_counter() - begin, _cpu_s(pid) - spent, _peak_mb(pid)
        # The server tells what it sorted on disk when a session is at rest.
        admin.execute("SELECT pg_stat_force_next_flush()")
        aside_mb = (_aside(admin) - aside) / 2**20
    nation, province = (lambda: len(flow_accounts("JKN"))), (lambda: len(flow_accounts("JKN", "32")))
    read = [_seconds(ask) for ask in (nation, nation, province, province)]
    return Run(people, flows_s, cpu_s, peak_mb, aside_mb, rows, *read)


def _seconds(ask: Callable[[], int]) -> float:
    begin = time.perf_counter()
    if ask() < len(("the region", "one below it")):
        raise SystemExit("there are no flows to read")
    return time.perf_counter() - begin


def _fill(admin: psycopg.Connection, generation: int, people: int) -> None:
    """People and determinations of a load as it stores them, and the counts of regions that it keeps."""
    for table in TABLES:
        part = sql.Identifier("ledger_run", f"{table}_g{generation}")
        admin.execute(sql.SQL("CREATE TABLE {} (LIKE ledger.{})").format(part, sql.Identifier(table)))
    values = {"generation": generation, "people": people, "regencies": list(names("regencies"))}
    admin.execute(_named(PERSONS, generation), values)
    admin.execute(_named(DETERMINATIONS, generation), values)
    for table in TABLES[:2]:
        admin.execute(sql.SQL("VACUUM ANALYZE {}").format(sql.Identifier("ledger_run", f"{table}_g{generation}")))
    admin.execute(_named(COVERAGE, generation), {"generation": generation})
    admin.execute(_named(STOCK, generation))
    admin.execute(
        "INSERT INTO ledger.run (generation, id, as_of, law_version, digest, counts, inputs)"
        " VALUES (%s, %s, make_date(2026, 9 + %s, 1), '', %s, '{}', '{}')",
        [generation, uuid.UUID(int=generation), generation, generation.to_bytes(32)],
    )


def _named(statement: str, generation: int) -> sql.Composed:
    found = {table: sql.Identifier(f"{table}_g{generation}") for table in TABLES}
    found |= {f"old_{table}": sql.Identifier(f"{table}_g{generation - 1}") for table in TABLES}
    return sql.SQL(statement).format(**found)


def _peak_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    (peak,) = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")]
    return int(peak) / 1024


def _cpu_s(pid: int) -> float:
    """Processor seconds of the session so far."""
    told = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def _aside(admin: psycopg.Connection) -> int:
    row = admin.execute("SELECT temp_bytes FROM pg_stat_database WHERE datname = current_database()").fetchone()
    return int(row[0]) if row else 0


# A number below a million that hangs on the person and a word alone.
DRAW = "(hashtextextended(i || {0}, 0) & 1048575) * 1000000 / 1048576"
# Few regencies hold many people. One in fifty lives elsewhere at the second load; one in a hundred comes, one goes.
PERSONS = f"""
INSERT INTO ledger_run.{{person}} (generation, person_id, family_id, subject, name, region_code, life_status, works_as,
    is_in_population, record_count)
SELECT %(generation)s, i, i / 3, sha256(i::text::bytea), '',
    (%(regencies)s::text[])[1 + (power(({DRAW.format("home")}) / 1e6, 2) * 513)::int] || '.01.2001', 'ALIVE', 'NONE',
    true, 1
FROM (
    SELECT i, CASE WHEN %(generation)s = 2 AND {DRAW.format("'m'")} < 20000 THEN 'y' ELSE 'x' END AS home
    FROM generate_series(1, %(people)s) AS i) AS n
WHERE NOT ({DRAW.format("'g'")} < 10000 AND %(generation)s = 2)
    AND NOT ({DRAW.format("'g'")} >= 990000 AND %(generation)s = 1)
"""
# By how many of a million are below: status, reason, segment, mover.
DETERMINATIONS = f"""
INSERT INTO ledger_run.{{determination}} (generation, person_id, region_code, programme, as_of, segment, status, reason,
    arrears_months, decided_by, next_move_by, law, article)
SELECT %(generation)s, i, region_code, programme, DATE '2026-11-01', k.segment, k.status, k.reason, 0,
    'LAW', k.mover, '', ''
FROM (
    SELECT p.person_id AS i, p.region_code, t.programme,
        {DRAW.format("t.programme || CASE WHEN %(generation)s = 2 AND c.changes THEN 'b' ELSE 'a' END")} AS drawn
    FROM (SELECT person_id, region_code, person_id AS i FROM ledger_run.{{person}}) AS p,
        LATERAL (SELECT {DRAW.format("'c'")} < 80000 AS changes, {DRAW.format("'w'")} < 400000 AS works) AS c
    JOIN (VALUES ('JKN'), ('JKK'), ('JKM'), ('JHT')) AS t (programme) ON t.programme = 'JKN' OR c.works
) AS d
JOIN (VALUES
    (0, 340000, 'PBI', 'ACTIVE', 'PAID_BY_STATE', 'NONE'),
    (340000, 500000, 'PBPU_PEMDA', 'ACTIVE', 'PAID_BY_REGION', 'NONE'),
    (500000, 640000, 'PPU_BU', 'ACTIVE', 'PAID_BY_EMPLOYER', 'NONE'),
    (640000, 700000, 'PPU_PN', 'ACTIVE', 'PAID_BY_EMPLOYER', 'NONE'),
    (700000, 750000, 'PBPU', 'ACTIVE', 'PAID_BY_SELF', 'NONE'),
    (750000, 765000, 'BP', 'ACTIVE', 'PAID_BY_SELF', 'NONE'),
    (765000, 825000, 'PBPU', 'SUSPENDED', 'ARREARS', 'PERSON'),
    (825000, 899000, 'PBI', 'ENDED', 'REMOVED_FROM_PBI', 'DINSOS'),
    (899000, 922000, 'PBPU_PEMDA', 'ENDED', 'REGION_STOPPED_PAYING', 'REGION'),
    (922000, 930000, 'PBPU_PEMDA', 'SUSPENDED', 'REGION_ARREARS', 'REGION'),
    (930000, 942000, 'PPU_BU', 'ENDED', 'LAID_OFF', 'PERSON'),
    (942000, 950000, 'PPU_BU', 'ENDED', 'RESIGNED', 'PERSON'),
    (950000, 957000, 'PPU_BU', 'ENDED', 'AGED_OUT', 'PERSON'),
    (957000, 961000, 'PPU_BU', 'SUSPENDED', 'EMPLOYER_ARREARS', 'EMPLOYER'),
    (961000, 971000, 'PBPU', 'ENDED', 'IDENTITY_MISMATCH', 'DUKCAPIL'),
    (971000, 978000, 'PBPU', 'ENDED', 'DECEASED', 'NOBODY'),
    (978000, 1000000, NULL, 'NEVER', 'NEVER_REGISTERED', 'VILLAGE')
) AS k (low, high, segment, status, reason, mover) ON d.drawn >= k.low AND d.drawn < k.high
"""

if __name__ == "__main__":
    main(int(sys.argv[1]))
