"""What is due on a virtual account now? Asked by a bank before its customer pays."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from payung.ledger.public import call

# The function of the ledger that says it, and the types of what it takes.
ACCOUNT_DUE = ("account_due", "%s::text")


@dataclass(frozen=True, slots=True)
class DueBill:
    """An open bill of an account: the contribution of a month, or the fee for one that came late."""

    number: str
    month: date
    amount_idr: int
    is_fee: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """What is due: `amount_idr` is the sum of the bills less what is saved; `reason` a refusal or None.

    `is_exact`: only the whole amount is taken; otherwise any amount is, and what fills no bill is saved.
    """

    reason: str | None
    name: str
    amount_idr: int
    is_exact: bool
    bills: tuple[DueBill, ...]


def inquire(account_no: str) -> Due:
    """The bills open on an account, oldest first, late fees after all contributions.

    Refusals: UNKNOWN_ACCOUNT, CLOSED_ACCOUNT, NOTHING_DUE (only where exactly the due amount is taken).
    Raises LedgerAway.
    """
    return due(call(*ACCOUNT_DUE, [account_no]))


def due(row: Sequence[Any]) -> Due:
    """What is due, from the ledger's answer."""
    reason, name, credit_idr, is_exact, open_bills = row
    if reason is not None:
        return Due(reason, "", 0, False, ())
    bills = tuple(
        DueBill(bill["number"], date.fromisoformat(bill["month"]), bill["amount_idr"], bill["is_fee"])
        for bill in json.loads(open_bills)
    )
    due_idr = max(0, sum(bill.amount_idr for bill in bills) - credit_idr)
    if is_exact and not due_idr:
        return Due("NOTHING_DUE", name, 0, True, ())
    return Due(None, name, due_idr, is_exact, bills)
