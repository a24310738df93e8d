"""What do the books hold, what waits in suspense, what did banks' statements show, and what was posted on a day?

Read inside a scope of the whole nation: bank accounts and statements belong to no region, and a part of the books does
not sum to zero.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

PIECE = 2_000
# A page shows so many; the counts speak of all.
ROWS_SHOWN = 100


@dataclass(frozen=True)
class KindBalance:
    """The accounts of a kind: how many, what was entered on each side, and the debits less the credits."""

    kind: str
    accounts: int
    debit_idr: int
    credit_idr: int

    @property
    def balance_idr(self) -> int:
        """Debits less credits: above zero what is owed to the programmes or held, below what they owe or earned."""
        return self.debit_idr - self.credit_idr


@dataclass(frozen=True)
class SuspenseRow:
    """A payment that is nobody's yet; `reason` says why, `paid_on` since when."""

    payment_id: UUID
    channel: str
    kind: str
    request_id: str
    account_no: str
    amount_idr: int
    paid_at: datetime
    paid_on: date
    reason: str


@dataclass(frozen=True)
class MissingRow:
    """A payment that was told and that no line of the bank's statement names."""

    payment_id: UUID
    channel: str
    request_id: str
    account_no: str
    amount_idr: int
    paid_on: date


@dataclass(frozen=True)
class FindingRow:
    """A difference that a statement showed, and the amounts as they were told and booked."""

    at: datetime
    finding: str
    channel: str
    reference: str
    told_idr: int | None
    booked_idr: int | None


@dataclass(frozen=True)
class Total:
    """How many, and how much together."""

    count: int
    amount_idr: int


def trial_balance() -> list[KindBalance]:
    """The balance of every kind of account, in the order of the books; together they are zero."""
    return [KindBalance(*row) for row in _rows(TRIAL_BALANCE)]


def suspense() -> tuple[list[SuspenseRow], Total]:
    """Payments that wait in suspense, the oldest first, at most `ROWS_SHOWN` of them; and how many there are in all."""
    ((count, amount_idr),) = _rows(SUSPENSE_TOTAL)
    return [SuspenseRow(*row) for row in _rows(f"{SUSPENSE} ORDER BY p.paid_at LIMIT {ROWS_SHOWN}")], Total(
        count, amount_idr
    )


def suspense_payment(payment_id: UUID) -> SuspenseRow | None:
    """A payment that waits in suspense; None where it does not, or not any more."""
    return next((SuspenseRow(*row) for row in _rows(f"{SUSPENSE} AND p.payment_id = %s", [payment_id])), None)


def missing_payments() -> tuple[list[MissingRow], Total]:
    """Payments told that no statement names although it should, the oldest first; and how many there are in all."""
    ((count, amount_idr),) = _rows(f"SELECT count(*), coalesce(sum(amount_idr), 0)::bigint FROM ({MISSING}) m")
    return [MissingRow(*row) for row in _rows(f"{MISSING} ORDER BY p.paid_on LIMIT {ROWS_SHOWN}")], Total(
        count, amount_idr
    )


def findings() -> tuple[list[FindingRow], dict[str, int]]:
    """The newest differences (neither MATCHED nor LATE), and how many there are of each finding."""
    counts = dict(_rows(FINDING_COUNTS))
    return [FindingRow(*row) for row in _rows(FINDINGS)], counts


def banks() -> list[str]:
    """Codes of the banks from which money came or a statement was read."""
    return [code for (code,) in _rows("SELECT code FROM ledger.party WHERE kind = 'BANK' ORDER BY code")]


def day_total(day: date) -> Total:
    """How many postings were entered on a day (Jakarta), and how much they moved."""
    ((count, amount_idr),) = _rows(DAY_TOTAL, [day, day])
    return Total(count, amount_idr)


def journal(day: date) -> Iterator[tuple[Any, ...]]:
    """The postings entered on a day (Jakarta), in the order they were entered, as rows of `JOURNAL_COLUMNS`."""
    with connection.cursor() as cursor:
        cursor.execute(JOURNAL, [day, day])
        while rows := cursor.fetchmany(PIECE):
            yield from rows


