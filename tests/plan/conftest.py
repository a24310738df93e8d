"""The tables of a few families, written once."""

from pathlib import Path

import pytest

from tests.plan.small import write_small


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with persons, memberships, determinations and paths of a few families."""
    return write_small(tmp_path_factory.mktemp("small"))
