"""Is an employer's list of ten thousand taken as a set, and are lists that come at once taken one after another?"""

import threading
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from payung.act.enrol.list_file import ReadRow
from payung.act.public import enrol_payroll
from payung.ledger.public import Employer, ListRow, Told, enter_employer, list_lines, load, system_scope
from tests.act.test_enrol import AT, ON, rows
from tests.act.test_enrol_list import member
from tests.act.test_payroll import acting_as
from tests.conftest import copy_base, point_to
from tests.country import PEOPLE, Human, nik_of, write_tables

MANY, LATER = 10_000, 3_000
WAGE = 5_000_000
DECEMBER = date(2026, 12, 3)
# What a clerk writes wrongly, one after the other, and the reason the row gets.
FAULTS: tuple[tuple[dict[str, Any], str], ...] = (
    ({"birth_date": date(1969, 12, 31)}, "NIK_BIRTH_DATE_DIFFERS"),
    ({"income_monthly_idr": None}, "WAGE_MISSING"),
    ({"start_on": date(2026, 12, 31)}, "START_IN_FUTURE"),
    ({"name": "Orang Lain"}, "IDENTITY_DIFFERS"),
    ({"role": "CHILD"}, "WORKER_MISSING"),
)


def told(number: int, human: Human, **change: Any) -> Told:
    """What an employer tells of a person of the load."""
    facts = {"income_monthly_idr": WAGE, "start_on": date(2026, 11, 2)} | change
    plain = {"name": human.name, "birth_date": human.born, "sex": human.sex, "region_code": human.village}
    return Told(**({"nik": nik_of(number, human)} | plain | facts))


def read(one: Told, row: int, **more: Any) -> ReadRow:
    """The row as it was read."""
    return ReadRow(row, one, (), (), **more)


def take(by: Employer, rows_read: list[ReadRow], *, on: date = ON, at: datetime = AT, content: bytes = b"") -> ListRow:
    """The list, taken for the employer's clerk."""
    with acting_as(by):
        named = content or uuid.uuid4().bytes
        return enrol_payroll(rows_read, by.code, file_name="x", content=named, on=on, at=at)


def firm(number: int = 1) -> Employer:
    """An employer of Semarang, of middle size."""
    with system_scope():
        return enter_employer(f"2000910{number}", f"PT Banyak {number}", "33.74", "rendah", "MEDIUM_LARGE")


def causes(by: Employer, done: ListRow) -> dict[int, str]:
    """The first cause of each row that was refused."""
    with acting_as(by):
        return {one.row: one.causes[0] for one in list_lines(done.list_id) if one.causes}


