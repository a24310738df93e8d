"""Is whoever moves from an own membership to an employer covered on every day, and does nobody pay a month twice?

By hand: a month of JKN that was paid covers to the end of the month after it (Perpres 82/2018 Ps 42(1)); months of the
self-employed have a grace of three (bpu.grace_months), so that November covers to 28 February. Employers pay by the
fifteenth of the next month (PP 44/2015 Ps 21(2)).
"""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from payung.act.public import bill_month, collect, enrol_family, enrol_worker
from payung.ledger.public import Employer, system_scope
from tests.act.test_collect import told as money
from tests.act.test_enrol import AT, ON, SLAMET, rows
from tests.act.test_payroll import RIZKI, SLAMET_NO, factory, held, line, outcome, pay, said, taken

pytestmark = pytest.mark.django_db
__all__ = ["factory"]
DECEMBER, NEXT = date(2026, 12, 1), date(2027, 1, 2)
STARTED = date(2026, 11, 2)


def paid(account_no: str | None, amount_idr: int, day: date = ON) -> None:
    """Pay into an account on a day."""
    at = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)
    assert collect(replace(money(1, amount_idr), account_no=account_no or "", paid_at=at), at=at).reason is None


def test_work_paid_by_oneself_covers_until_the_employer_has_paid(tmp_path: Path, factory: Employer) -> None:
    with system_scope():
        own = enrol_worker(uuid.uuid4(), SLAMET, on=ON, at=AT)
        assert own.price is not None
        paid(own.account_no, own.price.amount_idr)
    taken(tmp_path, factory, line(SLAMET_NO))
    with system_scope():
        days = [date(2026, 11, 28), date(2026, 12, 2), date(2026, 12, 20), date(2027, 2, 28), date(2027, 3, 1)]
        assert [said(SLAMET_NO, "JKK", day)[:2] for day in days] == [
            ("ACTIVE", "PAID_BY_SELF"), ("ACTIVE", "PAID_BY_SELF"), ("ACTIVE", "GRACE"), ("ACTIVE", "GRACE"),
            ("WAITING", "FIRST_PAYMENT_DUE"),
        ]  # fmt: skip
        bill_month(DECEMBER, as_of=DECEMBER, at=AT)
        pay(factory)
        assert said(SLAMET_NO, "JKK", date(2026, 12, 2))[:2] == ("ACTIVE", "PAID_BY_EMPLOYER")
    # November was paid by himself: the employer's first month of work accident is December.
    months = "SELECT b.month, b.kind FROM ledger.bill b JOIN ledger.bill_line l USING (bill_id)"
    assert rows(f"{months} WHERE l.programme = 'JKK' ORDER BY 1") == [(date(2026, 12, 1), "PU")]


def test_only_the_programme_that_was_paid_waits_for_the_next_month(tmp_path: Path, factory: Employer) -> None:
    """Who paid JKN himself this month owes the programmes of work from the first day of work."""
    with system_scope():
        own = enrol_family(uuid.uuid4(), RIZKI, 3, on=date(2026, 11, 2), at=AT)
        assert own.price is not None
        paid(own.account_no, own.price.amount_idr, date(2026, 11, 17))
    done = taken(tmp_path, factory, line(RIZKI))
    assert outcome(done, factory) == [("TAKEN", "FROM_OWN NEXT_MONTH")]
    since = {(programme, segment): first for programme, segment, first, _ in held(RIZKI)}
    assert since["JKN", "PPU_BU"] == DECEMBER
    assert {since[one, "PU"] for one in ("JKK", "JKM", "JHT", "JP", "JKP")} == {STARTED}
    with system_scope():
        assert said(RIZKI, "JKN", date(2026, 12, 20)) == ("ACTIVE", "PAID_BY_SELF", date(2026, 12, 31))
        assert said(RIZKI, "JKN", NEXT)[:2] == ("SUSPENDED", "EMPLOYER_ARREARS")
        bill_month(DECEMBER, as_of=DECEMBER, at=AT)
        pay(factory)
        assert said(RIZKI, "JKN", NEXT)[:2] == ("ACTIVE", "PAID_BY_EMPLOYER")


def test_what_was_never_paid_never_held(tmp_path: Path, factory: Employer) -> None:
    """An own membership that waits for its first payment gives way whole: the employer owes from the first day."""
    with system_scope():
        enrol_worker(uuid.uuid4(), SLAMET, on=ON, at=AT)
    done = taken(tmp_path, factory, line(SLAMET_NO))
    assert "NEXT_MONTH" not in outcome(done, factory)[0][1]
    assert {row[2:] for row in held(SLAMET_NO)} == {(STARTED, None)}
    with system_scope():
        assert said(SLAMET_NO, "JKK")[:2] == ("WAITING", "FIRST_PAYMENT_DUE")
