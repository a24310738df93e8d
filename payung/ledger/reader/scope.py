"""Whose rows may this reader see, and for what?

`with scope(user):` opens a transaction in which the database shows the rows of the reader's region (or own family) and
of one load. The database is told by a setting that is signed with a key from the key file, for this session and ten
minutes only: a statement slipped into a query cannot widen it.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from payung.ledger.base.protect import Vault, open_vault
from payung.ledger.error import OutOfScope
from payung.ledger.reader.account import NATION, profile_of, purpose_of

SECONDS = 600
PURPOSES = ("OWN", "SERVICE", "VERIFY", "PLANNING", "AUDIT", "SYSTEM")
SYSTEM_USER = 0


@dataclass(frozen=True)
class Scope:
    """Who reads what for which purpose: region prefix ('' the nation, None no region) and persons named one by one.

    `party` is the collective for which the reader acts: what stands on its own lists is seen.
    """

    user_id: int
    username: str
    role: str
    purpose: str
    generation: int
    region: str | None
    people: tuple[int, ...] = ()
    party: int | None = None


_now: ContextVar[Scope | None] = ContextVar("payung_scope", default=None)


@contextmanager
def scope(user: Any, purpose: str | None = None) -> Iterator[Scope]:
    """A transaction in which rows in the user's scope are seen; reads inside it speak of one load.

    `purpose` defaults to that of the user's role. Raises OutOfScope for an account without a role.
    """
    profile = profile_of(user)
    if profile is None:
        raise OutOfScope(f"account {user} has no role")
    asked = Scope(
        user_id=user.pk,
        username=user.get_username(),
        role=profile.role,
        purpose=purpose or purpose_of(profile.role),
        generation=newest_generation(),
        region=None if profile.role in ("WORKER", "COLLECTIVE") else profile.region_code,
        party=_party(profile.agency) if profile.role == "COLLECTIVE" else None,
    )
    if profile.role == "WORKER":
        asked = _of_family(asked, bytes(profile.subject))
    with within(asked):
        yield asked


@contextmanager
def system_scope(purpose: str = "SYSTEM") -> Iterator[Scope]:
    """The whole nation, for the commands of the machine's owner; entered in the access log under no user."""
    asked = Scope(SYSTEM_USER, "payung", "SYSTEM", purpose, newest_generation(), NATION)
    with within(asked):
        yield asked


@contextmanager
def acting() -> Iterator[Scope]:
    """A part of the reader's request that the machine does for it: what is checked may lie anywhere in the nation.

    It stands under the reader's name in the access log. What it finds is told only as far as the act's answer goes.
    """
    asked = replace(current_scope(), region=NATION, people=(), party=None)
    with within(asked):
        yield asked


@contextmanager
def within(asked: Scope) -> Iterator[None]:
    """A transaction in exactly this scope (a later part of the same request, such as the next piece of an export)."""
    if asked.purpose not in PURPOSES:
        raise OutOfScope(f"{asked.purpose!r} is no purpose; there are {', '.join(PURPOSES)}")
    with transaction.atomic():
        _tell(signed_context(asked))
        token = _now.set(asked)
        try:
            yield
        finally:
            _now.reset(token)
        # Inside an outer transaction the setting would outlive this block.
        restore()


def restore() -> None:
    """Put this request's own scope back in force, or none, after a function told another one in its transaction."""
    outer = _now.get()
    _tell(signed_context(outer) if outer else "")


def current_scope() -> Scope:
    """The scope of this request. Raises OutOfScope outside `with scope(...)`."""
    found = _now.get()
    if found is None:
        raise OutOfScope("personal rows are read inside `with scope(user)`")
    return found


def region_range(region: str) -> tuple[str, str]:
    """The range of region codes in a region and in the scope: '/' is the character after the dot of the code."""
    scope_region = current_scope().region or ""
    narrow, wide = sorted((region, scope_region), key=len, reverse=True)
    if not narrow.startswith(wide):
        return "~", "~"
    return (narrow, narrow + "/") if narrow else ("", "~")


def sees_region(region: str) -> bool:
    """Whether rows of a region lie in the reader's scope by their region alone."""
    asked = current_scope()
    return asked.region is not None and region.startswith(asked.region)


def newest_generation() -> int:
    """Number of the newest load; 0 when nothing is loaded. Inside a scope, the load the scope speaks of."""
    found = _now.get()
    if found is not None:
        return found.generation
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(generation), 0) FROM ledger.run")
        generation: int = cursor.fetchone()[0]
    return generation


def vault() -> Vault:
    """The keys of this installation."""
    return _vault(settings.KEY_FILE)


@cache
def _vault(file: Path) -> Vault:
    return open_vault(file)


def _party(code: str | None) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT party_id FROM ledger.party WHERE code = %s", [code])
        row = cursor.fetchone()
    return row[0] if row else None


def _of_family(asked: Scope, subject: bytes) -> Scope:
    national = Scope(asked.user_id, asked.username, asked.role, "OWN", asked.generation, NATION)
    with within(national), connection.cursor() as cursor:
        cursor.execute(
            "SELECT f.person_id FROM ledger.person p JOIN ledger.person f"
            " ON f.generation = p.generation AND f.family_id = p.family_id"
            " WHERE p.generation = %s AND p.subject = %s",
            [asked.generation, subject],
        )
        people = tuple(person_id for (person_id,) in cursor.fetchall())
    return Scope(asked.user_id, asked.username, asked.role, asked.purpose, asked.generation, None, people)


def signed_context(asked: Scope, session: int | None = None) -> str:
    """The setting that tells the database of a scope: for this session and `SECONDS` only, signed.

    `session` is the base's number of a session that is not Django's own.
    """
    if session is None:
        connection.ensure_connection()
        session = connection.connection.info.backend_pid
    region = "" if asked.region is None else asked.region or "ID"
    people = ",".join(map(str, asked.people))
    parts = (
        session,
        int(time.time()) + SECONDS,
        asked.user_id,
        asked.purpose,
        asked.generation,
        region,
        people,
        "" if asked.party is None else asked.party,
    )
    words = "|".join(map(str, parts))
    return words + vault().sign("context", words)


def _tell(context: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('payung.context', %s, true)", [context])
