"""May each role do what it must, and no more?"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.contrib.auth.models import AnonymousUser

from payung.ledger.models.profile import ROLES as DECLARED
from payung.ledger.public import (
    NoDemo,
    access_of,
    ensure_demo_accounts,
    may,
    own_person_id,
    person_file,
    profile_of,
    scope,
    search,
)
from payung.ledger.reader.account import DEMO_NAMES, ROLES
from payung.ledger.reader.scope import PURPOSES
from tests.country import BOGOR

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


@pytest.fixture(scope="module")
def accounts(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Any]]:
    """The demo accounts by role."""
    with django_db_blocker.unblock():
        made = {account.role: account for account in ensure_demo_accounts()}
        yield made
        get_user_model().objects.using("owner").all().delete()


@pytest.fixture
def users(accounts: dict[str, Any]) -> dict[str, Any]:
    """The demo users by role."""
    return {user.profile.role: user for user in get_user_model().objects.select_related("profile")}


def test_there_is_an_account_for_each_role(accounts: dict[str, Any]) -> None:
    assert set(accounts) == set(ROLES) == set(DECLARED)
    assert len({account.password for account in accounts.values()}) == len(ROLES)
    assert all(role.purpose in PURPOSES for role in ROLES.values())


def test_every_account_signs_in_and_stays_the_same(accounts: dict[str, Any]) -> None:
    account = accounts["BPJS"]
    user = authenticate(username=account.username, password=account.password)
    assert user is not None
    assert not user.is_superuser
    assert not user.is_staff
    assert authenticate(username=account.username, password="guess") is None
    assert {one.role: one for one in ensure_demo_accounts()} == accounts
    assert get_user_model().objects.count() == sum(len(DEMO_NAMES.get(role, (role,))) for role in ROLES)


def test_without_the_setting_there_are_none(settings: Any) -> None:
    settings.IS_DEMO = False
    with pytest.raises(NoDemo):
        ensure_demo_accounts()


def test_accounts_live_where_people_are(users: dict[str, Any]) -> None:
    regions = {role: user.profile.region_code for role, user in users.items()}
    assert regions["VILLAGE"] == BOGOR
    assert regions["AGENT"] == BOGOR[:8]
    assert regions["REGION"] == BOGOR[:5]
    assert regions["BPJS"] == regions["MINISTRY"] == ""


@pytest.mark.parametrize(
    ("role", "permission", "region", "is_allowed"),
    [
        ("VILLAGE", "people.list", None, True),
        ("VILLAGE", "people.list", BOGOR, True),
        ("VILLAGE", "people.list", BOGOR[:8], False),
        ("VILLAGE", "people.list", "33.74.01.1001", False),
        ("VILLAGE", "review.read", None, False),
        ("WORKER", "person.read", None, True),
        ("WORKER", "person.read", BOGOR, False),
        ("WORKER", "person.search", None, False),
        ("WORKER", "people.list", None, False),
        ("HOSPITAL", "person.find", None, True),
        ("HOSPITAL", "person.search", None, False),
        ("HOSPITAL", "people.list", None, False),
        ("HOSPITAL", "people.export", None, False),
        ("AGENT", "people.export", None, False),
        ("MINISTRY", "people.list", "", True),
        ("DPO", "access.read", None, True),
        ("DPO", "people.list", None, False),
        ("BPJS", "no.such", None, False),
    ],
)
def test_who_may_what(users: dict[str, Any], role: str, permission: str, region: str | None, is_allowed: bool) -> None:
    assert may(users[role], permission, region) is is_allowed


def test_strangers_and_accounts_without_a_role_may_nothing(users: dict[str, Any]) -> None:
    plain = get_user_model()(username="plain")
    for user in (AnonymousUser(), plain, None):
        assert profile_of(user) is None
        assert not may(user, "person.read")
        assert own_person_id(user) is None


def test_a_worker_reads_the_own_file_and_who_looked(users: dict[str, Any]) -> None:
    with scope(users["VILLAGE"]):
        assert person_file(1) is not None
    with scope(users["WORKER"]):
        own = own_person_id(users["WORKER"])
        assert own == 1
        assert person_file(own) is not None
        assert person_file(7) is None
        assert [(look.username, look.purpose) for look in access_of(own)] == [("worker", "OWN"), ("village", "SERVICE")]
        assert access_of(7) == []


def test_a_scope_is_that_of_the_profile(users: dict[str, Any]) -> None:
    with scope(users["VILLAGE"]) as village:
        assert (village.region, village.purpose) == (BOGOR, "SERVICE")
        assert [line.person_id for line in search("siti")] == [1]
    with scope(users["HOSPITAL"]) as hospital:
        assert (hospital.region, hospital.purpose) == ("", "VERIFY")
    with scope(users["BPJS"], purpose="AUDIT") as bpjs:
        assert bpjs.purpose == "AUDIT"
