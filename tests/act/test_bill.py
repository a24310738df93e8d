"""Is everybody billed what the law's rules say, once, whatever is killed?"""

import uuid
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection

from payung.act.public import Billed, bill_month
from payung.ledger.public import Chunk, bill_uuid, first_bill_id, name_uuid, system_scope
from payung.reckon.public import evaluate
from tests.act.billed import (
    EMPLOYED,
    FAMILY,
    FARMER,
    MEMBERS,
    PEOPLE,
    WORKER,
    owe_months,
    pay_all,
    rows,
    write_enrolled,
)

MONTH, AT = date(2026, 11, 1), datetime(2026, 11, 1, 1, tzinfo=UTC)
BILLS = (
    "SELECT bill_id, participant_id, party_id, kind, month, due_on, amount_idr, recorded_at FROM ledger.bill ORDER BY 1"
)
LINES = "SELECT * FROM ledger.bill_line ORDER BY 1, 2, 3"
POSTINGS = (
    "SELECT p.posting_id, p.entry, d.kind, d.participant_id, d.party_id, c.kind, c.programme, p.amount_idr, p.kind,"
    " p.bill_id FROM ledger.posting p JOIN ledger.account d ON d.account_id = p.debit_id"
    " JOIN ledger.account c ON c.account_id = p.credit_id ORDER BY 1"
)

# JKK with its relief and JKM, of a member of the collective.
MEMBER_IDR = 13_400
NEW_MEMBER = """
WITH who AS (INSERT INTO ledger.participant (participant_id, subject, name, region_code, entered_by)
    VALUES (%(who)s::bigint, decode(lpad(to_hex(%(who)s::bigint), 32, '0'), 'hex'), 'ANGGOTA BARU', '32.01.02.2001', 0))
INSERT INTO ledger.enrolment (enrolment_id, act_id, participant_id, subject, region_code, programme, segment, party_id,
    since, pay_from, income_monthly_idr, sector, entered_by)
SELECT uuidv7(), %(act)s::uuid, %(who)s::bigint, decode(lpad(to_hex(%(who)s::bigint), 32, '0'), 'hex'), region_code,
    programme, segment, party_id, %(month)s::date, %(month)s::date, income_monthly_idr, sector, 0
FROM ledger.enrolment WHERE participant_id = %(like)s::bigint
"""
LIST_BILL = """
INSERT INTO ledger.bill (bill_id, party_id, kind, month, due_on, amount_idr)
SELECT %s, party_id, 'COLLECTIVE', %s, '2026-11-20', %s FROM ledger.enrolment WHERE participant_id = %s LIMIT 1
"""


@pytest.fixture
def enrolled(db: None) -> None:
    """Eight people who owe."""
    write_enrolled()


def bill(month: date = MONTH, **options: Any) -> Billed:
    """Bill a month on its first day."""
    return bill_month(month, as_of=month, at=AT, **options)


def lines_of(participant: int) -> dict[str, tuple[int, ...]]:
    """By programme: gross, relief, of the state, of the region, of the payer."""
    found = rows(
        "SELECT programme, gross_idr, relief_idr, state_idr, region_idr, amount_idr FROM ledger.bill_line"
        " WHERE participant_id = %s",
        [participant],
    )
    return {programme: tuple(parts) for programme, *parts in found}


def test_a_bill_is_what_the_calculator_says(enrolled: None) -> None:
    billed = bill()
    family = evaluate(
        "jkn.pbpu.contribution", on=MONTH, inputs=[{"contribution_month": MONTH, "care_class": 3, "members": 3}]
    )[0].values
    worker = evaluate(
        "bpu.contribution",
        on=MONTH,
        inputs=[
            {"contribution_month": MONTH, "income_monthly_idr": 2_000_000, "sector": sector, "with_jht": with_jht}
            for sector, with_jht in (("TRANSPORT", True), ("AGRICULTURE", False))
        ],
    )
    found = dict(rows("SELECT participant_id, amount_idr FROM ledger.bill WHERE participant_id IS NOT NULL"))
    assert found == {
        FAMILY[0]: family["member_idr"],
        WORKER: worker[0].values["total_idr"],
        FARMER: worker[1].values["total_idr"],
    }
    assert [sum(column) for column in zip(*(lines_of(member)["JKN"] for member in FAMILY), strict=True)] == [
        *(family["total_idr"], 0, family["central_idr"], family["region_idr"], family["member_idr"])
    ]
    assert sum(parts[1] for parts in lines_of(FARMER).values()) == worker[1].values["relief_idr"] > 0
    assert billed.amount_idr == rows("SELECT sum(amount_idr)::bigint FROM ledger.bill")[0][0]


