"""How does an empty base become a ledger? Server, roles, migrations, and the key that signs contexts."""

import os
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command

from payung.ledger.base import server
from payung.ledger.base.address import connect_owner
from payung.ledger.base.protect import open_vault
from payung.ledger.error import ServerTooOld

OLDEST = 180_000
HASH_BLOCK = 64


def start(data: Path, *, shared_buffers: str = "256MB") -> "server.Server | server.GivenServer":
    """The database of this data folder: the embedded server, or the one PAYUNG_DATABASE_URL names.

    A context manager with `.url(role)` for `app` and `owner`. Tells Django's settings where the data are, so it is
    called before `django.setup()`. Raises ServerFailed.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ["PAYUNG_DATA"] = str(data.resolve())
    given = os.environ.get("PAYUNG_DATABASE_URL")
    if given:
        return server.GivenServer(given, os.environ.get("PAYUNG_OWNER_DATABASE_URL", given))
    return server.start(data, shared_buffers=shared_buffers)


def migrate() -> None:
    """Bring the base to the newest form, and give it the key with which contexts are signed; harmless when repeated.

    Raises ServerTooOld for a base older than PostgreSQL 18.
    """
    if not apps.ready:
        django.setup()
    with connect_owner() as connection:
        if connection.info.server_version < OLDEST:
            raise ServerTooOld(f"PostgreSQL 18 or newer is needed, this is {connection.info.server_version // 10_000}")
    call_command("migrate", database="owner", interactive=False, verbosity=0)
    key = open_vault(Path(settings.KEY_FILE)).derived("context").ljust(HASH_BLOCK, b"\0")
    pads = [bytes(byte ^ 0x36 for byte in key), bytes(byte ^ 0x5C for byte in key)]
    with connect_owner() as connection:
        connection.execute(
            "INSERT INTO ledger.context_key (inner_pad, outer_pad) VALUES (%s, %s) ON CONFLICT (is_only)"
            " DO UPDATE SET inner_pad = excluded.inner_pad, outer_pad = excluded.outer_pad",
            pads,
        )
