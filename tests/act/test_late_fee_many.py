"""Are the fees of ten thousand late employers entered as sets, and once, however often the charging is killed?

By hand: of Rp1.000.000 of JHT and Rp53.450 of JKK two months late cost 2 % each: Rp40.000 and Rp2.138.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection

from payung.ledger.money.late_fee import charge_late_fees
from payung.ledger.public import ensure_books, system_scope
from tests.act.billed import rows

pytestmark = pytest.mark.django_db
MANY, DAY, AT = 10_000, date(2026, 12, 15), datetime(2026, 12, 15, 3, tzinfo=UTC)
OF_BILL_IDR = 40_000 + 2_138
PARTIES = """
INSERT INTO ledger.party (code, kind, name, region_code)
SELECT 'MANY-' || i, 'EMPLOYER', 'PT ' || i, '32.01' FROM generate_series(1, %s) AS i
"""
WORKER = """
INSERT INTO ledger.participant (participant_id, subject, name, region_code, entered_by)
VALUES (1, decode(repeat('01', 16), 'hex'), 'PEKERJA', '32.01.02.2001', 0)
"""
# Each owes September since 15 October.
BILLS = """
WITH b AS (INSERT INTO ledger.bill (bill_id, party_id, kind, month, due_on, amount_idr, recorded_at)
    SELECT uuidv7(), party_id, 'PU', '2026-09-01', '2026-10-15', 1053450, '2026-09-01' FROM ledger.party
    WHERE code LIKE 'MANY-%%' RETURNING bill_id)
INSERT INTO ledger.bill_line (bill_id, participant_id, programme, gross_idr, relief_idr, state_idr, region_idr,
    amount_idr)
SELECT b.bill_id, 1, l.programme, l.idr, 0, 0, 0, l.idr
FROM b, (VALUES ('JHT', 1000000), ('JKK', 53450)) AS l (programme, idr)
"""
FOUND = """
SELECT (SELECT count(*) FROM ledger.bill WHERE kind = 'LATE_FEE'),
    (SELECT sum(amount_idr)::bigint FROM ledger.bill WHERE kind = 'LATE_FEE'),
    (SELECT count(*) FROM ledger.late_fee), (SELECT sum(amount_idr)::bigint FROM ledger.late_fee),
    (SELECT count(*) FROM ledger.posting p JOIN ledger.bill b USING (bill_id)
        WHERE b.kind = 'LATE_FEE' AND p.kind = 'BILL'),
    (SELECT sum(p.amount_idr)::bigint FROM ledger.posting p JOIN ledger.account a ON a.account_id = p.credit_id
        WHERE a.kind = 'LATE_FEE')
"""


class Killed(Exception):
    """The charging ended here."""


@contextmanager
def watched(after: int | None = None) -> Iterator[list[str]]:
    """The statements that are sent meanwhile; the one of this number is executed, and then all is killed."""
    sent: list[str] = []

    def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        found = execute(sql, params, many, context)
        sent.append(sql)
        if len(sent) == after:
            raise Killed
        return found

    with connection.execute_wrapper(watch):
        yield sent


@pytest.fixture
def many(db: None) -> None:
    """Ten thousand employers who are two months late."""
    ensure_books()
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(PARTIES, [MANY])
        cursor.execute(WORKER)
        cursor.execute(BILLS)


def test_ten_thousand_are_charged_once_however_often_it_is_killed(many: None) -> None:
    for after in range(3, 30, 3):
        with pytest.raises(Killed), watched(after):
            charge_late_fees(DAY, AT, chunk=MANY // 3)
    with watched() as whole:
        charge_late_fees(DAY, AT, chunk=MANY // 3)
    expected = (MANY, MANY * OF_BILL_IDR, 2 * MANY, MANY * OF_BILL_IDR, 2 * MANY, MANY * OF_BILL_IDR)
    assert rows(FOUND) == [expected]
    # As sets: what is sent does not grow with the employers.
    assert len(whole) < 60
    again = charge_late_fees(DAY, AT)
    assert (again.bills, again.amount_idr, rows(FOUND)) == (0, 0, [expected])


def test_one_statement_charges_them_all(many: None) -> None:
    with watched() as sent:
        done = charge_late_fees(DAY, AT)
    assert (done.bills, done.amount_idr) == (MANY, MANY * OF_BILL_IDR)
    assert len([one for one in sent if "INSERT INTO ledger.late_fee" in one]) == 1