def test_one_who_pays_for_others_gets_one_bill_an_agency(enrolled: None) -> None:
    billed = bill()
    found = rows(
        "SELECT p.code, b.kind, count(*), count(DISTINCT l.participant_id), sum(l.amount_idr) = min(b.amount_idr)"
        " FROM ledger.bill b JOIN ledger.party p USING (party_id) JOIN ledger.bill_line l USING (bill_id)"
        " GROUP BY 1, 2 ORDER BY 1, 2"
    )
    # Without the risk of the workplace an employer's JKK cannot be reckoned, and is left out by its reason.
    assert found == [
        ("PASAR", "COLLECTIVE", 2 * len(MEMBERS), len(MEMBERS), True),
        ("PT", "JKN", 1, 1, True),
        ("PT", "PU", 3, 1, True),
    ]
    assert billed.left_out == {"RISK_UNKNOWN": 1}


def test_the_risk_of_a_workplace_brings_its_contribution(enrolled: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger.party WHERE code = 'PT' AND risk IS NOT NULL")
        assert cursor.fetchone() == (0,)
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger.party (code, kind, name, region_code, risk)"
            " VALUES ('PT2', 'EMPLOYER', 'PT Aman', '', 'rendah') RETURNING party_id"
        )
        (party,) = cursor.fetchone()
        cursor.execute(
            "INSERT INTO ledger.enrolment (enrolment_id, act_id, participant_id, subject, region_code, programme,"
            " segment, party_id, since, pay_from, income_monthly_idr, entered_by)"
            " SELECT uuidv7(), uuidv7(), participant_id, subject, region_code, 'JKK', 'PU', %s, %s, %s, 5000000, 0"
            " FROM ledger.participant WHERE participant_id = %s",
            [party, MONTH, MONTH, FAMILY[0]],
        )
    bill()
    asked = {"contribution_month": MONTH, "wage_monthly_idr": 5_000_000, "risk": "rendah"}
    due = evaluate("jkk.pu.contribution", on=MONTH, inputs=[asked])[0].values["total_idr"]
    assert rows("SELECT amount_idr FROM ledger.bill WHERE party_id = %s", [party]) == [(due,)]
    assert EMPLOYED not in FAMILY


def test_every_posting_balances_what_is_owed_against_what_is_earned(enrolled: None) -> None:
    bill()
    owed = "SELECT sum(amount_idr)::bigint FROM ledger.posting WHERE kind = "
    assert rows(owed + "'BILL'") == rows("SELECT sum(amount_idr)::bigint FROM ledger.bill")
    given = rows(
        "SELECT t.code, sum(p.amount_idr)::bigint FROM ledger.posting p"
        " JOIN ledger.account a ON a.account_id = p.debit_id"
        " JOIN ledger.party t ON t.party_id = a.party_id WHERE p.kind = 'SUBSIDY' GROUP BY 1 ORDER BY 1 DESC"
    )
    parts = rows("SELECT sum(state_idr)::bigint, sum(region_idr)::bigint FROM ledger.bill_line")[0]
    assert given == [("NEGARA", parts[0]), ("DAERAH-32", parts[1])]
    assert min(parts) > 0


def test_a_second_run_adds_nothing_and_ids_come_from_content(enrolled: None) -> None:
    bill()
    before = (rows(BILLS), rows(LINES), rows(POSTINGS))
    again = bill()
    assert (again.bills, again.lines, again.amount_idr) == (0, 0, 0)
    assert (rows(BILLS), rows(LINES), rows(POSTINGS)) == before
    assert bill_uuid(MONTH, "BPU", WORKER) in [row[0] for row in before[0]]
    assert name_uuid("x").version == bill_uuid(MONTH, "BPU", WORKER).version == 8


