"""Is what nobody told waited for by name, and is the month completed once when it is told?"""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection

from payung.act.public import Billed, bill_month, collect, fill_outbox, tell, untold
from payung.ledger.public import Conflict, name_uuid, outbox, party_of, system_scope, virtual_account_of
from payung.ledger.reader.scope import Scope, within
from payung.reckon.public import evaluate
from tests.act.billed import owe_months, rows, subject
from tests.act.test_collect import told as money

MONTH, ON = date(2026, 11, 1), date(2026, 11, 26)
AT = datetime(2026, 11, 26, 3, tzinfo=UTC)
SELF, MEMBER, OTHER_MEMBER, EMPLOYED, NO_CLASS = 1, 2, 3, 4, 5
SECTOR = "TRADE"
BILLS = """
SELECT bill_id, amount_idr, due_on FROM ledger.bill WHERE month = '2026-11-01' AND {} ORDER BY recorded_at, bill_id
"""
LINES = """
SELECT b.bill_id, l.participant_id, l.programme, l.amount_idr,
    (SELECT sum(p.amount_idr)::bigint FROM ledger.posting p WHERE p.bill_id = b.bill_id AND p.kind = 'BILL')
FROM ledger.bill b JOIN ledger.bill_line l USING (bill_id) WHERE b.month = '2026-11-01' ORDER BY 2, 3
"""


@pytest.fixture(autouse=True)
def enrolled(db: None) -> None:
    """A worker by himself, two members of a cooperative, an employee and a self-paying member: nothing told of any."""
    with system_scope(), connection.cursor() as cursor:
        shop = party_of("KOPERASI", "COOPERATIVE", "Koperasi Maju", "32.01")
        firm = party_of("PT", "EMPLOYER", "PT Maju", "32.01")
        for number, party, segment, programmes in (
            (SELF, None, "BPU", ("JKK", "JKM", "JHT")),
            (MEMBER, shop, "BPU", ("JKK", "JKM")),
            (OTHER_MEMBER, shop, "BPU", ("JKK", "JKM")),
            (EMPLOYED, firm, "PU", ("JKM", "JHT", "JP")),
            (NO_CLASS, None, "PBPU", ("JKN",)),
        ):
            cursor.execute(
                "INSERT INTO ledger.participant (participant_id, subject, name, region_code, entered_by)"
                " VALUES (%s, %s, %s, '32.01.02.2001', 0)",
                [number, subject(number), f"PESERTA {number}"],
            )
            for programme in programmes:
                cursor.execute(
                    "INSERT INTO ledger.enrolment (enrolment_id, act_id, participant_id, subject, region_code,"
                    " programme, segment, payer_id, party_id, since, pay_from, sector, entered_by)"
                    " VALUES (%s, %s, %s, %s, '32.01.02.2001', %s, %s, %s, %s, '2026-01-01', '2026-01-01', %s, 0)",
                    [
                        *(name_uuid(f"{number}/{programme}"), name_uuid(str(number)), number, subject(number)),
                        *(programme, segment, None if party else number, party, SECTOR),
                    ],
                )


def bill(at: datetime = AT, month: date = MONTH) -> Billed:
    """Bill the month, as the night does."""
    return bill_month(month, as_of=max(month, ON), at=at)


def tell_as(region: str | None, participant: int, segment: str, value: int, act: uuid.UUID | None = None) -> Any:
    """Tell a fact as somebody who sees a region."""
    with within(Scope(7, "kader", "AGENT", "SERVICE", 1, region, ())):
        return tell(act or uuid.uuid4(), participant, segment, value, on=ON, at=AT)


def law(programme: str, income: int) -> int:
    """What the rule says of a month."""
    asked = {"contribution_month": MONTH, "income_monthly_idr": income}
    asked |= {"sector": SECTOR} if programme == "JKK" else {}
    rule = f"{programme.lower()}.bpu.contribution"
    return int(evaluate(rule, on=MONTH, inputs=[asked])[0].values["total_idr"])


def test_who_waits_is_shown_with_what_and_whose_move_it_is() -> None:
    with within(Scope(7, "kader", "AGENT", "SERVICE", 1, "32.01", ())):
        found = [(one.row.participant_id, one.row.missing, one.row.programmes, one.holder) for one in untold(ON)]
    assert found == [
        (SELF, "WAGE_UNKNOWN", ("JKK", "JHT"), "PERSON"),
        (MEMBER, "WAGE_UNKNOWN", ("JKK",), "COLLECTIVE"),
        (OTHER_MEMBER, "WAGE_UNKNOWN", ("JKK",), "COLLECTIVE"),
        (EMPLOYED, "WAGE_UNKNOWN", ("JKM", "JHT", "JP"), "EMPLOYER"),
        (NO_CLASS, "CLASS_UNKNOWN", ("JKN",), "PERSON"),
    ]
    with within(Scope(7, "kader", "AGENT", "SERVICE", 1, "33.74", ())):
        assert untold(ON) == []
    assert bill().left_out == {"WAGE_UNKNOWN": 7, "CLASS_UNKNOWN": 1}


