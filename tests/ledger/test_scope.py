"""Does the database itself show a reader only the rows in scope? Everything here runs as payung_app."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.contrib.auth import get_user_model
from django.db import DatabaseError, connection, transaction

from payung.ledger.error import OutOfScope
from payung.ledger.public import coverage, current_run, search
from payung.ledger.reader.account import ensure_demo_accounts
from payung.ledger.reader.scope import Scope, scope, signed_context, system_scope, vault, within
from tests.country import BOGOR, PEOPLE

PERSONAL = ("person", "record", "membership", "determination", "clock", "path", "name_token", "review", "reject")

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


def count(table: str) -> int:
    """Rows of a table that the reader sees."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ledger.{table}")
        return int(cursor.fetchone()[0])


def tell(context: str) -> None:
    """Set the context as any statement could."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('payung.context', %s, true)", [context])


def reader(region: str | None, *, people: tuple[int, ...] = (), purpose: str = "SERVICE", generation: int = 1) -> Scope:
    """A scope."""
    return Scope(0, "test", "TEST", purpose, generation, region, people)


@contextmanager
def refused(error: type[Exception]) -> Iterator[None]:
    """The statement is refused, and the transaction goes on."""
    with pytest.raises(error), transaction.atomic():
        yield


def test_we_are_the_application() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, session_user, current_setting('is_superuser')")
        assert cursor.fetchone() == ("payung_app", "payung_app", "off")


@pytest.mark.parametrize("table", PERSONAL)
def test_without_a_context_nothing_is_seen(table: str) -> None:
    assert count(table) == 0


@pytest.mark.parametrize("table", PERSONAL)
def test_the_nation_sees_all(table: str) -> None:
    with system_scope():
        assert count(table) > 0


@pytest.mark.parametrize(
    ("region", "seen"),
    [("", 12), ("32", 5), ("32.01", 5), ("32.01.02", 5), (BOGOR, 3), ("33", 3), ("5", 3), ("99", 0), (None, 0)],
)
def test_a_region_sees_its_people(region: str | None, seen: int) -> None:
    with within(reader(region)):
        assert count("person") == seen


def test_named_persons_are_seen_in_their_own_load_only() -> None:
    with within(reader(None, people=(1, 2, 3))):
        assert count("person") == 3
        assert count("determination") == 5
        assert count("reject") == 0
    with within(reader(None, people=(1, 2, 3), generation=2)):
        assert count("person") == 0


def test_the_scope_ends_with_its_block() -> None:
    with system_scope():
        with within(reader("33")):
            assert count("person") == 3
        assert count("person") == len(PEOPLE)
    assert count("person") == 0


def test_the_scope_ends_with_an_error() -> None:
    with pytest.raises(RuntimeError), system_scope():
        raise RuntimeError
    assert count("person") == 0


@pytest.mark.parametrize(
    "forge",
    [
        lambda true: "",
        lambda true: "ID",
        lambda true: true.replace("|33|", "|ID|"),
        lambda true: true[:-1] + ("0" if true[-1] != "0" else "1"),
        lambda true: true[:-64] + "0" * 64,
        lambda true: true[:-64],
        lambda true: "|" * 7 + true,
        lambda true: "0" * 64,
    ],
    ids=["empty", "word", "wider region", "other signature", "zeros", "unsigned", "longer", "short"],
)
def test_a_forged_context_shows_nothing(forge: Any) -> None:
    true = signed_context(reader("33"))
    with transaction.atomic():
        tell(true)
        assert count("person") == 3
        tell(forge(true))
        assert count("person") == 0


def sign(*parts: object) -> str:
    """A context with these parts, signed by the true key."""
    words = "|".join(map(str, parts))
    return words + vault().sign("context", words)


def test_a_context_of_another_session_an_old_one_and_one_without_purpose_show_nothing() -> None:
    connection.ensure_connection()
    pid, later = connection.connection.info.backend_pid, int(time.time()) + 60
    with transaction.atomic():
        tell(sign(pid, later, 0, "SERVICE", 1, "ID", ""))
        assert count("person") == len(PEOPLE)
        for stale in (
            sign(pid + 1, later, 0, "SERVICE", 1, "ID", ""),
            sign(pid, int(time.time()) - 1, 0, "SERVICE", 1, "ID", ""),
            sign(pid, later, 0, "", 1, "ID", ""),
            sign(pid, later, 0, "SERVICE", 1, "", ""),
        ):
            tell(stale)
            assert count("person") == 0
        tell("")


def test_an_unknown_purpose_is_refused() -> None:
    with pytest.raises(OutOfScope, match="no purpose"), within(reader("", purpose="CURIOSITY")):
        pass


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM ledger_run.person_g1",
        "SELECT * FROM ledger.context_key",
        "UPDATE ledger.context_key SET inner_pad = inner_pad",
        "INSERT INTO ledger.person SELECT * FROM ledger.person",
        "UPDATE ledger.person SET name = 'X'",
        "DELETE FROM ledger.determination",
        "TRUNCATE ledger.person",
        "INSERT INTO ledger.run SELECT * FROM ledger.run",
        "UPDATE ledger.profile SET role = 'BPJS'",
        "DELETE FROM ledger.access",
        "UPDATE ledger.access SET purpose = 'SERVICE'",
        "TRUNCATE ledger.access",
        "ALTER TABLE ledger.person DISABLE ROW LEVEL SECURITY",
        "DROP POLICY person_in_scope ON ledger.person",
        "ALTER TABLE ledger.access DISABLE TRIGGER access_is_append_only",
        "SET ROLE payung_owner",
        "CREATE FUNCTION ledger.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE VIEW public.mine AS SELECT 1",
    ],
)
def test_the_application_may_not(statement: str) -> None:
    with system_scope(), refused(DatabaseError), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_owner_too_is_bound(server: Any) -> None:
    """FORCE: without a context the owner sees no row through the tables with policies."""
    from django.db import connections

    with psycopg.connect(server.url("owner", connections.settings["owner"]["NAME"])) as owner:
        for table in PERSONAL:
            assert owner.execute(f"SELECT count(*) FROM ledger.{table}").fetchone() == (0,)


def test_nobody_enters_a_look_under_another_name() -> None:
    values = "INSERT INTO ledger.access (user_id, username, role, action, purpose, region_code, people, detail)"
    with system_scope(), refused(DatabaseError), connection.cursor() as cursor:
        cursor.execute(values + " VALUES (77, 'x', 'BPJS', 'LIST', 'SERVICE', '', 1, '')")


def test_counts_need_no_scope() -> None:
    assert current_run() is not None
    assert sum(row.people for row in coverage("nation", "", "JKN")) == len(PEOPLE)


def test_personal_reads_outside_a_scope_are_refused() -> None:
    with pytest.raises(OutOfScope):
        search("siti")


def test_an_account_without_a_role_has_no_scope() -> None:
    user = get_user_model().objects.create(username="nobody")
    with pytest.raises(OutOfScope, match="no role"), scope(user):
        pass


def test_a_worker_sees_the_own_family_only(demo: dict[str, Any]) -> None:
    with scope(demo["WORKER"]) as own:
        assert own.people == (1, 2, 3)
        assert count("person") == 3
        assert [line.name for line in search("siti")] == ["SITI AMINAH"]


@pytest.fixture
def demo(empty_demo: None) -> dict[str, Any]:
    """The demo accounts by role."""
    return {user.profile.role: user for user in get_user_model().objects.select_related("profile")}


@pytest.fixture(scope="module")
def empty_demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Demo accounts for this module."""
    with django_db_blocker.unblock():
        ensure_demo_accounts()
        yield
        get_user_model().objects.using("owner").all().delete()
