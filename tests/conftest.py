"""One PostgreSQL server for each test process, started when the first test asks for the database.

* `db` (pytest-django): the country of tests/country.py is loaded; what a test writes is rolled back.
* `empty_base`: a migrated base of its own without rows, for tests that load; Django's aliases point to it.
* `server`: the running server, for tests that need a URL (`server.url("admin", database)`).
"""

import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connections

from payung.ledger.base.address import database_settings
from payung.ledger.base.server import create_database
from payung.ledger.public import load, migrate, start
from tests.country import write_tables

# Every test process has data, keys and a server of its own, none of them those of `payung up`.
SCRATCH = Path(tempfile.gettempdir()) / f"payung-test-{os.getpid()}-{uuid.uuid4().hex[:8]}"
settings.DATA_DIR = SCRATCH
settings.KEY_FILE = SCRATCH / "keys" / "payung.key"
settings.IS_DEMO = True
os.environ.pop("PAYUNG_DATABASE_URL", None)
# A browser that is still open keeps an event loop in the thread of the tests; Django is not called from within it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave nothing behind."""
    shutil.rmtree(SCRATCH, ignore_errors=True)


@pytest.fixture(scope="session")
def server() -> Iterator[Any]:
    """The server of this test process. It is stopped and removed even when the process is killed."""
    SCRATCH.mkdir(mode=0o755, exist_ok=True)
    with start(SCRATCH, shared_buffers="64MB") as running:
        for alias, entry in database_settings(SCRATCH, {}).items():
            # The dictionary that every thread's connection of this alias is made from.
            place = {key: entry[key] for key in ("NAME", "USER", "HOST", "OPTIONS")}
            connections.settings[alias].update(place)
        with _stopped_with_us(running):
            yield running
        _close()


@pytest.fixture(scope="session")
def template(server: Any, django_db_blocker: Any) -> str:
    """Name of a migrated base without rows, to be copied."""
    with django_db_blocker.unblock():
        migrate()
        _close()
    return str(server.database)


@pytest.fixture(scope="session")
def django_db_setup(server: Any, template: str, django_db_blocker: Any) -> Iterator[None]:
    """The base of `db` tests, with the country loaded."""
    with django_db_blocker.unblock():
        name = copy_base(server, template)
        point_to(name)
        load(write_tables(SCRATCH / "country"))
    yield
    with django_db_blocker.unblock():
        _close()


@pytest.fixture(scope="session")
def country_template(server: Any, template: str, django_db_blocker: Any) -> str:
    """Name of a base in which the country is loaded and which nobody uses, so that it can be copied at any time."""
    with django_db_blocker.unblock():
        before = connections.settings["default"]["NAME"]
        name = copy_base(server, template)
        point_to(name)
        load(write_tables(SCRATCH / "country-template"))
        point_to(before)
    return name


@pytest.fixture
def empty_base(server: Any, template: str, django_db_blocker: Any) -> Iterator[str]:
    """A base of one's own; Django's aliases point to it until the test ends. Its name is returned."""
    before = connections.settings["default"]["NAME"]
    with django_db_blocker.unblock():
        name = copy_base(server, template)
        point_to(name)
        yield name
        point_to(before)
        with psycopg.connect(server.url("admin", "postgres"), autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def copy_base(server: Any, template: str) -> str:
    """The name of a new base that is a copy of another."""
    name = f"test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server.url("admin", "postgres"), autocommit=True) as connection:
        create_database(connection, name, template)
    return name


def point_to(name: str) -> None:
    """Django's aliases speak to this base from now on."""
    _close()
    for alias in connections:
        connections.settings[alias]["NAME"] = name


@contextmanager
def _stopped_with_us(running: Any) -> Iterator[None]:
    """A watcher that stops the server when the pipe to us closes, however we end."""
    stop = f"read line; kill -QUIT $(head -1 {running.place}/postmaster.pid) && sleep 1; rm -rf {SCRATCH}"
    watcher = subprocess.Popen(["sh", "-c", stop], stdin=subprocess.PIPE, stderr=subprocess.DEVNULL, process_group=0)
    yield
    # All is well: the server stops in order, and there is nothing to watch.
    watcher.kill()
    watcher.wait()


def _close() -> None:
    for alias in connections:
        connections[alias].close()


@pytest.fixture(scope="session")
def postgres_url(server: Any) -> str:
    """A URL for the PostgreSQL engine, whose session may create temporary tables."""
    return str(server.url("admin", "postgres"))
