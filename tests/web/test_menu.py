"""Does each role find its doors in the hubs, and does every door open?"""

from pathlib import Path
from typing import Any

import pytest

from payung.web.menu import DOORS
from tests.country import write_tables


@pytest.fixture(autouse=True)
def tables_on_disk(tmp_path: Path, settings: Any) -> None:
    """Plans are made over the tables of the newest run."""
    write_tables(tmp_path / "tables")
    settings.DATA_DIR = tmp_path


@pytest.mark.parametrize("role", ["WORKER", "VILLAGE", "BPJS", "CHECKER", "MINISTRY", "AUDITOR", "DPO"])
@pytest.mark.parametrize("address", ["/kerja", "/rencana"])
def test_every_door_of_a_hub_opens(sign_in, role: str, address: str) -> None:  # type: ignore[no-untyped-def]
    client = sign_in(role)
    page = client.get(address)
    assert page.status_code == 200
    for door in page.context["choices"]:
        assert client.get(door.address).status_code == 200, door.name


def test_a_door_stands_once() -> None:
    names = [door.name for door in DOORS]
    assert len(names) == len(set(names))
