"""Does the interface hold its contract: answers, tokens, budgets, and errors in one shape whatever is asked?"""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from payung.api.v1.coverage import Answer, Answers
from payung.api.v1.fault import SAID, FaultAnswer
from payung.api.v1.urls import api
from payung.ledger.public import ensure_demo_accounts, holder_of_token, new_token, revoke_token, system_scope, tokens
from tests.country import AS_OF, nik_of

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

LATER = datetime.now(UTC).date() + timedelta(days=30)
ON = AS_OF.isoformat()
Ask = Callable[..., Any]


@pytest.fixture(scope="module")
def secrets(django_db_setup: None, django_db_blocker: Any) -> Any:
    """A token for the desk of a hospital, one with a small budget, and one of a role that may not ask."""
    with django_db_blocker.unblock():
        names = {account.role: account.username for account in ensure_demo_accounts()}
        made = {
            "desk": new_token(names["HOSPITAL"], "desk", people_daily=100_000, ends_on=LATER),
            "small": new_token(names["HOSPITAL"], "small", people_daily=3, ends_on=LATER),
            "agent": new_token(names["AGENT"], "agent", people_daily=10, ends_on=LATER),
            "short": new_token(names["HOSPITAL"], "short", people_daily=5, ends_on=LATER),
            "old": new_token(names["HOSPITAL"], "old", people_daily=10, ends_on=date(2020, 1, 1)),
        }
        yield made
        apps.get_model("ledger", "ApiToken").objects.using("owner").all().delete()


@pytest.fixture
def ask(secrets: dict[str, str]) -> Ask:
    """Ask about many people with a token."""

    def send(body: Any, token: str = "desk") -> Any:
        text = body if isinstance(body, str | bytes) else json.dumps(body)
        return Client().post(
            "/api/v1/coverage",
            text,
            content_type="application/json",
            headers={"Authorization": f"Bearer {secrets.get(token, token)}"},
        )

    return send


def people(*numbers: int) -> list[dict[str, Any]]:
    """People of the country as they are asked about."""
    return [{"nik": nik_of(number)} for number in numbers]


def one(secrets: dict[str, str], query: str) -> Any:
    """Ask about one person."""
    return Client().get(f"/api/v1/coverage?{query}", headers={"Authorization": f"Bearer {secrets['desk']}"})


def test_one_person(secrets: dict[str, str]) -> None:
    answer = one(secrets, f"nik={nik_of(6)}&on={ON}&programme=JKN")
    said = Answer.model_validate(answer.json())
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert (said.covered, said.reason, said.next_move_by) == (False, "REMOVED_FROM_PBI", "DINSOS")
    assert said.article == "Perpres 64/2020 42(1)"
    assert [clock.clock for clock in said.clocks] == ["PBI_REACTIVATION_6M"]
    assert "Kementerian Sosial" in said.sentence_id
    assert "Ministry of Social Affairs" in said.sentence_en


def test_an_expired_cover_is_never_told_as_cover(secrets: dict[str, str]) -> None:
    """Person 7 is on the state's list to the end of November."""
    held, expired = (one(secrets, f"nik={nik_of(7)}&on={day}").json() for day in ("2026-11-30", "2026-12-01"))
    assert (held["covered"], held["verdict"]) == (True, "COVERED")
    assert (expired["covered"], expired["verdict"], expired["next_move_by"]) == (False, "LAPSED", "DINSOS")


def test_who_is_suspended_is_not_told_as_ended_however_late_it_is_asked(secrets: dict[str, str]) -> None:
    for day in (ON, "2027-02-01", "2028-12-31"):
        said = one(secrets, f"nik={nik_of(1)}&on={day}").json()
        assert (said["covered"], said["status"], said["reason"]) == (False, "SUSPENDED", "ARREARS")


def test_many_people_in_their_order(ask: Ask) -> None:
    answer = ask({"people": [*people(4, 1), {"nik": "3374013112699999"}], "on": ON})
    said = Answers.model_validate(answer.json())
    assert [one.nik for one in said.people] == [nik_of(4), nik_of(1), "3374013112699999"]
    assert [one.covered for one in said.people] == [True, False, None]
    assert said.people[2].verdict == "UNKNOWN_PERSON"


