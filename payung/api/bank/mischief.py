"""In which ways does the bank misbehave? From true payments to the calls that are sent, in the order they are sent.

Each call knows what it is, so that the answers can be judged: a forged call must be refused, a repeated one must get
the first answer byte for byte, and of one request told with two amounts only one may count.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from payung.api.bank.bank import INQUIRY_PATH, PAYMENT_PATH, Bank, Request, account_fields, money, timestamp

# How a call is forged; the codes with which it must be refused.
FORGERIES = {
    "WRONG_KEY": "4012500",
    "WRONG_PATH": "4012500",
    "BODY_CHANGED": "4012500",
    "STALE": "4012500",
    "FUTURE": "4012500",
    "WRONG_TOKEN": "4012501",
    "NAME_TWICE": "4002500",
    "NUMBER_FOR_TEXT": "4002501",
}
TOO_LONG = timedelta(minutes=6)
REORDER_DISTANCE = 200


@dataclass(frozen=True)
class Paid:
    """A payment as the bank's own book has it: the truth."""

    request_id: str
    account_no: str
    amount_idr: int
    paid_at: datetime


@dataclass(frozen=True)
class Telling:
    """One call about a payment: TRUE, REPEAT, ALTERED, or a key of FORGERIES."""

    kind: str
    paid: Paid
    told_idr: int


@dataclass(frozen=True)
class Rates:
    """Shares of the payments, 0 to 1, that are repeated, altered, sent out of order, sent at the end, forged."""

    repeat: float = 0.0
    alter: float = 0.0
    reorder: float = 0.0
    delay: float = 0.0
    forge: float = 0.0


def tellings(payments: Sequence[Paid], rates: Rates, seed: int) -> list[Telling]:
    """The calls that tell these payments, in the order they are sent; the same seed gives the same list."""
    draw = random.Random(seed)
    placed: list[tuple[float, int, Telling]] = []
    for number, paid in enumerate(payments):
        at = number + (draw.uniform(-REORDER_DISTANCE, REORDER_DISTANCE) if draw.random() < rates.reorder else 0)
        at = len(payments) + number if draw.random() < rates.delay else at
        for step, telling in enumerate(_of_one(paid, rates, draw)):
            placed.append((at, step, telling))
    # A repeat may come at once or much later, also before what was told in between.
    return [telling for _, _, telling in sorted(placed, key=lambda entry: (entry[0], entry[1]))]


def payment_values(paid: Paid, told_idr: int) -> dict[str, Any]:
    """The body of a payment notification; the total is what the bank was told to collect, the paid amount what came."""
    return account_fields(paid.account_no) | {
        "virtualAccountName": "",
        "paymentRequestId": paid.request_id,
        "channelCode": 6011,
        "paidAmount": money(told_idr),
        "totalAmount": money(paid.amount_idr),
        "trxDateTime": timestamp(paid.paid_at),
        "referenceNo": paid.request_id[-11:],
        "flagAdvise": "N",
    }


def signed(bank: Bank, telling: Telling, token: str, at: datetime, external_id: str) -> Request:
    """The call as it is sent, forged where the telling says so."""
    values = payment_values(telling.paid, telling.told_idr)
    if telling.kind in ("STALE", "FUTURE"):
        at = at - TOO_LONG if telling.kind == "STALE" else at + TOO_LONG
    if telling.kind == "NUMBER_FOR_TEXT":
        values["paidAmount"]["value"] = telling.told_idr
    signer = replace(bank, client_secret=bank.client_secret[::-1]) if telling.kind == "WRONG_KEY" else bank
    if telling.kind == "NAME_TWICE":
        return _with_name_twice(bank, values, token, at, external_id)
    path = INQUIRY_PATH if telling.kind == "WRONG_PATH" else PAYMENT_PATH
    request = signer.request(path, values, token, at, external_id)
    if telling.kind == "BODY_CHANGED":
        changed = request.body.replace(b".00", b"0.00", 1)
        return replace(request, body=changed)
    if telling.kind == "WRONG_TOKEN":
        return replace(request, headers={**request.headers, "Authorization": f"Bearer {token[:-1]}x"})
    return replace(request, path=PAYMENT_PATH)


def _of_one(paid: Paid, rates: Rates, draw: random.Random) -> Iterator[Telling]:
    true = Telling("TRUE", paid, paid.amount_idr)
    calls = [true]
    if draw.random() < rates.alter:
        altered = Telling("ALTERED", paid, paid.amount_idr + draw.choice((-1, 1, 1_000, 10_000)))
        # Half of the altered ones come first, which is what makes "the first one counts" a bad rule.
        calls.insert(draw.randrange(2), altered)
    if draw.random() < rates.repeat:
        repeated = draw.choice(calls)
        again = replace(repeated, kind="REPEAT")
        calls += [again] * draw.choice((1, 1, 2))
    if draw.random() < rates.forge:
        kind = draw.choice(sorted(FORGERIES))
        calls.insert(draw.randrange(len(calls) + 1), Telling(kind, paid, paid.amount_idr))
    yield from calls


def _with_name_twice(bank: Bank, values: dict[str, Any], token: str, at: datetime, external_id: str) -> Request:
    """A body that names the amount twice, with a true signature: two readers would take two amounts from it."""
    other = bank.request(PAYMENT_PATH, values | {"paidAmount2": money(1)}, token, at, external_id)
    body = other.body.replace(b'"paidAmount2"', b'"paidAmount"')
    again = bank.sign(PAYMENT_PATH, token, body, at)
    return replace(other, body=body, headers={**other.headers, "X-SIGNATURE": again})