@pytest.mark.parametrize("chunk", [1, 3])
def test_a_run_that_was_killed_and_run_again_gives_the_same_rows(enrolled: None, chunk: int) -> None:
    class Killed(Exception):
        """The run ended here."""

    def after(chunks: int) -> Any:
        left = iter(range(chunks))

        def killed(_: Chunk) -> None:
            if next(left, None) is None:
                raise Killed

        return killed

    for chunks in range(4):
        with pytest.raises(Killed):
            bill(chunk=chunk, on_chunk=after(chunks))
    bill(chunk=chunk)
    found = (rows(BILLS), rows(LINES), [row for row in rows(POSTINGS) if row[8] == "BILL"])
    ids = {row[0] for row in found[0]}
    assert len(found[0]) == len(ids) == 6
    assert len(found[2]) == len({(row[9], row[6]) for row in found[2]}) == 12


def test_arrears_grow_to_the_cap_of_the_law_and_no_further(enrolled: None) -> None:
    owe_months(FAMILY[0], "JKN", date(2024, 1, 1), 23, 105_000)
    months = [date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)]
    assert [bill(month).left_out.get("ARREARS_CAP", 0) for month in months] == [0, len(FAMILY), len(FAMILY)]
    pay_all(FAMILY[0], months[-1], AT)
    assert "ARREARS_CAP" not in bill(date(2026, 3, 1)).left_out


def test_a_worker_whose_grace_is_over_is_billed_no_more(enrolled: None) -> None:
    for worker in (WORKER, FARMER):
        owe_months(worker, "BPU", date(2026, 3, 1), 3, 16_800)
    months = [date(2026, 6, 1), date(2026, 7, 1)]
    assert [bill(month).left_out.get("GRACE_OVER", 0) for month in months] == [0, 5]
    pay_all(WORKER, months[-1], AT)
    assert bill(date(2026, 8, 1)).left_out["GRACE_OVER"] == 2


def test_saved_credit_pays_a_month_that_it_fills(enrolled: None) -> None:
    bill(date(2026, 10, 1))
    due = rows("SELECT amount_idr FROM ledger.bill WHERE participant_id = %s", [WORKER])[0][0]
    pay_all(WORKER, date(2026, 10, 5), AT)
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger.posting (posting_id, entry, debit_id, credit_id, amount_idr, effective_on, kind)"
            " SELECT uuidv7(), uuidv7(), b.cash_id, ledger.account_of('CREDIT', %s::bigint, NULL), %s::bigint,"
            " '2026-10-06', 'RECEIPT' FROM ledger.bank_of('BANK_T') b",
            [WORKER, due + 5_000],
        )
    assert bill().paid_from_credit == 1
    assert rows("SELECT count(*) FROM ledger.open_bills(%s::bigint, NULL)", [WORKER]) == [(0,)]


def test_the_first_bill_that_enrolling_gave_out_gets_its_lines(enrolled: None) -> None:
    bill(date(2026, 10, 1))
    due = rows("SELECT amount_idr FROM ledger.bill WHERE participant_id = %s", [FARMER])[0][0]
    first = uuid.uuid4()
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger.bill (bill_id, participant_id, kind, month, due_on, amount_idr)"
            " VALUES (%s, %s, 'BPU', %s, '2026-11-20', %s)",
            [first, FARMER, MONTH, due],
        )
    bill()
    assert rows("SELECT bill_id FROM ledger.bill WHERE participant_id = %s AND month = %s", [FARMER, MONTH]) == [
        (first,)
    ]
    assert rows("SELECT sum(amount_idr)::bigint FROM ledger.bill_line WHERE bill_id = %s", [first]) == [(due,)]
    assert rows("SELECT sum(amount_idr)::bigint FROM ledger.posting WHERE bill_id = %s", [first]) == [(due,)]


