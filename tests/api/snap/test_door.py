"""Does the door of the bank's calls let in what is signed, and nothing else? What happens inside is another test's."""

import json
import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from payung.act.public import Collected, Due, DueBill, Incoming, LedgerAway, Outcome
from payung.api.bank.bank import INQUIRY_PATH, PAYMENT_PATH, QRIS_PATH, Bank, Request, account_fields, money, open_bank
from payung.api.bank.mischief import FORGERIES, Paid, Telling, payment_values, signed
from payung.api.snap import virtual_account
from tests.api.snap import call
from tests.api.snap.call import Response

ACCOUNT = "888880123456789"


class Ledger:
    """Remembers what was collected, in place of the till; the door is what is tested here."""

    def __init__(self) -> None:
        self.collected: list[Incoming] = []
        self.error: Exception | None = None
        self.reason: str | None = None

    async def collect(self, incoming: Incoming, *, at: datetime) -> Collected:
        """As payung.act.public.Till.collect."""
        if self.error is not None:
            raise self.error
        self.collected.append(incoming)
        outcome = Outcome.SETTLED if self.reason is None else Outcome.SUSPENSE
        return Collected(incoming.payment_id, outcome, self.reason, False, 1, 200, date(2026, 11, 1))

    async def inquire(self, account_no: str) -> Due:
        """As payung.act.public.Till.inquire."""
        if account_no != ACCOUNT:
            return Due("UNKNOWN_ACCOUNT", "", 0, False, ())
        bills = (DueBill("B1", date(2026, 11, 1), 16_800), DueBill("B2", date(2026, 9, 1), 336, is_fee=True))
        return Due(None, "SITI AMINAH", 17_136, False, bills)


LEDGER = Ledger()
CALLED = call.program(LEDGER)


@pytest.fixture
def ledger() -> Ledger:
    LEDGER.__init__()  # type: ignore[misc]
    return LEDGER


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bank]:
    folder = tmp_path_factory.mktemp("keys")
    before = (settings.SNAP_FILE, settings.KEY_FILE)
    settings.SNAP_FILE, settings.KEY_FILE = folder / "snap.json", folder / "payung.key"
    yield open_bank("BANK_T", folder)
    settings.SNAP_FILE, settings.KEY_FILE = before


@pytest.fixture
def token(bank: Bank) -> str:
    return str(sent(bank.token_request(now())).values["accessToken"])


def now() -> datetime:
    """This moment, as the bank's clock has it."""
    return datetime.now(UTC)


def sent(request: Request, **changed: str) -> Response:
    """The response to a call."""
    return call.sent(CALLED, request, **changed)


def said(method: str, target: str, headers: Any = (), pieces: Sequence[bytes] = (b"",)) -> Response:
    """The response to a request."""
    return call.said(CALLED, method, target, headers, pieces)


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
    answer = response.values
    assert answer["responseCode"] == "2002500"
    assert answer["virtualAccountData"]["paymentFlagStatus"] == "00"
    assert answer["virtualAccountData"]["virtualAccountNo"] == "   88888" + ACCOUNT[5:]
    assert answer["additionalInfo"] == {
        "paidBills": "1",
        "savedAmount": money(200),
        "activeFrom": "2026-11-01",
        "outcome": "SETTLED",
    }
    assert response.headers["x-timestamp"].endswith("+07:00")
    [incoming] = ledger.collected
    assert (incoming.channel, incoming.kind, incoming.request_id) == ("BANK_T", "VA", "PAY-1")
    assert (incoming.account_no, incoming.amount_idr, incoming.total_idr) == (ACCOUNT, 16_800, 16_800)


def test_whitespace_in_the_body_does_not_break_a_signature(bank: Bank, token: str, ledger: Ledger) -> None:
    request = payment(bank, token)
    loose = json.dumps(json.loads(request.body), indent=2).encode()
    assert sent(replace(request, body=loose)).values["responseCode"] == "2002500"


