"""Do the steps of a claim hold: papers, accounts, two people, appeals, corrections, repeats, and who sees what?"""

import uuid
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from payung.act.public import (
    Filing,
    add_document,
    appeal,
    estimate,
    file_claim,
    pay,
    read_document,
)
from payung.ledger.public import (
    CannotOpen,
    claim_counts,
    claim_file,
    claims,
    claims_of,
    paid_months,
    participant_of,
    system_scope,
)
from tests.act.claimants import (
    AGENT,
    AT,
    CHECKER,
    FILED_ON,
    MAKER,
    PDF,
    SECOND_MAKER,
    WORKER,
    Desk,
    seen_by,
)

pytestmark = pytest.mark.usefixtures("claim_desk")
DEATH: dict[str, Any] = {"person_id": 2, "kind": "JKM_DEATH", "event_on": date(2026, 10, 10)}
LATE: dict[str, Any] = {"person_id": 9, "kind": "JKM_DEATH", "event_on": date(2026, 8, 1)}
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (1000).to_bytes(4) + (1000).to_bytes(4) + b"\x08\x02\x00\x00\x00"
HUGE = PNG[:16] + (60_000).to_bytes(4) + (60_000).to_bytes(4)
JPEG = b"\xff\xd8\xff\xe0\x00\x04\x00\x00\xff\xc0\x00\x0b\x08\x03\xe8\x03\xe8\x01\x00\x00\x00"


def ready(desk: Desk, user: int = MAKER, **filing: Any) -> Desk:
    """A claim with everything an officer needs."""
    assert desk.file(user, **(filing or DEATH)).outcome == "FILED"
    desk.papers(user)
    assert desk.payee(user).outcome == "DONE"
    return desk


def refused(**filing: Any) -> Desk:
    """A claim that was refused by two people."""
    desk = Desk()
    assert desk.file(**(filing or LATE)).outcome == "FILED"
    assert desk.propose().outcome == "DONE"
    assert desk.check().outcome == "DONE"
    assert desk.state() == "REFUSED"
    return desk


def test_a_claim_goes_its_way_and_everybody_sees_where_it_is() -> None:
    desk = Desk()
    assert desk.file(WORKER, **DEATH).outcome == "FILED"
    assert desk.state(WORKER) == "WAITS_DOCUMENTS"
    desk.papers(WORKER)
    assert desk.state() == "WAITS_PAYEE"
    desk.payee(WORKER)
    assert desk.state() == "WAITS_MAKER"
    desk.propose()
    assert desk.state() == "WAITS_CHECKER"
    desk.check(verdict="RETURNED", note="hitung lagi")
    assert desk.state() == "WAITS_MAKER"
    desk.propose()
    desk.check()
    assert desk.state(WORKER) == "WAITS_PAYMENT"
    desk.pay()
    assert desk.state(WORKER) == "PAID"
    with seen_by(MAKER):
        assert claim_counts(desk.at) == {"PAID": 1}
        assert [one.claim_id for one in claims(desk.at, ["PAID"])] == [desk.claim_id]


def test_a_repeat_changes_nothing_and_other_content_is_a_conflict() -> None:
    desk = Desk()
    assert desk.file(**DEATH).outcome == "FILED"
    desk.at = AT
    assert desk.file(**DEATH).outcome == "REPEAT"
    said = desk.file(**{**DEATH, "kind": "JKK_DEATH"})
    assert (said.outcome, said.reason) == ("REFUSED", "OTHER_CONTENT")


def test_the_same_event_is_claimed_once_whoever_asks() -> None:
    assert Desk().file(WORKER, **DEATH).outcome == "FILED"
    assert Desk().file(AGENT, **DEATH).reason == "SAME_EVENT"
    assert Desk().file(MAKER, **DEATH).reason == "SAME_EVENT"


def test_a_death_is_paid_by_one_programme_only() -> None:
    work = ready(Desk(), person_id=2, kind="JKK_DEATH", event_on=date(2026, 10, 9))
    work.propose()
    work.check()
    other = ready(Desk())
    other.propose()
    with seen_by(MAKER):
        found = claim_file(other.claim_id, other.at)
    assert found is not None
    assert found.decision is not None
    assert (found.decision.answer, found.decision.reason) == ("REFUSE", "OTHER_BENEFIT_PAID")


def test_a_scholarship_is_asked_for_once_a_school_year() -> None:
    first = {"person_id": 2, "kind": "JKM_SCHOLARSHIP", "event_on": date(2026, 10, 10), "child_id": 3}
    told = {"told": {"level": "SMP"}}
    ready(Desk(), **first, **told)
    assert Desk().file(**first, **told).reason == "SAME_EVENT"
    assert Desk().file(**first, **told, on=date(2027, 6, 30)).reason == "SAME_EVENT"
    assert Desk().file(**first, **told, on=date(2027, 7, 1)).outcome == "FILED"


