"""Does the database keep every step of a matter, refuse false ones, and keep it open while its people are blocked?"""

import uuid
from dataclasses import replace
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from payung.ledger.public import Conflict, StillBlocked, load, system_scope
from payung.ledger.public import matter as book
from tests.country import BOGOR, PEOPLE, write_tables
from tests.ledger.matter_rows import APPEND_ONLY, BROKEN, MORE, ROWS, Row
from tests.ledger.test_constraints import named


@pytest.fixture
def base(server: Any, empty_base: str) -> Any:
    """A connection past row security, to a base in which the true rows stand; nothing it does stays."""
    with psycopg.connect(server.url("admin", empty_base)) as opened:
        for table, row in [*ROWS.items(), *((table, ROWS[table] | row) for table, row in MORE)]:
            add(opened, table, row)
        opened.execute("SET CONSTRAINTS ALL IMMEDIATE")
        yield opened
        opened.rollback()


def add(opened: psycopg.Connection, table: str, row: Row) -> None:
    """Insert a row."""
    statement = f"INSERT INTO ledger.{table} ({', '.join(row)}) VALUES ({', '.join(['%s'] * len(row))})"
    opened.execute(statement, list(row.values()))


def test_every_false_row_is_refused_by_name(base: psycopg.Connection) -> None:
    wrong = {}
    for constraint, (table, change) in BROKEN.items():
        found = "nothing"
        try:
            with base.transaction():
                add(base, table, ROWS[table] | change)
        except psycopg.IntegrityError as refused:
            found = named(refused.diag.constraint_name)
        if found != constraint:
            wrong[constraint] = found
    assert wrong == {}


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_history_is_never_changed(base: psycopg.Connection, table: str) -> None:
    for statement in (f"UPDATE ledger.{table} SET matter_id = matter_id", f"DELETE FROM ledger.{table}"):
        with pytest.raises(psycopg.IntegrityError) as refused, base.transaction():
            base.execute(statement)
        assert str(refused.value.diag.constraint_name) == f"{table}_is_append_only"


def test_a_matter_with_people_is_closed_by_nobody_not_even_past_the_application(base: psycopg.Connection) -> None:
    base.execute(
        "INSERT INTO ledger.run (generation, id, as_of, law_version, digest, counts, inputs)"
        " VALUES (1, %s, '2026-11-01', '', 'x', '{}', '{}')",
        [uuid.uuid4()],
    )
    add(base, "blocked_count", ROWS["blocked_count"] | {"region_code": ""})
    closing = ROWS["matter_event"] | {"event_id": str(uuid.uuid4()), "kind": "CLOSED", "people": 0}
    with pytest.raises(psycopg.IntegrityError) as refused, base.transaction():
        add(base, "matter_event", closing)
    assert refused.value.diag.constraint_name == "matter_event_closed_without_people"
    base.execute("DELETE FROM ledger.blocked_count WHERE region_code = ''")
    add(base, "matter_event", closing)


@pytest.mark.django_db
def test_every_blocked_group_of_the_load_is_a_matter_with_its_people() -> None:
    with system_scope():
        found = {row.matter_id: row for row in book.matters("")}
        counts = book.blocked("")
    groups = {(row.programme, row.reason, row.next_move_by) for row in counts}
    measured = {(m.programme, m.reason, m.next_move_by) for row in found.values() for m in row.measures}
    assert measured >= groups
    arrears = [row for row in counts if row.reason == "ARREARS"]
    # Three of one family of three owe 700,000 together: five months of 140,000.
    assert sum(row.people for row in arrears) == 3
    assert sum(row.cost_now_idr for row in arrears) == 700_000
    assert {row.route for row in arrears} == {"PAY_ARREARS", "INSTALMENTS"}
    assert all(row.since_days == 153 * row.people for row in arrears)


def a_step(kind: str = "COMMENT", **facts: Any) -> book.MatterStep:
    """A step on the matter of people in arrears in the whole country."""
    (row,) = [one for one in book.matters("") if [m.reason for m in one.measures] == ["ARREARS"]]
    return book.MatterStep(uuid.uuid4(), row.matter_id, kind, "BPJS_KESEHATAN", **({"words": "Ditagih"} | facts))


@pytest.mark.django_db
def test_a_step_is_kept_under_ones_own_name_with_the_people_of_that_moment() -> None:
    with system_scope():
        step = a_step()
        assert book.enter_step(step)
        assert not book.enter_step(step)
        with pytest.raises(Conflict):
            book.enter_step(book.MatterStep(step.event_id, step.matter_id, "COMMENT", "BPJS_KESEHATAN", words="Lain"))
        (kept,) = book.steps_of(step.matter_id)
        assert (kept.username, kept.words, kept.people) == ("payung", "Ditagih", 3)
        with pytest.raises(StillBlocked):
            book.enter_step(a_step("CLOSED"))


@pytest.mark.django_db
def test_nobody_writes_under_another_name() -> None:
    forged = (
        "INSERT INTO ledger.matter_event (event_id, matter_id, kind, user_id, username, agency, words, generation,"
        " people) VALUES (%s, %s, 'COMMENT', 999, 'menteri', 'KEMENSOS', 'Setuju', 0, 0)"
    )
    with system_scope(), connection.cursor() as cursor:
        step = a_step()
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            cursor.execute(forged, [step.event_id, step.matter_id])