@pytest.mark.parametrize("kind", sorted(FORGERIES))
def test_forged_calls_are_refused_by_their_code(bank: Bank, token: str, ledger: Ledger, kind: str) -> None:
    request = signed(bank, Telling(kind, paid(), 16_800), token, now(), "1")
    assert sent(request).values["responseCode"] == FORGERIES[kind]
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
    answer = sent(changed, **headers).values
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
    assert sent(payment(bank, token), **{header: value}).values["responseCode"] == code
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
    assert sent(payment(bank, token, **changed)).values["responseCode"] == code
    assert ledger.collected == []


@pytest.mark.parametrize("reason", sorted(virtual_account.REFUSALS))
def test_refusals_of_the_ledger_have_their_code(bank: Bank, token: str, ledger: Ledger, reason: str) -> None:
    ledger.reason = reason
    answer = sent(payment(bank, token)).values
    assert answer["responseCode"] == virtual_account.REFUSALS[reason][0].code(virtual_account.Service.PAYMENT)
    assert answer["virtualAccountData"]["paymentFlagStatus"] == "01"
    assert answer["virtualAccountData"]["paymentFlagReason"]["indonesia"]


def test_when_the_ledger_is_away_nothing_is_acknowledged(bank: Bank, token: str, ledger: Ledger) -> None:
    ledger.error = LedgerAway("away")
    assert sent(payment(bank, token)).values["responseCode"] == "5042500"


def test_what_fails_without_a_known_cause_is_no_receipt(
    bank: Bank, token: str, ledger: Ledger, caplog: pytest.LogCaptureFixture
) -> None:
    ledger.error = ZeroDivisionError("a fault of ours")
    assert sent(payment(bank, token)).values["responseCode"] == "5002500"
    assert [record.name for record in caplog.records] == ["payung.snap"]
    assert ACCOUNT not in caplog.records[0].getMessage()


def test_an_inquiry_says_what_is_due(bank: Bank, token: str, ledger: Ledger) -> None:
    values = account_fields(ACCOUNT) | {"inquiryRequestId": "I-1"}
    data = sent(bank.request(INQUIRY_PATH, values, token, now(), "1")).values["virtualAccountData"]
    assert (data["inquiryStatus"], data["virtualAccountName"]) == ("00", "SITI AMINAH")
    assert data["totalAmount"] == money(17_136)
    assert [one["billDescription"] for one in data["billDetails"]] == [
        {"english": "Contribution 2026-11", "indonesia": "Iuran 2026-11"},
        {"english": "Late fee 2026-09", "indonesia": "Denda 2026-09"},
    ]
    unknown = account_fields(ACCOUNT[:-1] + "1") | {"inquiryRequestId": "I-1"}
    answer = sent(bank.request(INQUIRY_PATH, unknown, token, now(), "1")).values
    assert answer["responseCode"] == "4042412"
    assert answer["virtualAccountData"]["inquiryStatus"] == "01"


def test_qris_is_money_only_when_it_succeeded(bank: Bank, token: str, ledger: Ledger) -> None:
    values = {"originalReferenceNo": "Q-1", "originalPartnerReferenceNo": ACCOUNT, "amount": money(5_000)}
    for status, count in (("03", 0), ("06", 0), ("00", 1)):
        request = bank.request(QRIS_PATH, values | {"latestTransactionStatus": status}, token, now(), "1")
        assert sent(request).values["responseCode"] == "2005200"
        assert len(ledger.collected) == count
    assert (ledger.collected[0].kind, ledger.collected[0].total_idr) == ("QRIS", None)


