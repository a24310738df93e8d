"""Does the door of the bank's calls let in what is signed, and nothing else? What happens inside is another test's."""

import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from payung.act.public import Collected, Due, DueBill, Incoming, LedgerAway, Outcome
from payung.api.bank.bank import INQUIRY_PATH, PAYMENT_PATH, QRIS_PATH, Bank, Request, account_fields, money, open_bank
from payung.api.bank.mischief import FORGERIES, Paid, Telling, payment_values, signed
from payung.api.snap import qris, virtual_account

ACCOUNT = "888880123456789"


class Ledger:
    """Remembers what was collected, in place of the database; the door is what is tested here."""

    def __init__(self) -> None:
        self.collected: list[Incoming] = []
        self.is_away = False
        self.reason: str | None = None

    def collect(self, incoming: Incoming, *, at: datetime) -> Collected:
        """As payung.act.public.collect."""
        if self.is_away:
            raise LedgerAway("away")
        self.collected.append(incoming)
        outcome = Outcome.SETTLED if self.reason is None else Outcome.SUSPENSE
        return Collected(incoming.payment_id, outcome, self.reason, False, 1, 200, date(2026, 11, 1))

    def inquire(self, account_no: str) -> Due:
        """As payung.act.public.inquire."""
        if account_no != ACCOUNT:
            return Due("UNKNOWN_ACCOUNT", "", 0, False, ())
        bills = (DueBill("B1", date(2026, 11, 1), 16_800), DueBill("B2", date(2026, 9, 1), 336, is_fee=True))
        return Due(None, "SITI AMINAH", 17_136, False, bills)


@pytest.fixture
def ledger(monkeypatch: pytest.MonkeyPatch) -> Ledger:
    found = Ledger()
    monkeypatch.setattr(virtual_account, "collect", found.collect)
    monkeypatch.setattr(virtual_account, "inquire", found.inquire)
    monkeypatch.setattr(qris, "collect", found.collect)
    return found


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bank]:
    folder = tmp_path_factory.mktemp("keys")
    before = (settings.SNAP_FILE, settings.KEY_FILE)
    settings.SNAP_FILE, settings.KEY_FILE = folder / "snap.json", folder / "payung.key"
    yield open_bank("BANK_T", folder)
    settings.SNAP_FILE, settings.KEY_FILE = before


@pytest.fixture
def token(bank: Bank) -> str:
    return str(values_of(sent(bank.token_request(now())))["accessToken"])


def now() -> datetime:
    """This moment, as the bank's clock has it."""
    return datetime.now(UTC)


def sent(request: Request, **changed: str) -> Any:
    """The response to a call."""
    return Client().post(
        request.path, request.body, content_type="application/json", headers={**request.headers, **changed}
    )


def values_of(response: Any) -> dict[str, Any]:
    """The body of a response."""
    found: dict[str, Any] = json.loads(response.content)
    assert response.status_code == int(found["responseCode"][:3])
    return found


def paid(amount_idr: int = 16_800) -> Paid:
    return Paid("PAY-1", ACCOUNT, amount_idr, now())


def payment(bank: Bank, token: str, **changed: Any) -> Request:
    """A true payment notification with some values changed; None takes a value away."""
    values = payment_values(paid(), 16_800) | changed
    return bank.request(
        PAYMENT_PATH, {key: value for key, value in values.items() if value is not None}, token, now(), "1"
    )


def test_a_true_payment_is_let_in(bank: Bank, token: str, ledger: Ledger) -> None:
    response = sent(payment(bank, token))
    answer = values_of(response)
    assert answer["responseCode"] == "2002500"
    assert answer["virtualAccountData"]["paymentFlagStatus"] == "00"
    assert answer["virtualAccountData"]["virtualAccountNo"] == "   88888" + ACCOUNT[5:]
    assert answer["additionalInfo"] == {
        "paidBills": "1",
        "savedAmount": money(200),
        "activeFrom": "2026-11-01",
        "outcome": "SETTLED",
    }
    assert response["X-TIMESTAMP"].endswith("+07:00")
    [incoming] = ledger.collected
    assert (incoming.channel, incoming.kind, incoming.request_id) == ("BANK_T", "VA", "PAY-1")
    assert (incoming.account_no, incoming.amount_idr, incoming.total_idr) == (ACCOUNT, 16_800, 16_800)


