"""A base with the claimants in it, made once; what a test writes is rolled back."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connections, transaction

from payung.ledger.public import load
from tests.act.claimants import write_claimants
from tests.conftest import copy_base, point_to


@pytest.fixture(scope="session")
def claim_base(server: Any, template: str, django_db_blocker: Any) -> str:
    """Name of a base in which the claimants are loaded."""
    with django_db_blocker.unblock():
        before = connections.settings["default"]["NAME"]
        name: str = copy_base(server, template)
        point_to(name)
        load(write_claimants(settings.DATA_DIR / "claimants"))
        point_to(before)
    return name


@pytest.fixture
def claim_desk(claim_base: str, django_db_blocker: Any) -> Iterator[None]:
    """Django's aliases point to the base of claimants; nothing that is done stays."""
    with django_db_blocker.unblock():
        before = connections.settings["default"]["NAME"]
        point_to(claim_base)
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
        point_to(before)