@pytest.mark.django_db(transaction=True)
def test_of_ten_thousand_rows_a_third_is_refused_and_the_rest_registered(empty_base: str, tmp_path: Path) -> None:
    people = tuple(member(number) for number in range(MANY))
    load(write_tables(tmp_path / "many", people))
    by, listed, wrong = firm(), [], {}
    for number, human in enumerate(people, 1):
        change: dict[str, Any] = {}
        if number % 3 == 0:
            change, wrong[number] = FAULTS[number // 3 % len(FAULTS)]
        listed.append(read(told(number, human, **change), number))
    done = take(by, listed)
    assert (done.rows_read, done.rows_taken) == (MANY, MANY - len(wrong))
    assert causes(by, done) == wrong
    assert rows("SELECT count(*), count(DISTINCT participant_id) FROM ledger.enrolment WHERE programme = 'JKN'") == [
        (MANY - len(wrong), MANY - len(wrong))
    ]
    assert rows("SELECT sum(amount_idr) FROM ledger.bill") == [(done.amount_idr,)]
    # The next month's list: of those registered every second has another wage, every third left, the rest is the same.
    again, left, raised = [], 0, 0
    for one in (row for row in listed[:LATER] if row.row not in wrong):
        if one.row % 6 == 1:
            again.append(replace(one, ends_on=date(2026, 11, 30), end_cause="LAID_OFF"))
            left += 1
        elif one.row % 2 == 0:
            again.append(replace(one, told=replace(one.told, income_monthly_idr=WAGE + 1_000)))
            raised += 1
        else:
            again.append(one)
    later = take(by, again, on=DECEMBER, at=AT + timedelta(days=8))
    assert later.rows_taken == left + raised
    assert set(causes(by, later).values()) == {"ALREADY_ENROLLED"}
    assert (left, raised) == (500, 1_000)
    held = "FROM ledger.enrolment WHERE superseded_at IS NULL AND programme = 'JHT' AND"
    assert rows(f"SELECT count(*) {held} until = '2026-11-30' AND end_cause = 'LAID_OFF'") == [(left,)]
    assert rows(f"SELECT count(*) {held} until IS NULL AND income_monthly_idr = {WAGE + 1_000}") == [(raised,)]


@pytest.mark.django_db(transaction=True)
def test_a_long_list_needs_no_more_statements_than_a_short_one(empty_base: str, tmp_path: Path) -> None:
    people = tuple(member(number) for number in range(240))
    load(write_tables(tmp_path / "some", people))
    by, sent = firm(), []
    for first, last in ((1, 12), (13, 240)):
        here = range(first, last + 1)
        take(by, [read(told(number, people[number - 1]), number) for number in here])
        listed = [_changed(number, people[number - 1]) for number in here]
        with CaptureQueriesContext(connection) as queries:
            done = take(by, listed, on=DECEMBER, at=AT + timedelta(days=8))
        assert done.rows_taken == len(listed)
        sent.append(len(queries))
    assert sent[0] == sent[1]


def _changed(number: int, human: Human) -> ReadRow:
    """Every third left, the others have another wage."""
    if number % 3 == 0:
        return read(told(number, human), number, ends_on=date(2026, 11, 30), end_cause="RESIGNED")
    return read(told(number, human, income_monthly_idr=WAGE + number), number)


def test_who_left_is_told_once_a_list(db: None) -> None:
    by = firm()
    one = read(told(8, PEOPLE[7]), 1)
    take(by, [one])
    ended = [replace(one, row=row, ends_on=date(2026, 11, 2 + row), end_cause="RESIGNED") for row in (1, 2)]
    done = take(by, ended)
    assert causes(by, done) == {2: "REPEATED_ROW"}
    assert set(
        rows("SELECT until FROM ledger.enrolment WHERE superseded_at IS NULL AND segment IN ('PU', 'PPU_BU')")
    ) == {(date(2026, 11, 3),)}


@pytest.fixture
def own_base(server: Any, country_template: str, django_db_blocker: Any) -> Iterator[str]:
    """The country in a base for this test alone, whose rows stay for every session to see."""
    with django_db_blocker.unblock():
        before = connections.settings["default"]["NAME"]
        name: str = copy_base(server, country_template)
        point_to(name)
        yield name
        point_to(before)
        with psycopg.connect(server.url("admin", "postgres"), autocommit=True) as admin:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def at_once(hand_in: Callable[[int], str], many: int) -> Counter[str]:
    """What so many sessions are told that hand a list in at the same moment."""
    gate, said = threading.Barrier(many), Counter[str]()

    def run(number: int) -> None:
        answer = "broke off"
        try:
            connection.ensure_connection()
            gate.wait()
            answer = hand_in(number)
        finally:
            connections.close_all()
            said[answer] += 1

    threads = [threading.Thread(target=run, args=(number,)) for number in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


@pytest.mark.parametrize(
    ("employers", "is_same", "expected"),
    [
        (1, True, {"2 taken": 6}),
        (1, False, {"2 taken": 1, "0 taken ALREADY_ENROLLED": 5}),
        (6, False, {"2 taken": 1, "0 taken WORKS_ELSEWHERE": 5}),
    ],
    ids=["one file of one employer", "files of one employer", "files of employers"],
)
def test_lists_at_once_register_each_worker_once(
    own_base: str, employers: int, is_same: bool, expected: dict[str, int]
) -> None:
    firms = [firm(number) for number in range(employers)]
    people = [read(told(number, PEOPLE[number - 1]), row) for row, number in enumerate((6, 8), 1)]

    def hand_in(number: int) -> str:
        by = firms[number % employers]
        order = [people[1], people[0]] if number % 2 and not is_same else people
        listed = [replace(one, row=row) for row, one in enumerate(order, 1)]
        content = b"one" if is_same else str(number).encode()
        # Who began later may be the first to be done: nobody is judged by what was known when the file came only.
        done = take(by, listed, at=AT + timedelta(minutes=0 if is_same else 10 - number), content=content)
        return " ".join([f"{done.rows_taken} taken", *sorted(set(causes(by, done).values()))])

    assert at_once(hand_in, 6) == expected
    assert rows("SELECT programme, count(*) FROM ledger.enrolment WHERE programme IN ('JKN', 'JHT') GROUP BY 1") == [
        ("JHT", 2), ("JKN", 2),
    ]  # fmt: skip
    [(billed,)] = rows("SELECT sum(amount_idr) FROM ledger.bill")
    assert rows("SELECT sum(amount_idr) FROM ledger.bill_line") == [(billed,)]
    # Five of six programmes have a line; JKP has no contribution of its own.
    lines = rows("SELECT count(*), count(DISTINCT (participant_id, programme)) FROM ledger.bill_line")
    assert lines == [(10, 10)]