def test_whitespace_in_the_body_does_not_break_a_signature(bank: Bank, token: str, ledger: Ledger) -> None:
    request = payment(bank, token)
    loose = json.dumps(json.loads(request.body), indent=2).encode()
    assert values_of(sent(replace(request, body=loose)))["responseCode"] == "2002500"


@pytest.mark.parametrize("kind", sorted(FORGERIES))
def test_forged_calls_are_refused_by_their_code(bank: Bank, token: str, ledger: Ledger, kind: str) -> None:
    request = signed(bank, Telling(kind, paid(), 16_800), token, now(), "1")
    assert values_of(sent(request))["responseCode"] == FORGERIES[kind]
    assert ledger.collected == []


@given(st.data())
@hypothesis_settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_changed_byte_passes(bank: Bank, token: str, ledger: Ledger, data: st.DataObject) -> None:
    """Body, path, timestamp, token, signature: one changed character and the call is refused."""
    request = payment(bank, token)
    part = data.draw(st.sampled_from(["body", "X-TIMESTAMP", "Authorization", "X-SIGNATURE"]))
    old = request.body.decode() if part == "body" else request.headers[part]
    place = data.draw(st.integers(0, len(old) - 1))
    new = old[:place] + data.draw(st.sampled_from("0123456789abcXYZ+/=-:")) + old[place + 1 :]
    changed = replace(request, body=new.encode()) if part == "body" else request
    headers = {} if part == "body" else {part: new}
    answer = values_of(sent(changed, **headers))
    if new == old:
        assert answer["responseCode"] == "2002500"
        ledger.collected.clear()
    assert ledger.collected == []
    assert new == old or answer["responseCode"][:3] in ("400", "401")


@pytest.mark.parametrize(
    ("header", "value", "code"),
    [
        ("Authorization", "", "4002502"),
        ("Authorization", "Basic abc", "4012501"),
        ("Authorization", "Bearer ", "4012501"),
        ("X-TIMESTAMP", "", "4002502"),
        ("X-TIMESTAMP", "1762000000", "4002501"),
        ("X-SIGNATURE", "", "4002502"),
        ("X-PARTNER-ID", "", "4002502"),
        ("X-PARTNER-ID", "BANK_Z", "4012500"),
        ("X-EXTERNAL-ID", "", "4002502"),
        ("X-EXTERNAL-ID", "12a", "4002501"),
        ("X-EXTERNAL-ID", "1" * 37, "4002501"),
        ("CHANNEL-ID", "", "4002502"),
        ("CHANNEL-ID", "123456", "4002501"),
    ],
)
def test_headers_are_asked_for(bank: Bank, token: str, ledger: Ledger, header: str, value: str, code: str) -> None:
    assert values_of(sent(payment(bank, token), **{header: value}))["responseCode"] == code
    assert ledger.collected == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"partnerServiceId": None}, "4002502"),
        ({"partnerServiceId": "88888"}, "4002501"),
        ({"customerNo": "0123456788"}, "4002501"),
        ({"virtualAccountNo": None}, "4002502"),
        ({"virtualAccountNo": "888880123456789'"}, "4002501"),
        ({"paymentRequestId": ""}, "4002502"),
        ({"paymentRequestId": "a b"}, "4002501"),
        ({"paymentRequestId": "x" * 129}, "4002501"),
        ({"paymentRequestId": 5}, "4002501"),
        ({"paidAmount": None}, "4002502"),
        ({"paidAmount": money(0)}, "4042513"),
        ({"paidAmount": {"value": "-5.00", "currency": "IDR"}}, "4002501"),
        ({"totalAmount": {"value": "1e3", "currency": "IDR"}}, "4002501"),
        ({"trxDateTime": "yesterday"}, "4002501"),
        ({"flagAdvise": "X"}, "4002501"),
    ],
)
def test_values_are_asked_for(bank: Bank, token: str, ledger: Ledger, changed: dict[str, Any], code: str) -> None:
    assert values_of(sent(payment(bank, token, **changed)))["responseCode"] == code
    assert ledger.collected == []


@pytest.mark.parametrize("reason", sorted(virtual_account.REFUSALS))
def test_refusals_of_the_ledger_have_their_code(bank: Bank, token: str, ledger: Ledger, reason: str) -> None:
    ledger.reason = reason
    answer = values_of(sent(payment(bank, token)))
    assert answer["responseCode"] == virtual_account.REFUSALS[reason][0].code(virtual_account.Service.PAYMENT)
    assert answer["virtualAccountData"]["paymentFlagStatus"] == "01"
    assert answer["virtualAccountData"]["paymentFlagReason"]["indonesia"]


