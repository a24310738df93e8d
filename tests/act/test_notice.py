"""Is everybody told once, by day, only who allowed it, and never after the fact was cured?"""

import json
import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection

from payung.act.public import (
    FileSink,
    GatewayAway,
    Message,
    bill_month,
    collect,
    enrol_worker,
    fill_outbox,
    notify,
    quiet_until,
    send_due,
    worded,
)
from payung.ledger.models.notice import NOTICE_KINDS
from payung.ledger.public import Told, outbox, participant_of, system_scope, virtual_account_of
from tests.act.billed import FAMILY, FARMER, WORKER, pay_all, rows, subject, write_enrolled
from tests.act.test_collect import told as money
from tests.country import PEOPLE, nik_of

NOON = datetime(2026, 11, 8, 5, tzinfo=UTC)
AS_OF, MONTH = date(2026, 11, 8), date(2026, 11, 1)
REGION = "32.01.02.2001"


class Broken:
    """A gateway that is away."""

    def send(self, message: Message) -> None:
        """Take nothing."""
        raise GatewayAway("HTTP 503")


@pytest.fixture
def owing(db: None) -> None:
    """Families and workers with a bill for the month; two of them allowed a way."""
    write_enrolled()
    bill_month(MONTH, as_of=MONTH, at=NOON - timedelta(days=7))
    for participant, channel, is_allowed in (
        (FAMILY[0], "WHATSAPP", True),
        (WORKER, "SMS", True),
        (FARMER, "SMS", False),
    ):
        allow(participant, channel, is_allowed=is_allowed)


def allow(participant: int, channel: str, *, is_allowed: bool = True) -> None:
    """What a person says of a channel."""
    with system_scope():
        outbox.choose_contact(
            subject(participant), REGION, channel, "08120000000", is_allowed=is_allowed, language="id", at=NOON
        )


def fill() -> dict[str, int]:
    """What is entered when everything due is told, by kind."""
    return {kind: count for kind, count in fill_outbox(as_of=AS_OF, at=NOON).items() if count}


