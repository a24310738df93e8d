"""Which counts of a load are kept for good, and which pending matters does a load open?

Rows of people go when the second load after them has come; what ministers compare stays: how many stood
where, who waits for whom and what the best route would cost, whose clocks run out, and who moved from which payer to
which.
"""

from datetime import date

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

from payung.terms.public import codes

STOCK = """
INSERT INTO ledger.stock_count (generation, programme, region_code, status, reason, segment, next_move_by, people,
                                registered)
SELECT generation, programme, region_code, status, reason, segment, next_move_by, people, registered
FROM ledger_run.{coverage_count} WHERE level IN ('nation', 'province', 'regency')
"""

# A price that covers a family is shared among its people; who lives in a regency nobody knows is counted in the nation.
BLOCKED = """
INSERT INTO ledger.blocked_count (generation, region_code, programme, reason, next_move_by, route, people, unpriced,
                                  cost_now_idr, cost_monthly_idr, others_monthly_idr, since_known, since_days,
                                  oldest_since)
WITH best AS (
  SELECT person_id, programme AS way, route, price_now_idr::numeric / people AS now_idr,
         price_monthly_idr::numeric / people AS monthly_idr, other_pays_monthly_idr::numeric / people AS others_idr
  FROM ledger_run.{path} WHERE is_best),
regency AS MATERIALIZED (
  SELECT left(d.region_code, 5) AS lives_in, d.programme, d.reason, d.next_move_by, coalesce(b.route, '') AS route,
         count(*) AS people, count(*) FILTER (WHERE b.route IS NOT NULL AND b.now_idr IS NULL) AS unpriced,
         coalesce(sum(b.now_idr), 0) AS now_idr, coalesce(sum(b.monthly_idr), 0) AS monthly_idr,
         coalesce(sum(b.others_idr), 0) AS others_idr, count(d.since) AS known,
         coalesce(sum(greatest(d.as_of - d.since, 0)), 0) AS days, min(d.since) AS oldest
  FROM ledger_run.{determination} d
  LEFT JOIN best b ON b.person_id = d.person_id
    AND b.way = CASE d.programme WHEN 'JKN' THEN 'JKN' WHEN 'JKK' THEN 'BPU' WHEN 'JKM' THEN 'BPU' END
  WHERE d.status <> 'ACTIVE' AND d.next_move_by NOT IN ('NONE', 'NOBODY')
  GROUP BY 1, 2, 3, 4, 5),
counted (lives_at) AS (
  SELECT lives_in, r.* FROM regency r WHERE length(lives_in) = 5
  UNION ALL SELECT left(lives_in, 2), r.* FROM regency r WHERE length(lives_in) >= 2
  UNION ALL SELECT '', r.* FROM regency r)
SELECT %(generation)s, c.lives_at, c.programme, c.reason, c.next_move_by, c.route, sum(c.people), sum(c.unpriced),
       round(sum(c.now_idr)), round(sum(c.monthly_idr)), round(sum(c.others_idr)), sum(c.known), sum(c.days),
       min(c.oldest)
FROM counted c GROUP BY 2, 3, 4, 5, 6
"""

CLOCKS = """
INSERT INTO ledger.clock_count (generation, region_code, programme, clock, people, within_30_days, within_90_days)
WITH regency AS MATERIALIZED (
  SELECT left(region_code, 5) AS lives_in, programme, clock, count(*) AS people,
         count(*) FILTER (WHERE days_left BETWEEN 0 AND 30) AS soon,
         count(*) FILTER (WHERE days_left BETWEEN 0 AND 90) AS later
  FROM ledger_run.{clock} GROUP BY 1, 2, 3),
counted (lives_at, programme, clock, people, soon, later) AS (
  SELECT lives_in, programme, clock, people, soon, later FROM regency WHERE length(lives_in) = 5
  UNION ALL
  SELECT left(lives_in, 2), programme, clock, people, soon, later FROM regency WHERE length(lives_in) >= 2
  UNION ALL
  SELECT '', programme, clock, people, soon, later FROM regency)
SELECT %(generation)s, lives_at, programme, clock, sum(people), sum(soon), sum(later)
FROM counted GROUP BY 2, 3, 4
"""