def test_nobody_checks_what_they_made_or_filed() -> None:
    desk = ready(Desk(), MAKER)
    desk.propose(SECOND_MAKER)
    assert desk.check(SECOND_MAKER).reason == "SAME_PERSON"
    assert desk.check(MAKER).reason == "SAME_PERSON"
    assert desk.check(CHECKER, verdict="RETURNED").reason == "GROUND_MISSING"
    assert desk.check(CHECKER).outcome == "DONE"


def test_what_is_decided_is_not_decided_again() -> None:
    desk = ready(Desk())
    desk.propose()
    assert desk.propose(SECOND_MAKER).reason == "ALREADY_DECIDED"
    desk.check()
    assert desk.propose().reason == "ALREADY_DECIDED"
    assert desk.check().reason == "ALREADY_CHECKED"


def test_without_papers_or_account_nothing_is_paid_but_a_refusal_needs_neither() -> None:
    desk = Desk()
    desk.file(**DEATH)
    assert desk.propose().reason == "DOCUMENTS_MISSING"
    desk.papers()
    assert desk.propose().reason == "PAYEE_MISSING"
    assert desk.propose(refusal="EVENT_NOT_PROVEN").outcome == "DONE"
    desk.check(verdict="RETURNED", note="x")
    with pytest.raises(ValueError, match="WHIM"):
        desk.propose(refusal="WHIM")


def test_a_changed_account_waits_and_is_checked_again() -> None:
    desk = ready(Desk())
    desk.propose()
    desk.check()
    assert desk.payee(AGENT, account_no="999 888 777 666", name="ORANG LAIN").outcome == "DONE"
    assert desk.state() == "WAITS_CHECKER"
    assert desk.pay()[0].reason == "PAYEE_NOT_CHECKED"
    assert desk.check().outcome == "DONE"
    assert desk.state() == "WAITS_COOL_OFF"
    assert desk.pay(hours=71)[0].reason == "COOL_OFF"
    assert desk.state(hours=73) == "WAITS_PAYMENT"
    assert desk.pay(hours=73)[0].outcome == "DONE"
    assert desk.payee().reason == "ALREADY_PAID"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"account_no": "12345"}, "ACCOUNT_FORM"),
        ({"account_no": "-5000000"}, "DONE"),
        ({"account_no": "12345678x"}, "ACCOUNT_FORM"),
        ({"account_no": "1" * 21}, "ACCOUNT_FORM"),
        ({"name": " "}, "PAYEE_UNREADABLE"),
        ({"relation": "FRIEND"}, "PAYEE_UNREADABLE"),
        ({"bank": "PIGGY"}, "PAYEE_UNREADABLE"),
    ],
)
def test_an_account_is_read_or_refused(change: dict[str, str], reason: str) -> None:
    desk = Desk()
    desk.file(**DEATH)
    said = desk.payee(**change)
    assert (said.reason or said.outcome) == reason


def test_an_account_that_many_claims_name_is_shown_to_the_checker() -> None:
    ready(Desk())
    other = ready(Desk(), person_id=12, kind="JKM_DEATH", event_on=date(2026, 10, 5))
    with seen_by(CHECKER):
        found = claim_file(other.claim_id, other.at)
    assert found is not None
    assert found.payee is not None
    assert found.payee.uses == 1
    assert found.payee.account_masked == "••••••7890"


def test_a_refusal_may_be_appealed_once_and_another_officer_decides() -> None:
    desk = refused()
    with seen_by(AGENT):
        args = {"on": FILED_ON, "at": desk.at}
        assert appeal(uuid.uuid4(), desk.claim_id, ground="  ", **args).reason == "GROUND_MISSING"
        number = uuid.uuid4()
        assert appeal(number, desk.claim_id, ground="Iuran April dibayar di kantor pos", **args).outcome == "DONE"
        assert appeal(number, desk.claim_id, ground="Iuran April dibayar di kantor pos", **args).outcome == "REPEAT"
        assert appeal(uuid.uuid4(), desk.claim_id, ground="lagi", **args).reason == "ALREADY_APPEALED"
    assert desk.state() == "APPEALED"
    assert desk.propose(MAKER).reason == "SAME_MAKER"
    assert desk.propose(SECOND_MAKER).outcome == "DONE"
    assert desk.check().outcome == "DONE"
    assert desk.state() == "REFUSED"
    with seen_by(AGENT):
        assert appeal(uuid.uuid4(), desk.claim_id, ground="sekali lagi", **args).outcome == "DONE"