def test_every_list_of_a_month_has_its_bill_and_those_before_theirs(enrolled: None) -> None:
    lists = [uuid.UUID(int=number) for number in (1, 2)]
    with system_scope(), connection.cursor() as cursor:
        for number, act_id in enumerate(lists, PEOPLE + 1):
            cursor.execute(NEW_MEMBER, {"who": number, "act": act_id, "like": MEMBERS[0], "month": MONTH})
            cursor.execute(LIST_BILL, [first_bill_id(act_id), MONTH, MEMBER_IDR, MEMBERS[0]])
    bill()
    first, second = (first_bill_id(act_id) for act_id in lists)
    (party,) = rows("SELECT party_id FROM ledger.party WHERE code = 'PASAR'")[0]
    found = rows(
        "SELECT b.bill_id, b.amount_idr, (SELECT sum(l.amount_idr)::bigint FROM ledger.bill_line l USING_BILL),"
        " (SELECT sum(l.amount_idr)::bigint FROM ledger.posting l USING_BILL)"
        " FROM ledger.bill b WHERE b.party_id = %s".replace("USING_BILL", "WHERE l.bill_id = b.bill_id"),
        [party],
    )
    of_those_before = bill_uuid(MONTH, "COLLECTIVE", party, is_party=True)
    whole = len(MEMBERS) * MEMBER_IDR
    assert {row[0]: row[1:] for row in found} == {
        first: (MEMBER_IDR,) * 3,
        second: (MEMBER_IDR,) * 3,
        of_those_before: (whole,) * 3,
    }
    assert bill().bills == 0
    # The month after, all stand on one bill.
    bill(date(2026, 12, 1))
    later = rows("SELECT amount_idr FROM ledger.bill WHERE party_id = %s AND month = '2026-12-01'", [party])
    assert later == [(whole + 2 * MEMBER_IDR,)]


def test_who_died_is_not_billed(enrolled: None) -> None:
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger.participant (participant_id, subject, name, region_code, died_on, entered_by)"
            " VALUES (%s, %s, 'ALMARHUM', '32.01', '2026-10-03', 0)",
            [PEOPLE + 1, b"dead"],
        )
        cursor.execute(
            "INSERT INTO ledger.enrolment (enrolment_id, act_id, participant_id, subject, region_code, programme,"
            " segment, payer_id, since, pay_from, care_class, entered_by) VALUES (uuidv7(), uuidv7(), %s, %s, '32.01',"
            " 'JKN', 'PBPU', %s, '2026-01-01', '2026-01-01', 2, 0)",
            [PEOPLE + 1, b"dead", PEOPLE + 1],
        )
    assert bill(date(2026, 10, 1)).left_out.get("DECEASED") is None
    assert bill().left_out["DECEASED"] == 1


@pytest.mark.parametrize(
    ("programme", "segment", "left_out"),
    [("JHT", "PU", 1), ("JKN", "PPU_BU", 1), ("JKK", "BPU", 1), ("JKM", "BPU", 0)],
)
def test_a_wage_nobody_told_is_left_out_by_its_reason(
    enrolled: None, programme: str, segment: str, left_out: int
) -> None:
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(
            "WITH who AS (INSERT INTO ledger.participant (participant_id, subject, name, region_code, entered_by)"
            " VALUES (%s, %s, 'TANPA UPAH', '32.01', 0)), paid AS (INSERT INTO ledger.party (code, kind, name,"
            " region_code) VALUES ('PT3', 'EMPLOYER', 'PT Tiga', '') RETURNING party_id)"
            " INSERT INTO ledger.enrolment (enrolment_id, act_id, participant_id, subject, region_code, programme,"
            " segment, party_id, since, pay_from, entered_by)"
            " SELECT uuidv7(), uuidv7(), %s, %s, '32.01', %s, %s, party_id, %s, %s, 0 FROM paid",
            [PEOPLE + 1, b"wage", PEOPLE + 1, b"wage", programme, segment, MONTH, MONTH],
        )
    assert bill().left_out.get("WAGE_UNKNOWN", 0) == left_out
    assert len(lines_of(PEOPLE + 1)) == 1 - left_out
