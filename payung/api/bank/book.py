"""What does the bank's statement say? The true payments, and the faults that statements have.

Columns: line_id, booked_on, value_on, kind (CREDIT or REVERSAL), service (VA), reference (the payment's request id),
virtual_account, amount_idr. `payung.act.public.reconcile` finds every fault again.
"""

import csv
import random
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from payung.api.bank.bank import JAKARTA
from payung.api.bank.mischief import Paid

COLUMNS = ("line_id", "booked_on", "value_on", "kind", "service", "reference", "virtual_account", "amount_idr")


@dataclass(frozen=True)
class Line:
    """One line of a statement."""

    line_id: str
    booked_on: date
    value_on: date
    kind: str
    service: str
    reference: str
    virtual_account: str
    amount_idr: int


@dataclass(frozen=True)
class Faults:
    """Shares of the payments, 0 to 1, that the statement leaves out, alters, books a day late or reverses."""

    missing: float = 0.0
    altered: float = 0.0
    late: float = 0.0
    reversed: float = 0.0


def statement(payments: Sequence[Paid], faults: Faults, seed: int) -> tuple[list[Line], dict[str, str]]:
    """The lines, and by request id the fault that was planted (MISSING, ALTERED, LATE, REVERSED)."""
    draw = random.Random(seed)
    lines: list[Line] = []
    planted: dict[str, str] = {}
    for number, paid in enumerate(payments, start=1):
        day = paid.paid_at.astimezone(JAKARTA).date()
        fault = _fault(draw.random(), faults)
        if fault:
            planted[paid.request_id] = fault
        if fault == "MISSING":
            continue
        booked = day + timedelta(days=1) if fault == "LATE" else day
        amount = paid.amount_idr + 1_000 if fault == "ALTERED" else paid.amount_idr
        line = Line(f"L{number:07d}", booked, day, "CREDIT", "VA", paid.request_id, paid.account_no, amount)
        lines.append(line)
        if fault == "REVERSED":
            lines.append(replace(line, line_id=f"R{number:07d}", kind="REVERSAL"))
    return lines, planted


def write_statement(file: Path, lines: Sequence[Line]) -> None:
    """Write the lines as CSV."""
    with file.open("w", newline="", encoding="utf-8") as handle:
        writer = csv.writer(handle)
        writer.writerow(COLUMNS)
        writer.writerows(astuple(line) for line in lines)


def _fault(chance: float, faults: Faults) -> str | None:
    for name, share in (
        ("MISSING", faults.missing),
        ("ALTERED", faults.altered),
        ("LATE", faults.late),
        ("REVERSED", faults.reversed),
    ):
        if chance < share:
            return name
        chance -= share
    return None