def test_what_was_not_refused_is_not_appealed() -> None:
    desk = ready(Desk())
    with seen_by(MAKER):
        args = {"ground": "x", "on": FILED_ON, "at": desk.at}
        assert appeal(uuid.uuid4(), desk.claim_id, **args).reason == "NOT_A_REFUSAL"
        assert appeal(uuid.uuid4(), uuid.uuid4(), **args).reason == "UNKNOWN_CLAIM"
    desk.propose()
    with seen_by(MAKER):
        assert appeal(uuid.uuid4(), desk.claim_id, **args).reason == "NOT_A_REFUSAL"


def test_a_refused_claim_is_filed_again_by_naming_it_and_a_paid_one_is_not() -> None:
    old = refused()
    assert Desk().file(**LATE).reason == "SAME_EVENT"
    again = Desk()
    assert again.file(**LATE, corrects=old.claim_id).outcome == "FILED"
    assert old.state() == "REPLACED"
    assert Desk().file(**LATE, corrects=old.claim_id).reason == "ALREADY_CORRECTED"
    assert old.propose().reason == "CORRECTED"
    paid = ready(Desk())
    paid.propose()
    paid.check()
    paid.pay()
    assert Desk().file(**DEATH, corrects=paid.claim_id).reason == "CORRECTS_PAID"
    assert Desk().file(**DEATH, corrects=again.claim_id).reason == "CORRECTS_OTHER"


def test_a_corrected_claim_is_not_paid() -> None:
    desk = ready(Desk())
    desk.propose()
    desk.check()
    assert Desk().file(**DEATH, corrects=desk.claim_id).outcome == "FILED"
    assert desk.pay()[0].reason == "CORRECTED"
    assert desk.check().reason in ("NOT_WHAT_STANDS", "ALREADY_CHECKED")


def test_paying_again_pays_nothing() -> None:
    desk = ready(Desk())
    desk.propose()
    desk.check()
    number = uuid.uuid4()
    with seen_by(MAKER):
        first, amount_idr = pay(number, desk.claim_id, on=FILED_ON, at=desk.at)
        again, told_idr = pay(number, desk.claim_id, on=FILED_ON, at=desk.at)
        other, nothing = pay(uuid.uuid4(), desk.claim_id, on=FILED_ON, at=desk.at)
    assert (first.outcome, again.outcome, amount_idr, told_idr) == ("DONE", "REPEAT", 42_000_000, 42_000_000)
    assert (other.reason, nothing) == ("ALREADY_PAID", 0)
    assert sums() == (42_000_000, 42_000_000, 0)


def sums() -> tuple[int, int, int]:
    """Approved decisions that were paid, payouts in the books, and what all accounts sum to."""
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT coalesce(sum(d.amount_idr), 0) FROM ledger.claim_payment m"
            " JOIN ledger.claim_check k ON k.check_id = m.check_of_id AND k.verdict = 'APPROVED'"
            " JOIN ledger.claim_decision d USING (decision_id)),"
            " (SELECT coalesce(sum(amount_idr), 0) FROM ledger.posting WHERE kind = 'PAYOUT'),"
            " (SELECT coalesce(sum(ledger.balance_of(account_id)), 0) FROM ledger.account)"
        )
        return cursor.fetchone()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (PDF, "DONE"),
        (PNG, "DONE"),
        (JPEG, "DONE"),
        (b"", "FILE_EMPTY"),
        (b"PK\x03\x04" + b"\0" * 100, "FILE_KIND"),
        (b"\x1f\x8b\x08" + b"\0" * 100, "FILE_KIND"),
        (b"<html>", "FILE_KIND"),
        (b"\x89PNG\r\n\x1a\n", "FILE_KIND"),
        (b"\xff\xd8\xff\xe0", "FILE_KIND"),
        (HUGE, "FILE_PICTURE_TOO_LARGE"),
        (PDF + b"0" * 6_000_000, "FILE_TOO_LARGE"),
    ],
    ids=["pdf", "png", "jpeg", "empty", "zip", "gzip", "page", "short-png", "short-jpeg", "bomb", "large"],
)
def test_a_paper_is_kept_or_refused_unopened(content: bytes, reason: str) -> None:
    desk = Desk()
    desk.file(**DEATH)
    number = uuid.uuid4()
    with seen_by(MAKER):
        said = add_document(number, desk.claim_id, kind="KTP", content=content, on=FILED_ON, at=AT)
        assert (said.reason or said.outcome) == reason
        assert (read_document(number) is not None) is (reason == "DONE")