def sent(file: Path) -> list[dict[str, str]]:
    """The messages that left."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] if file.exists() else []


def by_all(sink: object) -> dict[str, object]:
    """One way for every channel."""
    return dict.fromkeys(("EMAIL", "SMS", "WHATSAPP"), sink)


def test_a_bill_that_is_due_is_told_once_to_who_allowed_it(owing: None, tmp_path: Path) -> None:
    assert fill() == {"BILL_DUE": 1}
    assert fill() == {}
    sink = FileSink(tmp_path / "outbox.jsonl")
    assert send_due(by_all(sink), at=NOON) == {"SENT": 1}
    assert send_due(by_all(sink), at=NOON) == {}
    (message,) = sent(sink.file)
    assert message["channel"] == "WHATSAPP"
    assert "November 2026" in message["text"]
    assert "Rp105.000" in message["text"]
    assert rows("SELECT outcome FROM ledger.notice_attempt") == [("SENT",)]


def test_who_paid_meanwhile_is_not_warned(owing: None, tmp_path: Path) -> None:
    fill()
    pay_all(FAMILY[0], AS_OF, NOON)
    sink = FileSink(tmp_path / "outbox.jsonl")
    assert send_due(by_all(sink), at=NOON) == {"CURED": 1}
    assert sent(sink.file) == []


def test_who_takes_back_the_word_is_not_written_to(owing: None, tmp_path: Path) -> None:
    fill()
    allow(FAMILY[0], "WHATSAPP", is_allowed=False)
    assert send_due(by_all(FileSink(tmp_path / "o.jsonl")), at=NOON) == {"NO_CONSENT": 1}


@pytest.mark.parametrize(
    ("region", "hour_utc", "until"),
    [
        ("32.01", 5, None),
        ("32.01", 13, datetime(2026, 11, 9, 1, tzinfo=UTC)),
        ("32.01", 0, datetime(2026, 11, 8, 1, tzinfo=UTC)),
        ("73.71", 0, None),
        ("73.71", 12, datetime(2026, 11, 9, 0, tzinfo=UTC)),
        ("94.01", 11, datetime(2026, 11, 8, 23, tzinfo=UTC)),
        ("", 13, datetime(2026, 11, 9, 1, tzinfo=UTC)),
    ],
)
def test_nobody_is_disturbed_at_night_by_the_clock_of_the_region(
    region: str, hour_utc: int, until: datetime | None
) -> None:
    assert quiet_until(region, datetime(2026, 11, 8, hour_utc, tzinfo=UTC)) == until


def test_at_night_a_notice_waits_for_the_morning(owing: None, tmp_path: Path) -> None:
    fill()
    gateways = by_all(FileSink(tmp_path / "o.jsonl"))
    night = datetime(2026, 11, 8, 15, tzinfo=UTC)
    assert send_due(gateways, at=night) == {"LATER": 1}
    assert send_due(gateways, at=night + timedelta(hours=9)) == {}
    assert send_due(gateways, at=night + timedelta(hours=11)) == {"SENT": 1}


def test_what_fails_is_tried_again_later_and_ends_as_a_dead_letter(owing: None) -> None:
    fill()
    at, outcomes = NOON, []
    for minutes in (0, 1, 5, 30, 120, 720 * 2):
        at += timedelta(minutes=minutes)
        outcomes.append(send_due(by_all(Broken()), at=at))
        assert send_due(by_all(Broken()), at=at) == {}
    assert outcomes == [{"FAILED": 1}] * 5 + [{"DEAD": 1}]
    with system_scope():
        (dead,) = outbox.notices("DEAD")
    assert (dead.tries, dead.detail, dead.next_at) == (6, "HTTP 503", None)


def test_a_sender_killed_after_sending_sends_nothing_twice(owing: None, tmp_path: Path) -> None:
    fill()

    class Killed(Exception):
        """The program ended here."""

    class Kills(FileSink):
        """Sends, and then the program is killed before it can say so."""

        def send(self, message: Message) -> None:
            super().send(message)
            raise Killed

    file = tmp_path / "outbox.jsonl"
    with pytest.raises(Killed):
        send_due(by_all(Kills(file)), at=NOON)
    assert rows("SELECT count(*) FROM ledger.notice_attempt") == [(0,)]
    assert send_due(by_all(FileSink(file)), at=NOON) == {"SENT": 1}
    assert len(sent(file)) == 1


def test_an_act_tells_in_its_own_transaction_and_a_repeat_is_harmless(owing: None) -> None:
    facts = {"decree": "1/HUK/2026", "what": "iuran Anda dibayar negara", "effect_on": "2026-12-01"}
    with system_scope():
        assert notify(subject(WORKER), REGION, "DECREE_NOTICE", "d1", facts, at=NOON)
        assert not notify(subject(WORKER), REGION, "DECREE_NOTICE", "d1", facts, at=NOON)
    with system_scope(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger.notice_queue")
        assert cursor.fetchone() == (1,)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("kind", NOTICE_KINDS)
def test_every_notice_has_words_in_both_languages(kind: str, language: str) -> None:
    facts = {
        **{"programme": "JKN", "until": "2026-11-30", "since": "2026-11-01", "reason": "ARREARS"},
        **{"route": "PAY_ARREARS", "price_idr": 420_000, "movers": "PERSON,BPJS_KESEHATAN", "article": "Ps 42"},
        **{"month": "2026-11-01", "due_on": "2026-11-10", "amount_idr": 105_000, "account": "88888", "bills": 2},
        **{"paid_on": "2026-11-05", "credit_idr": 0, "pay_from": "2026-11-15", "decree": "1/HUK/2026"},
        **{"bank": "BRI", "account_end": "7890", "payable_on": "2026-11-05"},
        **{"what": "x", "effect_on": "2026-12-01", "object_until": "2026-11-20"},
    }
    said = worded(kind, facts, language)
    assert "{" not in said.subject + said.text
    assert " - " not in said.text
    assert len(said.text) < 320


def owe(person: int, amount_idr: int) -> str:
    """The account on which a person of the country owes its family's month."""
    with system_scope(), connection.cursor() as cursor:
        head = participant_of(person)
        cursor.execute(
            "INSERT INTO ledger.bill (bill_id, participant_id, kind, month, due_on, amount_idr, recorded_at)"
            " VALUES (%s, %s, 'JKN', '2026-11-01', '2026-11-10', %s, %s)",
            [uuid.uuid4(), head, amount_idr, NOON],
        )
        return virtual_account_of(participant_id=head)


def pay_into(account_no: str, amount_idr: int) -> None:
    """A payment that the bank tells now."""
    collect(replace(money(1, amount_idr), account_no=account_no, paid_at=NOON), at=NOON)