# A subject may stand twice (people without a number who share name and birth day): the first is taken to be the first.
# A person counts where they live now, or lived, if they are gone; who moved house leaves the old region and enters the
# new one at the place held before.
FLOWS = """
INSERT INTO ledger.flow_count (generation, programme, region_code, from_status, from_place, to_status, to_place, people)
WITH before AS (
  SELECT p.subject, row_number() OVER (PARTITION BY p.subject, d.programme ORDER BY p.person_id) AS twin, d.programme,
         CASE d.status WHEN 'ACTIVE' THEN 'ACTIVE' ELSE 'NOT_ACTIVE' END AS status,
         CASE d.status WHEN 'ACTIVE' THEN coalesce(d.segment, '') ELSE d.reason END AS place,
         left(d.region_code, 5) AS lives_in
  FROM ledger_run.{old_determination} d JOIN ledger_run.{old_person} p USING (person_id)),
now AS (
  SELECT p.subject, row_number() OVER (PARTITION BY p.subject, d.programme ORDER BY p.person_id) AS twin, d.programme,
         CASE d.status WHEN 'ACTIVE' THEN 'ACTIVE' ELSE 'NOT_ACTIVE' END AS status,
         CASE d.status WHEN 'ACTIVE' THEN coalesce(d.segment, '') ELSE d.reason END AS place,
         left(d.region_code, 5) AS lives_in
  FROM ledger_run.{determination} d JOIN ledger_run.{person} p USING (person_id)),
pair AS MATERIALIZED (
  SELECT programme, b.lives_in AS was_in, n.lives_in AS is_in, coalesce(b.status, 'ABSENT') AS from_status,
         coalesce(b.place, '') AS from_place, coalesce(n.status, 'ABSENT') AS to_status,
         coalesce(n.place, '') AS to_place, count(*) AS people
  FROM before b FULL JOIN now n USING (subject, twin, programme) GROUP BY 1, 2, 3, 4, 5, 6, 7),
counted (programme, region_code, from_status, from_place, to_status, to_place, people) AS (
  SELECT programme, left(coalesce(is_in, was_in), size), from_status, from_place, to_status, to_place, people
  FROM pair, unnest(ARRAY[0, 2, 5]) AS size WHERE length(coalesce(is_in, was_in)) >= size
  UNION ALL
  SELECT programme, left(was_in, size), from_status, from_place, 'ELSEWHERE', '', people
  FROM pair, unnest(ARRAY[2, 5]) AS size WHERE length(was_in) >= size AND left(was_in, size) <> left(is_in, size)
  UNION ALL
  SELECT programme, left(is_in, size), 'ELSEWHERE', '', from_status, from_place, people
  FROM pair, unnest(ARRAY[2, 5]) AS size WHERE length(is_in) >= size AND left(was_in, size) <> left(is_in, size))
SELECT %(generation)s, programme, region_code, from_status, from_place, to_status, to_place, sum(people)
FROM counted GROUP BY 2, 3, 4, 5, 6, 7
"""

OPEN_MATTERS = """
WITH groups AS (
  SELECT DISTINCT encode(substr(sha256(convert_to(
           concat_ws('/', programme, reason, next_move_by, region_code), 'UTF8')), 1, 16), 'hex')::uuid AS matter_id,
         programme, reason, next_move_by, region_code
  FROM ledger.blocked_count WHERE generation = %(generation)s),
opened AS (
  INSERT INTO ledger.matter (matter_id, kind, code, region_code, owner, title, about, decides, acts, source, opened_on,
                             user_id, username)
  SELECT matter_id, 'BLOCKED', NULL, region_code,
         coalesce(%(of_movers)s::jsonb ->> next_move_by, %(of_programmes)s::jsonb ->> programme), '', '', '', '', '',
         %(as_of)s, 0, 'payung'
  FROM groups ON CONFLICT (matter_id) DO NOTHING)
INSERT INTO ledger.matter_measure (matter_id, programme, reason, next_move_by)
SELECT matter_id, programme, reason, next_move_by FROM groups
ON CONFLICT (matter_id, programme, reason, next_move_by) DO NOTHING
"""


def keep_counts(connection: psycopg.Connection, generation: int) -> None:
    """Keep stocks, blocked groups, clocks and flows of a load whose partitions are filled, in its transaction.

    Flows are from the load before, where its rows still stand; there are none without it.
    """
    for statement in (STOCK, BLOCKED, CLOCKS):
        connection.execute(_of(statement, generation), {"generation": generation})
    stands = connection.execute("SELECT to_regclass(%s)", [f"ledger_run.determination_g{generation - 1}"]).fetchone()
    if stands is not None and stands[0] is not None:
        connection.execute(_of(FLOWS, generation), {"generation": generation})


def open_blocked_matters(connection: psycopg.Connection, generation: int, as_of: date) -> None:
    """Open a matter for every blocked group that has none: same cause, same agency to move, same region."""
    connection.execute(
        OPEN_MATTERS,
        {
            "generation": generation,
            "as_of": as_of,
            "of_movers": Jsonb(_answering("movers")),
            "of_programmes": Jsonb(_answering("programmes")),
        },
    )


def _answering(kind: str) -> dict[str, str]:
    """The agency by mover (or by programme, where the mover has no agency, such as the person who must pay)."""
    return {one: code for code, agency in codes("agencies").items() for one in agency.facts.get(kind, ())}


def _of(statement: str, generation: int) -> sql.Composed:
    names = {
        table: sql.Identifier(f"{table}_g{generation}")
        for table in ("coverage_count", "determination", "path", "clock", "person")
    }
    names |= {f"old_{table}": sql.Identifier(f"{table}_g{generation - 1}") for table in ("determination", "person")}
    return sql.SQL(statement).format(**names)
