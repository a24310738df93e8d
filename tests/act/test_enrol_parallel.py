"""Is a person enrolled once when twenty ask in the same moment, and is everybody else told why?"""

import threading
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection, connections

from payung.act.public import Collective, enrol_family, enrol_list, enrol_worker, read_list
from payung.ledger.public import Conflict, participants_of, party_of, system_scope
from tests.act.test_enrol import AT, ON, SLAMET, act, agent, rows
from tests.act.test_enrol_list import acting_as, line, written
from tests.conftest import copy_base, point_to

THREADS = 20
RIZKI = 8


@pytest.fixture
def own_base(server: Any, country_template: str, django_db_blocker: Any) -> Iterator[str]:
    """The country in a base for this test alone, whose rows stay for every session to see."""
    with django_db_blocker.unblock():
        before = connections.settings["default"]["NAME"]
        name: str = copy_base(server, country_template)
        point_to(name)
        # Somebody who took part before has a row already, so that no key but the one of enrolments makes anybody wait.
        with system_scope():
            participants_of([6, RIZKI])
        yield name
        point_to(before)
        with psycopg.connect(server.url("admin", "postgres"), autocommit=True) as admin:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def at_once(ask: Callable[[Any], str], act_ids: list[Any]) -> Counter[str]:
    """What so many sessions are told that act in the same moment, each with its own id."""
    gate, said = threading.Barrier(len(act_ids)), Counter[str]()

    def run(act_id: Any) -> None:
        try:
            connection.ensure_connection()
            gate.wait()
            answer = ask(act_id)
        except (DatabaseError, Conflict) as error:
            answer = type(error).__name__
        finally:
            connections.close_all()
        said[answer] += 1

    threads = [threading.Thread(target=run, args=(act_id,)) for act_id in act_ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def worker(act_id: uuid.UUID) -> str:
    """Enrol Slamet."""
    with agent():
        done = enrol_worker(act_id, SLAMET, on=ON, at=AT)
    return "REPEAT" if done.is_repeat else "DONE" if done.is_done else done.refused[0].causes[0]


def family(act_id: uuid.UUID) -> str:
    """Enrol Rizki's family."""
    with agent():
        done = enrol_family(act_id, RIZKI, 3, on=ON, at=AT)
    return "REPEAT" if done.is_repeat else "DONE" if done.is_done else done.refused[0].causes[0]


@pytest.mark.parametrize(("ask", "programmes"), [(worker, 2), (family, 1)])
def test_the_same_person_is_enrolled_once_by_many(own_base: str, ask: Any, programmes: int) -> None:
    assert at_once(ask, [act() for _ in range(THREADS)]) == {"DONE": 1, "ALREADY_ENROLLED": THREADS - 1}
    assert rows("SELECT count(*) FROM ledger.enrolment WHERE superseded_at IS NULL") == [(programmes,)]
    assert rows("SELECT count(*), count(DISTINCT participant_id) FROM ledger.bill") == [(1, 1)]
    assert rows("SELECT count(*) FROM ledger.attempt") == [(0,)]


@pytest.mark.parametrize("ask", [worker, family])
def test_the_same_act_by_many_is_one_act_and_its_repeats(own_base: str, ask: Any) -> None:
    assert at_once(ask, [act()] * THREADS) == {"DONE": 1, "REPEAT": THREADS - 1}
    assert rows("SELECT count(*) FROM ledger.bill") == [(1,)]


def test_lists_that_name_the_same_people_at_once_take_each_person_once(own_base: str, tmp_path: Path) -> None:
    """Four collectives name the same two people, in either order; who comes later gets a row refused, not a list."""
    with system_scope():
        parties = [party_of(f"P{n}", "ASSOCIATION", f"Paguyuban {n}", "33.74") for n in range(4)]
    people = [line(1), line(6)]

    def hand_in(party_id: int) -> str:
        order = people[:: -1 if party_id % 2 else 1]
        path = written(tmp_path, *order, name=f"{party_id}.csv")
        collective = Collective(party_id, "ASSOCIATION", "33.74")
        read = read_list(path, path.name, on=ON, with_jht=False)
        with acting_as(collective):
            done = enrol_list(read, collective, "BPU", file_name="x", content=path.read_bytes(), on=ON, at=AT)
        return f"{done.rows_taken} taken"

    said = at_once(hand_in, parties)
    assert set(said) <= {"0 taken", "1 taken", "2 taken"}, said
    assert said["1 taken"] + 2 * said["2 taken"] == 2
    assert rows("SELECT count(*), count(DISTINCT participant_id) FROM ledger.enrolment WHERE programme = 'JKK'") == [
        (2, 2)
    ]
    assert rows("SELECT DISTINCT causes FROM ledger.list_line WHERE causes <> ''") == [("ALREADY_ENROLLED",)]