@pytest.fixture
def suspended(db: None) -> str:
    """A mother and her child are told that their cover ended; the account on which the family owes is returned."""
    with system_scope():
        for person in (1, 3):
            index, region = outbox.subject_of(person)
            outbox.choose_contact(index, region, "SMS", f"0812000000{person}", is_allowed=True, language="id", at=NOON)
        facts = {"programme": "JKN", "since": "2026-11-01", "reason": "ARREARS"}
        for person in (1, 3):
            assert notify(*outbox.subject_of(person), "COVER_ENDED", "JKN/2026-11-01", facts, at=NOON)
    return owe(1, 105_000)


@pytest.mark.parametrize(("language", "says"), [("id", "Anda tidak perlu membayar"), ("en", "you need not pay")])
def test_who_is_paid_for_is_told_no_number_to_pay_to(language: str, says: str) -> None:
    facts = {"programme": "JKN", "since": "2026-11-01", "pay_from": "2026-11-01", "account": None}
    said = worded("ENROLMENT_DONE", facts, language).text
    assert says in said
    assert "88889" in worded("ENROLMENT_DONE", facts | {"account": "88889"}, language).text


@pytest.mark.parametrize(("paid_idr", "outcome"), [(0, {"SENT": 2}), (60_000, {"SENT": 2}), (105_000, {"CURED": 2})])
def test_that_cover_ended_is_told_unless_a_payment_of_the_family_brought_it_back(
    suspended: str, tmp_path: Path, paid_idr: int, outcome: dict[str, int]
) -> None:
    if paid_idr:
        pay_into(suspended, paid_idr)
    assert send_due(by_all(FileSink(tmp_path / "o.jsonl")), at=NOON) == outcome


def test_a_payment_that_comes_while_others_are_written_to_is_in_time(suspended: str, tmp_path: Path) -> None:
    """Both were taken from the queue together; the family pays while the first message leaves."""

    class Slow(FileSink):
        """A gateway that is so slow that a payment comes meanwhile."""

        def send(self, message: Message) -> None:
            super().send(message)
            pay_into(suspended, 105_000)

    sink = Slow(tmp_path / "o.jsonl")
    assert send_due(by_all(sink), at=NOON) == {"SENT": 1, "CURED": 1}
    assert len(sent(sink.file)) == 1


@pytest.mark.parametrize(("programme", "outcome"), [("JKN", {"SENT": 1}), ("JKK", {"CURED": 1})])
def test_what_pays_for_one_programme_does_not_silence_the_notice_of_another(
    db: None, tmp_path: Path, programme: str, outcome: dict[str, int]
) -> None:
    """Rizki was laid off and lost both; then he enrols for work accidents and pays."""
    with system_scope():
        index, region = outbox.subject_of(8)
        outbox.choose_contact(index, region, "SMS", "081200000008", is_allowed=True, language="id", at=NOON)
        facts = {"programme": programme, "since": "2026-06-01", "reason": "LAID_OFF"}
        notify(index, region, "COVER_ENDED", f"{programme}/2026-06-01", facts, at=NOON)
        told = Told(nik_of(8), PEOPLE[7].name, PEOPLE[7].born, "L", "", income_monthly_idr=1_200_000, sector="TRADE")
        done = enrol_worker(uuid.uuid4(), told, on=AS_OF, at=NOON)
    assert done.price is not None
    pay_into(str(done.account_no), done.price.amount_idr)
    assert send_due(by_all(FileSink(tmp_path / "o.jsonl")), at=NOON) == outcome


def test_that_cover_ends_is_not_told_to_who_has_a_later_day_by_now(db: None, tmp_path: Path) -> None:
    """Person 9 pays JKK for himself to the end of November by the register; person 7 is on the state's list as long."""
    with system_scope():
        for person, programme in ((7, "JKN"), (9, "JKK")):
            index, region = outbox.subject_of(person)
            outbox.choose_contact(index, region, "SMS", "081200000009", is_allowed=True, language="id", at=NOON)
            facts = {"programme": programme, "until": "2026-11-30"}
            notify(index, region, "COVER_ENDS", f"{programme}/2026-11-30", facts, at=NOON)
        head = participant_of(9)
        with connection.cursor() as cursor:
            for month in ("2026-11-01", "2026-12-01"):
                cursor.execute(
                    "INSERT INTO ledger.bill (bill_id, participant_id, kind, month, due_on, amount_idr, recorded_at)"
                    " VALUES (%s, %s, 'BPU', %s, %s, 16800, %s)",
                    [uuid.uuid4(), head, month, month, NOON],
                )
        account_no = virtual_account_of(participant_id=head)
    pay_into(account_no, 33_600)
    assert send_due(by_all(FileSink(tmp_path / "o.jsonl")), at=NOON) == {"SENT": 1, "CURED": 1}
