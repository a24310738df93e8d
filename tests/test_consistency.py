"""No door without a lock, no field without a label, no table without its guard."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connections, models
from django.urls import URLPattern, URLResolver, get_resolver

from payung.ledger.models.field import CLASSES, RETENTION
from payung.terms.public import tables
from payung.web.page import FOREIGN

ROOT = Path(__file__).resolve().parent.parent
MODELS = sorted(apps.get_app_config("ledger").get_models(), key=lambda model: model.__name__)
# Files of the contract by the model that keeps them.
KEPT_AS = {
    "Person": "persons",
    "Membership": "memberships",
    "Determination": "determinations",
    "Clock": "clocks",
    "Path": "paths",
    "Review": "reviews",
    "Reject": "rejects",
    "Record": "records",
}
# The contract's classes by ours, where a column keeps its name.
SAME_CLASS = {"identity": {"identity"}, "contact": {"contact"}, "family": {"family"}}
SAME_CLASS |= {name: {name} for name in ("health", "education", "work", "finance", "welfare")}
# Models whose rows speak of a person through another row, or through what a supplier wrote.
REACHES_A_PERSON = {"Reject", "Payment", "Posting", "Allocation", "StatementLine", "Reconciliation"}
REACHES_A_PERSON |= {"AttemptStep", "EnrolmentList", "MatterEvent", "Evidence", "SuspenseProposal", "SuspenseCheck"}
REACHES_A_PERSON |= {"AttemptStep", "EnrolmentList", "NoticeAttempt", "BillWithdrawal", "LateFee"}
# Columns of the contract that the ledger does not keep, because no page needs them.
LEFT_OUT = {
    "Person": {"province_code", "regency_code", "district_code", "village_code", "nik", "kk", "phone"},
    "Membership": {"card_no"},
    "Record": {
        *("source_no", "nik", "kk", "phone", "birth_place", "mother_name", "district_code", "village_code", "died_on"),
        *("relation_code", "is_married", "is_student", "is_disabled", "is_pregnant", "illness", "occupation_code"),
        *("occupation", "association", "decile", "is_pbi_national", "is_pbi_regional", "programmes", "role"),
        *("care_class", "member_since", "paid_until", "employer_id", "wage_monthly_idr", "sector"),
    },
}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_declares_its_class_of_personal_data(model: Any) -> None:
    fields = {field.name for field in model._meta.get_fields() if not field.auto_created}
    assert set(model.personal) == fields
    assert set(model.personal.values()) <= set(CLASSES)
    assert model.retention in RETENTION.values()


@pytest.mark.parametrize("name", sorted(KEPT_AS))
def test_the_ledger_keeps_the_contract(name: str) -> None:
    """Every declared column is kept or left out on purpose, and bears the class of the contract."""
    model = apps.get_model("ledger", name)
    declared = {column.name: column for column in tables()[KEPT_AS[name]].columns}
    kept = set(declared) & set(model.personal)
    assert set(declared) - kept == LEFT_OUT.get(name, set())
    wrong = {
        column
        for column in kept
        if declared[column].personal and model.personal[column] not in SAME_CLASS[declared[column].personal]
    }
    assert wrong == set()


def test_a_number_of_a_person_is_never_a_plain_column() -> None:
    forbidden = re.compile(r"^(nik|kk|card_no|source_no|phone)$")
    plain = [
        f"{model.__name__}.{field.name}"
        for model in MODELS
        for field in model._meta.get_fields()
        if forbidden.match(field.name)
        or (re.search(r"_(cipher|index)$", field.name) and not isinstance(field, models.BinaryField))
    ]
    assert plain == []


@pytest.mark.django_db(databases=["default", "owner"])
def test_every_table_with_a_person_is_guarded() -> None:
    """Row security stands and is forced wherever a row speaks of a person; the application owns no table."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT relname, relrowsecurity AND relforcerowsecurity,"
            " EXISTS (SELECT 1 FROM pg_policy WHERE polrelid = c.oid) FROM pg_class c"
            " WHERE relnamespace = 'ledger'::regnamespace AND relkind IN ('r', 'p')"
        )
        guarded = {name: forced and has_policy for name, forced, has_policy in cursor.fetchall()}
    personal = {
        model._meta.db_table
        for model in MODELS
        if {"person_id", "subject", "participant"} & set(model.personal) or model.__name__ in REACHES_A_PERSON
    }
    assert {name for name, is_guarded in guarded.items() if is_guarded} == personal - {"profile"}
    assert set(guarded) - {model._meta.db_table for model in MODELS} == {"context_key"}


@pytest.mark.django_db(databases=["default", "owner"])
def test_the_tables_are_those_of_the_models() -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name, is_nullable = 'YES', udt_name, collation_name"
            " FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)"
            " WHERE table_schema = 'ledger' AND table_type = 'BASE TABLE'"
        )
        found = {(table, column): facts for table, column, *facts in cursor.fetchall()}
    kinds = {"TextField": "text", "BinaryField": "bytea", "BigIntegerField": "int8", "IntegerField": "int4"}
    kinds |= {"SmallIntegerField": "int2", "DateField": "date", "BooleanField": "bool", "UUIDField": "uuid"}
    kinds |= {"JSONField": "jsonb", "DateTimeField": "timestamptz"}
    kinds |= {"AutoField": "int4", "BigAutoField": "int8"}
    declared = {
        (model._meta.db_table, field.column): [
            field.null,
            kinds[_kind(field)],
            getattr(field, "db_collation", None),
        ]
        for model in MODELS
        for field in model._meta.concrete_fields
        if _kind(field) in kinds
    }
    found = {key: facts for key, facts in found.items() if key[0] != "context_key"}
    assert found == declared


def _kind(field: models.Field) -> str:
    """The kind of a column; a reference has that of the column it names."""
    return str((field.target_field if field.is_relation else field).get_internal_type())


@pytest.mark.django_db(databases=["default", "owner"])
def test_migrations_are_complete_and_named() -> None:
    out = io.StringIO()
    call_command("makemigrations", "--check", "--dry-run", stdout=out)
    assert "No changes detected" in out.getvalue()
    names = [path.name for path in (ROOT / "payung" / "ledger" / "migrations").glob("0*.py")]
    assert [name for name in names if "_auto_" in name or not re.fullmatch(r"\d{4}_[a-z_]+\.py", name)] == []


def views() -> Iterator[tuple[str, Any]]:
    """Every route with its view."""

    def walk(resolver: URLResolver, before: str) -> Iterator[tuple[str, Any]]:
        for entry in resolver.url_patterns:
            route = before + str(entry.pattern)
            if isinstance(entry, URLPattern):
                yield route, entry.callback
            else:
                yield from walk(entry, route)

    yield from walk(get_resolver(), "")


def test_every_door_has_a_lock() -> None:
    """Every view declares its permission, or belongs to a library whose doors are known."""
    open_doors = [
        route
        for route, view in views()
        if not getattr(view, "permission", None)
        and not any(f"{view.__module__}.{view.__name__}".startswith(known) for known in FOREIGN)
    ]
    assert open_doors == []
    assert len(list(views())) > 10
