"""What do the kept counts of a load say? Stocks, flows, clocks, and which loads there are; no person is in them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection


@dataclass(frozen=True)
class LoadRow:
    """A load: its number and run, the day it speaks of, the law it used, the hash of its tables, when it was loaded."""

    generation: int
    run_id: UUID
    as_of: date
    law_version: str
    digest: str
    inputs: dict[str, Any]
    loaded_at: datetime


@dataclass(frozen=True)
class StockRow:
    """People of a programme in a region ('' the nation) by status, reason, segment ('' none) and next mover."""

    region_code: str
    status: str
    reason: str
    segment: str
    next_move_by: str
    people: int
    registered: int


@dataclass(frozen=True)
class FlowRow:
    """People of a region who stood at one place in the load before and at another (or the same) in this one."""

    region_code: str
    from_status: str
    from_place: str
    to_status: str
    to_place: str
    people: int


@dataclass(frozen=True)
class ClockCountRow:
    """Running windows of a kind in a region."""

    region_code: str
    clock: str
    people: int
    within_30_days: int
    within_90_days: int


@dataclass(frozen=True)
class BlockedSumRow:
    """Blocked people of a region and what their best routes cost, in rupiah."""

    region_code: str
    people: int
    cost_now_idr: int
    cost_monthly_idr: int
    others_monthly_idr: int


def loads(limit: int = 24) -> list[LoadRow]:
    """The last loads, the newest first."""
    sql = (
        "SELECT generation, id, as_of, law_version, encode(digest, 'hex'), inputs, loaded_at"
        " FROM ledger.run ORDER BY generation DESC LIMIT %s"
    )
    return [LoadRow(*head, _json(inputs), loaded_at) for *head, inputs, loaded_at in _rows(sql, [limit])]


def stocks(generation: int, programme: str, regions: Sequence[str]) -> list[StockRow]:
    """Stocks of a programme in these regions (nation, provinces, regencies) at a load."""
    sql = (
        "SELECT region_code, status, reason, segment, next_move_by, people, registered FROM ledger.stock_count"
        " WHERE generation = %s AND programme = %s AND region_code = ANY(%s) ORDER BY 1, 2, 3, 4, 5"
    )
    return [StockRow(*row) for row in _rows(sql, [generation, programme, list(regions)])]


def regency_shares(generation: int, programme: str) -> list[tuple[str, int, int, int]]:
    """Of each regency at a load: code, people of the programme, registered, active."""
    sql = (
        "SELECT region_code, sum(people)::bigint, sum(registered)::bigint,"
        " coalesce(sum(people) FILTER (WHERE status = 'ACTIVE'), 0)::bigint FROM ledger.stock_count"
        " WHERE generation = %s AND programme = %s AND length(region_code) = 5 GROUP BY 1 ORDER BY 1"
    )
    return [tuple(row) for row in _rows(sql, [generation, programme])]  # type: ignore[misc]


def flows(generation: int, programme: str, regions: Sequence[str] = ("",)) -> list[FlowRow]:
    """Flows of a programme from the load before into this one, in these regions; empty for a first load.

    What came from and went to ELSEWHERE are people who moved house, at the place they held before.
    """
    sql = (
        "SELECT region_code, from_status, from_place, to_status, to_place, people FROM ledger.flow_count"
        " WHERE generation = %s AND programme = %s AND region_code = ANY(%s) ORDER BY 1, 2, 3, 4, 5"
    )
    return [FlowRow(*row) for row in _rows(sql, [generation, programme, list(regions)])]


def clock_counts(generation: int, programme: str, regions: Sequence[str]) -> list[ClockCountRow]:
    """Running windows of a programme in these regions at a load."""
    sql = (
        "SELECT region_code, clock, people, within_30_days, within_90_days FROM ledger.clock_count"
        " WHERE generation = %s AND programme = %s AND region_code = ANY(%s) ORDER BY 1, 2"
    )
    return [ClockCountRow(*row) for row in _rows(sql, [generation, programme, list(regions)])]


def blocked_sums(generation: int, programme: str, regions: Sequence[str]) -> list[BlockedSumRow]:
    """Blocked people of a programme in these regions at a load, with the cost of their best routes."""
    sql = (
        "SELECT region_code, sum(people)::bigint, sum(cost_now_idr)::bigint, sum(cost_monthly_idr)::bigint,"
        " sum(others_monthly_idr)::bigint FROM ledger.blocked_count"
        " WHERE generation = %s AND programme = %s AND region_code = ANY(%s) GROUP BY 1 ORDER BY 1"
    )
    return [BlockedSumRow(*row) for row in _rows(sql, [generation, programme, list(regions)])]


def _rows(sql: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _json(value: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(value) if isinstance(value, str) else value
    return found