def test_a_token_is_given_to_the_holder_of_the_key_alone(bank: Bank) -> None:
    request = bank.token_request(now())
    assert sent(request).values["expiresIn"] == "900"
    for changed, code in (
        ({"X-CLIENT-KEY": "nobody"}, "4017300"),
        ({"X-CLIENT-KEY": ""}, "4007302"),
        ({"X-SIGNATURE": "AAAA"}, "4017300"),
        ({"X-TIMESTAMP": "2020-01-01T00:00:00+07:00"}, "4017300"),
        ({"X-TIMESTAMP": "2020"}, "4007301"),
    ):
        assert sent(request, **changed).values["responseCode"] == code
    assert sent(replace(request, body=b'{"grantType":"password"}')).values["responseCode"] == "4007301"
    assert sent(replace(request, body=b"{}")).values["responseCode"] == "4007302"
    late = bank.token_request(now() - timedelta(minutes=6))
    assert sent(late).values["responseCode"] == "4017300"


def test_only_post_is_a_function(bank: Bank) -> None:
    for path, code in ((PAYMENT_PATH, "4052500"), (INQUIRY_PATH, "4052400"), (QRIS_PATH, "4055200")):
        assert said("GET", path).values["responseCode"] == code


def test_another_path_is_no_service() -> None:
    for path in ("/", "/snap", PAYMENT_PATH + "/", "/snap/v1.1/transfer-va/payment"):
        assert said("POST", path).status == 404


def test_a_query_belongs_to_what_is_signed(bank: Bank, token: str, ledger: Ledger) -> None:
    request = payment(bank, token)
    assert sent(replace(request, path=PAYMENT_PATH + "?a=1")).values["responseCode"] == "4012500"
    signed_whole = bank.request(PAYMENT_PATH + "?a=1", json.loads(request.body), token, now(), "1")
    assert sent(signed_whole).values["responseCode"] == "2002500"


def test_a_body_comes_in_pieces(bank: Bank, token: str, ledger: Ledger) -> None:
    request = payment(bank, token)
    pieces = [request.body[:9], b"", request.body[9:]]
    assert said("POST", request.path, list(request.headers.items()), pieces).values["responseCode"] == "2002500"


@pytest.mark.parametrize("pieces", [[b" " * 16_385], [b" " * 9_000] * 2, [b" " * 9_000] * 2_000])
def test_a_body_larger_than_any_call_is_refused(
    bank: Bank, token: str, ledger: Ledger, pieces: Sequence[bytes]
) -> None:
    request = payment(bank, token)
    answer = said("POST", request.path, list(request.headers.items()), pieces).values
    assert answer["responseMessage"] == "Bad Request. Body too large"


@pytest.mark.parametrize("name", ["Authorization", "X-TIMESTAMP", "X-SIGNATURE", "X-PARTNER-ID", "X-EXTERNAL-ID"])
def test_a_header_sent_twice_is_neither_of_the_two(bank: Bank, token: str, ledger: Ledger, name: str) -> None:
    request = payment(bank, token)
    for twice in ([(name, request.headers[name]), (name, "1")], [(name, "1"), (name, request.headers[name])]):
        headers = [pair for pair in request.headers.items() if pair[0] != name] + twice
        assert said("POST", request.path, headers, [request.body]).status in (400, 401)
    assert ledger.collected == []


def test_a_partner_who_is_taken_away_is_refused_at_once(bank: Bank, token: str, ledger: Ledger, tmp_path: Path) -> None:
    file, settings.SNAP_FILE = settings.SNAP_FILE, tmp_path / "none.json"
    assert sent(payment(bank, token)).values["responseCode"] == "4012501"
    settings.SNAP_FILE = file
    assert sent(payment(bank, token)).values["responseCode"] == "2002500"


def test_a_refused_caller_is_told_to_security_without_values(
    bank: Bank, token: str, ledger: Ledger, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, logger="payung.security"):
        sent(payment(bank, token), **{"X-SIGNATURE": "AAAA", "X-PARTNER-ID": "BANK\tX"})
    [record] = [r for r in caplog.records if r.name == "payung.security"]
    assert record.getMessage() == "SNAP 25 refused: Unauthorized. Signature; said to be BANK?X"
    assert ACCOUNT not in caplog.text
