"""Do bills reckon with the group of risk of their month, lists with the size of their day; and is every change kept?

By hand: JKK is 0,89 % of the wage at medium risk and 1,27 % at high (PP 44/2015 Ps 16(1)): of Rp6.000.000 Rp53.400 and
Rp76.200. A medium or large enterprise owes JP, a small one does not (Perpres 109/2013 Ps 6(3)): 3 % is Rp180.000.
"""

import uuid
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from payung.act.employ.change import change_employer
from payung.act.public import bill_month
from payung.ledger.public import Employer, changes, employer, enter_employer, system_scope
from tests.act.test_enrol import AT, ON, rows
from tests.act.test_payroll import RIZKI, factory, held, line, taken

pytestmark = pytest.mark.django_db
__all__ = ["factory"]
NOVEMBER, DECEMBER, JANUARY = date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)
JKK = (
    "SELECT b.month, l.amount_idr FROM ledger.bill b JOIN ledger.bill_line l USING (bill_id)"
    " WHERE l.programme = 'JKK' ORDER BY 1"
)


def change(by: Employer, since: date, risk: str, scale: str = "MEDIUM_LARGE", number: int = 1) -> str:
    """A change entered on the day."""
    return change_employer(uuid.UUID(int=number), by, since, risk, scale, on=ON, at=AT)


def test_bills_reckon_with_the_risk_of_their_month(tmp_path: Path, factory: Employer) -> None:
    taken(tmp_path, factory, line(RIZKI))
    with system_scope():
        assert change(factory, DECEMBER, "tinggi") == "CHANGED"
        for month in (NOVEMBER, DECEMBER, JANUARY):
            bill_month(month, as_of=month, at=datetime(month.year, month.month, 28, tzinfo=UTC))
    assert rows(JKK) == [(NOVEMBER, 53_400), (DECEMBER, 76_200), (JANUARY, 76_200)]


def test_a_wrong_change_is_corrected_by_a_row_that_names_it(tmp_path: Path, factory: Employer) -> None:
    taken(tmp_path, factory, line(RIZKI))
    with system_scope():
        for _ in range(2):
            assert change(factory, DECEMBER, "sangat_tinggi") == "CHANGED"
        later = datetime(2026, 11, 30, tzinfo=UTC)
        told = change_employer(uuid.UUID(int=2), factory, DECEMBER, "tinggi", "MEDIUM_LARGE", on=ON, at=later)
        assert told == "CHANGED"
        assert [(one.risk, one.corrects) for one in changes(factory.party_id)] == [
            ("sangat_tinggi", None), ("tinggi", uuid.UUID(int=1)),
        ]  # fmt: skip
        # A month billed while only the first was known keeps what it said.
        bill_month(DECEMBER, as_of=DECEMBER, at=AT)
        bill_month(JANUARY, as_of=JANUARY, at=datetime(2027, 1, 2, tzinfo=UTC))
    assert rows(JKK) == [(NOVEMBER, 53_400), (DECEMBER, 104_400), (JANUARY, 76_200)]


def test_what_cannot_be_changed_is_refused_by_name(factory: Employer) -> None:
    with system_scope():
        assert [
            change(factory, date(2026, 12, 2), "tinggi"), change(factory, date(2026, 10, 1), "tinggi"),
            change(factory, DECEMBER, "sedang"), change(factory, DECEMBER, "besar"),
            change(factory, DECEMBER, "tinggi", "HUGE"),
        ] == ["NOT_A_MONTH", "SINCE_PASSED", "SAME", "RISK_UNKNOWN", "SCALE_UNKNOWN"]  # fmt: skip
        assert changes(factory.party_id) == []
        assert change(factory, DECEMBER, "tinggi") == "CHANGED"
        # The same id with another content is not the same change.
        assert change(factory, JANUARY, "rendah") == "TAKEN"
        assert employer(code=factory.code, on=ON) == factory
        assert employer(code=factory.code, on=JANUARY).risk == "tinggi"  # type: ignore[union-attr]


def test_an_enterprise_that_grew_owes_more_from_then_on(tmp_path: Path, db: None) -> None:
    with system_scope():
        by = enter_employer("20009401", "PT Tumbuh", "32.01", "sedang", "SMALL")
    taken(tmp_path, by, line(RIZKI, start="01/09/2026"))
    assert "JP" not in {row[0] for row in held(RIZKI)}
    with system_scope():
        assert change(by, NOVEMBER, "sedang") == "CHANGED"
    taken(tmp_path, by, line(RIZKI, start="01/09/2026", village="33.74.01.1001 "))
    assert [row[2] for row in held(RIZKI) if row[0] == "JP"] == [NOVEMBER]
    jp = "SELECT b.month, l.amount_idr FROM ledger.bill b JOIN ledger.bill_line l USING (bill_id)"
    assert rows(f"{jp} WHERE l.programme = 'JP'") == [(NOVEMBER, 180_000)]
