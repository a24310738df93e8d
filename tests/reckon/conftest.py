"""The address of the test server, for the engine that runs rules on PostgreSQL."""

from typing import Any

import pytest


@pytest.fixture(scope="session")
def postgres_url(server: Any) -> str:
    """A URL that may create temporary tables."""
    return str(server.url("admin", "postgres"))
