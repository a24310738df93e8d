"""Which people of a region are in a status, for a reason, or wait for a mover? Lists and exports."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from payung.ledger.person.row import ListLine, ListPage, masked
from payung.ledger.reader.look import log_access
from payung.ledger.reader.scope import Scope, current_scope, newest_generation, region_range, vault, within

EXPORT_PIECE = 1000
REGION_FORM = re.compile(r"\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?")

SELECT = """
SELECT d.generation, d.person_id, p.name, p.birth_date, p.sex, d.region_code, p.nik_cipher,
       d.programme, d.segment, d.status, d.reason, d.since, d.until, d.arrears_months, d.next_move_by, d.article,
       b.route, b.price_now_idr, b.price_monthly_idr, b.movers, b.earliest_on
FROM (SELECT * FROM ledger.determination WHERE {conditions} ORDER BY region_code, person_id LIMIT %s) d
JOIN ledger.person p ON p.generation = d.generation AND p.person_id = d.person_id
LEFT JOIN ledger.path b ON b.generation = d.generation AND b.person_id = d.person_id AND b.is_best
  AND b.programme = CASE d.programme WHEN 'JKN' THEN 'JKN' WHEN 'JKK' THEN 'BPU' WHEN 'JKM' THEN 'BPU' END
ORDER BY d.region_code, d.person_id
"""


@dataclass(frozen=True)
class Filters:
    """Of a programme and region ("" all in scope), and where given of a status, reason, next mover, active or not."""

    programme: str = "JKN"
    region: str = ""
    status: str | None = None
    reason: str | None = None
    next_move_by: str | None = None
    is_active: bool | None = None

    def __post_init__(self) -> None:
        """Raises ValueError for a region that no code can be."""
        if self.region and not REGION_FORM.fullmatch(self.region):
            raise ValueError(f"{self.region!r} is not a region code")


def people(filters: Filters, after: str | None = None, limit: int = 50) -> ListPage:
    """A page of people in scope, in order of region and person. `after` is the `after` of the page before.

    Raises ValueError for an `after` that no page gave.
    """
    lines = _lines(filters, after, limit + 1)
    is_more = len(lines) > limit
    kept = lines[:limit]
    return ListPage(tuple(kept), f"{kept[-1].region_code}~{kept[-1].person_id}" if is_more else None)


def people_count(filters: Filters) -> int:
    """How many people the list has, from the counts of the load."""
    low, high = region_range(filters.region)
    if low == high or current_scope().region is None:
        return 0
    conditions, values = _filters(filters)
    level = {0: "nation", 2: "province", 5: "regency", 8: "district", 13: "village"}.get(len(low), "nation")
    sql = f"SELECT coalesce(sum(people), 0) FROM ledger.coverage_count WHERE {conditions} AND level = %s"
    parent = "" if level in ("nation", "province") else low.rpartition(".")[0]
    with connection.cursor() as cursor:
        cursor.execute(
            sql + " AND parent_code = %s AND region_code = %s",
            [newest_generation(), filters.programme, *values, level, parent, low],
        )
        return int(cursor.fetchone()[0])


def export_people(filters: Filters) -> Iterator[ListLine]:
    """Every person of the list, piece by piece. The export is entered in the access log before the first row leaves.

    May be consumed after the request's own scope has ended: each piece opens the same scope anew.
    """
    reader = current_scope()
    words = "&".join(f"{key}={value}" for key, value in vars(filters).items() if value)
    log_access("EXPORT", region=filters.region or reader.region or "", people=people_count(filters), detail=words)
    return _pieces(reader, filters)


def _pieces(reader: Scope, filters: Filters) -> Iterator[ListLine]:
    after: str | None = None
    while True:
        with within(reader):
            page = people(filters, after, EXPORT_PIECE)
        yield from page.lines
        after = page.after
        if after is None:
            return


def _lines(filters: Filters, after: str | None, limit: int) -> list[ListLine]:
    conditions, values = _filters(filters)
    low, high = region_range(filters.region)
    if after is not None:
        region, mark, person_id = after.partition("~")
        if not mark:
            raise ValueError(f"no page gave {after!r}")
        # Under row security a comparison of pairs is not taken to the index, so the pair is taken apart.
        conditions += " AND (region_code > %s OR person_id > %s)"
        values += [region, int(person_id)]
        low = max(low, region)
    conditions += " AND region_code >= %s AND region_code < %s"
    values += [low, high]
    with connection.cursor() as cursor:
        cursor.execute(SELECT.format(conditions=conditions), [newest_generation(), filters.programme, *values, limit])
        return [_line(row) for row in cursor.fetchall()]


def _filters(filters: Filters) -> tuple[str, list[object]]:
    conditions = "generation = %s AND programme = %s"
    values: list[object] = []
    for column in ("status", "reason", "next_move_by"):
        value = getattr(filters, column)
        if value:
            conditions += f" AND {column} = %s"
            values.append(value)
    if filters.is_active is not None:
        conditions += " AND status = 'ACTIVE'" if filters.is_active else " AND status <> 'ACTIVE'"
    return conditions, values


def _line(row: Sequence[Any]) -> ListLine:
    generation, person_id, name, birth_date, sex, region_code, nik, *middle = row
    opened = vault().open("person/nik", person_id, nik, load=str(generation))
    return ListLine(
        generation,
        person_id,
        name,
        birth_date,
        sex,
        region_code,
        masked(opened),
        *middle,
    )
