"""Does the database itself refuse to withdraw what was paid, and keep every withdrawal?"""

from typing import Any

import psycopg
import pytest

from tests.ledger.act_rows import ROWS as ACTS
from tests.ledger.standing import changed_by, refused_by, standing
from tests.ledger.withdrawal_rows import BROKEN, FEE, FEE_PAID, MORE, OF_PARTY, PAID, TRUE, UNPAID

BILL = ACTS["bill"]
OWED_BY_PARTY = {"participant_id": None, "party_id": 1}


def _rows() -> list[tuple[str, dict[str, Any]]]:
    own = [BILL | {"bill_id": one, "month": month} for one, month in ((UNPAID, "2026-08-01"), (PAID, "2026-09-01"))]
    fees = [BILL | OWED_BY_PARTY | {"bill_id": one, "kind": "LATE_FEE"} for one in (FEE, FEE_PAID)]
    bills = [*own, BILL | {"bill_id": MORE, "month": "2026-10-01"}, BILL | OWED_BY_PARTY | {"bill_id": OF_PARTY}, *fees]
    paid = [{"allocation_id": one, "bill_id": one, "amount_idr": 5} for one in (PAID, FEE_PAID, FEE)]
    # What was paid of one fee was given back.
    paid.append({"allocation_id": MORE, "bill_id": FEE, "amount_idr": -5})
    return [
        *((table, ACTS[table]) for table in ("participant", "party")),
        *(("bill", row) for row in bills),
        *(("allocation", row) for row in paid),
        ("bill_withdrawal", TRUE),
    ]


@pytest.fixture
def base(server: Any, empty_base: str) -> Any:
    """A base in which one bill is withdrawn and one paid."""
    with standing(server, empty_base, _rows()) as connection:
        yield connection


@pytest.mark.parametrize("constraint", BROKEN)
def test_a_false_row_is_refused_by_name(base: psycopg.Connection, constraint: str) -> None:
    assert refused_by(base, "bill_withdrawal", TRUE | BROKEN[constraint]) == constraint


def test_a_fee_is_withdrawn_when_nothing_of_it_is_paid_any_more(base: psycopg.Connection) -> None:
    told = TRUE | {"reason": "PAID_EARLIER"}
    assert refused_by(base, "bill_withdrawal", told | {"bill_id": FEE}) is None
    assert refused_by(base, "bill_withdrawal", told | {"bill_id": FEE_PAID}) == "bill_withdrawal_of_unpaid"


def test_no_row_is_changed_or_taken_away(base: psycopg.Connection) -> None:
    assert changed_by(base, "bill_withdrawal", "withdrawn_on") == []
