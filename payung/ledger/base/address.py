"""Where is the database, and which role speaks to it for what?"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import psycopg
from django.db import connections

from payung.ledger.base.server import APP, OWNER, url_of

# Tables of the libraries stand in `public`, those of the ledger in `ledger`; loads stand in `ledger_run`.
SEARCH_PATH = "-c search_path=public,ledger"


class OwnerMigrates:
    """Tables are made through the alias `owner` only; the application's own role may not."""

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """Whether this alias may migrate."""
        return db == "owner"


def database_settings(data: Path, environment: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """DATABASES of Django: `default` as payung_app, `owner` as payung_owner.

    PAYUNG_DATABASE_URL and PAYUNG_OWNER_DATABASE_URL win over the embedded server of `data`.
    """
    given = environment.get("PAYUNG_DATABASE_URL")
    app = given or url_of(data, "app")
    owner = environment.get("PAYUNG_OWNER_DATABASE_URL") or given or url_of(data, "owner")
    return {"default": _entry(app, APP), "owner": _entry(owner, OWNER)}


def _entry(url: str, role: str) -> dict[str, Any]:
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or role),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", None) or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        # Values travel apart from the statement, so that no NIK stands in pg_stat_activity or in a log.
        "OPTIONS": {"options": SEARCH_PATH, "server_side_binding": True, **query},
        "TEST": {"MIGRATE": False},
    }


def connect_owner() -> psycopg.Connection:
    """A connection of its own as payung_owner, apart from Django's, that commits only what is asked to."""
    entry = connections["owner"].settings_dict
    options = {key: value for key, value in entry["OPTIONS"].items() if key != "server_side_binding"}
    return psycopg.connect(
        dbname=entry["NAME"],
        user=entry["USER"],
        password=entry["PASSWORD"] or None,
        host=entry["HOST"] or None,
        port=entry["PORT"] or None,
        autocommit=True,
        **options,
    )
