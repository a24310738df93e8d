"""Does a step of a decree whose server process is killed in its middle leave nothing, and is it done when done again?

Another session holds a table that the step writes last, so that the rest is written when the process is killed.
"""

import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connections

from payung.act.decree.appoint import check, give_notice, prepare, put_in_force, reverse_decree
from payung.ledger.public import decree, system_scope
from tests.act.affair import KIDNEY, RICH
from tests.act.decree_steps import DECIDED, FIRST_DAY, LAW, MAKER, NOTICED, SECOND, handed, listed

TABLES = ("decree", "decree_line", "decree_event", "notice", "notice_queue", "decree_effect", "bridge")
WAITING = """
SELECT l.pid FROM pg_locks l JOIN pg_database d ON d.oid = l.database AND d.datname = current_database()
WHERE NOT l.granted AND l.relation = %s::regclass
"""
SECONDS = 10


def killed(admin: psycopg.Connection, last: str, step: Callable[[], Any]) -> str:
    """What the caller of a step is told whose server process is killed when it comes to its last table."""
    told: list[str] = []

    def run() -> None:
        try:
            told.append(f"done: {step()}")
        except DatabaseError as error:
            told.append(type(error).__name__)
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    with admin.transaction():
        admin.execute(f"LOCK TABLE ledger.{last} IN EXCLUSIVE MODE")
        thread.start()
        waits = threading.Event()
        for _ in range(SECONDS * 50):
            found = admin.execute(WAITING, [f"ledger.{last}"]).fetchone()
            if found is not None:
                break
            waits.wait(0.02)
        assert found is not None, f"the step never came to its last table: {told}"
        assert admin.execute("SELECT pg_terminate_backend(%s, 5000)", [found[0]]).fetchone() == (True,)
    thread.join()
    return told[0]


def rows(admin: psycopg.Connection) -> dict[str, int]:
    """How many rows each table of decrees has."""
    counts = ", ".join(f"(SELECT count(*) FROM ledger.{table})" for table in TABLES)
    found = admin.execute(f"SELECT {counts}").fetchone()
    assert found is not None
    return dict(zip(TABLES, found, strict=True))


def stage(decree_id: Any) -> str | None:
    """Where a decree stands."""
    with system_scope():
        known = decree(decree_id)
    return known.stage if known else None


@pytest.mark.parametrize("again", [1, 2])
def test_no_step_of_a_decree_is_half_done_whenever_its_process_is_killed(
    server: Any, affair_base: str, again: int
) -> None:
    """The four steps, each killed once and done again; the second time through on a decree of its own."""
    number = handed(number=f"{again}/HUK/2026")
    people, reversed_on = listed(KIDNEY, RICH), FIRST_DAY + timedelta(days=again)
    with psycopg.connect(server.url("admin", affair_base), autocommit=True) as admin:
        before = rows(admin)

        def new() -> dict[str, int]:
            return {table: count - before[table] for table, count in rows(admin).items() if count != before[table]}

        ready = partial(prepare, number, people, on=DECIDED, by=MAKER, law=LAW)
        assert killed(admin, "decree_event", ready) == "OperationalError"
        assert new() == {}
        decree_id = ready().decree_id
        assert new() == {"decree": 1, "decree_line": 2, "decree_event": 1}
        check(decree_id, on=DECIDED, by=SECOND)

        notice = partial(give_notice, decree_id, on=NOTICED, by=MAKER, law=LAW)
        assert killed(admin, "notice_queue", notice) == "OperationalError"
        assert (stage(decree_id), new().get("notice")) == ("CHECKED", None)
        notice()
        assert (stage(decree_id), new()["notice"], new()["notice_queue"]) == ("NOTICED", 2, 2)

        force = partial(put_in_force, decree_id, on=FIRST_DAY, by=SECOND, law=LAW)
        assert killed(admin, "bridge", force) == "OperationalError"
        assert (stage(decree_id), new().get("decree_effect"), new().get("bridge")) == ("NOTICED", None, None)
        assert (force().people, force().is_repeat) == (2, True)
        assert (stage(decree_id), new()["decree_effect"], new()["bridge"]) == ("EFFECTIVE", 2, 1)

        undo = partial(reverse_decree, decree_id, reason="salah daftar", on=reversed_on, by=SECOND)
        assert killed(admin, "decree_event", undo) == "OperationalError"
        assert stage(decree_id) == "EFFECTIVE"
        assert (undo().stage, undo().is_repeat) == ("REVERSED", True)
        assert new() == {
            **{"decree": 1, "decree_line": 2, "decree_event": 5, "notice": 2, "notice_queue": 2},
            **{"decree_effect": 2, "bridge": 1},
        }
