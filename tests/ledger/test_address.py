"""Is the database found where the environment says it is?"""

from pathlib import Path

import psycopg
import pytest

from payung.ledger.base.address import OwnerMigrates, database_settings
from payung.ledger.base.ground import migrate
from payung.ledger.error import ServerTooOld


def test_the_embedded_server_is_reached_by_its_socket(tmp_path: Path) -> None:
    found = database_settings(tmp_path, {})
    assert {alias: entry["USER"] for alias, entry in found.items()} == {
        "default": "payung_app",
        "owner": "payung_owner",
    }
    assert found["default"]["HOST"] == str(tmp_path / "postgres" / "socket")
    assert found["default"]["NAME"] == "payung"
    assert found["default"]["OPTIONS"]["requirepeer"]


def test_a_given_url_is_taken_whole(tmp_path: Path) -> None:
    urls = {
        "PAYUNG_DATABASE_URL": "postgresql://app:p%40ss@db.example:5433/social%20cover?sslmode=verify-full",
        "PAYUNG_OWNER_DATABASE_URL": "postgresql://owner@other.example/payung",
    }
    found = database_settings(tmp_path, urls)
    app = found["default"]
    place = {key: app[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")}
    assert place == {
        "USER": "app",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "5433",
        "NAME": "social cover",
    }
    assert app["OPTIONS"]["sslmode"] == "verify-full"
    assert "requirepeer" not in app["OPTIONS"]
    assert (found["owner"]["USER"], found["owner"]["HOST"]) == ("owner", "other.example")
    assert app["CONN_MAX_AGE"] is None


def test_only_the_owner_makes_tables() -> None:
    router = OwnerMigrates()
    assert router.allow_migrate("owner", "ledger")
    assert not router.allow_migrate("default", "ledger")


def test_an_old_server_is_refused(monkeypatch: pytest.MonkeyPatch, empty_base: str) -> None:
    monkeypatch.setattr(psycopg.ConnectionInfo, "server_version", 170_004)
    with pytest.raises(ServerTooOld, match="this is 17"):
        migrate()