def test_an_income_told_completes_the_month_once() -> None:
    bill()
    of_self = BILLS.format(f"participant_id = {SELF}")
    [(first, jkm, _)] = rows(of_self)
    assert jkm == law_of_death()
    act = uuid.uuid4()
    done = tell_as("32.01", SELF, "BPU", 2_000_000, act)
    assert (done.enrolments, done.bills) == (2, 1)
    wanted = law("JKK", 2_000_000) + law("JHT", 2_000_000)
    found = rows(of_self)
    assert sorted(amount for _, amount, _ in found) == sorted((jkm, wanted))
    [(further, _, due_on)] = [row for row in found if row[0] != first]
    # The day of the month has passed: it is due at once.
    assert due_on == ON
    assert {row[1:] for row in rows(LINES) if row[0] == further} == {
        (SELF, "JKK", law("JKK", 2_000_000), wanted),
        (SELF, "JHT", law("JHT", 2_000_000), wanted),
    }
    # The act again, the night again, and another who tells later: nothing more.
    assert tell_as("32.01", SELF, "BPU", 2_000_000, act) == replace(done, bills=0)
    for other in (act, None):
        with pytest.raises(Conflict):
            tell_as("32.01", SELF, "BPU", 9_000_000, other)
    assert bill().bills == 0
    assert rows(of_self) == found
    # The month after, all stand on one bill.
    bill(month=date(2026, 12, 1))
    later = rows("SELECT amount_idr FROM ledger.bill WHERE month = '2026-12-01' AND participant_id = %s", [SELF])
    assert later == [(jkm + wanted,)]


def test_a_collective_gets_what_is_missing_in_the_night_that_follows() -> None:
    bill()
    of_shop = BILLS.format("kind = 'COLLECTIVE'")
    before = rows(of_shop)
    for night, member in enumerate((MEMBER, OTHER_MEMBER), 1):
        tell_as("32.01", member, "BPU", 1_000_000 * night)
        assert [row[0] for row in rows(of_shop)] == [row[0] for row in before]
        assert bill(AT.replace(hour=4, minute=night)).bills == 1
        before = rows(of_shop)
        assert before[-1][1] == law("JKK", 1_000_000 * night)
    assert bill().bills == 0
    assert len({(row[1], row[2]) for row in rows(LINES)}) == len(rows(LINES))


@pytest.mark.parametrize(("participant", "segment", "value"), [(SELF, "BPU", -1), (NO_CLASS, "PBPU", 4)])
def test_a_value_that_cannot_be_is_refused(participant: int, segment: str, value: int) -> None:
    with pytest.raises(ValueError, match=r"income|class"):
        tell_as("32.01", participant, segment, value)


def test_whoever_does_not_see_somebody_tells_nothing() -> None:
    with pytest.raises(Conflict):
        tell_as("33.74", SELF, "BPU", 2_000_000)
    assert rows("SELECT count(*) FROM ledger.enrolment WHERE income_monthly_idr IS NOT NULL") == [(0,)]


def test_a_class_and_a_wage_are_told_too() -> None:
    bill()
    assert tell_as("32.01", NO_CLASS, "PBPU", 2).bills == 1
    assert tell_as("32.01", EMPLOYED, "PU", 5_000_000).bills == 0
    billed = bill()
    assert (billed.bills, billed.left_out) == (1, {"WAGE_UNKNOWN": 4})
    assert rows("SELECT care_class FROM ledger.bill_line WHERE participant_id = %s", [NO_CLASS]) == [(2,)]


def test_what_was_paid_is_not_billed_again_and_each_bill_is_told_of_once() -> None:
    bill(AT.replace(day=1))
    with system_scope():
        account = virtual_account_of(participant_id=SELF)
        outbox.choose_contact(subject(SELF), "32.01", "SMS", "0812", is_allowed=True, language="id", at=AT)
    fill_outbox(as_of=date(2026, 11, 12), at=AT)
    jkm = law_of_death()
    collect(replace(money(SELF, jkm), account_no=account), at=AT)
    tell_as("32.01", SELF, "BPU", 2_000_000)
    for _ in range(2):
        fill_outbox(as_of=ON, at=AT)
    further = law("JKK", 2_000_000) + law("JHT", 2_000_000)
    assert rows("SELECT sum(amount_idr)::bigint FROM ledger.open_bills(%s::bigint, NULL)", [SELF]) == [(further,)]
    told = (
        "SELECT (facts ->> 'amount_idr')::bigint FROM ledger.notice WHERE kind = 'BILL_DUE' AND subject = %s ORDER BY 1"
    )
    assert rows(told, [subject(SELF)]) == sorted([(jkm,), (further,)])


def test_two_bills_of_a_month_are_one_month_of_arrears() -> None:
    for _ in range(2):
        owe_months(SELF, "BPU", date(2026, 8, 1), 3, 6_800)
    assert bill().left_out.get("GRACE_OVER") is None
    owe_months(SELF, "BPU", date(2026, 7, 1), 1, 6_800)
    assert bill(month=date(2026, 12, 1)).left_out["GRACE_OVER"] == 3


def test_a_bill_told_at_another_sum_is_counted_and_nothing_is_billed_beside_it() -> None:
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger.bill (bill_id, participant_id, kind, month, due_on, amount_idr)"
            " VALUES (%s, %s, 'BPU', %s, %s, 999)",
            [uuid.uuid4(), SELF, MONTH, ON],
        )
    assert bill().left_out == {"WAGE_UNKNOWN": 7, "CLASS_UNKNOWN": 1, "BILL_DIFFERS": 1}
    assert rows(BILLS.format(f"participant_id = {SELF}"))[0][1] == 999


def law_of_death() -> int:
    """JKM, which rests on no income."""
    asked = {"contribution_month": MONTH, "sector": SECTOR}
    return int(evaluate("jkm.bpu.contribution", on=MONTH, inputs=[asked])[0].values["total_idr"])
