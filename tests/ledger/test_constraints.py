"""Does the database refuse what must not be? Every constraint is provoked by its name."""

import re
from typing import Any

import psycopg
import pytest

from payung.ledger.base.address import connect_owner
from tests.ledger import (
    claim_rows,
    decree_rows,
    employer_rows,
    late_fee_rows,
    pension_rows,
    suspense_rows,
    withdrawal_rows,
)
from tests.ledger.act_rows import BROKEN_ACTS
from tests.ledger.matter_rows import BROKEN as BROKEN_MATTERS

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

Row = dict[str, Any]
# By constraint: the table, and what to change in a true row of it before it is added again.
BROKEN: dict[str, tuple[str, Row]] = {
    "access_action_known": ("access", {"action": "PEEK"}),
    "access_has_a_purpose": ("access", {"purpose": ""}),
    "access_pkey": ("access", {}),
    "access_read_names_its_person": ("access", {"action": "READ", "subject": None}),
    "access_region_form": ("access", {"region_code": "3201"}),
    "clock_has_its_person": ("clock", {"person_id": 99}),
    "clock_opens_before_it_closes": ("clock", {"person_id": 1, "opens": "2027-01-01"}),
    "clock_pkey": ("clock", {}),
    "clock_programme_known": ("clock", {"programme": "XXX"}),
    "clock_region_form": ("clock", {"person_id": 1, "region_code": "32.1"}),
    "coverage_count_counts_somebody": ("coverage_count", {"reason": "X", "people": 0, "registered": 0}),
    "coverage_count_level_known": ("coverage_count", {"level": "street"}),
    "coverage_count_pkey": ("coverage_count", {}),
    "coverage_count_programme_known": ("coverage_count", {"programme": "XXX"}),
    "coverage_count_registered_are_people": ("coverage_count", {"reason": "X", "registered": 10_000}),
    "coverage_count_status_known": ("coverage_count", {"status": "PERHAPS"}),
    "determination_arrears_not_negative": ("determination", {"programme": "JP", "arrears_months": -1}),
    "determination_has_its_person": ("determination", {"person_id": 99}),
    "determination_pkey": ("determination", {}),
    "determination_programme_known": ("determination", {"programme": "XXX"}),
    "determination_region_form": ("determination", {"programme": "JP", "region_code": "ID"}),
    "determination_status_known": ("determination", {"programme": "JP", "status": "PERHAPS"}),
    "membership_has_its_person": ("membership", {"person_id": 99}),
    "membership_one_stands": ("membership", {"row": 999}),
    "membership_pkey": ("membership", {"rank": 2}),
    "membership_programme_known": ("membership", {"programme": "XXX"}),
    "membership_ranks_count_from_one": ("membership", {"row": 999, "rank": 0}),
    "membership_region_form": ("membership", {"row": 999, "rank": 2, "region_code": "32."}),
    "membership_segment_known": ("membership", {"row": 999, "rank": 2, "segment": "OTHER"}),
    "membership_wage_not_negative": ("membership", {"row": 999, "rank": 2, "wage_monthly_idr": -1}),
    "name_token_has_its_person": ("name_token", {"person_id": 99}),
    "name_token_pkey": ("name_token", {}),
    "name_token_region_form": ("name_token", {"region_code": "x"}),
    "path_best_is_first": ("path", {"route": "WRITE_OFF", "is_best": False, "rank": 1}),
    "path_covers_somebody": ("path", {"route": "WRITE_OFF", "is_best": False, "rank": 9, "people": 0}),
    "path_has_its_person": ("path", {"person_id": 99}),
    "path_months_not_negative": ("path", {"route": "WRITE_OFF", "is_best": False, "rank": 9, "months": -1}),
    "path_one_is_best": ("path", {"route": "WRITE_OFF", "is_best": True, "rank": 1}),
    "path_other_pays_not_negative": (
        "path",
        {"route": "WRITE_OFF", "is_best": False, "rank": 9, "other_pays_monthly_idr": -1},
    ),
    "path_pkey": ("path", {"is_best": False, "rank": 9}),
    "path_price_monthly_not_negative": (
        "path",
        {"route": "WRITE_OFF", "is_best": False, "rank": 9, "price_monthly_idr": -1},
    ),
    "path_price_now_not_negative": ("path", {"route": "WRITE_OFF", "is_best": False, "rank": 9, "price_now_idr": -1}),
    "path_programme_known": ("path", {"programme": "JHT"}),
    "path_region_form": ("path", {"route": "WRITE_OFF", "is_best": False, "rank": 9, "region_code": "1"}),
    "person_decile_is_a_tenth": ("person", {"person_id": 50, "decile": 11}),
    "person_family_named_by_first": ("person", {"person_id": 50, "family_id": 51}),
    "person_has_a_record": ("person", {"person_id": 50, "record_count": 0}),
    "person_income_not_negative": ("person", {"person_id": 50, "income_monthly_idr": -1}),
    "person_life_status_known": ("person", {"person_id": 50, "life_status": "GHOST"}),
    "person_nik_sealed_and_indexed": ("person", {"person_id": 50, "nik_index": None}),
    "person_pkey": ("person", {}),
    "person_region_form": ("person", {"person_id": 50, "region_code": "32.01.1"}),
    "person_sex_known": ("person", {"person_id": 50, "sex": "X"}),
    "person_works_as_known": ("person", {"person_id": 50, "works_as": "RETIRED"}),
    "profile_local_role_has_a_region": ("profile", {"role": "VILLAGE", "region_code": ""}),
    "profile_pkey": ("profile", {}),
    "profile_region_form": ("profile", {"region_code": "Bogor"}),
    "profile_role_known": ("profile", {"role": "KING"}),
    "profile_worker_is_a_person": ("profile", {"role": "WORKER", "subject": None}),
    "profile_user_id_fk": ("profile", {"user_id": 987_654}),
    "record_has_its_person": ("record", {"row": 999, "person_id": 99}),
    "record_method_known": ("record", {"row": 999, "method": "GUESS"}),
    "record_pkey": ("record", {}),
    "record_region_form": ("record", {"row": 999, "region_code": "3"}),
    "record_rows_count_from_one": ("record", {"row": 0}),
    "reject_pkey": ("reject", {}),
    "reject_rows_count_from_zero": ("reject", {"number": 9, "row": -1}),
    "review_has_its_other_person": ("review", {"other_person_id": 99}),
    "review_has_its_person": ("review", {"person_id": -1}),
    "review_pair_in_order": ("review", {"person_id": 7, "other_person_id": 7}),
    "review_pkey": ("review", {}),
    "review_reason_known": ("review", {"reason": "HUNCH", "other_person_id": 8}),
    "review_region_form": ("review", {"region_code": "?", "other_person_id": 8}),
    "run_generation_counts_up": ("run", {"generation": 0}),
    "run_id_key": ("run", {"generation": 77}),
    "run_pkey": ("run", {}),
}
PARTITIONED = ("person", "record", "membership", "determination", "clock", "path", "review", "reject", "name_token")
CONSTRAINTS = """
SELECT DISTINCT conname::text FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
WHERE t.relnamespace IN ('ledger'::regnamespace, 'ledger_run'::regnamespace) AND contype IN ('c', 'f', 'p', 'u', 'x')
  AND t.relname <> 'context_key' AND NOT t.relispartition
UNION
SELECT conname::text FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
WHERE t.relispartition AND contype = 'f'
UNION
SELECT i.relname::text FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
WHERE i.relnamespace = 'ledger'::regnamespace AND x.indisunique AND i.relname NOT LIKE 'context_key%'
"""