def test_papers_are_sealed_and_seen_only_in_scope() -> None:
    desk = Desk()
    desk.file(**{**DEATH, "person_id": 12, "event_on": date(2026, 10, 5)})
    number = uuid.uuid4()
    with seen_by(MAKER):
        args = {"kind": "KTP", "content": PDF, "on": FILED_ON, "at": AT}
        assert add_document(number, desk.claim_id, **args).outcome == "DONE"
        assert add_document(uuid.uuid4(), desk.claim_id, **args).outcome == "REPEAT"
        assert add_document(uuid.uuid4(), desk.claim_id, **{**args, "kind": "DIARY"}).reason == "DOCUMENT_UNKNOWN"
        found = read_document(number)
        assert found is not None
        assert found[1] == PDF
    place = settings.DATA_DIR / "documents" / str(number)[-2:] / str(number)
    assert PDF not in place.read_bytes()
    with seen_by(WORKER):
        assert read_document(number) is None
        assert claim_file(desk.claim_id, AT) is None
        assert add_document(uuid.uuid4(), desk.claim_id, **args).reason == "UNKNOWN_CLAIM"
    place.write_bytes(place.read_bytes()[:-1] + b"x")
    with seen_by(MAKER), pytest.raises(CannotOpen):
        read_document(number)


def test_a_worker_claims_for_the_own_family_only() -> None:
    assert Desk().file(WORKER, person_id=12, kind="JKM_DEATH", event_on=date(2026, 10, 5)).reason == "PERSON_NOT_SEEN"
    assert Desk().file(WORKER, **DEATH).outcome == "FILED"
    with seen_by(WORKER):
        assert len(claims_of(participant_of(2), AT)) == 1
        assert len(claims(AT)) == 1


def test_an_estimate_takes_the_claimants_figures_and_keeps_nothing() -> None:
    filing = Filing(uuid.uuid4(), 5, "JHT_FULL", date(2026, 9, 15), {"cause": "DISMISSED", "balance_idr": 7_000_000})
    with seen_by(MAKER):
        said = estimate(filing, on=FILED_ON, at=AT)
        assert not isinstance(said, str)
        assert (said.answer, said.amount_idr) == ("PAY", 7_000_000)
        assert "Rp7.000.000" in said.sentence("id")
        assert claims(AT) == []
        assert (
            estimate(Filing(uuid.uuid4(), 999, "JHT_FULL", date(2026, 9, 15)), on=FILED_ON, at=AT) == "PERSON_NOT_SEEN"
        )
        assert (
            file_claim(Filing(uuid.uuid4(), 5, "GIFT", date(2026, 9, 15)), on=FILED_ON, at=AT).reason == "UNKNOWN_KIND"
        )


def test_months_paid_through_payung_carry_the_cover_on() -> None:
    """LAMA's register says March; a payment for April on 5 April, before the event, counts, a later one does not."""
    with system_scope(), connection.cursor() as cursor:
        number = participant_of(9)
        for month, paid_on in (("2026-04-01", "2026-04-05"), ("2026-05-01", "2026-09-01")):
            bill, payment = uuid.uuid4(), uuid.uuid4()
            cursor.execute(
                "INSERT INTO ledger.party (code, kind, name, region_code) VALUES ('B', 'BANK', 'B', '')"
                " ON CONFLICT DO NOTHING"
            )
            cursor.execute("SELECT party_id FROM ledger.party WHERE code = 'B'")
            (bank,) = cursor.fetchone()
            cursor.execute(
                "INSERT INTO ledger.bill (bill_id, participant_id, kind, month, due_on, amount_idr)"
                " VALUES (%s, %s, 'BPU', %s, %s, 16800)",
                [bill, number, month, month],
            )
            cursor.execute(
                "INSERT INTO ledger.bill_line (bill_id, participant_id, programme, gross_idr, relief_idr, state_idr,"
                " region_idr, amount_idr) VALUES (%s, %s, 'JKM', 16800, 0, 0, 0, 16800)",
                [bill, number],
            )
            cursor.execute(
                "INSERT INTO ledger.payment (payment_id, channel_id, kind, request_id, account_no, amount_idr, paid_at,"
                " paid_on, received_on, outcome, settled_bills, credit_after_idr)"
                " VALUES (%s, %s, 'VA', %s, '1', 16800, %s, %s, %s, 'SETTLED', 1, 0)",
                [payment, bank, str(payment), paid_on, paid_on, paid_on],
            )
            cursor.execute(
                "INSERT INTO ledger.allocation (allocation_id, bill_id, payment_id, amount_idr)"
                " VALUES (%s, %s, %s, 16800)",
                [uuid.uuid4(), bill, payment],
            )
        assert paid_months(number, "JKM", date(2026, 8, 1)) == [date(2026, 4, 1)]
    # April and three months of grace: covered to 31 July; the death on 1 August is a day too late.
    desk = refused()
    with seen_by(MAKER):
        found = claim_file(desk.claim_id, desk.at)
    assert found is not None
    assert found.decision is not None
    assert found.decision.reason == "GRACE_OVER"
    (cover,) = [one for one in found.decision.computed["rules"] if one["rule"] == "tk.cover"]
    assert cover["outputs"]["covered_until"] == "2026-07-31"
