"""Who is told when another account is named for a claim?"""

from datetime import date

import pytest
from django.db import connection

from payung.ledger.public import system_scope
from tests.act.claim.test_step import ready
from tests.act.claimants import AGENT, Desk

pytestmark = pytest.mark.usefixtures("claim_desk")
TRANSPORT = {"event": "WORK_ACCIDENT", "land_cost_idr": 100_000}


def told_of_accounts() -> list[tuple[str, str, str]]:
    """Whom it was told that another account was named, with its bank and last digits."""
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.name, n.facts ->> 'bank', n.facts ->> 'account_end' FROM ledger.notice n"
            " JOIN ledger.person p USING (subject) WHERE n.kind = 'PAYEE_CHANGED' ORDER BY p.name"
        )
        return cursor.fetchall()


def test_another_account_is_told_to_whom_the_money_is_due() -> None:
    """The claim is of Joko's death, so that his widow and his child are told; a living participant is told himself."""
    desk = ready(Desk())
    assert told_of_accounts() == []
    desk.payee(AGENT, account_no="999 888 777 666", bank="BCA", name="ORANG LAIN")
    assert told_of_accounts() == [("AYU", "BCA", "7666"), ("SARI", "BCA", "7666")]
    own = ready(Desk(), person_id=10, kind="JKK_TRANSPORT", event_on=date(2026, 10, 10), told=TRANSPORT)
    own.payee(account_no="1112223334")
    assert told_of_accounts() == [("AYU", "BCA", "7666"), ("PARTO", "BRI", "3334"), ("SARI", "BCA", "7666")]