@pytest.fixture
def owner(django_db_setup: None) -> Any:
    """A connection as the owner; nothing it does stays."""
    with connect_owner() as connection, connection.transaction(force_rollback=True):
        user = connection.execute(
            "INSERT INTO public.auth_user (password, is_superuser, username, first_name, last_name, email, is_staff,"
            " is_active, date_joined) VALUES ('', false, 'constraint', '', '', '', false, true, now()) RETURNING id"
        ).fetchone()
        connection.execute(
            "INSERT INTO ledger.profile (user_id, role, region_code) VALUES (%s, 'BPJS', '')", [user[0] if user else 0]
        )
        # The owner is bound by row security as well; for the log it needs a policy of its own to write a true row.
        connection.execute("ALTER TABLE ledger.access NO FORCE ROW LEVEL SECURITY")
        connection.execute(
            "INSERT INTO ledger.access (user_id, username, role, action, purpose, subject, region_code, people, detail)"
            " VALUES (1, 'x', 'BPJS', 'READ', 'SERVICE', '\\x00', '', 1, '')"
        )
        yield connection


def named(constraint: str | None) -> str:
    """A constraint's name without what PostgreSQL or Django puts before or behind it in a partition."""
    name = (constraint or "").replace("_g1_", "_")
    if name.startswith("profile_user_id_") and "_fk" in name:
        return "profile_user_id_fk"
    name = re.sub(r"_[0-9a-f]{8}_fk(_.*)?$", "_fk", name)
    return {
        "membership_generation_person_id_programme_idx": "membership_one_stands",
        "path_generation_person_id_programme_idx": "path_one_is_best",
    }.get(name, name)