def test_when_the_ledger_is_away_nothing_is_acknowledged(bank: Bank, token: str, ledger: Ledger) -> None:
    ledger.is_away = True
    assert values_of(sent(payment(bank, token)))["responseCode"] == "5042500"


def test_an_inquiry_says_what_is_due(bank: Bank, token: str, ledger: Ledger) -> None:
    values = account_fields(ACCOUNT) | {"inquiryRequestId": "I-1"}
    data = values_of(sent(bank.request(INQUIRY_PATH, values, token, now(), "1")))["virtualAccountData"]
    assert (data["inquiryStatus"], data["virtualAccountName"]) == ("00", "SITI AMINAH")
    assert data["totalAmount"] == money(17_136)
    assert [one["billDescription"] for one in data["billDetails"]] == [
        {"english": "Contribution 2026-11", "indonesia": "Iuran 2026-11"},
        {"english": "Late fee 2026-09", "indonesia": "Denda 2026-09"},
    ]
    unknown = account_fields(ACCOUNT[:-1] + "1") | {"inquiryRequestId": "I-1"}
    answer = values_of(sent(bank.request(INQUIRY_PATH, unknown, token, now(), "1")))
    assert answer["responseCode"] == "4042412"
    assert answer["virtualAccountData"]["inquiryStatus"] == "01"


def test_qris_is_money_only_when_it_succeeded(bank: Bank, token: str, ledger: Ledger) -> None:
    values = {"originalReferenceNo": "Q-1", "originalPartnerReferenceNo": ACCOUNT, "amount": money(5_000)}
    for status, count in (("03", 0), ("06", 0), ("00", 1)):
        request = bank.request(QRIS_PATH, values | {"latestTransactionStatus": status}, token, now(), "1")
        assert values_of(sent(request))["responseCode"] == "2005200"
        assert len(ledger.collected) == count
    assert (ledger.collected[0].kind, ledger.collected[0].total_idr) == ("QRIS", None)


def test_a_token_is_given_to_the_holder_of_the_key_alone(bank: Bank) -> None:
    request = bank.token_request(now())
    assert values_of(sent(request))["expiresIn"] == "900"
    for changed, code in (
        ({"X-CLIENT-KEY": "nobody"}, "4017300"),
        ({"X-CLIENT-KEY": ""}, "4007302"),
        ({"X-SIGNATURE": "AAAA"}, "4017300"),
        ({"X-TIMESTAMP": "2020-01-01T00:00:00+07:00"}, "4017300"),
        ({"X-TIMESTAMP": "2020"}, "4007301"),
    ):
        assert values_of(sent(request, **changed))["responseCode"] == code
    assert values_of(sent(replace(request, body=b'{"grantType":"password"}')))["responseCode"] == "4007301"
    assert values_of(sent(replace(request, body=b"{}")))["responseCode"] == "4007302"
    late = bank.token_request(now() - timedelta(minutes=6))
    assert values_of(sent(late))["responseCode"] == "4017300"


def test_only_post_is_a_function(bank: Bank) -> None:
    for path, code in ((PAYMENT_PATH, "4052500"), (INQUIRY_PATH, "4052400"), (QRIS_PATH, "4055200")):
        assert values_of(Client().get(path))["responseCode"] == code


def test_a_partner_who_is_taken_away_is_refused_at_once(bank: Bank, token: str, ledger: Ledger, tmp_path: Path) -> None:
    file, settings.SNAP_FILE = settings.SNAP_FILE, tmp_path / "none.json"
    assert values_of(sent(payment(bank, token)))["responseCode"] == "4012501"
    settings.SNAP_FILE = file
    assert values_of(sent(payment(bank, token)))["responseCode"] == "2002500"


def test_a_refused_caller_is_told_to_security_without_values(
    bank: Bank, token: str, ledger: Ledger, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, logger="payung.security"):
        sent(payment(bank, token), **{"X-SIGNATURE": "AAAA", "X-PARTNER-ID": "BANK\tX"})
    [record] = [r for r in caplog.records if r.name == "payung.security"]
    assert record.getMessage() == "SNAP 25 refused: Unauthorized. Signature; said to be BANK?X"
    assert ACCOUNT not in caplog.text
