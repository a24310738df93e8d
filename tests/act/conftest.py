"""The country of the February affair in a base of its own, loaded once; what a test writes is taken back."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connections, transaction

from payung.ledger.public import load, system_scope
from tests.act.affair import write_affair
from tests.conftest import copy_base, point_to


@pytest.fixture(scope="module")
def affair_base(server: Any, template: str, django_db_blocker: Any) -> Iterator[str]:
    """Name of a base with the people of the affair; Django's aliases point to it until the module ends."""
    before = connections.settings["default"]["NAME"]
    with django_db_blocker.unblock():
        name = copy_base(server, template)
        point_to(name)
        load(write_affair(settings.DATA_DIR / "affair"))
        yield name
        point_to(before)
        with psycopg.connect(server.url("admin", "postgres"), autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def country(affair_base: str) -> Iterator[None]:
    """The reader is the machine itself, and nothing it does stays."""
    with transaction.atomic():
        with system_scope():
            yield
        transaction.set_rollback(True)