def test_every_constraint_is_in_the_list(owner: psycopg.Connection) -> None:
    found = {named(name) for (name,) in owner.execute(CONSTRAINTS)}
    others = {*BROKEN_ACTS, *decree_rows.BROKEN, *BROKEN_MATTERS, *claim_rows.BROKEN, *claim_rows.NAMED_ONLY}
    others |= {*suspense_rows.BROKEN, *suspense_rows.NAMED_ONLY, *pension_rows.BROKEN, *pension_rows.NAMED_ONLY}
    others |= {*employer_rows.BROKEN, *employer_rows.NAMED_ONLY, *withdrawal_rows.BROKEN, *late_fee_rows.BROKEN}
    assert found - others == set(BROKEN)


@pytest.mark.parametrize("constraint", sorted(BROKEN))
def test_it_is_refused(owner: psycopg.Connection, constraint: str) -> None:
    table, change = BROKEN[constraint]
    place = f"ledger_run.{table}_g1" if table in (*PARTITIONED, "coverage_count") else f"ledger.{table}"
    row = owner.execute(f"SELECT * FROM {place} ORDER BY 2, 3 LIMIT 1")
    names = [column.name for column in row.description or ()]
    true = dict(zip(names, row.fetchone() or (), strict=True))
    if table == "access" and constraint != "access_pkey":
        true.pop("id")
    broken = {key: psycopg.types.json.Jsonb(v) if isinstance(v, dict) else v for key, v in (true | change).items()}
    columns = ", ".join(f'"{name}"' for name in broken)
    statement = f"INSERT INTO {place} ({columns}) VALUES ({', '.join(['%s'] * len(broken))})"
    owner.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(psycopg.IntegrityError) as refused:
        owner.execute(statement, list(broken.values()))
    assert named(refused.value.diag.constraint_name) == constraint


@pytest.mark.parametrize(
    ("table", "statement"),
    [
        ("access", "UPDATE ledger.access SET purpose = 'AUDIT'"),
        ("access", "DELETE FROM ledger.access"),
        ("access", "TRUNCATE ledger.access"),
        ("run", "UPDATE ledger.run SET law_version = 'other'"),
        ("run", "DELETE FROM ledger.run"),
    ],
)
def test_what_only_grows_is_not_changed_even_by_the_owner(
    owner: psycopg.Connection, table: str, statement: str
) -> None:
    with pytest.raises(psycopg.IntegrityError) as refused:
        owner.execute(statement)
    assert refused.value.diag.constraint_name == f"{table}_is_append_only"


def test_a_context_key_is_one_and_whole(owner: psycopg.Connection) -> None:
    for statement in (
        "INSERT INTO ledger.context_key (inner_pad, outer_pad) SELECT inner_pad, outer_pad FROM ledger.context_key",
        "UPDATE ledger.context_key SET inner_pad = '\\x00'",
        "INSERT INTO ledger.context_key SELECT false, inner_pad, outer_pad FROM ledger.context_key",
    ):
        with pytest.raises(psycopg.IntegrityError), owner.transaction():
            owner.execute(statement)
