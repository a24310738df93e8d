"""Does the database itself refuse a fee for what its payer does not owe, and one that charges a month twice?"""

from typing import Any

import psycopg
import pytest

from tests.ledger.act_rows import ROWS as ACTS
from tests.ledger.late_fee_rows import BROKEN, FEE, NEXT, OF_OTHER, OTHER_FEE, PAID_LATE, TRUE
from tests.ledger.standing import changed_by, refused_by, standing
from tests.ledger.test_act_constraints import add

OTHER_PARTY = ACTS["party"] | {"party_id": 77, "code": "OTHER"}
BILL = ACTS["bill"] | {"participant_id": None, "party_id": ACTS["party"]["party_id"]}
ROWS = (
    ("party", ACTS["party"]),
    ("party", OTHER_PARTY),
    *(("bill", BILL | {"bill_id": one, "kind": kind}) for one, kind in (
        (PAID_LATE, "PU"), (FEE, "LATE_FEE"), (OTHER_FEE, "LATE_FEE"))),
    ("bill", BILL | {"bill_id": OF_OTHER, "kind": "PU", "party_id": 77}),
    ("late_fee", TRUE),
)  # fmt: skip


@pytest.fixture
def base(server: Any, empty_base: str) -> Any:
    """A base in which a late month is charged."""
    with standing(server, empty_base, ROWS) as connection:
        yield connection


@pytest.mark.parametrize("constraint", BROKEN)
def test_a_false_row_is_refused_by_name(base: psycopg.Connection, constraint: str) -> None:
    assert refused_by(base, "late_fee", TRUE | BROKEN[constraint]) == constraint


def test_a_bill_of_contributions_has_no_fee_in_it(base: psycopg.Connection) -> None:
    assert refused_by(base, "late_fee", TRUE | NEXT | {"bill_id": OF_OTHER}) == "late_fee_of_the_payers_contribution"


def test_the_next_month_is_charged_and_a_withdrawn_one_anew(base: psycopg.Connection) -> None:
    again = TRUE | {"bill_id": OTHER_FEE}
    assert refused_by(base, "late_fee", TRUE | NEXT) is None
    assert refused_by(base, "late_fee", again) == "late_fee_month_charged_once"
    told = {"bill_id": FEE, "reason": "PAID_EARLIER", "withdrawn_on": "2027-01-16", "entered_by": 0}
    add(base, "bill_withdrawal", told)
    assert refused_by(base, "late_fee", again) is None


def test_no_row_is_changed_or_taken_away(base: psycopg.Connection) -> None:
    assert changed_by(base, "late_fee", "amount_idr") == []