def test_ten_thousand_are_answered_and_one_more_is_not(ask: Ask) -> None:
    found = ask({"people": people(1, 4) * 5_000, "on": ON})
    assert found.status_code == 200
    assert len(found.json()["people"]) == 10_000
    assert ask({"people": people(1) * 10_001, "on": ON}).status_code == 422


@pytest.mark.parametrize("token", ["", "payung_wrong", "old"])
def test_without_a_token_that_holds_nothing_is_said(ask: Ask, token: str) -> None:
    answer = ask({"people": people(1)}, token)
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "UNAUTHENTICATED")
    assert answer["WWW-Authenticate"] == "Bearer"


def test_a_cookie_opens_nothing(secrets: dict[str, str]) -> None:
    client = Client()
    client.force_login(
        get_user_model().objects.get(username="hospital"), backend="django.contrib.auth.backends.ModelBackend"
    )
    assert client.get(f"/api/v1/coverage?nik={nik_of(1)}").status_code == 401


def test_a_revoked_token_ends_at_once(secrets: dict[str, str]) -> None:
    today = datetime.now(UTC).date()
    number = next(one.api_token_id for one in tokens() if one.label == "short")
    assert holder_of_token(secrets["short"], today) is not None
    # The owner revokes in a transaction of its own; what the application sees is asked in the owner's.
    assert revoke_token(number, datetime.now(UTC))
    assert not revoke_token(number, datetime.now(UTC))
    assert [one.revoked_at is None for one in tokens() if one.label == "short"] == [False]
    model = apps.get_model("ledger", "ApiToken")
    holding = model.objects.using("owner").filter(revoked_at__isnull=True, label="short")
    assert not holding.exists()


def test_of_a_token_only_its_hash_is_kept(secrets: dict[str, str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT token_hash FROM ledger.api_token")
        kept = [bytes(row[0]) for row in cursor.fetchall()]
    assert all(secret.encode() not in one for one in kept for secret in secrets.values())
    assert {len(one) for one in kept} == {32}


def test_a_role_without_the_permission_is_refused(ask: Ask) -> None:
    answer = ask({"people": people(1)}, "agent")
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "FORBIDDEN")


def test_the_budget_counts_different_people(ask: Ask) -> None:
    assert ask({"people": people(1, 4, 1, 4), "on": ON}, "small").status_code == 200
    assert ask({"people": people(4, 5), "on": ON}, "small").status_code == 200
    answer = ask({"people": people(6), "on": ON}, "small")
    assert (answer.status_code, answer.json()["error"]["code"]) == (429, "TOO_MANY_PEOPLE")
    assert ask({"people": people(1), "on": ON}, "small").status_code == 200


def test_who_guesses_numbers_is_stopped(ask: Ask) -> None:
    guessed = [{"nik": f"33740131126{9000 + n:04d}1"[:16]} for n in range(120)]
    answer = ask({"people": [*people(*range(1, 9)), *guessed], "on": ON})
    assert (answer.status_code, answer.json()["error"]["code"]) == (429, "TOO_MANY_UNKNOWN")


def test_each_look_is_in_the_log_with_its_purpose(ask: Ask) -> None:
    ask({"people": people(1, 4), "on": ON})
    with system_scope(), connection.cursor() as cursor:
        cursor.execute("SELECT action, purpose, username, detail FROM ledger.access")
        assert cursor.fetchall() == [("READ", "VERIFY", "hospital", "cover")] * 2


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("{", "BAD_REQUEST"),
        (b"\xff\xfe", "BAD_REQUEST"),
        ({}, "INVALID"),
        ([], "INVALID"),
        ({"people": []}, "INVALID"),
        ({"people": [{"nik": "123"}]}, "INVALID"),
        ({"people": [{"nik": 3201014101909001}]}, "INVALID"),
        ({"people": [{"nik": "3201014101909001"}], "on": "2026-02-30"}, "INVALID"),
        ({"people": [{"nik": "3201014101909001"}], "programme": "KIS"}, "INVALID"),
        ({"people": [{"nik": "３２０１０１４１０１９０９００１"}]}, "INVALID"),
        ('"text"', "INVALID"),
        ("", "INVALID"),
        (json.dumps({"people": [], "x": "y" * 3_000_000}), "TOO_LARGE"),
    ],
)
def test_a_wrong_question_is_told_in_one_shape(ask: Ask, body: Any, code: str) -> None:
    answer = ask(body)
    told = FaultAnswer.model_validate(answer.json()).error
    assert (told.code, answer.status_code) == (code, SAID[code][0])
    if code == "INVALID":
        assert told.fields[0].field