@pytest.mark.django_db
def test_evidence_is_sealed_and_opens_as_it_was() -> None:
    with system_scope():
        step = a_step("EVIDENCE", file_name="surat.pdf", content=b"%PDF-1.7 isi")
        book.enter_step(step)
        assert book.evidence_file(step.event_id) == ("surat.pdf", b"%PDF-1.7 isi")
        with connection.cursor() as cursor:
            cursor.execute("SELECT content_cipher FROM ledger.evidence WHERE event_id = %s", [step.event_id])
            assert b"PDF" not in bytes(cursor.fetchone()[0])
        assert book.steps_of(step.matter_id)[0].file_sha256 is not None


def test_counts_outlive_their_load_and_flows_add_up(empty_base: str, tmp_path: Any) -> None:
    load(write_tables(tmp_path / "one"))
    # Two are gone, and who was laid off in Semarang has moved to Bogor and pays for himself there.
    reasons = {"JKN": ("PAID_BY_SELF", "PBPU")}
    moved = replace(PEOPLE[7], village=BOGOR, numbered_in=PEOPLE[7].village, reasons=reasons)
    load(write_tables(tmp_path / "two", (*PEOPLE[:7], moved, *PEOPLE[8:10])))
    load(write_tables(tmp_path / "three"))
    with system_scope():
        arrears = a_step().matter_id
        assert [people for _, _, people in book.people_of_loads(arrears)] == [3, 3, 3]
    with connection.cursor() as cursor:
        cursor.execute(SIDES)
        assert cursor.fetchall() == []
        cursor.execute(
            "SELECT generation, from_status, from_place, to_status, to_place, people FROM ledger.flow_count"
            " WHERE 'ABSENT' IN (from_status, to_status) AND programme = 'JKN' AND region_code = '' ORDER BY 1, 3, 5"
        )
        assert cursor.fetchall() == [
            (2, "NOT_ACTIVE", "IDENTITY_MISMATCH", "ABSENT", "", 1),
            (2, "NOT_ACTIVE", "WAITING_PERIOD", "ABSENT", "", 1),
            (3, "ABSENT", "", "NOT_ACTIVE", "IDENTITY_MISMATCH", 1),
            (3, "ABSENT", "", "NOT_ACTIVE", "WAITING_PERIOD", 1),
        ]
        cursor.execute(
            "SELECT region_code, from_status, from_place, to_status, to_place, people FROM ledger.flow_count"
            " WHERE generation = 2 AND programme = 'JKN' AND 'LAID_OFF' IN (from_place, to_place) ORDER BY 1, 2"
        )
        assert cursor.fetchall() == [
            ("", "NOT_ACTIVE", "LAID_OFF", "ACTIVE", "PBPU", 1),
            ("32", "ELSEWHERE", "", "NOT_ACTIVE", "LAID_OFF", 1),
            ("32", "NOT_ACTIVE", "LAID_OFF", "ACTIVE", "PBPU", 1),
            ("32.01", "ELSEWHERE", "", "NOT_ACTIVE", "LAID_OFF", 1),
            ("32.01", "NOT_ACTIVE", "LAID_OFF", "ACTIVE", "PBPU", 1),
            ("33", "NOT_ACTIVE", "LAID_OFF", "ELSEWHERE", "", 1),
            ("33.74", "NOT_ACTIVE", "LAID_OFF", "ELSEWHERE", "", 1),
        ]


# Stocks of a load, by region, that the flows into it, or out of it into the next, do not give. Who moved into a region
# was not there before, who moved out of it was.
SIDES = """
WITH stock AS (
  SELECT generation, programme, region_code, CASE status WHEN 'ACTIVE' THEN 'ACTIVE' ELSE 'NOT_ACTIVE' END AS status,
         CASE status WHEN 'ACTIVE' THEN segment ELSE reason END AS place, sum(people)::bigint AS people
  FROM ledger.stock_count GROUP BY 1, 2, 3, 4, 5),
into_it AS (SELECT generation, programme, region_code, to_status AS status, to_place AS place,
  sum(people)::bigint AS people
  FROM ledger.flow_count WHERE to_status NOT IN ('ABSENT', 'ELSEWHERE') AND from_status <> 'ELSEWHERE'
  GROUP BY 1, 2, 3, 4, 5),
sides AS (
  SELECT generation - 1 AS generation, programme, region_code, from_status AS status, from_place AS place, people
  FROM ledger.flow_count WHERE from_status NOT IN ('ABSENT', 'ELSEWHERE')
  UNION ALL
  SELECT generation - 1, programme, region_code, to_status, to_place, -people
  FROM ledger.flow_count WHERE from_status = 'ELSEWHERE'),
out_of_it AS (SELECT generation, programme, region_code, status, place, sum(people)::bigint AS people
  FROM sides GROUP BY 1, 2, 3, 4, 5 HAVING sum(people) <> 0)
(SELECT * FROM stock WHERE generation > 1 EXCEPT SELECT * FROM into_it)
UNION ALL (SELECT * FROM into_it EXCEPT SELECT * FROM stock)
UNION ALL (SELECT * FROM stock WHERE generation < 3 EXCEPT SELECT * FROM out_of_it)
UNION ALL (SELECT * FROM out_of_it EXCEPT SELECT * FROM stock)
"""