def _rows(statement: str, values: list[Any] | None = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


JOURNAL_COLUMNS = (
    *("recorded_at", "effective_on", "entry", "posting_id", "kind", "amount_idr"),
    *("debit_account", "debit_kind", "debit_holder", "credit_account", "credit_kind", "credit_holder"),
    *("bill_id", "payment_id", "corrects_posting_id"),
)
# Postings are read once, and both steps are made before they meet: beside the cost of the rows' policies the planner
# takes a loop of all accounts within all postings for as good as a hash.
TRIAL_BALANCE = """
WITH held AS MATERIALIZED (SELECT a.account_id, a.kind FROM ledger.account a),
moved AS MATERIALIZED (
    SELECT p.debit_id, p.credit_id, sum(p.amount_idr)::bigint AS amount_idr FROM ledger.posting p GROUP BY 1, 2
)
SELECT a.kind, count(DISTINCT a.account_id), sum(m.debit_idr)::bigint, sum(m.credit_idr)::bigint
FROM (SELECT debit_id AS account_id, amount_idr AS debit_idr, 0::bigint AS credit_idr FROM moved
    UNION ALL SELECT credit_id, 0, amount_idr FROM moved) m
JOIN held a ON a.account_id = m.account_id
GROUP BY a.kind
ORDER BY array_position(
    ARRAY['CASH', 'RECEIVABLE', 'SUBSIDY', 'SUSPENSE', 'CREDIT', 'PAYABLE', 'BENEFIT', 'INCOME', 'LATE_FEE'], a.kind)
"""
SUSPENSE = """
SELECT p.payment_id, c.code, p.kind, p.request_id, p.account_no, p.amount_idr, p.paid_at, p.paid_on, p.reason
FROM ledger.payment p JOIN ledger.party c ON c.party_id = p.channel_id
WHERE p.outcome = 'SUSPENSE'
    AND NOT EXISTS (SELECT FROM ledger.posting r WHERE r.corrects_id = p.payment_id AND r.kind = 'REVERSAL')
"""
SUSPENSE_TOTAL = f"SELECT count(*), coalesce(sum(amount_idr), 0)::bigint FROM ({SUSPENSE}) s"
MISSING = """
SELECT p.payment_id, c.code, p.request_id, p.account_no, p.amount_idr, p.paid_on
FROM ledger.reconciliation r JOIN ledger.payment p ON p.payment_id = r.payment_id
JOIN ledger.party c ON c.party_id = p.channel_id
WHERE r.finding = 'MISSING' AND NOT EXISTS (SELECT FROM ledger.statement_line l WHERE l.payment_ref = r.payment_id)
"""
FINDING_COUNTS = "SELECT r.finding, count(*) FROM ledger.reconciliation r GROUP BY 1"
FINDINGS = f"""
SELECT r.recorded_at, r.finding, c.code, coalesce(l.reference, p.request_id, ''), r.told_idr, r.booked_idr
FROM ledger.reconciliation r JOIN ledger.party c ON c.party_id = r.channel_id
LEFT JOIN ledger.statement_line l ON l.statement_line_id = r.statement_line_id
LEFT JOIN ledger.payment p ON p.payment_id = r.payment_id
WHERE r.finding IN ('EXTRA', 'ALTERED', 'REVERSED') ORDER BY r.reconciliation_id DESC LIMIT {ROWS_SHOWN}
"""
OF_DAY = """
p.recorded_at >= %s::date::timestamp AT TIME ZONE 'Asia/Jakarta'
    AND p.recorded_at < (%s::date + 1)::timestamp AT TIME ZONE 'Asia/Jakarta'
"""
DAY_TOTAL = f"SELECT count(*), coalesce(sum(p.amount_idr), 0)::bigint FROM ledger.posting p WHERE {OF_DAY}"
JOURNAL = f"""
SELECT p.recorded_at, p.effective_on, p.entry, p.posting_id, p.kind, p.amount_idr,
    d.account_id, d.kind, coalesce('participant ' || d.participant_id, dp.code, d.programme, ''),
    c.account_id, c.kind, coalesce('participant ' || c.participant_id, cp.code, c.programme, ''),
    p.bill_id, p.payment_id, p.corrects_id
FROM ledger.posting p
JOIN ledger.account d ON d.account_id = p.debit_id JOIN ledger.account c ON c.account_id = p.credit_id
LEFT JOIN ledger.party dp ON dp.party_id = d.party_id LEFT JOIN ledger.party cp ON cp.party_id = c.party_id
WHERE {OF_DAY} ORDER BY p.recorded_at, p.entry, p.posting_id
"""