def test_other_methods_and_addresses_are_told_in_one_shape(secrets: dict[str, str]) -> None:
    headers = {"Authorization": f"Bearer {secrets['desk']}"}
    answer = Client().delete("/api/v1/coverage", headers=headers)
    assert (answer.status_code, answer.json()["error"]["code"]) == (405, "METHOD_NOT_ALLOWED")
    for address in ("/api/v1/coverage/", "/api/v1/covrage", "/api/v1/docs"):
        answer = Client().get(address, headers=headers)
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "NOT_FOUND")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        # A number would be read as seconds since 1970, and an unknown name as today.
        ({"on": 0}, "on"),
        ({"on": 20261101}, "on"),
        ({"on": "2026-11-01T00:00:00"}, "on"),
        ({"on": "1 Nov 2026"}, "on"),
        ({"date": "2026-11-01"}, "date"),
        ({"people": [{"nik": nik_of(1), "dob": "1984-03-12"}]}, "people.0.dob"),
        ({"people": [{"nik": nik_of(1)}, {"nik": "1"}]}, "people.1.nik"),
    ],
)
def test_a_wrong_field_is_named_as_it_was_written(ask: Ask, wrong: dict[str, Any], field: str) -> None:
    told = FaultAnswer.model_validate(ask({"people": people(1)} | wrong).json()).error
    assert (told.code, [one.field for one in told.fields]) == ("INVALID", [field])


def test_an_address_with_a_field_nobody_knows_is_refused(secrets: dict[str, str]) -> None:
    told = FaultAnswer.model_validate(one(secrets, f"nik={nik_of(1)}&birthdate=1984-03-12&date=2026-11-01").json())
    assert [(fault.field, fault.message) for fault in told.error.fields] == [
        ("birthdate", "there is no such field"),
        ("date", "there is no such field"),
    ]
    assert one(secrets, f"nik={nik_of(1)}&on=0").status_code == 422


def test_of_many_faults_the_first_hundred_are_named(ask: Ask) -> None:
    assert len(ask({"people": [{"nik": "1"}] * 10_000}).json()["error"]["fields"]) == 100


def test_the_interface_is_described_and_has_no_page(db: None) -> None:
    answer = Client().get("/api/v1/openapi.json")
    described = answer.json()
    assert sorted(described["paths"]) == ["/api/v1/coverage"]
    for method, operation in described["paths"]["/api/v1/coverage"].items():
        assert set(operation["responses"]) == {"200", "400", "401", "403", "413", "422", "429"}, method
        assert operation["security"] == [{"Bearer": []}]
    assert Client().get("/api/v1/docs").status_code == 404
    assert described == json.loads(json.dumps(api.get_openapi_schema(), default=str))


ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
NIK = st.text("0123456789", min_size=16, max_size=16)
RIGHT = st.fixed_dictionaries(
    {"people": st.lists(st.fixed_dictionaries({"nik": NIK}), min_size=1, max_size=3)},
    optional={
        "on": st.dates(date(1900, 1, 1), date(2200, 12, 31)).map(str),
        "programme": st.sampled_from(["JKN", "JKK", "JKM", "JHT", "JP", "JKP"]),
    },
)
NEARLY = st.fixed_dictionaries({"people": st.lists(st.fixed_dictionaries({"nik": ODD}), max_size=2) | ODD, "on": ODD})


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=RIGHT | NEARLY | ODD)
def test_whatever_is_asked_the_answer_has_a_declared_shape(ask: Ask, body: Any) -> None:
    answer = ask(body)
    if answer.status_code == 200:
        said = Answers.model_validate(answer.json())
        assert [one.nik for one in said.people] == [person["nik"] for person in body["people"]]
        assert all((one.covered is True) == (one.verdict == "COVERED") for one in said.people)
    else:
        told = FaultAnswer.model_validate(answer.json()).error
        assert SAID[told.code][0] == answer.status_code
        assert answer.status_code in (400, 422, 429)
