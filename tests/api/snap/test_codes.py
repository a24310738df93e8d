"""Does every call of a bank end with its own code, and where is the money then? Through the door to the real ledger.

Each row of CASES is what a bank tells after what it told before; beside the code stand the balances it leaves.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from payung.api.bank.bank import INQUIRY_PATH, PAYMENT_PATH, QRIS_PATH, Bank, Request, account_fields, money, open_bank
from payung.api.bank.bank import timestamp as stamp
from payung.ledger.public import system_scope
from tests.act.payers import CHANNEL, account_no, write_payers
from tests.api.snap import call

DUE_IDR = 16_800
PROGRAM = call.program(call.OwnTransaction())
ANY, EXACT, NOBODY = account_no(1), account_no(5), account_no(99)
# Whose account, the request's id, what came, what was to come.
Told = tuple[str, str, int, int]
WHOLE: Told = (EXACT, "R1", DUE_IDR, DUE_IDR)
CASES: dict[str, tuple[list[Told], Told, str, dict[str, int]]] = {
    "paid": ([], WHOLE, "2002500", {"CASH": -DUE_IDR, "RECEIVABLE": DUE_IDR}),
    "repeated": ([WHOLE], WHOLE, "2002500", {"CASH": -DUE_IDR, "RECEIVABLE": DUE_IDR}),
    "unknown account": ([], (NOBODY, "R1", 500, 500), "4042512", {"CASH": -500, "SUSPENSE": 500}),
    "too little": ([], (EXACT, "R1", 500, 500), "4042513", {"CASH": -500, "SUSPENSE": 500}),
    "too much": ([], (EXACT, "R1", 20_000, 20_000), "4042513", {"CASH": -20_000, "SUSPENSE": 20_000}),
    "other than asked": ([], (EXACT, "R1", DUE_IDR, 500), "4042513", {"CASH": -DUE_IDR, "SUSPENSE": DUE_IDR}),
    "nothing came": ([], (EXACT, "R1", 0, DUE_IDR), "4042513", {}),
    "paid before": (
        [WHOLE],
        (EXACT, "R2", DUE_IDR, DUE_IDR),
        "4042514",
        {"CASH": -2 * DUE_IDR, "RECEIVABLE": DUE_IDR, "SUSPENSE": DUE_IDR},
    ),
    "other amount": ([WHOLE], (EXACT, "R1", 500, 500), "4042518", {"CASH": -DUE_IDR, "RECEIVABLE": DUE_IDR}),
    "other account": (
        [WHOLE],
        (ANY, "R1", DUE_IDR, DUE_IDR),
        "4042518",
        {"CASH": -DUE_IDR, "RECEIVABLE": DUE_IDR},
    ),
    "small": ([], (ANY, "R1", 500, 500), "2002500", {"CASH": -500, "CREDIT": 500}),
    "more than due": (
        [],
        (ANY, "R1", DUE_IDR + 500, DUE_IDR),
        "2002500",
        {"CASH": -DUE_IDR - 500, "CREDIT": 500, "RECEIVABLE": DUE_IDR},
    ),
}
BALANCES = """
SELECT a.kind, sum(CASE WHEN p.credit_id = a.account_id THEN p.amount_idr ELSE -p.amount_idr END)::bigint
FROM ledger.account a JOIN ledger.posting p ON a.account_id IN (p.credit_id, p.debit_id) GROUP BY a.kind
"""


@pytest.fixture
def bank(db: None, tmp_path: Path) -> Iterator[Bank]:
    """A partner bank and ten payers who owe a month each."""
    before = settings.SNAP_FILE
    settings.SNAP_FILE = tmp_path / "snap.json"
    with system_scope(), connection.cursor() as cursor:
        write_payers(cursor, 10, amount_idr=DUE_IDR)
    yield open_bank(CHANNEL, tmp_path)
    settings.SNAP_FILE = before


@pytest.fixture
def token(bank: Bank) -> str:
    return str(sent(bank.token_request(datetime.now(UTC)))["accessToken"])


def sent(request: Request, **changed: str) -> dict[str, Any]:
    """The body of the answer."""
    return call.sent(PROGRAM, request, **changed).values


def telling(bank: Bank, token: str, told: Told, number: int = 1, **more: Any) -> Request:
    account, request_id, paid_idr, total_idr = told
    amounts = {"paidAmount": money(paid_idr), "totalAmount": money(total_idr)}
    values = account_fields(account) | {"paymentRequestId": request_id} | amounts | more
    return bank.request(PAYMENT_PATH, values, token, datetime.now(UTC), str(number))


def balances() -> dict[str, int]:
    """Balance of each kind of account that is not empty; they always sum to zero."""
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(BALANCES)
        found = {kind: idr for kind, idr in cursor.fetchall() if idr}
    assert sum(found.values()) == 0
    return found


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_payment_ends_with_its_code_and_its_money_is_somewhere(bank: Bank, token: str, name: str) -> None:
    before, told, code, left = CASES[name]
    for number, earlier in enumerate(before, start=2):
        assert sent(telling(bank, token, earlier, number))["responseCode"] == "2002500"
    answer = sent(telling(bank, token, told))
    assert answer["responseCode"] == code
    assert balances() == left
    if code != "2002500" and told[2]:
        data = answer["virtualAccountData"]
        assert (data["paymentFlagStatus"], bool(data["paymentFlagReason"]["indonesia"])) == ("01", True)


def test_an_external_id_serves_one_request_a_day(bank: Bank, token: str) -> None:
    assert sent(telling(bank, token, WHOLE, 7))["responseCode"] == "2002500"
    assert sent(telling(bank, token, (ANY, "R2", 500, 500), 7))["responseCode"] == "4092500"
    assert sent(telling(bank, token, WHOLE, 7))["responseCode"] == "2002500"
    assert balances() == {"CASH": -DUE_IDR, "RECEIVABLE": DUE_IDR}


def test_a_true_call_replayed_with_another_external_id_changes_nothing(bank: Bank, token: str) -> None:
    """The signature does not cover the header, so that whoever caught a call can send it again under a new one."""
    request = telling(bank, token, WHOLE)
    answers = [sent(request, **{"X-EXTERNAL-ID": str(number)}) for number in range(1, 6)]
    assert answers == [answers[0]] * 5
    assert balances() == {"CASH": -DUE_IDR, "RECEIVABLE": DUE_IDR}


@pytest.mark.parametrize(
    ("account", "code"), [(ANY, "2002400"), (EXACT, "2002400"), (NOBODY, "4042412"), ("paid", "4042414")]
)
def test_an_inquiry_ends_with_its_code(bank: Bank, token: str, account: str, code: str) -> None:
    if account == "paid":
        account = EXACT
        sent(telling(bank, token, WHOLE))
    values = account_fields(account) | {"inquiryRequestId": "I1"}
    answer = sent(bank.request(INQUIRY_PATH, values, token, datetime.now(UTC), "9"))
    assert answer["responseCode"] == code
    assert answer["virtualAccountData"]["inquiryStatus"] == ("00" if code == "2002400" else "01")


@pytest.mark.parametrize(
    ("account", "amount_idr", "code"),
    [(ANY, 500, "2005200"), (NOBODY, 500, "4045212"), (EXACT, 500, "4045213"), (EXACT, DUE_IDR, "2005200")],
)
def test_a_qris_payment_ends_with_its_code(bank: Bank, token: str, account: str, amount_idr: int, code: str) -> None:
    values = {"originalReferenceNo": "Q1", "originalPartnerReferenceNo": account, "latestTransactionStatus": "00"}
    request = bank.request(QRIS_PATH, values | {"amount": money(amount_idr)}, token, datetime.now(UTC), "9")
    assert sent(request)["responseCode"] == code
    assert balances()["CASH"] == -amount_idr


def test_a_payment_that_is_still_to_come_is_no_money(bank: Bank, token: str) -> None:
    """Cover would else be said from a day of the bank's choice; a month late it is still true."""
    for days, code in ((1, "4002501"), (365, "4002501"), (-30, "2002500")):
        at = stamp(datetime.now(UTC) + timedelta(days=days))
        assert sent(telling(bank, token, WHOLE, trxDateTime=at))["responseCode"] == code


def test_a_body_too_large_is_refused_before_it_is_read(bank: Bank, token: str) -> None:
    request = telling(bank, token, WHOLE)
    huge = replace(request, body=request.body[:-1] + b" " * 3_000_000 + b"}")
    assert sent(huge)["responseCode"] == "4002500"
    assert balances() == {}
