"""Does the database refuse false rows of Payung's own acts? Every constraint is provoked by its name."""

from typing import Any

import psycopg
import pytest

from tests.ledger import decree_rows
from tests.ledger.act_rows import APPEND_ONLY, BROKEN_ACTS, MORE, ROWS, Row
from tests.ledger.test_constraints import named

NEW_BILL = "00000000-0000-4000-8000-0000000000b1"


@pytest.fixture
def base(server: Any, empty_base: str) -> Any:
    """A connection past row security, to a base in which the true rows stand; nothing it does stays."""
    with psycopg.connect(server.url("admin", empty_base)) as connection:
        rows = [(table, row) for table, row in ROWS.items() if table != "posting"]
        before = [(table, ROWS[table] | row) for table, row in MORE if table == "account"]
        after = [(table, ROWS[table] | row) for table, row in MORE if table != "account"]
        connection.execute(
            "INSERT INTO public.auth_user (id, password, is_superuser, username, first_name, last_name, email,"
            " is_staff, is_active, date_joined) VALUES (1, '', false, 'constraint', '', '', '', false, true, now())"
        )
        for table, row in [*rows[:3], *before, *rows[3:], ("posting", ROWS["posting"]), *after]:
            add(connection, table, row)
        for table, row in decree_rows.ROWS.items():
            add(connection, table, row)
            for other, change in (one for one in decree_rows.BEFORE if one[0] == table):
                add(connection, other, row | change)
        for table, change in decree_rows.MORE:
            add(connection, table, decree_rows.ROWS[table] | change)
        connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
        yield connection
        connection.rollback()


def add(connection: psycopg.Connection, table: str, row: Row) -> None:
    """Insert a row."""
    columns = ", ".join(row)
    statement = f"INSERT INTO ledger.{table} ({columns}) VALUES ({', '.join(['%s'] * len(row))})"
    connection.execute(statement, list(row.values()))


def test_every_false_row_is_refused_by_name(base: psycopg.Connection) -> None:
    wrong = {}
    true = ROWS | decree_rows.ROWS
    for constraint, (table, change) in (BROKEN_ACTS | decree_rows.BROKEN).items():
        found = "nothing"
        try:
            with base.transaction():
                add(base, table, true[table] | change)
        except psycopg.IntegrityError as refused:
            found = named(refused.diag.constraint_name)
        if found != constraint:
            wrong[constraint] = found
    assert wrong == {}


@pytest.mark.parametrize("table", [*APPEND_ONLY, *decree_rows.APPEND_ONLY])
def test_what_only_grows_is_not_changed(base: psycopg.Connection, table: str) -> None:
    key = next(iter((ROWS | decree_rows.ROWS)[table]))
    for statement in (
        f"UPDATE ledger.{table} SET {key} = {key}",
        f"DELETE FROM ledger.{table}",
        f"TRUNCATE ledger.{table} CASCADE",
    ):
        with pytest.raises(psycopg.IntegrityError) as refused, base.transaction():
            base.execute(statement)
        assert str(refused.value.diag.constraint_name).endswith("_is_append_only")


def test_one_false_reference_refuses_its_whole_set(base: psycopg.Connection) -> None:
    true = ROWS["posting"]
    columns = "entry, debit_id, credit_id, amount_idr, effective_on, kind"
    values = [true[name.strip()] for name in columns.split(",")]
    base.execute("SET ROLE payung_owner")
    many = (
        f"INSERT INTO ledger.posting (posting_id, bill_id, {columns})"
        f" SELECT uuidv7(), CASE WHEN i < %s THEN %s::uuid ELSE gen_random_uuid() END, %s, %s, %s, %s, %s, %s"
        " FROM generate_series(1, 3000) AS i"
    )
    before = base.execute("SELECT count(*) FROM ledger.posting").fetchone()
    with pytest.raises(psycopg.errors.ForeignKeyViolation) as refused, base.transaction():
        base.execute(many, [3_000, ROWS["bill"]["bill_id"], *values])
    assert refused.value.diag.constraint_name == "posting_bill_id_fk"
    assert base.execute("SELECT count(*) FROM ledger.posting").fetchone() == before
    # None of them false: all are taken, by the same plan.
    base.execute(many, [3_001, ROWS["bill"]["bill_id"], *values])


def test_a_bill_taken_back_takes_its_lines_and_none_come_after(base: psycopg.Connection) -> None:
    bill = ROWS["bill"] | {"bill_id": NEW_BILL}
    line = ROWS["bill_line"] | {"bill_id": NEW_BILL}
    with base.transaction() as taken_back:
        add(base, "bill", bill)
        add(base, "bill_line", line)
        raise psycopg.Rollback(taken_back)
    with pytest.raises(psycopg.errors.ForeignKeyViolation) as refused, base.transaction():
        add(base, "bill_line", line)
    assert refused.value.diag.constraint_name == "bill_line_bill_id_fk"


def test_a_bill_of_an_open_transaction_is_not_there_for_others(
    base: psycopg.Connection, server: Any, empty_base: str
) -> None:
    add(base, "bill", ROWS["bill"] | {"bill_id": NEW_BILL})
    with psycopg.connect(server.url("admin", empty_base)) as other:
        # Its participant, too, is not there for others; the bill is looked for first.
        with pytest.raises(psycopg.errors.ForeignKeyViolation) as refused:
            add(other, "bill_line", ROWS["bill_line"] | {"bill_id": NEW_BILL})
        assert refused.value.diag.constraint_name == "bill_line_bill_id_fk"
        other.rollback()
