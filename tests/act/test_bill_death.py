"""Is nobody billed for the dead, also when the register tells the death after the enrolment?"""

from datetime import UTC, date, datetime

import pytest
from django.db import connection

from payung.act.public import bill_month
from payung.ledger.public import party_of, system_scope
from tests.act.affair import DEAD
from tests.act.billed import rows

# The register tells that the person died on 1 August.
AUGUST, SEPTEMBER = date(2026, 8, 1), date(2026, 9, 1)
# Entered alive: by himself, by an employer, and as the parent of a worker.
ENTER = """
INSERT INTO ledger.participant (participant_id, subject, name, region_code, entered_by)
SELECT 1, p.subject, 'TERDAFTAR HIDUP', '32.01.01.2001', 0 FROM ledger.person p WHERE p.person_id = %s
"""
WORKER = """
INSERT INTO ledger.participant (participant_id, subject, name, region_code, entered_by)
VALUES (2, 'pekerja', 'PEKERJA', '99', 0)
"""
ENROL = """
INSERT INTO ledger.enrolment (enrolment_id, act_id, participant_id, subject, region_code, programme, segment, payer_id,
    party_id, since, pay_from, care_class, income_monthly_idr, entered_by)
SELECT uuidv7(), uuidv7(), participant_id, subject, region_code, 'JKN', %s, %s, %s, '2026-01-01', '2026-01-01', %s,
    %s, 0
FROM ledger.participant WHERE participant_id = %s
"""
CARD = """
INSERT INTO ledger.family_member (family_member_id, participant_id, subject, region_code, kk_index, relation_code,
    since, entered_by)
SELECT uuidv7(), participant_id, subject, region_code, 'kartu', %s, '2026-01-01', 0 FROM ledger.participant
WHERE participant_id = %s
"""


def left_out(month: date) -> tuple[int, int]:
    """How many were left out as dead, and how many lines there are."""
    billed = bill_month(month, as_of=month, at=datetime(month.year, month.month, 1, 1, tzinfo=UTC))
    return billed.left_out.get("DECEASED", 0), billed.lines


@pytest.mark.parametrize("is_employed", [False, True])
def test_who_died_since_is_not_billed_from_the_month_after(country: None, is_employed: bool) -> None:
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(ENTER, [DEAD])
        firm = party_of("PT", "EMPLOYER", "PT", "31.71")
        cursor.execute(
            ENROL, ["PPU_BU", None, firm, None, 8_000_000, 1] if is_employed else ["BP", 1, None, 3, None, 1]
        )
    assert [left_out(month) for month in (AUGUST, SEPTEMBER)] == [(0, 1), (1, 0)]


def test_a_dead_parent_costs_the_worker_nothing_more(country: None) -> None:
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(ENTER, [DEAD])
        cursor.execute(WORKER)
        firm = party_of("PT", "EMPLOYER", "PT", "31.71")
        cursor.execute(ENROL, ["PPU_BU", None, firm, None, 8_000_000, 2])
        cursor.execute(ENROL, ["PPU_BU", 2, None, None, None, 1])
        for place, participant in ((1, 2), (7, 1)):
            cursor.execute(CARD, [place, participant])
    for month in (AUGUST, SEPTEMBER):
        left_out(month)
    found = rows("SELECT b.month, l.worker_idr FROM ledger.bill b JOIN ledger.bill_line l USING (bill_id) ORDER BY 1")
    assert found == [(AUGUST, 160_000), (SEPTEMBER, 80_000)]


def test_the_share_of_a_region_that_nobody_knows_is_booked_all_the_same(country: None) -> None:
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(WORKER)
        cursor.execute(ENROL, ["PBPU", 2, None, 3, None, 2])
    left_out(AUGUST)
    given = rows(
        "SELECT t.code, p.amount_idr FROM ledger.posting p JOIN ledger.account a ON a.account_id = p.debit_id"
        " JOIN ledger.party t ON t.party_id = a.party_id WHERE p.kind = 'SUBSIDY' ORDER BY 1"
    )
    parts = rows("SELECT region_idr, state_idr FROM ledger.bill_line")[0]
    assert given == [("DAERAH-00", parts[0]), ("NEGARA", parts[1])]
