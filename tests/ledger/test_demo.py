"""Are there demo accounts whatever is loaded?"""

from dataclasses import replace
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model

from payung.ledger.public import ensure_demo_accounts, load, own_person_id, scope
from payung.ledger.reader.account import ROLES
from tests import country
from tests.country import PEOPLE, nik_of, write_tables


def test_before_a_load_there_is_no_worker(empty_base: str) -> None:
    assert {account.role for account in ensure_demo_accounts()} == set(ROLES) - {"WORKER"}


def test_where_everybody_is_covered_the_worker_is_somebody(empty_base: str, tmp_path: Path) -> None:
    load(write_tables(tmp_path, (replace(PEOPLE[6], family=1),)))
    assert "WORKER" in {account.role for account in ensure_demo_accounts()}


def test_after_another_load_the_worker_is_the_same_person(
    empty_base: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The account names its person by what lasts, not by the number of one load."""
    load(write_tables(tmp_path / "one"))
    ensure_demo_accounts()
    worker = get_user_model().objects.get(username="worker")
    with scope(worker):
        assert own_person_id(worker) == 1
    niks = {number: nik_of(number) for number in range(1, 4)}
    moved = (replace(PEOPLE[3], family=1), *(replace(human, family=human.family + 1) for human in PEOPLE[:3]))
    monkeypatch.setattr(country, "PEOPLE", moved)
    monkeypatch.setattr(country, "nik_of", lambda number, *_: niks.get(number - 1))
    load(write_tables(tmp_path / "two", moved))
    with scope(worker) as own:
        assert own.people == (2, 3, 4)
        assert own_person_id(worker) == 2
