"""One PostgreSQL server for each test process, started when the first test asks for the database.

* `db` (pytest-django): the country of tests/country.py is loaded; what a test writes is rolled back.
* `empty_base`: a migrated base of its own without rows, for tests that load; Django's aliases point to it.
* `server`: the running server, for tests that need a URL (`server.url("admin", database)`).
"""

import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# Set before Django reads its settings: every test process has data, keys and a server of its own.
SCRATCH = Path(tempfile.mkdtemp(prefix="payung-test-"))
SCRATCH.chmod(0o755)
os.environ["PAYUNG_DATA"] = str(SCRATCH)
os.environ["PAYUNG_DEMO"] = "1"
os.environ.pop("PAYUNG_DATABASE_URL", None)

import psycopg  # noqa: E402
import pytest  # noqa: E402
from django.db import connections  # noqa: E402

from payung.ledger.public import load, migrate, start  # noqa: E402
from payung.ledger.server import create_database  # noqa: E402
from tests.country import write_tables  # noqa: E402


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave nothing behind."""
    shutil.rmtree(SCRATCH, ignore_errors=True)


@pytest.fixture(scope="session")
def server() -> Iterator[Any]:
    """The server of this test process."""
    with start(SCRATCH, shared_buffers="64MB") as running:
        yield running
        for alias in connections:
            connections[alias].close()


@pytest.fixture(scope="session")
def template(server: Any, django_db_blocker: Any) -> str:
    """Name of a migrated base without rows, to be copied."""
    with django_db_blocker.unblock():
        migrate()
        for alias in connections:
            connections[alias].close()
    return str(server.database)


@pytest.fixture(scope="session")
def django_db_setup(server: Any, template: str, django_db_blocker: Any) -> Iterator[None]:
    """The base of `db` tests, with the country loaded."""
    with django_db_blocker.unblock():
        name = _copy(server, template)
        _point_to(name)
        load(write_tables(SCRATCH / "country"))
    yield
    with django_db_blocker.unblock():
        for alias in connections:
            connections[alias].close()


@pytest.fixture
def empty_base(server: Any, template: str, django_db_blocker: Any) -> Iterator[str]:
    """A base of one's own; Django's aliases point to it until the test ends. Its name is returned."""
    before = connections["default"].settings_dict["NAME"]
    with django_db_blocker.unblock():
        name = _copy(server, template)
        _point_to(name)
        yield name
        _point_to(before)
        with psycopg.connect(server.url("admin", "postgres"), autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _copy(server: Any, template: str) -> str:
    name = f"test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server.url("admin", "postgres"), autocommit=True) as connection:
        create_database(connection, name, template)
    return name


def _point_to(name: str) -> None:
    for alias in connections:
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name
